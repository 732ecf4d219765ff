"""Columns from lists of Python values, as workbooks and JSON give them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence

import polars as pl

_KINDS: dict[type, type[pl.DataType]] = {
    bool: pl.Boolean,
    int: pl.Int64,
    float: pl.Float64,
    str: pl.String,
    datetime.date: pl.Date,
}


def column_of(name: str, values: Sequence[object]) -> pl.Series:
    """A column in the type that all its values share; a mixture becomes text, so that nothing is lost."""
    plain = [_plain(value) for value in values]
    kinds = {type(value) for value in plain if value is not None}
    if kinds == {int, float}:
        kinds = {float}
    if len(kinds) == 1 and (kind := kinds.pop()) in _KINDS:
        return pl.Series(name, plain, dtype=_KINDS[kind], strict=False)
    return pl.Series(name, [None if value is None else text_of(value) for value in plain], dtype=pl.String)


def _plain(value: object) -> object:
    """A value without what only a spreadsheet adds: midnight, a point after a whole number, empty text."""
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return None if value == "" else value


def text_of(value: object) -> str:
    """A single value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
