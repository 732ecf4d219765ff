"""What makes a benefit: its fields and results, the parameters of the law it needs, and the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from benefitcli.engine.rule import Number, Rule, Verbs

FieldKind = Literal["date", "month", "integer", "boolean", "money", "ratio", "text"]
ResultKind = Literal["date", "month", "integer", "money", "ratio", "choice", "text"]
UNITS_OF_KINDS = {"date": "date", "month": "month", "money": "yuan", "ratio": "ratio"}
"""The unit of a value of a case by the kind of its field; the other kinds have none."""


REGION = "region"
"""The name of the column that names the region of a row."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a case.

    ``default`` is a value in plain form, or the name of another field as ``"=birth_date"``; None means that the field
    may stay empty, unless it is ``required``. ``minimum`` and ``maximum`` are in the field's own plain form: an ISO
    date, a month, a whole number, yuan, or a decimal ratio; both are included. ``aliases`` are further column headers. A month
    with ``any_day`` may be given as any day in it.
    """

    name: str
    kind: FieldKind
    zh: str
    en: str
    example: str
    required: bool = False
    default: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    aliases: tuple[str, ...] = ()
    any_day: bool = False

    def as_required(self) -> Self:
        """The same field, required."""
        return replace(self, required=True)

    def as_optional(self, default: str | None = None) -> Self:
        """The same field, optional, with another default."""
        return replace(self, required=False, default=default)

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Result:
    """One number or date a benefit answers with.

    ``unit`` is its unit, or None for dates and choices; ``choices`` are the words of a choice, by their number.
    """

    name: str
    kind: ResultKind
    unit: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputSchema:
    """The fields that are asked for and the results that are answered.

    ``readings`` are the doubtful clauses that can change the result. ``one_of`` lists fields of which at least one is
    needed, ``together`` fields that make sense only as a pair,
    ``regions`` the columns that name a region. ``parts`` names the benefits that answer a schema without a rule of its own.
    """

    name: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    results: tuple[Result, ...]
    readings: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    regions: tuple[str, ...] = (REGION,)
    parts: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """The field of this name."""
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit(InputSchema):
    """One benefit: an input schema that a rule answers.

    ``law`` names the parameters under the short names of the rule, ``optional_law`` those that may be missing. ``event``
    gives the day whose law is asked for; None means today.
    """

    law: dict[str, str]
    rule: Rule
    event: Callable[[Any, Verbs], Number] | None
    optional_law: dict[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, str]:
        """Every parameter of the rule, short name to full name."""
        return {**self.law, **self.optional_law}


def days(name: str = "days") -> Result:
    """A result in days."""
    return Result(name, "integer", "day")


def date(name: str) -> Result:
    """A result that is a date."""
    return Result(name, "date")


def yuan(name: str) -> Result:
    """A result in yuan, kept in fen."""
    return Result(name, "money", "yuan")


def number(name: str, unit: str) -> Result:
    """A result that is a whole number of something."""
    return Result(name, "integer", unit)


LEAVE_RESULTS = (days(), date("start_date"), date("end_date"), date("return_date"))


def on_birth_date(case: Any, _do: Verbs) -> Number:
    """The event of most benefits: the birth."""
    return case.birth_date


def on_start_date(case: Any, _do: Verbs) -> Number:
    """The event of a leave without a birth: its first day."""
    return case.start_date
