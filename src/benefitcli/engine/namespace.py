"""The names that a rule reads: ``case.NAME``, ``law.NAME``, ``law.VIEW.NAME`` and ``law.reading.NAME``, in every form.

A name that is not there is an ``AttributeError`` that says so, whichever form the rule runs in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benefitcli.engine.benefit import Benefit, Field

VIEWS = frozenset((
    "base", "added", "national", "since", "at_least_since", "clause", "counting", "counting_assumed", "floor", "scale",
    "over_time",
))  # fmt: skip
"""What a rule may ask of a parameter beside its value."""


class Namespace:
    """Names whose values are looked up when a rule reads them."""

    def __init__(self, look_up: Callable[[str], Any]) -> None:
        self._look_up = look_up

    def __getattr__(self, name: str) -> Any:
        return self._look_up(name)


def case_of(benefit: Benefit, value_of: Callable[[Field], Any]) -> Namespace:
    """``case.NAME``: the value of each field of a benefit."""
    values = {field.name: value_of(field) for field in benefit.fields}

    def look_up(name: str) -> Any:
        if name not in values:
            raise AttributeError(f"the benefit has no field {name}")
        return values[name]

    return Namespace(look_up)


class LawNamespace:
    """``law.NAME`` and its views; a form of the rule says what a view of a parameter is."""

    def __init__(self, benefit: Benefit, reading: Callable[[str], Any]) -> None:
        """Take the short names of a benefit's parameters, and what the choice taken for a reading is."""
        self.benefit = benefit
        self.reading = Namespace(reading)

    def view(self, short: str, view: str) -> Any:
        """What a rule sees of a parameter (by its short name); ``view`` is ``value`` or one of :data:`VIEWS`."""
        raise NotImplementedError

    def full_name(self, short: str) -> str:
        """The parameter of a short name."""
        name = self.benefit.law.get(short) or self.benefit.optional_law.get(short)
        if name is None:
            raise AttributeError(f"the benefit has no parameter {short}")
        return name

    def __getattr__(self, name: str) -> Any:
        return Namespace(lambda short: self.view(short, name)) if name in VIEWS else self.view(name, "value")
