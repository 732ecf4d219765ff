"""A plan as a page to print, sign and file: the timeline, the entitlements, how they add up, the clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.forms import FORMS
from benefitcli.catalogue.words import WORDS
from benefitcli.law.days import format_day
from benefitcli.plan import Plan
from benefitcli.render.citations import Citation
from benefitcli.render.page import Child, Person, colophon, element, heading, page, pairs, section, signature_lines
from benefitcli.render.plan_picture import picture
from benefitcli.render.plan_report import PlanReport, Row, parents_line, plan_report, wording

_MARK = re.compile(r"(\[\d+\])")
_COLUMNS = ("who_what", "from", "to", "amount", "back", "workings", "clauses")


def plan_as_page(plan: Plan, person: Person, language: Language) -> bytes:
    """The page of a plan, UTF-8."""
    report = plan_report(plan, language)
    title = choose(FORMS["leave"], language)
    named = " · ".join([title, report.title, *(value for _, value in person.lines(language))])
    return page(
        named,
        language,
        *heading(title, report.title, person, language),
        pairs(list(report.facts), class_="facts"),
        element("p", report.estimate, class_="estimate") if report.estimate else None,
        section(wording("timeline", language), picture(plan, report.rows, language)) if report.rows else None,
        _table(plan, report.rows, language) if report.rows else None,
        element("div", *_remarks(report, language), _sources(report.citations, language), class_="compact"),
        signature_lines(language),
        *(colophon(digest, plan.question.as_of, language) for digest in report.digests),
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
        element("td", *_linked(row.marks), class_="marks"),
    )


def _remarks(report: PlanReport, language: Language) -> Iterable[Element]:
    """What there is not, how the leave is treated, which readings were taken, what the reader should know."""
    if report.refusals:
        lines = [element("li", f"{name} ", *_linked(text)) for name, text in report.refusals]
        yield section(wording("none", language), element("ul", *lines))
    if report.treatment:
        lines = [element("li", *_linked(line)) for line in report.treatment]
        yield section(choose(WORDS["treatment"], language), element("ul", *lines))
    if report.readings:
        lines = [element("li", "; ".join(lines)) for lines in report.readings]
        yield section(choose(WORDS["readings"], language), element("ul", *lines))
    if report.notes:
        lines = [element("li", note) for note in report.notes]
        yield section(choose(WORDS["notes"], language), element("ul", *lines, class_="notes"))


def _sources(citations: Sequence[Citation], language: Language) -> Element | None:
    if not citations:
        return None
    clauses = [_citation(citation, language) for citation in citations]
    return section(choose(WORDS["sources"], language), element("div", *clauses, class_="clauses"))


def _citation(citation: Citation, language: Language) -> Element:
    standing = f"（{citation.standing}）" if language == "zh" else f" ({citation.standing})"
    return element(
        "div",
        f"{citation.mark} {citation.title}",
        element("span", standing, class_="evidence"),
        f" {citation.original}" if citation.original else None,
        element("blockquote", f"“{citation.quote}”", lang="zh-CN") if citation.quote else None,
        element("div", citation.note) if citation.note else None,
        class_="clause",
        id=f"source-{citation.number}",
    )


def _linked(text: str) -> list[Child]:
    """The text with each mark of a source leading to it."""
    return [
        element("a", part, href=f"#source-{part[1:-1]}") if _MARK.fullmatch(part) else part
        for part in _MARK.split(text)
    ]
