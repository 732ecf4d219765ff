"""A bar chart as SVG: upright groups of bars with a scale, each bar with its number for those who hover or listen."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from benefitcli.chart import COLOURS, Chart
from benefitcli.law.units import FEN_PER_YUAN
from benefitcli.render.page import element
from benefitcli.render.values import grouped_yuan

WIDTH, HEIGHT = 760, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 8, 30, 36
_LABEL_WIDTH = 52
_THICKEST = 64
_STEPS = (1, 2, 5, 10)


def svg_of(chart: Chart) -> Element:
    """The drawing, as an element to put on a page."""
    highest, step = _scale(chart.highest)
    drawing = [element("title", f"{chart.title} ({chart.unit})"), *_grid(highest, step), *_bars(chart, highest)]
    return element(
        "svg", *drawing, *_legend(chart), viewBox=f"0 0 {WIDTH} {HEIGHT}", xmlns="http://www.w3.org/2000/svg",
        role="img", class_="chart", font_size="11", fill="#1a1a1a",
    )  # fmt: skip


def _scale(highest: int) -> tuple[int, int]:
    """The top of the scale and the step between its lines, in fen: 1, 2 or 5 times a power of ten yuan, at most six."""
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
    every = max(1, -(-_LABEL_WIDTH // max(int(room), 1)))
    drawn = []
    for index, category in enumerate(chart.categories):
        left = _LEFT + (index + 0.5) * room - thick * len(chart.series) / 2
        for number, one in enumerate(chart.series):
            value = one.values[index]
            top = _y(value, highest)
            said = " ".join(filter(None, (category, one.name if len(chart.series) > 1 else "", grouped_yuan(value))))
            drawn.append(
                element(
                    "rect", element("title", said), x=f"{left + number * thick:.1f}", y=f"{top:.1f}",
                    width=f"{thick:.1f}", height=f"{_y(0, highest) - top:.1f}", fill=COLOURS[number % len(COLOURS)],
                )
            )  # fmt: skip
        if index % every == 0:
            middle = _LEFT + (index + 0.5) * room
            drawn.append(
                element("text", category, x=f"{middle:.1f}", y=str(HEIGHT - _BOTTOM + 18), text_anchor="middle")
            )
    return drawn


def _legend(chart: Chart) -> list[Element]:
    drawn = [element("text", chart.unit, x=str(_LEFT - 6), y="14", text_anchor="end", fill="#555")]
    width = (WIDTH - _LEFT - _RIGHT) / len(chart.series)
    for number, one in enumerate(chart.series if len(chart.series) > 1 else ()):
        left = _LEFT + number * width
        colour = COLOURS[number % len(COLOURS)]
        drawn.append(element("rect", x=f"{left:.1f}", y="5", width="11", height="11", fill=colour))
        drawn.append(element("text", one.name, x=f"{left + 16:.1f}", y="14"))
    return drawn
