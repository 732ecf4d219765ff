"""Columns from lists of Python values, as workbooks and JSON give them, and columns that every format can hold."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

import polars as pl

MAX_EXACT = 2**53
"""Up to here a float holds every whole number."""

MAX_WHOLE = 2**63
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
    if kinds == {int, float} and all(abs(value) < MAX_EXACT for value in plain if isinstance(value, int)):
        kinds = {float}
    if kinds == {int} and not all(abs(value) < MAX_WHOLE for value in plain if isinstance(value, int)):
        kinds = set()
    if len(kinds) == 1 and (kind := kinds.pop()) in _KINDS:
        return pl.Series(name, plain, dtype=_KINDS[kind], strict=False)
    return pl.Series(name, [None if value is None else text_of(value) for value in plain], dtype=pl.String)


def _plain(value: object) -> object:
    """A value without what only a spreadsheet adds: midnight, a point after a whole number, empty text."""
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < MAX_EXACT:
        return int(value)
    if isinstance(value, str):
        # Half of a surrogate pair is no character: it is kept as it was written.
        return value.encode("utf-8", "backslashreplace").decode() or None
    return value


def text_of(value: object) -> str:
    """A single value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else str(value)


def flattened(frame: pl.DataFrame, *, nested: bool = False) -> pl.DataFrame:
    """The frame with columns that a text format has no form for made texts; ``nested`` lets lists and structs be."""
    return frame.with_columns(_as_text(column) for column in frame.iter_columns() if _has_no_form(column.dtype, nested))


def _has_no_form(kind: pl.DataType, nested: bool) -> bool:
    if isinstance(kind, (pl.List, pl.Array, pl.Struct)):
        return not nested
    return kind in (pl.Binary, pl.Duration, pl.Object)


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Binary:
        return column.bin.encode("base64")
    values: list[Any] = column.to_list()
    return pl.Series(column.name, [None if value is None else text_of(value) for value in values], dtype=pl.String)
