"""Which days are worked: the State Council's yearly notices, and past the last of them weekends and statutory holidays.

The published years come from the ``chinesecalendar`` package. A day in another year is computed from the weekends and
the public-holiday regulation of the tables, without the make-up days that only a notice can set: it is provisional.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property

import chinese_calendar
from chinese_calendar.constants import holidays as published_rest_days
from chinese_calendar.constants import workdays as published_make_up_days

from benefitcli.errors import fail
from benefitcli.law.days import to_date, to_day
from benefitcli.law.instrument import Holiday
from benefitcli.law.library import RegionLaw
from benefitcli.law.source import Source
from benefitcli.law.timeline import LATEST
from benefitcli.law.vocabulary import Counting

__all__ = ["NOTICES", "NOTICE_YEARS", "WorkCalendar", "holiday_days", "published_make_up_days"]

SATURDAY = 5
NOTICE_YEARS = range(min(published_rest_days).year, max(published_rest_days).year + 1)
NOTICES = Source(
    title=f"国务院办公厅年度节假日安排（chinesecalendar {chinese_calendar.__version__}）",
    title_en=f"Yearly holiday notices of the State Council (chinesecalendar {chinese_calendar.__version__})",
    number=None,
    article=None,
    quote=None,
    in_force=None,
    evidence="package",
)


class WorkCalendar:
    """The working days and statutory holidays of one region's law."""

    def __init__(self, law: RegionLaw) -> None:
        """Statutory holidays are read from the documents of ``law`` when first needed."""
        self._law = law
        # A notice is issued late in the year before: on the as-of day that of the next year counts as not yet known.
        last = law.as_of.year if law.as_of else NOTICE_YEARS[-1]
        self.notice_years = range(NOTICE_YEARS.start, min(last, NOTICE_YEARS[-1]) + 1)
        self._statutory: dict[int, frozenset[int]] = {}

    def is_published(self, day: int) -> bool:
        """Whether a notice of the State Council settles this day."""
        return to_date(day).year in self.notice_years

    def is_workday(self, day: int) -> bool:
        """Whether offices work on this day, make-up Saturdays included."""
        date = to_date(day)
        if date.year in self.notice_years:
            return date in published_make_up_days or (date.weekday() < SATURDAY and date not in published_rest_days)
        return date.weekday() < SATURDAY and day not in self._statutory_days(date.year)

    def is_statutory(self, day: int) -> bool:
        """Whether the day is a statutory holiday itself, not only a rest day moved beside one."""
        return day in self._statutory_days(to_date(day).year)

    def counts(self, day: int, counting: Counting) -> bool:
        """Whether a leave counted in this way uses up the day."""
        if counting == "calendar":
            return True
        return self.is_workday(day) if counting == "working" else not self.is_statutory(day)

    def next_workday(self, day: int) -> int:
        """The first working day on or after ``day``."""
        while not self.is_workday(day):
            day += 1
        return day

    def last_day(self, start: int, days: int, counting: Counting) -> int:
        """The last day of a leave whose first counted day is ``start`` or the next day that counts.

        A leave of 0 days ends on the day before it starts. Raises :class:`BenefitError` where statutory holidays are
        to be skipped in a year that no holiday regulation of the tables covers.
        """
        if counting == "calendar":
            return start + days - 1
        if counting == "skip_statutory" and start < self.statutory_from:
            raise fail("holidays_not_covered", value=to_date(start), accepted=f"{to_date(self.statutory_from)} →")
        day = start - 1
        while days > 0:
            day += 1
            days -= self.counts(day, counting)
        return day

    @cached_property
    def statutory_from(self) -> int:
        """The first day for which the tables have a holiday regulation."""
        firsts = [document.instrument.in_force for document in self._law.known if document.holidays]
        return to_day(min(firsts)) if firsts else LATEST

    @property
    def make_up_days(self) -> frozenset[int]:
        """The weekend days that the notices make working days."""
        return frozenset(to_day(date) for date in published_make_up_days if date.year in self.notice_years)

    def days_off(self, years: range) -> frozenset[int]:
        """The days of some years that are not worked for another reason than a weekend."""
        published = frozenset(to_day(date) for date in published_rest_days if date.year in self.notice_years)
        return published | self.statutory_days(year for year in years if year not in self.notice_years)

    def statutory_days(self, years: Iterable[int]) -> frozenset[int]:
        """The statutory holidays of some years."""
        return frozenset(day for year in years for day in self._statutory_days(year))

    def _statutory_days(self, year: int) -> frozenset[int]:
        if year not in self._statutory:
            rules = self._law.holidays(to_day(datetime.date(year, 1, 1)))
            self._statutory[year] = frozenset(day for rule, _ in rules for day in holiday_days(rule, year))
        return self._statutory[year]


def holiday_days(holiday: Holiday, year: int) -> range:
    """The day numbers of a statutory holiday in a year."""
    if holiday.calendar == "lunar":
        from lunardate import LunarDate

        first = to_day(LunarDate(year, holiday.month, 1).to_solar_date()) + holiday.day - 1
    elif holiday.calendar == "solar_term":
        april = datetime.date(year, 4, 1), datetime.date(year, 4, 10)
        terms = chinese_calendar.get_solar_terms(*april)
        first = to_day(next(date for date, name in terms if name == "清明"))
    else:
        first = to_day(datetime.date(year, holiday.month, holiday.day))
    return range(first, first + holiday.days)
