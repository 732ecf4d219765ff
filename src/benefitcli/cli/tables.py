"""``benefitcli tables``: the documents, what is in force, what changed, what is doubtful, and the form of a table file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from benefitcli.benefits.fields import ON
from benefitcli.cli.calculate import write_whole
from benefitcli.cli.options import make_question
from benefitcli.cli.output import Format, Output, chosen_format, print_result
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.law.dates import to_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.regions import DEFAULT_REGION
from benefitcli.reports.model import Report

AsOf = Annotated[str | None, typer.Option()]
Readings = Annotated[list[str] | None, typer.Option()]
Folders = Annotated[list[str] | None, typer.Option()]
Lang = Annotated[str | None, typer.Option()]


def list_documents(
    region: Annotated[str | None, typer.Argument()] = None,
    as_of: AsOf = None,
    tables: Folders = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """List the documents by region and day; of one region, its own and those of the regions above it."""
    from benefitcli.contract.building import tables_list_of
    from benefitcli.reports.tables import documents_report

    wanted = chosen_format(output, format)
    library = make_question(DEFAULT_REGION, None, as_of, None, tables).library()
    chain = library.region(region).chain if region else sorted(library.regions)
    regions = [library.regions[path] for path in chain]
    print_result(
        output,
        wanted,
        lambda translator: documents_report(library, regions, translator),
        lambda: tables_list_of(library, regions),
    )


def show(
    region: Annotated[str, typer.Argument()] = DEFAULT_REGION,
    on: Annotated[str | None, typer.Option()] = None,
    as_of: AsOf = None,
    reading: Readings = None,
    tables: Folders = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """Show every parameter in force in a region on a day, today if none is named."""
    from benefitcli.contract.building import tables_show_of
    from benefitcli.law.snapshot import in_force
    from benefitcli.reports.snapshot import in_force_report

    wanted = chosen_format(output, format)
    question = make_question(region, on, as_of, reading, tables)
    snapshot = in_force(_law_of(question), to_day(question.on or question.today))

    def report(translator: Translator) -> Report:
        names = {path: translator.name(known) for path, known in question.library().regions.items()}
        return in_force_report(snapshot, names, translator)

    print_result(output, wanted, report, lambda: tables_show_of(snapshot))


def diff(
    region: Annotated[str, typer.Argument()],
    day1: Annotated[str, typer.Argument()],
    day2: Annotated[str, typer.Argument()],
    as_of: AsOf = None,
    reading: Readings = None,
    tables: Folders = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """Show what changed in a region between two days, and which document changed it."""
    from benefitcli.contract.building import tables_diff_of
    from benefitcli.law.snapshot import compare, in_force
    from benefitcli.reports.snapshot import changes_report

    wanted = chosen_format(output, format)
    days = _read_days({"DAY1": day1, "DAY2": day2})
    law = _law_of(make_question(region, None, as_of, reading, tables))
    changes = compare(*(in_force(law, day) for day in days))
    print_result(
        output, wanted, lambda translator: changes_report(changes, translator), lambda: tables_diff_of(changes)
    )


def readings(
    region: Annotated[str, typer.Argument()] = DEFAULT_REGION,
    as_of: AsOf = None,
    reading: Readings = None,
    tables: Folders = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> None:
    """Show each doubtful clause of a region with its choices, its default and the reason for it."""
    from benefitcli.contract.building import tables_readings_of
    from benefitcli.reports.snapshot import readings_report

    wanted = chosen_format(output, format)
    law = _law_of(make_question(region, None, as_of, reading, tables))
    print_result(output, wanted, lambda translator: readings_report(law, translator), lambda: tables_readings_of(law))


def schema(format: Format = None, lang: Lang = None) -> None:  # noqa: A002 - the name of the option
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
