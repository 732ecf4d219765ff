"""A plan as a workbook: the entitlements as a table of real dates and numbers, to sort, to calculate with and to print."""

from __future__ import annotations

import io
from dataclasses import replace

from benefitcli.benefits.plan import PLAN
from benefitcli.i18n import Language, choose
from benefitcli.i18n.forms import form_title
from benefitcli.i18n.labels import label
from benefitcli.i18n.plans import PARENTS
from benefitcli.io.excel import TEXT_IS_TEXT
from benefitcli.reports.form_sheet import FormSheet, NumberCell, Words, figure_of
from benefitcli.reports.person import Person
from benefitcli.reports.plan_report import PlanReport, plan_report
from benefitcli.reports.plan_rows import Row
from benefitcli.reports.plan_words import parents_line, wording
from benefitcli.workflows.plan import Plan

WIDTHS = (11, 19, 14, 14, 16, 14, 44, 16)
"""Of the columns from whose it is to the clauses, in characters: together a page of A4 on its side."""

OF_FACTS = (2, 2)
"""The columns that the label and the value of a fact take."""

OF_REFUSALS = (3, 5)
"""The columns that the name and the reason of what there is not take."""

NOTHING = Words("", "value")


def plan_as_workbook(plan: Plan, person: Person, language: Language) -> bytes:
    """The workbook of a plan. Raises :class:`BenefitError` for text that no cell can hold."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_IS_TEXT}) as book:
        sheet = _PlanSheet(book, form_title(PLAN.name, language), WIDTHS, language)
        sheet.fill(plan, plan_report(plan, language), person)
    return buffer.getvalue()


class _PlanSheet(FormSheet):
    """The sheet of a plan."""

    def fill(self, plan: Plan, report: PlanReport, person: Person) -> None:
        self.sheet.set_landscape()
        self.across(self.title, "title")
        self.across(report.title, "bold")
        for name, text in person.lines(self.language):
            self.row([Words(name), Words(text, "value")], OF_FACTS)
        for line in report.facts:
            value = figure_of(line.amount, line.unit, self.language) or Words(line.text, "value")
            self.row([Words(line.label), value], OF_FACTS)
        if report.estimate:
            self.next_row += 1
            self.across(report.estimate, "notice")
        self._table(plan, report)
        self._refusals(report)
        self.remarks(report)
        self.digests(report.digests)

    def _table(self, plan: Plan, report: PlanReport) -> None:
        if not report.rows:
            return
        self.heading(f"{wording('table', self.language)} · {parents_line(plan, self.language)}")
        names = [label(name, self.language) for name in ("parent", "entitlement")]
        names += [wording(name, self.language) for name in ("from", "to", "amount", "back", "workings", "clauses")]
        self.row([Words(name, "header") for name in names])
        for row in report.rows:
            self._entitlement(row)

    def _refusals(self, report: PlanReport) -> None:
        """What there is not, with the reason."""
        if report.refusals:
            self.heading(wording("none", self.language))
        for name, text in report.refusals:
            self.row([Words(name), Words(text)], OF_REFUSALS)

    def _entitlement(self, row: Row) -> None:
        first, last, back = (self._day(row, name) for name in ("from_date", "to_date", "return_date"))
        whose = Words(choose(PARENTS[row.item.parent], self.language))
        self.row([whose, Words(row.what), first, last, self._amount(row), back, Words(row.workings), Words(row.marks)])

    def _day(self, row: Row, name: str) -> Words | NumberCell:
        found = figure_of(row.item.result.get(name), "date", self.language)
        return replace(found, style="day") if found else NOTHING

    def _amount(self, row: Row) -> Words | NumberCell:
        """The days, the sum, or the minutes of each day, as a number."""
        if row.measure is None:
            return NOTHING
        number, unit = row.measure
        if unit == "minute":
            return NumberCell(number, f'#,##0"{wording("per_day", self.language, minutes="")}"')
        return figure_of(number, unit, self.language) or NOTHING
