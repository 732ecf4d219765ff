"""``benefitcli tables``: the documents, what is in force, what changed, what is doubtful, and the form of a table file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, TextIO

import typer

from benefitcli.benefits.fields import ON
from benefitcli.cli.calculate import FORMATS, write_whole
from benefitcli.cli.options import make_question
from benefitcli.cli.state import STATE
from benefitcli.contract import Contract
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n import Language
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.law.dates import to_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.regions import DEFAULT_REGION

AsOf = Annotated[str | None, typer.Option()]
Readings = Annotated[list[str] | None, typer.Option()]
Folders = Annotated[list[str] | None, typer.Option()]
Format = Annotated[str, typer.Option()]
Lang = Annotated[str | None, typer.Option()]


def list_documents(
    region: Annotated[str | None, typer.Argument()] = None,
    as_of: AsOf = None,
    tables: Folders = None,
    format: Format = "text",  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """List the documents by region and day; of one region, its own and those of the regions above it."""
    from benefitcli.contract.building import tables_list_of
    from benefitcli.reports.tables.listing import print_listing

    library = make_question(DEFAULT_REGION, None, as_of, None, tables).library()
    chain = library.region(region).chain if region else sorted(library.regions)
    regions = [library.regions[path] for path in chain]
    give(
        format,
        lambda: tables_list_of(library, regions),
        lambda language, stream: print_listing(library, regions, language, stream),
    )


def show(
    region: Annotated[str, typer.Argument()] = DEFAULT_REGION,
    on: Annotated[str | None, typer.Option()] = None,
    as_of: AsOf = None,
    reading: Readings = None,
    tables: Folders = None,
    format: Format = "text",  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """Show every parameter in force in a region on a day, today if none is named."""
    from benefitcli.contract.building import tables_show_of
    from benefitcli.law.in_force import in_force
    from benefitcli.reports.tables.in_force import print_in_force

    question = make_question(region, on, as_of, reading, tables)
    law = _law_of(question)
    found = in_force(law, to_day(question.on or question.today))
    names = {
        path: one.name if STATE.language == "zh" else one.name_en for path, one in question.library().regions.items()
    }
    give(
        format,
        lambda: tables_show_of(found),
        lambda language, stream: print_in_force(found, names, language, stream),
    )


def diff(
    region: Annotated[str, typer.Argument()],
    day1: Annotated[str, typer.Argument()],
    day2: Annotated[str, typer.Argument()],
    as_of: AsOf = None,
    reading: Readings = None,
    tables: Folders = None,
    format: Format = "text",  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """Show what changed in a region between two days, and which document changed it."""
    from benefitcli.contract.building import tables_diff_of
    from benefitcli.law.comparison import compare
    from benefitcli.law.in_force import in_force
    from benefitcli.reports.tables.changes import print_changes

    days = _read_days({"DAY1": day1, "DAY2": day2})
    law = _law_of(make_question(region, None, as_of, reading, tables))
    found = compare(*(in_force(law, day) for day in days))
    give(format, lambda: tables_diff_of(found), lambda language, stream: print_changes(found, language, stream))


def readings(
    region: Annotated[str, typer.Argument()] = DEFAULT_REGION,
    as_of: AsOf = None,
    reading: Readings = None,
    tables: Folders = None,
    format: Format = "text",  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """Show each doubtful clause of a region with its choices, its default and the reason for it."""
    from benefitcli.contract.building import tables_readings_of
    from benefitcli.reports.tables.readings import print_readings

    law = _law_of(make_question(region, None, as_of, reading, tables))
    give(format, lambda: tables_readings_of(law), lambda language, stream: print_readings(law, language, stream))


def schema(format: Format = "json", lang: Lang = None) -> None:  # noqa: A002 - the name of the option
    """Print the JSON Schema of a table file: it is JSON in every format."""
    from benefitcli.contract import dump
    from benefitcli.law.schema import schema_of_a_table

    check_format(format)
    write_whole(dump(schema_of_a_table()))


def give(form: str, machine: Callable[[], Contract], human: Callable[[Language, TextIO], None]) -> None:
    """Give what was found in the form that was asked for."""
    check_format(form)
    if form == "json":
        from benefitcli.contract import dump

        write_whole(dump(machine()))
    else:
        human(STATE.language, sys.stdout)


def check_format(form: str) -> None:
    """Refuse a form that these commands do not have."""
    if form not in FORMATS:
        raise fail("format_unknown", value=form, accepted=", ".join(FORMATS))


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
    found = [parse(replace(ON, name=name), text) for name, text in texts.items()]
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise BenefitError(*problems)
    return [int(day) for day in found if not isinstance(day, Problem)]
