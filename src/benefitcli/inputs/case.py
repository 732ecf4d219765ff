"""A case and the question that is put to the law about it, read from what people write."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benefitcli.engine.benefit import InputSchema
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.inputs.parse import Value, accepted_forms, clean, parse
from benefitcli.law.dates import to_day
from benefitcli.law.library import Library, RegionLaw
from benefitcli.law.regions import DEFAULT_REGION


@dataclass(frozen=True, slots=True)
class Question:
    """How the law is to be asked: where, on which day, as known when, and read in which way."""

    region: str = DEFAULT_REGION
    on: datetime.date | None = None
    as_of: datetime.date | None = None
    readings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    tables: tuple[Path, ...] = ()
    today: datetime.date = dataclasses.field(default_factory=datetime.date.today)

    @property
    def law_day(self) -> int | None:
        """The day whose law was asked for in days since 1970, or None where the event of the case decides."""
        return None if self.on is None else to_day(self.on)

    @property
    def today_day(self) -> int:
        """Today in days since 1970."""
        return to_day(self.today)

    def library(self) -> Library:
        """The tables this question is put to; they are read once in a process."""
        return _open_library(self.tables, self.as_of)


@lru_cache(maxsize=8)
def _open_library(tables: tuple[Path, ...], as_of: datetime.date | None) -> Library:
    return Library(tables, as_of)


def read_case(schema: InputSchema, facts: Mapping[str, str]) -> dict[str, Value | None]:
    """Read the texts of a case into values, with the defaults filled in.

    Raises :class:`BenefitError` with every field that is missing, unknown or cannot be read.
    """
    problems = [
        Problem("field_unknown", field=name, accepted=", ".join(field.name for field in schema.fields))
        for name in facts
        if name not in {field.name for field in schema.fields}
    ]
    case: dict[str, Value | None] = {}
    defaults = default_values(schema)
    for field in schema.fields:
        text = clean(facts.get(field.name, ""))
        value = parse(field, facts[field.name]) if text else None
        if isinstance(value, Problem):
            problems.append(value)
            value = None
        elif not text and field.required:
            problems.append(Problem("field_missing", field=field.name, accepted=accepted_forms(field)))
        elif not text:
            value = defaults.get(field.name)
        case[field.name] = value
    for field in schema.fields:
        if case[field.name] is None and field.default and field.default.startswith("="):
            case[field.name] = case[field.default[1:]]
    problems += _missing_groups(schema, case, {problem.field for problem in problems})
    if problems:
        raise BenefitError(*problems)
    return case


def default_values(schema: InputSchema) -> dict[str, Value | None]:
    """The defaults of the fields that have one of their own."""
    values: dict[str, Value | None] = {}
    for field in schema.fields:
        if field.default and not field.default.startswith("="):
            value = parse(field, field.default)
            assert not isinstance(value, Problem), f"default of {field.name}"
            values[field.name] = value
    return values


def _missing_groups(schema: InputSchema, case: Mapping[str, Value | None], bad: set[str | None]) -> list[Problem]:
    """What the rules about groups of fields find missing."""
    problems = []
    if schema.one_of and not bad & set(schema.one_of) and all(case[name] is None for name in schema.one_of):
        problems.append(Problem("one_field_needed", field=schema.one_of[0], accepted=" | ".join(schema.one_of)))
    missing = [name for name in schema.together if case[name] is None and name not in bad]
    if missing and len(missing) < len(schema.together):
        problems.append(Problem("fields_belong_together", field=missing[0], accepted=" + ".join(schema.together)))
    return problems


def check_readings(schema: InputSchema, law: RegionLaw, readings: Mapping[str, str]) -> None:
    """Refuse a reading that the benefit does not have or a choice that the reading does not have.

    A reading of a clause that the region does not have changes nothing there and is not listed in the result.
    """
    for name, choice in readings.items():
        if name not in schema.readings:
            known = ", ".join(schema.readings) or "-"
            raise fail("reading_unknown", value=name, accepted=known, benefit=schema.name)
        reading = law.readings.get(name)
        if reading is not None and choice not in reading.choices:
            raise fail("reading_choice_unknown", value=f"{name}={choice}", accepted=", ".join(reading.choices))
