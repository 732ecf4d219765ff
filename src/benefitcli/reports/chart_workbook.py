"""A workbook of rows with sheets of charts: native ones, drawn by Excel from the cells beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from benefitcli.io.table import Notes
from benefitcli.io.workbook import WorkbookWriter
from benefitcli.law.parameters import FEN_PER_YUAN
from benefitcli.reports.chart_model import COLOURS, Chart

_COLUMN_WIDTH = 16
_A4 = 9
_CHART_SIZE = {"width": 860, "height": 440}


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
        for column, one in enumerate(chart.series, start=1):
            sheet.write_string(0, column, one.name, bold)
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, category)
            for column, one in enumerate(chart.series, start=1):
                sheet.write_number(row, column, one.values[row - 1] / FEN_PER_YUAN, money)
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
