"""What became of a new table: the files that were written, and what should be looked at in them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any, TextIO

from benefitcli.errors import Problem
from benefitcli.i18n import Language, choose
from benefitcli.i18n.problems import message_of
from benefitcli.i18n.tables import TABLES
from benefitcli.reports.tables.inspection import print_problem
from benefitcli.reports.terminal import Sheet


def print_draft(
    files: tuple[Path, ...], findings: tuple[Problem, ...], folder: str, language: Language, stream: TextIO
) -> None:
    """Print the files, the findings, and the command that checks them."""
    sheet = Sheet(stream)
    for file in files:
        sheet.verbatim(choose(TABLES["written"], language).format(file=file))
    for finding in findings:
        print_problem(sheet, choose(TABLES["finding"], language), finding, language)
    command = f"benefitcli tables check {shlex.quote(folder)}"
    sheet.verbatim(choose(TABLES["next_check"], language).format(command=command))


def draft_as_json(files: tuple[Path, ...], findings: tuple[Problem, ...], language: Language) -> dict[str, Any]:
    """The same for a script."""
    return {
        "written": [str(file) for file in files],
        "findings": [{**one.as_json(), "message": message_of(one, language)} for one in findings],
    }
