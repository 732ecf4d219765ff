"""Open a table in any format from a path or stream, and write rows in any format to one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import polars as pl

from benefitcli.engine.columns.texts import as_text, as_typed
from benefitcli.errors import fail
from benefitcli.io.delimited import header_bytes, read_csv, write_csv
from benefitcli.io.encoding import GB18030, UTF_8, UTF_8_MARKED
from benefitcli.io.jsonl import jsonl_bytes, read_jsonl
from benefitcli.io.streams import STANDARD, open_input
from benefitcli.io.table import Chunk, Notes, Table, WorksheetStyle

OUTPUT_ENCODINGS = (UTF_8, UTF_8_MARKED, GB18030)
VALUES = {"csv": "text", "tsv": "text", "jsonl": "number", "xlsx": "number", "parquet": "exact"}
"""How each format holds results: as texts, as plain numbers and dates, or with exact decimals."""


def value_for(values: str, kind: str, value: pl.Expr, choices: Sequence[str] = ()) -> pl.Expr:
    """A whole number of a kind (days, months, fen, basis points, the index of a choice) as :data:`VALUES` says."""
    if values == "text":
        return as_text(kind, value, choices)
    return as_typed(kind, value, choices, exact=values == "exact")


@contextmanager
def open_reader(path: str, kind: str, encoding: str | None = None, sheet: str | None = None) -> Iterator[Table]:
    """Open the table in a file or from the standard input (``-``).

    Args:
        path: The file.
        kind: Its format, one of :data:`VALUES`.
        encoding: That of a text format; found out where it is None.
        sheet: The sheet of a workbook; the first where it is None.

    Raises:
        BenefitError: ``input_missing``, ``input_unreadable``, ``input_empty``, ``encoding_unknown``, ``cannot_decode``,
            ``sheet_unknown``, ``json_line_malformed``; also while the chunks are drawn.
    """
    if kind == "parquet":
        from benefitcli.io.parquet import read_parquet

        with _as_file(path) as file:
            yield _sized(read_parquet(file, path), path)
        return
    with open_input(path) as stream:
        if kind == "xlsx":
            from benefitcli.io.workbook import read_workbook

            yield read_workbook(stream, path, sheet)
        elif kind == "jsonl":
            yield _sized(read_jsonl(stream, path, encoding), path)
        else:
            yield _sized(read_csv(stream, path, encoding, kind), path)


def _sized(table: Table, path: str) -> Table:
    if path != STANDARD:
        table.size = Path(path).stat().st_size
    return table


@contextmanager
def _as_file(path: str) -> Iterator[str]:
    """A path for a reader that has to move about in a file; the standard input is kept in one for the time."""
    if path != STANDARD:
        with open_input(path):
            pass
        yield path
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file, open_input(path) as stream:
        shutil.copyfileobj(stream, file)
        file.flush()
        yield file.name


class Writer(Protocol):
    """What takes the rows of an output."""

    def write(self, chunk: Chunk) -> None:
        """Take rows, in the order of the headers."""

    def close(self, notes: Notes) -> None:
        """Finish; a format that has room for notes takes them in."""

    def discard(self) -> None:
        """Remove what stands beside the output, whether or not it was finished."""


@dataclass(slots=True)
class TextWriter:
    """CSV, TSV and JSON Lines: bytes that go out as they are made."""

    stream: BinaryIO
    headers: Sequence[str]
    kind: str
    encoding: str
    begun: bool = False

    def write(self, chunk: Chunk) -> None:
        """Write rows, after the headers where these are still to come."""
        self._begin()
        if self.kind == "jsonl":
            self.stream.write(jsonl_bytes(chunk.frame, self.headers))
        else:
            write_csv(chunk, self.stream, self.kind, self.encoding)
        self.stream.flush()

    def close(self, _notes: Notes) -> None:
        """Write the headers of an output without rows."""
        self._begin()

    def discard(self) -> None:
        """There is nothing beside the output."""

    def _begin(self) -> None:
        if not self.begun and self.kind != "jsonl":
            self.stream.write(header_bytes(self.headers, self.kind, self.encoding))
        self.begun = True


def open_writer(
    stream: BinaryIO,
    headers: Sequence[str],
    kind: str,
    encoding: str = UTF_8,
    style: WorksheetStyle | None = None,
) -> Writer:
    """A writer of a format, one of :data:`VALUES`; ``style`` is for those that show rows to people.

    Raises :class:`BenefitError` for headers that the format cannot hold (``headers_not_distinct``), or an encoding
    that is not one of :data:`OUTPUT_ENCODINGS`.
    """
    if encoding not in OUTPUT_ENCODINGS:
        raise fail("encoding_unknown", value=encoding, accepted=", ".join(OUTPUT_ENCODINGS))
    if kind in ("jsonl", "parquet") and len(set(headers)) < len(headers):
        raise fail("headers_not_distinct", value=", ".join(headers))
    if kind == "parquet":
        from benefitcli.io.parquet import ParquetWriter

        return ParquetWriter(stream, headers)
    if kind == "xlsx":
        from benefitcli.io.workbook import WorkbookWriter

        return WorkbookWriter(stream, headers, "benefitcli", style)
    return TextWriter(stream, headers, kind, encoding)
