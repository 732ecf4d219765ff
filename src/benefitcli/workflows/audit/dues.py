"""What is due: the questions of an audit put to the rules, distinct cases in, the rule's own results and clauses out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.columns.names import CASE, PROBLEM, REASON, REGION_INDEX, STATUS, case_column, step_column
from benefitcli.engine.rule import Number, Rule, Step, Verbs
from benefitcli.inputs.case import Question
from benefitcli.inputs.rows import Laws

DUE, CLAUSE, REFUSED = "due", "clause", "refused"

Further = Callable[[Number, Number, Verbs], Mapping[str, Number]]
"""What an audit wants to know beside a rule's results, such as clauses: more numbers or texts by name."""

Months = tuple[int | None, int | None]
"""The first and the last month, as month numbers; None is no bound."""


class RuleQuery:
    """A rule that is put to many cases at once, in the law of each case's region; ``laws`` binds them to it."""

    def __init__(self, name: str, question: Question) -> None:
        """Ask the rule of a benefit."""
        self.benefit = find_benefit(name)
        self.laws = Laws(self.benefit, question)

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
        values: dict[str, pl.Expr | int | None] = {
            field.name: pl.lit(None, pl.Boolean) if field.kind == "boolean" else None
            for field in self.benefit.fields
            if case_column(field.name) not in cases.columns
        }
        frame = cases.with_columns(
            (value if isinstance(value, pl.Expr) else pl.lit(value, pl.Int64)).alias(case_column(name))
            for name, value in {**values, **facts}.items()
        )
        kept = [name for name in frame.columns if name.startswith(CASE) or name in (REGION_INDEX, PROBLEM)]
        benefit = replace(self.benefit, rule=_with(self.benefit.rule, further)) if further else self.benefit
        answered = self.laws.run(benefit, frame.select(kept))
        return answered.select(*(pl.col(step_column(step)).alias(step) for step in steps), STATUS, REASON).collect()


def _with(rule: Rule, further: Further) -> Rule:
    def extended(case: Number, law: Number, do: Verbs, step: Step) -> None:
        rule(case, law, do, step)
        for name, number in further(case, law, do).items():
            step(name, number)

    return extended


def is_below_floor() -> pl.Expr:
    """Whether the law does not admit the payer's own rate."""
    return pl.col(REASON).str.starts_with("rate_below_floor").fill_null(value=False)


def dues_of_months(query: RuleQuery, cases: pl.DataFrame) -> pl.DataFrame:
    """Ask the allowance rule for one month of a child.

    The payer's own rate counts where the law admits it in that month; below the floor, the floor is due.

    Returns:
        For each case with its month the fen due, the clause, ``status``, ``reason``, and whether the own rate was refused.
    """
    floor = _due(query, cases, monthly_rate=None)
    if not cases.get_column(case_column("monthly_rate")).is_not_null().any():
        return floor.with_columns(pl.lit(value=False).alias(REFUSED))
    own = _due(query, cases).select(
        pl.when(pl.col(STATUS) == "ok").then(DUE).alias("own"), is_below_floor().alias(REFUSED)
    )
    return pl.concat([floor, own], how="horizontal").with_columns(pl.coalesce("own", DUE).alias(DUE)).drop("own")


def _due(query: RuleQuery, cases: pl.DataFrame, **facts: None) -> pl.DataFrame:
    month = pl.col(case_column("month"))
    steps = ("total_amount", "rate_clause", "age_clause", "cover_clause")
    answers = query.answers(cases, *steps, further=_clauses, from_month=month, to_month=month, **facts)
    due = pl.when(pl.col(STATUS) == "ok").then("total_amount").when(pl.col(STATUS) == "not_entitled").then(0)
    ended = pl.when(pl.col(REASON) == "birth_not_covered").then("cover_clause").otherwise("age_clause")
    clause = pl.when(pl.col(STATUS) == "ok").then("rate_clause").when(pl.col(STATUS) == "not_entitled").then(ended)
    return answers.select(due.alias(DUE), clause.alias(CLAUSE), STATUS, REASON)


def _clauses(case: Number, law: Number, do: Verbs) -> Mapping[str, Number]:
    """The clause that gives a month its rate, the one that ends the months, and the one that leaves a birth out."""
    then = law.on(do.first_day_of(case.from_month))
    return {
        "rate_clause": then.clause.monthly_rate,
        "age_clause": then.clause.until_age,
        "cover_clause": law.clause.children_covered,
    }


def windows_of(query: RuleQuery, cases: pl.DataFrame, months: Months) -> pl.DataFrame:
    """The first and the last month of allowance due to each case within some months; null where there is none."""
    first, last = months
    readable = cases.with_columns(pl.lit(None, pl.String).alias(PROBLEM))
    steps = ("first_month", "last_month")
    answers = query.answers(readable, *steps, from_month=first, to_month=last, monthly_rate=None)
    is_ok = pl.col(STATUS) == "ok"
    return answers.select(pl.when(is_ok).then(step).alias(step) for step in steps)
