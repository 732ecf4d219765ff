"""One legal document, typed: what a table file may say, and nothing else.

Strict and frozen: an unknown key, a number written as text or a day that does not exist is refused with the file,
the key, what was found and what is accepted.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from benefitcli.law.parameters import Counting, Unit

Evidence = Literal["primary", "secondary", "weak", "convention", "package"]


def _exact(value: object) -> object:
    """A whole number of TOML as a decimal; anything else is left for the strict check."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


MAX_NUMBER = 10**10
Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=0, le=MAX_NUMBER),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MAX_NUMBER}),
]


class Strict(BaseModel):
    """Base model: strict, frozen, no unknown keys."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Bilingual(Strict):
    """A sentence in both languages."""

    zh: str
    en: str


class Instrument(Strict):
    """The document itself. ``in_force`` and ``in_force_to`` are its first and its last day in force.

    ``date_note`` says what a day stands for where the day itself was not read; it goes with every clause.
    """

    title: str
    title_en: str
    number: str | None = None
    issuer: str
    issued: datetime.date
    in_force: datetime.date
    in_force_to: datetime.date | None = None
    evidence: Literal["primary", "secondary", "weak", "convention"]
    read_in: tuple[str, ...] = Field(default=(), strict=False)
    date_note: Bilingual | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.in_force_to and self.in_force_to < self.in_force:
            raise ValueError("to_before_from")
        return self


class Band(Strict):
    """One rung of a scale: ``value`` holds from ``from`` (months of pregnancy, children) upwards."""

    from_: int = Field(alias="from", ge=0)
    value: Number


class Quoted(Strict):
    """Anything that stands in an article.

    A text that was only reported may lack the article and the words; one that was read has both, and the reader of
    documents sees to it.
    """

    article: str | None = Field(default=None, min_length=1)
    quote: str | None = Field(default=None, min_length=1)
    evidence: Literal["primary", "secondary", "weak", "convention"] | None = None
    note: Bilingual | None = None


class Dated(Strict):
    """Anything with days of its own. ``from`` and ``to`` narrow the document's days or reach behind them; both included."""

    from_: datetime.date | None = Field(default=None, alias="from")
    to: datetime.date | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError("to_before_from")
        return self


class Cited(Quoted, Dated):
    """A clause: it stands in an article and holds on certain days."""


class LeftOut(Dated):
    """Marks a parameter as regulated here while no number can be shown, and says why.

    The values of the layers above are not inherited.
    """

    reason: Bilingual


class Clause(Cited):
    """A number in an article.

    Exactly one of ``value`` (replaces the layer above), ``add`` (comes on top of it) and ``scale`` (a value by
    rungs); or none of them and ``counting`` alone, where a text only says how the days are counted. ``before`` is the
    value on the days before the document: 0 for an entitlement that it created. ``reading`` ties the clause to one
    choice of a reading, as ``NAME=CHOICE``. ``only_as_basis`` marks a number that is no answer by itself: it counts
    only where a deeper layer adds to it; ``note`` says why.
    """

    value: Number | None = None
    add: Number | None = None
    scale: tuple[Band, ...] | None = Field(default=None, strict=False)
    before: Number | None = None
    unit: Unit | None = None
    counting: Counting | None = None
    counting_assumed: bool = False
    floor: bool = False
    discretionary: bool = False
    only_as_basis: bool = False
    reading: str | None = Field(default=None, pattern=r"^[a-z_]+=[a-z_]+$")

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        numbers = [number for number in (self.value, self.add, self.scale) if number is not None]
        if len(numbers) > 1:
            raise ValueError("more_than_one_number")
        if not numbers and self.counting is None:
            raise ValueError("no_number")
        if numbers and self.unit is None:
            raise ValueError("unit_missing")
        if self.only_as_basis and self.note is None:
            raise ValueError("note_missing")
        if self.scale is not None:
            thresholds = [bracket.from_ for bracket in self.scale]
            if not thresholds or thresholds != sorted(set(thresholds)):
                raise ValueError("scale_not_rising")
        return self

    @property
    def has_number(self) -> bool:
        """Whether the clause gives a number and not only a way of counting."""
        return self.value is not None or self.add is not None or self.scale is not None


class Reading(Strict):
    """A clause that can be read in more ways than one: the question, the choices, the default and the reason for it."""

    default: str
    clause: str
    question: Bilingual
    reason: Bilingual
    choices: dict[str, Bilingual]

    @model_validator(mode="after")
    def _default_is_a_choice(self) -> Self:
        if self.default not in self.choices:
            raise ValueError("default_not_a_choice")
        return self


class Provision(Cited):
    """A clause without a number that a result should repeat, such as pay during the leave."""

    benefits: tuple[str, ...] = Field(strict=False)
    meaning: Bilingual


_SOLAR_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Holiday(Cited):
    """Statutory days off for everyone. ``day`` 0 of a lunar month is the eve of its first day."""

    calendar: Literal["solar", "lunar", "solar_term"]
    month: int = Field(default=0, ge=0, le=12)
    day: int = Field(default=0, ge=0, le=31)
    days: int = Field(ge=1, le=7)

    @model_validator(mode="after")
    def _day_exists(self) -> Self:
        longest = {"solar": _SOLAR_DAYS, "lunar": (0, *[30] * 12)}.get(self.calendar)
        if longest and not (self.month and (self.calendar == "lunar" or self.day) and self.day <= longest[self.month]):
            raise ValueError("no_such_day")
        return self


class Calendar(Quoted):
    """The yearly holiday notice: the weekdays that are off and the weekend days that are worked.

    Both lists may be complete or name only what differs from plain weeks. A notice of a year may begin in December of
    the year before.
    """

    year: int = Field(ge=1949, le=2098)
    days_off: tuple[datetime.date, ...] = Field(strict=False)
    working_days: tuple[datetime.date, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _days_of_the_year(self) -> Self:
        first, last = datetime.date(self.year - 1, 12, 1), datetime.date(self.year, 12, 31)
        if any(not first <= day <= last for day in (*self.days_off, *self.working_days)):
            raise ValueError("day_outside_year")
        if set(self.days_off) & set(self.working_days):
            raise ValueError("day_off_and_worked")
        return self
