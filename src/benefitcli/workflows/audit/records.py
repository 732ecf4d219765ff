"""The audit of leave records: the days that were taken against the days, the child-years and the windows of the rules."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import InputSchema
from benefitcli.engine.columns.names import PROBLEM, REASON, STATUS, case_column
from benefitcli.inputs.case import Question, check_readings
from benefitcli.inputs.columns import PROBLEM_SEPARATOR
from benefitcli.law.dates import format_day, to_day
from benefitcli.workflows.audit.leaves import (
    FIRST_TAKEN,
    GROUP,
    KIND,
    LEAVES,
    OVERLAPS,
    PLACE,
    Leave,
)
from benefitcli.workflows.audit.periods import PERIOD, balance_of, balances, days_in_periods
from benefitcli.workflows.audit.recorded import read_records
from benefitcli.workflows.audit.rows import Rows
from benefitcli.workflows.audit.rule import RuleQuery
from benefitcli.workflows.audit.totals import WHO
from benefitcli.workflows.audit.verdict import AuditResult, Totals, first_true

RESULTS = ("days_taken", "year_of_child", "days_due", "days_left", "finding", "clause", "reason")
_IS_OK = pl.col(STATUS) == "ok"


def judge_records(rows: Rows, question: Question) -> AuditResult:
    """Judge every record of leave, and sum what is left.

    Records are taken in the order of their first days. A day that two records of an employee cover counts once, for the
    earlier record; the later one is an ``overlap``. A day before the leave may begin is ``too_early``, one after it, or
    in another child-year than the record was booked to, ``outside_window``, one more than the days of the leave or the
    child-year ``beyond_entitlement``. What is left on the question's day (today without one) is always the days of the
    rule less the sum of the records.
    """
    # The day of the balance is no day of law: each leave keeps the law of its own event.
    on, question = to_day(question.on or question.today), replace(question, on=None)
    _refuse_unknown_readings(rows.form, question)
    records = read_records(rows)
    answered, left = [], []
    for leave in LEAVES:
        mine = records.filter(pl.col(KIND) == leave.name)
        if mine.is_empty():
            continue
        judged, balance = _judged(rows, mine, leave, question, on)
        answered.append(judged)
        left.append(balance)
    unread = records.filter(pl.col(KIND).is_null()).select(PLACE, *_unread())
    outcomes = pl.concat([*answered, unread], how="diagonal_relaxed").sort(PLACE)
    index = pl.int_range(outcomes.height, dtype=pl.UInt32, eager=True)
    totals = (_by_finding(rows, outcomes), balances(left))
    return AuditResult(
        outcomes.select(RESULTS), index, _no_rows(outcomes), totals, (("balance_on", {"day": format_day(on)}),)
    )


def _refuse_unknown_readings(form: InputSchema, question: Question) -> None:
    """A reading has to belong to one of the leaves; the others do without it."""
    library = question.library()
    law = library.law_of(library.region(question.region), question.readings)
    check_readings(form, law, question.readings)


def _no_rows(outcomes: pl.DataFrame) -> pl.DataFrame:
    return outcomes.select(RESULTS).clear()


def _judged(
    rows: Rows, mine: pl.DataFrame, leave: Leave, question: Question, on: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The outcomes of the records of one leave, and what is left of it to each employee."""
    known = find_benefit(leave.name).readings
    readings = {name: choice for name, choice in question.readings.items() if name in known}
    asked = RuleQuery(leave.name, replace(question, readings=readings))
    mine = asked.bind(mine, rows.place_of_region())
    given_for = {"child": GROUP, "employee": WHO, "record": PLACE}[leave.belongs_to]
    mine = mine.with_columns(pl.col(given_for).alias(GROUP))
    mine = mine.with_columns(pl.col(case_column("from_date")).min().over(GROUP).alias(FIRST_TAKEN))
    start = {} if leave.starts is None else {"start_date": leave.starts}
    found = asked.answers(mine, *leave.steps, "clause", "counting", further=leave.further, **start)
    mine = pl.concat([mine, found], how="horizontal")
    periods = days_in_periods(mine, leave, asked.law, on)
    balance = balance_of(periods, leave, on)
    return _outcomes(mine, periods, balance), balance


def _outcomes(mine: pl.DataFrame, periods: pl.DataFrame, balance: pl.DataFrame) -> pl.DataFrame:
    """The finding of each record from the days that it has in each period."""
    left = balance.select(GROUP, PERIOD, "year_of_child", "days_left")
    periods = periods.join(left, on=[GROUP, PERIOD], how="left").sort(PLACE, PERIOD)
    main = periods.filter(pl.col("days") > 0).unique(PLACE, keep="first")
    main = main.select(PLACE, "year_of_child", pl.col("days_due").alias("due"), pl.col("days_left").alias("left"))
    sums = periods.group_by(PLACE).agg(
        pl.col("days", "over", "elsewhere").sum().name.suffix("_sum"), pl.col("opens", "counted", "taken").first()
    )
    mine = mine.join(sums, on=PLACE, how="left").join(main, on=PLACE, how="left")
    return mine.select(
        PLACE,
        pl.when(_IS_OK).then("taken").alias("days_taken"),
        pl.when(_IS_OK).then("year_of_child").alias("year_of_child"),
        pl.when(_IS_OK).then("due").alias("days_due"),
        pl.when(_IS_OK).then("left").alias("days_left"),
        _finding().alias("finding"),
        pl.when(pl.col(STATUS) != "error").then("clause").alias("clause"),
        _reason().alias("reason"),
    )


def _finding() -> pl.Expr:
    """The finding of each record; of several, the one that is looked for first."""
    return first_true(
        {
            "error": pl.col(STATUS) == "error",
            "not_entitled": pl.col(STATUS) == "not_entitled",
            "overlap": pl.col(OVERLAPS).is_not_null(),
            "too_early": _IS_OK & (pl.col(case_column("from_date")) < pl.col("opens")),
            "outside_window": _IS_OK & ((pl.col("days_sum") < pl.col("counted")) | (pl.col("elsewhere_sum") > 0)),
            "beyond_entitlement": _IS_OK & (pl.col("over_sum") > 0),
        }
    )


def _reason() -> pl.Expr:
    """What a reader has to know beside the finding: the row that is overlapped, and how many days are too many."""
    told = [
        pl.when(~_IS_OK).then(REASON),
        pl.when(pl.col(OVERLAPS).is_not_null()).then(pl.format("overlap: row {}", OVERLAPS)),
        pl.when(_IS_OK & (pl.col("days_sum") < pl.col("counted"))).then(
            pl.format("outside: {} d", pl.col("counted") - pl.col("days_sum"))
        ),
        pl.when(_IS_OK & (pl.col("elsewhere_sum") > 0)).then(pl.format("other_year: {} d", "elsewhere_sum")),
        pl.when(_IS_OK & (pl.col("over_sum") > 0)).then(pl.format("beyond: {} d", "over_sum")),
    ]
    several = pl.concat_str(told, separator=PROBLEM_SEPARATOR, ignore_nulls=True)
    return pl.when(several != "").then(several)


def _unread() -> list[pl.Expr]:
    numbers = [pl.lit(None, pl.Int64).alias(name) for name in RESULTS[:4]]
    nothing = pl.lit(None, pl.String).alias("clause")
    return [*numbers, pl.lit("error").alias("finding"), nothing, pl.col(PROBLEM).alias("reason")]


def _by_finding(rows: Rows, outcomes: pl.DataFrame) -> Totals:
    counts = outcomes.group_by("finding").agg(
        pl.len().cast(pl.Int64).alias("rows"), pl.col("days_taken").sum().cast(pl.Int64)
    )
    order = pl.DataFrame({"finding": rows.form.findings})
    frame = order.join(counts, on="finding", how="inner", maintain_order="left")
    return Totals("finding", frame, {"finding": "text", "rows": "integer", "days_taken": "integer"})
