"""``benefitcli tables check``: every mistake of every table file in one run, and what should be looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from benefitcli.cli.options import make_question
from benefitcli.cli.output import Format, Output, chosen_format, print_result, problem_message
from benefitcli.cli.tables import Folders, Lang
from benefitcli.errors import fail
from benefitcli.law.regions import DEFAULT_REGION

EXIT_WITH_FINDINGS = 1
EXIT_WITH_ERRORS = 2


def check(
    folder: Annotated[str | None, typer.Argument()] = None,
    tables: Folders = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> int:
    """Check a folder of tables as it lies over the shipped ones; without one, all that the other commands would use."""
    from benefitcli.benefits.register import NAMES
    from benefitcli.contract.building import tables_check_of
    from benefitcli.law.library import shipped_tables
    from benefitcli.law.lint.run import inspect_tables
    from benefitcli.reports.tables import inspection_report

    wanted = chosen_format(output, format)
    question = make_question(DEFAULT_REGION, None, None, None, tables)
    asked = Path(folder) if folder is not None else None
    if asked is not None and not asked.is_dir():
        raise fail("tables_folder_missing", field="tables", value=folder)
    if asked is not None and asked.resolve() == shipped_tables().resolve():
        asked = shipped_tables()
    known = (shipped_tables(), *question.tables)
    if asked is not None and asked not in known:
        question = replace(question, tables=(*question.tables, asked))
    inspection = inspect_tables(question.library(), asked, NAMES)
    print_result(
        output,
        wanted,
        lambda translator: inspection_report(inspection, translator),
        lambda: tables_check_of(inspection, problem_message),
    )
    return EXIT_WITH_ERRORS if inspection.errors else EXIT_WITH_FINDINGS if inspection.findings else 0
