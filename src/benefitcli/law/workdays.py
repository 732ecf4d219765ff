"""Which days are worked: the State Council's yearly notices, and past the last of them weekends and statutory holidays.

The published years come from the ``chinesecalendar`` package; a year it does not have may be given by a document. A
day in another year is computed from the weekends and the public-holiday regulation of the tables, without the make-up
days that only a notice can set: it is provisional.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache, cached_property

import chinese_calendar
from chinese_calendar.constants import holidays as published_rest_days
from chinese_calendar.constants import workdays as published_make_up_days

from benefitcli.errors import fail
from benefitcli.law.dates import LAST_DAY, to_date, to_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.model import Calendar, Holiday
from benefitcli.law.parameters import Counting
from benefitcli.law.source import Source

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
    """The working days and statutory holidays of one region's law; days are day numbers (days since 1970-01-01)."""

    def __init__(self, law: RegionLaw) -> None:
        """Statutory holidays are read from the documents of ``law`` when first needed."""
        self._law = law
        # A notice is issued late in the year before: on the as-of day that of the next year counts as not yet known.
        last = law.as_of.year if law.as_of else NOTICE_YEARS[-1]
        self.notice_years = range(NOTICE_YEARS.start, min(last, NOTICE_YEARS[-1]) + 1)
        self._statutory: dict[int, frozenset[int]] = {}

    @cached_property
    def _given(self) -> dict[int, tuple[Calendar, Source]]:
        """The notices that documents give for years which the package does not have."""
        return {year: notice for year, notice in self._law.calendars.items() if year not in self.notice_years}

    @property
    def published_years(self) -> frozenset[int]:
        """The years that a notice settles."""
        return frozenset((*self.notice_years, *self._given))

    def is_published(self, day: int) -> bool:
        """Whether a notice of the State Council settles this day."""
        return to_date(day).year in self.published_years

    def notice_of(self, day: int) -> Source:
        """The notice that settles the day, by the package or by a document."""
        _, source = self._given.get(to_date(day).year, (None, NOTICES))
        return source

    def is_workday(self, day: int) -> bool:
        """Whether offices work on this day, make-up Saturdays included."""
        return self.is_make_up(day) or (to_date(day).weekday() < SATURDAY and not self._is_day_off(day))

    def is_make_up(self, day: int) -> bool:
        """Whether a notice makes a working day of this weekend day."""
        return day in self.make_up_days

    def _is_day_off(self, day: int) -> bool:
        return day in self._days_off_given or day in self._days_off_of(to_date(day).year)

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
        """The last day of a leave of so many days whose first counted day is ``start`` or the next day that counts.

        Convention: day one counts, so a leave of 0 days ends on the day before it starts. Raises :class:`BenefitError`
        ``holidays_not_covered`` where statutory holidays are to be skipped in a year that no holiday regulation of the
        tables covers.
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
        return to_day(min(firsts)) if firsts else LAST_DAY

    @cached_property
    def make_up_days(self) -> frozenset[int]:
        """The weekend days that the notices make working days."""
        given = (to_day(date) for calendar, _ in self._given.values() for date in calendar.working_days)
        return _published_make_up_days(self.notice_years).union(given)

    def days_off(self, years: Iterable[int]) -> frozenset[int]:
        """The days of some years that are not worked for another reason than a weekend."""
        return self._days_off_given.union(*(self._days_off_of(year) for year in years))

    @cached_property
    def _days_off_given(self) -> frozenset[int]:
        """The days off of the notices that documents give; one may begin in December of the year before."""
        return frozenset(to_day(date) for calendar, _ in self._given.values() for date in calendar.days_off)

    def _days_off_of(self, year: int) -> frozenset[int]:
        """The days off of a year by the package or, where no notice settles it, the statutory holidays."""
        if year in self.notice_years:
            return _published_days_off().get(year, frozenset())
        return frozenset() if year in self._given else self._statutory_days(year)

    def statutory_days(self, years: Iterable[int]) -> frozenset[int]:
        """The statutory holidays of some years."""
        return frozenset(day for year in years for day in self._statutory_days(year))

    def _statutory_days(self, year: int) -> frozenset[int]:
        if year not in self._statutory:
            rules = self._law.holidays(to_day(datetime.date(year, 1, 1)))
            self._statutory[year] = frozenset(day for rule, _ in rules for day in holiday_days(rule, year))
        return self._statutory[year]


@cache
def _published_make_up_days(years: range) -> frozenset[int]:
    """The weekend days that the package makes working days in some of its years."""
    return frozenset(to_day(date) for date in published_make_up_days if date.year in years)


@cache
def _published_days_off() -> dict[int, frozenset[int]]:
    """The days off of the package, by year."""
    years: dict[int, set[int]] = {}
    for date in published_rest_days:
        years.setdefault(date.year, set()).add(to_day(date))
    return {year: frozenset(days) for year, days in years.items()}


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
