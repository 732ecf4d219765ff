"""The value of a formula, worked out from its words alone: a reader with a calendar and the tables, not a verb of a rule.

Days are counted since 1970 and money is in fen, as everywhere inside; what is missing is None, and a condition with a
missing number is unknown.
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from benefitcli.engine.benefit import Benefit
from benefitcli.engine.formula.settle import settle, settle_condition
from benefitcli.engine.formula.terms import (
    Choice,
    Chosen,
    FieldTerm,
    Formula,
    NumberTerm,
    Operation,
    Parameter,
    Recorded,
    RefusalStatement,
    StepStatement,
    Term,
    Truth,
    WarningStatement,
)
from benefitcli.law.library import RegionLaw
from benefitcli.law.parameters import Counting
from benefitcli.law.timeline import Period, Timeline
from benefitcli.law.workdays import WorkCalendar

EPOCH = datetime.date(1970, 1, 1)
Value = Any


class MissingError(Exception):
    """A number that the rule needs and no document sets."""


@dataclass
class Reached:
    """What a formula comes to: its steps in order with whether they applied, how it ended, and its warnings."""

    steps: list[tuple[str, Value, bool]] = field(default_factory=list)
    status: str = "ok"
    reason: str | None = None
    warnings: set[str] = field(default_factory=set)


def date_of(day: int) -> datetime.date:
    return EPOCH + datetime.timedelta(days=day)


def day_of(date: datetime.date) -> int:
    return (date - EPOCH).days


def first_of_month(month: int) -> datetime.date:
    return datetime.date(month // 12, month % 12 + 1, 1)


def years_later(day: int, years: int) -> int:
    date = date_of(day)
    try:
        return day_of(date.replace(year=date.year + years))
    except ValueError:  # 29 February in a common year
        return day_of(datetime.date(date.year + years, 3, 1))


PLAIN: dict[str, Callable[..., Value]] = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "less": operator.lt,
    "less_or_equal": operator.le, "greater": operator.gt, "greater_or_equal": operator.ge, "equal": operator.eq,
    "not_equal": operator.ne,
    "divide_down": lambda number, divisor: number // divisor if divisor else None,
    "divide_up": lambda number, divisor: -(-number // divisor),
    "share": lambda amount, basis_points: (amount * basis_points + 5_000) // 10_000,
    "share_up": lambda amount, basis_points: -(-amount * basis_points // 10_000),
    "anniversary": years_later,
    "month_of": lambda day: date_of(day).year * 12 + date_of(day).month - 1,
    "first_day_of": lambda month: day_of(first_of_month(month)),
    "year_of": lambda day: date_of(day).year,
    "first_day_of_year": lambda year: day_of(datetime.date(year, 1, 1)),
    "last_day_of_year": lambda year: day_of(datetime.date(year, 12, 31)),
}  # fmt: skip


@dataclass
class FormulaReader:
    """Reads a formula for one case; ``settled`` reads it as the page shows it instead of as the rule has it."""

    benefit: Benefit
    law: RegionLaw
    case: Mapping[str, Value]
    on: int | None
    today: int
    settled: bool = False
    event: int = 0
    amounts: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.work = WorkCalendar(self.law)

    def read(self, formula: Formula) -> Reached:
        reached = Reached()
        self.event = self.event_of(formula)
        for statement in formula.statements:
            applies = statement.when is None or self.condition(statement.when)
            if isinstance(statement, StepStatement):
                amount = self.value(self.shown(statement.amount)) if applies is True else 0
                self.amounts[statement.name] = amount
                reached.steps.append((statement.name, amount, applies is True))
            elif isinstance(statement, WarningStatement):
                reached.warnings |= {statement.code} if applies is True else set()
            elif applies is True:
                return self.ended(reached, statement)
        return reached

    def event_of(self, formula: Formula) -> int:
        """The day whose law holds."""
        return self.today if formula.event is None else int(self.value(formula.event))

    def ended(self, reached: Reached, statement: RefusalStatement) -> Reached:
        reached.status, reached.reason, reached.warnings = statement.kind, statement.code, set()
        return reached

    def shown(self, term: Term) -> Term:
        return settle(term, self.law.choices) if self.settled else term

    def condition(self, term: Term) -> bool | None:
        found: bool | None = self.value(settle_condition(term, self.law.choices) if self.settled else term)
        return found

    def value(self, term: Term) -> Value:
        if isinstance(term, (NumberTerm, Truth)):
            return term.value
        if isinstance(term, FieldTerm):
            return self.case[term.field.name]
        if isinstance(term, Recorded):
            return self.amounts[term.name]
        if isinstance(term, Choice):
            taken = self.law.choices.get(term.reading.name, "")
            first = next(iter(term.choices.values()))
            return self.value(term.choices.get(taken, first))
        if isinstance(term, Chosen):
            return self.law.choices.get(term.reading.name) in term.choices
        if isinstance(term, Parameter):
            return self.parameter(term)
        assert isinstance(term, Operation)
        verb = getattr(self, f"do_{term.op}", None)
        return verb(*term.operands) if verb else self.plain(term.op, term.operands)

    # What the law says

    def timeline(self, term: Parameter) -> Timeline:
        timeline = self.law.timeline(term.name)
        return timeline if self.on is None else timeline.frozen(self.on)

    def period(self, term: Parameter) -> Period | None:
        day = self.event if term.day is None else self.value(term.day)
        period = None if day is None else self.timeline(term).at(day)
        if period is None and term.name not in self.benefit.optional_law.values():
            raise MissingError(term.name)
        return period

    def parameter(self, term: Parameter) -> Value:
        period = self.period(term)
        if period is None:
            return None
        if term.view == "counting_assumed":
            return period.counting_assumed or period.counting is None
        if term.view.startswith("counted_"):
            return (period.counting or "calendar") == term.view.removeprefix("counted_")
        return getattr(period, {"floor": "is_floor"}.get(term.view, term.view))

    # Arithmetic and conditions

    def plain(self, op: str, operands: tuple[Term, ...]) -> Value:
        """An operation on numbers that is missing where one of them is."""
        values = [self.value(one) for one in operands]
        return None if None in values else PLAIN[op](*values)

    def joined(self, parts: tuple[Term, ...], decisive: bool) -> bool | None:
        values = [self.value(one) for one in parts]
        return decisive if decisive in values else None if None in values else not decisive

    def do_and(self, *parts: Term) -> bool | None:
        return self.joined(parts, decisive=False)

    def do_or(self, *parts: Term) -> bool | None:
        return self.joined(parts, decisive=True)

    def do_not(self, part: Term) -> bool | None:
        value = self.value(part)
        return None if value is None else not value

    def do_next_workday(self, day: Term) -> int:
        return self.work.next_workday(self.value(day))

    def do_notice_missing(self, day: Term) -> bool:
        return not self.work.is_published(self.value(day))

    def do_which_is_smallest(self, *parts: Term) -> int:
        return self.known(*parts).index(self.do_smallest(*parts))

    def do_not_given(self, part: Term) -> bool:
        return self.value(part) is None

    # Verbs

    def known(self, *parts: Term) -> list[Value]:
        return [self.value(one) for one in parts]

    def do_given(self, part: Term) -> bool:
        return self.value(part) is not None

    def do_otherwise(self, *parts: Term) -> Value:
        return next((value for value in self.known(*parts) if value is not None), None)

    def do_latest(self, *parts: Term) -> Value:
        return max((value for value in self.known(*parts) if value is not None), default=None)

    def do_earliest(self, *parts: Term) -> Value:
        return min((value for value in self.known(*parts) if value is not None), default=None)

    do_smallest = do_earliest

    def do_pick(self, condition: Term, then: Term, otherwise: Term) -> Value:
        return self.value(then if self.value(condition) is True else otherwise)

    def do_first_month_from(self, day: Term) -> Value:
        date = max(date_of(self.value(day)), datetime.date(1800, 1, 1))
        return date.year * 12 + date.month - 1 + (date.day > 1)

    def do_band(self, scale: Term, threshold: Term) -> Value:
        assert isinstance(scale, Parameter)
        period, level = self.period(scale), self.value(threshold)
        reached = [
            value for first, value in (period.brackets if period else ()) if level is not None and first <= level
        ]
        return reached[-1] if reached else None

    def do_last_day(self, start: Term, days: Term, counting: Term) -> Value:
        return self.counted(self.value(start), self.value(days), counting)

    def do_extend(self, end: Term, days: Term, counting: Term) -> Value:
        return self.counted(self.value(end) + 1, self.value(days), counting)

    def counted(self, start: int, days: int, counting: Term) -> int:
        way: Counting = self.value(counting) or "calendar"
        return start + days - 1 if way == "calendar" else self.work.last_day(start, days, way)

    def do_age_limit(self, birth: Term, limits: Term) -> int:
        assert isinstance(limits, Parameter)
        born = self.value(birth)
        periods = self.periods(limits)
        allowed = [one for one in periods if one.last >= born and one.first < years_later(born, one.value)]
        return max((one.value for one in allowed), default=0)

    def periods(self, rates: Parameter) -> tuple[Period, ...]:
        if not self.timeline(rates).periods:
            raise MissingError(rates.name)
        return self.timeline(rates).periods

    def rate(self, rates: Term, day: int) -> int:
        assert isinstance(rates, Parameter)
        return next((one.value for one in self.periods(rates) if one.first <= day <= one.last), 0)

    def do_sum_months(self, first: Term, last: Term, rates: Term) -> int:
        months = range(self.value(first), self.value(last) + 1)
        return sum(self.rate(rates, day_of(first_of_month(month))) for month in months)

    def do_sum_years(self, first: Term, last: Term, rates: Term) -> int:
        years = range(self.value(first), self.value(last) + 1)
        return sum(self.rate(rates, day_of(datetime.date(year, 12, 31))) for year in years)
