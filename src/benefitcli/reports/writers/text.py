"""A report in lines of text that read the same in a terminal, in a mail and without colour."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.cells import cell_len

from benefitcli.i18n.words import WORDS
from benefitcli.reports.model import NOT_APPLIED, Block, Items, Paragraph, Picture, Report, Section, Table
from benefitcli.reports.terminal import DEFAULT_WIDTH, Sheet, Style

DIGEST_SHOWN = 19
"""So much of the digest as tells one set of tables from another."""

_STYLES: dict[str, Style] = {"strong": "bold", "headline": "bold", "notice": "notice", "dim": "dim"}


def text_of(report: Report) -> bytes:
    """Return the text of a report, UTF-8, as wide as usual."""
    text = io.StringIO()
    print_report(report, Sheet(text, DEFAULT_WIDTH))
    return text.getvalue().encode()


def print_report(report: Report, sheet: Sheet) -> None:
    """Print a report; colours only where the sheet is a terminal that has them."""
    _print_head(report, sheet)
    is_first = not (report.title or report.lead)
    for section in _sections(report, sheet):
        if not is_first:
            sheet.line()
        is_first = False
        _print_section(section, sheet)
    translator = report.translator
    if report.citations:
        sheet.line()
        sheet.line(translator(WORDS["sources"]), "bold")
    for citation in report.citations:
        sheet.item(citation.mark, citation.lines)
    if report.digests:
        sheet.line()
    for digest in report.digests:
        sheet.line(f"{translator(WORDS['tables'])} {digest[:DIGEST_SHOWN]}", "dim")


def _print_head(report: Report, sheet: Sheet) -> None:
    if report.title:
        sheet.line(report.title, "bold")
    for subtitle in report.subtitles:
        sheet.line(subtitle, "dim")
    for pairs in (report.person, [(label, cell.text) for label, cell in report.facts]):
        if pairs:
            sheet.line(report.translator.clauses(f"{label} {text}" for label, text in pairs), "dim")
    for block in report.lead:
        _print_block(block, sheet)


def _sections(report: Report, sheet: Sheet) -> Iterable[Section]:
    """Return the sections that are shown, with those for narrow paper where one is too wide."""
    for section in report.shown("text"):
        tables = (block for block in section.blocks if isinstance(block, Table))
        is_wide = any(_width(table) > sheet.width for table in tables if section.narrow)
        yield from section.narrow if is_wide else (section,)


def _print_section(section: Section, sheet: Sheet) -> None:
    margin = 2 * (section.level - 1)
    title = section.title if section.text_title is None else section.text_title
    if title:
        sheet.line(title, "notice" if section.style == "notice" else "bold", margin)
    for block in section.blocks:
        _print_block(block, sheet, margin)


def _print_block(block: Block, sheet: Sheet, margin: int = 0) -> None:
    if isinstance(block, Table):
        _print_table(block, sheet)
    elif isinstance(block, Paragraph):
        if block.style == "verbatim":
            sheet.verbatim(" " * (block.indent + margin) + block.text)
        else:
            sheet.line(block.text, _STYLES.get(block.style, "plain"), block.indent + margin)
    elif isinstance(block, Items) and block.is_table:
        _print_definitions(block, sheet)
    elif isinstance(block, Items):
        _print_items(block, sheet, margin)
    elif isinstance(block, Picture) and block.text is not None:
        for line in block.text(sheet.width):
            sheet.verbatim(line)


def _print_items(block: Items, sheet: Sheet, margin: int) -> None:
    for item in block.items:
        text = f"{item.term}  {item.text}" if item.term else item.text
        if item.mark:
            sheet.item(item.mark, (text, *item.lines), block.indent + margin)
        else:
            for line in (text, *item.lines):
                sheet.line(line, indent=block.indent + margin)


def _print_definitions(block: Items, sheet: Sheet) -> None:
    paragraphs = [[(item.term, item.text), *(("", line) for line in item.lines)] for item in block.items]
    if not block.apart:
        sheet.definitions([row for paragraph in paragraphs for row in paragraph])
        return
    for index, paragraph in enumerate(paragraphs):
        if index:
            sheet.line()
        sheet.definitions(paragraph)


def _print_table(table: Table, sheet: Sheet) -> None:
    for text in table.headline:
        sheet.line(text, "bold", 2)
    if table.headline:
        return
    shown = table.indices("text")
    right = frozenset(place for place, index in enumerate(shown) if table.columns[index].right)
    styles: list[Style] = ["plain"] * (len(_grid(table)) - len(table.rows))
    for row in table.rows:
        is_unused = any(cell.role == NOT_APPLIED for cell in row)
        styles.append("dim" if is_unused else "bold" if table.style == "result" else "plain")
    sheet.grid(_grid(table), right, styles)


def _grid(table: Table) -> list[tuple[str, ...]]:
    """Return the lines of a table with its header; what spans several columns stands above the last of them."""
    columns = [table.columns[index] for index in table.indices("text")]
    lines: list[tuple[str, ...]] = []
    if any(column.over for column in columns):
        names = [column.over for column in columns]
        lines.append(tuple(name if name != after else "" for name, after in zip(names, [*names[1:], ""], strict=True)))
    if table.headed:
        lines.append(tuple(column.header for column in columns))
    before = ""
    for row in table.rows:
        cells = tuple(row[index].marked for index in table.indices("text"))
        lines.append(("", *cells[1:]) if table.repeats and cells[0] == before else cells)
        before = cells[0]
    return lines


def _width(table: Table) -> int:
    return sum(2 + max(map(cell_len, column)) for column in zip(*_grid(table), strict=True))
