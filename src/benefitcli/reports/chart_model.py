"""A bar chart as plain data; the terminal, the page and the workbook each draw it in their own way."""

from __future__ import annotations

from dataclasses import dataclass

COLOURS = ("#1f4e79", "#d98a29", "#5b8c5a", "#9a9a9a")
"""Of the series in their order: apart in lightness too, so that a black and white print tells them from each other."""


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one colour: a value in fen for each category of the chart."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups of bars side by side: a group for each category, a bar in it for each series. Values are in fen."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    """What the values are in, as its reader says it: yuan."""

    is_timeline: bool = False
    """Whether the categories follow each other in time, so that not all of them need their names to be understood."""

    @property
    def highest(self) -> int:
        """The highest value; no bar reaches below zero."""
        return max((value for one in self.series for value in one.values), default=0)
