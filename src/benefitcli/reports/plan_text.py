"""A plan in the terminal: the timeline to scale, the entitlements with their dates and articles, what is not due."""

from __future__ import annotations

from benefitcli.i18n import Language
from benefitcli.law.dates import format_day
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.person import Person
from benefitcli.reports.plan_calendar import calendar
from benefitcli.reports.plan_report import PlanReport, plan_report
from benefitcli.reports.plan_rows import Row
from benefitcli.reports.plan_timeline import timeline
from benefitcli.reports.plan_words import parents_line, wording
from benefitcli.reports.terminal_page import Page
from benefitcli.workflows.plan import Plan

COLUMNS = ("who_what", "from", "to", "amount", "back", "clauses")
AMOUNT = 3


def print_plan(plan: Plan, person: Person, language: Language, sheet: Sheet, *, with_calendar: bool = False) -> None:
    """Print a plan; colours only where the sheet is a terminal that has them."""
    report = plan_report(plan, language)
    page = _Page(report, language, sheet)
    page.heading(report.title, person.lines(language), [line.pair for line in report.facts])
    page.estimate()
    page.timeline(plan)
    page.table(plan)
    if with_calendar:
        page.calendar(plan)
    page.refusals()
    page.remarks()
    page.tables(report.digests)


class _Page(Page[PlanReport]):
    """A printed plan, section by section."""

    def estimate(self) -> None:
        if self.report.estimate:
            self.sheet.line(self.report.estimate, "notice")

    def timeline(self, plan: Plan) -> None:
        lines = timeline(plan, self.report.rows, self.language, self.sheet.width)
        if lines:
            self.section(wording("timeline", self.language))
        for line in lines:
            self.sheet.verbatim(line)

    def table(self, plan: Plan) -> None:
        if not self.report.rows:
            return
        parents = parents_line(plan, self.language)
        self.section(wording("table", self.language) + (f"（{parents}）" if self.is_chinese else f" ({parents})"))
        header = [wording(name, self.language) for name in COLUMNS]
        self.sheet.grid([header, *map(_cells, self.report.rows)], frozenset({AMOUNT}))

    def calendar(self, plan: Plan) -> None:
        self.section(wording("calendar", self.language))
        for line in calendar(plan, self.language, self.sheet.width):
            self.sheet.verbatim(line)

    def refusals(self) -> None:
        if self.report.refusals:
            self.section(wording("none", self.language))
        for name, text in self.report.refusals:
            self.sheet.item("-", [f"{name}  {text}"])


def _cells(row: Row) -> tuple[str, ...]:
    first, last = (format_day(row.item.day(name)) for name in ("from_date", "to_date"))
    return row.name, first, last, row.amount, row.back, row.marks
