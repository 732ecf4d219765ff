"""A plan in the terminal: the timeline to scale, the entitlements with their dates and articles, what is not due."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.words import WORDS
from benefitcli.law.days import format_day
from benefitcli.plan import Plan
from benefitcli.render.citations import Citation
from benefitcli.render.layout import Sheet
from benefitcli.render.plan_calendar import calendar
from benefitcli.render.plan_report import PlanReport, Row, parents_line, plan_report, wording
from benefitcli.render.plan_timeline import timeline

DIGEST_SHOWN = 19
COLUMNS = ("who_what", "from", "to", "amount", "back", "clauses")
AMOUNT = 3


def print_plan(plan: Plan, language: Language, sheet: Sheet, *, with_calendar: bool = False) -> None:
    """Print a plan; colours only where the sheet is a terminal that has them."""
    page = _Page(plan, plan_report(plan, language), language, sheet)
    page.heading()
    page.timeline()
    page.table()
    if with_calendar:
        page.calendar()
    page.refusals()
    page.remarks()
    page.citations()


class _Page:
    """A printed plan, section by section."""

    def __init__(self, plan: Plan, report: PlanReport, language: Language, sheet: Sheet) -> None:
        self.plan = plan
        self.report = report
        self.language = language
        self.sheet = sheet

    def heading(self) -> None:
        self.sheet.line(self.report.title, "bold")
        facts = [f"{name} {value}" for name, value in self.report.facts]
        self.sheet.line(("；" if self.language == "zh" else "; ").join(facts), "dim")
        if self.report.estimate:
            self.sheet.line(self.report.estimate, "notice")

    def timeline(self) -> None:
        lines = timeline(self.plan, self.report.rows, self.language, self.sheet.width)
        if lines:
            self._section(wording("timeline", self.language))
        for line in lines:
            self.sheet.verbatim(line)

    def table(self) -> None:
        if not self.report.rows:
            return
        title = f"{wording('table', self.language)}（{parents_line(self.plan, self.language)}）"
        if self.language == "en":
            title = f"{wording('table', self.language)} ({parents_line(self.plan, self.language)})"
        self._section(title)
        rows = [tuple(wording(name, self.language) for name in COLUMNS), *map(_cells, self.report.rows)]
        if 2 + sum(max(map(cell_len, column)) + 2 for column in zip(*rows, strict=True)) - 2 <= self.sheet.width:
            self.sheet.grid(rows, frozenset({AMOUNT}))
        else:
            self._stacked(rows[0])

    def _stacked(self, titles: Sequence[str]) -> None:
        """Each entitlement on lines of its own, where the table does not fit."""
        for row in self.report.rows:
            _, first, last, amount, back, marks = _cells(row)
            parts = [f"{first} – {last}", amount, f"{titles[4]} {back}" if back else "", marks]
            self.sheet.item("-", [row.name, "  ".join(part for part in parts if part)])

    def calendar(self) -> None:
        self._section(wording("calendar", self.language))
        for line in calendar(self.plan, self.language, self.sheet.width):
            self.sheet.verbatim(line)

    def refusals(self) -> None:
        if self.report.refusals:
            self._section(wording("none", self.language))
        for name, text in self.report.refusals:
            self.sheet.item("-", [f"{name}  {text}"])

    def remarks(self) -> None:
        if self.report.treatment:
            self._section(choose(WORDS["treatment"], self.language))
        for line in self.report.treatment:
            self.sheet.item("-", [line])
        if self.report.readings:
            self._section(choose(WORDS["readings"], self.language))
        for lines in self.report.readings:
            self.sheet.item("-", lines)
        if self.report.notes:
            self._section(choose(WORDS["notes"], self.language), is_notice=True)
        for note in self.report.notes:
            self.sheet.item("!", [note])

    def citations(self) -> None:
        if self.report.citations:
            self._section(choose(WORDS["sources"], self.language))
        for citation in self.report.citations:
            self.sheet.item(citation.mark, _lines(citation, self.language))
        self.sheet.line()
        for digest in self.report.digests:
            self.sheet.line(f"{choose(WORDS['tables'], self.language)} {digest[:DIGEST_SHOWN]}", "dim")

    def _section(self, title: str, *, is_notice: bool = False) -> None:
        self.sheet.line()
        self.sheet.line(title, "notice" if is_notice else "bold")


def _cells(row: Row) -> tuple[str, ...]:
    first, last = (format_day(row.item.day(name)) for name in ("from_date", "to_date"))
    return row.name, first, last, row.amount, row.back, row.marks


def _lines(citation: Citation, language: Language) -> list[str]:
    title = (
        f"{citation.title}（{citation.standing}）" if language == "zh" else f"{citation.title} ({citation.standing})"
    )
    quote = f"“{citation.quote}”" if citation.quote else None
    return [line for line in (title, citation.original, quote, citation.note) if line]
