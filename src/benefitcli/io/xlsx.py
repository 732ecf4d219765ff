"""Reading Office Open XML workbooks (.xlsx, .xlsm; ECMA-376, transitional and strict) as a stream of rows.

Only the parts that hold cells are read: what a workbook says about its looks, windows or properties may be missing or
wrong. What is damaged is refused, and no row is lost. Memory holds the shared strings and the rows of one block of XML.
"""

from __future__ import annotations

import codecs
import datetime
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO
from xml.parsers import expat

from benefitcli.errors import BenefitError, fail
from benefitcli.io.number_formats import BUILT_IN, Converter, converter_of, read_format, shown_number
from benefitcli.io.spreadsheet import (
    MergedRange,
    SheetContent,
    SheetEntry,
    SheetRow,
    Unreadable,
    column_letters,
    column_number,
)

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "",
)
"""The namespaces of cells: transitional, strict, and none as some programs write them."""

BLOCK = 1 << 17
MAX_ROWS = 1_048_576
MAX_PART = 8 << 30
"""Bytes that a part may have when it is unpacked."""

MAX_STRINGS = 1 << 30
"""Bytes of shared strings, which stay in memory."""

MAX_TAIL = 1 << 28
"""Bytes behind the rows of a sheet: merged ranges, rules of formats and the like."""

LONGEST_TAG = 64
MAX_CELL = 1 << 22
"""Characters in a cell: a spreadsheet keeps 32,767, marks in XML take more."""

MAX_RATIO, RATIO_COUNTS_FROM = 250, 256 << 20
"""A part of more than 256 MiB that was packed to less than a 250th is taken for a trap."""

FORMATS_SEEN = 500
"""Rows after which the number formats of the columns are known."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHEET_DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData\s*/>")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{0,7})", re.IGNORECASE)
_TRUE = ("1", "true", "on")
_COLUMNS = {column_letters(column): column for column in range(1024)}

Attributes = Mapping[str, str]
StartHandler = Callable[[str, Attributes], None]


class XlsxWorkbook:
    """A workbook in a stream that can be moved about in.

    Raises :class:`BenefitError` ``workbook_damaged``, ``workbook_too_large`` or ``workbook_encrypted``.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read the list of sheets and what all sheets share; ``name`` is that of the file in messages."""
        self._name = name
        with self._refusing("ZIP"):
            self._archive = zipfile.ZipFile(stream)
        # Some programs write backslashes, or other letters than the relations do.
        self._parts = {
            part.filename.replace("\\", "/").lstrip("/").casefold(): part for part in self._archive.infolist()
        }
        self._merged: dict[str, list[MergedRange]] = {}
        self._is_1904 = False
        self._calculates_on_load = False
        self._strings: list[str] | None = None
        self._formats: tuple[list[str], list[Converter | None]] | None = None
        self._book = self._workbook_part()
        self._relations = self._relations_of(self._book)
        self.sheets: Sequence[SheetEntry] = self._read_sheets()

    def content(self, sheet: SheetEntry) -> SheetContent:
        """A sheet from its beginning."""
        if sheet.key not in self._merged:
            self._merged[sheet.key] = self._merged_ranges(sheet.key)
        content = SheetContent(iter(()), self._merged[sheet.key])
        content.rows = self._rows(sheet, content)
        return content

    def _rows(self, sheet: SheetEntry, content: SheetContent) -> Iterator[SheetRow]:
        if self._strings is None:
            self._strings = self._read_strings()
        if self._formats is None:
            self._formats = self._read_formats()
        refuse = partial(self._cell_refused, sheet.name)
        shared = _Shared(self._strings, *self._formats, self._calculates_on_load)
        reader = _RowReader(shared, content, refuse)
        with self._refusing(sheet.key):
            parser = reader.parser()
            for block in self._blocks(sheet.key):
                parser.Parse(block, False)  # noqa: FBT003 - positional only
                yield from reader.take()
            parser.Parse(b"", True)  # noqa: FBT003 - positional only
            yield from reader.take()

    def _cell_refused(self, sheet: str, place: str, reason: str) -> BenefitError:
        return fail("workbook_cell_damaged", value=self._name, sheet=sheet, cell=place, reason=reason)

    @contextmanager
    def _refusing(self, part: str) -> Iterator[None]:
        """Turn whatever damaged bytes provoke into one refusal that names the part."""
        try:
            yield
        except NotImplementedError:
            raise fail("workbook_damaged", value=self._name, part=part) from None
        except RuntimeError as error:
            code = "workbook_encrypted" if "encrypted" in str(error) else "workbook_damaged"
            raise fail(code, value=self._name, part=part) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, IndexError, ValueError, expat.ExpatError):
            raise fail("workbook_damaged", value=self._name, part=part) from None

    # Parts of the package.

    def _blocks(self, part: str, limit: int = MAX_PART) -> Iterator[bytes]:
        """The bytes of a part."""
        entry = self._parts[part]
        is_trap = entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if entry.file_size > limit or is_trap:
            accepted = f"<= {limit >> 20} MiB, <= {MAX_RATIO}:1"
            raise fail("workbook_too_large", value=self._name, part=part, size=entry.file_size >> 20, accepted=accepted)
        with self._archive.open(entry) as stream:
            while block := stream.read(BLOCK):
                yield block

    def _parse(self, part: str, start: StartHandler, limit: int = MAX_PART) -> None:
        """Give the elements of a part by their names in the namespace of cells or of relations."""

        def begin(name: str, attributes: Attributes) -> None:
            start(name.rpartition("}")[2], attributes)

        with self._refusing(part):
            parser = new_parser()
            parser.StartElementHandler = begin
            for block in self._blocks(part, limit):
                parser.Parse(block, False)  # noqa: FBT003 - positional only
            parser.Parse(b"", True)  # noqa: FBT003 - positional only

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: the kind and the target of each by its name."""
        folder, _, name = part.rpartition("/")
        path = posixpath.join(folder, "_rels", name + ".rels")
        relations: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: Attributes) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                relations[attributes.get("Id", "")] = (kind, posixpath.normpath(full).casefold())

        if path in self._parts:
            self._parse(path, start)
        return relations

    def _workbook_part(self) -> str:
        targets = [target for kind, target in self._relations_of("").values() if kind == "officeDocument"]
        for part in (*targets, "xl/workbook.xml"):
            if part in self._parts:
                return part
        raise fail("workbook_damaged", value=self._name, part="xl/workbook.xml")

    def _part_of_kind(self, kind: str) -> str | None:
        return next((part for one, part in self._relations.values() if one == kind and part in self._parts), None)

    def _read_sheets(self) -> list[SheetEntry]:
        sheets: list[SheetEntry] = []

        def start(element: str, attributes: Attributes) -> None:
            if element == "workbookPr":
                self._is_1904 = attributes.get("date1904", "") in _TRUE
            elif element == "calcPr":
                self._calculates_on_load = attributes.get("fullCalcOnLoad", "") in _TRUE
            elif element == "sheet":
                relation = next((value for key, value in attributes.items() if key.endswith("}id")), "")
                kind, part = self._relations.get(relation, ("", ""))
                if kind in ("worksheet", "") and part not in self._parts:
                    raise fail("workbook_damaged", value=self._name, part=part or attributes.get("name", ""))
                if kind == "worksheet":
                    is_visible = attributes.get("state", "visible") == "visible"
                    sheets.append(SheetEntry(attributes.get("name", ""), is_visible, part))

        self._parse(self._book, start)
        if not sheets:
            raise fail("workbook_damaged", value=self._name, part=self._book)
        return sheets

    def _read_strings(self) -> list[str]:
        part = self._part_of_kind("sharedStrings")
        if part is None:
            return []
        reader = _StringReader()
        with self._refusing(part):
            parser = reader.parser()
            for block in self._blocks(part, MAX_STRINGS):
                parser.Parse(block, False)  # noqa: FBT003 - positional only
            parser.Parse(b"", True)  # noqa: FBT003 - positional only
        return reader.strings

    def _read_formats(self) -> tuple[list[str], list[Converter | None]]:
        """The format code of each style of a cell, and what makes of a stored number what is shown."""
        part = self._part_of_kind("styles")
        codes = dict(BUILT_IN)
        styles: list[int] = []
        is_inside = False

        def start(element: str, attributes: Attributes) -> None:
            nonlocal is_inside
            if element == "numFmt":
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif element in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                is_inside = element == "cellXfs"
            elif element == "xf" and is_inside:
                styles.append(int(attributes.get("numFmtId", "0")))

        if part is not None:
            self._parse(part, start)
        read = [read_format(codes.get(style, "General")) for style in styles]
        return [item.code for item in read], [converter_of(item, is_1904=self._is_1904) for item in read]

    def _merged_ranges(self, part: str) -> list[MergedRange]:
        """The merged ranges, which stand behind the rows they are needed for; the whole part is checked by it."""
        tail = bytearray()
        is_behind = False
        decoder: codecs.IncrementalDecoder | None = None
        with self._refusing(part):
            for number, block in enumerate(self._blocks(part)):
                if number == 0 and block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    decoder = codecs.getincrementaldecoder("utf-16")()
                tail += decoder.decode(block).encode() if decoder else block
                if not is_behind:
                    match = _SHEET_DATA_END.search(tail)
                    is_behind = match is not None
                    del tail[: match.end() if match else -LONGEST_TAG]
                elif len(tail) > MAX_TAIL:
                    raise ValueError("tail")
            return _ranges_in(bytes(tail)) if b"mergeCell" in tail else []


def _ranges_in(tail: bytes) -> list[MergedRange]:
    ranges = []
    for element in re.finditer(rb"<(?:[\w.-]+:)?mergeCell\s([^>]*)>", tail):
        match = _RANGE.search(element.group(1).decode())
        if match:
            first, last = (column_number(match.group(group)) for group in (1, 3))
            if first is not None and last is not None:
                ranges.append(MergedRange(int(match.group(2)), first, int(match.group(4)), last))
    return ranges


def new_parser() -> expat.XMLParserType:
    """A parser that tells namespaces apart and takes no document type, which no spreadsheet has: it may be a trap."""
    parser = expat.ParserCreate(None, "}", {})
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise ValueError("document type")


def element_names(names: Sequence[str], namespaces: Sequence[str] = MAIN) -> dict[str, str]:
    """The elements of some namespaces as the parser gives them, and their plain names."""
    return {f"{space}}}{name}" if space else name: name for space in namespaces for name in names}


def decoded(text: str) -> str:
    """A text without the escapes of Office (``_x000D_``), its line breaks plain."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n") if "\r" in text else text


class _TextReader:
    """What the reader of strings and that of cells share: the texts of runs, without their phonetic guides."""

    names: Mapping[str, str]

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.is_collecting = False
        self.is_phonetic = False
        self.length = 0

    def parser(self) -> expat.XMLParserType:
        """A parser that feeds this reader."""
        parser = new_parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        return parser

    def start(self, name: str, attributes: Attributes) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        if self.is_collecting:
            self.parts.append(text)
            self.length += len(text)
            if self.length > MAX_CELL:
                raise ValueError("cell too long")


class _StringReader(_TextReader):
    """The shared strings in their order."""

    names = element_names(("si", "t", "rPh"))

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []

    def start(self, name: str, _attributes: Attributes) -> None:
        kind = self.names.get(name)
        if kind == "t":
            self.is_collecting = not self.is_phonetic
        elif kind == "si":
            self.parts = []
            self.length = 0
        elif kind == "rPh":
            self.is_phonetic = True

    def end(self, name: str) -> None:
        kind = self.names.get(name)
        if kind == "t":
            self.is_collecting = False
        elif kind == "rPh":
            self.is_phonetic = False
        elif kind == "si":
            self.strings.append(decoded("".join(self.parts)))


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all sheets of a workbook share: texts, and by style the code of a format and what it makes of a number."""

    strings: Sequence[str]
    codes: Sequence[str]
    converters: Sequence[Converter | None]
    calculates_on_load: bool


class _RowReader(_TextReader):
    """Rows of cells out of the elements of a sheet."""

    names = element_names(("row", "c", "v", "f", "t", "rPh", "col"))

    def __init__(self, shared: _Shared, content: SheetContent, refuse: Callable[[str, str], BenefitError]) -> None:
        super().__init__()
        self.strings = shared.strings
        self.converters = {str(index): item for index, item in enumerate(shared.converters) if item is not None}
        self.codes = shared.codes
        self.content = content
        self.refuse = refuse
        self.calculates_on_load = shared.calculates_on_load
        self.rows: list[SheetRow] = []
        self.numbers = bytearray(MAX_ROWS + 1)
        self.last_number = 0
        self.last_filled: tuple[int, list[int]] = (0, [])
        self.row_text: str | None = None
        self.columns: list[int] = []
        self.values: list[object] = []
        self.next_column = 0
        self.cell: Attributes = {}
        self.stored: str | None = None
        self.formula: str | None = None

    def take(self) -> list[SheetRow]:
        """The rows that are complete."""
        rows, self.rows = self.rows, []
        return rows

    def start(self, name: str, attributes: Attributes) -> None:
        kind = self.names.get(name)
        if kind is None:
            return
        if kind == "c":
            self.cell = attributes
            self.stored = self.formula = None
            self.parts = []
            self.length = 0
        elif kind in ("v", "f"):
            self.parts = []
            self.is_collecting = True
        elif kind == "t":
            self.is_collecting = not self.is_phonetic
        elif kind == "row":
            self.row_text = attributes.get("r") or None
            self.columns, self.values = [], []
            self.next_column = 0
        elif kind == "rPh":
            self.is_phonetic = True
        elif kind == "col":
            self._keep_width(attributes)

    def end(self, name: str) -> None:
        kind = self.names.get(name)
        if kind is None:
            return
        if kind == "v":
            self.stored = "".join(self.parts)
            self.is_collecting = False
        elif kind == "c":
            self._end_cell()
        elif kind == "t":
            self.is_collecting = False
        elif kind == "f":
            self.formula = "".join(self.parts)
            self.parts = []
            self.is_collecting = False
        elif kind == "rPh":
            self.is_phonetic = False
        elif kind == "row":
            self._end_row()

    def _keep_width(self, attributes: Attributes) -> None:
        try:
            first, last = int(attributes["min"]), int(attributes["max"])
            width = float(attributes["width"])
        except (KeyError, ValueError):
            return
        self.content.widths.update(dict.fromkeys(range(first - 1, min(last, 256)), width))

    def _end_cell(self) -> None:
        cell = self.cell
        reference = cell.get("r", "")
        text = self.row_text
        column = _COLUMNS.get(reference[: -len(text)]) if text and reference.endswith(text) else None
        if column is None:
            column = self._column_of(reference)
        self.next_column = column + 1
        value = self._value(column, cell.get("t", "n"))
        if value is not None and value != "":
            self.columns.append(column)
            self.values.append(value)

    def _column_of(self, reference: str) -> int:
        """The column of a cell; one that does not say where it is stands behind the one before."""
        if not reference:
            return self.next_column
        match = _REFERENCE.fullmatch(reference)
        found = column_number(match.group(1)) if match else None
        if match is None or found is None:
            raise self.refuse(reference, "place")
        if self.row_text is None:
            self.row_text = match.group(2) or None
        elif match.group(2) and match.group(2) != self.row_text:
            raise self.refuse(reference, "row")
        return found

    def _value(self, column: int, kind: str) -> object:
        """The value of the cell that has ended; None for one that is blank."""
        stored = self.stored
        if kind == "inlineStr":
            return decoded("".join(self.parts))
        if self.formula is not None and self._lacks_value(kind, stored):
            return Unreadable("formula_without_value", "=" + self.formula)
        if not stored:
            return None
        if kind == "n":
            return self._number(column, stored)
        if kind == "s":
            return self._shared(column, stored)
        return _OTHER_KINDS.get(kind, decoded)(stored)

    def _lacks_value(self, kind: str, stored: str | None) -> bool:
        if stored is None or (not stored and kind != "str"):
            return True
        # Programs that cannot calculate store a nought and ask for a calculation on opening.
        return self.calculates_on_load and kind == "n" and stored == "0"

    def _number(self, column: int, stored: str) -> object:
        style = self.cell.get("s", "")
        converter = self.converters.get(style)
        try:
            if style and column not in self.content.formats:
                self._keep_format(column, style)
            if converter is None:
                return shown_number(stored)
            value = converter(stored)
        except ValueError:
            raise self.refuse(self._place(column), "number") from None
        return Unreadable("cell_without_day", stored) if value is None else value

    def _keep_format(self, column: int, style: str) -> None:
        if self.last_number < FORMATS_SEEN and style.isdigit() and int(style) < len(self.codes):
            self.content.formats[column] = self.codes[int(style)]

    def _shared(self, column: int, stored: str) -> str:
        try:
            index = int(stored)
            if index >= 0:
                return self.strings[index]
        except (ValueError, IndexError):
            pass
        raise self.refuse(self._place(column), "string")

    def _place(self, column: int) -> str:
        return f"{column_letters(column)}{self.row_text or self.last_number + 1}"

    def _end_row(self) -> None:
        try:
            number = self.last_number + 1 if self.row_text is None else int(self.row_text)
        except ValueError:
            raise self.refuse(self.row_text or "", "row") from None
        if not 0 < number <= MAX_ROWS:
            raise self.refuse(str(number), "row")
        if len(set(self.columns)) < len(self.columns):
            twice = next(column for column in self.columns if self.columns.count(column) > 1)
            raise self.refuse(f"{column_letters(twice)}{number}", "twice")
        if self.columns:
            self._refuse_halves(number)
            if self.columns != sorted(self.columns):
                order = sorted(range(len(self.columns)), key=self.columns.__getitem__)
                self.columns, self.values = ([part[index] for index in order] for part in (self.columns, self.values))  # type: ignore[assignment]
            self.rows.append(SheetRow(number, self.columns, self.values))
        self.last_number = number

    def _refuse_halves(self, number: int) -> None:
        """Two rows of one number are two rows, unless they may be halves of one: no cell of one is in the other."""
        if self.numbers[number]:
            last_number, columns = self.last_filled
            if last_number != number or set(columns).isdisjoint(self.columns):
                raise self.refuse(str(number), "row")
        self.numbers[number] = 1
        self.last_filled = (number, self.columns)


def _iso_date(text: str) -> object:
    """A cell that stores its day as text; what is no day stays text."""
    try:
        value = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    if value.tzinfo is not None:
        return text
    return value.date() if value.time() == datetime.time() else value


_OTHER_KINDS: dict[str, Callable[[str], object]] = {
    "e": partial(Unreadable, "cell_error"),
    "b": lambda stored: stored.strip() in _TRUE,
    "d": _iso_date,
}
"""The kinds of cells that are neither numbers nor texts."""
