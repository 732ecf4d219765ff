"""Reading a written day or month. What can be read in two ways is refused with both.

Every reader takes a cleaned text and gives a whole number, or a :class:`Refusal` with the days or months it could be.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from benefitcli.inputs.text import read_chinese_number
from benefitcli.law.dates import MONTHS_PER_YEAR, format_month, month_of, to_date, to_day


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text has no value: the code of the problem, and what the text could mean, in the form to write instead."""

    code: str
    readings: tuple[str, ...] = ()


SHORT_YEAR, LONG_YEAR = 2, 4
HALF_A_DAY = 12
LIKELY_YEARS = range(1900, 2091)
"""The years that a fact of a case may have."""

CHINA = datetime.timedelta(hours=8)
FIRST_DAY_OF_SERIALS = datetime.date(1899, 12, 30)
CENTURY_TURNS_AT = 50
"""A year of two digits up to here would be of this century; it is only ever suggested, never taken."""

_DATE = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})"
_MONTH = r"(\d{4})[-/.](\d{1,2})(?:月份?)?|(\d{4})年(\d{1,2})(?:月份?)?|(\d{4})(\d{2})(?:\.0+)?"
_AROUND_UNITS = r"\s+(?=[年月日号])|(?<=[年月])\s+"
_CHINESE = r"(\d{4}|[^\d年月日号]{4})年(\d+|[^\d年月日号]+)月(?:(\d+|[^\d年月日号份]+)[日号]?)?(份?)"
_LUNAR = r"[农阴旧]历|[正冬腊]月|初[一二三四五六七八九十]"
_CLOCK = r"(?i:[ T](上午|下午|AM |PM )?(\d{1,2})[:时](\d{2})(?:[:分](\d{2})(?:\.\d+)?)?[分秒]?( ?[AP]M)?(?: ?(Z|UTC|GMT)?([+-]\d{2}:?\d{2})?)?$)"
_WEEKDAY = r"\s*\(?(?:星期|周|礼拜)([一二三四五六日天])\)?$"
_WEEKDAYS = "一二三四五六日"
_SERIAL = r"[1-7]\d{4}(?:\.\d+)?"
_THREE_PARTS = r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})"
_SHORT_YEAR = r"(\d{2})年(\d{1,2})月(\d{1,2})[日号]?"
_TWO_PARTS = r"\d{1,2}[-/.]\d{1,2}"
_SIX_DIGITS = r"(\d{2})(\d{2})(\d{2})"
_TENTH_OR_FIRST = r"(\d{4})\.1 \?"
_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_NAMED_MONTH = r"([A-Za-z]{3,9})[-/ ,.']+(\d{2}|\d{4})|(\d{4})[-/ ]([A-Za-z]{3,9})"
_NAMED_DAY = r"(\d{1,2})[- /]([A-Za-z]{3,9})(?:[- /](\d{2}|\d{4}))?"

NUMBER_OF_MONTH = "{} ?"
"""How a number such as 2024.1 is handed over that was typed as a month: 2024.10 is the same number."""


def read_date(text: str) -> int | Refusal:
    """Read a day, as days since 1970-01-01. A clock beside it is dropped; a time zone counts as the day in China."""
    text = _in_digits(re.sub(_AROUND_UNITS, "", text))
    if re.search(_LUNAR, text):
        return Refusal("lunar_date")
    weekday = re.search(_WEEKDAY, text)
    day_text = text[: weekday.start()] if weekday else text
    clock = re.search(_CLOCK, day_text)
    match = re.fullmatch(_DATE, day_text[: clock.start()] if clock else day_text)
    if match is None:
        return _refused_date(day_text)
    year, month, day = (int(group) for group in match.groups() if group and group.isdigit())
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return Refusal("impossible_date")
    try:
        date += _later_days(clock) if clock else datetime.timedelta()
    except (ValueError, OverflowError):
        return Refusal("unreadable_date")
    if weekday and _WEEKDAYS.index(weekday.group(1).replace("天", "日")) != date.weekday():
        return Refusal("impossible_date")
    return to_day(date)


def _in_digits(text: str) -> str:
    """A date of Chinese numerals in digits; any other text as it is."""
    match = re.fullmatch(_CHINESE, text)
    if not match:
        return text
    *parts, end = match.groups()
    numbers = [None if part is None else _number(part) for part in parts]
    if any(number is None and part is not None for number, part in zip(numbers, parts, strict=True)):
        return text
    year, month, day = numbers
    return f"{year}年{month}月" + (end if day is None else f"{day}日")


def _number(part: str) -> int | None:
    """A number of a date in digits or Chinese numerals."""
    return int(part) if part.isdigit() else read_chinese_number(part.replace("廿", "二十").replace("卅", "三十"))


def _later_days(clock: re.Match[str]) -> datetime.timedelta:
    """How many days later it is in China. Raises :class:`ValueError` where there is no such time of the day."""
    before, hour, minute, second, after, zone, offset = clock.groups()
    half = (before or after or "").strip().upper()
    time = datetime.time(int(hour), int(minute), int(second or 0))
    hours = time.hour
    if half:
        hours = hours % HALF_A_DAY + (HALF_A_DAY if half in ("下午", "PM") else 0)
    if not zone and not offset:
        return datetime.timedelta()
    sign, digits = (offset or "+0000")[0], (offset or "+0000")[1:].replace(":", "")
    east = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    moment = datetime.timedelta(hours=hours, minutes=time.minute) - (-east if sign == "-" else east) + CHINA
    return datetime.timedelta(days=moment.days)


def _refused_date(text: str) -> Refusal:
    """Why a text is no date, with the days it could be."""
    if re.fullmatch(_SERIAL, text):
        return Refusal("date_serial", _iso([_day_of_serial(text)]))
    if re.fullmatch(_NAMED_DAY, text):
        return _refused_named_day(text)
    month = _plain_month(text)
    readings: tuple[str, ...] = ()
    if parts := re.fullmatch(_THREE_PARTS, text):
        readings = _readings(parts.group(1), parts.group(3), parts.group(4))
    elif parts := re.fullmatch(_SHORT_YEAR, text):
        year, month_of_year, day = map(int, parts.groups())
        readings = _iso(_day(century + year, month_of_year, day) for century in (2000, 1900))
    elif parts := re.fullmatch(_SIX_DIGITS, text):
        readings = _readings(*parts.groups())
        if readings and isinstance(month, int) and month // MONTHS_PER_YEAR in LIKELY_YEARS:
            readings += (format_month(month),)
    if readings:
        return Refusal("ambiguous_date", readings)
    if isinstance(month, int):
        return Refusal("day_missing")
    return Refusal("ambiguous_date" if re.fullmatch(_TWO_PARTS, text) else "unreadable_date")


def _refused_named_day(text: str) -> Refusal:
    """The days of ``1-May-23``: 1 May 2023, or 23 May 2001."""
    match = re.fullmatch(_NAMED_DAY, text)
    month = _number_of_month(match.group(2)) if match else None
    if match is None or month is None:
        return Refusal("unreadable_date")
    first, last = match.group(1), match.group(3) or ""
    days = [_day(_full_year(last), month, int(first))] if last else []
    if len(last) == SHORT_YEAR:
        days.append(_day(_full_year(first.zfill(2)), month, int(last)))
    return Refusal("ambiguous_date", _iso(days))


def _readings(first: str, middle: str, last: str) -> tuple[str, ...]:
    """The days that three numbers can be: year, month, day; month, day, year; day, month, year."""
    orders = ((first, middle, last), (last, first, middle), (last, middle, first))
    return _iso(
        _day(_full_year(year), int(month), int(day))
        for year, month, day in orders
        if len(year) in (1, SHORT_YEAR, LONG_YEAR) and max(len(month), len(day)) <= SHORT_YEAR
    )


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > SHORT_YEAR:
        return year
    return year + (2000 if year <= CENTURY_TURNS_AT else 1900)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _iso(days: Iterable[datetime.date | None]) -> tuple[str, ...]:
    """The days as they should be written, each once."""
    return tuple(dict.fromkeys(day.isoformat() for day in days if day is not None))


def _day_of_serial(text: str) -> datetime.date:
    return FIRST_DAY_OF_SERIALS + datetime.timedelta(days=int(float(text)))


def read_month(text: str) -> int | Refusal:
    """Read a month, as months since the year 0; the first day of a month stands for it too."""
    text = _in_digits(re.sub(_AROUND_UNITS, "", text))
    if re.search(_LUNAR, text):
        return Refusal("lunar_date")
    plain = _plain_month(text)
    if plain is not None:
        return plain
    if re.match(_DATE, text):
        day = read_date(text)
        return month_of(day) if isinstance(day, int) and to_date(day).day == 1 else Refusal("unreadable_month")
    if re.fullmatch(_SERIAL, text):
        return Refusal("date_serial", (_day_of_serial(text).isoformat()[:7],))
    return _named_month(text)


def _named_month(text: str) -> int | Refusal:
    """A month by its English name, as ``Mar-24``; or a number that is January as well as October.

    ``24-Mar`` is how a spreadsheet shows 24 March as well as March 2024.
    """
    both = re.fullmatch(_TENTH_OR_FIRST, text)
    if both:
        return Refusal("ambiguous_month", (f"{both.group(1)}-01", f"{both.group(1)}-10"))
    named, day = re.fullmatch(_NAMED_MONTH, text), re.fullmatch(_NAMED_DAY, text)
    if named:
        name, year = (named.group(1), named.group(2)) if named.group(1) else (named.group(4), named.group(3))
        month = _number_of_month(name)
        return Refusal("unreadable_month") if month is None else _full_year(year) * MONTHS_PER_YEAR + month - 1
    month = _number_of_month(day.group(2)) if day and not day.group(3) else None
    if day is None or month is None:
        return Refusal("unreadable_month")
    return Refusal("ambiguous_month", (f"{_full_year(day.group(1))}-{month:02}", f"????-{month:02}-{day.group(1)}"))


def _plain_month(text: str) -> int | Refusal | None:
    """The month of a text that has a year and a month in digits; None for any other text."""
    match = re.fullmatch(_MONTH, text)
    if match is None:
        return None
    year, month = (int(group) for group in match.groups() if group)
    is_month = 1 <= month <= MONTHS_PER_YEAR
    return year * MONTHS_PER_YEAR + month - 1 if is_month else Refusal("unreadable_month")


def read_month_of_day(text: str) -> int | Refusal:
    """Read a month that may also be told by any day in it."""
    month = read_month(text)
    if isinstance(month, int) or month.code != "unreadable_month":
        return month
    day = read_date(text)
    return month_of(day) if isinstance(day, int) else month


def _number_of_month(name: str) -> int | None:
    """The number of a month by its English name or the first letters of it."""
    numbers = (number for number, known in enumerate(_MONTH_NAMES, 1) if known.startswith(name.casefold()))
    return next(numbers, None)
