"""The rows of a forecast as a file: every format of a batch; a workbook has its charts and notes on further sheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, BinaryIO

from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.io.table import Notes
from benefitcli.io.tables import Writer, open_writer
from benefitcli.io.workbook import WorkbookWriter
from benefitcli.law.parameters import FEN_PER_YUAN
from benefitcli.reports.forecast import charts_of, forecast_report, headlines_of
from benefitcli.reports.model import Items
from benefitcli.reports.pictures.chart import COLOURS, Chart
from benefitcli.reports.summary import summary_lines
from benefitcli.workflows.forecast.run import Forecast, rows_for

SHEET = "benefitcli"
_COLUMN_WIDTH = 16
_A4 = 9
_CHART_SIZE = {"width": 860, "height": 440}


def forecast_rows(forecast: Forecast, translator: Translator, kind: str, encoding: str) -> bytes:
    """Write the rows of a forecast.

    Args:
        forecast: What falls due.
        translator: The language of charts and notes.
        kind: A format of rows: ``csv``, ``xlsx``, ``jsonl`` …
        encoding: That of a text.

    Raises:
        BenefitError: The format or the encoding cannot hold them.
    """
    stream = io.BytesIO()
    headers = forecast.frame.columns
    writer: Writer
    notes: Notes = list
    if kind == "xlsx":
        writer = ChartWorkbookWriter(stream, headers, SHEET, list(charts_of(forecast, translator)))
        lines = _notes(forecast, translator)
        notes = lambda: [(translator(WORDS["notes_sheet"]), lines)]  # noqa: E731 - the form that a writer asks for
    else:
        writer = open_writer(stream, headers, kind, encoding)
    try:
        writer.write(rows_for(forecast, kind))
        writer.close(notes)
    finally:
        writer.discard()
    return stream.getvalue()


def _notes(forecast: Forecast, translator: Translator) -> list[tuple[str, ...]]:
    """Return the last sheet: the headline, how the rows of the input fared, what was assumed, and the clauses."""
    report = forecast_report(forecast, translator)
    lines: list[tuple[str, ...]] = [(report.title, *report.subtitles)]
    lines += [("", headline) for headline in headlines_of(forecast, translator)]
    lines += [("", line.strip()) for line in summary_lines(forecast.outcome, translator)]
    for section in report.remarks:
        items = (item for block in section.blocks if isinstance(block, Items) for item in block.items)
        lines += [(section.title, item.text) for item in items]
    for citation in report.citations:
        parts = (citation.title + citation.standing, citation.original, citation.quote)
        lines.append((translator(WORDS["sources"]), " ".join(part for part in parts if part)))
    lines += [(translator(WORDS["tables"]), digest) for digest in report.digests]
    return lines


class ChartWorkbookWriter(WorkbookWriter):
    """The rows on the first sheet, a sheet for each chart, and the notes."""

    def __init__(self, stream: BinaryIO, headers: Sequence[str], sheet: str, charts: Sequence[Chart]) -> None:
        """Begin the first sheet."""
        super().__init__(stream, headers, sheet)
        self._charts = charts
        self._sheet.repeat_rows(0)
        _set_up_page(self._sheet, pages_high=0)

    def close(self, notes: Notes) -> None:
        """Add the charts and finish."""
        for chart in self._charts:
            self._draw(chart)
        super().close(notes)

    def _draw(self, chart: Chart) -> None:
        sheet = self._book.add_worksheet(chart.title)
        _set_up_page(sheet, pages_high=1)
        sheet.set_column(0, len(chart.series), _COLUMN_WIDTH)
        bold = self._book.add_format({"bold": True, "bottom": 1, "align": "right"})
        money = self._book.add_format({"num_format": "#,##0.00"})
        # The book keeps one row at a time in memory: cells are written row by row.
        for column, (name, _) in enumerate(chart.series, start=1):
            sheet.write_string(0, column, name, bold)
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, category)
            for column, (_, values) in enumerate(chart.series, start=1):
                sheet.write_number(row, column, values[row - 1] / FEN_PER_YUAN, money)
        last = len(chart.categories)
        drawing = self._book.add_chart({"type": "column"})
        for column in range(1, len(chart.series) + 1):
            drawing.add_series(
                {
                    "name": [chart.title, 0, column],
                    "categories": [chart.title, 1, 0, last, 0],
                    "values": [chart.title, 1, column, last, column],
                    "gap": 60,
                    "fill": {"color": COLOURS[(column - 1) % len(COLOURS)]},
                }
            )
        drawing.set_title({"name": chart.title, "overlay": False})
        drawing.set_y_axis({"name": chart.unit, "num_format": "#,##0", "min": 0})
        drawing.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
        drawing.set_size(_CHART_SIZE)
        sheet.insert_chart(1, len(chart.series) + 2, drawing)


def _set_up_page(sheet: Any, pages_high: int) -> None:
    """Print on A4 across, as wide as one page."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, pages_high)
