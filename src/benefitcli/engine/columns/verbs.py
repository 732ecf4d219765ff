"""The verbs of a rule on expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from benefitcli.engine.columns.counting import last_day_counted, table_index, workday_table
from benefitcli.engine.columns.law import CountingOf, Scale
from benefitcli.engine.columns.names import case_column, step_column
from benefitcli.engine.columns.run import Run
from benefitcli.engine.columns.texts import as_date, as_day, as_text, yuan_text
from benefitcli.law import dates as calendar
from benefitcli.law.parameters import BASIS_POINTS, COUNTINGS, Counting
from benefitcli.law.timeline import Timeline
from benefitcli.law.workdays import WorkCalendar


class ColumnVerbs:
    """The verbs of a rule on expressions; :class:`benefitcli.engine.rule.Verbs` says what each one does."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def step(self, name: str, amount: pl.Expr, *, when: pl.Expr | None = None, unit: str | None = None) -> pl.Expr:  # noqa: ARG002
        """Record a number as a column of its own."""
        value = amount if when is None else pl.when(when).then(amount).otherwise(pl.lit(0, pl.Int64))
        self._run.frame = self._run.frame.with_columns(value.alias(step_column(name)))
        return pl.col(step_column(name))

    def error(self, code: str, *, when: pl.Expr, field: str, accepted: str | None = None) -> None:
        parts = self._field_shown(code, field)
        self._run.stop("error", pl.concat_str(*parts, pl.lit(f" ({accepted})" if accepted else "")), when)

    def below_floor(self, rate: pl.Expr, floor: pl.Expr, *, clause: pl.Expr, field: str) -> None:
        parts = self._field_shown("rate_below_floor", field)
        shown = pl.concat_str(*parts, pl.lit(" (>= "), yuan_text(floor), pl.lit("; "), clause, pl.lit(")"))
        self._run.stop("error", shown, rate < floor)

    def _field_shown(self, code: str, field: str) -> list[pl.Expr]:
        """``code: field="value"``, or without the value where the field is empty."""
        value = as_text(self._run.benefit.field(field).kind, pl.col(case_column(field)))
        seen = pl.concat_str(pl.lit('="'), value, pl.lit('"'))
        return [pl.lit(f"{code}: {field}"), pl.when(value.is_null()).then(pl.lit("")).otherwise(seen)]

    def deny(self, code: str, *, when: pl.Expr, clause: pl.Expr | None = None) -> None:  # noqa: ARG002
        self._run.stop("not_entitled", pl.lit(code), when)

    def warn(self, code: str, *, when: pl.Expr | None = None, clause: pl.Expr | None = None) -> None:
        """Rows with a warning; rows do not carry citations for warnings."""
        del clause
        self._run.warn(code, pl.lit(value=True) if when is None else when)

    def given(self, value: pl.Expr) -> pl.Expr:
        return value.is_not_null()

    def otherwise(self, value: pl.Expr, fallback: pl.Expr) -> pl.Expr:
        return pl.coalesce(value, fallback)

    def latest(self, *values: pl.Expr) -> pl.Expr:
        return pl.max_horizontal(values)

    def earliest(self, *values: pl.Expr) -> pl.Expr:
        return pl.min_horizontal(values)

    def pick(self, condition: pl.Expr, then: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
        return pl.when(condition).then(then).otherwise(otherwise)

    def choose(self, reading: Sequence[str | None], **choices: pl.Expr | int) -> pl.Expr:
        numbers = [number if isinstance(number, pl.Expr) else pl.lit(number, pl.Int64) for number in choices.values()]
        names = list(choices)
        chosen = [names.index(choice) if choice in choices else 0 for choice in reading]
        if len(set(chosen)) == 1:
            return numbers[chosen[0]]
        which = self._run.per_law(chosen)
        result = numbers[0]
        for index, number in enumerate(numbers[1:], start=1):
            result = pl.when(which == index).then(number).otherwise(result)
        return result

    def chosen(self, reading: Sequence[str | None], *choices: str) -> pl.Expr:
        return self._run.per_law([choice in choices for choice in reading], pl.Boolean)

    def smallest(self, **candidates: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        """The smallest, and the number of the first candidate that reaches it."""
        columns = [self._run.keep(candidate) for candidate in candidates.values()]
        value = self._run.keep(pl.min_horizontal(columns))
        which: Any = pl.lit(None, pl.Int64)
        for index, column in reversed(list(enumerate(columns))):
            which = pl.when(column == value).then(pl.lit(index, pl.Int64)).otherwise(which)
        return value, which

    def share(self, amount: pl.Expr, basis_points: pl.Expr) -> pl.Expr:
        return (amount * basis_points * 2 + BASIS_POINTS) // (2 * BASIS_POINTS)

    def share_up(self, amount: pl.Expr, basis_points: pl.Expr) -> pl.Expr:
        return self.divide_up(amount * basis_points, BASIS_POINTS)

    def divide_up(self, amount: pl.Expr, divisor: int) -> pl.Expr:
        return (amount + (divisor - 1)) // divisor

    def anniversary(self, day: pl.Expr, years: pl.Expr | int) -> pl.Expr:
        date = self._run.keep(as_date(day)).dt
        first_of_month = pl.date(date.year() + years, date.month(), 1)
        return self._run.keep(as_day(first_of_month) + date.day().cast(pl.Int64) - 1)

    def month_of(self, day: pl.Expr) -> pl.Expr:
        date = as_date(day).dt
        return date.year().cast(pl.Int64) * calendar.MONTHS_PER_YEAR + date.month().cast(pl.Int64) - 1

    def first_day_of(self, month: pl.Expr) -> pl.Expr:
        return as_day(pl.date(month // calendar.MONTHS_PER_YEAR, month % calendar.MONTHS_PER_YEAR + 1, 1))

    def year_of(self, day: pl.Expr) -> pl.Expr:
        return as_date(day).dt.year().cast(pl.Int64)

    def first_day_of_year(self, year: pl.Expr) -> pl.Expr:
        return as_day(pl.date(year, 1, 1))

    def first_month_from(self, day: pl.Expr) -> pl.Expr:
        month = self._run.keep(self.month_of(day))
        begins = self.first_day_of(month) == day
        later = pl.when(begins).then(month).otherwise(month + 1)
        return pl.when(day <= calendar.FIRST_DAY).then(pl.lit(calendar.FIRST_MONTH, pl.Int64)).otherwise(later)

    def last_day(self, start: pl.Expr, days: pl.Expr, counting: CountingOf) -> pl.Expr:
        self._run.warn("counting_assumed", counting.assumed & (days > 0))
        return last_day_counted(self._run, start, days, counting.counting)

    def extend(self, end: pl.Expr, days: pl.Expr, counting: CountingOf) -> pl.Expr:
        return self.last_day(end + 1, days, counting)

    def next_workday(self, day: pl.Expr) -> pl.Expr:
        day = self._run.keep(day)
        work = WorkCalendar(self._run.laws[0])
        offset = pl.lit(workday_table(work, self._run.laws[0].digest)).gather(table_index(day))
        workday = self._run.keep(pl.when(day.is_not_null()).then(offset))
        self._run.warn("provisional", ~self.year_of(workday).is_in(sorted(work.published_years)))
        return workday

    def counted(self, counting: CountingOf, way: Counting) -> pl.Expr:
        return counting.counting == COUNTINGS.index(way)

    def bracket(self, scale: Scale, threshold: pl.Expr) -> pl.Expr:
        return scale.at(threshold)

    def age_limit(self, birth: pl.Expr, limits: Sequence[Timeline]) -> pl.Expr:
        reached: list[pl.Expr] = [pl.lit(0, pl.Int64)]
        for index in range(max(len(timeline.periods) for timeline in limits)):
            age, first, last = (
                self._run.per_law([_part(timeline, index, part) for timeline in limits])
                for part in ("value", "first", "last")
            )
            allowed = (last >= birth) & (self.anniversary(birth, age) - 1 >= first)
            reached.append(pl.when(allowed).then(age))
        return pl.max_horizontal(reached)

    def sum_months(self, first: pl.Expr, last: pl.Expr, rates: Sequence[Timeline]) -> pl.Expr:
        return self._sum(first, last, rates, calendar.first_month_from, calendar.month_of_clamped)

    def sum_years(self, first: pl.Expr, last: pl.Expr, rates: Sequence[Timeline]) -> pl.Expr:
        return self._sum(first, last, rates, calendar.first_year_ending_from, calendar.last_year_ended_by)

    def _sum(
        self,
        first: pl.Expr,
        last: pl.Expr,
        rates: Sequence[Timeline],
        begins: Callable[[int], int],
        ends: Callable[[int], int],
    ) -> pl.Expr:
        total: pl.Expr = pl.lit(0, pl.Int64)
        for index in range(max(len(timeline.periods) for timeline in rates)):
            periods = [timeline.periods[index] if index < len(timeline.periods) else None for timeline in rates]
            start = self._run.per_law([begins(period.first) if period else 0 for period in periods])
            end = self._run.per_law([ends(period.last) if period else 0 for period in periods])
            value = self._run.per_law([period.value if period else 0 for period in periods])
            count = pl.min_horizontal(end, last) - pl.max_horizontal(start, first) + 1
            total = total + pl.max_horizontal(count, pl.lit(0, pl.Int64)) * value
        return total


def _part(timeline: Timeline, index: int, part: str) -> int | None:
    number: int | None = getattr(timeline.periods[index], part) if index < len(timeline.periods) else None
    return number
