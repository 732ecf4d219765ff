"""Whole numbers as machines and messages write them; the column form writes the same."""

from __future__ import annotations

from benefitcli.engine.benefit import UNITS_OF_KINDS
from benefitcli.law import dates as calendar
from benefitcli.law.parameters import BASIS_POINTS, FEN_PER_YUAN

Plain = str | int | float | bool | None
"""A value as JSON holds it."""

SCALES = {"money": FEN_PER_YUAN, "ratio": BASIS_POINTS}
"""By how much the small unit of a kind of value divides the unit that people write."""


def format_spans(spans: tuple[tuple[int, int], ...]) -> str:
    """``2016-01-20..`` and the like; open ends stay open, no span at all is a dash."""
    shown = []
    for first, last in spans:
        start = calendar.format_day(first) if first > calendar.FIRST_DAY else ""
        end = calendar.format_day(last) if last < calendar.LAST_DAY else ""
        shown.append(f"{start}..{end}")
    return ", ".join(shown) or "-"


def format_fact(kind: str, value: int) -> str:
    """A fact as a message shows it: an ISO date or month, yuan, a decimal ratio, or the number itself."""
    if kind == "date":
        return calendar.format_day(value)
    if kind == "month":
        return calendar.format_month(value)
    return {"money": format_yuan, "ratio": format_ratio}.get(kind, str)(value)


def kind_of_unit(unit: str | None) -> str:
    """The kind of value that a number with this unit is."""
    return next((kind for kind, known in UNITS_OF_KINDS.items() if known == unit), "integer")


def format_ratio(basis_points: int) -> str:
    """``0.2``."""
    return f"{basis_points / BASIS_POINTS:g}"


def format_yuan(fen: int) -> str:
    """``200``, ``200.50`` or ``-0.50``: yuan with at most two decimals."""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return ("-" if fen < 0 else "") + (f"{yuan}.{rest:02d}" if rest else str(yuan))


def machine_value(kind: str, value: int | bool | None, choices: tuple[str, ...] = ()) -> Plain:
    """A value as JSON holds it: ISO dates and months, yuan, decimal ratios, the word of a choice."""
    if value is None or isinstance(value, bool):
        return value
    if kind == "date":
        return calendar.format_day(value)
    if kind == "month":
        return calendar.format_month(value)
    if kind == "choice":
        return choices[value]
    factor = SCALES.get(kind, 1)
    return value // factor if value % factor == 0 else value / factor


def machine_amount(unit: str | None, value: int | None) -> Plain:
    """The amount of a step as JSON holds it, by its unit."""
    return machine_value(kind_of_unit(unit), value)
