"""A plan as a page to print, sign and file: the timeline, the entitlements, how they add up, the clauses."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from benefitcli.benefits.plan import PLAN
from benefitcli.i18n import Language
from benefitcli.i18n.forms import applicant_of, form_title
from benefitcli.law.dates import format_day
from benefitcli.reports.html_case import linked, remarks, sources
from benefitcli.reports.page import colophon, element, heading, page, pairs, section, signature_lines
from benefitcli.reports.person import Person
from benefitcli.reports.plan_picture import picture
from benefitcli.reports.plan_report import PlanReport, plan_report
from benefitcli.reports.plan_rows import Row
from benefitcli.reports.plan_words import parents_line, wording
from benefitcli.workflows.plan import Plan

_COLUMNS = ("who_what", "from", "to", "amount", "back", "workings", "clauses")


def plan_as_page(plan: Plan, person: Person, language: Language) -> bytes:
    """The page of a plan, UTF-8."""
    report = plan_report(plan, language)
    title = form_title(PLAN.name, language)
    named = " · ".join([title, report.title, *(value for _, value in person.lines(language))])
    return page(
        named,
        language,
        *heading(title, report.title, person, language),
        pairs([line.pair for line in report.facts], class_="facts"),
        element("p", report.estimate, class_="estimate") if report.estimate else None,
        section(wording("timeline", language), picture(plan, report.rows, language)) if report.rows else None,
        _table(plan, report.rows, language) if report.rows else None,
        _refusals(report, language),
        element("div", *remarks(report, language), sources(report, language), class_="compact"),
        signature_lines(language, applicant_of(PLAN.name)),
        colophon(" ".join(report.digests), plan.question.as_of, language),
    )


def _table(plan: Plan, rows: Sequence[Row], language: Language) -> Element:
    header = element("tr", *(element("th", wording(name, language)) for name in _COLUMNS))
    body = [_row(row) for row in rows]
    title = f"{wording('table', language)} · {parents_line(plan, language)}"
    return section(title, element("table", element("thead", header), element("tbody", *body), class_="plan"))


def _row(row: Row) -> Element:
    days = (format_day(row.item.day(name)) for name in ("from_date", "to_date"))
    return element(
        "tr",
        element("th", row.name),
        *(element("td", day, class_="day") for day in days),
        element("td", row.amount, class_="amount"),
        element("td", row.back, class_="day"),
        element("td", row.workings),
        element("td", *linked(row.marks), class_="marks"),
    )


def _refusals(report: PlanReport, language: Language) -> Element | None:
    """What there is not, with the reason."""
    if not report.refusals:
        return None
    lines = [element("li", f"{name} ", *linked(text)) for name, text in report.refusals]
    return section(wording("none", language), element("ul", *lines))
