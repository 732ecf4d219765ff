"""The verbs of a rule on quantities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from benefitcli.engine.benefit import Benefit
from benefitcli.engine.quantity import Condition, Quantity, Sources, merged, sources_of
from benefitcli.engine.scalar.law import CountingOf
from benefitcli.engine.scalar.trace import Stop, Trace, TraceStep
from benefitcli.engine.texts import format_fact, format_yuan
from benefitcli.errors import Problem
from benefitcli.law import dates as calendar
from benefitcli.law.parameters import BASIS_POINTS, Counting
from benefitcli.law.timeline import Period, Timeline
from benefitcli.law.workdays import WorkCalendar


class ScalarVerbs:
    """The verbs of a rule on quantities; :class:`benefitcli.engine.rule.Verbs` says what each one does."""

    def __init__(self, benefit: Benefit, case: Mapping[str, Any], trace: Trace, work: WorkCalendar) -> None:
        self._benefit = benefit
        self._case = case
        self._trace = trace
        self._work = work

    def step(self, name: str, amount: Quantity, *, when: Condition | None = None, unit: str | None = None) -> Quantity:
        """Record a number; ``unit`` stands in for the one that the arithmetic gave it."""
        unit = unit or amount.unit
        applied = when is None or when.value is True
        sources = merged(amount.sources, when.sources if when is not None else ())
        quantity = Quantity(amount.value if applied else 0, unit, sources if applied else ())
        self._trace.steps.append(TraceStep(name, quantity.value, unit, applied, sources))
        return Quantity(quantity.value, unit, amount.sources if applied else ())

    def error(self, code: str, *, when: Condition, field: str, accepted: str | None = None) -> None:
        if when.value:
            self._fail(code, field, accepted)

    def below_floor(self, rate: Quantity, floor: Quantity, *, clause: Sources, field: str) -> None:
        if (rate < floor).value:
            self._trace.reason_sources = clause
            self._fail("rate_below_floor", field, f">= {format_yuan(floor.value or 0)}")

    def _fail(self, code: str, field: str, accepted: str | None) -> NoReturn:
        value = self._case[field]
        shown = None if value is None else format_fact(self._benefit.field(field).kind, value)
        self._trace.problem = Problem(code, field=field, value=shown, accepted=accepted)
        raise Stop

    def deny(self, code: str, *, when: Condition, clause: Sources = ()) -> None:
        if when.value:
            self._trace.reason = code
            self._trace.reason_sources = merged(clause, when.sources)
            raise Stop

    def warn(self, code: str, *, when: Condition | None = None, clause: Sources = ()) -> None:
        if when is None or when.value:
            self._trace.warnings.setdefault(code, clause or (when.sources if when is not None else ()))

    def given(self, value: Quantity) -> Condition:
        return Condition(value.value is not None, value.sources)

    def otherwise(self, value: Quantity, fallback: Quantity) -> Quantity:
        return fallback if value.value is None else value

    def latest(self, *values: Quantity) -> Quantity:
        return _extreme(max, values)

    def earliest(self, *values: Quantity) -> Quantity:
        return _extreme(min, values)

    def pick(self, condition: Condition, then: Quantity, otherwise: Quantity) -> Quantity:
        return then if condition.value else otherwise

    def choose(self, reading: str | None, **choices: Quantity | int) -> Quantity:
        chosen = choices[reading] if reading in choices else next(iter(choices.values()))
        return chosen if isinstance(chosen, Quantity) else Quantity(chosen)

    def chosen(self, reading: str | None, *choices: str) -> Condition:
        return Condition(reading in choices)

    def smallest(self, **candidates: Quantity) -> tuple[Quantity, Quantity]:
        """The smallest, and the number of the first candidate that reaches it."""
        values = [
            (quantity.value, index) for index, quantity in enumerate(candidates.values()) if quantity.value is not None
        ]
        value, index = min(values)
        sources = list(candidates.values())[index].sources
        return Quantity(value, "yuan", sources), Quantity(index, "choice", sources)

    def share(self, amount: Quantity, basis_points: Quantity | int) -> Quantity:
        product = amount * basis_points
        return (product * 2 + BASIS_POINTS) // (2 * BASIS_POINTS)

    def share_up(self, amount: Quantity, basis_points: Quantity) -> Quantity:
        return self.divide_up(amount * basis_points, BASIS_POINTS)

    def divide_up(self, amount: Quantity, divisor: int) -> Quantity:
        return (amount + (divisor - 1)) // divisor

    def anniversary(self, day: Quantity, years: Quantity | int) -> Quantity:
        return _mapped(calendar.anniversary, "date", day, years)

    def month_of(self, day: Quantity) -> Quantity:
        return _mapped(calendar.month_of, "month", day)

    def first_day_of(self, month: Quantity) -> Quantity:
        return _mapped(calendar.first_day_of_month, "date", month)

    def year_of(self, day: Quantity) -> Quantity:
        return _mapped(lambda number: calendar.to_date(number).year, "calendar_year", day)

    def first_day_of_year(self, year: Quantity) -> Quantity:
        return _mapped(lambda number: calendar.first_day_of_month(number * calendar.MONTHS_PER_YEAR), "date", year)

    def first_month_from(self, day: Quantity) -> Quantity:
        return _mapped(calendar.first_month_from, "month", day)

    def last_day(self, start: Quantity, days: Quantity, counting: CountingOf) -> Quantity:
        counts = (days > 0).value is True
        if counting.assumed and counts:
            self.warn("counting_assumed")
        end = _mapped(lambda first, length: self._work.last_day(first, length, counting.counting), "date", start, days)
        return Quantity(end.value, "date", merged(days.sources, counting.sources if counts else ()))

    def extend(self, end: Quantity, days: Quantity, counting: CountingOf) -> Quantity:
        extended = self.last_day(end + 1, days, counting)
        return Quantity(extended.value, "date", merged(end.sources, extended.sources))

    def next_workday(self, day: Quantity) -> Quantity:
        workday = _mapped(self._work.next_workday, "date", day)
        if workday.value is None:
            return workday
        if not self._work.is_published(workday.value):
            self.warn("provisional")
        return Quantity(workday.value, "date", (self._work.notice_of(workday.value),))

    def counted(self, counting: CountingOf, way: Counting) -> Condition:
        return Condition(counting.counting == way, counting.sources)

    def bracket(self, scale: Period | None, threshold: Quantity) -> Quantity:
        if scale is None or threshold.value is None:
            return Quantity(None)
        values = [value for first, value in scale.brackets if first <= threshold.value]
        return Quantity(values[-1] if values else None, "day", merged(scale.sources, threshold.sources))

    def age_limit(self, birth: Quantity, limits: Timeline) -> Quantity:
        born = birth.value
        reached: list[tuple[int, Sources]] = [(0, ())]
        for period in limits.periods if born is not None else ():
            assert born is not None
            if period.last >= born and calendar.anniversary(born, period.value) - 1 >= period.first:
                reached.append((period.value, period.sources))
        value, sources = max(reached, key=lambda pair: pair[0])
        everything = merged(*(period.sources for period in limits.periods))
        return Quantity(value, "year", sources if value else everything)

    def sum_months(self, first: Quantity, last: Quantity, rates: Timeline) -> Quantity:
        return _sum(first, last, rates, calendar.first_month_from, calendar.month_of_clamped)

    def sum_years(self, first: Quantity, last: Quantity, rates: Timeline) -> Quantity:
        return _sum(first, last, rates, calendar.first_year_ending_from, calendar.last_year_ended_by)


def _extreme(choose: Any, values: tuple[Quantity, ...]) -> Quantity:
    given = [quantity for quantity in values if quantity.value is not None]
    if not given:
        return values[0]
    value = choose(quantity.value for quantity in given)
    return Quantity(value, given[0].unit, sources_of(given))


def _mapped(function: Any, unit: str, *values: Quantity | int) -> Quantity:
    quantities = [value if isinstance(value, Quantity) else Quantity(value) for value in values]
    numbers = [quantity.value for quantity in quantities]
    result = None if None in numbers else function(*numbers)
    return Quantity(result, unit, sources_of(quantities))


def _sum(
    first: Quantity, last: Quantity, rates: Timeline, begins: Callable[[int], int], ends: Callable[[int], int]
) -> Quantity:
    """The rates of all units (months, years) from first to last; a period begins and ends with whole units."""
    if first.value is None or last.value is None:
        return Quantity(None, "yuan")
    total = 0
    sources: Sources = ()
    for period in rates.periods:
        count = min(ends(period.last), last.value) - max(begins(period.first), first.value) + 1
        if count > 0:
            total += count * period.value
            sources = merged(sources, period.sources)
    return Quantity(total, "yuan", sources)
