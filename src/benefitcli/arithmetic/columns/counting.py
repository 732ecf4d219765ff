"""Counting days by lookup: working days and days that count, in tables made once for a run."""

from __future__ import annotations

from typing import Any

import polars as pl

from benefitcli.arithmetic.columns.run import Run
from benefitcli.law import days as calendar
from benefitcli.law.vocabulary import COUNTINGS
from benefitcli.law.workdays import WorkCalendar


class Counter:
    """Leaves counted in different ways: the last day of each by lookup in a table of counted days."""

    def __init__(self, run: Run, start: pl.Expr, days: pl.Expr) -> None:
        self._run = run
        self._start = run.keep(start)
        self._days = run.keep(days)

    def last_day(self, counting: pl.Expr) -> pl.Expr:
        """The last day; only the ways of counting that occur in the laws are worked out."""
        result: pl.Expr = self._start + self._days - 1
        used = self._used_countings()
        work = WorkCalendar(self._run.laws[0])
        for index, name in enumerate(COUNTINGS):
            if index == 0 or name not in used:
                continue
            before, nth = _counted_tables(work, name)
            counted_before = pl.lit(before).gather(table_index(self._start))
            position = pl.max_horizontal(pl.lit(0, pl.Int64), counted_before + self._days - 1)
            found = pl.lit(nth).gather(pl.min_horizontal(position, pl.lit(len(nth) - 1, pl.Int64)))
            found = pl.when(self._days > 0).then(found).otherwise(self._start - 1)
            result = pl.when(counting == index).then(found).otherwise(result)
        if "skip_statutory" in used:
            too_early = (counting == COUNTINGS.index("skip_statutory")) & (self._start < work.statutory_from)
            shown = f"holidays_not_covered: {calendar.format_day(work.statutory_from)}.."
            self._run.stop("error", pl.lit(shown), too_early)
        return self._run.keep(result)

    def _used_countings(self) -> set[str | None]:
        names = self._run.benefit.parameters
        return {piece.counting for short in names for line in self._run.timelines(short) for piece in line.pieces}


TABLE_FIRST = calendar.first_day_of_month(1899 * 12)
TABLE_LAST = calendar.first_day_of_month(2099 * 12)


def table_index(day: pl.Expr) -> pl.Expr:
    """The place of a day in the tables; a day outside of them, only met in rows that ended, takes the nearest place."""
    return (day - TABLE_FIRST).clip(0, TABLE_LAST - TABLE_FIRST - 1).fill_null(0)


def workday_table(work: WorkCalendar) -> pl.Series:
    """For each day of the table the first working day on or after it."""
    found = TABLE_LAST
    days: list[int] = []
    for day in range(TABLE_LAST - 1, TABLE_FIRST - 1, -1):
        found = day if work.is_workday(day) else found
        days.append(found)
    return pl.Series(days[::-1], dtype=pl.Int64)


def _counted_tables(work: WorkCalendar, counting: Any) -> tuple[pl.Series, pl.Series]:
    """How many days count before each day of the table, and the days that count, in order."""
    before: list[int] = []
    nth: list[int] = []
    for day in range(TABLE_FIRST, TABLE_LAST):
        before.append(len(nth))
        if work.counts(day, counting):
            nth.append(day)
    return pl.Series(before, dtype=pl.Int64), pl.Series(nth, dtype=pl.Int64)
