"""A printed document in the terminal: its heading, its sections, and the remarks at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from benefitcli.i18n import Language, choose
from benefitcli.i18n.words import WORDS
from benefitcli.reports.remarks import Remarks
from benefitcli.reports.terminal import Sheet

DIGEST_SHOWN = 19
"""So much of the digest as tells one set of tables from another."""

Document = TypeVar("Document", bound=Remarks)


class Page(Generic[Document]):
    """A document that is printed section by section."""

    def __init__(self, report: Document, language: Language, sheet: Sheet) -> None:
        """Print ``report`` to a sheet."""
        self.report = report
        self.language = language
        self.sheet = sheet
        self.is_chinese = language == "zh"

    def heading(self, title: str, *groups: Sequence[tuple[str, str]]) -> None:
        """The title, and a line for each group of facts that has any."""
        self.sheet.line(title, "bold")
        for pairs in groups:
            facts = [f"{name} {value}" for name, value in pairs]
            if facts:
                self.sheet.line(("；" if self.is_chinese else "; ").join(facts), "dim")

    def section(self, title: str, *, is_notice: bool = False) -> None:
        """Begin a section."""
        self.sheet.line()
        self.sheet.line(title, "notice" if is_notice else "bold")

    def remarks(self) -> None:
        """How the leave is treated, the readings taken, what the reader should know, and the clauses."""
        self._treatment()
        self._readings()
        self._notes()
        self._citations()

    def tables(self, digests: Iterable[str]) -> None:
        """Which tables made the document."""
        self.sheet.line()
        for digest in digests:
            self.sheet.line(f"{choose(WORDS['tables'], self.language)} {digest[:DIGEST_SHOWN]}", "dim")

    def _treatment(self) -> None:
        if self.report.treatment:
            self.section(choose(WORDS["treatment"], self.language))
        for text in self.report.treatment:
            self.sheet.line(text, indent=2)

    def _readings(self) -> None:
        if self.report.readings:
            self.section(choose(WORDS["readings"], self.language))
        for reading in self.report.readings:
            self.sheet.item("-", [reading.taken, *reading.others])

    def _notes(self) -> None:
        if self.report.notes:
            self.section(choose(WORDS["notes"], self.language), is_notice=True)
        for note in self.report.notes:
            self.sheet.item("!", [note])

    def _citations(self) -> None:
        if self.report.citations:
            self.section(choose(WORDS["sources"], self.language))
        for citation in self.report.citations:
            self.sheet.item(citation.mark, citation.lines)
