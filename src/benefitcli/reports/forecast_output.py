"""A forecast put where it is wanted: rows in every format of a batch, a page, or one JSON document."""

from __future__ import annotations

import io
from typing import BinaryIO

import polars as pl

from benefitcli.contract import dump
from benefitcli.contract.building import forecast_of
from benefitcli.engine.columns.texts import as_text, as_typed
from benefitcli.i18n import Language, choose
from benefitcli.i18n.words import WORDS
from benefitcli.io.table import Notes
from benefitcli.io.tables import VALUES, Writer, open_writer
from benefitcli.reports.chart_workbook import ChartWorkbookWriter
from benefitcli.reports.forecast_files import forecast_markdown, forecast_page
from benefitcli.reports.forecast_report import ForecastReport, report_of, sources_of
from benefitcli.reports.forecast_text import print_forecast
from benefitcli.reports.summary import summary_lines
from benefitcli.reports.terminal import DEFAULT_WIDTH, Sheet
from benefitcli.workflows.forecast.job import Forecast

SHEET = "benefitcli"


def write_forecast(forecast: Forecast, stream: BinaryIO, kind: str, encoding: str) -> None:
    """Write a forecast in a format. Raises :class:`BenefitError` where the format cannot hold it."""
    language = forecast.request.language
    if kind in VALUES:
        _write_rows(forecast, stream, kind, encoding)
    elif kind == "json":
        stream.write(dump(forecast_of(forecast, sources_of(forecast))))
    elif kind == "html":
        stream.write(forecast_page(report_of(forecast), language))
    elif kind == "md":
        stream.write(forecast_markdown(report_of(forecast), language))
    else:
        text = io.StringIO()
        print_forecast(report_of(forecast), language, Sheet(text, DEFAULT_WIDTH))
        stream.write(text.getvalue().encode())


def _write_rows(forecast: Forecast, stream: BinaryIO, kind: str, encoding: str) -> None:
    headers = forecast.frame.columns
    writer: Writer
    notes: Notes
    if kind == "xlsx":
        report = report_of(forecast)
        writer = ChartWorkbookWriter(stream, headers, SHEET, report.charts)
        notes = _notes(forecast, report)
    else:
        writer = open_writer(stream, headers, kind, encoding)
        notes = list
    try:
        columns = [_shown(forecast, name, kind).alias(str(index)) for index, name in enumerate(headers)]
        writer.write(forecast.frame.select(columns))
        writer.close(notes)
    finally:
        writer.discard()


def _shown(forecast: Forecast, name: str, kind: str) -> pl.Expr:
    values, what = VALUES[kind], forecast.kinds[name]
    if values == "text":
        return as_text(what, pl.col(name))
    return as_typed(what, pl.col(name), exact=values == "exact")


def _notes(forecast: Forecast, report: ForecastReport) -> Notes:
    """The last sheet: the headline, what was assumed, how the rows of the input fared, and the clauses."""
    language: Language = forecast.request.language
    lines: list[tuple[str, ...]] = [(report.title, report.subject)]
    lines += [("", headline) for headline in report.headlines]
    lines += [("", line.strip()) for line in summary_lines(forecast.outcome, language)]
    for word, texts in (("readings", report.readings), ("notes", report.notes)):
        lines += [(choose(WORDS[word], language), text) for text in texts]
    for citation in report.citations:
        said = " ".join(filter(None, (citation.title + citation.standing, citation.original, citation.quote)))
        lines.append((choose(WORDS["sources"], language), said))
    lines.append((choose(WORDS["tables"], language), report.digest))
    return lambda: [(choose(WORDS["notes_sheet"], language), lines)]
