"""The terminal answer: what, from when to when, how it adds up, and which clause says so.

Plain lines that read the same in a terminal, in a mail and without colour.
"""

from __future__ import annotations

from benefitcli.engine.benefit import LEAVE_RESULTS
from benefitcli.i18n import Language, choose
from benefitcli.i18n.words import WORDS
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.person import Person
from benefitcli.reports.report import Line, Report, report_of
from benefitcli.reports.terminal_page import Page
from benefitcli.workflows.case import Answer


def print_answer(answer: Answer, person: Person, language: Language, sheet: Sheet) -> None:
    """Print an answer; colours only where the sheet is a terminal that has them."""
    report = report_of(answer, language)
    page = _Page(report, language, sheet)
    page.heading(report.title, person.lines(language), [line.pair for line in report.facts])
    sheet.line()
    page.outcome(is_leave=answer.benefit.results == LEAVE_RESULTS)
    page.steps()
    page.remarks()
    page.tables([report.digest])


class _Page(Page[Report]):
    """A printed report, section by section."""

    def outcome(self, *, is_leave: bool) -> None:
        results = self.report.results
        if self.report.refusal:
            self.sheet.line(self.report.refusal, "bold", 2)
        elif is_leave:
            self._leave({line.name: line for line in results})
        else:
            rows = [(line.label, line.text, line.span_text or line.marks) for line in results]
            self.sheet.grid(rows, frozenset({1}), "bold")

    def _leave(self, lines: dict[str, Line]) -> None:
        days, first, last, back = (lines[one.name] for one in LEAVE_RESULTS)
        make_up = f"{'，' if self.is_chinese else ', '}{back.remark}" if back.remark else ""
        if self.is_chinese:
            texts = (
                f"共 {days.text}：{first.text}至 {last.text} {last.marks}",
                f"返岗：{back.text}{make_up} {back.marks}",
            )
        else:
            texts = (
                f"{days.text}: {first.text} to {last.text} {last.marks}",
                f"Back at work: {back.text}{make_up} {back.marks}",
            )
        for text in texts:
            self.sheet.line(text, "bold", 2)

    def steps(self) -> None:
        if self.report.steps:
            self.section(choose(WORDS["how"], self.language))
            self.sheet.grid([(line.label, line.text, line.marks) for line in self.report.steps], frozenset({1}))
