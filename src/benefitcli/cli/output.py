"""Write a result where it was asked for, in the format that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from benefitcli.cli.commands import LANG, Command, Parameter
from benefitcli.cli.options import FORMAT, OUTPUT
from benefitcli.cli.process import STATE
from benefitcli.errors import Problem
from benefitcli.i18n.translator import Translator
from benefitcli.io.formats import ANSWERS, format_of, refuse_terminal
from benefitcli.io.streams import STANDARD, open_output, standard_output
from benefitcli.reports.model import Report

if TYPE_CHECKING:
    from benefitcli.contract import Contract

Made = tuple[Callable[[Translator], Report], "Callable[[], Contract]", int]
"""The report for people, what machines read of it, and the exit code; neither is made before it is wanted."""


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


def print_result(
    output: str | None,
    output_format: str,
    report: Callable[[Translator], Report],
    machine: Callable[[], Contract],
    **others: Callable[[], bytes],
) -> None:
    """Write the report in the language of the call, or what machines read of it; otherwise as :func:`write_result`."""

    def dumped() -> bytes:
        from benefitcli.contract import dump

        return dump(machine())

    write_result(output, output_format, lambda: report(STATE.translator), **others, json=dumped)


def reporting(parameters: Sequence[Parameter], make: Callable[..., Made | None]) -> Command:
    """A command that prints a report: ``make`` gives it, or None where it has written something else itself."""

    def run(output: str | None, format: str | None, **values: Any) -> int:
        wanted = chosen_format(output, format)
        made = make(**values)
        if made is None:
            return 0
        report, machine, code = made
        print_result(output, wanted, report, machine)
        return code

    return [*parameters, OUTPUT, FORMAT, LANG], run


def chosen_format(output: str | None, named: str | None, suffixes: Mapping[str, str] = ANSWERS) -> str:
    """Return the format that is named or that the suffix of the output means, else ``text``.

    Raises:
        BenefitError: ``format_unknown``, ``suffix_unknown``, ``terminal_cannot_show``.
    """
    output_format = format_of(output, named, "text", suffixes)
    refuse_terminal(output, output_format)
    return output_format


def problem_message(problem: Problem) -> str:
    """Return the sentence of a problem in the language of the call."""
    from benefitcli.i18n.problems import message_of

    return message_of(problem, STATE.translator)


def write_whole(data: bytes) -> None:
    """Write all of it to the standard output."""
    stream = standard_output()
    stream.write(data)
    stream.flush()
