"""Workbooks in and out: what a clerk opens in Excel or LibreOffice."""

from __future__ import annotations

import datetime
import io
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from itertools import zip_longest
from typing import Any, BinaryIO

import polars as pl

from benefitcli.errors import fail
from benefitcli.io.excel import FIRST_DAY_OF_EXCEL, MAX_CHARACTERS, MAX_ROWS, TEXT_IS_TEXT
from benefitcli.io.number_formats import read_format
from benefitcli.io.spreadsheet import SheetLayout
from benefitcli.io.table import Chunk, Notes, WorksheetStyle, flattened, text_of

WIDEST, MIN_WIDTH = 40, 8
WIDEST_OF_NOTES = 100
MARKED_ROW, WRONG_CELL = "#FCE4D6", "#F4B183"
"""The colours of a row that needs attention, and of the cell for which it does."""

MAX_CELL_NOTES, MAX_NOTE = 2000, 1000
"""Notes in cells stay in memory: later cells are coloured alone."""


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

    Text is written as text whatever it begins with, so that no cell is run as a formula. Where the rows came from a
    workbook, its titles, widths and number formats are kept, and the headers stand in the row in which they stood.
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
        self._style = style or WorksheetStyle()
        self._layout = self._style.layout or SheetLayout(sheet, 1)
        self._sheet = self._book.add_worksheet(sheet)
        self._formats: dict[tuple[str, str], Any] = {}
        self._number_formats = {
            column: read_format(code) for column, code in self._layout.formats.items() if code != "General"
        }
        self._headers = headers
        self._named_in_reasons = [
            (column, re.compile(rf": (?:[A-Z]{{1,3}}\d+ )?{re.escape(header)}(?:=| \(|;|$)"))
            for column, header in enumerate(headers)
            if header
        ]
        self._notes_left = MAX_CELL_NOTES
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
        reason = self._column_of("reason", frame)
        for record in flattened(frame).iter_rows():
            is_marked = any(record[index] in mark for index, mark in marks)
            wrong = self._wrong_cell(record, reason) if is_marked else None
            for column, cell in enumerate(record):
                value = self._typed(column, cell) if isinstance(cell, str) else cell
                colour = WRONG_CELL if column == wrong else MARKED_ROW if is_marked else ""
                self._cell(self._row, column, value, colour)
            self._row += 1

    def _column_of(self, word: str, frame: pl.DataFrame) -> int | None:
        """The last column whose header ends with a word, whatever its prefix."""
        indices = [index for index in range(frame.width) if self._headers[index].endswith(word)]
        return indices[-1] if indices else None

    def _typed(self, column: int, text: str) -> Any:
        """A text as the day, or what it was in the workbook it came from."""
        value = self._layout.typed[column].get(text) if column in self._layout.typed else None
        if value is None:
            return _date_of(text) if column in self._style.dates else text
        return value

    def _wrong_cell(self, record: Sequence[object], reason: int | None) -> int | None:
        """The column that a reason names first; its cell gets a note."""
        text = record[reason] if reason is not None else None
        if not isinstance(text, str):
            return None
        places = [
            (match.start(), column) for column, pattern in self._named_in_reasons if (match := pattern.search(text))
        ]
        if not places:
            return None
        column = min(places)[1]
        if self._notes_left:
            self._notes_left -= 1
            note = self._style.describe(text)[:MAX_NOTE]
            self._sheet.write_comment(self._row, column, note, {"x_scale": 2})
        return column

    def _begin(self, frame: pl.DataFrame) -> None:
        bold = self._book.add_format({"bold": True, "bottom": 1})
        for column, header in enumerate(self._headers):
            shown = [header, *(str(value) for value in frame.to_series(column).head(200) if value is not None)]
            width = max(min(max(map(_cells, shown)) + 2, WIDEST), MIN_WIDTH)
            self._sheet.set_column(column, column, self._layout.widths.get(column, width))
        row = self._layout.header_row + self._layout.header_rows - 2
        self._write_titles(row)
        self._sheet.freeze_panes(row + 1, 0)
        for column, header in enumerate(self._headers):
            self._sheet.write_string(row, column, header, bold)
        self._row = row + 1

    def _write_titles(self, header_row: int) -> None:
        """Write what stood above the headers; a title over several columns stays over them."""
        bold = self._book.add_format({"bold": True})
        merged = {
            (item.first_row, item.first_column): item.last_column
            for item in self._layout.merged
            if item.first_row == item.last_row
        }
        written = 0
        for title in self._layout.titles:
            if not written < title.number <= header_row:
                continue
            written = title.number
            for column, value in zip(title.columns, title.values, strict=True):
                last = merged.get((title.number, column), column)
                text = text_of(value)[:MAX_CHARACTERS]
                if last > column:
                    self._sheet.merge_range(title.number - 1, column, title.number - 1, last, text, bold)
                else:
                    self._sheet.write_string(title.number - 1, column, text, bold)

    def _format(self, number_format: str, colour: str) -> Any:
        """A format of a cell; each is made once."""
        key = (number_format, colour)
        if key not in self._formats:
            looks = {"num_format": number_format} if number_format else {}
            self._formats[key] = self._book.add_format(looks | ({"bg_color": colour} if colour else {}))
        return self._formats[key]

    def _number_format(self, column: int, kind: str) -> str:
        """The number format that a column had, where it fits to the kind of value."""
        kept = self._number_formats.get(column)
        return kept.code if kept is not None and kept.kind == kind else "yyyy-mm-dd" if kind == "date" else ""

    def _cell(self, row: int, column: int, value: Any, colour: str) -> None:
        if value is None:
            self._sheet.write_blank(row, column, None, self._format("", colour))
        elif isinstance(value, bool):
            self._sheet.write_boolean(row, column, value, self._format("", colour))
        elif isinstance(value, (int, float)):
            # A spreadsheet keeps fifteen digits: a longer number, such as one of an identity card, stays text.
            if abs(value) < 10**15:
                self._sheet.write_number(
                    row, column, value, self._format(self._number_format(column, "number"), colour)
                )
            else:
                self._sheet.write_string(row, column, str(value), self._format("", colour))
        elif type(value) is datetime.date and value >= FIRST_DAY_OF_EXCEL:
            self._sheet.write_datetime(row, column, value, self._format(self._number_format(column, "date"), colour))
        else:
            text = str(value)
            if len(text) > MAX_CHARACTERS:
                raise fail("text_too_long_for_a_cell", value=len(text), row=row + 1, accepted=f"<= {MAX_CHARACTERS}")
            self._sheet.write_string(row, column, text, self._format("", colour))

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
