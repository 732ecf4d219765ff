"""What people read, in one language and in no format yet.

A builder makes a :class:`Report` of one result; a writer of :mod:`benefitcli.reports.writers` makes text, Markdown, HTML
or a workbook of any report. What one format has no room for it leaves out: each attribute says so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import FORMS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Format = Literal["text", "md", "html", "xlsx"]
ParagraphStyle = Literal["plain", "dim", "strong", "headline", "notice", "verbatim"]
NOT_APPLIED = "amount not-applied"
"""The role of a cell whose step did not apply."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, reversals of the direction of writing, and halves of surrogate pairs."""


@dataclass(frozen=True, slots=True)
class Person:
    """The employee whom a report names. Goes into it as it was written, and into no calculation."""

    name: str | None = None
    employee_id: str | None = None
    employer: str | None = None

    def lines(self, translator: Translator) -> tuple[tuple[str, str], ...]:
        """Return what is known, each with its label."""
        known = {"name": self.name, "employee_id": self.employee_id, "employer": self.employer}
        written = {key: printable(text) for key, text in known.items() if text}
        return tuple((translator(FORMS[key]), text) for key, text in written.items() if text)


def printable(text: str) -> str:
    """Return the text in one line, without what no page, sheet or terminal should be sent."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    ``amount`` (days since 1970, fen, basis points, a count) and ``unit`` keep it a number in a workbook. ``role`` is
    ``label``, ``amount``, ``day``, ``basis`` or ``marks``. ``sources`` are numbers of citations: their marks follow the
    text, and a workbook names the documents.
    """

    text: str
    amount: int | None = None
    unit: str | None = None
    role: str = ""
    sources: tuple[int, ...] = ()

    @property
    def marked(self) -> str:
        """The text with the marks of its sources."""
        return " ".join(part for part in (self.text, marks_of(self.sources)) if part)


def marks_of(numbers: Iterable[int]) -> str:
    """Return numbers of citations as they stand behind what they are for: ``[1][3]``."""
    return "".join(f"[{number}]" for number in numbers)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a person reads it.

    ``title`` names document and article; ``original`` is its Chinese name where the title is a translation; ``standing``
    says since when it holds and how well it was verified, in the brackets that follow the title. Where only a report of
    the text was read, ``note`` says so instead of a quotation.
    """

    number: int
    title: str
    original: str | None
    standing: str
    quote: str | None
    note: str | None

    @property
    def mark(self) -> str:
        """``[1]``."""
        return marks_of((self.number,))

    @property
    def lines(self) -> list[str]:
        """The clause and how far it can be trusted, its Chinese name, its words, a note."""
        quote = f"“{self.quote}”" if self.quote else None
        return [text for text in (self.title + self.standing, self.original, quote, self.note) if text]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``right`` sets it to the right, ``only`` names the formats that have it: ``md html`` (all where empty).

    ``over`` stands above the header and spans its neighbours of the same name.
    """

    header: str
    right: bool = False
    only: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, one for each column.

    Where it is not ``headed`` its columns have no header but in Markdown, which cannot do without. ``style`` is the class
    in HTML; a terminal shows a ``result`` bold, or ``headline`` instead of the rows where there is one. ``totals`` are the
    indices of rows that add up others; ``repeats`` says that a first cell like the one above is left out at a terminal.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    style: str = ""
    headed: bool = True
    headline: tuple[str, ...] = ()
    totals: frozenset[int] = frozenset()
    repeats: bool = False

    def indices(self, output_format: Format) -> list[int]:
        """Return the indices of the columns that a format shows."""
        return [
            index
            for index, column in enumerate(self.columns)
            if output_format in (column.only or output_format).split()
        ]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``indent`` is its margin at a terminal in cells. ``verbatim`` is a line to copy, never broken."""

    text: str
    style: ParagraphStyle = "plain"
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: a text and the lines below it.

    ``mark`` is what a terminal puts before it; an empty one makes a paragraph of it. ``term`` is what the item is about.
    """

    text: str
    lines: tuple[str, ...] = ()
    mark: str = "-"
    term: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``joined`` lets Markdown put the lines of an item behind its text. ``indent`` as in :class:`Paragraph`.

    ``is_table`` sets the terms in a column of their own; ``apart`` then puts an empty line between the items at a terminal.
    """

    items: tuple[Item, ...]
    joined: bool = False
    indent: int = 2
    is_table: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: ``text`` makes lines of characters for a width in cells, ``svg`` an element. Other formats leave it out."""

    text: Callable[[int], Sequence[str]] | None = None
    svg: Callable[[], Element] | None = None


Block = Table | Paragraph | Items | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title, or under none.

    ``style`` is ``notice`` for what must not be overlooked; ``level`` 2 is a section within the one before. A terminal says
    ``text_title`` where it is given, none where it is empty, and ``narrow`` instead of the section where a table of it is
    too wide. ``only`` names the formats that have the section (all where empty).
    """

    title: str
    blocks: tuple[Block, ...]
    style: str = ""
    level: int = 1
    text_title: str | None = None
    narrow: tuple[Section, ...] = ()
    only: str = ""

    def is_shown(self, output_format: Format) -> bool:
        """Return whether a format has anything of the section to show."""
        is_wanted = output_format in (self.only or output_format).split()
        return is_wanted and any(_has_content(block, output_format) for block in self.blocks)


def _has_content(block: Block, output_format: Format) -> bool:
    if isinstance(block, Items):
        return bool(block.items)
    if isinstance(block, Table):
        return bool(block.rows)
    if isinstance(block, Picture):
        return bool((output_format == "text" and block.text) or (output_format == "html" and block.svg))
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One result as people read it.

    ``form`` is what a printed report is called ("Leave assessment"); a terminal leaves it out. ``lead`` stands directly
    under the head, ``remarks`` behind the sections, in small print where the report is ``compact``. ``signer`` is the label
    of the first line for signatures, empty where nobody signs. ``digests`` name the tables, known on the day ``as_of``.
    ``widths`` are those of the columns of a worksheet, in characters.
    """

    translator: Translator
    title: str
    form: str = ""
    subtitles: tuple[str, ...] = ()
    person: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, Cell], ...] = ()
    lead: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    remarks: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    signer: str = ""
    digests: tuple[str, ...] = ()
    as_of: datetime.date | None = None
    compact: bool = False
    widths: tuple[int, ...] = (24, 24, 70)

    def shown(self, output_format: Format) -> list[Section]:
        """Return the sections and remarks that a format shows."""
        return [section for section in (*self.sections, *self.remarks) if section.is_shown(output_format)]


def bullets(texts: Iterable[str], mark: str = "-") -> Items:
    """Return a list of texts."""
    return Items(tuple(Item(text, mark=mark) for text in texts))


def definitions(entries: Iterable[tuple[str, Sequence[str]]], *, apart: bool = False) -> Items:
    """Return terms, each with the lines that explain it."""
    items = (Item(text, tuple(lines), term=term) for term, (text, *lines) in entries)
    return Items(tuple(items), is_table=True, apart=apart)


def listed(title: str, items: Iterable[Item], *, only: str = "", joined: bool = False) -> Section:
    """Return the section of a list; an empty one is not shown."""
    return Section(title, (Items(tuple(items), joined),), only=only)
