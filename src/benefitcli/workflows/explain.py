"""A rule put into words: which rule, whose law, on which day, and the formula that it makes of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.engine.benefit import Benefit
from benefitcli.engine.formula import parameter_term, run_words
from benefitcli.engine.formula.terms import Formula, Parameter
from benefitcli.inputs.case import Question, check_readings
from benefitcli.law.dates import to_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.model import Reading
from benefitcli.law.source import Source
from benefitcli.workflows.case import readings_of


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule in words. ``day`` (days since 1970) is the day whose numbers stand beside the terms."""

    benefit: Benefit
    law: RegionLaw
    question: Question
    day: int
    formula: Formula

    @property
    def taken(self) -> Mapping[str, str]:
        """The choice taken of every reading of the region."""
        return self.law.choices

    @property
    def readings(self) -> dict[str, tuple[str, Reading]]:
        """The doubtful clauses that can change the result, each with the choice taken."""
        return readings_of(self.benefit, self.law)

    def parameters(self) -> list[Parameter]:
        """Every parameter of the rule with its value in force, in the order in which the formula names them."""
        named = [term.name for term in self.formula.terms() if isinstance(term, Parameter)]
        names = dict.fromkeys([*named, *self.benefit.parameters.values()])
        return [parameter_term(self.law, name, self.day) for name in names]

    def missing(self) -> list[Parameter]:
        """The parameters without which the rule cannot be carried out, and which no document sets on the day."""
        needed = self.benefit.law.values()
        return [parameter for parameter in self.parameters() if parameter.period is None and parameter.name in needed]

    def documents(self) -> list[Source]:
        """A source of each document whose numbers or ways of counting are in force, in the order of the formula."""
        sources_by_title: dict[str, Source] = {}
        for piece in (parameter.period for parameter in self.parameters() if parameter.period):
            for source in (*piece.sources, piece.counting_source):
                if source is not None:
                    sources_by_title.setdefault(source.title, source)
        return list(sources_by_title.values())


def state_rule(name: str, question: Question) -> StatedRule:
    """Put the rule of a benefit into words, for the day of ``question.on`` or for today.

    A number that no document sets is said to be missing. Raises :class:`BenefitError` for an unknown benefit, region or
    reading and for a malformed table.
    """
    benefit = find_benefit(name)
    library = question.library()
    law = library.law_of(library.region(question.region), question.readings)
    check_readings(benefit, law, question.readings)
    day = to_day(question.on or question.today)
    return StatedRule(benefit, law, question, day, run_words(benefit, law, day))


def state_rules(question: Question) -> list[StatedRule]:
    """The rules of all benefits, in the order of the register."""
    return [state_rule(name, question) for name in NAMES]
