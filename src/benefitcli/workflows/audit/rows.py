"""The rows of a table, kept small: a number for each cell that matters, and the rest on disk until it is written.

Which payment came first and which month is missing can only be told with the whole ledger at hand. In memory stays a
small number for each cell of a known column; the rows themselves wait in a temporary folder.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.combinations import distinct, numbered
from benefitcli.engine.columns.names import ROW, SURPLUS, case_column
from benefitcli.inputs.columns import TextColumn, as_input_text, read_facts
from benefitcli.inputs.rows import RowReader, with_surplus
from benefitcli.io.table import Chunk
from benefitcli.law.dates import FIRST_DAY


class DiskBuffer:
    """Chunks on disk, given back once in the order in which they came."""

    def __init__(self) -> None:
        """Open a temporary folder; :meth:`close` removes it."""
        self._folder = tempfile.TemporaryDirectory(prefix="benefitcli-")
        self._files: list[tuple[Path, str]] = []

    def put(self, chunk: Chunk) -> None:
        """Write a chunk."""
        path = Path(self._folder.name) / f"{len(self._files)}.ipc"
        chunk.frame.write_ipc(path, compression="lz4")
        self._files.append((path, chunk.unquoted))

    def chunks(self) -> Iterator[Chunk]:
        """The chunks; each is removed when it has been read."""
        for path, unquoted in self._files:
            yield Chunk(pl.read_ipc(path), unquoted)
            path.unlink()

    def close(self) -> None:
        """Remove what is left."""
        self._folder.cleanup()


class Rows:
    """The known columns of all rows: in ``frame`` a column of categories for each field that has a column."""

    def __init__(self, reader: RowReader) -> None:
        """Take what ``reader`` has found in the headers."""
        self.reader = reader
        self._kinds = {name: pl.Categorical(pl.Categories.random()) for name in (*reader.columns, SURPLUS)}
        # Polars forgets categories that no series holds on to, and would give their numbers to other texts: what was
        # kept of every chunk stays at hand until all are put together.
        self._parts: list[pl.DataFrame] = []
        self.frame = pl.DataFrame()

    def keep(self, rows: pl.DataFrame) -> None:
        """Keep what is needed of some rows."""
        columns = {name: as_input_text(rows.get_column(text.column)) for name, text in self.reader.columns.items()}
        if SURPLUS in rows.columns:
            columns[SURPLUS] = rows.get_column(SURPLUS)
        cells = [text.cast(self._kinds[name]).alias(name) for name, text in columns.items()]
        self._parts.append(pl.DataFrame([rows.get_column(ROW).cast(pl.UInt32), *cells]))

    def close(self) -> None:
        """Put the chunks together."""
        schema: dict[str, pl.DataType | type[pl.DataType]] = {
            ROW: pl.UInt32,
            **{name: self._kinds[name] for name in self.reader.columns},
        }
        self.frame = pl.concat([pl.DataFrame(schema=schema), *self._parts], how="diagonal", rechunk=True)
        self._parts.clear()

    def read(self, names: Sequence[str]) -> tuple[pl.DataFrame, pl.Series]:
        """Read some fields.

        Returns:
            The distinct combinations of their cells, and for every row the index of its combination. The frame has a
            typed column for each field, :data:`PROBLEM`, and the texts of those that have a column (the region too,
            where it is named) under their own names. Where :data:`SURPLUS` is named, a row with too many cells has that
            as its problem.
        """
        known = [name for name in names if name in self.frame.columns]
        first, index = distinct([self.frame.get_column(name).to_physical() for name in known], self.frame.height)
        texts = self.frame.select(pl.col(known).gather(first).cast(pl.String)) if known else _blank(first.len())
        schema = self.reader.schema
        fields = tuple(field for field in schema.fields if field.name in names)
        schema = dataclasses.replace(schema, fields=fields, one_of=(), together=())
        columns = {name: TextColumn(name, text.header) for name, text in self.reader.columns.items() if name in names}
        typed = read_facts(schema, texts, columns, self.reader.constants)
        return (with_surplus(typed) if SURPLUS in known else typed), index

    @property
    def region(self) -> TextColumn | None:
        """The column of the region in what :meth:`read` gives, where there is one."""
        column = self.reader.region
        return TextColumn(REGION, column.header) if column else None


def _blank(height: int) -> pl.DataFrame:
    """A frame without columns that has rows."""
    return pl.DataFrame({ROW: pl.repeat(0, height, dtype=pl.UInt32, eager=True)})


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The values of a text field: ``texts`` once each, and for every row the index of its text; null where it is blank."""

    texts: pl.Series
    codes: pl.Series


def identifiers_of(rows: Rows, field: str) -> Identifiers | None:
    """The values of a field as they are compared: without outer blanks, full-width forms made plain."""
    if field not in rows.frame.columns:
        return None
    combinations, index = rows.read([field])
    texts = combinations.get_column(case_column(field))
    numbers = numbered(texts)
    first = pl.DataFrame({"number": numbers, "text": texts}).drop_nulls().unique("number", keep="first")
    return Identifiers(first.sort("number").get_column("text"), numbers[index])


def children_of(person: Identifiers, child: Identifiers | None, birth: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The first row of each employee and child, and for every row the number of its employee and child.

    Without an identifier of its own a child is known by its day of birth.
    """
    height = person.codes.len()
    born = (birth - FIRST_DAY).cast(pl.UInt64)
    if child is None:
        return distinct([person.codes, born], height)
    _, pair = distinct([person.codes, child.codes], height)
    return distinct([pair, born.set(child.codes.is_not_null(), None)], height)
