"""The verbs of a rule on terms: each one is written down instead of carried out."""

from __future__ import annotations

from dataclasses import replace

from benefitcli.engine.formula.terms import (
    Choice,
    Chosen,
    Formula,
    Operation,
    Parameter,
    Reading,
    Recorded,
    RefusalStatement,
    StepStatement,
    Term,
    WarningStatement,
    as_term,
    call,
    condition,
)
from benefitcli.law.parameters import Counting
from benefitcli.law.workdays import NOTICES


class WordVerbs:
    """The verbs of a rule on terms; statements go into the formula.

    :class:`benefitcli.engine.rule.Verbs` says what each one does.
    """

    def __init__(self, formula: Formula) -> None:
        self._formula = formula

    def step(self, name: str, amount: Term | int, *, when: Term | None = None, unit: str | None = None) -> Term:
        """Write a number down and go on with its name."""
        term = as_term(amount)
        self._formula.statements.append(StepStatement(name, term, when, unit or term.unit))
        return Recorded(name, unit=unit or term.unit)

    def error(self, code: str, *, when: Term, field: str, accepted: str | None = None) -> None:
        """Write down when a case is wrong; what would be accepted is the condition's opposite."""
        del accepted
        self._formula.statements.append(RefusalStatement("error", code, when, field))

    def below_floor(self, rate: Term, floor: Term, *, clause: Parameter, field: str) -> None:
        """Write down that a rate may not be below the floor."""
        refusal = RefusalStatement("error", "rate_below_floor", rate < floor, field, clause)
        self._formula.statements.append(refusal)

    def deny(self, code: str, *, when: Term, clause: Parameter | None = None) -> None:
        """Write down when the rule says no."""
        self._formula.statements.append(RefusalStatement("not_entitled", code, when, clause=clause))

    def warn(self, code: str, *, when: Term | None = None, clause: Parameter | None = None) -> None:
        """Write a warning down; its words say what the clause says."""
        del clause
        self._formula.statements.append(WarningStatement(code, when))

    def given(self, value: Term) -> Term:
        return condition("given", value)

    def otherwise(self, value: Term, fallback: Term) -> Term:
        return call("otherwise", value.unit or fallback.unit, value, fallback)

    def latest(self, *values: Term) -> Term:
        return call("latest", values[0].unit, *values)

    def earliest(self, *values: Term) -> Term:
        return call("earliest", values[0].unit, *values)

    def pick(self, condition: Term, then: Term, otherwise: Term) -> Term:
        return call("pick", then.unit, condition, then, otherwise)

    def choose(self, reading: Reading, **choices: Term | int) -> Term:
        terms = {name: as_term(value) for name, value in choices.items()}
        return Choice(reading, terms, unit=next(iter(terms.values())).unit)

    def chosen(self, reading: Reading, *choices: str) -> Term:
        return Chosen(reading, choices)

    def smallest(self, **candidates: Term) -> tuple[Term, Term]:
        """The smallest, and which one it is."""
        names, terms = tuple(candidates), tuple(candidates.values())
        return (
            Operation("smallest", terms, names=names, unit="yuan"),
            Operation("which_is_smallest", terms, names=names, unit="choice"),
        )

    def share(self, amount: Term, basis_points: Term) -> Term:
        return call("share", amount.unit, amount, basis_points)

    def share_up(self, amount: Term, basis_points: Term) -> Term:
        return call("share_up", amount.unit, amount, basis_points)

    def divide_up(self, amount: Term, divisor: Term | int) -> Term:
        return call("divide_up", amount.unit, amount, divisor)

    def anniversary(self, day: Term, years: Term | int) -> Term:
        return call("anniversary", "date", day, years)

    def month_of(self, day: Term) -> Term:
        return call("month_of", "month", day)

    def first_day_of(self, month: Term) -> Term:
        return call("first_day_of", "date", month)

    def year_of(self, day: Term) -> Term:
        return call("year_of", "calendar_year", day)

    def first_day_of_year(self, year: Term) -> Term:
        return call("first_day_of_year", "date", year)

    def first_month_from(self, day: Term) -> Term:
        return call("first_month_from", "month", day)

    def last_day(self, start: Term, days: Term, counting: Parameter) -> Term:
        self._warn_assumed(days, counting)
        return call("last_day", "date", start, days, counting)

    def extend(self, end: Term, days: Term, counting: Parameter) -> Term:
        self._warn_assumed(days, counting)
        return call("extend", "date", end, days, counting)

    def _warn_assumed(self, days: Term, counting: Parameter) -> None:
        """Say when the counting that the end rests on is only assumed."""
        is_assumed = counting.period is not None and counting.period.is_counting_assumed
        assumed = replace(counting, view="counting_assumed", value=is_assumed)
        self.warn("counting_assumed", when=assumed & (days > 0))

    def next_workday(self, day: Term) -> Term:
        workday = call("next_workday", "date", day, sources=(NOTICES,))
        self.warn("provisional", when=condition("notice_missing", workday))
        return workday

    def counted(self, counting: Parameter, way: Counting) -> Term:
        value = None if counting.period is None else counting.value == way
        return replace(counting, view=f"counted_{way}", value=value)

    def bracket(self, scale: Parameter, threshold: Term) -> Term:
        return call("band", scale.unit, scale, threshold)

    def age_limit(self, birth: Term, limits: Parameter) -> Term:
        return call("age_limit", "year", birth, limits)

    def sum_months(self, first: Term, last: Term, rates: Parameter) -> Term:
        return call("sum_months", "yuan", first, last, rates)

    def sum_years(self, first: Term, last: Term, rates: Parameter) -> Term:
        return call("sum_years", "yuan", first, last, rates)
