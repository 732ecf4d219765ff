"""A rule as a formula: its statements, and the terms they are made of: fields, numbers of the law and earlier steps.

A term is never equal to another one in Python's sense: ``==`` makes a comparison of the rule, as it does in the scalar
and in the column form, and no term has a truth value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from benefitcli.engine.benefit import Field
from benefitcli.engine.quantity import Sources, no_branch
from benefitcli.law.timeline import Period

SPANS = {"date": "day", "month": "months"}
"""The unit of the time between two days or two months."""


def _arithmetic(op: str) -> Callable[[Term, Term | int], Term]:
    return lambda left, right: arithmetic(op, left, right)


def _reflected(op: str) -> Callable[[Term, int], Term]:
    """An operator with a plain number on its left."""
    return lambda right, left: arithmetic(op, left, right)


def _comparison(op: str) -> Callable[[Term, Term | int], Term]:
    return lambda left, right: comparison(op, left, right)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """An expression; ``unit`` is that of its value, None for a bare number or a condition."""

    unit: str | None = field(default=None, kw_only=True)

    __bool__ = no_branch
    __hash__ = None  # type: ignore[assignment]
    __add__, __radd__ = _arithmetic("add"), _reflected("add")
    __sub__, __rsub__ = _arithmetic("subtract"), _reflected("subtract")
    __mul__, __rmul__ = _arithmetic("multiply"), _reflected("multiply")
    __floordiv__ = _arithmetic("divide_down")
    __lt__, __le__ = _comparison("less"), _comparison("less_or_equal")
    __gt__, __ge__ = _comparison("greater"), _comparison("greater_or_equal")
    __eq__ = _comparison("equal")  # type: ignore[assignment]
    __ne__ = _comparison("not_equal")  # type: ignore[assignment]

    def __and__(self, other: Term) -> Term:
        """Both conditions."""
        return condition("and", self, other)

    def __or__(self, other: Term) -> Term:
        """Either condition."""
        return condition("or", self, other)

    def __invert__(self) -> Term:
        """Not."""
        return condition("not", self)


@dataclass(frozen=True, slots=True, eq=False)
class NumberTerm(Term):
    """A plain number of the rule."""

    value: int


@dataclass(frozen=True, slots=True, eq=False)
class Truth(Term):
    """A condition that is settled: by the reading taken, or by how the law counts."""

    value: bool


@dataclass(frozen=True, slots=True, eq=False)
class FieldTerm(Term):
    """A field of the case."""

    field: Field

    @property
    def may_be_missing(self) -> bool:
        """Whether a case may leave it empty."""
        return not self.field.required and self.field.default is None


@dataclass(frozen=True, slots=True, eq=False)
class Recorded(Term):
    """The number of an earlier step."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Parameter(Term):
    """What the law says of a parameter, seen through a view (``value``, ``base``, ``since`` …).

    ``day`` is the day whose law the rule asks for, None for that of the event. ``value`` and ``sources`` are those of
    the day that the formula is printed for; ``period`` is None where no document covers that day.
    """

    name: str
    view: str
    day: Term | None
    period: Period | None
    value: int | bool | str | None
    sources: Sources


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Term):
    """Something done with terms: arithmetic, a comparison, or a verb.

    ``sources`` are those of the doing itself; ``names`` are the rule's names of the operands, where it gives them any.
    """

    op: str
    operands: tuple[Term, ...]
    sources: Sources = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """``law.reading.NAME``: its choices, the one taken first; no choice at all where the region has no such reading."""

    name: str
    taken: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Term):
    """A term for each choice of a reading; the first one stands where the region has no such reading."""

    reading: Reading
    choices: dict[str, Term]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen(Term):
    """Whether one of some choices of a reading was taken."""

    reading: Reading
    choices: tuple[str, ...]


def as_term(value: Term | int) -> Term:
    """A plain number of a rule as a term; a term is itself."""
    return value if isinstance(value, Term) else NumberTerm(value)


def condition(op: str, *operands: Term) -> Operation:
    """An operation on conditions, or on whether something is there."""
    return Operation(op, operands)


def comparison(op: str, left: Term, right: Term | int) -> Operation:
    """Two numbers compared; a plain one has the unit of the other."""
    return Operation(op, (left, right if isinstance(right, Term) else NumberTerm(right, unit=left.unit)))


def call(op: str, unit: str | None, *operands: Term | int, sources: Sources = ()) -> Operation:
    """A verb with a value of this unit."""
    return Operation(op, tuple(map(as_term, operands)), sources, unit=unit)


def _beside(value: Term | int, other: Term | int) -> Term:
    """A plain number that is added to another one has its unit; added to a date it is a number of days."""
    if isinstance(value, Term) or not isinstance(other, Term):
        return as_term(value)
    return NumberTerm(value, unit=SPANS.get(other.unit or "", other.unit))


def arithmetic(op: str, left: Term | int, right: Term | int) -> Operation:
    """A sum, difference, product or quotient; its unit follows as in the scalar form."""
    is_sum = op in ("add", "subtract")
    first, second = _beside(left, right if is_sum else 0), _beside(right, left if is_sum else 0)
    unit = first.unit or second.unit
    if op == "subtract" and first.unit == second.unit and unit in SPANS:
        unit = SPANS[unit]
    return Operation(op, (first, second), unit=unit)


@dataclass(frozen=True, slots=True, eq=False)
class StepStatement:
    """A recorded number: 0, not applied, where ``when`` does not hold."""

    name: str
    amount: Term
    when: Term | None
    unit: str | None


@dataclass(frozen=True, slots=True, eq=False)
class RefusalStatement:
    """Where the rule ends: the case is wrong (``error``, at a field) or the rule says no (``not_entitled``)."""

    kind: Literal["error", "not_entitled"]
    code: str
    when: Term
    field: str | None = None
    clause: Parameter | None = None


@dataclass(frozen=True, slots=True, eq=False)
class WarningStatement:
    """What the reader of a result is told, always or under a condition."""

    code: str
    when: Term | None


Statement = StepStatement | RefusalStatement | WarningStatement


@dataclass(slots=True)
class Formula:
    """A rule in words. ``event`` is the day whose law is asked for; None is the day of the calculation."""

    event: Term | None = None
    statements: list[Statement] = field(default_factory=list)

    @property
    def steps(self) -> list[StepStatement]:
        """The recorded numbers."""
        return [statement for statement in self.statements if isinstance(statement, StepStatement)]

    @property
    def refusals(self) -> list[RefusalStatement]:
        """The errors and denials."""
        return [statement for statement in self.statements if isinstance(statement, RefusalStatement)]

    @property
    def warnings(self) -> dict[str, list[Term | None]]:
        """The conditions of each warning, by its code."""
        conditions: dict[str, list[Term | None]] = {}
        for statement in self.statements:
            if isinstance(statement, WarningStatement):
                conditions.setdefault(statement.code, []).append(statement.when)
        return conditions

    def terms(self) -> Iterator[Term]:
        """Every term of every statement with all that is in it, in order of appearance."""
        for statement in self.statements:
            if isinstance(statement, StepStatement):
                yield from walk(statement.amount)
            if statement.when is not None:
                yield from walk(statement.when)
            if isinstance(statement, RefusalStatement) and statement.clause is not None:
                yield from walk(statement.clause)


def walk(term: Term) -> Iterator[Term]:
    """A term and all terms in it."""
    yield term
    for part in parts_of(term):
        yield from walk(part)


def parts_of(term: Term) -> tuple[Term, ...]:
    """The terms that a term is made of."""
    if isinstance(term, Operation):
        return term.operands
    if isinstance(term, Choice):
        return tuple(term.choices.values())
    if isinstance(term, Parameter) and term.day is not None:
        return (term.day,)
    return ()
