"""The form of one case as Markdown: for a wiki, a ticket or a chat."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from benefitcli.i18n import Language, choose
from benefitcli.i18n.forms import FORMS, form_title
from benefitcli.i18n.words import WORDS
from benefitcli.reports.citations import Citation
from benefitcli.reports.person import Person
from benefitcli.reports.remarks import Remarks
from benefitcli.reports.report import Line, Report, report_of
from benefitcli.workflows.case import Answer

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")

_MARK = re.compile(r"\\\[(\d+)\\\](?![(\[:])")
"""A number of a source, escaped, that nothing behind it could make a link."""


def markdown_of(answer: Answer, person: Person, language: Language) -> bytes:
    """The document of an answer, UTF-8."""
    report = report_of(answer, language)
    lines = [
        f"# {escape(form_title(answer.benefit.name, language))}",
        "",
        f"**{escape(report.title)}**",
        "",
        *facts(person, report.facts, language),
        *_outcome(report, language),
        *remarks(report, language),
        *sources(report, language),
        *digests([report.digest], language),
    ]
    return written(lines)


def written(lines: Iterable[str]) -> bytes:
    """The document of some lines, UTF-8."""
    return ("\n".join(lines) + "\n").encode(errors="backslashreplace")


def escape(text: str) -> str:
    """The text with nothing in it that Markdown, or the HTML in it, would read as more than text."""
    return _MARK.sub(r"[\1]", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def table(header: Iterable[str], rows: Iterable[Sequence[str]], numbers: Container[int] = ()) -> list[str]:
    """A table of texts; ``numbers`` are the places of the columns that stand to the right."""
    words = [escape(cell) for cell in header]
    line = ["---:" if column in numbers else "---" for column in range(len(words))]
    alike = [words, line, *([escape(cell) for cell in row] for row in rows)]
    return ["| " + " | ".join(cells) + " |" for cells in alike]


def section(title: str) -> list[str]:
    """The heading of a section."""
    return ["", f"## {escape(title)}", ""]


def facts(person: Person, lines: Iterable[Line], language: Language) -> list[str]:
    """Whom the document is about, and what was given."""
    header = [choose(FORMS[name], language) for name in ("item", "value")]
    return table(header, [*person.lines(language), *(line.pair for line in lines)])


def digests(found: Iterable[str], language: Language) -> Iterable[str]:
    """Which tables made the document."""
    for digest in found:
        yield from ("", f"{choose(FORMS['digest'], language)} `{digest}`")


def _outcome(report: Report, language: Language) -> Iterable[str]:
    yield from section(choose(WORDS["result"], language))
    if report.refusal:
        yield f"**{escape(report.refusal)}**"
        return
    yield from _numbers(report.results, language)
    if report.steps:
        yield from section(choose(WORDS["how"], language))
        yield from _numbers(report.steps, language)


def _numbers(lines: Iterable[Line], language: Language) -> list[str]:
    header = [choose(FORMS[name], language) for name in ("item", "value", "basis")]
    return table(header, [(*line.pair, line.basis) for line in lines])


def remarks(report: Remarks, language: Language) -> Iterable[str]:
    """How the leave is treated, which readings were taken, and what the reader should know."""
    readings = [
        ("；" if language == "zh" else "; ").join((reading.taken, *reading.others)) for reading in report.readings
    ]
    for name, items in (("treatment", report.treatment), ("readings", readings), ("notes", report.notes)):
        if items:
            yield from section(choose(WORDS[name], language))
            yield from (f"- {escape(item)}" for item in items)


def sources(report: Remarks, language: Language) -> Iterable[str]:
    """The clauses, each with its words."""
    if report.citations:
        yield from section(choose(WORDS["sources"], language))
    for citation in report.citations:
        yield from clause(citation)


def clause(citation: Citation) -> Iterable[str]:
    """A clause as an item of a numbered list."""
    number = f"{citation.number}. "
    indent = " " * len(number)
    yield number + escape(citation.title + citation.standing)
    for text in (citation.original, citation.note):
        if text:
            yield indent + escape(text)
    if citation.quote:
        yield f"{indent}> {escape(citation.quote)}"
