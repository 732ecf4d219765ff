"""The options that several commands have, the question they make, and what a shell may offer as their values."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benefitcli.benefits.fields import AS_OF, ON
from benefitcli.benefits.register import SCHEMA_NAMES, find_schema
from benefitcli.cli.commands import LANG, Parameter, Suggestion, argument, flag, option, several
from benefitcli.cli.process import STATE
from benefitcli.engine.benefit import Field, InputSchema
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


REGION_OPTION = option(
    "region",
    ("地区：名称、拼音或区划代码", "region: name, pinyin or division code"),
    "NAME",
    kind=str,
    default=DEFAULT_REGION,
    suggest=suggest_regions,
)
ON_OPTION = option(
    "on",
    ("按这一天施行的规定算，而不按生育等事件当天", "use the law in force on this day instead of the day of the event"),
    "DATE",
)
AS_OF_OPTION = option(
    "as_of",
    ("只用这一天之前已发布的文件，重现当时的结果", "leave out documents issued after this day"),
    "DATE",
)
READING = several(
    "reading",
    ("条文有几种读法时选另一种，可重复", "take another reading of a doubtful clause; may be repeated"),
    "NAME=CHOICE",
    suggest=_suggest_readings,
)
FOLDERS = several(
    "tables",
    ("另加一个政策表文件夹，可重复", "a folder of further tables laid over the shipped ones; may be repeated"),
    "DIR",
)
FORMAT_HELP = ("输出格式", "output format")
FORMAT = option("format", FORMAT_HELP, "|".join(dict.fromkeys(ANSWERS.values())))
OUTPUT_HELP = (
    "输出文件，后缀决定格式；不写则到标准输出",
    "output file, its suffix names the format; the standard output if left out",
)
OUTPUT = option("output", OUTPUT_HELP, "FILE", "--output", "-o")
NO_INPUT = flag("no_input", ("缺少必填项时不询问，直接报错", "never ask for what is missing"))

BENEFIT = argument(
    "benefit",
    ("待遇，如 leave.maternity、allowance", "the benefit, such as leave.maternity or allowance"),
    suggest=lambda _context: describe_datasets(SCHEMA_NAMES),
)


def law_options() -> list[Parameter]:
    """Where, on which day, as known when, read how, and with which further tables."""
    return [REGION_OPTION, ON_OPTION, AS_OF_OPTION, READING, FOLDERS, LANG]


def document_options(formats: Mapping[str, str] = ANSWERS) -> list[Parameter]:
    """Where a single result goes, in which form, whose name is on it, and whether what is missing may be asked for.

    ``formats`` are those it can have, by suffix.
    """
    return [
        OUTPUT,
        option("format", FORMAT_HELP, "|".join(dict.fromkeys(formats.values()))),
        option("name", ("职工姓名，只写在文书上", "name of the employee, only for the document"), "TEXT"),
        option("employee_id", ("工号，只写在文书上", "employee number, only for the document"), "TEXT"),
        option("employer", ("单位名称，只写在文书上", "name of the employer, only for the document"), "TEXT"),
        NO_INPUT,
    ]


def make_question(
    region: str = DEFAULT_REGION,
    on: str | None = None,
    as_of: str | None = None,
    reading: Sequence[str] | None = None,
    tables: Sequence[str] | None = None,
) -> Question:
    """The question that the options ask. Raises :class:`BenefitError` for all of them that cannot be read."""
    problems: list[Problem] = []
    days = {field.name: _read_day(field, text, problems) for field, text in ((ON, on), (AS_OF, as_of))}
    if problems:
        raise BenefitError(*problems)
    folders = [*os.environ.get(TABLES_VARIABLE, "").split(os.pathsep), *(tables or ())]
    return Question(
        region=region,
        on=days["on"],
        as_of=days["as_of"],
        readings=dict(split_pair(text, "reading_malformed") for text in reading or ()),
        tables=tuple(Path(folder) for folder in folders if folder),
    )


def _read_day(field: Field, text: str | None, problems: list[Problem]) -> datetime.date | None:
    if text is None:
        return None
    value = parse(field, text)
    if isinstance(value, Problem):
        problems.append(value)
        return None
    return to_date(value)


def split_pair(text: str, code: str) -> tuple[str, str]:
    """``NAME=VALUE`` in two; ``code`` is the problem where it is not of this form."""
    name, equals, value = text.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise fail(code, value=text)
    return name.strip().replace("-", "_"), value.strip()
