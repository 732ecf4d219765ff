"""The word form: the same rule written down as a formula, with the numbers in force beside its terms."""

from __future__ import annotations

from benefitcli.engine.benefit import UNITS_OF_KINDS, Benefit
from benefitcli.engine.formula.terms import FieldTerm, Formula, Parameter, Reading, Term
from benefitcli.engine.formula.verbs import WordVerbs
from benefitcli.engine.namespace import LawNamespace, case_of
from benefitcli.engine.quantity import Condition, Quantity
from benefitcli.engine.scalar.law import VIEWS_OF_PERIOD, CountingOf
from benefitcli.law.library import RegionLaw
from benefitcli.law.parameters import PARAMETERS


def run_words(benefit: Benefit, law: RegionLaw, day: int) -> Formula:
    """Write down the rule of a benefit with the numbers in force on a day (a day number)."""
    formula = Formula()
    verbs = WordVerbs(formula)
    case = case_of(benefit, lambda field: FieldTerm(field, unit=UNITS_OF_KINDS.get(field.kind)))
    formula.event = None if benefit.event is None else benefit.event(case, verbs)
    benefit.rule(case, WordLaw(benefit, law, day), verbs, verbs.step)
    return formula


class WordLaw(LawNamespace):
    """``law.NAME`` and its views. A parameter that no document sets is a term without a value, never an error."""

    def __init__(self, benefit: Benefit, law: RegionLaw, day: int, asked: Term | None = None) -> None:
        """Take the numbers of ``day``; ``asked`` is the day that the rule itself asks for, in words."""
        super().__init__(benefit, lambda name: Reading(name, law.choices.get(name)))
        self._law = law
        self._day = day
        self._asked = asked

    def on(self, day: Term) -> WordLaw:
        """The law of another day."""
        return WordLaw(self.benefit, self._law, self._day, day)

    def view(self, short: str, view: str) -> Parameter:
        """A view of a parameter, as a term."""
        return parameter_term(self._law, self.full_name(short), self._day, view, self._asked)


def parameter_term(law: RegionLaw, name: str, day: int, view: str = "value", asked: Term | None = None) -> Parameter:
    """What the law of a day says of a parameter."""
    period = law.timeline(name).at(day)
    unit = PARAMETERS[name].unit
    if period is None:
        return Parameter(name, view, asked, None, None, (), unit=unit)
    seen = VIEWS_OF_PERIOD.get(view, VIEWS_OF_PERIOD["value"])(period, unit)
    if isinstance(seen, Quantity):
        return Parameter(name, view, asked, period, seen.value, seen.sources, unit=seen.unit)
    if isinstance(seen, CountingOf):
        return Parameter(name, view, asked, period, seen.counting, seen.sources)
    if isinstance(seen, Condition):
        return Parameter(name, view, asked, period, seen.value, seen.sources)
    return Parameter(name, view, asked, period, None, seen)
