"""From a workbook to a table: which sheet is meant, where its headers are, and its rows in columns.

A cell that is merged over rows counts for each of them. Cells without a value (errors, formulas never calculated) keep
their text, and a column beside theirs says what is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

import polars as pl

from benefitcli.engine.columns.names import ROW, SURPLUS, cell_problem_column
from benefitcli.errors import BenefitError, fail
from benefitcli.inputs.sheet import ROWS_SEARCHED, Header, Recogniser, find_header
from benefitcli.io.spreadsheet import (
    MergedRange,
    SheetContent,
    SheetEntry,
    SheetLayout,
    SheetRow,
    Spreadsheet,
    Unreadable,
    column_letters,
)
from benefitcli.io.table import COLUMN_TYPES, Chunk, Table, text_of

CELLS_IN_A_CHUNK = 1 << 21
MAX_ROWS_IN_A_CHUNK, MIN_ROWS_IN_A_CHUNK = 1 << 15, 1 << 7
NUMBER_OF_MONTH = re.compile(r"\d{4}\.1")
"""A number that was typed as January or as October: 2024.10 is the same number."""

MAX_TYPED = 100_000
"""Texts of a mixed column of which it is kept what they were."""

MERGED_DOWN = "cell_merged_down"
"""The code of a cell that counts for several rows: right for what each row has, wrong for what is counted once."""


@dataclass(frozen=True, slots=True)
class SheetQuery:
    """What is looked for in a workbook: a sheet by its name, the row of the headers, or what the headers are known by."""

    sheet: str | None = None
    header_row: int | None = None
    recogniser: Recogniser = field(default_factory=lambda: Recogniser({}, {}))


def open_spreadsheet(stream: BinaryIO, name: str, kind: str) -> Spreadsheet:
    """Open a workbook of a kind (``xlsx``, ``xls``, ``ods``) in a stream that can be moved about in."""
    if kind == "xls":
        from benefitcli.io.xls import XlsWorkbook

        return XlsWorkbook(stream, name)
    if kind == "ods":
        from benefitcli.io.ods import OdsWorkbook

        return OdsWorkbook(stream, name)
    from benefitcli.io.xlsx import XlsxWorkbook

    return XlsxWorkbook(stream, name)


def read_sheet(book: Spreadsheet, name: str, query: SheetQuery | None = None) -> Table:
    """Read the sheet that is meant as a table; its rows are read as the chunks of the table are drawn.

    Raises :class:`BenefitError` ``sheet_unknown``, ``sheets_fit`` where more than one sheet may be meant,
    ``sheet_hidden`` where only one that nobody sees has a table, ``header_row_blank`` or ``input_empty``.
    """
    query = query or SheetQuery()
    view = _chosen(book, name, query)
    content = book.content(view.entry)
    first, last = (view.rows[place].number for place in (view.header.first, view.header.last))
    layout = SheetLayout(view.entry.name, first, view.header.last - view.header.first + 1)
    others = [sheet for sheet in book.sheets if sheet.is_visible and sheet != view.entry]
    layout.other_sheets = [sheet.name for sheet in others if next(book.content(sheet).rows, None) is not None]
    layout.titles = view.rows[: view.header.last]
    layout.merged = [item for item in content.merged if item.last_row <= last and item.first_row < last]
    layout.widths, layout.formats = content.widths, content.formats
    # The places and not the numbers of rows: a damaged file may have a number twice.
    rows = islice(content.rows, view.header.last + 1, None)
    merged = [item for item in content.merged if item.first_row > last]
    table = Table(view.header.headers, iter(()), blank_rows=max(first - 1 - view.header.first, 0))
    table.layout = layout
    table.chunks = _chunks(table, layout, rows, merged)
    return table


@dataclass(slots=True)
class _View:
    """The first rows of a sheet and the headers in them."""

    entry: SheetEntry
    rows: list[SheetRow]
    header: Header

    @property
    def has_rows(self) -> bool:
        return len(self.rows) > self.header.last + 1


def _view(book: Spreadsheet, entry: SheetEntry, name: str, query: SheetQuery) -> _View | None:
    """The headers of a sheet; None for a sheet without cells."""
    content: SheetContent = book.content(entry)
    wanted = query.header_row
    rows = list(islice(content.rows, ROWS_SEARCHED + 1 if wanted is None else wanted + 1))
    if not rows:
        return None
    cells = [(row.number, {column: text_of(value) for column, value in zip(*row[1:], strict=True)}) for row in rows]
    spans = [item for item in content.merged if item.first_row <= rows[-1].number]
    if wanted is None:
        header = find_header(cells, query.recogniser, spans)
    else:
        near = [place for place, row in enumerate(rows) if row.number == wanted]
        if not near:
            raise fail("header_row_blank", value=wanted, sheet=entry.name, file=name)
        header = find_header(cells[near[0] : near[0] + 2], query.recogniser, spans, wanted)
        assert header is not None
        header = Header(header.first + near[0], header.last + near[0], header.headers, header.fits, header.recognised)
    return _View(entry, rows, header) if header is not None else None


def _chosen(book: Spreadsheet, name: str, query: SheetQuery) -> _View:
    """The sheet that was named, or the one that everybody would take."""
    if query.sheet is not None:
        return _named(book, name, query, query.sheet)
    visible = [sheet for sheet in book.sheets if sheet.is_visible]
    # A row that the user names is looked for in the first sheet that has anything, where several are there.
    views = [view for sheet in visible if (view := _view_or_none(book, sheet, name, query)) is not None]
    fitting = [view for view in views if view.header.fits and view.has_rows]
    if len(fitting) > 1:
        raise fail("sheets_fit", value=name, accepted=", ".join(view.entry.name for view in fitting))
    if fitting:
        return fitting[0]
    if views:
        return max(views, key=lambda view: (view.header.fits, view.header.recognised > 1, view.header.recognised))
    hidden = [sheet for sheet in book.sheets if not sheet.is_visible and _view_or_none(book, sheet, name, query)]
    if hidden:
        raise fail("sheet_hidden", value=name, accepted=", ".join(sheet.name for sheet in hidden))
    if query.header_row is not None:
        raise fail("header_row_blank", value=query.header_row, sheet=visible[0].name if visible else "", file=name)
    raise fail("input_empty", value=name)


def _view_or_none(book: Spreadsheet, sheet: SheetEntry, name: str, query: SheetQuery) -> _View | None:
    """The headers of a sheet; None too where the row that the user names is blank in it."""
    try:
        return _view(book, sheet, name, query)
    except BenefitError as error:
        if query.header_row is not None and error.problems[0].code == "header_row_blank":
            return None
        raise


def _named(book: Spreadsheet, name: str, query: SheetQuery, sheet: str) -> _View:
    entry = next((entry for entry in book.sheets if entry.name == sheet), None) or next(
        (entry for entry in book.sheets if entry.name.strip().casefold() == sheet.strip().casefold()), None
    )
    if entry is None:
        raise fail("sheet_unknown", value=sheet, accepted=", ".join(entry.name for entry in book.sheets))
    view = _view(book, entry, name, query)
    if view is None:
        raise fail("input_empty", value=name)
    return view


def _chunks(
    table: Table, layout: SheetLayout, rows: Iterator[SheetRow], merged: Sequence[MergedRange]
) -> Iterator[Chunk]:
    width = len(table.headers)
    size = min(max(CELLS_IN_A_CHUNK // max(width, 1), MIN_ROWS_IN_A_CHUNK), MAX_ROWS_IN_A_CHUNK)
    last_number = layout.header_row + layout.header_rows - 1
    filler = _MergeFiller(merged)
    while records := list(islice(rows, size)):
        for row in records:
            table.blank_rows += max(row.number - last_number - 1, 0)
            last_number = max(row.number, last_number)
        yield table.chunk(_frame([filler.filled(row) for row in records] if merged else records, layout, width))


def _frame(rows: Sequence[SheetRow], layout: SheetLayout, width: int) -> pl.DataFrame:
    """Rows as columns by their numbers, with what is wrong with cells beside them."""
    height = len(rows)
    columns: list[list[object]] = [[None] * height for _ in range(width)]
    problems: dict[int, list[str | None]] = {}
    surplus: list[str | None] | None = None
    for place, row in enumerate(rows):
        for column, value in zip(row.columns, row.values, strict=True):
            if column >= width:
                surplus = surplus or [None] * height
                surplus[place] = ", ".join(filter(None, (surplus[place], text_of(value)))) or None
            elif isinstance(value, Unreadable):
                columns[column][place] = value.text or None
                cells = problems.setdefault(column, [None] * height)
                cells[place] = f"{value.code} {column_letters(column)}{row.number}"
            elif isinstance(value, _MergedDown):
                columns[column][place] = value.value
                cells = problems.setdefault(column, [None] * height)
                cells[place] = f"{MERGED_DOWN} {column_letters(column)}{value.first_row}"
            else:
                if type(value) is float and NUMBER_OF_MONTH.fullmatch(str(value)):
                    cells = problems.setdefault(column, [None] * height)
                    cells[place] = f"number_of_month {column_letters(column)}{row.number}"
                columns[column][place] = value
    series = [pl.Series(ROW, [row.number for row in rows], dtype=pl.UInt32)]
    series += [_column(index, values, layout) for index, values in enumerate(columns)]
    series += [pl.Series(cell_problem_column(str(key)), texts, dtype=pl.String) for key, texts in problems.items()]
    if surplus is not None and any(surplus):
        series.append(pl.Series(SURPLUS, surplus, dtype=pl.String))
    return pl.DataFrame(series)


def _column(index: int, values: list[object], layout: SheetLayout) -> pl.Series:
    """A column in the type that all its values share; a mixture becomes text, so that nothing is lost."""
    name = str(index)
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {int, float}:
        kinds = {float}
    if len(kinds) == 1 and (kind := next(iter(kinds))) in COLUMN_TYPES:
        return pl.Series(name, values, dtype=COLUMN_TYPES[kind], strict=False)
    texts = [None if value is None else text_of(value) for value in values]
    _keep_types(layout.typed.setdefault(index, {}), values, texts)
    return pl.Series(name, texts, dtype=pl.String)


def _keep_types(typed: dict[str, object], values: Sequence[object], texts: Sequence[str | None]) -> None:
    """Keep what the texts of a mixed column were, so that a number goes out as a number; None where both were there."""
    for value, text in zip(values, texts, strict=True):
        if text is not None and (len(typed) < MAX_TYPED or text in typed):
            is_text = isinstance(value, str)
            typed[text] = None if is_text or typed.get(text, value) != value else value


@dataclass(frozen=True, slots=True)
class _MergedDown:
    """A value that counts for several rows, of which the first is named."""

    value: object
    first_row: int


class _MergeFiller:
    """Gives cells that are merged over rows to each of the rows."""

    def __init__(self, merged: Sequence[MergedRange]) -> None:
        self._waiting = sorted(merged, reverse=True)
        self._active: list[tuple[MergedRange, object]] = []
        self._last_number = 0

    def filled(self, row: SheetRow) -> SheetRow:
        """The row with the cells of the ranges that reach into it.

        Raises :class:`BenefitError` ``rows_out_of_order``: it would not be known what a merged cell holds.
        """
        if row.number < self._last_number:
            raise fail("rows_out_of_order", value=row.number)
        self._last_number = row.number
        while self._waiting and self._waiting[-1].first_row <= row.number:
            item = self._waiting.pop()
            is_first = item.first_row == row.number and item.first_column in row.columns
            value = row.values[row.columns.index(item.first_column)] if is_first else None
            self._active.append((item, value))
        self._active = [entry for entry in self._active if entry[0].last_row >= row.number]
        if not self._active:
            return row
        cells = dict(zip(row.columns, row.values, strict=True))
        for item, value in self._active:
            if value is None:
                continue
            for column in range(item.first_column + 1, item.last_column + 1):
                cells.setdefault(column, Unreadable("cell_merged"))
            if item.last_row > item.first_row and not isinstance(value, Unreadable):
                cells[item.first_column] = _MergedDown(value, item.first_row)
            else:
                cells.setdefault(item.first_column, value)
        columns = sorted(cells)
        return SheetRow(row.number, columns, [cells[column] for column in columns])
