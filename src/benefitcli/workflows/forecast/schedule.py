"""How a benefit falls due over time: month by month, or year by year.

A schedule asks the rule for one instalment by setting the facts of time of a case; what an instalment comes to is the
rule's own answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Benefit
from benefitcli.engine.columns.names import FIRST, INVERTED, LAST, OUTSIDE, case_column, step_column

Facts = dict[str, pl.Expr]


@dataclass(frozen=True, slots=True)
class PaymentSchedule:
    """How a benefit falls due.

    ``benefit`` has the fields of time left open: a row that leaves them blank is asked about for the whole time.
    ``own`` gives the first and the last instalment that a row itself allows, from the first one asked for; ``facts_of``
    gives the facts that ask for the instalments from one to another, knowing which is the row's first; ``due`` are the
    first and last instalment that come to something, once the rule was run for the whole time. ``people`` is the column
    that counts rows; ``measures`` are the numbers that are summed, by column: the kind of value, and that of one
    instalment.
    """

    benefit: Benefit
    own: Callable[[pl.Expr], tuple[pl.Expr, pl.Expr]]
    facts_of: Callable[[pl.Expr, pl.Expr, pl.Expr], Facts]
    due: tuple[pl.Expr, pl.Expr]
    people: str
    measures: Mapping[str, tuple[str, pl.Expr]]


_TOTAL = ("money", pl.col(step_column("total_amount")))


def schedule_of(name: str) -> PaymentSchedule:
    """The schedule of ``allowance`` or ``places``."""
    return _allowance() if name == "allowance" else _places()


def _allowance() -> PaymentSchedule:
    return PaymentSchedule(
        benefit=find_benefit("allowance"),
        own=lambda _asked: (pl.col(case_column("from_month")), pl.col(case_column("to_month"))),
        facts_of=lambda first, last, _begin: {"from_month": first, "to_month": last},
        due=(pl.col(step_column("first_month")), pl.col(step_column("last_month"))),
        people="people",
        measures={"months": ("integer", pl.col(step_column("months"))), "amount": _TOTAL},
    )


def _places() -> PaymentSchedule:
    """A year at a time; the sum once falls due with the first year, unless it was paid."""

    def facts_of(first: pl.Expr, last: pl.Expr, begin: pl.Expr) -> Facts:
        paid = pl.col(case_column("one_off_paid")) | (first > begin)
        return {"year": first, "years": last - first + 1, "one_off_paid": paid}

    benefit = find_benefit("places")
    fields = tuple(field.as_optional() if field.name in ("year", "years") else field for field in benefit.fields)
    begins, years = pl.col(case_column("year")), pl.col(case_column("years"))
    yearly = pl.col(step_column("yearly_amount"))
    subsidised = pl.when(yearly > 0).then(pl.col(case_column("inclusive_places"))).otherwise(pl.lit(0, pl.Int64))
    return PaymentSchedule(
        benefit=replace(benefit, fields=fields),
        own=lambda asked: (begins, pl.coalesce(begins, asked) + years - 1),
        facts_of=facts_of,
        due=(pl.col(FIRST), pl.col(LAST)),
        people="institutions",
        measures={
            "place_years": ("integer", subsidised),
            "one_off_amount": ("money", pl.col(step_column("one_off_amount"))),
            "yearly_amount": ("money", yearly),
            "amount": _TOTAL,
        },
    )


def asked_within(schedule: PaymentSchedule, frame: pl.DataFrame, window: tuple[int, int]) -> pl.DataFrame:
    """The rows with their first and last instalment within the window, and the facts that ask for just these.

    A row whose own last instalment precedes its first keeps both, for the rule to refuse; a row whose time lies outside
    the window has its first after its last.
    """
    asked_first, asked_last = (pl.lit(edge, pl.Int64) for edge in window)
    own_first, own_last = schedule.own(asked_first)
    inverted = (own_first > own_last).fill_null(value=False)
    first = pl.when(inverted).then(own_first).otherwise(pl.max_horizontal(own_first, asked_first))
    last = pl.when(inverted).then(own_last).otherwise(pl.min_horizontal(own_last, asked_last))
    frame = frame.with_columns(first.alias(FIRST), last.alias(LAST), inverted.alias(INVERTED))
    frame = frame.with_columns((~pl.col(INVERTED) & (pl.col(FIRST) > pl.col(LAST))).alias(OUTSIDE)).drop(INVERTED)
    return with_facts(frame, schedule.facts_of(pl.col(FIRST), pl.col(LAST), pl.col(FIRST)))


def with_facts(frame: pl.DataFrame, facts: Mapping[str, Any]) -> pl.DataFrame:
    """The rows with some facts set: to a value for all of them or to an expression."""
    return frame.with_columns(
        (value if isinstance(value, pl.Expr) else pl.lit(value))
        .cast(frame.schema[case_column(name)])
        .alias(case_column(name))
        for name, value in facts.items()
    )
