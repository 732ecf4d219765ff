"""The rows of a table, kept small: a number for each cell that matters, and the rest on disk until it is written.

Which payment came first and which month is missing can only be told with the whole ledger at hand. In memory stays a
small number for each cell of a known column; the rows themselves wait in a temporary folder.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.names import ROW, SURPLUS
from benefitcli.inputs.columns import TextColumn, as_input_text, read_facts
from benefitcli.inputs.headers import map_headers
from benefitcli.inputs.rows import with_surplus
from benefitcli.workflows.audit.forms import AuditForm
from benefitcli.workflows.audit.numbers import combinations


class DiskBuffer:
    """Pieces of rows on disk, given back once in the order in which they came."""

    def __init__(self) -> None:
        """Open a temporary folder; :meth:`discard` removes it."""
        self._folder = tempfile.TemporaryDirectory(prefix="benefitcli-")
        self._count = 0

    def put(self, piece: pl.DataFrame) -> None:
        """Write a piece."""
        piece.write_ipc(self._path(self._count), compression="lz4")
        self._count += 1

    def pieces(self) -> Iterator[pl.DataFrame]:
        """The pieces; each is removed when it has been read."""
        for number in range(self._count):
            yield pl.read_ipc(self._path(number))
            self._path(number).unlink()

    def discard(self) -> None:
        """Remove what is left."""
        self._folder.cleanup()

    def _path(self, number: int) -> Path:
        return Path(self._folder.name) / f"{number}.ipc"


class Rows:
    """The known columns of all rows, each as a column of categories.

    ``found`` has the header of each field of the form that has a column, ``passed_through`` the other headers. Raises
    :class:`BenefitError` where a required column is missing or two columns mean the same.
    """

    def __init__(
        self, form: AuditForm, headers: Sequence[str], constants: Mapping[str, int | bool | None], given: Sequence[str]
    ) -> None:
        """Find the columns; ``constants`` fill cells left blank, ``given`` are the fields that need no column."""
        self.form = form
        self.headers = list(headers)
        self.places = map_headers(form, headers, given)
        self.found = {name: headers[index] for name, index in self.places.items()}
        self.passed_through = [header for index, header in enumerate(headers) if index not in self.places.values()]
        self._constants = constants
        self._kinds = {name: pl.Categorical(pl.Categories.random()) for name in (*self.places, SURPLUS)}
        # Polars forgets categories that no series holds on to, and would give their numbers to other texts: what was
        # taken of every piece stays at hand until all are put together.
        self._taken: list[pl.DataFrame] = []
        self.frame = pl.DataFrame()

    def take(self, piece: pl.DataFrame) -> None:
        """Keep what is needed of a piece."""
        columns = {name: as_input_text(piece.get_column(str(index))) for name, index in self.places.items()}
        if SURPLUS in piece.columns:
            columns[SURPLUS] = piece.get_column(SURPLUS)
        kept = [text.cast(self._kinds[name]).alias(name) for name, text in columns.items()]
        self._taken.append(pl.DataFrame([piece.get_column(ROW).cast(pl.UInt32), *kept]))

    def close(self) -> None:
        """Put the pieces together."""
        schema: dict[str, pl.DataType | type[pl.DataType]] = {
            ROW: pl.UInt32,
            **{name: self._kinds[name] for name in self.places},
        }
        self.frame = pl.concat([pl.DataFrame(schema=schema), *self._taken], how="diagonal", rechunk=True)
        self._taken.clear()

    def read(self, names: Sequence[str]) -> tuple[pl.DataFrame, pl.Series]:
        """The distinct combinations of some fields, and for every row the place of its combination.

        The frame has a typed column for each of the fields, ``PROBLEM``, and the texts of those that have a column
        (the region too, where it is named) under their own names. Where :data:`SURPLUS` is named, a row with too many
        cells has that as its problem.
        """
        known = [name for name in names if name in self.frame.columns]
        columns = [self.frame.get_column(name).to_physical() for name in known]
        first, position = combinations(columns, self.frame.height)
        texts = self.frame.select(pl.col(known).gather(first).cast(pl.String)) if known else _blank(first.len())
        fields = tuple(one for one in self.form.fields if one.name in names)
        form = dataclasses.replace(self.form, fields=fields, one_of=(), together=())
        places = {name: TextColumn(name, header) for name, header in self.found.items() if name in names}
        typed = read_facts(form, texts, places, self._constants)
        return (with_surplus(typed) if SURPLUS in known else typed), position

    def place_of_region(self) -> TextColumn | None:
        """The column of the region, where there is one."""
        return TextColumn(REGION, self.found[REGION]) if REGION in self.found else None


def _blank(height: int) -> pl.DataFrame:
    """A frame without columns that has rows."""
    return pl.DataFrame({ROW: pl.repeat(0, height, dtype=pl.UInt32, eager=True)})
