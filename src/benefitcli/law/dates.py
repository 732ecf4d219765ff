"""Days and months as whole numbers, the form in which every rule works.

A day is the number of days since 1970-01-01, a month is ``year * 12 + month - 1``. Column and scalar runs share it.
"""

from __future__ import annotations

import datetime

EPOCH = datetime.date(1970, 1, 1).toordinal()
MONTHS_PER_YEAR = 12
FIRST_DAY = datetime.date(1800, 1, 1).toordinal() - EPOCH
LAST_DAY = datetime.date(2199, 12, 31).toordinal() - EPOCH
FIRST_MONTH = 1800 * MONTHS_PER_YEAR
"""Everything the calculator knows lies between these; open ends of the law reach to them."""


def to_day(date: datetime.date) -> int:
    """The day number of a date."""
    return date.toordinal() - EPOCH


def to_date(day: int) -> datetime.date:
    """The date of a day number."""
    return datetime.date.fromordinal(day + EPOCH)


def month_of(day: int) -> int:
    """The month number in which a day lies."""
    date = to_date(day)
    return date.year * MONTHS_PER_YEAR + date.month - 1


def first_day_of_month(month: int) -> int:
    """The day number of the first day of a month."""
    return to_day(datetime.date(month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1))


def anniversary(day: int, years: int) -> int:
    """The same day so many years later; 29 February becomes 1 March in a common year.

    Convention: the child is a year older on the day after 28 February, so "under three" still covers 28 February.
    """
    date = to_date(day)
    return to_day(datetime.date(date.year + years, date.month, 1)) + date.day - 1


def format_day(day: int) -> str:
    """``2023-05-01``."""
    return to_date(day).isoformat()


def format_month(month: int) -> str:
    """``2023-05``."""
    return f"{month // MONTHS_PER_YEAR:04d}-{month % MONTHS_PER_YEAR + 1:02d}"


def first_month_from(day: int) -> int:
    """The first month whose first day is not before ``day``; a day before the calendar gives the earliest month."""
    if day <= FIRST_DAY:
        return FIRST_MONTH
    month = month_of(day)
    return month if first_day_of_month(month) == day else month + 1


def month_of_clamped(day: int) -> int:
    """The last month whose first day is not after ``day``; a day after the calendar gives the latest month."""
    return month_of(min(day, LAST_DAY))


def first_year_ending_from(day: int) -> int:
    """The first calendar year whose last day is not before ``day``."""
    return to_date(max(day, FIRST_DAY)).year


def last_year_ended_by(day: int) -> int:
    """The last calendar year whose last day is not after ``day``."""
    date = to_date(min(day, LAST_DAY))
    return date.year if (date.month, date.day) == (12, 31) else date.year - 1
