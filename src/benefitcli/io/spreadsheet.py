"""What every reader of a spreadsheet gives: sheets, and their rows in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that has something in it but no value: ``text`` is what a person sees or would find there.

    ``code`` is ``cell_error`` (#N/A …), ``formula_without_value``, ``cell_without_day`` (a serial number that no day
    has, shown as ####) or ``cell_merged``.
    """

    code: str
    text: str = ""

    def __str__(self) -> str:
        return self.text


class SheetRow(NamedTuple):
    """A row: the number that the sheet shows, and the cells that hold something with their columns, counted from 0.

    Values are text, int, float, bool, date, datetime or :class:`Unreadable`; a number that is not exact is text.
    """

    number: int
    columns: list[int]
    values: list[object]


class MergedRange(NamedTuple):
    """A merged range: rows as the sheet numbers them, columns counted from 0, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class SheetContent:
    """A sheet that is read as its rows are drawn.

    ``widths`` are those of the columns in characters, where they differ from the usual; ``formats`` has the number
    format of each column that had a number in it so far.
    """

    rows: Iterator[SheetRow]
    merged: Sequence[MergedRange] = ()
    widths: dict[int, float] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet by its name; ``key`` is what its workbook finds it by."""

    name: str
    is_visible: bool
    key: str


@dataclass(slots=True)
class SheetLayout:
    """Where a table was found in a workbook, and how it looked there.

    Rows are numbered as the sheet shows them, columns counted from 0. ``titles`` has the rows above those of the headers'
    names, ``other_sheets`` the visible sheets that were not read, ``widths`` and ``formats`` are as in :class:`SheetContent`. ``typed``
    says of a column of texts and numbers which of its texts were numbers, days or truth values.
    """

    sheet: str
    header_row: int
    header_rows: int = 1
    other_sheets: list[str] = field(default_factory=list)
    titles: list[SheetRow] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)
    typed: dict[int, dict[str, object]] = field(default_factory=dict)


class Spreadsheet(Protocol):
    """A workbook of any format, open for reading."""

    @property
    def sheets(self) -> Sequence[SheetEntry]:
        """The sheets with cells, in their order."""

    def content(self, sheet: SheetEntry) -> SheetContent:
        """A sheet from its beginning; it may be read more than once."""


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, B … XFD."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int | None:
    """The column of its letters, counted from 0; None where no sheet has such a column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return None
        number = number * 26 + ord(letter) - ord("A") + 1
        if number > MAX_COLUMNS:
            return None
    return number - 1 if number else None
