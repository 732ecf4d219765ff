"""What every reader gives: headers, and the rows piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from benefitcli.engine.columns.names import ROW

Page = tuple[str, Sequence[Sequence[str | float | None]]]
"""A further sheet of a workbook: its title and its lines of cells."""

Notes = Callable[[], Sequence[Page]]
"""What a workbook says beside its rows, made when these are through."""


@dataclass(frozen=True, slots=True)
class WorksheetStyle:
    """How a workbook shows the rows: the columns whose ISO texts are dates, and the words that make a row stand out.

    ``marks`` has the ending of a header and what in that column colours a row.
    """

    dates: Container[int] = ()
    marks: Mapping[str, Container[str]] = field(default_factory=lambda: {"status": ("error",)})


@dataclass(slots=True)
class Table:
    """A table that is read as it is needed.

    ``headers`` are those of the file. A piece has the columns ``"0"``, ``"1"`` … in their order, so that empty and
    repeated headers survive; :data:`ROW`, the number a person gives each row (the headers are row 1); and, where some
    row has more cells than there are headers, :data:`SURPLUS` with the cells beyond. Wholly blank rows are left out and
    counted in ``blank_rows``. ``unquoted`` is the delimiter between which no cell read so far had need of quotes, empty where
    that is not known. ``size`` is the number of bytes where it is known and ``position`` how many were read.
    """

    headers: list[str]
    pieces: Iterator[pl.DataFrame]
    size: int | None = None
    position: int = 0
    blank_rows: int = 0
    unquoted: str = ""


def first_rows(pieces: Iterator[pl.DataFrame], limit: int | None) -> Iterator[pl.DataFrame]:
    """The first rows, as many as asked for; all of them without a limit."""
    left = limit
    for piece in pieces:
        if left is None:
            yield piece
            continue
        yield piece.head(left)
        left -= piece.height
        if left <= 0:
            return


def without_blank_rows(table: Table, piece: pl.DataFrame) -> pl.DataFrame:
    """The rows of a piece that are not wholly blank; the others are counted."""
    first = piece.get_column("0")
    is_suspect = first.is_null() | (first.cast(pl.String).str.strip_chars() == "")
    if not is_suspect.any():
        return piece
    cells = pl.exclude(ROW).cast(pl.String)
    is_blank = pl.all_horizontal(cells.is_null() | (cells.str.strip_chars() == ""))
    kept = piece.filter(~is_blank)
    table.blank_rows += piece.height - kept.height
    return kept
