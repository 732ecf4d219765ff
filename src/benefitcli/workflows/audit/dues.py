"""What is due for a month of a child: the allowance rule itself, asked for that one month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from benefitcli.engine.columns.names import PROBLEM, REASON, STATUS, case_column
from benefitcli.engine.rule import Number, Verbs
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import TextColumn
from benefitcli.law.dates import month_of, to_day
from benefitcli.workflows.audit.rule import RuleQuery

DUE, CLAUSE, REFUSED = "due", "clause", "refused"
_BELOW_FLOOR = "rate_below_floor"


@dataclass(frozen=True, slots=True)
class Span:
    """The months in which a missing payment is looked for, as month numbers; None: as far as the window reaches."""

    from_month: int | None = None
    to_month: int | None = None


class DueAmounts:
    """The allowance rule, put to cases with a month each."""

    def __init__(self, question: Question) -> None:
        """Ask in the law of the question, or in that of each case's own region."""
        self._asked = RuleQuery("allowance", question)
        self.this_month = month_of(to_day(question.today))

    def bind(self, cases: pl.DataFrame, region: TextColumn | None) -> pl.DataFrame:
        """The cases with the law of their region."""
        return self._asked.bind(cases, region)

    @property
    def is_given_once(self) -> bool:
        """Whether, as the clause is read, a parent has one amount a month however many children there are."""
        return self._asked.law.choices.get("allowance_basis") == "parent"

    def of_months(self, cases: pl.DataFrame) -> pl.DataFrame:
        """For each case with its month: fen due, clause, ``status``, ``reason``, and whether the own rate was refused.

        The payer's own rate counts where the law admits it in that month; below the floor, the floor is due.
        """
        month = pl.col(case_column("month"))
        floor = self._ask(cases, month, monthly_rate=None)
        has_rate = cases.get_column(case_column("monthly_rate")).is_not_null()
        if not has_rate.any():
            return floor.with_columns(pl.lit(value=False).alias(REFUSED))
        own = self._ask(cases, month)
        refused = pl.col(REASON).str.starts_with(_BELOW_FLOOR).fill_null(value=False).alias(REFUSED)
        amount = own.select(pl.when(pl.col(STATUS) == "ok").then(DUE).alias("own"), refused)
        due = pl.coalesce("own", DUE).alias(DUE)
        return pl.concat([floor, amount], how="horizontal").with_columns(due).drop("own")

    def windows(self, cases: pl.DataFrame, span: Span) -> pl.DataFrame:
        """The first and the last month due within a span; null where there is none. Without an end it is this month."""
        to_month = self.this_month if span.to_month is None else span.to_month
        months = self._asked.answers(
            cases.with_columns(pl.lit(None, pl.String).alias(PROBLEM)),
            "first_month",
            "last_month",
            from_month=span.from_month,
            to_month=to_month,
            monthly_rate=None,
        )
        is_ok = pl.col(STATUS) == "ok"
        return months.select(pl.when(is_ok).then(name).alias(name) for name in ("first_month", "last_month"))

    def _ask(self, cases: pl.DataFrame, month: pl.Expr, **facts: None) -> pl.DataFrame:
        steps = ("total_amount", "rate_clause", "age_clause", "cover_clause")
        found = self._asked.answers(cases, *steps, further=_clauses, from_month=month, to_month=month, **facts)
        due = pl.when(pl.col(STATUS) == "ok").then("total_amount").when(pl.col(STATUS) == "not_entitled").then(0)
        clause = (
            pl.when(pl.col(REASON) == "birth_not_covered")
            .then("cover_clause")
            .when(pl.col(STATUS) == "not_entitled")
            .then("age_clause")
            .when(pl.col(STATUS) == "ok")
            .then("rate_clause")
        )
        return found.select(due.alias(DUE), clause.alias(CLAUSE), STATUS, REASON)


def _clauses(case: Number, law: Number, do: Verbs) -> Mapping[str, Number]:
    """The clause that gives a month its rate, the one that ends the months, and the one that leaves a birth out."""
    then = law.on(do.first_day_of(case.from_month))
    return {
        "rate_clause": then.clause.monthly_rate,
        "age_clause": then.clause.until_age,
        "cover_clause": law.clause.children_covered,
    }
