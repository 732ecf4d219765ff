"""The audit of leave records: the days that were taken against the days, the child-years and the windows of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.columns.counting import days_that_count
from benefitcli.engine.columns.names import (
    COUNTED_FROM,
    FIRST_TAKEN,
    GIVEN_FOR,
    LEAVE,
    OVERLAPS,
    PERIOD,
    PROBLEM,
    REASON,
    ROW,
    ROW_ID,
    STATUS,
    WHO,
    case_column,
)
from benefitcli.inputs.case import Question, check_readings
from benefitcli.inputs.columns import joined
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day
from benefitcli.law.library import RegionLaw
from benefitcli.workflows.audit.dues import RuleQuery
from benefitcli.workflows.audit.leave_records import LEAVES, Leave, read_records
from benefitcli.workflows.audit.result import ONE, AuditResult, Totals, first_true, totals_by_finding
from benefitcli.workflows.audit.rows import Rows
from benefitcli.workflows.audit.schemas import RECORDS

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
_TYPES = {"text": pl.String, "date": pl.Int64, "integer": pl.Int64}
_FIRST, _LAST = pl.col(case_column("from_date")), pl.col(case_column("to_date"))


def audit_leave(rows: Rows, question: Question) -> AuditResult:
    """Check every record of leave, and sum what is left.

    Records are taken in the order of their first days. A day that two records of an employee cover counts once, for the
    earlier record; the later one is an ``overlap``. A day before the leave may begin is ``too_early``, one after it, or
    in another child-year than the record was booked to, ``outside_window``, one more than the days of the leave or the
    child-year ``beyond_entitlement``. What is left on the question's day (today without one) is always the days of the
    rule less the sum of the records.
    """
    # The day of the balance is no day of law: each leave keeps the law of its own event.
    on = question.today_day if question.law_day is None else question.law_day
    question = replace(question, on=None)
    library = question.library()
    # A reading has to belong to one of the leaves; the others do without it.
    check_readings(RECORDS, library.law_of(library.region(question.region), question.readings), question.readings)
    records = read_records(rows)
    outcomes_of_leaves, balances = [], []
    for leave in LEAVES:
        of_leave = records.filter(pl.col(LEAVE) == leave.name)
        if not of_leave.is_empty():
            outcomes, balance = _graded(rows, of_leave, leave, question, on)
            outcomes_of_leaves.append(outcomes)
            balances.append(balance)
    finding = pl.lit("error").alias("finding")
    unread = records.filter(pl.col(LEAVE).is_null()).select(ROW_ID, finding, pl.col(PROBLEM).alias("reason"))
    empty = pl.DataFrame(schema={result.name: _TYPES[result.kind] for result in RECORDS.results})
    outcomes = pl.concat([empty, *outcomes_of_leaves, unread], how="diagonal_relaxed").sort(ROW_ID).drop(ROW_ID)
    index = pl.int_range(outcomes.height, dtype=pl.UInt32, eager=True)
    by_finding = totals_by_finding(RECORDS, outcomes.with_columns(ONE), {"days_taken": "integer"})
    totals = (by_finding, _balances(balances))
    return AuditResult(outcomes, index, outcomes.clear(), totals, (("balance_on", {"day": format_day(on)}),))


def _graded(
    rows: Rows, records: pl.DataFrame, leave: Leave, question: Question, on: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The outcomes of the records of one leave, and what is left of it to each employee."""
    known = find_benefit(leave.name).readings
    readings = {name: choice for name, choice in question.readings.items() if name in known}
    query = RuleQuery(leave.name, replace(question, readings=readings))
    records = query.laws.bind(records, rows.region)
    records = records.with_columns(pl.col(leave.given_for).alias(GIVEN_FOR))
    records = records.with_columns(pl.col(case_column("from_date")).min().over(GIVEN_FOR).alias(FIRST_TAKEN))
    start = {} if leave.starts is None else {"start_date": leave.starts}
    answers = query.answers(records, *leave.steps, "clause", "counting", further=leave.further, **start)
    records = pl.concat([records, answers], how="horizontal")
    periods = _days_in_periods(records, leave, query.laws.laws[0], on)
    balance = _balance_of(periods, leave, on)
    return _outcomes(records, periods, balance), balance


def _outcomes(records: pl.DataFrame, periods: pl.DataFrame, balance: pl.DataFrame) -> pl.DataFrame:
    """The finding of each record from the days that it has in each period."""
    left = balance.select(GIVEN_FOR, PERIOD, "year_of_child", "days_left")
    periods = periods.join(left, on=[GIVEN_FOR, PERIOD], how="left").sort(ROW_ID, PERIOD)
    main = periods.filter(pl.col("days") > 0).unique(ROW_ID, keep="first")
    main = main.select(ROW_ID, "year_of_child", "days_due", "days_left")
    sums = periods.group_by(ROW_ID).agg(
        pl.col("days", "over", "elsewhere").sum().name.suffix("_sum"), pl.col("opens", "counted", "taken").first()
    )
    # A record that is not entitled is in no period: its numbers are null.
    records = records.join(sums, on=ROW_ID, how="left").join(main, on=ROW_ID, how="left")
    outside, elsewhere, over = pl.col("counted") - pl.col("days_sum"), pl.col("elsewhere_sum"), pl.col("over_sum")
    causes = {
        "error": pl.col(STATUS) == "error",
        "not_entitled": pl.col(STATUS) == "not_entitled",
        "overlap": pl.col(OVERLAPS).is_not_null(),
        "too_early": pl.col("opens") > _FIRST,
        "outside_window": (outside > 0) | (elsewhere > 0),
        "beyond_entitlement": over > 0,
    }
    reasons = [
        pl.when(pl.col(STATUS) != "ok").then(REASON),
        pl.format("overlap: row {}", OVERLAPS),
        pl.when(outside > 0).then(pl.format("outside: {} d", outside)),
        pl.when(elsewhere > 0).then(pl.format("other_year: {} d", elsewhere)),
        pl.when(over > 0).then(pl.format("beyond: {} d", over)),
    ]
    return records.select(
        ROW_ID,
        pl.col("taken").alias("days_taken"),
        "year_of_child",
        "days_due",
        "days_left",
        first_true(causes).alias("finding"),
        pl.when(pl.col(STATUS) != "error").then("clause").alias("clause"),
        joined(reasons).alias("reason"),
    )


def _days_in_periods(records: pl.DataFrame, leave: Leave, law: RegionLaw, on: int) -> pl.DataFrame:
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
        pl.col("begins").min().over(ROW_ID).alias("opens"),
    )
    nothing = pl.lit(0, pl.Int64)
    # The earlier records count first.
    so_far = pl.col("days").cum_sum().over([GIVEN_FOR, PERIOD], order_by=[_FIRST, ROW])
    over = pl.min_horizontal(pl.max_horizontal(so_far - pl.col("days_due"), nothing), "days")
    elsewhere = pl.when(pl.col(case_column("child_year")) != pl.col(PERIOD)).then("days").otherwise(nothing)
    return periods.with_columns(
        (nothing if leave.window_holds_days else over).alias("over"),
        (elsewhere if leave.by_child_year else nothing).alias("elsewhere"),
    )


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


def _balance_of(periods: pl.DataFrame, leave: Leave, on: int) -> pl.DataFrame:
    """What is left on a day of each period to each employee: the days of the rule less the sum of the records.

    A period that is over leaves nothing: what was not taken has lapsed.
    """
    texts = [name for name in ("employee_id", "child_id") if name in periods.columns]
    birth = pl.col(case_column("birth_date")).first().alias("birth_date")
    groups = periods.sort(ROW_ID).group_by(GIVEN_FOR, PERIOD, maintain_order=True)
    kept = pl.col(*texts, "begins", "ends", "days_due", WHO).first()
    summed = groups.agg(kept, birth, pl.col("until_on").sum().alias("days_taken"))
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
    ).sort(GIVEN_FOR, PERIOD, maintain_order=True)


def _balances(parts: Sequence[pl.DataFrame]) -> Totals:
    """The balances of all leaves as one table, an employee's together."""
    empty = pl.DataFrame(schema={WHO: pl.UInt32, **{name: _TYPES[kind] for name, kind in BALANCE.items()}})
    frame = pl.concat([empty, *parts], how="diagonal_relaxed").sort(WHO, maintain_order=True)
    return Totals("balance", frame.select(*BALANCE), BALANCE)
