"""Putting an audit's questions to the rules: distinct cases in, the rule's own results and clauses out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.columns import run_columns
from benefitcli.engine.columns.names import CASE, PROBLEM, REASON, REGION_INDEX, STATUS, case_column, step_column
from benefitcli.engine.rule import Number, Rule, Step, Verbs
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import TextColumn
from benefitcli.inputs.rows import Laws
from benefitcli.law.dates import to_day
from benefitcli.law.library import RegionLaw

Further = Callable[[Number, Number, Verbs], Mapping[str, Number]]
"""What an audit wants to know beside a rule's results, such as clauses: more numbers or texts by name."""


class RuleQuery:
    """A rule that is put to many cases at once, in the law of each case's region."""

    def __init__(self, name: str, question: Question) -> None:
        """Ask the rule of a benefit."""
        self.benefit = find_benefit(name)
        self._question = question
        self._laws = Laws(self.benefit, question)

    @property
    def law(self) -> RegionLaw:
        """The law of the question's own region."""
        return self._laws.laws[0]

    def bind(self, cases: pl.DataFrame, region: TextColumn | None) -> pl.DataFrame:
        """The cases with the law of their region; an unknown region is a problem of its case."""
        return self._laws.bind(cases, region)

    def answers(
        self,
        cases: pl.DataFrame,
        *steps: str,
        further: Further | None = None,
        **facts: pl.Expr | int | None,
    ) -> pl.DataFrame:
        """The named steps, ``status`` and ``reason`` of each case; ``facts`` stand in for typed columns of the cases.

        What a step holds where the status is not ``ok`` means nothing, but for the steps that ``further`` adds.
        """
        own = {one.name for one in self.benefit.fields}
        given = {
            one.name: pl.lit(None, pl.Boolean if one.kind == "boolean" else pl.Int64)
            for one in self.benefit.fields
            if case_column(one.name) not in cases.columns
        }
        given |= {
            name: value if isinstance(value, pl.Expr) else pl.lit(value, pl.Int64) for name, value in facts.items()
        }
        frame = cases.with_columns(value.alias(case_column(name)) for name, value in given.items() if name in own)
        kept = [name for name in frame.columns if name.startswith(CASE) or name in (REGION_INDEX, PROBLEM)]
        on = to_day(self._question.on) if self._question.on else None
        benefit = replace(self.benefit, rule=_with(self.benefit.rule, further)) if further else self.benefit
        run = run_columns(benefit, frame.select(kept).lazy(), self._laws.laws, on, to_day(self._question.today))
        return run.select(*(pl.col(step_column(step)).alias(step) for step in steps), STATUS, REASON).collect()


def _with(rule: Rule, further: Further) -> Rule:
    def extended(case: Number, law: Number, do: Verbs, step: Step) -> None:
        rule(case, law, do, step)
        for name, number in further(case, law, do).items():
            step(name, number)

    return extended
