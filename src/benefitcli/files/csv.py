"""Comma-separated text in and out.

A frame's columns are numbered ``"0"``, ``"1"`` … and the headers travel beside it, so that empty and repeated headers
survive. Lines that are wholly blank are not rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from benefitcli.errors import fail

ROW = "\x00row"
SURPLUS = "\x00surplus"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text with their headers.

    The frame also has :data:`ROW`, the number a person gives each row (the headers are row 1), and, where some line has
    more cells than there are headers, :data:`SURPLUS` with the cells beyond.
    """

    headers: list[str]
    frame: pl.DataFrame
    blank_rows: int


def decode(content: bytes, encoding: str | None) -> str:
    """The text of a file: in the named encoding, else UTF-8 if it is valid UTF-8, else GB18030.

    Text in GB18030 with any Chinese in it is not valid UTF-8 but for rare pairs of letters, so one is not taken for the
    other. Raises :class:`BenefitError` with the place of the first byte that fits neither.
    """
    for name in (encoding,) if encoding else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(name)
        except UnicodeDecodeError as error:
            position, line = error.start, content.count(b"\n", 0, error.start) + 1
        except LookupError:
            raise fail("encoding_unknown", value=name, accepted="utf-8, gb18030, gbk, big5, utf-16") from None
    raise fail("cannot_decode", value=encoding or "utf-8, gb18030", position=position, line=line)


def read_csv(stream: BinaryIO, name: str, encoding: str | None = None) -> Table:
    """Read comma-separated text whose first line has the headers."""
    text = decode(stream.read(), encoding)
    if not text.strip():
        raise fail("input_empty", value=name)
    try:
        frame = pl.read_csv(io.BytesIO(text.encode()), has_header=False, infer_schema=False)
    except pl.exceptions.ComputeError:
        frame = _read_ragged(text)
    cells = [column for column in frame.columns if column != SURPLUS]
    frame = frame.rename({column: str(index) for index, column in enumerate(cells)}).with_row_index(ROW, offset=1)
    is_blank = pl.all_horizontal(pl.exclude(ROW).is_null() | (pl.exclude(ROW).str.strip_chars() == ""))
    kept = frame.filter(~is_blank)
    if not kept.height:
        raise fail("input_empty", value=name)
    headers = [header or "" for header in kept.select(pl.exclude(ROW, SURPLUS)).row(0)]
    return Table(headers, kept.slice(1), frame.height - kept.height)


def _read_ragged(text: str) -> pl.DataFrame:
    """Read lines of unequal length: cells beyond the headers are kept aside, so that their row can say so."""
    csv.field_size_limit(len(text))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    width = len(next((row for row in rows if any(cell.strip() for cell in row)), [""]))
    columns = {str(index): [row[index] if index < len(row) else None for row in rows] for index in range(width)}
    surplus = [",".join(row[width:]) or None for row in rows]
    return pl.DataFrame({**columns, SURPLUS: surplus}, schema=dict.fromkeys([*columns, SURPLUS], pl.String))


def write_csv(frame: pl.DataFrame, headers: Sequence[str], stream: BinaryIO) -> None:
    """Write a frame under the given headers."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(headers)
    stream.write(line.getvalue().encode())
    stream.write(frame.write_csv(include_header=False).encode())
