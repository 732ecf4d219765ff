"""Reading one written value: dates, months, numbers, yes and no, money and ratios as they really arrive.

Every parser takes the text as it came and gives a whole number (or a truth value), or a :class:`Problem` that says what
was seen and what is accepted. A value that could mean two things is refused, never guessed.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from benefitcli.engine.benefit import Field
from benefitcli.errors import Problem
from benefitcli.law.dates import MONTHS_PER_YEAR, month_of, to_day
from benefitcli.law.parameters import BASIS_POINTS, FEN_PER_YUAN

Value = int | bool

DATE_FORMS = "2024-03-01 | 2024/3/1 | 2024.3.1 | 20240301 | 2024年3月1日"
MONTH_FORMS = "2024-03 | 2024/3 | 202403 | 2024年3月"
BOOLEAN_FORMS = "是/否 | 有/无 | true/false | yes/no | Y/N | 1/0"

_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})")
_AROUND_UNITS = re.compile(r"\s+(?=[年月日号])|(?<=[年月])\s+")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
_AMBIGUOUS_DATE = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})|\d{5}(\.0+)?|\d{2}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?|\d{6}"
)
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{4})年(\d{1,2})月?|(\d{4})(\d{2})")
_WHOLE = re.compile(r"[+-]?\d{1,15}(\.0+)?")
_MONEY = re.compile(r"[¥]?([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.\d+)?)元?")
_RATIO = re.compile(r"([+-]?\d{1,6}(?:\.\d+)?)(%?)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"\u200b": "", "\ufeff": "", "￥": "¥"})

TRUE_WORDS = frozenset({"是", "有", "对", "true", "t", "yes", "y", "1", "1.0"})
FALSE_WORDS = frozenset({"否", "无", "没有", "不是", "false", "f", "no", "n", "0", "0.0"})


def clean(text: str) -> str:
    """The text without outer blanks, with full-width letters and digits made plain."""
    return unicodedata.normalize("NFKC", text.translate(_DASHES)).strip()


def parse(field: Field, text: str) -> Value | Problem:
    """Read the text of one field that is not of kind ``text``; it is not empty. The bounds hold for the result."""
    value = (_parse_month_of_day if field.any_day else _PARSERS[field.kind])(clean(text))
    if isinstance(value, str):
        return Problem(value, field=field.name, value=text, accepted=accepted_forms(field))
    low, high = bounds(field)
    if (low is not None and value < low) or (high is not None and value > high):
        return Problem("out_of_range", field=field.name, value=text, accepted=accepted_range(field))
    return value


def bounds(field: Field) -> tuple[int | None, int | None]:
    """The least and the greatest value of a field, as whole numbers."""
    return tuple(None if text is None else _bound(field, text) for text in (field.minimum, field.maximum))  # type: ignore[return-value]


def _bound(field: Field, text: str) -> int:
    value = _PARSERS[field.kind](text)
    assert isinstance(value, int), f"bound of {field.name}"
    return value


def accepted_forms(field: Field) -> str:
    """What may be written for a field, in a form that reads in every language."""
    forms = {"date": DATE_FORMS, "month": MONTH_FORMS, "boolean": BOOLEAN_FORMS}
    return forms.get(field.kind) or accepted_range(field)


def accepted_range(field: Field) -> str:
    """The bounds of a field: ``1..9``, ``0..1000000000``; ratios also as a percentage."""
    spans = {"month": "1900-01..2090-12", "ratio": f"{field.minimum}..{field.maximum} | 20%", "text": ""}
    return spans.get(field.kind, f"{field.minimum}..{field.maximum}")


def _parse_date(text: str) -> int | str:
    text = _AROUND_UNITS.sub("", _MIDNIGHT.sub("", text))
    match = _DATE.fullmatch(text)
    if match is None:
        return "ambiguous_date" if _AMBIGUOUS_DATE.fullmatch(text) else "unreadable_date"
    year, month, day = (int(group) for group in match.groups() if group and group.isdigit())
    try:
        return to_day(datetime.date(year, month, day))
    except ValueError:
        return "impossible_date"


def _parse_month(text: str) -> int | str:
    day = _DATE.fullmatch(text)
    if day and int([group for group in day.groups() if group][-1]) != 1:
        return "unreadable_month"
    match = _MONTH.fullmatch(text)
    groups = (day or match).groups() if day or match else ()  # type: ignore[union-attr]
    numbers = [int(group) for group in groups if group and group.isdigit()]
    year, month = numbers[:2] or (0, 0)
    return year * MONTHS_PER_YEAR + month - 1 if 1 <= month <= MONTHS_PER_YEAR else "unreadable_month"


def _parse_month_of_day(text: str) -> int | str:
    """The month of a text that may also be any day in it."""
    month = _parse_month(text)
    day = _parse_date(text) if isinstance(month, str) else month
    return month if isinstance(month, int) or isinstance(day, str) else month_of(day)


def _parse_integer(text: str) -> int | str:
    return int(text.partition(".")[0]) if _WHOLE.fullmatch(text) else "not_a_whole_number"


def _parse_boolean(text: str) -> bool | str:
    word = text.casefold()
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else "not_yes_or_no"


def _parse_money(text: str) -> int | str:
    match = _MONEY.fullmatch(text)
    return _scaled(match.group(1).replace(",", ""), FEN_PER_YUAN, "not_an_amount") if match else "not_an_amount"


def _parse_ratio(text: str) -> int | str:
    match = _RATIO.fullmatch(text)
    if match is None:
        return "not_a_ratio"
    return _scaled(match.group(1), BASIS_POINTS // 100 if match.group(2) else BASIS_POINTS, "not_a_ratio")


def _scaled(number: str, factor: int, code: str) -> int | str:
    """The number in small units; more decimals than those hold are refused, not rounded."""
    try:
        value = Decimal(number) * factor
    except InvalidOperation:
        return code
    return int(value) if value == value.to_integral_value() else "too_many_decimals"


_PARSERS: dict[str, Callable[[str], Value | str]] = {
    "date": _parse_date,
    "month": _parse_month,
    "integer": _parse_integer,
    "boolean": _parse_boolean,
    "money": _parse_money,
    "ratio": _parse_ratio,
}
