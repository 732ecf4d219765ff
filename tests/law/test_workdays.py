"""Working days and statutory holidays, against the State Council's notices and against plain counting."""

from __future__ import annotations

import datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefitcli.errors import BenefitError
from benefitcli.law.dates import LAST_DAY, to_date, to_day
from benefitcli.law.library import Library
from benefitcli.law.parameters import COUNTINGS, Counting
from benefitcli.law.workdays import NOTICE_YEARS, WorkCalendar

Date = datetime.date
ONE_DAY = datetime.timedelta(days=1)
FIRST_STATUTORY = Date(2014, 1, 1)

# A Mid-Autumn that falls on 1, 2 or 3 October coincides with a day of the National Day holiday, and the two regulations
# name dates, not a number of days: such a year has one statutory day fewer.
MID_AUTUMN_WITHIN_NATIONAL_DAY = {
    2020: Date(2020, 10, 1),
    2028: Date(2028, 10, 3),
    2031: Date(2031, 10, 1),
    2039: Date(2039, 10, 2),
    2058: Date(2058, 10, 2),
    2066: Date(2066, 10, 3),
    2077: Date(2077, 10, 1),
    2085: Date(2085, 10, 3),
}


@cache
def calendar(as_of: Date | None = None) -> WorkCalendar:
    library = Library(as_of=as_of)
    return WorkCalendar(library.law_of(library.region("yongji")))


def date(text: str) -> Date:
    return Date.fromisoformat(text)


def statutory_days(year: int) -> list[Date]:
    days = range(to_day(Date(year, 1, 1)), to_day(Date(year + 1, 1, 1)))
    return [to_date(day) for day in days if calendar().is_statutory(day)]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2023-09-28", True),  # Thursday before the holiday
        ("2023-09-29", False),  # Mid-Autumn
        ("2023-09-30", False),
        ("2023-10-01", False),
        ("2023-10-06", False),  # Friday, last day of the holiday
        ("2023-10-07", True),  # Saturday, made up
        ("2023-10-08", True),  # Sunday, made up
        ("2023-10-09", True),
        ("2023-10-14", False),  # an ordinary Saturday
        ("2024-02-04", True),  # Sunday, made up
        ("2024-02-09", True),  # the eve was no holiday in 2024
        ("2024-02-10", False),
        ("2024-02-16", False),  # Friday, last day of the holiday
        ("2024-02-17", False),  # Saturday, last day of the holiday
        ("2024-02-18", True),  # Sunday, made up
        ("2024-12-31", True),
        ("2025-01-01", False),
        ("2025-01-26", True),  # Sunday, made up
        ("2025-01-28", False),  # the eve
        ("2025-02-04", False),  # last day of the holiday
        ("2025-02-05", True),
        ("2025-02-08", True),  # Saturday, made up
        ("2025-10-08", False),
        ("2025-10-11", True),  # Saturday, made up
    ],
)
def test_days_that_the_notices_settle(day: str, worked: bool) -> None:
    assert calendar().is_workday(to_day(date(day))) is worked
    assert calendar().is_published(to_day(date(day)))


@pytest.mark.parametrize(
    ("day", "made_up"),
    [("2023-10-07", True), ("2024-02-18", True), ("2023-10-06", False), ("2023-10-09", False), ("2023-10-14", False)],
)
def test_a_make_up_day_is_a_weekend_day_that_is_worked(day: str, made_up: bool) -> None:
    assert (to_day(date(day)) in calendar().make_up_days) is made_up


@pytest.mark.parametrize(
    ("day", "next_workday"),
    [
        ("2023-10-06", "2023-10-07"),
        ("2023-09-29", "2023-10-07"),
        ("2024-02-10", "2024-02-18"),
        ("2024-02-18", "2024-02-18"),
        ("2025-01-28", "2025-02-05"),
        ("2025-10-01", "2025-10-09"),
        ("2024-03-01", "2024-03-01"),
        ("2024-03-02", "2024-03-04"),
    ],
)
def test_the_next_working_day(day: str, next_workday: str) -> None:
    assert to_date(calendar().next_workday(to_day(date(day)))) == date(next_workday)


def test_the_statutory_holidays_of_2024() -> None:
    assert [f"{day:%m-%d}" for day in statutory_days(2024)] == [
        "01-01",
        *("02-10", "02-11", "02-12"),
        "04-04",
        "05-01",
        "06-10",
        "09-17",
        *("10-01", "10-02", "10-03"),
    ]


def test_the_statutory_holidays_of_2025() -> None:
    assert [f"{day:%m-%d}" for day in statutory_days(2025)] == [
        "01-01",
        *("01-28", "01-29", "01-30", "01-31"),
        "04-04",
        *("05-01", "05-02"),
        "05-31",
        *("10-01", "10-02", "10-03"),
        "10-06",
    ]


@pytest.mark.parametrize(
    "day",
    [
        *("2033-01-30", "2033-01-31", "2033-09-08", "2034-02-18", "2034-02-19"),  # about the leap month of 2033
        *("2020-06-25", "2023-06-22", "2026-06-19"),  # Dragon Boat
        *("2014-04-05", "2016-04-04", "2023-04-05", "2028-04-04"),  # Qingming
        *("2022-09-10", "2026-09-25", "2030-09-12"),  # Mid-Autumn
    ],
)
def test_days_of_the_lunar_calendar_in_other_years(day: str) -> None:
    assert calendar().is_statutory(to_day(date(day)))


@pytest.mark.parametrize("day", ["2024-02-09", "2024-05-02", "2024-10-04", "2025-02-01", "2025-05-03", "2024-02-13"])
def test_a_day_off_beside_a_holiday_is_not_statutory(day: str) -> None:
    assert not calendar().is_statutory(to_day(date(day)))


@pytest.mark.parametrize("year", range(2014, 2091))
def test_how_many_statutory_days_a_year_has(year: int) -> None:
    expected = (11 if year < 2025 else 13) - (year in MID_AUTUMN_WITHIN_NATIONAL_DAY)
    assert len(statutory_days(year)) == expected


@pytest.mark.parametrize("year", MID_AUTUMN_WITHIN_NATIONAL_DAY)
def test_in_those_years_no_mid_autumn_stands_outside_the_national_day(year: int) -> None:
    autumn = [day for day in statutory_days(year) if day.month in (9, 10)]
    assert autumn == [Date(year, 10, 1), Date(year, 10, 2), Date(year, 10, 3)]
    assert MID_AUTUMN_WITHIN_NATIONAL_DAY[year] in autumn


@pytest.mark.parametrize("year", sorted(set(range(2014, 2091)) - set(MID_AUTUMN_WITHIN_NATIONAL_DAY)))
def test_in_the_other_years_mid_autumn_is_one_day_of_september_or_early_october(year: int) -> None:
    autumn = [day for day in statutory_days(year) if day.month in (9, 10)]
    others = [day for day in autumn if not Date(year, 10, 1) <= day <= Date(year, 10, 3)]
    assert len(others) == 1
    assert Date(year, 9, 7) <= others[0] <= Date(year, 10, 8)


@pytest.mark.parametrize("year", range(2014, 2027))
def test_no_notice_makes_a_statutory_day_a_working_day(year: int) -> None:
    assert [day for day in statutory_days(year) if calendar().is_workday(to_day(day))] == []


def test_the_notices_reach_from_2004_to_the_last_published_year() -> None:
    assert NOTICE_YEARS.start == 2004
    assert NOTICE_YEARS.stop - 1 >= 2026


def test_a_year_without_a_notice_is_provisional() -> None:
    last = NOTICE_YEARS.stop - 1
    assert calendar().is_published(to_day(Date(last, 12, 31)))
    assert not calendar().is_published(to_day(Date(last + 1, 1, 1)))
    assert not calendar().is_published(to_day(Date(NOTICE_YEARS.start, 1, 1) - ONE_DAY))


@pytest.mark.parametrize("year", [2040, 2057, 2077, 2090])
def test_a_provisional_day_is_worked_unless_it_is_a_weekend_or_a_statutory_day(year: int) -> None:
    days = [to_date(day) for day in range(to_day(Date(year, 1, 1)), to_day(Date(year + 1, 1, 1)))]
    worked = [day for day in days if calendar().is_workday(to_day(day))]
    assert worked == [day for day in days if day.isoweekday() < 6 and day not in statutory_days_cached(year)]
    assert not calendar().make_up_days & set(map(to_day, days))


@cache
def statutory_days_cached(year: int) -> frozenset[Date]:
    return frozenset(statutory_days(year))


def uses_up_a_day(day: Date, counting: Counting) -> bool:
    if counting == "working":
        return calendar().is_workday(to_day(day))
    return counting == "calendar" or day not in statutory_days_cached(day.year)


def naive_last_day(start: Date, days: int, counting: Counting) -> Date:
    """The last day of a leave, by crossing days off one at a time."""
    left = (start + ONE_DAY * offset for offset in range(days * 3 + 40))
    return [day for day in left if uses_up_a_day(day, counting)][days - 1]


@settings(deadline=None)
@given(st.dates(FIRST_STATUTORY, Date(2040, 12, 31)), st.integers(1, 220), st.sampled_from(COUNTINGS))
def test_the_last_day_of_a_leave_is_found_by_crossing_off_days(start: Date, days: int, counting: Counting) -> None:
    assert to_date(calendar().last_day(to_day(start), days, counting)) == naive_last_day(start, days, counting)


@pytest.mark.parametrize(
    ("start", "days", "counting", "last"),
    [
        ("2023-05-01", 158, "calendar", "2023-10-05"),
        ("2024-02-10", 1, "calendar", "2024-02-10"),
        ("2024-02-10", 1, "skip_statutory", "2024-02-13"),
        ("2024-02-09", 2, "skip_statutory", "2024-02-13"),
        ("2024-09-16", 20, "skip_statutory", "2024-10-09"),
        ("2025-05-01", 3, "skip_statutory", "2025-05-05"),
        ("2024-05-01", 3, "skip_statutory", "2024-05-04"),
        ("2024-02-10", 1, "working", "2024-02-18"),
        ("2023-09-28", 3, "working", "2023-10-08"),
        ("2024-03-01", 5, "working", "2024-03-07"),
    ],
)
def test_the_last_day_of_a_leave(start: str, days: int, counting: Counting, last: str) -> None:
    assert to_date(calendar().last_day(to_day(date(start)), days, counting)) == date(last)


@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("start", ["2024-02-10", "2024-03-01", "2024-03-02"])
def test_a_leave_of_no_days_ends_before_it_starts(start: str, counting: Counting) -> None:
    assert to_date(calendar().last_day(to_day(date(start)), 0, counting)) == date(start) - ONE_DAY


@settings(deadline=None)
@given(st.dates(FIRST_STATUTORY, Date(2090, 10, 1)), st.integers(0, 60), st.integers(0, 60))
def test_a_leave_taken_in_two_parts_is_as_long_as_in_one(start: Date, first: int, second: int) -> None:
    for counting in COUNTINGS:
        end_of_first = calendar().last_day(to_day(start), first, counting)
        in_parts = calendar().last_day(end_of_first + 1, second, counting)
        assert in_parts == calendar().last_day(to_day(start), first + second, counting)


def test_statutory_days_are_not_skipped_before_the_first_regulation_of_the_tables() -> None:
    assert to_date(calendar().statutory_from) == FIRST_STATUTORY
    before = to_day(FIRST_STATUTORY) - 1
    with pytest.raises(BenefitError) as refusal:
        calendar().last_day(before, 10, "skip_statutory")
    assert [problem.code for problem in refusal.value.problems] == ["holidays_not_covered"]
    assert to_date(calendar().last_day(before, 10, "calendar")) == Date(2014, 1, 9)
    assert to_date(calendar().last_day(before, 2, "working")) == Date(2014, 1, 2)


def test_a_notice_of_a_later_year_is_not_known_as_of_an_earlier_one() -> None:
    then, made_up = calendar(as_of=Date(2024, 6, 1)), to_day(Date(2025, 1, 26))
    assert then.is_published(to_day(Date(2024, 12, 31)))
    assert not then.is_published(made_up)
    assert then.is_workday(to_day(Date(2024, 2, 18)))
    assert not then.is_workday(made_up)
    assert calendar().is_workday(made_up)


def test_a_regulation_not_yet_issued_is_not_known() -> None:
    eve_of_2025 = to_day(Date(2025, 1, 28))
    assert calendar().is_statutory(eve_of_2025)
    assert not calendar(as_of=Date(2024, 11, 9)).is_statutory(eve_of_2025)
    assert calendar(as_of=Date(2024, 11, 10)).is_statutory(eve_of_2025)


def test_before_any_regulation_was_issued_there_are_no_statutory_days_to_skip() -> None:
    old = calendar(as_of=Date(2013, 12, 10))
    assert old.statutory_from == LAST_DAY
    assert not old.is_statutory(to_day(Date(2024, 10, 1)))
    with pytest.raises(BenefitError):
        old.last_day(to_day(Date(2024, 9, 1)), 60, "skip_statutory")
