"""The form of one case as a page to print, sign and file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from benefitcli.i18n import Language, choose
from benefitcli.i18n.forms import applicant_of, form_title
from benefitcli.i18n.words import WORDS
from benefitcli.reports.citations import Citation
from benefitcli.reports.page import Child, colophon, element, heading, page, pairs, section, signature_lines
from benefitcli.reports.person import Person
from benefitcli.reports.remarks import Remarks
from benefitcli.reports.report import Line, Report, report_of
from benefitcli.workflows.case import Answer

_MARK = re.compile(r"(\[\d+\])")


def html_of(answer: Answer, person: Person, language: Language) -> bytes:
    """The page of an answer, UTF-8."""
    report = report_of(answer, language)
    title = form_title(answer.benefit.name, language)
    named = " · ".join(part for part in (title, report.title, *(value for _, value in person.lines(language))) if part)
    return page(
        named,
        language,
        *heading(title, report.title, person, language),
        pairs([line.pair for line in report.facts], class_="facts"),
        *_outcome(report, language),
        *remarks(report, language),
        sources(report, language),
        signature_lines(language, applicant_of(answer.benefit.name)),
        colophon(report.digest, report.as_of, language),
    )


def _outcome(report: Report, language: Language) -> Iterable[Element]:
    """What there is and how it adds up, or why there is nothing."""
    if report.refusal:
        yield section(choose(WORDS["result"], language), element("p", *linked(report.refusal), class_="refusal"))
        return
    yield section(choose(WORDS["result"], language), _lines(report.results, "result"))
    if report.steps:
        yield section(choose(WORDS["how"], language), _lines(report.steps, "steps"))


def _lines(lines: Sequence[Line], kind: str) -> Element:
    rows = [
        element(
            "tr",
            element("th", line.label, class_="label"),
            element("td", line.text, class_="amount" if line.applied else "amount not-applied"),
            element("td", *linked(line.basis), class_="basis"),
        )
        for line in lines
    ]
    return element("table", *rows, class_=kind)


def remarks(report: Remarks, language: Language) -> Iterable[Element]:
    """How the leave is treated, which readings were taken, and what the reader should know."""
    if report.treatment:
        yield section(choose(WORDS["treatment"], language), *(element("p", *linked(one)) for one in report.treatment))
    if report.readings:
        items = [
            element("li", reading.taken, *(part for other in reading.others for part in (element("br"), other)))
            for reading in report.readings
        ]
        yield section(choose(WORDS["readings"], language), element("ul", *items))
    if report.notes:
        items = [element("li", note) for note in report.notes]
        yield section(choose(WORDS["notes"], language), element("ul", *items, class_="notes"))


def sources(report: Remarks, language: Language) -> Element | None:
    """The clauses, each with its words."""
    if not report.citations:
        return None
    clauses = element("div", *map(clause, report.citations), class_="clauses")
    return section(choose(WORDS["sources"], language), clauses)


def clause(citation: Citation) -> Element:
    """A clause: its name, how far it can be trusted, its words."""
    words = element(
        "div",
        citation.title,
        element("span", citation.standing, class_="standing"),
        element("div", citation.original) if citation.original else None,
        element("blockquote", f"“{citation.quote}”", lang="zh-CN") if citation.quote else None,
        element("div", citation.note) if citation.note else None,
    )
    return element("div", element("span", citation.mark), words, class_="clause", id=f"source-{citation.number}")


def linked(text: str) -> list[Child]:
    """The text with each mark of a source leading to it."""
    return [
        element("a", part, href=f"#source-{part[1:-1]}") if _MARK.fullmatch(part) else part
        for part in _MARK.split(text)
    ]
