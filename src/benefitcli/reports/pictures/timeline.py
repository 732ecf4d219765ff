"""The timeline of a plan in characters, and the scale that its picture shares.

Only ASCII: block and line characters are twice as wide in a Chinese terminal, and an old console has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from benefitcli.i18n.plans import PLAN_WORDS
from benefitcli.i18n.translator import Translator
from benefitcli.law.dates import MONTHS_PER_YEAR, first_day_of_month, format_day, month_of, to_date
from benefitcli.reports.plan_rows import Row, lanes
from benefitcli.workflows.plan import Plan

ABSENCE = "#"
SPAN = "="
GAP = 2
MARGIN = 2
MIN_WIDTH = 12
WIDEST = 110
TICKS_APART = 3
STEPS = (1, 3, 6, 12, 24, 60, 120)
"""In months: what an axis may be divided into."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from ``first`` to ``last``, both included, on a line of so many units (columns, pixels)."""

    first: int
    last: int
    length: float

    def at(self, day: int) -> float:
        """Return where a day begins."""
        return (day - self.first) * self.length / (self.last + 1 - self.first)

    def cells(self, first: int, last: int) -> tuple[int, int]:
        """Return the first cell of a span of days and the one after its last; every span has a cell, none is outside."""
        start = min(int(self.at(first)), int(self.length) - 1)
        return start, max(start + 1, int(self.at(last + 1)))

    def ticks(self, least: float) -> Iterator[tuple[int, bool]]:
        """Yield the first days of months at even steps not nearer than ``least``, and whether a year begins there."""
        month_length = self.length / max(1, month_of(self.last) + 1 - month_of(self.first))
        step = next((step for step in STEPS if step * month_length >= least), STEPS[-1])
        for month in range(month_of(self.first), month_of(self.last) + 1):
            day = first_day_of_month(month)
            if month % step == 0 and day >= self.first:
                yield day, month % MONTHS_PER_YEAR == 0


def scale_of(days: list[int], length: float) -> Scale:
    """Return a scale from the month of the earliest of some days to the last of them."""
    return Scale(first_day_of_month(month_of(min(days))), max(days), length)


def timeline_text(plan: Plan, rows: Sequence[Row], translator: Translator, width: int) -> list[str]:
    """Draw the picture in lines, none wider than ``width`` cells; nothing where there is nothing to draw."""
    if not rows:
        return []
    bars = lanes(rows)
    names = [lane[0].lane for lane in bars]
    margin = MARGIN + max(map(cell_len, names)) + GAP
    scale = plan_scale(rows, max(MIN_WIDTH, min(WIDEST, width - margin)))
    lines = [" " * margin + line for line in _axis(scale)]
    for name, lane in zip(names, bars, strict=True):
        lead = " " * MARGIN + name
        lines.append(lead + " " * (margin - cell_len(lead)) + _bars(lane, scale))
    lines.append(" " * margin + _birth(plan, scale, translator))
    lines.append("")
    legend = {ABSENCE: translator(PLAN_WORDS["absence"]), SPAN: translator(PLAN_WORDS["span"])}
    return [line.rstrip() for line in (*lines, *legend_lines(legend, width))]


def legend_lines(meanings: Mapping[str, str], width: int) -> list[str]:
    """Return what the marks mean, as many on a line as have room."""
    lines = [" " * MARGIN]
    for mark, meaning in meanings.items():
        part = f"{mark} {meaning}"
        if cell_len(lines[-1]) > MARGIN and cell_len(lines[-1] + part) > width:
            lines.append(" " * MARGIN)
        lines[-1] += part + "  "
    return lines


def plan_scale(rows: Sequence[Row], length: float) -> Scale:
    """Return a scale from the month of the first day of any entitlement to the last day of all."""
    return scale_of([day for row in rows for day in (row.first, row.last)], length)


def birth_label(plan: Plan, translator: Translator) -> str:
    """Return the day of the birth, or that on which it is due."""
    return f"{translator(PLAN_WORDS['due' if plan.is_estimate else 'birth'])} {format_day(plan.birth)}"


def _axis(scale: Scale) -> list[str]:
    """Return the years above, the months below: ``|`` where a year begins, ``+`` at the other ticks."""
    length = int(scale.length)
    years, ticks = [" "] * length, ["-"] * length
    for day, is_year in scale.ticks(TICKS_APART):
        ticks[int(scale.at(day))] = "|" if is_year else "+"
    for day, year in _years(scale):
        start = int(scale.at(day))
        text = str(year)
        if start + len(text) <= length and not "".join(years[max(0, start - 1) : start + len(text) + 1]).strip():
            years[start : start + len(text)] = text
    return ["".join(years), "".join(ticks)]


def _years(scale: Scale) -> list[tuple[int, int]]:
    """Return the days where the names of the years stand: each 1 January, and the beginning of the axis if there is room."""
    starts = [(day, to_date(day).year) for day, is_year in scale.ticks(0) if is_year]
    first_year = to_date(scale.first).year
    return [*starts, (scale.first, first_year)] if not starts or starts[0][1] != first_year else starts


def _bars(lane: Sequence[Row], scale: Scale) -> str:
    """Return the bars of one line; where there are several each begins with a ``|``, and each says its days if it has room."""
    cells = [" "] * int(scale.length)
    spans = [(row, *scale.cells(row.first, row.last)) for row in lane]
    for row, start, end in spans:
        fill = ABSENCE if row.item.entitlement.is_absence else SPAN
        cells[start:end] = fill * (end - start)
        if len(lane) > 1:
            cells[start] = "|"
    for row, start, end in spans:
        _write(cells, row.rate or row.amount, start, end, may_follow=len(lane) == 1)
    return "".join(cells)


def _write(cells: list[str], text: str, start: int, end: int, *, may_follow: bool) -> None:
    """Put a text behind its bar or, where there is no room, into it; leave it out where neither has room."""
    width = cell_len(text)
    if not text:
        return
    if may_follow and end + 1 + width <= len(cells):
        cells[end + 1 : end + 1 + width] = [text, *[""] * (width - 1)]
    elif end - start >= width + 4:
        place = start + (end - start - width) // 2
        cells[place - 1 : place + width + 1] = [" ", text, *[""] * (width - 1), " "]


def _birth(plan: Plan, scale: Scale, translator: Translator) -> str:
    """Return a mark under the day of the birth, with the day beside it."""
    text = birth_label(plan, translator)
    place = min(max(0, int(scale.at(plan.birth))), int(scale.length) - 1)
    if place + 2 + cell_len(text) <= scale.length:
        return " " * place + "^ " + text
    return " " * max(0, place - 1 - cell_len(text)) + text + " ^"
