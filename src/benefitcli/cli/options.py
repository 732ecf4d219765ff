"""The options that several commands have, the question they make, and what a shell may offer as their values."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benefitcli.benefits.fields import AS_OF, ON
from benefitcli.benefits.register import SCHEMA_NAMES, find_schema
from benefitcli.cli.commands import LANG, Parameter, Suggestion, argument, flag, option, several
from benefitcli.cli.process import STATE
from benefitcli.engine.benefit import InputSchema
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.io.formats import ANSWERS
from benefitcli.law.dates import to_date
from benefitcli.law.regions import DEFAULT_REGION

TABLES_VARIABLE = "BENEFITCLI_TABLES"


def suggest_regions(context: Any) -> Iterator[Suggestion]:
    """The pinyin, the name and the code of every region."""
    for region in _question_so_far(context).library().regions.values():
        yield from ((word, STATE.translator.name(region)) for word in (region.pinyin, region.name, region.code))


def _suggest_readings(context: Any) -> Iterator[Suggestion]:
    """``NAME=CHOICE`` for the readings of the benefit, or of all benefits where none is named."""
    question = _question_so_far(context)
    library = question.library()
    law = library.law_of(library.region(question.region))
    schema = schema_so_far(context)
    for name, reading in law.readings.items():
        if schema is None or name in schema.readings:
            for choice, text in reading.choices.items():
                yield f"{name}={choice}", STATE.translator.of(text)


def dataset_names() -> tuple[str, ...]:
    """What the rows of a file can be: the facts of a benefit, or the records of an audit."""
    from benefitcli.workflows.audit.schemas import AUDITS

    return (*SCHEMA_NAMES, *AUDITS)


def find_dataset(name: str) -> InputSchema:
    """What the rows of a file hold, of a benefit or of an audit. Raises :class:`BenefitError` with the known names."""
    from benefitcli.workflows.audit.schemas import AUDITS

    return AUDITS.get(name.strip()) or find_schema(name)


def describe_datasets(names: Iterable[str]) -> Iterator[Suggestion]:
    """Names of benefits and audits, with what they are."""
    return ((name, STATE.translator.of(find_dataset(name))) for name in names)


def _question_so_far(context: Any) -> Question:
    given = context.params
    return make_question(given.get("region") or DEFAULT_REGION, tables=given.get("tables"))


def schema_so_far(context: Any) -> InputSchema | None:
    """What a command calculates or reads: that of its path, or the one named as its argument; None where neither is."""
    path = context.command_path.partition(" ")[2]
    name = context.params.get("benefit") or path.replace(" ", ".").replace("-", "_")
    return find_dataset(name) if name in dataset_names() else None


REGION_OPTION = option("region", "NAME", kind=str, default=DEFAULT_REGION, suggest=suggest_regions)
ON_OPTION = option("on", "DATE")
AS_OF_OPTION = option("as_of", "DATE")
READING = several("reading", "NAME=CHOICE", suggest=_suggest_readings)
FOLDERS = several("tables", "DIR")
FORMAT = option("format", "|".join(dict.fromkeys(ANSWERS.values())))
OUTPUT = option("output", "FILE", "--output", "-o")
NO_INPUT = flag("no_input")
BENEFIT = argument("benefit", suggest=lambda _context: describe_datasets(SCHEMA_NAMES))


def law_options() -> list[Parameter]:
    """Where, on which day, as known when, read how, and with which further tables."""
    return [REGION_OPTION, ON_OPTION, AS_OF_OPTION, READING, FOLDERS, LANG]


def document_options(formats: Mapping[str, str] = ANSWERS) -> list[Parameter]:
    """Where a single result goes, in which form, whose name is on it, and whether what is missing may be asked for.

    ``formats`` are those it can have, by suffix.
    """
    person = [option(name, "TEXT") for name in ("name", "employee_id", "employer")]
    return [OUTPUT, option("format", "|".join(dict.fromkeys(formats.values()))), *person, NO_INPUT]


def make_question(
    region: str = DEFAULT_REGION,
    on: str | None = None,
    as_of: str | None = None,
    reading: Sequence[str] | None = None,
    tables: Sequence[str] | None = None,
) -> Question:
    """The question that the options ask. Raises :class:`BenefitError` for all of them that cannot be read."""
    texts = {field: text for field, text in ((ON, on), (AS_OF, as_of)) if text is not None}
    days = dict(zip(texts, valid(parse(field, text) for field, text in texts.items()), strict=True))
    folders = [*os.environ.get(TABLES_VARIABLE, "").split(os.pathsep), *(tables or ())]
    return Question(
        region=region,
        on=to_date(days[ON]) if ON in days else None,
        as_of=to_date(days[AS_OF]) if AS_OF in days else None,
        readings=dict(split_pair(text, "reading_malformed") for text in reading or ()),
        tables=tuple(Path(folder) for folder in folders if folder),
    )


def valid(values: Iterable[int | Problem]) -> list[int]:
    """The values that were read. Raises :class:`BenefitError` with all that is wrong with any of them."""
    values = list(values)
    if problems := [value for value in values if isinstance(value, Problem)]:
        raise BenefitError(*problems)
    return [value for value in values if not isinstance(value, Problem)]


def split_pair(text: str, code: str) -> tuple[str, str]:
    """``NAME=VALUE`` in two; ``code`` is the problem where it is not of this form."""
    name, equals, value = text.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise fail(code, value=text)
    return name.strip().replace("-", "_"), value.strip()
