"""The operations that a rule is written in.

A rule is ``rule(case, law, do, step)``: ``case`` holds the fields, ``law`` the numbers in force, ``do`` the verbs below
and ``step`` records a number of the trace. Numbers are whole (days, months, fen, basis points) and understand
``+ - * //`` and comparisons; conditions understand ``& | ~``. A rule has no ``if``: the scalar, the column and the
word form all refuse to be asked for a truth value, so a rule that branches fails in the first test.

``law.NAME`` is the value in force on the event day, ``law.on(day).NAME`` on another day, and ``law.base``,
``law.added``, ``law.national``, ``law.counting``, ``law.counting_assumed``, ``law.since`` (the entitlement began),
``law.at_least_since`` (never less since), ``law.floor`` (a clause says "not less than"), ``law.scale``, ``law.clause``,
``law.over_time`` and ``law.reading`` give what else the tables know.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from benefitcli.law.parameters import Counting

NOT_YET_ISSUED = "clause_not_yet_issued"
"""The warning of a number that a document issued later would have changed; alone of all it outlives a refusal."""

Number = Any
"""A whole number with its unit and sources, or a Polars expression."""

Condition = Any
"""A truth value with its sources, or a Polars expression."""


class Step(Protocol):
    """Records a number under a name and hands it back; where ``when`` does not hold the number is 0, not applied."""

    def __call__(  # noqa: D102 - the class says it
        self, name: str, amount: Number, *, when: Condition | None = None, unit: str | None = None
    ) -> Number: ...


class Verbs(Protocol):
    """What a rule can do beyond arithmetic."""

    def error(self, code: str, *, when: Condition, field: str, accepted: str | None = None) -> None:
        """The case cannot be computed: an ``error`` that names the field, its value and what would be accepted."""

    def below_floor(self, rate: Number, floor: Number, *, clause: Any, field: str) -> None:
        """The payer's own rate is below the law's floor: an ``error`` that gives the floor and its clause."""

    def deny(self, code: str, *, when: Condition, clause: Any = None) -> None:
        """The rule says no: the result is ``not_entitled`` with this reason, by this clause or those of the condition."""

    def warn(self, code: str, *, when: Condition | None = None, clause: Any = None) -> None:
        """The result stands, but its reader should know this, by this clause or those of the condition."""

    def given(self, value: Number) -> Condition:
        """Whether an optional field was filled in."""

    def otherwise(self, value: Number, fallback: Number) -> Number:
        """The value, or the fallback where it was not given."""

    def latest(self, *values: Number) -> Number:
        """The largest of the values that are given."""

    def earliest(self, *values: Number) -> Number:
        """The smallest of the values that are given."""

    def pick(self, condition: Condition, then: Number, otherwise: Number) -> Number:
        """One of two numbers."""

    def choose(self, reading: Any, **choices: Number) -> Number:
        """The number of the reading's choice; the first one where the region has no such reading."""

    def chosen(self, reading: Any, *choices: str) -> Condition:
        """Whether one of these choices of the reading was taken."""

    def smallest(self, **candidates: Number) -> tuple[Number, Any]:
        """The smallest of the candidates that are given, and the name of the first that reaches it."""

    def share(self, amount: Number, basis_points: Number) -> Number:
        """So many basis points of an amount, halves rounded up."""

    def share_up(self, amount: Number, basis_points: Number) -> Number:
        """So many basis points of an amount, rounded up to a whole number."""

    def divide_up(self, amount: Number, divisor: Number) -> Number:
        """The quotient, rounded up to a whole number."""

    def anniversary(self, day: Number, years: Number) -> Number:
        """The same day so many years later; 29 February becomes 1 March in a common year."""

    def month_of(self, day: Number) -> Number:
        """The month in which a day lies."""

    def first_day_of(self, month: Number) -> Number:
        """The first day of a month."""

    def year_of(self, day: Number) -> Number:
        """The calendar year in which a day lies."""

    def first_day_of_year(self, year: Number) -> Number:
        """1 January."""

    def first_month_from(self, day: Number) -> Number:
        """The first month whose first day is not before ``day``; the earliest of all for a day before the calendar."""

    def last_day(self, start: Number, days: Number, counting: Any) -> Number:
        """The last day of a leave of so many days that starts on ``start``, counted as ``law.counting.NAME`` says.

        Convention: day one of a leave counts, so one of 0 days ends on the day before it starts.
        In one case :class:`BenefitError` ``holidays_not_covered`` is raised where the tables have no holidays to skip.
        """

    def extend(self, end: Number, days: Number, counting: Any) -> Number:
        """The last day of further leave that follows ``end`` at once."""

    def next_workday(self, day: Number) -> Number:
        """The first working day on or after ``day``; warns where that year's notice is not yet published."""

    def counted(self, counting: Any, way: Counting) -> Condition:
        """Whether days are counted in this way: for leave of which no last day is worked out."""

    def bracket(self, scale: Any, threshold: Number) -> Number:
        """The value of a scale at a threshold: that of the highest bracket that does not begin above it."""

    def age_limit(self, birth: Number, limits: Any) -> Number:
        """The age limit that governs a child: the highest one in force on the last day it allows, else 0."""

    def sum_months(self, first: Number, last: Number, rates: Any) -> Number:
        """The sum of a monthly rate over months, each at the rate in force on its first day."""

    def sum_years(self, first: Number, last: Number, rates: Any) -> Number:
        """The sum of a yearly rate over calendar years, each at the rate in force on its last day."""


Rule = Callable[[Any, Any, Verbs, Step], None]
