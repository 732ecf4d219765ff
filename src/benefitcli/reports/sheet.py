"""The form of one case as a workbook: a sheet that a clerk can read, calculate with and print."""

from __future__ import annotations

import io
from collections.abc import Sequence

from benefitcli.i18n import Language, choose
from benefitcli.i18n.forms import form_title
from benefitcli.i18n.words import WORDS
from benefitcli.io.excel import TEXT_IS_TEXT
from benefitcli.reports.citations import Citation
from benefitcli.reports.form_sheet import FormSheet, Words, figure_of
from benefitcli.reports.person import Person
from benefitcli.reports.report import Line, Report, report_of
from benefitcli.workflows.case import Answer

WIDTHS = (24, 24, 70)
"""Of the columns for label, value and basis, in characters: together a page of A4."""


def workbook_of(answer: Answer, person: Person, language: Language) -> bytes:
    """The workbook of an answer. Raises :class:`BenefitError` for text that no cell can hold."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_IS_TEXT}) as book:
        sheet = _AnswerSheet(book, form_title(answer.benefit.name, language), WIDTHS, language)
        sheet.fill(report_of(answer, language), person)
    return buffer.getvalue()


class _AnswerSheet(FormSheet):
    """The sheet of an answer."""

    def fill(self, report: Report, person: Person) -> None:
        self.across(self.title, "title")
        self.across(report.title, "bold")
        for label, text in person.lines(self.language):
            self.row([Words(label), Words(text, "value"), Words("")])
        for line in report.facts:
            self._line(line, ())
        self._outcome(report)
        self.remarks(report)
        self.digests([report.digest])

    def _outcome(self, report: Report) -> None:
        if report.refusal:
            self.section(choose(WORDS["result"], self.language), [report.refusal])
        for name, lines in (("result", report.results), ("how", report.steps)):
            if lines:
                self.heading(choose(WORDS[name], self.language))
            for line in lines:
                self._line(line, report.citations)

    def _line(self, line: Line, citations: Sequence[Citation]) -> None:
        """The label, the number as a number, and the clauses it came from."""
        basis = [f"{one.mark} {one.original or one.title}" for one in citations if one.number in line.sources]
        parts = [part for part in (line.remark, line.span_text, *basis) if part]
        value = figure_of(line.amount, line.unit, self.language) or Words(line.text, "value")
        self.row([Words(line.label), value, Words("\n".join(parts))])
