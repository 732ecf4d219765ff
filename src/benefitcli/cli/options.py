"""The options that every calculating command has, and the question they make."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

from benefitcli.benefits.fields import AS_OF, ON
from benefitcli.engine.benefit import Field
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.io.formats import ANSWERS
from benefitcli.law.dates import to_date
from benefitcli.law.regions import DEFAULT_REGION

TABLES_VARIABLE = "BENEFITCLI_TABLES"


def option(name: str, kind: Any, default: Any = None, *declarations: str, shape: str | None = None) -> Parameter:
    """A keyword of a command function that Typer reads as an option; ``shape`` is how the help shows its value."""
    words = declarations or ("--" + name.replace("_", "-"),)
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, typer.Option(*words, metavar=shape)]
    )


def law_options() -> list[Parameter]:
    """Where, on which day, as known when, read how, and with which further tables."""
    return [
        option("region", str, DEFAULT_REGION),
        option("on", str | None),
        option("as_of", str | None),
        option("reading", list[str] | None),
        option("tables", list[str] | None),
        option("lang", str | None),
    ]


def document_options(formats: Mapping[str, str] = ANSWERS) -> list[Parameter]:
    """Where a single result goes, in which form, whose name is on it, and whether what is missing may be asked for.

    ``formats`` are those it can have, by suffix.
    """
    return [
        option("output", str | None, None, "--output", "-o"),
        option("format", str | None, shape="|".join(dict.fromkeys(formats.values()))),
        option("name", str | None),
        option("employee_id", str | None),
        option("employer", str | None),
        option("no_input", bool | None, None, "--no-input"),
    ]


def make_question(
    region: str, on: str | None, as_of: str | None, reading: Sequence[str] | None, tables: Sequence[str] | None
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
