"""Whole numbers as people and machines read them."""

from __future__ import annotations

from benefitcli.engine.benefit import Result
from benefitcli.engine.texts import format_ratio
from benefitcli.i18n.labels import CHOICES, ONE_OF, UNITS
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WEEKDAYS, WORDS
from benefitcli.law.dates import format_day, format_month, to_date
from benefitcli.law.parameters import BASIS_POINTS, FEN_PER_YUAN


def human_date(day: int, translator: Translator, *, weekday: bool = True) -> str:
    """Return ``2023-05-01（周一）`` or ``2023-05-01 (Mon)``; ``day`` is in days since 1970."""
    if not weekday:
        return format_day(day)
    return format_day(day) + translator.brackets(translator(WEEKDAYS).split()[to_date(day).weekday()])


def human_amount(unit: str | None, value: int | None, translator: Translator) -> str:
    """Return a whole number in its small unit (fen, basis points, days since 1970) as a person writes it, with its unit."""
    if value is None:
        return "-"
    if unit == "date":
        return human_date(value, translator)
    if unit == "month":
        return format_month(value)
    if unit == "ratio":
        return f"{value * 100 / BASIS_POINTS:g}%"
    number = grouped_yuan(value) if unit == "yuan" else f"{value:,}"
    word = translator(UNITS[unit]) if unit in UNITS else ""
    if value == 1 and translator.language == "en":
        word = ONE_OF.get(word, word)
    return f"{number} {word}".rstrip()


def grouped_yuan(fen: int) -> str:
    """Return ``14,400`` or ``-1,234.50``: yuan with at most two decimals."""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return ("-" if fen < 0 else "") + f"{yuan:,}" + (f".{rest:02d}" if rest else "")


def human_result(result: Result, value: int | None, translator: Translator) -> str:
    """Return a result as a person reads it."""
    if value is None:
        return "-"
    if result.kind == "choice":
        return translator(CHOICES[result.choices[value]])
    return human_amount(unit_of(result), value, translator)


def unit_of(result: Result) -> str | None:
    """Return the unit of a result: a month of the calendar is ``month``, a number of months is ``months``."""
    if result.kind == "integer" and result.unit == "month":
        return "months"
    return result.kind if result.kind in ("date", "ratio", "month", "choice") else result.unit


def human_fact(kind: str, value: int | bool | None, translator: Translator) -> str:
    """Return a fact of the case as a person reads it."""
    if isinstance(value, bool):
        return translator(WORDS["yes" if value else "no"])
    if value is None:
        return "-"
    if kind == "date":
        return human_date(value, translator, weekday=False)
    if kind == "money":
        return human_amount("yuan", value, translator)
    return {"month": format_month, "ratio": format_ratio}.get(kind, str)(value)
