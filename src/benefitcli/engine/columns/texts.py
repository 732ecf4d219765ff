"""Columns of whole numbers as machines read them: the column form of :mod:`benefitcli.engine.texts`."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from benefitcli.engine.texts import SCALES
from benefitcli.law.parameters import BASIS_POINTS, FEN_PER_YUAN

MAX_DIGITS = 18
RATIO_DIGITS = len(str(BASIS_POINTS)) - 1


def as_date(day: pl.Expr) -> pl.Expr:
    """Day numbers as dates."""
    return day.cast(pl.Int32).cast(pl.Date)


def as_day(date: pl.Expr) -> pl.Expr:
    """Dates as day numbers."""
    return date.cast(pl.Int32).cast(pl.Int64)


def as_text(kind: str, value: pl.Expr, choices: Sequence[str] = ()) -> pl.Expr:
    """A number as a machine reads it: ISO dates and months, yuan, decimal ratios, the word of a choice; text as it is."""
    if kind == "date":
        return as_date(value).cast(pl.String)
    if kind == "month":
        year, month = (value // 12).cast(pl.String), (value % 12 + 1).cast(pl.String).str.zfill(2)
        return pl.concat_str(year, pl.lit("-"), month)
    if kind == "money":
        return yuan_text(value)
    if kind == "ratio":
        digits = (value % BASIS_POINTS).cast(pl.String).str.zfill(RATIO_DIGITS)
        text = pl.concat_str((value // BASIS_POINTS).cast(pl.String), pl.lit("."), digits)
        return text.str.strip_chars_end("0").str.strip_suffix(".")
    if kind == "choice":
        return value.replace_strict(list(range(len(choices))), list(choices), default=None, return_dtype=pl.String)
    return value.cast(pl.String)


def as_typed(kind: str, value: pl.Expr, choices: Sequence[str] = (), *, exact: bool) -> pl.Expr:
    """A number in its own type: a date, a whole number, yuan and ratios as decimals (``exact``) or as floats."""
    if kind == "date":
        return as_date(value)
    if kind in SCALES:
        decimals = len(str(SCALES[kind])) - 1
        number = (value / SCALES[kind]).round(decimals)
        return number.cast(pl.Decimal(MAX_DIGITS, decimals)) if exact else number
    return as_text(kind, value, choices) if kind in ("month", "choice", "text") else value


def yuan_text(fen: pl.Expr) -> pl.Expr:
    """``200``, ``200.50`` or ``-0.50``: yuan with at most two decimals, as :func:`format_yuan` writes them."""
    size = fen.abs()
    sign = pl.when(fen < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    whole = pl.concat_str(sign, (size // FEN_PER_YUAN).cast(pl.String))
    rest = (size % FEN_PER_YUAN).cast(pl.String).str.zfill(2)
    return pl.when(size % FEN_PER_YUAN == 0).then(whole).otherwise(pl.concat_str(whole, pl.lit("."), rest))
