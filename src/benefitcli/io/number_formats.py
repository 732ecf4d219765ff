"""What a spreadsheet shows for a number: a day, a time, a length of time, a number with leading zeros, or the number.

Codes are those of ECMA-376 Part 1, 18.8.30 and 18.8.31, with the built-in formats of Chinese editions (27-36, 50-58).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "date", "duration", "padded"]

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The formats that a file names by number alone, as Chinese Excel and WPS show them."""

LAST_SERIAL = 2_958_465
"""31 December 9999 in the 1900 date system: spreadsheets show no later day."""

DAYS_BETWEEN_SYSTEMS = 1462
"""So many days later does the 1904 date system begin."""

_FAKE_DAY = 60
"""The 29 February 1900 of the 1900 date system."""

SECONDS_PER_DAY = 86_400
MAX_DIGITS = 15
"""A spreadsheet keeps so many digits of a number."""

_NOISE = 3
"""Digits that a rounding to fifteen has to save before the rest is taken for the noise of a calculation."""

_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.')
_BRACKET = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_GENERAL = re.compile(r"G/通用格式|general", re.IGNORECASE)
_EXPONENT = re.compile(r"E[+-]", re.IGNORECASE)
_DAY_LETTERS = re.compile(r"[ymdhseg]|aaa", re.IGNORECASE)
_PADDED = re.compile(r"0[0 \-/.年月日]*0[年月日]?")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format makes of a number: ``kind``, and for a padded one the zeros with the marks between them."""

    code: str
    kind: Kind = "number"
    pattern: str = ""


def read_format(code: str) -> NumberFormat:
    """Tell what a format code shows: quoted, escaped and bracketed letters are no letters of a date."""
    section = _first_section(code)
    if _ELAPSED.search(_LITERAL.sub("", section)):
        return NumberFormat(code, "duration")
    plain = _BRACKET.sub("", _LITERAL.sub("", section))
    plain = _EXPONENT.sub("", _GENERAL.sub("", plain))
    if _DAY_LETTERS.search(plain):
        return NumberFormat(code, "date")
    pattern = _BRACKET.sub("", _LITERAL.sub(_literal_text, section))
    # Only a point that is quoted or escaped is a mark: a bare one begins the decimals.
    is_padded = "00" in plain and "." not in plain and _PADDED.fullmatch(pattern)
    return NumberFormat(code, "padded", pattern) if is_padded else NumberFormat(code)


def _literal_text(match: re.Match[str]) -> str:
    return match.group(1) or match.group(2) or ""


def _first_section(code: str) -> str:
    """The format of positive numbers: the part before the first semicolon that is not quoted or escaped."""
    masked = _LITERAL.sub(lambda match: "x" * len(match.group()), code)
    return code[: masked.index(";")] if ";" in masked else code


def shown_number(text: str) -> int | float | str:
    """A number as a spreadsheet shows it: fifteen digits, a whole number without a point.

    A whole number of more digits is given in the form ``1.40881199001011E+17``: its last digits are not what was
    typed. Raises :class:`ValueError` for what is no number.
    """
    if len(text) <= MAX_DIGITS and text.isdigit():
        return int(text)
    number = float(text)
    if number - number != 0:
        raise ValueError(text)
    if number.is_integer():
        return int(number) if abs(number) < 10**MAX_DIGITS else _exponential(number)
    if len(text) <= MAX_DIGITS:
        return number
    shown = f"{number:.{MAX_DIGITS}g}"
    digits = sum(character.isdigit() for character in shown.partition("e")[0].lstrip("-0."))
    return float(shown) if digits <= MAX_DIGITS - _NOISE else number


def _exponential(number: float) -> str:
    mantissa, _, exponent = f"{number:.{MAX_DIGITS - 1}E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def padded(pattern: str, number: int) -> str:
    """A whole number in a format of zeros: digits fill the zeros from the right, the first takes all that are left."""
    digits = list(str(number))
    shown = [(digits.pop() if digits else "0") if mark == "0" else mark for mark in reversed(pattern)]
    return "".join(digits) + "".join(reversed(shown))


def moment(serial: float, *, is_1904: bool = False) -> datetime.date | datetime.datetime | str | None:
    """The day, the day and time, or the time of day as text, that a serial number stands for; None where it has none."""
    if is_1904 and serial >= 0:
        serial += DAYS_BETWEEN_SYSTEMS
    seconds = round(serial * SECONDS_PER_DAY)
    day, second = divmod(seconds, SECONDS_PER_DAY)
    if serial < 0 or day > LAST_SERIAL or day == _FAKE_DAY:
        return None
    if day == 0:
        return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    date = datetime.date(1899, 12, 30 if day > _FAKE_DAY else 31) + datetime.timedelta(days=day)
    if second == 0:
        return date
    return datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(seconds=second)


def duration(serial: float) -> str:
    """A length of time as hours, minutes and seconds: ``36:00:00``."""
    seconds = round(abs(serial) * SECONDS_PER_DAY)
    sign = "-" if serial < 0 and seconds else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


Converter = Callable[[str], object]


def converter_of(number_format: NumberFormat, *, is_1904: bool) -> Converter | None:
    """What turns the stored text of a number into what is shown; None for a plain number.

    The converter gives None for a number that no day has, and raises :class:`ValueError` for what is no number.
    """
    if number_format.kind == "date":
        return lambda text: moment(float(text), is_1904=is_1904)
    if number_format.kind == "duration":
        return lambda text: duration(float(text))
    if number_format.kind == "padded":
        return lambda text: _shown_padded(number_format.pattern, text)
    return None


def _shown_padded(pattern: str, text: str) -> object:
    number = shown_number(text)
    return padded(pattern, number) if isinstance(number, int) and number >= 0 else number
