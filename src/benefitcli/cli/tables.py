"""``benefitcli tables``: the documents, what is in force, what changed, what is doubtful, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benefitcli.benefits.fields import ON
from benefitcli.cli.calculate import write_whole
from benefitcli.cli.commands import LANG, Command, argument
from benefitcli.cli.options import (
    AS_OF_OPTION,
    FOLDERS,
    FORMAT,
    ON_OPTION,
    OUTPUT,
    READING,
    REGION_OPTION,
    make_question,
    suggest_regions,
)
from benefitcli.cli.output import chosen_format, print_result, problem_message
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.law.dates import to_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.regions import DEFAULT_REGION
from benefitcli.reports.model import Report

EXIT_WITH_FINDINGS = 1
EXIT_WITH_ERRORS = 2


def command(path: str) -> Command:
    """The command of a path."""
    region = argument("region", REGION_OPTION.help, DEFAULT_REGION, suggest_regions)
    days = (argument("day1", ("前一个日子", "the first day")), argument("day2", ("后一个日子", "the second day")))
    folder = argument("folder", ("政策表文件夹", "a folder of tables"), default=None)
    last = [FOLDERS, OUTPUT, FORMAT, LANG]
    commands = {
        "tables list": Command([region._replace(kind=str | None, default=None), AS_OF_OPTION, *last], list_documents),
        "tables show": Command([region, ON_OPTION, AS_OF_OPTION, READING, *last], show),
        "tables diff": Command([region._replace(default=...), *days, AS_OF_OPTION, READING, *last], diff),
        "tables check": Command([folder, *last], check),
        "tables readings": Command([region, AS_OF_OPTION, READING, *last], readings),
        "tables schema": Command([FORMAT, LANG], schema),
    }
    return commands[path]


def list_documents(region: str | None, output: str | None, format: str | None, **law: Any) -> None:
    """List the documents by region and day; of one region, its own and those of the regions above it."""
    from benefitcli.contract.building import tables_list_of
    from benefitcli.reports.tables import documents_report

    wanted = chosen_format(output, format)
    library = make_question(**law).library()
    chain = library.region(region).chain if region else sorted(library.regions)
    regions = [library.regions[path] for path in chain]
    print_result(
        output,
        wanted,
        lambda translator: documents_report(library, regions, translator),
        lambda: tables_list_of(library, regions),
    )


def show(output: str | None, format: str | None, **law: Any) -> None:
    """Show every parameter in force in a region on a day, today if none is named."""
    from benefitcli.contract.building import tables_show_of
    from benefitcli.law.snapshot import in_force
    from benefitcli.reports.snapshot import in_force_report

    wanted = chosen_format(output, format)
    question = make_question(**law)
    snapshot = in_force(_law_of(question), to_day(question.on or question.today))

    def report(translator: Translator) -> Report:
        names = {path: translator.name(known) for path, known in question.library().regions.items()}
        return in_force_report(snapshot, names, translator)

    print_result(output, wanted, report, lambda: tables_show_of(snapshot))


def diff(day1: str, day2: str, output: str | None, format: str | None, **law: Any) -> None:
    """Show what changed in a region between two days, and which document changed it."""
    from benefitcli.contract.building import tables_diff_of
    from benefitcli.law.snapshot import compare, in_force
    from benefitcli.reports.snapshot import changes_report

    wanted = chosen_format(output, format)
    days = _read_days({"DAY1": day1, "DAY2": day2})
    region_law = _law_of(make_question(**law))
    changes = compare(*(in_force(region_law, day) for day in days))
    print_result(
        output, wanted, lambda translator: changes_report(changes, translator), lambda: tables_diff_of(changes)
    )


def readings(output: str | None, format: str | None, **law: Any) -> None:
    """Show each doubtful clause of a region with its choices, its default and the reason for it."""
    from benefitcli.contract.building import tables_readings_of
    from benefitcli.reports.snapshot import readings_report

    wanted = chosen_format(output, format)
    region_law = _law_of(make_question(**law))
    print_result(
        output,
        wanted,
        lambda translator: readings_report(region_law, translator),
        lambda: tables_readings_of(region_law),
    )


def check(folder: str | None, output: str | None, format: str | None, **law: Any) -> int:
    """Check a folder of tables as it lies over the shipped ones; without one, all that the other commands would use."""
    from benefitcli.benefits.register import NAMES
    from benefitcli.contract.building import tables_check_of
    from benefitcli.law.library import shipped_tables
    from benefitcli.law.lint.run import inspect_tables
    from benefitcli.reports.tables import inspection_report

    wanted = chosen_format(output, format)
    question = make_question(**law)
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


def schema(format: str | None) -> None:
    """Print the JSON Schema of a table file: it is JSON in every format."""
    from benefitcli.contract import dump
    from benefitcli.law.authoring import schema_of_a_table

    chosen_format(None, format)
    write_whole(dump(schema_of_a_table()))


def _law_of(question: Question) -> RegionLaw:
    library = question.library()
    law = library.law_of(library.region(question.region), question.readings)
    for name, choice in question.readings.items():
        if name not in law.readings:
            raise fail("reading_not_here", value=name, accepted=", ".join(law.readings) or "-")
        if choice not in law.readings[name].choices:
            raise fail(
                "reading_choice_unknown", value=f"{name}={choice}", accepted=", ".join(law.readings[name].choices)
            )
    return law


def _read_days(texts: dict[str, str]) -> Sequence[int]:
    days = [parse(replace(ON, name=name), text) for name, text in texts.items()]
    problems = [day for day in days if isinstance(day, Problem)]
    if problems:
        raise BenefitError(*problems)
    return [int(day) for day in days if not isinstance(day, Problem)]
