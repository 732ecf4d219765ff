"""A bar chart as SVG: upright groups of bars with a scale, each bar with its number for those who hover or listen."""

from __future__ import annotations

from math import ceil
from xml.etree.ElementTree import Element

from rich.cells import cell_len, set_cell_size

from benefitcli.law.parameters import FEN_PER_YUAN
from benefitcli.reports.pictures.chart import COLOURS, Chart
from benefitcli.reports.values import grouped_yuan
from benefitcli.reports.writers.html import element

WIDTH, HEIGHT = 760, 328
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 8, 30, 64
_CELL, _GAP = 6, 8
"""The width of half a Chinese character, and what stands free between two names."""

_LONGEST = 14
"""So many cells of a leaning name are shown; its bar tells the whole of it."""

_THICKEST = 64
_STEPS = (1, 2, 5, 10)


def chart_svg(chart: Chart) -> Element:
    """Draw a chart as an element to put on a page."""
    highest, step = _scale(chart.highest)
    drawing = [
        element("title", f"{chart.title} ({chart.unit})"),
        *_grid(highest, step),
        *_bars(chart, highest),
        *_names(chart),
    ]
    return element(
        "svg", *drawing, *_legend(chart), viewBox=f"0 0 {WIDTH} {HEIGHT}", xmlns="http://www.w3.org/2000/svg",
        role="img", class_="chart", font_size="11", fill="#1a1a1a",
    )  # fmt: skip


def _scale(highest: int) -> tuple[int, int]:
    """Return the top of the scale and the step between its lines, in fen: 1, 2 or 5 times a power of ten yuan, at most six."""
    size = FEN_PER_YUAN
    while True:
        for factor in _STEPS:
            step = factor * size
            if step * 5 >= highest:
                return max(-(-highest // step), 1) * step, step
        size *= 10


def _y(value: int, highest: int) -> float:
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / highest)


def _grid(highest: int, step: int) -> list[Element]:
    lines = []
    for value in range(0, highest + 1, step):
        y = f"{_y(value, highest):.1f}"
        colour = "#444" if value == 0 else "#d5d9dd"
        lines.append(element("line", x1=str(_LEFT), x2=str(WIDTH - _RIGHT), y1=y, y2=y, stroke=colour))
        lines.append(element("text", grouped_yuan(value), x=str(_LEFT - 6), y=y, dy=".35em", text_anchor="end"))
    return lines


def _bars(chart: Chart, highest: int) -> list[Element]:
    room = (WIDTH - _LEFT - _RIGHT) / len(chart.categories)
    thick = min(room * 0.8 / len(chart.series), _THICKEST)
    bars = []
    for index, category in enumerate(chart.categories):
        left = _LEFT + (index + 0.5) * room - thick * len(chart.series) / 2
        for number, series in enumerate(chart.series):
            value = series.values[index]
            top = _y(value, highest)
            title = " ".join(
                filter(None, (category, series.name if len(chart.series) > 1 else "", grouped_yuan(value)))
            )
            bars.append(
                element(
                    "rect", element("title", title), x=f"{left + number * thick:.1f}", y=f"{top:.1f}",
                    width=f"{thick:.1f}", height=f"{_y(0, highest) - top:.1f}", fill=COLOURS[number % len(COLOURS)],
                )
            )  # fmt: skip
    return bars


def _names(chart: Chart) -> list[Element]:
    """Return the names of the categories; too wide to stand side by side they lean, or a timeline leaves some of them out."""
    room = (WIDTH - _LEFT - _RIGHT) / len(chart.categories)
    width = max(map(cell_len, chart.categories)) * _CELL + _GAP
    every = ceil(width / room) if chart.is_timeline else 1
    names = []
    for index in range(0, len(chart.categories), every):
        x, y = f"{_LEFT + (index + 0.5) * room:.1f}", str(HEIGHT - _BOTTOM + 18)
        if every == 1 and width > room:
            name = set_cell_size(chart.categories[index], _LONGEST).rstrip()
            names.append(element("text", name, x=x, y=y, text_anchor="end", transform=f"rotate(-30 {x} {y})"))
        else:
            names.append(element("text", chart.categories[index], x=x, y=y, text_anchor="middle"))
    return names


def _legend(chart: Chart) -> list[Element]:
    parts = [element("text", chart.unit, x=str(_LEFT - 6), y="14", text_anchor="end", fill="#555")]
    width = (WIDTH - _LEFT - _RIGHT) / len(chart.series)
    for number, series in enumerate(chart.series if len(chart.series) > 1 else ()):
        left = _LEFT + number * width
        colour = COLOURS[number % len(COLOURS)]
        parts.append(element("rect", x=f"{left:.1f}", y="5", width="11", height="11", fill=colour))
        parts.append(element("text", series.name, x=f"{left + 16:.1f}", y="14"))
    return parts
