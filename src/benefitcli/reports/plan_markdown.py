"""A plan as Markdown: for a wiki, a ticket or a chat."""

from __future__ import annotations

from collections.abc import Iterable

from benefitcli.benefits.plan import PLAN
from benefitcli.i18n import Language
from benefitcli.i18n.forms import form_title
from benefitcli.law.dates import format_day
from benefitcli.reports.markdown import digests, escape, facts, remarks, section, sources, table, written
from benefitcli.reports.person import Person
from benefitcli.reports.plan_report import PlanReport, plan_report
from benefitcli.reports.plan_rows import Row
from benefitcli.reports.plan_words import parents_line, wording
from benefitcli.workflows.plan import Plan

COLUMNS = ("who_what", "from", "to", "amount", "back", "workings", "clauses")
AMOUNT = COLUMNS.index("amount")


def plan_as_markdown(plan: Plan, person: Person, language: Language) -> bytes:
    """The Markdown of a plan, UTF-8."""
    report = plan_report(plan, language)
    lines = [
        f"# {escape(form_title(PLAN.name, language))}",
        "",
        f"**{escape(report.title)}**",
        "",
        *facts(person, report.facts, language),
        *(("", f"**{escape(report.estimate)}**") if report.estimate else ()),
        *_entitlements(plan, report, language),
        *_refusals(report, language),
        *remarks(report, language),
        *sources(report, language),
        *digests(report.digests, language),
    ]
    return written(lines)


def _entitlements(plan: Plan, report: PlanReport, language: Language) -> Iterable[str]:
    if report.rows:
        yield from section(f"{wording('table', language)} · {parents_line(plan, language)}")
        yield from table([wording(name, language) for name in COLUMNS], map(_cells, report.rows), {AMOUNT})


def _cells(row: Row) -> tuple[str, ...]:
    first, last = (format_day(row.item.day(name)) for name in ("from_date", "to_date"))
    return row.name, first, last, row.amount, row.back, row.workings, row.marks


def _refusals(report: PlanReport, language: Language) -> Iterable[str]:
    """What there is not, with the reason."""
    if report.refusals:
        yield from section(wording("none", language))
        yield from (f"- **{escape(name)}** {escape(text)}" for name, text in report.refusals)
