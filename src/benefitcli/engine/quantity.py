"""Numbers that carry their unit and the clauses they came from, for the scalar form of a rule.

A missing number behaves as in the column form: arithmetic with it is missing, a comparison with it is unknown, and an
unknown condition does not apply. Neither has a truth value, so a rule cannot branch on one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn

from benefitcli.law.source import Source

Sources = tuple[Source, ...]


def merged(*groups: Sources) -> Sources:
    """All sources of some numbers, each once, in the order of appearance."""
    if sum(map(len, groups)) <= 1:  # most often, and without the cost of comparing sources
        return next(filter(None, groups), ())
    return tuple(dict.fromkeys(source for group in groups for source in group))


def no_branch(_: object) -> NoReturn:
    """What a value of a rule answers when it is asked for a truth value."""
    raise TypeError("a rule cannot branch on a value: use step(…, when=…) or do.pick(…)")


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """True, False or unknown (None), with the clauses of the numbers that were compared."""

    value: bool | None
    sources: Sources = ()

    __bool__ = no_branch

    def __and__(self, other: Condition) -> Condition:
        """Kleene's and: false if either is false."""
        values = (self.value, other.value)
        value = False if False in values else None if None in values else True
        return Condition(value, merged(self.sources, other.sources))

    def __or__(self, other: Condition) -> Condition:
        """Kleene's or: true if either is true."""
        values = (self.value, other.value)
        value = True if True in values else None if None in values else False
        return Condition(value, merged(self.sources, other.sources))

    def __invert__(self) -> Condition:
        """Not; unknown stays unknown."""
        return Condition(None if self.value is None else not self.value, self.sources)


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A whole number, its unit, and the clauses that gave it; ``value`` is None where it is missing."""

    value: int | None
    unit: str | None = None
    sources: Sources = ()

    __bool__ = no_branch

    def _combine(self, other: Quantity | int, operation: Callable[[int, int], int | None]) -> Quantity:
        right = other if isinstance(other, Quantity) else Quantity(other)
        missing = self.value is None or right.value is None
        value = None if missing else operation(self.value, right.value)  # type: ignore[arg-type]
        return Quantity(value, self.unit or right.unit, merged(self.sources, right.sources))

    def _compare(self, other: Quantity | int, operation: Callable[[int, int], bool]) -> Condition:
        right = other if isinstance(other, Quantity) else Quantity(other)
        missing = self.value is None or right.value is None
        value = None if missing else operation(self.value, right.value)  # type: ignore[arg-type]
        return Condition(value, merged(self.sources, right.sources))

    def __add__(self, other: Quantity | int) -> Quantity:
        """Sum; the unit of the left number stays."""
        return self._combine(other, int.__add__)

    def __sub__(self, other: Quantity | int) -> Quantity:
        """Difference; the span between two days is a number of days."""
        result = self._combine(other, int.__sub__)
        if isinstance(other, Quantity) and self.unit == other.unit and self.unit in ("date", "month"):
            return Quantity(result.value, {"date": "day", "month": "months"}[self.unit], result.sources)
        return result

    def __mul__(self, other: Quantity | int) -> Quantity:
        """Product."""
        return self._combine(other, int.__mul__)

    def __radd__(self, other: int) -> Quantity:
        """Sum with a plain number on the left."""
        return self + other

    def __rsub__(self, other: int) -> Quantity:
        """A plain number less this one."""
        return self._combine(other, lambda number, plain: plain - number)

    def __rmul__(self, other: int) -> Quantity:
        """Product with a plain number on the left."""
        return self * other

    def __floordiv__(self, other: Quantity | int) -> Quantity:
        """Quotient, rounded down; what is divided by nothing is missing, as in the column form."""
        return self._combine(other, lambda number, divisor: number // divisor if divisor else None)

    def __lt__(self, other: Quantity | int) -> Condition:
        """Less."""
        return self._compare(other, int.__lt__)

    def __le__(self, other: Quantity | int) -> Condition:
        """Less or equal."""
        return self._compare(other, int.__le__)

    def __gt__(self, other: Quantity | int) -> Condition:
        """Greater."""
        return self._compare(other, int.__gt__)

    def __ge__(self, other: Quantity | int) -> Condition:
        """Greater or equal."""
        return self._compare(other, int.__ge__)

    def __eq__(self, other: Quantity | int) -> Condition:  # type: ignore[override]
        """Equal, as a condition."""
        return self._compare(other, int.__eq__)

    def __ne__(self, other: Quantity | int) -> Condition:  # type: ignore[override]
        """Not equal, as a condition."""
        return self._compare(other, int.__ne__)

    __hash__ = None  # type: ignore[assignment]


def sources_of(values: Iterable[Quantity]) -> Sources:
    """The sources of several figures."""
    return merged(*(value.sources for value in values))
