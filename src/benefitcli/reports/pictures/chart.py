"""A bar chart in lines of text: to scale, the same without colour, each bar with its number."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from benefitcli.reports.chart_model import Chart
from benefitcli.reports.terminal import Sheet, pad
from benefitcli.reports.values import grouped_yuan

MARKS = ("#", "=", "+", ":")
"""Of the series in their order. The block characters look better, but take two cells in many Chinese fonts."""

SHORTEST = 8


def print_chart(chart: Chart, sheet: Sheet) -> None:
    """A line for each bar; several series stand under each other, told apart by their marks."""
    if len(chart.series) > 1:
        for index, one in enumerate(chart.series):
            sheet.line(f"{MARKS[index % len(MARKS)] * 3} {one.name}", indent=2)
    words = [_cropped(category, sheet.width // 3) for category in chart.categories]
    labels = max(map(cell_len, words))
    numbers = max(len(grouped_yuan(value)) for one in chart.series for value in one.values)
    room = max(sheet.width - 2 - labels - 2 - numbers - 2, SHORTEST)
    for index, word in enumerate(words):
        for number, one in enumerate(chart.series):
            label = pad(word if number == 0 else "", labels, to_right=False)
            value = one.values[index]
            bar = MARKS[number % len(MARKS)] * length_of(value, chart.highest, room)
            sheet.verbatim(f"  {label}  {grouped_yuan(value):>{numbers}}  {bar}")


def length_of(value: int, highest: int, room: int) -> int:
    """How many cells a bar takes: its share of the room, rounded half up, but one where there is anything at all."""
    if value <= 0:
        return 0
    return max(1, (2 * value * room + highest) // (2 * highest))


def _cropped(text: str, width: int) -> str:
    """The text, or as much of it as leaves room for the bars."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
