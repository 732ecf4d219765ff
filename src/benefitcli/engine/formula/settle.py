"""A term as people would write it: readings settled, conditions turned the right way round, nothing multiplied by one.

What comes out has the same value wherever its parts have one. The machine form is written from the unsettled term.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from benefitcli.engine.formula.terms import Choice, Chosen, NumberTerm, Operation, Parameter, Term, Truth

_OPPOSITES = {
    "less": "greater_or_equal",
    "greater_or_equal": "less",
    "greater": "less_or_equal",
    "less_or_equal": "greater",
    "equal": "not_equal",
    "not_equal": "equal",
    "given": "not_given",
    "not_given": "given",
}


def settle(term: Term, choices: Mapping[str, str]) -> Term:
    """The term under the choices of readings; a reading that is not among them has its first choice."""
    if isinstance(term, Choice):
        first = next(iter(term.choices.values()))
        return settle(term.choices.get(choices.get(term.reading.name, ""), first), choices)
    if isinstance(term, Chosen):
        return Truth(choices.get(term.reading.name) in term.choices)
    if isinstance(term, Parameter):
        return term if term.day is None else replace(term, day=settle(term.day, choices))
    if isinstance(term, Operation):
        operands = tuple(settle(operand, choices) for operand in term.operands)
        settled = replace(term, operands=operands)
        return _SIMPLER[term.op](settled) if term.op in _SIMPLER else settled
    return term


def settle_condition(term: Term, choices: Mapping[str, str]) -> Term:
    """A condition under the choices of readings."""
    return _condition(settle(term, choices))


def _condition(term: Term) -> Term:
    """What the law of the day says of itself is settled; where no document speaks, nothing comes of it."""
    return Truth(bool(term.value)) if isinstance(term, Parameter) else term


def holds(term: Term, value: bool) -> bool:
    """Whether a settled condition is known to be true (or false)."""
    return isinstance(term, Truth) and term.value is value


def _is(term: Term, number: int) -> bool:
    return isinstance(term, NumberTerm) and term.value == number


def _sum(term: Operation) -> Term:
    """Plain numbers are added up at the end; the day before a 1 January is a 31 December."""
    left, right = term.operands
    if _is(left, 0) and term.op == "add":
        return right
    if not isinstance(right, NumberTerm):
        return term
    number = right.value if term.op == "add" else -right.value
    if isinstance(left, Operation) and left.op in ("add", "subtract") and isinstance(left.operands[1], NumberTerm):
        number += left.operands[1].value if left.op == "add" else -left.operands[1].value
        left = left.operands[0]
    if isinstance(left, Operation) and left.op == "first_day_of_year" and number < 0:
        year = settle(left.operands[0] - 1, {})
        left, number = replace(left, op="last_day_of_year", operands=(year,)), number + 1
    if number == 0:
        return left
    return replace(
        term, op="add" if number > 0 else "subtract", operands=(left, NumberTerm(abs(number), unit=right.unit))
    )


def _anniversary(term: Operation) -> Term:
    return term.operands[0] if _is(term.operands[1], 0) else term


def _multiply(term: Operation) -> Term:
    left, right = term.operands
    if _is(left, 0) or _is(right, 0):
        return NumberTerm(0)
    return left if _is(right, 1) else right if _is(left, 1) else term


def _share(term: Operation) -> Term:
    return NumberTerm(0) if _is(term.operands[1], 0) else term


def _pick(term: Operation) -> Term:
    condition, then, otherwise = term.operands
    return then if holds(condition, value=True) else otherwise if holds(condition, value=False) else term


def _band(term: Operation) -> Term:
    """A scale of one bracket is a plain number."""
    scale = term.operands[0]
    if isinstance(scale, Parameter) and (scale.period is None or len(scale.period.brackets) == 1):
        value = None if scale.period is None else scale.period.value
        return replace(scale, view="value", value=value)
    return term


def _otherwise(term: Operation) -> Term:
    """The fallback of a fallback follows it."""
    first, *rest = term.operands
    if isinstance(first, Operation) and first.op == "otherwise":
        return replace(term, operands=(*first.operands, *rest))
    return term


def _given(term: Operation) -> Term:
    """What has a fallback is given where any of its parts is."""
    value = term.operands[0]
    if isinstance(value, Operation) and value.op == "otherwise":
        parts = [Operation("given", (operand,)) for operand in value.operands]
        return Operation("or", tuple(parts))
    return term


def _not(term: Operation) -> Term:
    inner = _condition(term.operands[0])
    if isinstance(inner, Truth):
        return Truth(not inner.value)
    if not isinstance(inner, Operation):
        return term
    if inner.op == "not":
        return inner.operands[0]
    if inner.op in ("and", "or"):
        opposite = {"and": "or", "or": "and"}[inner.op]
        return replace(
            inner, op=opposite, operands=tuple(_not(Operation("not", (operand,))) for operand in inner.operands)
        )
    return replace(inner, op=_OPPOSITES[inner.op]) if inner.op in _OPPOSITES else term


def _join(decisive: bool) -> Callable[[Operation], Term]:
    """``and`` is settled by one false part, ``or`` by a true one; settled parts drop out, nested ones are one list."""

    def joined(term: Operation) -> Term:
        parts: list[Term] = []
        for operand in map(_condition, term.operands):
            parts += operand.operands if isinstance(operand, Operation) and operand.op == term.op else (operand,)
        if any(holds(part, decisive) for part in parts):
            return Truth(decisive)
        left = tuple(part for part in parts if not isinstance(part, Truth))
        if not left:
            return Truth(not decisive)
        return left[0] if len(left) == 1 else replace(term, operands=left)

    return joined


_SIMPLER: dict[str, Callable[[Operation], Term]] = {
    "add": _sum,
    "subtract": _sum,
    "multiply": _multiply,
    "anniversary": _anniversary,
    "share": _share,
    "pick": _pick,
    "band": _band,
    "otherwise": _otherwise,
    "given": _given,
    "not": _not,
    "and": _join(decisive=False),
    "or": _join(decisive=True),
}
