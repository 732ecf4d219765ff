"""The months of a plan's leaves: who is away on which day, which days are no working days, and who comes back when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len

from benefitcli.i18n import Language, choose
from benefitcli.i18n.plans import CALENDAR_WEEK, MONTH
from benefitcli.law.dates import first_day_of_month, month_of, to_date
from benefitcli.law.workdays import WorkCalendar
from benefitcli.reports.plan_timeline import legend_lines
from benefitcli.reports.plan_words import wording
from benefitcli.workflows.plan import Plan

BOTH, MOTHER, FATHER, REST, WORK, RETURN = "#", "*", "+", ".", "!", "<"
"""The marks behind a day; ASCII, because others are twice as wide in a Chinese terminal."""

CELL = 4
WEEK = 7 * CELL
GAP = 3
MARGIN = 2
MAX_ACROSS = 4


def calendar(plan: Plan, language: Language, width: int) -> list[str]:
    """The months from the first whole day off to the last return to work, as many side by side as fit."""
    away = {parent: _absences(plan, parent) for parent in ("mother", "father")}
    days = [*away["mother"], *away["father"], *_returns(plan)]
    if not days:
        return [" " * MARGIN + wording("no_calendar", language)]
    months = range(month_of(min(days)), month_of(max(days)) + 1)
    blocks = [list(_month(plan, month, away, language)) for month in months]
    across = max(1, min(MAX_ACROSS, (width - MARGIN + GAP) // (WEEK + GAP)))
    lines: list[str] = []
    for first in range(0, len(blocks), across):
        weeks = zip_longest(*blocks[first : first + across], fillvalue="")
        lines += [" " * MARGIN + (" " * GAP).join(_padded(part) for part in parts) for parts in weeks]
        lines.append("")
    return [line.rstrip() for line in (*lines, *_legend(language, width))]


def _padded(text: str) -> str:
    return text + " " * (WEEK - cell_len(text))


def _absences(plan: Plan, parent: str) -> frozenset[int]:
    """The whole days off of one parent."""
    spans = (
        range(item.day("from_date"), item.day("to_date") + 1)
        for item in plan.dated
        if item.parent == parent and item.entitlement.is_absence
    )
    return frozenset(day for span in spans for day in span)


def _returns(plan: Plan) -> frozenset[int]:
    return frozenset(item.day("return_date") for item in plan.dated if item.entitlement.is_absence)


def _month(plan: Plan, month: int, away: dict[str, frozenset[int]], language: Language) -> Iterator[str]:
    """A month: its name, the days of the week, and its weeks from Monday on."""
    first, after = first_day_of_month(month), first_day_of_month(month + 1)
    date = to_date(first)
    yield choose(MONTH, language).format(year=date.year, month=date.month)
    yield "".join(" " * (CELL - 1 - cell_len(name)) + name + " " for name in choose(CALENDAR_WEEK, language).split())
    work = WorkCalendar(next(iter(plan.laws.values())))
    cells = [" " * CELL] * date.weekday()
    cells += [f"{day - first + 1:>{CELL - 1}}{_mark(plan, day, away, work)}" for day in range(first, after)]
    for start in range(0, len(cells), 7):
        yield "".join(cells[start : start + 7])


def _mark(plan: Plan, day: int, away: dict[str, frozenset[int]], work: WorkCalendar) -> str:
    is_mother, is_father = day in away["mother"], day in away["father"]
    if is_mother or is_father:
        return BOTH if is_mother and is_father else MOTHER if is_mother else FATHER
    if day in _returns(plan):
        return RETURN
    if not work.is_workday(day):
        return REST
    return WORK if work.is_make_up(day) else " "


def _legend(language: Language, width: int) -> list[str]:
    names = {
        MOTHER: "mother_off",
        FATHER: "father_off",
        BOTH: "both_off",
        RETURN: "return_day",
        REST: "rest_day",
        WORK: "work_day",
    }
    return legend_lines({mark: wording(name, language) for mark, name in names.items()}, width)
