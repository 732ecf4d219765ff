"""A sheet that a clerk can read, calculate with and print: filled from the top, text as text and numbers as numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benefitcli.errors import fail
from benefitcli.i18n import Language, choose
from benefitcli.i18n.forms import FORMS
from benefitcli.i18n.labels import ONE_OF, UNITS
from benefitcli.i18n.words import WORDS
from benefitcli.io.excel import FIRST_DAY_OF_EXCEL, HIGHEST_ROW, MAX_CHARACTERS
from benefitcli.law.dates import to_date
from benefitcli.law.units import SMALL_UNITS
from benefitcli.reports.citations import Citation
from benefitcli.reports.remarks import Remarks
from benefitcli.reports.terminal import wrap

EDGES = 5
LINE_HEIGHT = 17.0
A4 = 9
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "bold": {"bold": True, "align": "center"},
    "notice": {"bold": True, "align": "left"},
    "heading": {"bold": True, "bottom": 1},
    "header": {"bold": True, "border": 1, "align": "center", "bg_color": "#EEEEEE"},
    "text": {"align": "left"},
    "cell": {"border": 1, "indent": 1},
    "value": {"border": 1, "align": "right", "indent": 1},
    "day": {"border": 1, "align": "center"},
}


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a cell and its style, one of :data:`STYLES`."""

    text: str
    style: str = "cell"


@dataclass(frozen=True, slots=True)
class NumberCell:
    """The number or date of a cell and its style; its unit is part of its number format, so that it stays a number."""

    value: datetime.date | int | float
    shape: str
    style: str = "value"


def figure_of(amount: int | None, unit: str | None, language: Language) -> NumberCell | None:
    """A whole number in its small unit as a cell holds it: a date, yuan, a ratio or itself; None where it has no such form."""
    if amount is None or unit in ("choice", "month"):
        return None
    if unit == "date":
        date = to_date(amount)
        return NumberCell(date, "yyyy-mm-dd") if date >= FIRST_DAY_OF_EXCEL else None
    if unit == "ratio":
        return NumberCell(amount / SMALL_UNITS[unit], "0.00%")
    if unit == "yuan":
        return NumberCell(amount / SMALL_UNITS[unit], _counted("#,##0.00", choose(UNITS[unit], language)))
    word = choose(UNITS[unit], language) if unit in UNITS else ""
    return NumberCell(amount, _counted("#,##0", ONE_OF.get(word, word) if amount == 1 else word))


def _counted(digits: str, word: str) -> str:
    return f'{digits} "{word}"' if word else digits


class FormSheet:
    """A sheet that is filled from the top, row by row."""

    def __init__(self, book: Any, title: str, widths: Sequence[int], language: Language) -> None:
        """Add a sheet of A4 pages to a workbook; ``widths`` are those of its columns, in characters."""
        self.book = book
        self.language = language
        self.title = title
        self.widths = widths
        self.next_row = 0
        self.sheet = book.add_worksheet(title)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P / &N")
        self.sheet.hide_gridlines(2)
        self._formats: dict[tuple[str, str | None], Any] = {}

    def row(self, cells: Sequence[Words | NumberCell], spans: Sequence[int] = (), stretch: float = 1) -> None:
        """A row as high as its highest cell; ``spans`` are the columns that each cell takes, else one."""
        column, lines = 0, 1
        for cell, span in zip(cells, [*spans, *[1] * (len(cells) - len(spans))], strict=True):
            if span > 1:
                self.sheet.merge_range(self.next_row, column, self.next_row, column + span - 1, "", self._look(cell))
            self._write(column, cell)
            if isinstance(cell, Words):
                lines = max(lines, _lines_of(cell.text, sum(self.widths[column : column + span])))
            column += span
        # Not every program finds the height by itself.
        self.sheet.set_row(self.next_row, min(LINE_HEIGHT * lines * stretch, HIGHEST_ROW))
        self.next_row += 1

    def across(self, text: str, style: str) -> None:
        """A text over all columns."""
        self.row([Words(text, style)], [len(self.widths)], 1.5 if style == "title" else 1)

    def heading(self, title: str) -> None:
        """Begin a section."""
        self.next_row += 1
        self.across(title, "heading")

    def section(self, title: str, sentences: Sequence[str]) -> None:
        """A section of sentences, if there are any."""
        if sentences:
            self.heading(title)
        for sentence in sentences:
            self.across(sentence, "text")

    def remarks(self, report: Remarks) -> None:
        """How the leave is treated, which readings were taken, what the reader should know, and the clauses in full."""
        readings = [text for one in report.readings for text in (one.taken, *one.others)]
        clauses = [_sentence(one) for one in report.citations]
        sections = {"treatment": report.treatment, "readings": readings, "notes": report.notes, "sources": clauses}
        for name, sentences in sections.items():
            self.section(choose(WORDS[name], self.language), sentences)

    def digests(self, digests: Iterable[str]) -> None:
        """Which tables made the document."""
        self.next_row += 1
        for digest in digests:
            self.across(f"{choose(FORMS['digest'], self.language)} {digest}", "text")

    def _write(self, column: int, cell: Words | NumberCell) -> None:
        row = self.next_row
        if isinstance(cell, NumberCell):
            self.sheet.write(row, column, cell.value, self._look(cell))
            return
        if not cell.text:
            # A text of no characters is text all the same, and a formula over it fails.
            self.sheet.write_blank(row, column, None, self._look(cell))
            return
        if len(cell.text) > MAX_CHARACTERS:
            seen, accepted = len(cell.text), f"<= {MAX_CHARACTERS}"
            raise fail("text_too_long_for_a_cell", value=seen, row=row + 1, accepted=accepted)
        self.sheet.write_string(row, column, cell.text, self._look(cell))

    def _look(self, cell: Words | NumberCell) -> Any:
        """The format of a cell; cells that look alike share one."""
        shape = cell.shape if isinstance(cell, NumberCell) else None
        if (cell.style, shape) not in self._formats:
            own = {"text_wrap": True} if shape is None else {"num_format": shape}
            self._formats[cell.style, shape] = self.book.add_format({"valign": "vcenter", **STYLES[cell.style], **own})
        return self._formats[cell.style, shape]


def _lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a cell of so many characters; a little room is left at its edges."""
    return max(1, sum(len(wrap(part, width - EDGES)) for part in text.split("\n")))


def _sentence(citation: Citation) -> str:
    """A clause in full: its name, how far it can be trusted, its words."""
    return "\n".join((f"{citation.mark} {citation.lines[0]}", *citation.lines[1:]))
