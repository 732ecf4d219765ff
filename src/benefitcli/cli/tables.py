"""``benefitcli tables``: the documents, what is in force, what changed, what is doubtful, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benefitcli.benefits.fields import ON
from benefitcli.cli.commands import LANG, Command, Parameter, argument
from benefitcli.cli.options import (
    AS_OF_OPTION,
    FOLDERS,
    FORMAT,
    ON_OPTION,
    READING,
    make_question,
    suggest_regions,
    valid,
)
from benefitcli.cli.output import Made, chosen_format, problem_message, reporting, write_whole
from benefitcli.errors import fail
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.law.dates import to_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.regions import DEFAULT_REGION

EXIT_WITH_FINDINGS = 1
EXIT_WITH_ERRORS = 2


def command(path: str) -> Command:
    """The command of a path."""
    if path == "tables schema":
        return [FORMAT, LANG], schema
    region = argument("region", DEFAULT_REGION, suggest_regions)
    days = (argument("day1"), argument("day2"))
    commands: dict[str, tuple[list[Parameter], Callable[..., Made]]] = {
        "tables list": ([region._replace(kind=str | None, default=None), AS_OF_OPTION], list_documents),
        "tables show": ([region, ON_OPTION, AS_OF_OPTION, READING], show),
        "tables diff": ([region._replace(default=...), *days, AS_OF_OPTION, READING], diff),
        "tables check": ([argument("folder", None)], check),
        "tables readings": ([region, AS_OF_OPTION, READING], readings),
    }
    parameters, make = commands[path]
    return reporting([*parameters, FOLDERS], make)


def list_documents(region: str | None, **law: Any) -> Made:
    """List the documents by region and day; of one region, its own and those of the regions above it."""
    from benefitcli.contract.building import tables_list_of
    from benefitcli.reports.tables import documents_report

    library = make_question(**law).library()
    chain = library.region(region).chain if region else sorted(library.regions)
    regions = [library.regions[path] for path in chain]
    return partial(documents_report, library, regions), partial(tables_list_of, library, regions), 0


def show(**law: Any) -> Made:
    """Show every parameter in force in a region on a day, today if none is named."""
    from benefitcli.contract.building import tables_show_of
    from benefitcli.law.snapshot import in_force
    from benefitcli.reports.snapshot import in_force_report

    question = make_question(**law)
    snapshot = in_force(_law_of(question), to_day(question.on or question.today))
    regions = question.library().regions

    return (
        lambda t: in_force_report(snapshot, {path: t.name(region) for path, region in regions.items()}, t),
        partial(tables_show_of, snapshot),
        0,
    )


def diff(day1: str, day2: str, **law: Any) -> Made:
    """Show what changed in a region between two days, and which document changed it."""
    from benefitcli.contract.building import tables_diff_of
    from benefitcli.law.snapshot import compare, in_force
    from benefitcli.reports.snapshot import changes_report

    days = valid(parse(replace(ON, name=name), text) for name, text in (("DAY1", day1), ("DAY2", day2)))
    region_law = _law_of(make_question(**law))
    changes = compare(*(in_force(region_law, day) for day in days))
    return partial(changes_report, changes), partial(tables_diff_of, changes), 0


def readings(**law: Any) -> Made:
    """Show each doubtful clause of a region with its choices, its default and the reason for it."""
    from benefitcli.contract.building import tables_readings_of
    from benefitcli.reports.snapshot import readings_report

    region_law = _law_of(make_question(**law))
    return partial(readings_report, region_law), partial(tables_readings_of, region_law), 0


def check(folder: str | None, **law: Any) -> Made:
    """Check a folder of tables as it lies over the shipped ones; without one, all that the other commands would use."""
    from benefitcli.benefits.register import NAMES
    from benefitcli.contract.building import tables_check_of
    from benefitcli.law.library import shipped_tables
    from benefitcli.law.lint.run import inspect_tables
    from benefitcli.reports.tables import inspection_report

    question = make_question(**law)
    checked = Path(folder) if folder is not None else None
    if checked is not None and not checked.is_dir():
        raise fail("tables_folder_missing", field="tables", value=folder)
    if checked is not None and checked.resolve() == shipped_tables().resolve():
        checked = shipped_tables()
    if checked is not None and checked not in (shipped_tables(), *question.tables):
        question = replace(question, tables=(*question.tables, checked))
    inspection = inspect_tables(question.library(), checked, NAMES)
    code = EXIT_WITH_ERRORS if inspection.errors else EXIT_WITH_FINDINGS if inspection.findings else 0
    return partial(inspection_report, inspection), partial(tables_check_of, inspection, problem_message), code


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
        choices = law.readings[name].choices
        if choice not in choices:
            raise fail("reading_choice_unknown", value=f"{name}={choice}", accepted=", ".join(choices))
    return law
