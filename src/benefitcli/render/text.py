"""The terminal answer: what, from when to when, how it adds up, and which clause says so.

Plain lines that read the same in a terminal, in a mail and without colour.
"""

from __future__ import annotations

from benefitcli.benefits.benefit import LEAVE_RESULTS
from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.words import WORDS
from benefitcli.render.layout import Sheet
from benefitcli.render.person import Person
from benefitcli.render.report import Citation, Line, Report, report_of
from benefitcli.single import Answer

DIGEST_SHOWN = 19
"""So much of the digest as tells one set of tables from another."""


def print_answer(answer: Answer, person: Person, language: Language, sheet: Sheet) -> None:
    """Print an answer; colours only where the sheet is a terminal that has them."""
    page = _Page(report_of(answer, language), language, sheet)
    page.heading(person)
    page.outcome(is_leave=answer.benefit.results == LEAVE_RESULTS)
    page.steps()
    page.treatment()
    page.readings()
    page.notes()
    page.citations()
    page.tables()


def citation_paragraphs(citation: Citation) -> list[str]:
    """The clause and how far it can be trusted, its Chinese name, its words, a note."""
    quote = f"“{citation.quote}”" if citation.quote else None
    return [text for text in (citation.title + citation.standing, citation.original, quote, citation.note) if text]


class _Page:
    """A printed report, section by section."""

    def __init__(self, report: Report, language: Language, sheet: Sheet) -> None:
        self.report = report
        self.language = language
        self.sheet = sheet
        self.is_chinese = language == "zh"

    def heading(self, person: Person) -> None:
        self.sheet.line(self.report.title, "bold")
        for pairs in (person.lines(self.language), [line.pair for line in self.report.facts]):
            facts = [f"{name} {value}" for name, value in pairs]
            if facts:
                self.sheet.line(("；" if self.is_chinese else "; ").join(facts), "dim")
        self.sheet.line()

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
            self._section("how")
            self.sheet.grid([(line.label, line.text, line.marks) for line in self.report.steps], frozenset({1}))

    def treatment(self) -> None:
        if self.report.treatment:
            self._section("treatment")
        for text in self.report.treatment:
            self.sheet.line(text, indent=2)

    def readings(self) -> None:
        if self.report.readings:
            self._section("readings")
        for reading in self.report.readings:
            self.sheet.item("-", [reading.taken, *reading.others])

    def notes(self) -> None:
        if self.report.notes:
            self._section("notes")
        for note in self.report.notes:
            self.sheet.item("!", [note])

    def citations(self) -> None:
        if self.report.citations:
            self._section("sources")
        for citation in self.report.citations:
            self.sheet.item(citation.mark, citation_paragraphs(citation))

    def tables(self) -> None:
        self.sheet.line()
        self.sheet.line(f"{choose(WORDS['tables'], self.language)} {self.report.digest[:DIGEST_SHOWN]}", "dim")

    def _section(self, name: str) -> None:
        self.sheet.line()
        self.sheet.line(choose(WORDS[name], self.language), "notice" if name == "notes" else "bold")
