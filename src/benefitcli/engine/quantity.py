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


def _arithmetic(operation: Callable[[int, int], int | None]) -> Callable[[Quantity, Quantity | int], Quantity]:
    """An operator whose result has the unit of the left number, or else of the right one; missing where either is."""

    def combine(left: Quantity, other: Quantity | int) -> Quantity:
        right = other if isinstance(other, Quantity) else Quantity(other)
        value = None if left.value is None or right.value is None else operation(left.value, right.value)
        return Quantity(value, left.unit or right.unit, merged(left.sources, right.sources))

    return combine


def _comparison(operation: Callable[[int, int], bool]) -> Callable[[Quantity, Quantity | int], Condition]:
    """An operator whose result is a condition; unknown where either number is missing."""

    def compare(left: Quantity, other: Quantity | int) -> Condition:
        right = other if isinstance(other, Quantity) else Quantity(other)
        value = None if left.value is None or right.value is None else operation(left.value, right.value)
        return Condition(value, merged(left.sources, right.sources))

    return compare


_difference = _arithmetic(int.__sub__)


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A whole number, its unit, and the clauses that gave it; ``value`` is None where it is missing."""

    value: int | None
    unit: str | None = None
    sources: Sources = ()

    __bool__ = no_branch
    __hash__ = None  # type: ignore[assignment]
    __add__ = __radd__ = _arithmetic(int.__add__)
    __mul__ = __rmul__ = _arithmetic(int.__mul__)
    __rsub__ = _arithmetic(int.__rsub__)
    # What is divided by nothing is missing, as in the column form.
    __floordiv__ = _arithmetic(lambda number, divisor: number // divisor if divisor else None)
    __lt__ = _comparison(int.__lt__)
    __le__ = _comparison(int.__le__)
    __gt__ = _comparison(int.__gt__)
    __ge__ = _comparison(int.__ge__)
    __eq__ = _comparison(int.__eq__)  # type: ignore[assignment]
    __ne__ = _comparison(int.__ne__)  # type: ignore[assignment]

    def __sub__(self, other: Quantity | int) -> Quantity:
        """Difference; the span between two days is a number of days."""
        result = _difference(self, other)
        if isinstance(other, Quantity) and self.unit == other.unit and self.unit in ("date", "month"):
            return Quantity(result.value, {"date": "day", "month": "months"}[self.unit], result.sources)
        return result


def sources_of(values: Iterable[Quantity]) -> Sources:
    """The sources of several quantities."""
    return merged(*(value.sources for value in values))
