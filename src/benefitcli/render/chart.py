"""A bar chart in lines of text: to scale, the same without colour, each bar with its number."""

from __future__ import annotations

from rich.cells import cell_len

from benefitcli.chart import Chart
from benefitcli.render.layout import Sheet, pad
from benefitcli.render.values import grouped_yuan

MARKS = ("▐", "░", "▚", "▞")
"""Of all block characters those that take one cell in consoles of every language."""

PLAIN_MARKS = ("#", "-", "=", "+")
SHORTEST = 8


def print_chart(chart: Chart, sheet: Sheet) -> None:
    """A line for each bar; several series stand under each other, told apart by their marks."""
    marks = _marks(sheet)
    if len(chart.series) > 1:
        for index, one in enumerate(chart.series):
            sheet.line(f"{marks[index % len(marks)] * 3} {one.name}", indent=2)
    labels = max(map(cell_len, chart.categories))
    numbers = max(len(grouped_yuan(value)) for one in chart.series for value in one.values)
    room = max(sheet.width - 2 - labels - 2 - numbers - 2, SHORTEST)
    for index, category in enumerate(chart.categories):
        for number, one in enumerate(chart.series):
            label = pad(category if number == 0 else "", labels, to_right=False)
            value = one.values[index]
            bar = marks[number % len(marks)] * length_of(value, chart.highest, room)
            sheet.verbatim(f"  {label}  {grouped_yuan(value):>{numbers}}  {bar}")


def length_of(value: int, highest: int, room: int) -> int:
    """How many cells a bar takes: its share of the room, rounded half up, but one where there is anything at all."""
    if value <= 0:
        return 0
    return max(1, (2 * value * room + highest) // (2 * highest))


def _marks(sheet: Sheet) -> tuple[str, ...]:
    """Blocks where the stream can write them, else signs of ASCII."""
    try:
        "".join(MARKS).encode(sheet.stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN_MARKS
    return MARKS
