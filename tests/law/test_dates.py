"""Days and months as whole numbers, against Python's own calendar."""

from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefitcli.law.dates import (
    FIRST_DAY,
    FIRST_MONTH,
    LAST_DAY,
    anniversary,
    first_day_of_month,
    first_month_from,
    first_year_ending_from,
    format_day,
    format_month,
    last_year_ended_by,
    month_of,
    month_of_clamped,
    to_date,
    to_day,
)

FIRST, LAST = datetime.date(1800, 1, 1), datetime.date(2199, 12, 31)
DATES = st.dates(FIRST, LAST)
ONE_DAY = datetime.timedelta(days=1)


def day(text: str) -> int:
    return to_day(datetime.date.fromisoformat(text))


@pytest.mark.parametrize(
    ("date", "number"),
    [
        ("1970-01-01", 0),
        ("1970-01-02", 1),
        ("1969-12-31", -1),
        ("1972-03-01", 790),
        ("2000-01-01", 10957),
        ("2023-05-01", 19478),
        ("1800-01-01", FIRST_DAY),
        ("2199-12-31", LAST_DAY),
    ],
)
def test_days_are_counted_from_1970(date: str, number: int) -> None:
    assert day(date) == number
    assert format_day(number) == date


@given(DATES)
def test_a_date_survives_the_way_there_and_back(date: datetime.date) -> None:
    assert to_date(to_day(date)) == date
    assert to_day(date) == (date - datetime.date(1970, 1, 1)).days
    assert format_day(to_day(date)) == f"{date:%Y-%m-%d}"


@given(DATES)
def test_the_month_of_a_day(date: datetime.date) -> None:
    month = month_of(to_day(date))
    assert divmod(month, 12) == (date.year, date.month - 1)
    assert format_month(month) == f"{date:%Y-%m}"
    assert to_date(first_day_of_month(month)) == date.replace(day=1)


@given(st.integers(1800 * 12, 2199 * 12 + 10))
def test_a_month_begins_where_the_one_before_ends(month: int) -> None:
    year, index = divmod(month, 12)
    length = calendar.monthrange(year, index + 1)[1]
    assert first_day_of_month(month + 1) == first_day_of_month(month) + length
    assert month_of(first_day_of_month(month + 1) - 1) == month


@given(DATES, st.integers(0, 90))
def test_an_anniversary_is_the_same_day_of_another_year(date: datetime.date, years: int) -> None:
    try:
        expected = date.replace(year=date.year + years)
    except ValueError:  # 29 February of a common year
        expected = datetime.date(date.year + years, 3, 1)
    assert to_date(anniversary(to_day(date), years)) == expected


@pytest.mark.parametrize(
    ("birth", "years", "birthday"),
    [
        ("2024-02-29", 0, "2024-02-29"),
        ("2024-02-29", 1, "2025-03-01"),
        ("2024-02-29", 3, "2027-03-01"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2096-02-29", 4, "2100-03-01"),
        ("2000-02-29", 100, "2100-03-01"),
        ("1996-02-29", 4, "2000-02-29"),
        ("2024-02-28", 1, "2025-02-28"),
        ("2024-03-01", 1, "2025-03-01"),
        ("2023-02-28", 1, "2024-02-28"),
        ("2021-05-31", 3, "2024-05-31"),
        ("2020-12-31", 3, "2023-12-31"),
    ],
)
def test_a_birthday_on_29_february_is_1_march_in_common_years(birth: str, years: int, birthday: str) -> None:
    assert format_day(anniversary(day(birth), years)) == birthday


@given(DATES.filter(lambda date: date < LAST), st.integers(0, 20))
def test_who_is_born_later_is_never_older(date: datetime.date, years: int) -> None:
    assert anniversary(to_day(date), years) <= anniversary(to_day(date + ONE_DAY), years)


@pytest.mark.parametrize(("month", "text"), [(2023 * 12 + 4, "2023-05"), (2024 * 12, "2024-01"), (24299, "2024-12")])
def test_a_month_is_written_with_its_year(month: int, text: str) -> None:
    assert format_month(month) == text


@given(DATES.filter(lambda date: date > FIRST))
def test_the_first_month_from_a_day_is_the_first_that_begins_no_earlier(date: datetime.date) -> None:
    month = first_month_from(to_day(date))
    assert first_day_of_month(month) >= to_day(date) > first_day_of_month(month - 1)


@pytest.mark.parametrize(
    ("date", "month"), [("2023-05-01", "2023-05"), ("2023-05-02", "2023-06"), ("2023-12-02", "2024-01")]
)
def test_the_first_month_from_a_day(date: str, month: str) -> None:
    assert format_month(first_month_from(day(date))) == month


def test_open_ends_of_the_calendar_stay_within_it() -> None:
    assert first_month_from(FIRST_DAY) == FIRST_MONTH
    assert first_month_from(FIRST_DAY - 10_000) == FIRST_MONTH
    assert format_month(month_of_clamped(LAST_DAY + 10_000)) == "2199-12"
    assert first_year_ending_from(FIRST_DAY - 10_000) == 1800
    assert last_year_ended_by(LAST_DAY + 10_000) == 2199


@given(DATES)
def test_the_last_month_by_a_day_is_the_month_of_the_day(date: datetime.date) -> None:
    assert month_of_clamped(to_day(date)) == month_of(to_day(date))


@given(DATES)
def test_years_are_told_by_their_last_day(date: datetime.date) -> None:
    first, last = first_year_ending_from(to_day(date)), last_year_ended_by(to_day(date))
    assert datetime.date(first - 1, 12, 31) < date <= datetime.date(first, 12, 31)
    assert datetime.date(last, 12, 31) <= date < datetime.date(last + 1, 12, 31)
