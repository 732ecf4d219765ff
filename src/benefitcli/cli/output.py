"""Write a result where it was asked for, in the format that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benefitcli.io.streams import STANDARD, open_output
from benefitcli.reports.model import Report


def write_result(
    output: str | None, output_format: str, report: Callable[[], Report], **others: Callable[[], bytes]
) -> None:
    """Write a result; what is not wanted is not made.

    Args:
        output: A path; None and ``-`` are the standard output, where text is as wide as the terminal.
        output_format: ``text``, ``md``, ``html``, ``xlsx``, or one of ``others``.
        report: Makes the report for people.
        others: Makes the bytes of a further format by its name: ``json``, ``ics``.

    Raises:
        BenefitError: The output cannot be written, or the format cannot hold the result.
    """
    if output_format == "text" and output in (None, STANDARD):
        from benefitcli.reports.terminal import Sheet
        from benefitcli.reports.writers.text import print_report

        print_report(report(), Sheet(sys.stdout))
        sys.stdout.flush()
        return
    if output_format in others:
        data = others[output_format]()
    else:
        from benefitcli.reports.writers import write_report

        data = write_report(report(), output_format)
    with open_output(output) as stream:
        stream.write(data)
