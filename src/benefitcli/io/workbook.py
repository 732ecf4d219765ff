"""Workbooks in and out: what a clerk opens in Excel or LibreOffice."""

from __future__ import annotations

import datetime
import io
import tempfile
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice, zip_longest
from typing import Any, BinaryIO

import polars as pl

from benefitcli.engine.columns.names import ROW, SURPLUS
from benefitcli.errors import fail
from benefitcli.io.excel import FIRST_DAY_OF_EXCEL, MAX_CHARACTERS, MAX_ROWS, TEXT_IS_TEXT
from benefitcli.io.table import Chunk, Notes, Table, WorksheetStyle, column_of, flattened

ROWS = 1 << 15
WIDEST, MIN_WIDTH = 40, 8
WIDEST_OF_NOTES = 100


def read_workbook(stream: BinaryIO, name: str, sheet: str | None = None) -> Table:
    """Read a sheet, the first unless one is named; its first row that is not blank has the headers.

    A cell that holds an error such as ``#N/A`` is its text, never a blank.
    """
    # openpyxl rather than a faster reader, because those give an error cell as a blank one.
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(stream.read()), read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - whatever a file that is no workbook provokes
        raise fail("input_unreadable", value=name, message=error) from None
    if sheet is not None and sheet not in book.sheetnames:
        raise fail("sheet_unknown", value=sheet, accepted=", ".join(book.sheetnames))
    worksheet = book[sheet] if sheet else book.worksheets[0]
    worksheet.reset_dimensions()
    rows = enumerate(worksheet.iter_rows(values_only=True), start=1)
    for number, row in rows:
        headers = ["" if cell is None else str(cell) for cell in row]
        while headers and not headers[-1].strip():
            headers.pop()
        if headers:
            table = Table(headers, iter(()), blank_rows=number - 1)
            table.chunks = _chunks(table, rows)
            return table
    raise fail("input_empty", value=name)


def _chunks(table: Table, rows: Iterator[tuple[int, tuple[Any, ...]]]) -> Iterator[Chunk]:
    width = len(table.headers)
    while records := list(islice(rows, ROWS)):
        cells = [(*row, *[None] * (width - len(row))) for _, row in records]
        columns = [column_of(str(index), [row[index] for row in cells]) for index in range(width)]
        surplus = [", ".join(str(cell) for cell in row[width:] if cell not in (None, "")) or None for row in cells]
        extra = [pl.Series(SURPLUS, surplus, dtype=pl.String)] if any(surplus) else []
        numbers = pl.Series(ROW, [number for number, _ in records], dtype=pl.UInt32)
        yield table.chunk(pl.DataFrame([numbers, *columns, *extra]))


def _date_of(cell: Any) -> Any:
    """An ISO text as a date; anything else as it is."""
    try:
        return datetime.date.fromisoformat(cell)
    except (TypeError, ValueError):
        return cell


def _cells(text: str) -> int:
    """The width of a text, Chinese characters counting two."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


class WorkbookWriter:
    """A workbook with a frozen header, real dates and numbers, coloured rows that need attention and further sheets of notes.

    Text is written as text whatever it begins with, so that no cell is run as a formula.
    """

    def __init__(
        self, stream: BinaryIO, headers: Sequence[str], sheet: str, style: WorksheetStyle | None = None
    ) -> None:
        """Begin the first sheet; rows go to a temporary file as they come."""
        import xlsxwriter

        self._stream = stream
        self._buffer = io.BytesIO()
        self._folder = tempfile.TemporaryDirectory()
        options = {
            "tmpdir": self._folder.name,
            "constant_memory": True,
            **TEXT_IS_TEXT,
            "in_memory": False,
        }
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._sheet = self._book.add_worksheet(sheet)
        self._formats = {
            is_error: {
                "date": self._book.add_format({"num_format": "yyyy-mm-dd", **colour}),
                "text": self._book.add_format(colour),
            }
            for is_error, colour in ((False, {}), (True, {"bg_color": "#FCE4D6"}))
        }
        self._headers = headers
        self._style = style or WorksheetStyle()
        self._row = 0

    def write(self, chunk: Chunk) -> None:
        """Write rows; the widths of the columns are those of the first rows."""
        frame = chunk.frame
        if self._row == 0:
            self._begin(frame)
        if self._row + frame.height > MAX_ROWS:
            raise fail("too_many_rows_for_a_workbook", value=self._row + frame.height, accepted=f"<= {MAX_ROWS}")
        columns = {word: self._column_of(word, frame) for word in self._style.marks}
        marks = [(index, self._style.marks[word]) for word, index in columns.items() if index is not None]
        for record in flattened(frame).iter_rows():
            formats = self._formats[any(record[index] in mark for index, mark in marks)]
            for column, cell in enumerate(record):
                value = _date_of(cell) if column in self._style.dates else cell
                self._cell(self._row, column, value, formats)
            self._row += 1

    def _column_of(self, word: str, frame: pl.DataFrame) -> int | None:
        """The last column whose header ends with a word, whatever its prefix."""
        indices = [index for index in range(frame.width) if self._headers[index].endswith(word)]
        return indices[-1] if indices else None

    def _begin(self, frame: pl.DataFrame) -> None:
        bold = self._book.add_format({"bold": True, "bottom": 1})
        for column, header in enumerate(self._headers):
            shown = [header, *(str(value) for value in frame.to_series(column).head(200) if value is not None)]
            width = min(max(map(_cells, shown)) + 2, WIDEST)
            self._sheet.set_column(column, column, max(width, MIN_WIDTH))
        self._sheet.freeze_panes(1, 0)
        for column, header in enumerate(self._headers):
            self._sheet.write_string(0, column, header, bold)
        self._row = 1

    def _cell(self, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
        if value is None:
            self._sheet.write_blank(row, column, None, formats["text"])
        elif isinstance(value, bool):
            self._sheet.write_boolean(row, column, value, formats["text"])
        elif isinstance(value, (int, float)):
            # A spreadsheet keeps fifteen digits: a longer number, such as one of an identity card, stays text.
            if abs(value) < 10**15:
                self._sheet.write_number(row, column, value, formats["text"])
            else:
                self._sheet.write_string(row, column, str(value), formats["text"])
        elif type(value) is datetime.date and value >= FIRST_DAY_OF_EXCEL:
            self._sheet.write_datetime(row, column, value, formats["date"])
        else:
            text = str(value)
            if len(text) > MAX_CHARACTERS:
                raise fail("text_too_long_for_a_cell", value=len(text), row=row + 1, accepted=f"<= {MAX_CHARACTERS}")
            self._sheet.write_string(row, column, text, formats["text"])

    def close(self, notes: Notes) -> None:
        """Finish the workbook, with a further sheet for each of the notes."""
        worksheets = notes()
        if self._row == 0:
            self._begin(pl.DataFrame({str(index): [] for index in range(len(self._headers))}))
        for title, lines in worksheets:
            self._add_worksheet(title, lines)
        self._book.close()
        self._stream.write(self._buffer.getbuffer())
        self.discard()

    def _add_worksheet(self, title: str, lines: Sequence[Sequence[str | float | None]]) -> None:
        """A further sheet: words and numbers as they are, columns as wide as their cells."""
        sheet = self._book.add_worksheet(title)
        for column, cells in enumerate(zip_longest(*lines)):
            width = max((_cells(str(cell)) for cell in cells if cell is not None), default=0) + 2
            sheet.set_column(column, column, min(max(width, MIN_WIDTH), WIDEST_OF_NOTES))
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write_number(row, column, cell)

    def discard(self) -> None:
        """Remove the temporary files, whether or not the workbook was finished."""
        # Closing writes out what was kept back, which a full disk does not take.
        with suppress(OSError):
            self._sheet._opt_close()  # noqa: SLF001 - only a finished workbook closes its own temporary file
        self._folder.cleanup()
