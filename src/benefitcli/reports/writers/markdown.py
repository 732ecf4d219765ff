"""A report as Markdown: for a wiki, a ticket or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from benefitcli.i18n.words import FORMS, WORDS
from benefitcli.reports.model import Block, Citation, Item, Items, Paragraph, Report, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")

_MARK = re.compile(r"\\\[(\d+)\\\](?![(\[:])")
"""A number of a source, escaped, that nothing behind it could make a link."""

_STRONG = ("strong", "headline", "notice")


def markdown_of(report: Report) -> bytes:
    """Return the Markdown of a report, UTF-8."""
    lines = [*_head(report)]
    for section in report.shown("md"):
        if section.title:
            lines += ["", f"{'#' * (section.level + 1)} {escape(section.title)}"]
        for block in section.blocks:
            lines += _block(block, report)
    if report.citations:
        lines += ["", f"## {escape(report.translator(WORDS['sources']))}", ""]
    lines += [line for citation in report.citations for line in _clause(citation)]
    for digest in report.digests:
        lines += ["", f"{report.translator(FORMS['digest'])} `{digest}`"]
    return ("\n".join(lines) + "\n").lstrip("\n").encode(errors="backslashreplace")


def escape(text: str) -> str:
    """Return the text with nothing in it that Markdown, or the HTML in it, would read as more than text."""
    return _MARK.sub(r"[\1]", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _head(report: Report) -> Iterable[str]:
    title = report.form or report.title
    if title:
        yield f"# {escape(title)}"
    if report.form and report.title:
        yield from ("", f"**{escape(report.title)}**")
    for subtitle in report.subtitles:
        yield from ("", escape(subtitle))
    pairs = [*report.person, *((label, cell.marked) for label, cell in report.facts)]
    if pairs:
        yield ""
        yield from _grid([report.translator(FORMS[name]) for name in ("item", "value")], pairs)
    for block in report.lead:
        yield from _block(block, report)


def _block(block: Block, report: Report) -> Iterable[str]:
    """Yield the lines of a block, an empty one first; a picture has none."""
    if isinstance(block, Paragraph):
        yield ""
        yield f"**{escape(block.text)}**" if block.style in _STRONG else _plain(block)
    elif isinstance(block, Items):
        yield ""
        for item in block.items:
            yield from _item(item, report, joined=block.joined)
    elif isinstance(block, Table):
        yield ""
        yield from _table(block)


def _plain(paragraph: Paragraph) -> str:
    return f"    {paragraph.text}" if paragraph.style == "verbatim" else escape(paragraph.text)


def _item(item: Item, report: Report, *, joined: bool) -> Iterable[str]:
    text = report.translator.clauses((item.text, *item.lines)) if joined else item.text
    yield f"- **{escape(item.term)}** {escape(text)}" if item.term else f"- {escape(text)}"
    if not joined:
        yield from (f"  - {escape(line)}" for line in item.lines)


def _table(table: Table) -> list[str]:
    shown = table.indices("md")
    columns = [table.columns[index] for index in shown]
    header = [" ".join(filter(None, (column.over, column.header))) for column in columns]
    rows = [[row[index].marked for index in shown] for row in table.rows]
    return _grid(header, rows, [column.right and table.headed for column in columns])


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] = ()) -> list[str]:
    """Return a table of texts; ``right`` says of each column whether it is set to the right."""
    line = ["---:" if is_right else "---" for is_right in right or [False] * len(header)]
    alike = [[escape(cell) for cell in header], line, *([escape(cell) for cell in row] for row in rows)]
    return ["| " + " | ".join(cells) + " |" for cells in alike]


def _clause(citation: Citation) -> Iterable[str]:
    number = f"{citation.number}. "
    indent = " " * len(number)
    yield number + escape(citation.title + citation.standing)
    for text in (citation.original, citation.note):
        if text:
            yield indent + escape(text)
    if citation.quote:
        yield f"{indent}> {escape(citation.quote)}"
