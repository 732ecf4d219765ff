"""What is due: the questions of an audit put to the rules, distinct cases in, the rule's own results and clauses out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.columns.names import CASE, PROBLEM, REASON, REGION_INDEX, STATUS, case_column, step_column
from benefitcli.engine.rule import Number, Rule, Step, Verbs
from benefitcli.inputs.case import Question
from benefitcli.inputs.rows import Laws
from benefitcli.law.dates import month_of

DUE, CLAUSE, REFUSED = "due", "clause", "refused"
_BELOW_FLOOR = "rate_below_floor"

Further = Callable[[Number, Number, Verbs], Mapping[str, Number]]
"""What an audit wants to know beside a rule's results, such as clauses: more numbers or texts by name."""


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
        values: dict[str, pl.Expr] = {
            field.name: pl.lit(None, pl.Boolean if field.kind == "boolean" else pl.Int64)
            for field in self.benefit.fields
            if case_column(field.name) not in cases.columns
        }
        for name, value in facts.items():
            values[name] = value if isinstance(value, pl.Expr) else pl.lit(value, pl.Int64)
        frame = cases.with_columns(value.alias(case_column(name)) for name, value in values.items())
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
    return pl.col(REASON).str.starts_with(_BELOW_FLOOR).fill_null(value=False)


@dataclass(frozen=True, slots=True)
class Span:
    """The months in which a missing payment is looked for, as month numbers; None: as far as the window reaches."""

    from_month: int | None = None
    to_month: int | None = None


EVERY_MONTH = Span()


class DueAmounts:
    """What is due for a month of a child: the allowance rule itself, asked for that one month."""

    def __init__(self, question: Question) -> None:
        """Ask in the law of the question, or in that of each case's own region."""
        self._query = RuleQuery("allowance", question)
        self.laws = self._query.laws
        self.this_month = month_of(question.today_day)

    @property
    def is_given_once(self) -> bool:
        """Whether, as the clause is read, a parent has one amount a month however many children there are."""
        return self.laws.laws[0].choices.get("allowance_basis") == "parent"

    def of_months(self, cases: pl.DataFrame) -> pl.DataFrame:
        """For each case with its month: fen due, clause, ``status``, ``reason``, and whether the own rate was refused.

        The payer's own rate counts where the law admits it in that month; below the floor, the floor is due.
        """
        month = pl.col(case_column("month"))
        floor = self._ask(cases, month, monthly_rate=None)
        if not cases.get_column(case_column("monthly_rate")).is_not_null().any():
            return floor.with_columns(pl.lit(value=False).alias(REFUSED))
        own = self._ask(cases, month).select(
            pl.when(pl.col(STATUS) == "ok").then(DUE).alias("own"), is_below_floor().alias(REFUSED)
        )
        return pl.concat([floor, own], how="horizontal").with_columns(pl.coalesce("own", DUE).alias(DUE)).drop("own")

    def windows(self, cases: pl.DataFrame, span: Span) -> pl.DataFrame:
        """The first and the last month due within a span; null where there is none. Without an end it is this month."""
        months = self._query.answers(
            cases.with_columns(pl.lit(None, pl.String).alias(PROBLEM)),
            "first_month",
            "last_month",
            from_month=span.from_month,
            to_month=self.this_month if span.to_month is None else span.to_month,
            monthly_rate=None,
        )
        is_ok = pl.col(STATUS) == "ok"
        return months.select(pl.when(is_ok).then(name).alias(name) for name in ("first_month", "last_month"))

    def _ask(self, cases: pl.DataFrame, month: pl.Expr, **facts: None) -> pl.DataFrame:
        steps = ("total_amount", "rate_clause", "age_clause", "cover_clause")
        answers = self._query.answers(cases, *steps, further=_clauses, from_month=month, to_month=month, **facts)
        due = pl.when(pl.col(STATUS) == "ok").then("total_amount").when(pl.col(STATUS) == "not_entitled").then(0)
        clause = (
            pl.when(pl.col(REASON) == "birth_not_covered")
            .then("cover_clause")
            .when(pl.col(STATUS) == "not_entitled")
            .then("age_clause")
            .when(pl.col(STATUS) == "ok")
            .then("rate_clause")
        )
        return answers.select(due.alias(DUE), clause.alias(CLAUSE), STATUS, REASON)


def _clauses(case: Number, law: Number, do: Verbs) -> Mapping[str, Number]:
    """The clause that gives a month its rate, the one that ends the months, and the one that leaves a birth out."""
    then = law.on(do.first_day_of(case.from_month))
    return {
        "rate_clause": then.clause.monthly_rate,
        "age_clause": then.clause.until_age,
        "cover_clause": law.clause.children_covered,
    }
