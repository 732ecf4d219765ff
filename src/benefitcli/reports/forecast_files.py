"""A forecast as a page and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element

from benefitcli.i18n import Language, choose
from benefitcli.i18n.words import WORDS
from benefitcli.reports.chart_svg import svg_of
from benefitcli.reports.forecast_report import ForecastReport, Grid
from benefitcli.reports.html_case import clause
from benefitcli.reports.markdown import clause as clause_in_markdown
from benefitcli.reports.markdown import digests, escape, table, written
from benefitcli.reports.markdown import section as heading
from benefitcli.reports.page import colophon, element, page, section


def forecast_page(report: ForecastReport, language: Language) -> bytes:
    """The page, with its charts as SVG; UTF-8."""
    return page(
        f"{report.title} · {report.subject}",
        language,
        element("h1", report.title),
        element("p", report.subject, class_="subject"),
        *(element("p", headline, class_="headline") for headline in report.headlines),
        *(section(chart.title, svg_of(chart)) for chart in report.charts),
        section(choose(WORDS["result"], language), _table(report.grid)),
        *_remarks(report, language),
        colophon(report.digest, report.as_of, language),
    )


def _table(grid: Grid) -> Element:
    over = [element("th", name, colspan=str(len(list(columns)))) for name, columns in groupby(grid.over)]
    heads = [element("tr", *cells) for cells in (over, [element("th", cell) for cell in grid.header]) if cells]
    rows = [
        element(
            "tr",
            *(
                element(
                    "th" if column < grid.words else "td", cell, **({} if column < grid.words else {"class_": "amount"})
                )
                for column, cell in enumerate(row)
            ),
            **({"class_": "total"} if index in grid.totals else {}),
        )
        for index, row in enumerate(grid.rows)
    ]
    return element("table", element("thead", *heads), element("tbody", *rows), class_="lines")


def _remarks(report: ForecastReport, language: Language) -> Iterable[Element]:
    for word, items in (("readings", report.readings), ("notes", report.notes)):
        if items:
            marked = {"class_": "notes"} if word == "notes" else {}
            yield section(
                choose(WORDS[word], language), element("ul", *(element("li", one) for one in items), **marked)
            )
    if report.citations:
        yield section(choose(WORDS["sources"], language), *map(clause, report.citations))


def forecast_markdown(report: ForecastReport, language: Language) -> bytes:
    """The same as Markdown, without the charts; UTF-8."""
    over = report.grid.over or ("",) * len(report.grid.header)
    header = [" ".join(filter(None, pair)) for pair in zip(over, report.grid.header, strict=True)]
    lines = [f"# {escape(report.title)}", "", escape(report.subject), ""]
    lines += [f"**{escape(headline)}**\n" for headline in report.headlines]
    lines += table(header, report.grid.rows, range(report.grid.words, len(header)))
    for word, items in (("readings", report.readings), ("notes", report.notes)):
        if items:
            lines += [*heading(choose(WORDS[word], language)), *(f"- {escape(one)}" for one in items)]
    lines += heading(choose(WORDS["sources"], language))
    lines += [line for citation in report.citations for line in clause_in_markdown(citation)]
    return written([*lines, *digests([report.digest], language)])
