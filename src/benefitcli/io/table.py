"""What every reader gives: headers, and the rows chunk by chunk; and columns that every format can hold."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from benefitcli.engine.columns.names import ROW, SHORT
from benefitcli.errors import Problem
from benefitcli.io.spreadsheet import SheetLayout

Worksheet = tuple[str, Sequence[Sequence[str | float | None]]]
"""A further sheet of a workbook: its title and its lines of cells."""

Notes = Callable[[], Sequence[Worksheet]]
"""What a workbook says beside its rows, made when these are through."""

ROWS_NAMED = 5
MAX_EXACT = 2**53
"""Up to here a float holds every whole number."""

MAX_WHOLE = 2**63
COLUMN_TYPES: dict[type, type[pl.DataType]] = {
    bool: pl.Boolean,
    int: pl.Int64,
    float: pl.Float64,
    str: pl.String,
    datetime.date: pl.Date,
}


@dataclass(frozen=True, slots=True)
class WorksheetStyle:
    """How a workbook shows the rows: the columns whose ISO texts are dates, and the words that make a row stand out.

    ``marks`` has the ending of a header and what in that column colours a row. ``layout`` is that of the workbook that
    the first columns came from, whose look they keep. ``describe`` puts a reason into words for the note of a cell.
    """

    dates: Container[int] = ()
    marks: Mapping[str, Container[str]] = field(default_factory=lambda: {"status": ("error",)})
    layout: SheetLayout | None = None
    describe: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows on their way; ``unquoted`` is a delimiter between which none of their cells needs quotes, or empty."""

    frame: pl.DataFrame
    unquoted: str = ""


@dataclass(slots=True)
class Table:
    """A table that is read as it is needed.

    ``headers`` are those of the file. A chunk has the columns ``"0"``, ``"1"`` … in their order, so that empty and
    repeated headers survive; :data:`ROW`, the number a person gives each row (the headers are row 1); and, where some
    row has more cells than there are headers, :data:`SURPLUS` with the cells beyond. Wholly blank rows are left out and
    counted in ``blank_rows``. ``size`` is the number of bytes where it is known and ``position`` how many were read.
    ``kind`` is the format that the file really has, ``layout`` where a table was found in a workbook, ``notices`` what a
    person should know of how it was read.
    """

    headers: list[str]
    chunks: Iterator[Chunk]
    size: int | None = None
    position: int = 0
    blank_rows: int = 0
    kind: str = ""
    layout: SheetLayout | None = None
    notices: list[Problem] = field(default_factory=list)

    def note(self, code: str, rows: Sequence[int]) -> None:
        """Tell of rows, of which the first are named, in one notice for each code."""
        if not rows:
            return
        known = next((notice for notice in self.notices if notice.code == code), None)
        if known is None:
            known = Problem(code, details={"count": 0, "rows": ""})
            self.notices.append(known)
        named = [*filter(None, known.details["rows"].split(", ")), *map(str, rows)]
        known.details.update(count=known.details["count"] + len(rows), rows=", ".join(named[:ROWS_NAMED]))

    def chunk(self, rows: pl.DataFrame, unquoted: str = "") -> Chunk:
        """A chunk of the rows that are not wholly blank; the others are counted."""
        first = rows.get_column("0")
        is_suspect = first.is_null()
        if first.dtype == pl.String:
            is_suspect |= first.str.strip_chars() == ""
        if not is_suspect.any():
            return Chunk(rows, unquoted)
        nested = [name for name, kind in rows.schema.items() if kind.is_nested() or kind == pl.Binary]
        cells = pl.exclude(ROW, SHORT, *nested).cast(pl.String)
        is_blank = [cells.is_null() | (cells.str.strip_chars() == ""), *(pl.col(name).is_null() for name in nested)]
        kept = rows.filter(~pl.all_horizontal(is_blank))
        self.blank_rows += rows.height - kept.height
        return Chunk(kept, unquoted)


def first_rows(chunks: Iterator[Chunk], limit: int | None) -> Iterator[Chunk]:
    """The first rows, as many as asked for; all of them without a limit."""
    left = limit
    for chunk in chunks:
        if left is None:
            yield chunk
            continue
        yield replace(chunk, frame=chunk.frame.head(left))
        left -= chunk.frame.height
        if left <= 0:
            return


def column_of(name: str, values: Sequence[object]) -> pl.Series:
    """A column in the type that all its values share; a mixture becomes text, so that nothing is lost."""
    plain = [_plain(value) for value in values]
    kinds = {type(value) for value in plain if value is not None}
    if kinds == {int, float} and all(abs(value) < MAX_EXACT for value in plain if isinstance(value, int)):
        kinds = {float}
    if kinds == {int} and not all(abs(value) < MAX_WHOLE for value in plain if isinstance(value, int)):
        kinds = set()
    if len(kinds) == 1 and (kind := kinds.pop()) in COLUMN_TYPES:
        return pl.Series(name, plain, dtype=COLUMN_TYPES[kind], strict=False)
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
