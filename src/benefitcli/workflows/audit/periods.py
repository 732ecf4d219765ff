"""The days of leave records in the periods that the rules give, and what is left of each period."""

from __future__ import annotations

import polars as pl

from benefitcli.engine.columns.counting import days_that_count
from benefitcli.engine.columns.names import ROW, STATUS, case_column
from benefitcli.law.dates import FIRST_DAY, LAST_DAY
from benefitcli.law.library import RegionLaw
from benefitcli.workflows.audit.leaves import COUNTED_FROM, GROUP, PLACE, Leave
from benefitcli.workflows.audit.totals import WHO
from benefitcli.workflows.audit.verdict import Totals

PERIOD = "period"
BALANCE = {
    "employee_id": "text",
    "child_id": "text",
    "birth_date": "date",
    "benefit": "text",
    "year_of_child": "integer",
    "from_date": "date",
    "to_date": "date",
    "days_due": "integer",
    "days_taken": "integer",
    "days_left": "integer",
    "days_lapsed": "integer",
}
_FIRST, _LAST = pl.col(case_column("from_date")), pl.col(case_column("to_date"))


def days_in_periods(records: pl.DataFrame, leave: Leave, law: RegionLaw, on: int) -> pl.DataFrame:
    """A row for each record and period of its leave, for records that are entitled.

    ``counted`` are the days of the record that no earlier one covers, ``days`` those of them in the period, ``over`` those
    beyond what the period gives, ``elsewhere`` those in another child-year than the record was booked to, ``until_on``
    those up to the day ``on``; ``taken`` are all days of the record, ``opens`` is the first day of the first period.
    """

    def count(first: pl.Expr, last: pl.Expr) -> pl.Expr:
        return days_that_count(law, first, last, pl.col("counting"))

    periods = _periods(records.filter(pl.col(STATUS) == "ok"), leave)
    inside = pl.max_horizontal(COUNTED_FROM, "begins"), pl.min_horizontal(_LAST, "ends")
    periods = periods.with_columns(
        count(*inside).alias("days"),
        count(inside[0], pl.min_horizontal(inside[1], pl.lit(on, pl.Int64))).alias("until_on"),
        count(pl.col(COUNTED_FROM), _LAST).alias("counted"),
        count(_FIRST, _LAST).alias("taken"),
        pl.col("begins").min().over(PLACE).alias("opens"),
    )
    return periods.with_columns(_over(leave).alias("over"), _elsewhere(leave).alias("elsewhere"))


def _periods(records: pl.DataFrame, leave: Leave) -> pl.DataFrame:
    """Each record once for every period of its leave, with the period's first and last day and its days."""
    return pl.concat(
        records.with_columns(
            pl.lit(number, pl.Int64).alias(PERIOD),
            (pl.col(first) if first else pl.lit(FIRST_DAY, pl.Int64)).alias("begins"),
            (pl.col(last) if last else pl.lit(LAST_DAY, pl.Int64)).alias("ends"),
            pl.col(days).alias("days_due"),
        )
        for number, (first, last, days) in enumerate(leave.periods, start=1)
    )


def _over(leave: Leave) -> pl.Expr:
    """The days of a record beyond those of the period, the earlier records counted first."""
    if leave.window_holds_days:
        return pl.lit(0, pl.Int64)
    so_far = pl.col("days").cum_sum().over([GROUP, PERIOD], order_by=[_FIRST, ROW])
    return pl.min_horizontal(pl.max_horizontal(so_far - pl.col("days_due"), pl.lit(0, pl.Int64)), "days")


def _elsewhere(leave: Leave) -> pl.Expr:
    booked = pl.col(case_column("child_year"))
    is_elsewhere = booked.is_not_null() & (booked != pl.col(PERIOD))
    return pl.when(is_elsewhere).then("days").otherwise(0) if leave.by_child_year else pl.lit(0, pl.Int64)


def balance_of(periods: pl.DataFrame, leave: Leave, on: int) -> pl.DataFrame:
    """What is left on a day of each period to each employee: the days of the rule less the sum of the records.

    A period that is over leaves nothing: what was not taken has lapsed.
    """
    texts = [pl.col(name).first() for name in ("employee_id", "child_id") if name in periods.columns]
    kept = [pl.col(name).first() for name in ("begins", "ends", "days_due", WHO)]
    birth = pl.col(case_column("birth_date")).first().alias("birth_date")
    summed = (
        periods.sort(PLACE)
        .group_by(GROUP, PERIOD, maintain_order=True)
        .agg(*texts, *kept, birth, pl.col("until_on").sum().alias("days_taken"))
    )
    rest = pl.max_horizontal(pl.col("days_due") - pl.col("days_taken"), pl.lit(0, pl.Int64))
    is_over = pl.col("ends") < on
    year = pl.col(PERIOD) if leave.by_child_year else pl.lit(None, pl.Int64)
    return summed.with_columns(
        pl.lit(leave.name).alias("benefit"),
        year.alias("year_of_child"),
        pl.when(is_over).then(0).otherwise(rest).alias("days_left"),
        pl.when(is_over).then(rest).otherwise(0).alias("days_lapsed"),
        pl.when(pl.col("begins") > FIRST_DAY).then("begins").alias("from_date"),
        pl.when(pl.col("ends") < LAST_DAY).then("ends").alias("to_date"),
    ).sort(GROUP, PERIOD, maintain_order=True)


def balances(parts: list[pl.DataFrame]) -> Totals:
    """The balances of all leaves as one table, an employee's together."""
    kinds = {"text": pl.String, "date": pl.Int64, "integer": pl.Int64}
    empty = pl.DataFrame(schema={WHO: pl.UInt32, **{name: kinds[kind] for name, kind in BALANCE.items()}})
    frame = pl.concat([empty, *parts], how="diagonal_relaxed").sort(WHO, maintain_order=True)
    return Totals("balance", frame.select(*BALANCE), BALANCE)
