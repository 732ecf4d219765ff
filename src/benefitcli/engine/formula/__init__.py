"""The word form: the same rule written down as a formula, with the numbers in force beside its terms."""

from __future__ import annotations

from benefitcli.engine.benefit import UNITS_OF_KINDS, Benefit
from benefitcli.engine.formula.law import WordLaw
from benefitcli.engine.formula.terms import FieldTerm, Formula
from benefitcli.engine.formula.verbs import WordVerbs
from benefitcli.engine.namespace import case_of
from benefitcli.law.library import RegionLaw


def run_words(benefit: Benefit, law: RegionLaw, day: int) -> Formula:
    """Write down the rule of a benefit with the numbers in force on a day (a day number)."""
    formula = Formula()
    verbs = WordVerbs(formula)
    case = case_of(benefit, lambda field: FieldTerm(field, unit=UNITS_OF_KINDS.get(field.kind)))
    formula.event = None if benefit.event is None else benefit.event(case, verbs)
    benefit.rule(case, WordLaw(benefit, law, day), verbs, verbs.step)
    return formula
