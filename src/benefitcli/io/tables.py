"""The one door in and the one door out: any format from any place, any format to any place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import polars as pl

from benefitcli.errors import fail
from benefitcli.io.delimited import header_bytes, read_csv, write_csv
from benefitcli.io.encoding import GB18030, UTF_8, UTF_8_MARKED
from benefitcli.io.jsonl import jsonl_bytes, read_jsonl
from benefitcli.io.streams import STANDARD, open_input
from benefitcli.io.table import Notes, Table, WorksheetStyle

OUTPUT_ENCODINGS = (UTF_8, UTF_8_MARKED, GB18030)
VALUES = {"csv": "text", "tsv": "text", "jsonl": "number", "xlsx": "number", "parquet": "exact"}
"""How the results of a format are held: see :class:`benefitcli.workflows.batch.OutputOptions`."""


@contextmanager
def open_table(place: str, kind: str, encoding: str | None = None, sheet: str | None = None) -> Iterator[Table]:
    """The table that stands in a file or comes from the standard input."""
    if kind == "parquet":
        with _as_file(place) as path:
            yield _sized(_read_parquet(path, place), place)
        return
    with open_input(place) as stream:
        if kind == "xlsx":
            from benefitcli.io.workbook import read_workbook

            yield read_workbook(stream, place, sheet)
        elif kind == "jsonl":
            yield _sized(read_jsonl(stream, place, encoding), place)
        else:
            yield _sized(read_csv(stream, place, encoding, kind), place)


def _read_parquet(path: str, place: str) -> Table:
    from benefitcli.io.parquet import read_parquet

    return read_parquet(path, place)


def _sized(table: Table, place: str) -> Table:
    if place != STANDARD:
        table.size = Path(place).stat().st_size
    return table


@contextmanager
def _as_file(place: str) -> Iterator[str]:
    """A path for a reader that has to move about in a file; the standard input is kept in one for the time."""
    if place != STANDARD:
        with open_input(place):
            pass
        yield place
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file, open_input(place) as stream:
        shutil.copyfileobj(stream, file)
        file.flush()
        yield file.name


class Writer(Protocol):
    """What takes the rows of an output."""

    def write(self, frame: pl.DataFrame, unquoted: str = "") -> None:
        """Take rows, in the order of the headers; see :attr:`Table.unquoted`."""

    def close(self, notes: Notes) -> None:
        """Finish; a format that has a place for notes takes them in."""

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

    def write(self, frame: pl.DataFrame, unquoted: str = "") -> None:
        """Write rows, after the headers where these are still to come."""
        self._begin()
        if self.kind == "jsonl":
            self.stream.write(jsonl_bytes(frame, self.headers))
        else:
            write_csv(frame, self.stream, self.kind, self.encoding, unquoted)
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
    look: WorksheetStyle | None = None,
) -> Writer:
    """A writer of a format; ``look`` is for those that show rows to people.

    Raises :class:`BenefitError` for headers that the format cannot hold.
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

        return WorkbookWriter(stream, headers, "benefitcli", look)
    return TextWriter(stream, headers, kind, encoding)
