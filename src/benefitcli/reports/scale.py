"""Days laid out along a line, to scale: one way for the terminal's timeline and for the picture on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benefitcli.law.dates import MONTHS_PER_YEAR, first_day_of_month, month_of

STEPS = (1, 3, 6, 12, 24, 60, 120)
"""In months: what an axis may be divided into."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from ``first`` to ``last``, both included, on a line of so many units (columns, pixels)."""

    first: int
    last: int
    length: float

    def at(self, day: int) -> float:
        """Where a day begins."""
        return (day - self.first) * self.length / (self.last + 1 - self.first)

    def cells(self, first: int, last: int) -> tuple[int, int]:
        """The first cell of a span of days and the one after its last; every span has a cell, none is outside."""
        start = min(int(self.at(first)), int(self.length) - 1)
        return start, max(start + 1, int(self.at(last + 1)))

    def ticks(self, least: float) -> Iterator[tuple[int, bool]]:
        """The first days of months at even steps not nearer than ``least``, and whether a year begins there."""
        month_length = self.length / max(1, month_of(self.last) + 1 - month_of(self.first))
        step = next((step for step in STEPS if step * month_length >= least), STEPS[-1])
        for month in range(month_of(self.first), month_of(self.last) + 1):
            day = first_day_of_month(month)
            if month % step == 0 and day >= self.first:
                yield day, month % MONTHS_PER_YEAR == 0


def scale_of(days: list[int], length: float) -> Scale:
    """A scale from the month of the earliest of some days to the last of them."""
    return Scale(first_day_of_month(month_of(min(days))), max(days), length)
