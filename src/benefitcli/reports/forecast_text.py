"""A forecast in a terminal: the sum, the table, the bars, what was assumed and which clauses stand behind it."""

from __future__ import annotations

from rich.cells import cell_len

from benefitcli.i18n import Language, choose
from benefitcli.i18n.words import WORDS
from benefitcli.reports.chart import print_chart
from benefitcli.reports.forecast_report import ForecastReport, Grid
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.terminal_page import DIGEST_SHOWN


def print_forecast(report: ForecastReport, language: Language, sheet: Sheet) -> None:
    """Print a forecast; scenarios stand side by side where the width allows it, else one under the other."""
    sheet.line(report.title, "bold")
    sheet.line(report.subject, "dim")
    sheet.line()
    for headline in report.headlines:
        sheet.line(headline, "bold", 2)
    if _width(report.grid) <= sheet.width:
        sheet.line()
        _print_grid(report.grid, sheet)
    else:
        for name, grid in report.apart:
            sheet.line()
            sheet.line(name, "bold")
            _print_grid(grid, sheet)
    for chart in report.charts:
        sheet.line()
        sheet.line(f"{chart.title} ({chart.unit})" if language == "en" else f"{chart.title}（{chart.unit}）", "bold")
        print_chart(chart, sheet)
    _print_remarks(report, language, sheet)


def _print_remarks(report: ForecastReport, language: Language, sheet: Sheet) -> None:
    for word, mark, items in (("readings", "-", report.readings), ("notes", "!", report.notes)):
        if items:
            sheet.line()
            sheet.line(choose(WORDS[word], language), "notice" if word == "notes" else "bold")
        for item in items:
            sheet.item(mark, [item])
    if report.citations:
        sheet.line()
        sheet.line(choose(WORDS["sources"], language), "bold")
    for citation in report.citations:
        sheet.item(citation.mark, citation.lines)
    sheet.line()
    sheet.line(f"{choose(WORDS['tables'], language)} {report.digest[:DIGEST_SHOWN]}", "dim")


def _rows(grid: Grid) -> list[tuple[str, ...]]:
    """The lines of a table with its header; a period is named once, before the first of its groups.

    A scenario is named above the last of its columns.
    """
    over = tuple(name if name != after else "" for name, after in zip(grid.over, (*grid.over[1:], ""), strict=False))
    rows: list[tuple[str, ...]] = [*([over] if over else []), grid.header]
    before = ""
    for row in grid.rows:
        rows.append(("", *row[1:]) if grid.words > 1 and row[0] == before else row)
        before = row[0]
    return rows


def _width(grid: Grid) -> int:
    return sum(2 + max(map(cell_len, column)) for column in zip(*_rows(grid), strict=True))


def _print_grid(grid: Grid, sheet: Sheet) -> None:
    sheet.grid(_rows(grid), frozenset(range(grid.words, len(grid.header))))
