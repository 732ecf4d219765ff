"""A report as a page to print, sign and file: one file, no script, nothing fetched from a network.

A page is a tree of elements, and only its writer makes text of it: there is no way to a page that leaves escaping out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from benefitcli import __version__
from benefitcli.i18n.words import FORMS, WORDS
from benefitcli.reports.model import Block, Cell, Citation, Item, Items, Paragraph, Report, Section, Table

Child = Element | str | None

_MARK = re.compile(r"(\[\d+\])")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_CLASSES = {"strong": "refusal", "headline": "headline", "notice": "estimate", "dim": "standing"}
_PAIRS_ACROSS = 3


def element(tag: str, *children: Child, **attributes: str | float) -> Element:
    """Return an element with its children; ``class_`` is ``class``, other underscores are hyphens (``stroke_width``).

    A fraction has one decimal.
    """
    texts = {name: f"{value:.1f}" if isinstance(value, float) else str(value) for name, value in attributes.items()}
    made = Element(tag, {name.rstrip("_").replace("_", "-"): text for name, text in texts.items()})
    for child in children:
        if isinstance(child, Element):
            made.append(child)
        elif child and len(made):
            made[-1].tail = (made[-1].tail or "") + child
        elif child:
            made.text = (made.text or "") + child
    return made


def html_of(report: Report) -> bytes:
    """Return the page of a report, UTF-8; a policy in its head keeps even a browser from fetching or running anything."""
    named = (report.form, report.title, *report.subtitles, *(value for _, value in report.person))
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", " · ".join(part for part in named if part)),
        element("style", Path(__file__).with_name("page.css").read_text(encoding="utf-8")),
    )
    tree = element("html", head, element("body", *_body(report)), lang=_LANGUAGES[report.translator.language])
    text = "<!DOCTYPE html>\n" + tostring(tree, encoding="unicode", method="html") + "\n"
    return text.encode(errors="backslashreplace")


def _body(report: Report) -> Iterable[Element]:
    if report.form or report.title:
        yield element("h1", report.form or report.title)
    for subject in (report.title if report.form else "", *report.subtitles):
        if subject:
            yield element("p", subject, class_="subject")
    if report.person:
        yield _pairs(report.person, "person")
    if report.facts:
        yield _pairs([(label, cell.marked) for label, cell in report.facts], "facts")
    yield from _blocks(report.lead)
    small = []
    for section in report.shown("html"):
        parts = _section(section)
        if report.compact and section in report.remarks:
            small += parts
        else:
            yield from parts
    if report.citations:
        clauses = element("div", *map(_clause, report.citations), class_="clauses")
        small.append(_titled(report.translator(WORDS["sources"]), clauses))
    yield from [element("div", *small, class_="compact")] if report.compact else small
    if report.signer:
        yield _signatures(report)
    yield _colophon(report)


def _section(section: Section) -> list[Element]:
    parts = list(_blocks(section.blocks, section.style))
    return [_titled(section.title, *parts, level=section.level)] if section.title else parts


def _titled(title: str, *children: Child, level: int = 1) -> Element:
    return element("section", element(f"h{level + 1}", title), *children)


def _blocks(blocks: Iterable[Block], style: str = "") -> Iterable[Element]:
    for block in blocks:
        if isinstance(block, Table):
            yield _table(block)
        elif isinstance(block, Paragraph):
            yield _paragraph(block)
        elif isinstance(block, Items):
            yield from [_definitions(block)] if block.is_table else _items(block, style)
        elif block.svg is not None:
            yield block.svg()


def _paragraph(block: Paragraph) -> Element:
    if block.style == "verbatim":
        return element("pre", block.text)
    attributes = {"class_": _CLASSES[block.style]} if block.style in _CLASSES else {}
    return element("p", *_linked(block.text), **attributes)


def _items(block: Items, style: str) -> Iterable[Element]:
    """Yield the runs of a list: items with marks as a list, items without as a paragraph each."""
    for has_marks, items in groupby(block.items, key=lambda item: bool(item.mark)):
        if has_marks:
            yield element("ul", *(_item("li", item) for item in items), **({"class_": "notes"} if style else {}))
        else:
            yield from (_item("p", item) for item in items)


def _item(tag: str, item: Item) -> Element:
    term = f"{item.term} " if item.term else ""
    lines = (part for line in item.lines for part in (element("br"), *_linked(line)))
    return element(tag, term, *_linked(item.text), *lines)


def _definitions(block: Items) -> Element:
    rows = []
    for item in block.items:
        lines = (part for line in item.lines for part in (element("br"), *_linked(line)))
        text = element("td", *_linked(item.text), *lines)
        rows.append(element("tr", element("th", item.term, class_="label"), text))
    return element("table", *rows, class_="definitions")


def _table(table: Table) -> Element:
    shown = table.indices("html")
    columns = [table.columns[index] for index in shown]
    over = [element("th", name, colspan=len(list(run))) for name, run in groupby(column.over for column in columns)]
    header = [element("tr", *over)] if any(column.over for column in columns) else []
    header.append(element("tr", *(element("th", column.header) for column in columns)))
    rows = [
        element("tr", *(_cell(row[index]) for index in shown), **({"class_": "total"} if place in table.totals else {}))
        for place, row in enumerate(table.rows)
    ]
    attributes = {"class_": table.style} if table.style else {}
    if not table.headed:
        return element("table", *rows, **attributes)
    return element("table", element("thead", *header), element("tbody", *rows), **attributes)


def _cell(cell: Cell) -> Element:
    tag = "th" if cell.role in ("label", "name") else "td"
    text = _linked(cell.marked) if cell.sources or cell.role in ("basis", "marks") else [cell.text]
    attributes = {"class_": cell.role} if cell.role not in ("", "name") else {}
    return element(tag, *text, **attributes)


def _pairs(pairs: Sequence[tuple[str, str]], class_: str) -> Element:
    """Return labels and values, some pairs across; the last row is filled with empty cells."""
    across = min(_PAIRS_ACROSS, len(pairs))
    filled = [*pairs, *[("", "")] * (-len(pairs) % across)]
    rows = [filled[first : first + across] for first in range(0, len(filled), across)]
    cells = ((cell for label, value in row for cell in (element("th", label), element("td", value))) for row in rows)
    return element("table", *(element("tr", *row) for row in cells), class_=class_)


def _clause(citation: Citation) -> Element:
    words = element(
        "div",
        citation.title,
        element("span", citation.standing, class_="standing"),
        element("div", citation.original) if citation.original else None,
        element("blockquote", f"“{citation.quote}”", lang="zh-CN") if citation.quote else None,
        element("div", citation.note) if citation.note else None,
    )
    return element("div", element("span", citation.mark), words, class_="clause", id=f"source-{citation.number}")


def _linked(text: str) -> list[Child]:
    """Return the text with each mark of a source leading to it."""
    return [
        element("a", part, href=f"#source-{part[1:-1]}") if _MARK.fullmatch(part) else part
        for part in _MARK.split(text)
    ]


def _signatures(report: Report) -> Element:
    signers = (report.signer, *(report.translator(FORMS[key]) for key in ("checker_signs", "employer_signs")))
    day = report.translator(FORMS["signed_on"])
    blocks = [
        element("div", signer, element("div", class_="rule"), element("div", day, class_="day")) for signer in signers
    ]
    return element("div", *blocks, class_="signatures")


def _colophon(report: Report) -> Element:
    """Return the foot of the page: which tables made it, as they were known on which day, and by which version."""
    translator = report.translator
    parts = [
        f"{translator(FORMS['digest'])} {' '.join(report.digests)}" if report.digests else None,
        translator(WORDS["as_of"], date=report.as_of.isoformat()) if report.as_of else None,
        translator(FORMS["made_by"], version=__version__),
    ]
    return element("footer", *(element("div", part) for part in parts if part))
