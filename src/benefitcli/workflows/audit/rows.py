"""The known columns of all rows, kept small: which payment came first can only be told with the whole ledger at hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.combinations import distinct, numbered
from benefitcli.engine.columns.names import ROW, SURPLUS, case_column
from benefitcli.inputs.columns import TextColumn, read_facts
from benefitcli.inputs.rows import RowReader, with_surplus
from benefitcli.law.dates import FIRST_DAY

IDENTIFYING = ("employee_id", "child_id", "institution_id")
"""The fields by which rows are put together."""

_SPELLING = "\x00spelling"


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
        columns = dict(zip(self.reader.columns, self.reader.texts(rows), strict=True))
        if SURPLUS in rows.columns:
            columns[SURPLUS] = rows.get_column(SURPLUS)
        cells = [text.cast(self._kinds[name]).alias(name) for name, text in columns.items()]
        self._parts.append(pl.DataFrame([rows.get_column(ROW).cast(pl.UInt32), *cells]))

    def close(self) -> None:
        """Put the chunks together."""
        schema = {ROW: pl.UInt32(), **{name: self._kinds[name] for name in self.reader.columns}}
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
        texts = self.frame.select(ROW, *known)[first].with_columns(pl.col(known).cast(pl.String))
        schema = self.reader.schema
        fields = tuple(field for field in schema.fields if field.name in names)
        schema = dataclasses.replace(schema, fields=fields, one_of=(), together=())
        columns = {
            name: dataclasses.replace(text, column=name) for name, text in self.reader.columns.items() if name in names
        }
        typed = read_facts(schema, texts, columns, self.reader.constants)
        return (with_surplus(typed) if SURPLUS in known else typed), index

    @property
    def region(self) -> TextColumn | None:
        """The column of the region in what :meth:`read` gives, where there is one."""
        column = self.reader.region
        return TextColumn(REGION, column.header) if column else None


def identifiers_of(rows: Rows, field: str) -> tuple[pl.Series, pl.Series]:
    """The texts of a field once each, and for every row the index of its text; null where it is blank.

    Texts are compared without outer blanks, full-width forms made plain.
    """
    combinations, index = rows.read([field])
    texts = combinations.get_column(case_column(field))
    numbers = numbered(texts)
    first = pl.DataFrame({"number": numbers, "text": texts}).drop_nulls().unique("number", keep="first")
    return first.sort("number").get_column("text"), numbers[index]


def joined_spellings(rows: Rows) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield a notice for each field that names somebody in ways that only look alike, with one of these names."""
    for name in IDENTIFYING:
        if name not in rows.frame.columns:
            continue
        written = pl.DataFrame({name: rows.frame.get_column(name).unique().cast(pl.String)})
        schema = dataclasses.replace(
            rows.reader.schema, fields=(rows.reader.schema.field(name).as_optional(),), one_of=(), together=()
        )
        read = read_facts(schema, written, {name: dataclasses.replace(rows.reader.columns[name], column=name)}, {})
        spellings = read.select(pl.col(name).str.strip_chars().alias(_SPELLING), case_column(name))
        several = spellings.drop_nulls().unique().filter(pl.col(case_column(name)).is_duplicated())
        names = several.get_column(case_column(name)).unique().sort()
        if names.len():
            yield "spellings_joined", {"count": names.len(), "example": names[0]}


def children_of(person: pl.Series, child: pl.Series, birth: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The first row of each employee and child, and for every row the number of its employee and child.

    Without an identifier of its own a child is known by its day of birth.
    """
    height = person.len()
    born = (birth - FIRST_DAY).cast(pl.UInt64)
    if child.null_count() == height:
        return distinct([person, born], height)
    _, pair = distinct([person, child], height)
    return distinct([pair, born.set(child.is_not_null(), None)], height)
