"""A report as a worksheet that a clerk can read, calculate with and print: text as text and numbers as numbers."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benefitcli.errors import fail
from benefitcli.i18n.labels import ONE_OF, UNITS
from benefitcli.i18n.plans import PLAN_WORDS
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import FORMS, WORDS
from benefitcli.io.excel import FIRST_DAY_OF_EXCEL, HIGHEST_ROW, MAX_CHARACTERS, TEXT_IS_TEXT
from benefitcli.law.dates import to_date
from benefitcli.law.parameters import SMALL_UNITS
from benefitcli.reports.model import Block, Cell, Citation, Items, Paragraph, Report, Section, Table
from benefitcli.reports.terminal import NO_BREAK, wrap

EDGES = 5
LINE_HEIGHT = 17.0
A4 = 9
PORTRAIT = 120
"""So many characters fit across a page of A4 that stands upright."""

MAX_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]+")
_FEW_COLUMNS = 3
_STYLES: dict[str, dict[str, Any]] = {
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
class SheetCell:
    """A cell of the sheet, its style (one of the keys above) and, of a number, its format with the unit in it."""

    value: str | datetime.date | int | float
    style: str = "cell"
    number_format: str | None = None


def workbook_of(report: Report) -> bytes:
    """Return the workbook of a report. Raises :class:`BenefitError` for text that no cell can hold."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_IS_TEXT}) as book:
        _ReportSheet(book, report).fill()
    return buffer.getvalue()


def number_cell(amount: int | None, unit: str | None, translator: Translator) -> SheetCell | None:
    """Return a whole number in its small unit as a date, yuan, a ratio or itself; None where it has no such form."""
    if amount is None or unit in ("choice", "month"):
        return None
    if unit == "date":
        date = to_date(amount)
        return SheetCell(date, "value", "yyyy-mm-dd") if date >= FIRST_DAY_OF_EXCEL else None
    if unit == "ratio":
        return SheetCell(amount / SMALL_UNITS[unit], "value", "0.00%")
    if unit == "yuan":
        return SheetCell(amount / SMALL_UNITS[unit], "value", _counted("#,##0.00", translator(UNITS[unit])))
    if unit == "minute_per_day":
        return SheetCell(amount, "value", f'#,##0"{translator(PLAN_WORDS["per_day"], minutes="")}"')
    word = translator(UNITS[unit]) if unit in UNITS else ""
    return SheetCell(amount, "value", _counted("#,##0", ONE_OF.get(word, word) if amount == 1 else word))


def _counted(digits: str, word: str) -> str:
    return f'{digits} "{word}"' if word else digits


class _ReportSheet:
    """A sheet that is filled from the top, row by row."""

    def __init__(self, book: Any, report: Report) -> None:
        self.book = book
        self.report = report
        self.translator = report.translator
        self.widths = report.widths
        self.next_row = 0
        name = _NOT_IN_TITLES.sub(" ", report.form or report.title)[:MAX_TITLE].strip()
        self.sheet = book.add_worksheet(name or None)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P / &N")
        self.sheet.hide_gridlines(2)
        if sum(self.widths) > PORTRAIT:
            self.sheet.set_landscape()
        self._formats: dict[tuple[str, str | None], Any] = {}

    def fill(self) -> None:
        """Write the report."""
        report = self.report
        self._across([report.form or report.title], "title")
        self._across([report.title] if report.form and report.title else [], "bold")
        self._across(report.subtitles, "text")
        for label, cell in (*((label, Cell(text)) for label, text in report.person), *report.facts):
            self._pair(label, number_cell(cell.amount, cell.unit, self.translator) or SheetCell(cell.text, "value"))
        self._blocks(report.lead)
        for section in report.shown("xlsx"):
            self._section(section)
        if report.citations:
            self._heading(self.translator(WORDS["sources"]))
        self._across(map(_sentence, report.citations), "text")
        self.next_row += 1
        self._across((f"{self.translator(FORMS['digest'])} {digest}" for digest in report.digests), "text")

    def _section(self, section: Section) -> None:
        if section.title:
            self._heading(section.title)
        else:
            self.next_row += 1
        self._blocks(section.blocks)

    def _heading(self, title: str) -> None:
        self.next_row += 1
        self._across([title], "heading")

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Paragraph):
                self.next_row += block.style == "notice"
                self._across([block.text], "notice" if block.style in ("notice", "headline") else "text")
            elif isinstance(block, Items):
                self._items(block)

    def _items(self, block: Items) -> None:
        for item in block.items:
            if item.term:
                self._split(item.term, "\n".join((item.text, *item.lines)))
            else:
                self._across((item.text, *item.lines), "text")

    def _table(self, table: Table) -> None:
        shown = table.indices("xlsx")
        if table.headed and any(table.columns[index].over for index in shown):
            self._row([SheetCell(table.columns[index].over, "header") for index in shown])
        if table.headed:
            self._row([SheetCell(table.columns[index].header, "header") for index in shown])
        for row in table.rows:
            self._row([self._cell(row[index]) for index in shown])

    def _cell(self, cell: Cell) -> SheetCell:
        """Return the number as a number, or the text and the documents that it came from."""
        role = cell.role.partition(" ")[0]
        number = number_cell(cell.amount, cell.unit, self.translator)
        if number is not None:
            return SheetCell(number.value, "day", number.number_format) if role == "day" else number
        sources = (citation for citation in self.report.citations if citation.number in cell.sources)
        lines = [cell.text, *(f"{source.mark} {source.original or source.title}" for source in sources)]
        return SheetCell("\n".join(line for line in lines if line), "value" if role in ("amount", "day") else "cell")

    def _pair(self, label: str, value: SheetCell) -> None:
        """Write a label and its value; they fill the row where it has few columns."""
        rest = len(self.widths) - 2
        if len(self.widths) <= _FEW_COLUMNS:
            self._row([SheetCell(label), value, *[SheetCell("")] * rest])
        else:
            self._row([SheetCell(label), value], (2, 2))

    def _split(self, term: str, text: str) -> None:
        """Write a term and what is said of it over the whole row."""
        columns = len(self.widths)
        first = max(1, columns * 3 // 8)
        self._row([SheetCell(term), SheetCell(text)], (first, columns - first))

    def _across(self, texts: Iterable[str], style: str) -> None:
        """Write texts over all columns, a row each."""
        for text in texts:
            self._row([SheetCell(text, style)], [len(self.widths)], 1.5 if style == "title" else 1)

    def _row(self, cells: Sequence[SheetCell], spans: Sequence[int] = (), stretch: float = 1) -> None:
        """Write a row as high as its highest cell; ``spans`` are the columns that each cell takes, else one."""
        column, lines = 0, 1
        for cell, span in zip(cells, spans or [1] * len(cells), strict=True):
            if span > 1:
                self.sheet.merge_range(self.next_row, column, self.next_row, column + span - 1, "", self._look(cell))
            self._write(column, cell)
            if isinstance(cell.value, str):
                lines = max(lines, _lines_of(cell.value, sum(self.widths[column : column + span])))
            column += span
        # Not every program finds the height by itself.
        self.sheet.set_row(self.next_row, min(LINE_HEIGHT * lines * stretch, HIGHEST_ROW))
        self.next_row += 1

    def _write(self, column: int, cell: SheetCell) -> None:
        row, value = self.next_row, cell.value
        if not isinstance(value, str):
            self.sheet.write(row, column, value, self._look(cell))
            return
        if not value:
            # A text of no characters is text all the same, and a formula over it fails.
            self.sheet.write_blank(row, column, None, self._look(cell))
            return
        if len(value) > MAX_CHARACTERS:
            seen, accepted = len(value), f"<= {MAX_CHARACTERS}"
            raise fail("text_too_long_for_a_cell", value=seen, row=row + 1, accepted=accepted)
        self.sheet.write_string(row, column, value.replace(NO_BREAK, " "), self._look(cell))

    def _look(self, cell: SheetCell) -> Any:
        """Return the format of a cell; cells that look alike share one."""
        key = cell.style, cell.number_format
        if key not in self._formats:
            own = {"text_wrap": True} if cell.number_format is None else {"num_format": cell.number_format}
            self._formats[key] = self.book.add_format({"valign": "vcenter", **_STYLES[cell.style], **own})
        return self._formats[key]


def _lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a cell of so many characters; a little room is left at its edges."""
    return max(1, sum(len(wrap(part, width - EDGES)) for part in text.split("\n")))


def _sentence(citation: Citation) -> str:
    return "\n".join((f"{citation.mark} {citation.lines[0]}", *citation.lines[1:]))
