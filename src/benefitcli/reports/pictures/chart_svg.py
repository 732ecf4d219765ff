"""A bar chart as SVG: upright groups of bars with a scale, each bar with its number for those who hover or listen."""

from __future__ import annotations

from collections.abc import Iterable
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
    title = element("title", f"{chart.title} ({chart.unit})")
    return element(
        "svg", title, *_grid(highest, step), *_bars(chart, highest), *_names(chart), *_legend(chart), viewBox=f"0 0 {WIDTH} {HEIGHT}", xmlns="http://www.w3.org/2000/svg",
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


def _grid(highest: int, step: int) -> Iterable[Element]:
    for value in range(0, highest + 1, step):
        y = _y(value, highest)
        yield element("line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, stroke="#d5d9dd" if value else "#444")
        yield element("text", grouped_yuan(value), x=_LEFT - 6, y=y, dy=".35em", text_anchor="end")


def _bars(chart: Chart, highest: int) -> Iterable[Element]:
    room = (WIDTH - _LEFT - _RIGHT) / len(chart.categories)
    thick = min(room * 0.8 / len(chart.series), float(_THICKEST))
    for index, category in enumerate(chart.categories):
        left = _LEFT + (index + 0.5) * room - thick * len(chart.series) / 2
        for number, (name, values) in enumerate(chart.series):
            top, colour = _y(values[index], highest), COLOURS[number % len(COLOURS)]
            texts = (category, name if len(chart.series) > 1 else "", grouped_yuan(values[index]))
            title = element("title", " ".join(filter(None, texts)))
            x, height = left + number * thick, _y(0, highest) - top
            yield element("rect", title, x=x, y=top, width=thick, height=height, fill=colour)


def _names(chart: Chart) -> Iterable[Element]:
    """Yield the names of the categories; too wide to stand side by side they lean, or a timeline leaves some of them out."""
    room = (WIDTH - _LEFT - _RIGHT) / len(chart.categories)
    width = max(map(cell_len, chart.categories)) * _CELL + _GAP
    every = ceil(width / room) if chart.is_timeline else 1
    for index in range(0, len(chart.categories), every):
        x, y, name = _LEFT + (index + 0.5) * room, HEIGHT - _BOTTOM + 18, chart.categories[index]
        if every == 1 and width > room:
            name = set_cell_size(name, _LONGEST).rstrip()
            yield element("text", name, x=x, y=y, text_anchor="end", transform=f"rotate(-30 {x:.1f} {y})")
        else:
            yield element("text", name, x=x, y=y, text_anchor="middle")


def _legend(chart: Chart) -> Iterable[Element]:
    yield element("text", chart.unit, x=_LEFT - 6, y=14, text_anchor="end", fill="#555")
    width = (WIDTH - _LEFT - _RIGHT) / len(chart.series)
    for number, (name, _) in enumerate(chart.series if len(chart.series) > 1 else ()):
        left = _LEFT + number * width
        yield element("rect", x=left, y=5, width=11, height=11, fill=COLOURS[number % len(COLOURS)])
        yield element("text", name, x=left + 16, y=14)
