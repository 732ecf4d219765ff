"""Counting days by lookup: working days and days that count, in tables made once for the documents in force."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from benefitcli.engine.columns.run import Run
from benefitcli.law import dates as calendar
from benefitcli.law.library import RegionLaw
from benefitcli.law.parameters import COUNTINGS, Counting
from benefitcli.law.workdays import WorkCalendar

FIRST_YEAR, END_YEAR = 1899, 2099
TABLE_FIRST = calendar.first_day_of_month(FIRST_YEAR * calendar.MONTHS_PER_YEAR)
TABLE_END = calendar.first_day_of_month(END_YEAR * calendar.MONTHS_PER_YEAR)
DAYS_PER_WEEK, WORKING_DAYS = 7, 5
MONDAY = 4
"""The first Monday after day 0, which was a Thursday."""

MAX_TABLES = 32
_TABLES: dict[tuple[str, int, str], tuple[pl.Series, ...]] = {}
"""Tables by the digest of the documents and the last notice they were made from, and by what they are for."""


def last_day_counted(run: Run, start: pl.Expr, days: pl.Expr, counting: pl.Expr) -> pl.Expr:
    """The last day of a leave of so many days from ``start``; ``counting`` is an index of COUNTINGS per row.

    Each way of counting looks it up in a table of counted days; only those that occur in the laws are worked out.
    """
    start, days = run.keep(start), run.keep(days)
    result: pl.Expr = start + days - 1
    timelines = (timeline for short in run.benefit.parameters for timeline in run.timelines(short))
    used = {period.counting for timeline in timelines for period in timeline.periods}
    law = run.laws[0]
    work = WorkCalendar(law)
    for index, name in enumerate(COUNTINGS):
        if index == 0 or name not in used:
            continue
        before, nth = counted_tables(work, name, law.digest)
        counted_before = pl.lit(before).gather(table_index(start))
        position = pl.max_horizontal(pl.lit(0, pl.Int64), counted_before + days - 1)
        end = pl.lit(nth).gather(pl.min_horizontal(position, pl.lit(len(nth) - 1, pl.Int64)))
        end = pl.when(days > 0).then(end).otherwise(start - 1)
        result = pl.when(counting == index).then(end).otherwise(result)
    if "skip_statutory" in used:
        too_early = (counting == COUNTINGS.index("skip_statutory")) & (start < work.statutory_from)
        shown = f"holidays_not_covered: {calendar.format_day(work.statutory_from)}.."
        run.stop("error", pl.lit(shown), too_early)
    return run.keep(result)


def table_index(day: pl.Expr) -> pl.Expr:
    """The row of a day in the tables; a day outside of them, only met in rows that ended, takes the nearest one."""
    return (day - TABLE_FIRST).clip(0, TABLE_END - TABLE_FIRST - 1).fill_null(0)


def workday_table(work: WorkCalendar, digest: str) -> pl.Series:
    """For each day of the table the first working day on or after it."""

    def make() -> tuple[pl.Series, ...]:
        day = pl.col("day")
        first_worked = pl.when(_counts("working", work)).then(day).backward_fill().fill_null(TABLE_END)
        return (_days().select(first_worked).to_series(),)

    return _made_once((digest, work.notice_years.stop, "next"), make)[0]


def counted_tables(work: WorkCalendar, counting: Counting, digest: str) -> tuple[pl.Series, ...]:
    """How many days count before each day of the table, and the days that count, in order."""

    def make() -> tuple[pl.Series, ...]:
        counts = _days().with_columns(counts=_counts(counting, work))
        before = counts.select(pl.col("counts").cast(pl.Int64).cum_sum() - pl.col("counts").cast(pl.Int64)).to_series()
        return before, counts.filter("counts").get_column("day")

    return _made_once((digest, work.notice_years.stop, counting), make)


def _made_once(key: tuple[str, int, str], make: Callable[[], tuple[pl.Series, ...]]) -> tuple[pl.Series, ...]:
    """The tables of a key; all are forgotten where a process has asked for more than a few."""
    if key not in _TABLES:
        if len(_TABLES) >= MAX_TABLES:
            _TABLES.clear()
        _TABLES[key] = make()
    return _TABLES[key]


def _days() -> pl.DataFrame:
    return pl.DataFrame({"day": pl.int_range(TABLE_FIRST, TABLE_END, dtype=pl.Int64, eager=True)})


def _counts(counting: Counting, work: WorkCalendar) -> pl.Expr:
    """Whether a leave counted in this way uses up the day, as :meth:`WorkCalendar.counts` says for one day."""
    years = range(FIRST_YEAR, END_YEAR)
    day = pl.col("day")
    if counting == "skip_statutory":
        return ~day.is_in(sorted(work.statutory_days(years)))
    is_weekday = (day - MONDAY) % DAYS_PER_WEEK < WORKING_DAYS
    return (is_weekday & ~day.is_in(sorted(work.days_off(years)))) | day.is_in(sorted(work.make_up_days))


def days_that_count(law: RegionLaw, first: pl.Expr, last: pl.Expr, counting: pl.Expr) -> pl.Expr:
    """How many of the days from ``first`` to ``last`` a leave uses up; ``counting`` is an index of COUNTINGS per row."""
    result: pl.Expr = last - first + 1
    work = WorkCalendar(law)
    for index, name in enumerate(COUNTINGS):
        if index > 0:
            before = pl.lit(counted_tables(work, name, law.digest)[0])
            used = before.gather(table_index(last + 1)) - before.gather(table_index(first))
            result = pl.when(counting == index).then(used).otherwise(result)
    return pl.max_horizontal(result, pl.lit(0, pl.Int64))
