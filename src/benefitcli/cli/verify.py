"""``benefitcli verify``: whether a stored result still holds, and if not because of what."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from benefitcli.cli.options import make_question
from benefitcli.cli.output import Format, Output, chosen_format, print_result, problem_message
from benefitcli.cli.tables import Folders, Lang
from benefitcli.io.streams import open_input
from benefitcli.law.regions import DEFAULT_REGION

EXIT_DOES_NOT_HOLD = 1


def verify(
    result: Annotated[str, typer.Argument()],
    tables: Folders = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> int:
    """Calculate a stored result anew from its own case, day and readings."""
    from benefitcli.contract import read_result
    from benefitcli.contract.building import result_tree, verification_of
    from benefitcli.reports.verification import verification_report
    from benefitcli.workflows.verify import verify_result

    wanted = chosen_format(output, format)
    folders = make_question(DEFAULT_REGION, None, None, None, tables).tables
    with open_input(result) as stream:
        stored, question = read_result(stream.read(), result)
    verification = verify_result(stored, replace(question, tables=folders), result_tree)
    print_result(
        output,
        wanted,
        lambda translator: verification_report(verification, translator),
        lambda: verification_of(verification, problem_message),
    )
    return 0 if verification.holds else EXIT_DOES_NOT_HOLD
