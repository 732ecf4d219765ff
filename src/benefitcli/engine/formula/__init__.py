"""The word form: the same rule written down as a formula, with the numbers in force beside its terms."""

from __future__ import annotations

from typing import Any

from benefitcli.engine.benefit import UNITS_OF_KINDS, Benefit
from benefitcli.engine.formula.law import WordLaw
from benefitcli.engine.formula.terms import FieldTerm, Formula
from benefitcli.engine.formula.verbs import WordVerbs
from benefitcli.law.library import RegionLaw


def run_words(benefit: Benefit, law: RegionLaw, day: int) -> Formula:
    """Write down the rule of a benefit with the numbers in force on a day."""
    formula = Formula()
    verbs = WordVerbs(formula)
    facts = _Facts(benefit)
    formula.event = None if benefit.event is None else benefit.event(facts, verbs)
    benefit.rule(facts, WordLaw(benefit, law, day), verbs, verbs.step)
    return formula


class _Facts:
    """``case.NAME``: the name of a field."""

    def __init__(self, benefit: Benefit) -> None:
        for one in benefit.fields:
            setattr(self, one.name, FieldTerm(one, unit=UNITS_OF_KINDS.get(one.kind)))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the benefit has no field {name}")
