"""The form of one case as Markdown: for a wiki, a ticket or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.forms import FORMS, form_title
from benefitcli.catalogue.words import WORDS
from benefitcli.render.citations import Citation
from benefitcli.render.person import Person
from benefitcli.render.report import Line, Report, report_of
from benefitcli.single import Answer

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
        *_table([*person.lines(language), *(line.pair for line in report.facts)], ("item", "value"), language),
        *_outcome(report, language),
        *_remarks(report, language),
        *_sources(report, language),
        "",
        f"{choose(FORMS['digest'], language)} `{report.digest}`",
    ]
    return ("\n".join(lines) + "\n").encode(errors="backslashreplace")


def escape(text: str) -> str:
    """The text with nothing in it that Markdown, or the HTML in it, would read as more than text."""
    return _MARK.sub(r"[\1]", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _table(rows: Iterable[Sequence[str]], header: Sequence[str], language: Language) -> list[str]:
    words = [choose(FORMS[name], language) for name in header]
    alike = [words, ["---"] * len(words), *([escape(cell) for cell in row] for row in rows)]
    return ["| " + " | ".join(cells) + " |" for cells in alike]


def _section(name: str, language: Language) -> list[str]:
    return ["", f"## {choose(WORDS[name], language)}", ""]


def _outcome(report: Report, language: Language) -> Iterable[str]:
    yield from _section("result", language)
    if report.refusal:
        yield f"**{escape(report.refusal)}**"
        return
    yield from _numbers(report.results, language)
    if report.steps:
        yield from _section("how", language)
        yield from _numbers(report.steps, language)


def _numbers(lines: Iterable[Line], language: Language) -> list[str]:
    return _table([(*line.pair, line.basis) for line in lines], ("item", "value", "basis"), language)


def _remarks(report: Report, language: Language) -> Iterable[str]:
    readings = ["; ".join((reading.taken, *reading.others)) for reading in report.readings]
    for name, items in (("treatment", report.treatment), ("readings", readings), ("notes", report.notes)):
        if items:
            yield from _section(name, language)
            yield from (f"- {escape(item)}" for item in items)


def _sources(report: Report, language: Language) -> Iterable[str]:
    if report.citations:
        yield from _section("sources", language)
    for citation in report.citations:
        yield from clause(citation)


def clause(citation: Citation) -> Iterable[str]:
    """A clause as an item of a numbered list."""
    yield f"{citation.number}. {escape(citation.title + citation.standing)}"
    for text in (citation.original, citation.note):
        if text:
            yield f"   {escape(text)}"
    if citation.quote:
        yield f"   > {escape(citation.quote)}"
