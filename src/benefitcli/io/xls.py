"""Reading the workbooks of Excel 97-2003 and of WPS (.xls, .et: BIFF in a compound file).

By xlrd, because faster readers give error cells as blank ones and do not tell how a number is shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from benefitcli.errors import fail
from benefitcli.io.number_formats import BUILT_IN, Converter, NumberFormat, converter_of, read_format, shown_number
from benefitcli.io.spreadsheet import MergedRange, SheetContent, SheetEntry, SheetRow, Unreadable

_BLANK, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 0, 1, 2, 3, 4, 5


class XlsWorkbook:
    """A workbook that is read at once: this format ends at 65,536 rows.

    Raises :class:`BenefitError` ``workbook_damaged`` or ``workbook_encrypted``.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read the workbook; ``name`` is that of the file in messages."""
        import xlrd

        try:
            self._book = xlrd.open_workbook(
                file_contents=stream.read(), formatting_info=True, on_demand=True, logfile=io.StringIO()
            )
            self.sheets: Sequence[SheetEntry] = [
                SheetEntry(sheet, self._book._sheet_visibility[index] == 0, str(index))  # noqa: SLF001 - else each is read
                for index, sheet in enumerate(self._book.sheet_names())
            ]
        except Exception as error:  # noqa: BLE001 - whatever damaged bytes provoke
            code = "workbook_encrypted" if "encrypted" in str(error) else "workbook_damaged"
            raise fail(code, value=name, part="Workbook") from None
        self._name = name
        self._formats: dict[int, tuple[NumberFormat, Converter | None]] = {}

    def content(self, sheet: SheetEntry) -> SheetContent:
        """A sheet from its beginning."""
        try:
            page = self._book.sheet_by_index(int(sheet.key))
        except Exception:  # noqa: BLE001 - the same
            raise fail("workbook_damaged", value=self._name, part=sheet.name) from None
        merged = [MergedRange(top + 1, left, bottom, right - 1) for top, bottom, left, right in page.merged_cells]
        content = SheetContent(iter(()), merged, {key: info.width / 256 for key, info in page.colinfo_map.items()})
        content.rows = self._rows(page, content)
        return content

    def _rows(self, page: Any, content: SheetContent) -> Iterator[SheetRow]:
        for index in range(page.nrows):
            values = [self._value(cell, column, content) for column, cell in enumerate(page.row(index))]
            columns = [column for column, value in enumerate(values) if value is not None]
            if columns:
                yield SheetRow(index + 1, columns, [values[column] for column in columns])

    def _value(self, cell: Any, column: int, content: SheetContent) -> object:
        import xlrd

        if cell.ctype == _TEXT:
            # A text of no letters is what a formula leaves that was never calculated.
            return cell.value.replace("\r\n", "\n") or Unreadable("formula_without_value", "=")
        if cell.ctype == _ERROR:
            return Unreadable("cell_error", xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
        if cell.ctype == _BOOLEAN:
            return bool(cell.value)
        if cell.ctype not in (_NUMBER, _DATE):
            return None
        number_format, converter = self._format_of(cell.xf_index)
        content.formats.setdefault(column, number_format.code)
        if converter is None:
            return shown_number(repr(cell.value))
        value = converter(repr(cell.value))
        return Unreadable("cell_without_day", str(shown_number(repr(cell.value)))) if value is None else value

    def _format_of(self, style: int) -> tuple[NumberFormat, Converter | None]:
        if style not in self._formats:
            key = self._book.xf_list[style].format_key
            code = self._book.format_map[key].format_str
            number_format = read_format(BUILT_IN.get(key, code) if code == "General" else code)
            self._formats[style] = (number_format, converter_of(number_format, is_1904=bool(self._book.datemode)))
        return self._formats[style]
