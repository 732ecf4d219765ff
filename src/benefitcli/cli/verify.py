"""``benefitcli verify``: whether a stored result still holds, and if not because of what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from benefitcli.cli.commands import LANG, Command, argument
from benefitcli.cli.options import FOLDERS, FORMAT, OUTPUT, make_question
from benefitcli.cli.output import chosen_format, print_result, problem_message
from benefitcli.io.streams import open_input

EXIT_DOES_NOT_HOLD = 1


def command(_path: str) -> Command:
    """The command."""
    result = argument("result", ("存下的JSON结果；- 为标准输入", "the stored JSON result; - is the standard input"))
    return Command([result, FOLDERS, OUTPUT, FORMAT, LANG], verify)


def verify(result: str, output: str | None, format: str | None, **law: Any) -> int:
    """Calculate a stored result anew from its own case, day and readings."""
    from benefitcli.contract import read_result
    from benefitcli.contract.building import result_tree, verification_of
    from benefitcli.reports.verification import verification_report
    from benefitcli.workflows.verify import verify_result

    wanted = chosen_format(output, format)
    folders = make_question(**law).tables
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
