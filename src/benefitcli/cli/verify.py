"""``benefitcli verify``: whether a stored result still holds, and if not because of what."""

from __future__ import annotations

from collections.abc import Sequence

from benefitcli.cli.commands import LANG, Command, argument
from benefitcli.cli.options import FOLDERS, FORMAT, make_question
from benefitcli.cli.process import STATE
from benefitcli.cli.tables import check_format, give
from benefitcli.io.streams import open_input
from benefitcli.law.regions import DEFAULT_REGION

EXIT_DOES_NOT_HOLD = 1


def command(_path: str) -> Command:
    """The command."""
    result = argument(
        "result", help=("存下的JSON结果；- 为标准输入", "the stored JSON result; - is the standard input")
    )
    return Command([result, FOLDERS, FORMAT, LANG], verify)


def verify(result: str, tables: Sequence[str] | None, format: str) -> int:
    """Calculate a stored result anew from its own case, day and readings."""
    from benefitcli.reports.verdict import print_verdict, verdict_as_json
    from benefitcli.workflows.verification.verifier import verify_result

    check_format(format)
    folders = make_question(DEFAULT_REGION, None, None, None, tables).tables
    with open_input(result) as stream:
        content = stream.read()
    found = verify_result(content, result, folders)
    give(
        format,
        lambda: verdict_as_json(found, STATE.language),
        lambda language, stream: print_verdict(found, language, stream),
    )
    return 0 if found.holds else EXIT_DOES_NOT_HOLD
