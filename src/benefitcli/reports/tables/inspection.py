"""What an inspection of the tables found: errors first, then what should be looked at, then the count."""

from __future__ import annotations

from typing import Any, TextIO

from benefitcli.errors import Problem
from benefitcli.i18n import Language, choose
from benefitcli.i18n.problems import ACCEPTED, ERROR, HINT, HINTS, message_of
from benefitcli.i18n.tables import TABLES
from benefitcli.law.lint.run import Inspection
from benefitcli.reports.terminal import Sheet


def print_inspection(found: Inspection, language: Language, stream: TextIO) -> None:
    """Print each problem with what is accepted and what to do; the last line counts them."""
    sheet = Sheet(stream)
    for problem in found.errors:
        print_problem(sheet, choose(ERROR, language), problem, language)
    for problem in found.findings:
        print_problem(sheet, choose(TABLES["finding"], language), problem, language)
    if found.errors:
        sheet.line(choose(TABLES["findings_wait"], language), "dim")
    counts = {"files": found.files, "errors": len(found.errors), "findings": len(found.findings)}
    sheet.line(choose(TABLES["checked"], language).format(**counts), "bold")


def print_problem(sheet: Sheet, kind: str, problem: Problem, language: Language) -> None:
    """Print a problem with what is accepted and what to do."""
    colon = "：" if language == "zh" else ": "
    lines = [message_of(problem, language)]
    if problem.accepted:
        lines.append(f"{choose(ACCEPTED, language)}{colon}{problem.accepted}")
    if problem.code in HINTS:
        lines.append(f"{choose(HINT, language)}{colon}{choose(HINTS[problem.code], language)}")
    sheet.item(f"{kind}{colon.strip()}", lines, 0)


def inspection_as_json(found: Inspection, language: Language) -> dict[str, Any]:
    """The same for a script: codes and places are the contract, the message is for people."""

    def listed(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
        return [{**one.as_json(), "message": message_of(one, language)} for one in problems]

    return {
        "status": "error" if found.errors else "findings" if found.findings else "ok",
        "files": found.files,
        "errors": listed(found.errors),
        "findings": listed(found.findings),
    }
