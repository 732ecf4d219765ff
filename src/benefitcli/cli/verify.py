"""``benefitcli verify``: whether a stored result still holds, and if not because of what."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from benefitcli.cli.options import make_question
from benefitcli.cli.state import STATE
from benefitcli.cli.tables import Folders, Format, Lang, check_format, give
from benefitcli.io.streams import open_input
from benefitcli.law.regions import DEFAULT_REGION

EXIT_DOES_NOT_HOLD = 1


def verify(
    result: Annotated[str, typer.Argument()],
    tables: Folders = None,
    format: Format = "text",  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> int:
    """Calculate a stored result anew from its own case, day and readings."""
    from benefitcli.contract import read_result
    from benefitcli.contract.building import result_tree, verification_of
    from benefitcli.i18n.problems import message_of
    from benefitcli.reports.verdict import print_verdict
    from benefitcli.workflows.verify import verify_result

    check_format(format)
    folders = make_question(DEFAULT_REGION, None, None, None, tables).tables
    with open_input(result) as stream:
        content = stream.read()
    stored, question = read_result(content, result)
    found = verify_result(stored, replace(question, tables=folders), result_tree)
    give(
        format,
        lambda: verification_of(found, lambda problem: message_of(problem, STATE.language)),
        lambda language, stream: print_verdict(found, language, stream),
    )
    return 0 if found.holds else EXIT_DOES_NOT_HOLD
