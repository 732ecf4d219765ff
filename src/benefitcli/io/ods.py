"""Reading OpenDocument spreadsheets (.ods; OpenDocument 1.3 part 3) as a stream of rows.

Cells keep the value and not only the text: days and times are ISO in the file, and a formula has its result beside it.
"""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import BinaryIO
from xml.parsers import expat

from benefitcli.errors import fail
from benefitcli.io.number_formats import shown_number
from benefitcli.io.spreadsheet import MAX_COLUMNS, MergedRange, SheetContent, SheetEntry, SheetRow, Unreadable
from benefitcli.io.xlsx import BLOCK, MAX_CELL, MAX_RATIO, RATIO_COUNTS_FROM, Attributes, element_names, new_parser

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE, STYLE = (_NAMESPACE + part + ":1.0" for part in ("table", "text", "office", "style"))
CONTENT = "content.xml"
MAX_PART = 1 << 30
"""Bytes of the content when it is unpacked."""

_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|(Err|错误|错误:)[:：]\s*\d{3}")
_TIME = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


class OdsWorkbook:
    """A spreadsheet in a stream that can be moved about in. Raises :class:`BenefitError` as an .xlsx does."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read the list of sheets; ``name`` is that of the file in messages."""
        self._name = name
        with self._refusing():
            self._archive = zipfile.ZipFile(stream)
            self._entry = self._archive.getinfo(CONTENT)
        self._refuse_encrypted()
        self._merged: dict[str, list[MergedRange]] = {}
        self.sheets: Sequence[SheetEntry] = self._read_sheets()
        if not self.sheets:
            raise fail("workbook_damaged", value=self._name, part=CONTENT)

    def content(self, sheet: SheetEntry) -> SheetContent:
        """A sheet from its beginning; its merged ranges are known before its rows."""
        if sheet.name not in self._merged:
            merged: list[MergedRange] = []
            for _ in self._events(_RowReader(sheet.name, merged)):
                pass
            self._merged[sheet.name] = merged
        return SheetContent(self._events(_RowReader(sheet.name, [])), self._merged[sheet.name])

    def _refuse_encrypted(self) -> None:
        """A document with a password lists its encrypted parts."""
        with self._refusing():
            if "META-INF/manifest.xml" not in self._archive.namelist():
                return
            with self._archive.open("META-INF/manifest.xml") as stream:
                is_encrypted = b"encryption-data" in stream.read(1 << 20)
        if is_encrypted:
            raise fail("workbook_encrypted", value=self._name)

    def _read_sheets(self) -> list[SheetEntry]:
        hidden: set[str] = set()
        sheets: list[tuple[str, str]] = []
        style = ""

        def start(name: str, attributes: Attributes) -> None:
            nonlocal style
            if name == f"{STYLE}}}style":
                style = attributes.get(f"{STYLE}}}name", "")
            elif name == f"{STYLE}}}table-properties" and attributes.get(f"{TABLE}}}display") == "false":
                hidden.add(style)
            elif name == f"{TABLE}}}table":
                sheets.append((attributes.get(f"{TABLE}}}name", ""), attributes.get(f"{TABLE}}}style-name", "")))

        with self._refusing():
            parser = new_parser()
            parser.StartElementHandler = start
            for block in self._blocks():
                parser.Parse(block, False)  # noqa: FBT003 - positional only
            parser.Parse(b"", True)  # noqa: FBT003 - positional only
        return [SheetEntry(name, style not in hidden, name) for name, style in sheets]

    def _events(self, reader: _RowReader) -> Iterator[SheetRow]:
        with self._refusing():
            parser = reader.parser()
            for block in self._blocks():
                parser.Parse(block, False)  # noqa: FBT003 - positional only
                yield from reader.take()
            parser.Parse(b"", True)  # noqa: FBT003 - positional only
            yield from reader.take()

    def _blocks(self) -> Iterator[bytes]:
        entry = self._entry
        is_trap = entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if entry.file_size > MAX_PART or is_trap:
            accepted = f"<= {MAX_PART >> 20} MiB, <= {MAX_RATIO}:1"
            size = entry.file_size >> 20
            raise fail("workbook_too_large", value=self._name, part=CONTENT, size=size, accepted=accepted)
        with self._archive.open(entry) as stream:
            while block := stream.read(BLOCK):
                yield block

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Turn whatever damaged bytes provoke into one refusal."""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, RuntimeError, expat.ExpatError):
            raise fail("workbook_damaged", value=self._name, part=CONTENT) from None


class _RowReader:
    """The rows of one sheet out of the elements of the content."""

    names: Mapping[str, str] = MappingProxyType(
        {
            **element_names(("table", "table-row", "table-cell", "covered-table-cell"), (TABLE,)),
            **element_names(("p", "s", "tab", "line-break", "ruby-text"), (TEXT,)),
            **element_names(("annotation",), (OFFICE,)),
        }
    )

    def __init__(self, sheet: str, merged: list[MergedRange]) -> None:
        self.sheet = sheet
        self.merged = merged
        self.rows: list[SheetRow] = []
        self.is_in_sheet = False
        self.depth_of_tables = 0
        self.number = 0
        self.row_repeated = 1
        self.column = 0
        self.columns: list[int] = []
        self.values: list[object] = []
        self.cell: Attributes | None = None
        self.paragraphs: list[list[str]] = []
        self.is_aside = 0
        self.length = 0

    def parser(self) -> expat.XMLParserType:
        """A parser that feeds this reader."""
        parser = new_parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        return parser

    def take(self) -> list[SheetRow]:
        """The rows that are complete."""
        rows, self.rows = self.rows, []
        return rows

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin an element."""
        kind = self.names.get(name)
        if kind == "table":
            self.depth_of_tables += 1
            if self.depth_of_tables == 1:
                self.is_in_sheet = attributes.get(f"{TABLE}}}name", "") == self.sheet
        if not self.is_in_sheet or self.depth_of_tables != 1 or kind is None:
            return
        if kind == "table-row":
            self.row_repeated = _count(attributes, "number-rows-repeated")
            self.column = 0
            self.columns, self.values = [], []
        elif kind in ("table-cell", "covered-table-cell"):
            self.cell = attributes
            self.paragraphs = []
            self.length = 0
        elif kind in ("annotation", "ruby-text"):
            self.is_aside += 1
        elif self.cell is not None and not self.is_aside:
            self._start_text(kind, attributes)

    def _start_text(self, kind: str, attributes: Attributes) -> None:
        if kind == "p":
            self.paragraphs.append([])
        elif kind == "s":
            self.text(" " * min(int(attributes.get(f"{TEXT}}}c", "1")), MAX_CELL))
        elif kind in ("tab", "line-break"):
            self.text("\t" if kind == "tab" else "\n")

    def end(self, name: str) -> None:
        """End an element."""
        kind = self.names.get(name)
        if kind == "table":
            self.depth_of_tables -= 1
            self.is_in_sheet = self.is_in_sheet and self.depth_of_tables > 0
        if not self.is_in_sheet or self.depth_of_tables != 1 or kind is None:
            return
        if kind in ("table-cell", "covered-table-cell"):
            self._end_cell(is_covered=kind == "covered-table-cell")
        elif kind == "table-row":
            for _ in range(self.row_repeated if self.columns else 0):
                self.number += 1
                self.rows.append(SheetRow(self.number, list(self.columns), list(self.values)))
            self.number += 0 if self.columns else self.row_repeated
        elif kind in ("annotation", "ruby-text"):
            self.is_aside -= 1

    def text(self, text: str) -> None:
        """Keep the text of a paragraph."""
        if self.cell is not None and self.paragraphs and not self.is_aside:
            self.paragraphs[-1].append(text)
            self.length += len(text)
            if self.length > MAX_CELL:
                raise ValueError("cell too long")

    def _end_cell(self, *, is_covered: bool) -> None:
        attributes = self.cell or {}
        repeated = _count(attributes, "number-columns-repeated")
        # What stands below a merged cell is hidden: nobody sees it.
        value = None if is_covered else _value_of(attributes, "\n".join(map("".join, self.paragraphs)))
        rows, columns = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        if rows > 1 or columns > 1:
            first = self.number + 1
            self.merged.append(MergedRange(first, self.column, first + rows - 1, self.column + columns - 1))
        if value is not None and value != "":
            if self.column + repeated > MAX_COLUMNS:
                raise ValueError("columns")
            self.columns += range(self.column, self.column + repeated)
            self.values += [value] * repeated
        self.column += repeated
        self.cell = None


def _count(attributes: Attributes, name: str) -> int:
    return max(int(attributes.get(f"{TABLE}}}{name}", "1")), 1)


def _value_of(attributes: Attributes, text: str) -> object:
    """The value of a cell by its type; None for a blank one."""
    kind = attributes.get(f"{OFFICE}}}value-type", "")
    is_formula = f"{TABLE}}}formula" in attributes
    if (is_formula or kind == "") and _ERROR.fullmatch(text.strip()):
        return Unreadable("cell_error", text.strip())
    if not kind and is_formula:
        return text or Unreadable("formula_without_value", attributes[f"{TABLE}}}formula"].removeprefix("of:"))
    stored = attributes.get(f"{OFFICE}}}{_STORED.get(kind, 'string-value')}")
    if kind in ("float", "currency", "percentage"):
        number = shown_number(stored or "")
        # Leading zeros are how a number is shown, and the text is what is shown.
        is_padded = kind == "float" and len(text) > 1 and text.isdigit() and text.startswith("0")
        return text if is_padded and text.lstrip("0") == str(number) else number
    read = _READERS.get(kind)
    return read(stored or "") if read else (text if stored is None else stored) or None


def _day_of(text: str) -> object:
    try:
        value = datetime.datetime.fromisoformat(text)
    except ValueError:
        return Unreadable("cell_without_day", text)
    return value.date() if value.time() == datetime.time() else value.replace(microsecond=0)


def _time_of(text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        return text
    hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return f"{hours:02}:{minutes:02}:{seconds:02}"


_STORED = {
    "float": "value",
    "currency": "value",
    "percentage": "value",
    "date": "date-value",
    "time": "time-value",
    "boolean": "boolean-value",
}
"""The attribute that has the value, by the type of a cell."""

_READERS: dict[str, Callable[[str], object]] = {"date": _day_of, "time": _time_of, "boolean": "true".__eq__}
