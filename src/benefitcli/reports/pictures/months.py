"""The months of a plan's leaves: who is away on which day, which days are no working days, and who comes back when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from rich.cells import cell_len

from benefitcli.i18n.plans import CALENDAR_WEEK, MONTH, PLAN_WORDS
from benefitcli.i18n.translator import Translator
from benefitcli.law.dates import first_day_of_month, month_of, to_date
from benefitcli.reports.pictures.timeline import legend_lines
from benefitcli.workflows.plan import DayKind

_MARKS: dict[DayKind, str] = {"mother": "*", "father": "+", "both": "#", "return": "<", "rest": ".", "make_up": "!"}
"""The marks behind a day; ASCII, because others are twice as wide in a Chinese terminal."""

_MEANINGS: dict[DayKind, str] = {
    "mother": "mother_off",
    "father": "father_off",
    "both": "both_off",
    "return": "return_day",
    "rest": "rest_day",
    "make_up": "work_day",
}

CELL = 4
WEEK = 7 * CELL
GAP = 3
MARGIN = 2
MAX_ACROSS = 4


def months_picture(days: Mapping[int, DayKind], translator: Translator, width: int) -> list[str]:
    """Draw months, as many side by side as fit.

    Args:
        days: What each day of the months is, by days since 1970.
        translator: The language.
        width: The cells of a line.
    """
    if not days:
        return [" " * MARGIN + translator(PLAN_WORDS["no_calendar"])]
    months = range(month_of(min(days)), month_of(max(days)) + 1)
    blocks = [list(_month(days, month, translator)) for month in months]
    across = max(1, min(MAX_ACROSS, (width - MARGIN + GAP) // (WEEK + GAP)))
    lines: list[str] = []
    for first in range(0, len(blocks), across):
        weeks = zip_longest(*blocks[first : first + across], fillvalue="")
        lines += [" " * MARGIN + (" " * GAP).join(_padded(part) for part in parts) for parts in weeks]
        lines.append("")
    legend = {mark: translator(PLAN_WORDS[_MEANINGS[kind]]) for kind, mark in _MARKS.items()}
    return [line.rstrip() for line in (*lines, *legend_lines(legend, width))]


def _padded(text: str) -> str:
    return text + " " * (WEEK - cell_len(text))


def _month(days: Mapping[int, DayKind], month: int, translator: Translator) -> Iterator[str]:
    first, after = first_day_of_month(month), first_day_of_month(month + 1)
    date = to_date(first)
    yield translator(MONTH, year=date.year, month=date.month)
    yield "".join(" " * (CELL - 1 - cell_len(name)) + name + " " for name in translator(CALENDAR_WEEK).split())
    cells = [" " * CELL] * date.weekday()
    cells += [f"{day - first + 1:>{CELL - 1}}{_MARKS.get(days[day], ' ')}" for day in range(first, after)]
    for start in range(0, len(cells), 7):
        yield "".join(cells[start : start + 7])
