"""The form of one case as a workbook: a sheet that a clerk can read, calculate with and print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.forms import FORMS, form_title
from benefitcli.catalogue.labels import UNITS
from benefitcli.catalogue.words import WORDS
from benefitcli.errors import fail
from benefitcli.files.excel import FIRST_DAY_OF_EXCEL, MOST_CHARACTERS, TEXT_IS_TEXT
from benefitcli.law.days import to_date
from benefitcli.law.units import SMALL_UNITS
from benefitcli.render.citations import Citation
from benefitcli.render.layout import wrap
from benefitcli.render.person import Person
from benefitcli.render.report import Line, Report, report_of
from benefitcli.single import Answer

WIDTHS = (24, 24, 70)
"""Of the columns for label, value and basis, in characters: together a page of A4."""

EDGES = 5
LINE_HEIGHT = 17.0
A4 = 9


def workbook_of(answer: Answer, person: Person, language: Language) -> bytes:
    """The workbook of an answer. Raises :class:`BenefitError` for text that no cell can hold."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_IS_TEXT}) as book:
        sheet = _FormSheet(book, form_title(answer.benefit.name, language), language)
        sheet.fill(report_of(answer, language), person)
    return buffer.getvalue()


class _FormSheet:
    """A sheet that is filled from the top, row by row."""

    def __init__(self, book: Any, title: str, language: Language) -> None:
        self.book = book
        self.language = language
        self.title = title
        self.row = 0
        self.sheet = book.add_worksheet(title)
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        self.styles: dict[str, Any] = {}

    def fill(self, report: Report, person: Person) -> None:
        self._across(self.title, "title")
        self._across(report.title, "bold")
        for label, text in person.lines(self.language):
            self._cells(label, text)
        for line in report.facts:
            self._line(line, ())
        self._outcome(report)
        self._section("treatment", report.treatment)
        self._section("readings", [text for one in report.readings for text in (one.taken, *one.others)])
        self._section("notes", report.notes)
        self._section("sources", [_sentence(one) for one in report.citations])
        self.row += 1
        self._across(f"{choose(FORMS['digest'], self.language)} {report.digest}", "text")

    def _outcome(self, report: Report) -> None:
        if report.refusal:
            self._section("result", [report.refusal])
        for name, lines in (("result", report.results), ("how", report.steps)):
            if lines:
                self._heading(name)
            for line in lines:
                self._line(line, report.citations)

    def _section(self, name: str, sentences: Sequence[str]) -> None:
        if sentences:
            self._heading(name)
        for sentence in sentences:
            self._across(sentence, "text")

    def _heading(self, name: str) -> None:
        self.row += 1
        self._across(choose(WORDS[name], self.language), "heading")

    def _line(self, line: Line, citations: Sequence[Citation]) -> None:
        """The label, the number as a number, and the clauses it came from."""
        basis = [f"{one.mark} {one.original or one.title}" for one in citations if one.number in line.sources]
        parts = [part for part in (line.remark, line.span_text, *basis) if part]
        number = None if line.amount is None else _number(line.amount, line.unit)
        if number is not None:
            self.sheet.write(self.row, 1, number, self._style(self._shape_of(line)))
        self._cells(line.label, line.text if number is None else None, "\n".join(parts))

    def _cells(self, label: str, value: str | None, basis: str = "") -> None:
        """A row of the three columns, as high as its highest cell; a value of None is already there."""
        texts = {0: label, 1: value, 2: basis}
        for column, text in texts.items():
            if text is not None:
                self._text(column, text, "value" if column == 1 else "cell")
        self._end_row(max(_lines_of(text or "", WIDTHS[column]) for column, text in texts.items()))

    def _shape_of(self, line: Line) -> str:
        """The number format of a line: its unit is part of the format, so that the cell stays a number."""
        if line.unit == "date":
            return "yyyy-mm-dd"
        if line.unit == "ratio":
            return "0.00%"
        word = choose(UNITS[line.unit], self.language) if line.unit in UNITS else ""
        digits = "#,##0.00" if line.unit == "yuan" else "#,##0"
        return f'{digits} "{word}"' if word else digits

    def _across(self, text: str, style: str) -> None:
        """A text over all columns."""
        self.sheet.merge_range(self.row, 0, self.row, len(WIDTHS) - 1, "", self._style(style))
        self._text(0, text, style)
        self._end_row(_lines_of(text, sum(WIDTHS)), 1.5 if style == "title" else 1)

    def _end_row(self, lines: int, stretch: float = 1) -> None:
        """Give the row its height: not every program finds it by itself."""
        self.sheet.set_row(self.row, LINE_HEIGHT * lines * stretch)
        self.row += 1

    def _text(self, column: int, text: str, style: str = "text") -> None:
        if len(text) > MOST_CHARACTERS:
            raise fail("text_too_long_for_a_cell", value=len(text), row=self.row + 1, accepted=f"<= {MOST_CHARACTERS}")
        self.sheet.write_string(self.row, column, text, self._style(style))

    def _style(self, name: str) -> Any:
        """A style by its name; any other word is the format of a number."""
        if name not in self.styles:
            named: dict[str, dict[str, Any]] = {
                "title": {"bold": True, "font_size": 16, "align": "center"},
                "bold": {"bold": True, "align": "center"},
                "heading": {"bold": True, "bottom": 1},
                "text": {"align": "left"},
                "cell": {"border": 1, "indent": 1},
                "value": {"border": 1, "align": "right", "indent": 1},
            }
            look = named.get(name, {**named["value"], "num_format": name})
            self.styles[name] = self.book.add_format({"text_wrap": True, "valign": "vcenter", **look})
        return self.styles[name]


def _number(amount: int, unit: str | None) -> Any:
    """The amount as a cell holds it: a date, yuan, a ratio or the number itself; None for what has no such form."""
    if unit in ("choice", "month") or (unit == "date" and to_date(amount) < FIRST_DAY_OF_EXCEL):
        return None
    if unit == "date":
        return to_date(amount)
    return amount / SMALL_UNITS[unit] if unit in SMALL_UNITS else amount


def _lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a cell of so many characters; a little room is left at its edges."""
    return max(1, sum(len(wrap(part, width - EDGES)) for part in text.split("\n")))


def _sentence(citation: Citation) -> str:
    """A clause in full: its name, how far it can be trusted, its words."""
    return "\n".join((f"{citation.mark} {citation.lines[0]}", *citation.lines[1:]))
