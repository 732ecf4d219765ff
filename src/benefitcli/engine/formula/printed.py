"""What a word run leaves behind: the statements of a rule, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from benefitcli.engine.formula.terms import Choice, Operation, Parameter, Term


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
        return [one for one in self.statements if isinstance(one, StepStatement)]

    @property
    def refusals(self) -> list[RefusalStatement]:
        """The errors and denials."""
        return [one for one in self.statements if isinstance(one, RefusalStatement)]

    @property
    def warnings(self) -> dict[str, list[Term | None]]:
        """The conditions of each warning, by its code."""
        found: dict[str, list[Term | None]] = {}
        for one in self.statements:
            if isinstance(one, WarningStatement):
                found.setdefault(one.code, []).append(one.when)
        return found

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
