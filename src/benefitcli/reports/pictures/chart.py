"""A bar chart as plain data and in lines of text: to scale, the same without colour, each bar with its number."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from benefitcli.reports.terminal import pad, wrap
from benefitcli.reports.values import grouped_yuan

MARKS = ("#", "=", "+", ":")
"""Of the series in their order. The block characters look better, but take two cells in many Chinese fonts."""

SHORTEST = 8

COLOURS = ("#1f4e79", "#d98a29", "#5b8c5a", "#9a9a9a")
"""Of the series in their order: apart in lightness too, so that a black and white print tells them from each other."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups of bars side by side: a group for each category, a bar in it for each series.

    A series has its name and a value in fen for each category, which its reader is told in ``unit``. Where the categories follow each
    other in time (``is_timeline``) not all of them need their names to be understood.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str
    is_timeline: bool = False

    @property
    def highest(self) -> int:
        """The highest value; no bar reaches below zero."""
        return max((value for _, values in self.series for value in values), default=0)


def chart_text(chart: Chart, width: int) -> list[str]:
    """Draw a line for each bar in ``width`` cells; several series stand under each other, told apart by their marks."""
    lines = []
    for index, (name, _) in enumerate(chart.series if len(chart.series) > 1 else ()):
        lines += [f"  {line}" for line in wrap(f"{MARKS[index % len(MARKS)] * 3} {name}", width - 2)]
    words = [_cropped(category, width // 3) for category in chart.categories]
    labels = max(map(cell_len, words))
    numbers = max(len(grouped_yuan(value)) for _, values in chart.series for value in values)
    room = max(width - 2 - labels - 2 - numbers - 2, SHORTEST)
    for index, word in enumerate(words):
        for number, (_, values) in enumerate(chart.series):
            label = pad(word if number == 0 else "", labels, to_right=False)
            value = values[index]
            bar = MARKS[number % len(MARKS)] * length_of(value, chart.highest, room)
            lines.append(f"  {label}  {grouped_yuan(value):>{numbers}}  {bar}".rstrip())
    return lines


def length_of(value: int, highest: int, room: int) -> int:
    """Return how many cells a bar takes: its share of the room, rounded half up, but one where there is anything at all."""
    if value <= 0:
        return 0
    return max(1, (2 * value * room + highest) // (2 * highest))


def _cropped(text: str, width: int) -> str:
    """Return the text, or as much of it as leaves room for the bars."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
