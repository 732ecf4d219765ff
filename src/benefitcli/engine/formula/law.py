"""``law.NAME`` and its views as terms, with the numbers of the day that the formula is printed for."""

from __future__ import annotations

from typing import Any

from benefitcli.engine.benefit import Benefit
from benefitcli.engine.formula.terms import Parameter, Reading, Term
from benefitcli.engine.quantity import Condition, Quantity
from benefitcli.engine.scalar.law import VIEWS, VIEWS_OF_PIECE, CountingOf
from benefitcli.law.library import RegionLaw
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.timeline import Period


class WordLaw:
    """``law.NAME`` and its views. A parameter that no document sets is a term without a value, never an error."""

    def __init__(self, benefit: Benefit, law: RegionLaw, day: int, asked: Term | None = None) -> None:
        """Take the numbers of ``day``; ``asked`` is the day that the rule itself asks for, in words."""
        self._benefit = benefit
        self._law = law
        self._day = day
        self._asked = asked
        self.reading = _Readings(law)

    def on(self, day: Term) -> WordLaw:
        """The law of another day."""
        return WordLaw(self._benefit, self._law, self._day, day)

    def __getattr__(self, name: str) -> Any:
        if name in VIEWS:
            return _View(self, name)
        return self.parameter(name, "value")

    def parameter(self, short: str, view: str) -> Parameter:
        """A parameter of the benefit, by the short name that the rule uses."""
        name = self._benefit.parameters[short]
        return parameter_term(self._law, name, self._day, view, self._asked)


def parameter_term(law: RegionLaw, name: str, day: int, view: str = "value", asked: Term | None = None) -> Parameter:
    """What the law of a day says of a parameter."""
    piece = law.timeline(name).at(day)
    unit = PARAMETERS[name].unit
    if piece is None:
        return Parameter(name, view, asked, None, None, (), unit=unit)
    seen = VIEWS_OF_PIECE.get(view, VIEWS_OF_PIECE["value"])(piece, unit)
    if isinstance(seen, Quantity):
        return Parameter(name, view, asked, piece, seen.value, seen.sources, unit=seen.unit)
    if isinstance(seen, CountingOf):
        return Parameter(name, view, asked, piece, seen.counting, seen.sources)
    if isinstance(seen, Condition):
        return Parameter(name, view, asked, piece, seen.value, seen.sources)
    return Parameter(name, view, asked, piece, None, seen)


def is_assumed(piece: Period | None) -> bool:
    """Whether no text says how the days of a piece are counted."""
    return piece is not None and (piece.counting_assumed or piece.counting is None)


class _View:
    """``law.base.NAME`` and the like."""

    def __init__(self, law: WordLaw, view: str) -> None:
        self._law = law
        self._view = view

    def __getattr__(self, name: str) -> Parameter:
        return self._law.parameter(name, self._view)


class _Readings:
    """``law.reading.NAME``."""

    def __init__(self, law: RegionLaw) -> None:
        self._law = law

    def __getattr__(self, name: str) -> Reading:
        return Reading(name, self._law.choices.get(name))
