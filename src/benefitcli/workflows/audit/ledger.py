"""The audit of a ledger of allowances: each payment against what the rule gives for its month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.names import PROBLEM, REASON, STATUS, SURPLUS, case_column
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import PROBLEM_SEPARATOR
from benefitcli.law.dates import FIRST_MONTH, format_month
from benefitcli.workflows.audit.dues import CLAUSE, DUE, REFUSED, DueAmounts, Span
from benefitcli.workflows.audit.missing import missing_months
from benefitcli.workflows.audit.numbers import combinations
from benefitcli.workflows.audit.people import Names, groups_of, names_of
from benefitcli.workflows.audit.rows import Rows
from benefitcli.workflows.audit.totals import ARREARS, OVERPAID, WHEN, GradedRows, totals_of
from benefitcli.workflows.audit.verdict import AuditResult

CASE = ("birth_date", "birth_order", "parents", "infants", "monthly_rate", "month", REGION, SURPLUS)
MAX_MONTHS = 2**13
"""More than there are months between the bounds of a month field."""

RESULTS = ("due_amount", "paid_amount", "difference", "finding", "clause", "reason")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger with its columns read.

    ``cases`` are the distinct facts with their month and what is due for it, ``case`` the place of each row's; likewise
    ``amounts`` and ``amount``. ``group`` is a number for employee and child, ``key`` one for employee, child and month,
    null where one of them cannot be read. ``parents_of_several`` counts the employees with more than one child.
    """

    rows: Rows
    cases: pl.DataFrame
    case: pl.Series
    amounts: pl.DataFrame
    amount: pl.Series
    person: Names
    group: pl.Series
    key: pl.Series
    is_error: pl.Series
    parents_of_several: int


def judge_ledger(rows: Rows, question: Question, span: Span) -> AuditResult:
    """Judge every payment, and find the months without one.

    A month has what the allowance rule gives for that month alone; where a payer's own rate is given and the law admits
    it, that is due, else the floor. Of several payments for the same employee, child and month the first counts, the
    others are ``duplicate``. Each child of an employee is judged by itself. The difference is due less paid: positive
    what is owed, negative what was paid beyond. Amounts are whole fen throughout.
    """
    dues = DueAmounts(question)
    ledger = _read(rows, dues)
    outcomes, index = _outcomes(ledger)
    added = missing_months(ledger, dues, span)
    totals = totals_of(rows.form, GradedRows(outcomes, index, ledger.person, added))
    return AuditResult(outcomes.select(RESULTS), index, added, totals, tuple(_notices(ledger, dues, span)))


def _notices(ledger: Ledger, dues: DueAmounts, span: Span) -> Iterator[tuple[str, dict[str, object]]]:
    """What a reader of the findings should know."""
    last = span.to_month if span.to_month is not None else dues.this_month
    yield "missing_until", {"month": format_month(last)}
    refused = int(ledger.cases.get_column(REFUSED)[ledger.case].sum())
    if refused:
        yield "own_rate_below_floor", {"count": refused}
    if dues.is_given_once and ledger.parents_of_several:
        yield "several_children", {"count": ledger.parents_of_several}


def _read(rows: Rows, dues: DueAmounts) -> Ledger:
    cases, case = rows.read(CASE)
    cases = dues.bind(cases, rows.place_of_region())
    cases = pl.concat([cases, dues.of_months(cases)], how="horizontal")
    amounts, amount = rows.read(["amount"])
    person = names_of(rows, "employee_id")
    assert person is not None, "a required column"
    born = cases.get_column(case_column("birth_date"))
    first, group = groups_of(person, names_of(rows, "child_id"), born[case])
    parents = person.codes[first.filter(born.is_not_null()[case[first]])].drop_nulls()
    month = cases.get_column(case_column("month"))[case]
    is_known = person.codes.is_not_null() & born.is_not_null()[case]
    key = month_key(group, month).set(~is_known, None)
    is_error = (
        (cases.get_column(STATUS) == "error")[case]
        | amounts.get_column(PROBLEM).is_not_null()[amount]
        | person.codes.is_null()
    )
    several = int(parents.filter(parents.is_duplicated()).n_unique())
    return Ledger(rows, cases, case, amounts, amount, person, group, key, is_error, several)


def month_key(group: pl.Series, month: pl.Series) -> pl.Series:
    """One number for an employee's child and a month."""
    return group.cast(pl.Int64) * MAX_MONTHS + (month - FIRST_MONTH)


def _outcomes(ledger: Ledger) -> tuple[pl.DataFrame, pl.Series]:
    """The outcomes that differ, and the place of each row's."""
    counted = ledger.key.set(ledger.is_error, None)
    repeated = ~counted.is_first_distinct() & ~ledger.is_error
    nameless = ledger.person.codes.is_null()
    first, index = combinations([ledger.case, ledger.amount, repeated, nameless], ledger.case.len())
    cases = ledger.cases.select(
        DUE, CLAUSE, STATUS, REASON, REFUSED, case_column("month"), case_column("monthly_rate")
    )[ledger.case[first]]
    amounts = ledger.amounts.select(case_column("amount"), pl.col(PROBLEM).alias("amount_problem"))[
        ledger.amount[first]
    ]
    # Polars concatenates frames side by side only if no name occurs twice.
    frame = pl.concat([cases, amounts], how="horizontal").with_columns(
        repeated[first].alias("repeated"), _blank_person(ledger, nameless[first]).alias("person_problem")
    )
    return _judged(frame), index


def _blank_person(ledger: Ledger, nameless: pl.Series) -> pl.Series:
    """The problem of rows without an employee."""
    distinct, _ = ledger.rows.read(["employee_id"])
    shown = distinct.get_column(PROBLEM).drop_nulls().first()
    return pl.select(pl.when(nameless).then(pl.lit(shown, pl.String))).to_series()


def _judged(frame: pl.DataFrame) -> pl.DataFrame:
    """The finding of each outcome, and its sums."""
    case_problem = pl.when(pl.col(STATUS) == "error").then(REASON)
    problem = pl.concat_str(
        [case_problem, "amount_problem", "person_problem"], separator=PROBLEM_SEPARATOR, ignore_nulls=True
    )
    frame = frame.rename({case_column("amount"): "paid_amount", case_column("month"): WHEN}).with_columns(
        problem.alias("problem")
    )
    is_error = pl.col("problem") != ""
    due = pl.when(is_error).then(None).when("repeated").then(0).otherwise(DUE)
    # What could not be judged is in no sum, so that the sums agree with each other.
    paid = pl.when(~is_error).then("paid_amount")
    frame = frame.with_columns(due.alias("due_amount"), paid.alias("paid_amount"))
    frame = frame.with_columns((pl.col("due_amount") - pl.col("paid_amount")).alias("difference"))
    short = pl.col("difference") > 0
    has_own_rate = pl.col(case_column("monthly_rate")).is_not_null() & ~pl.col(REFUSED).fill_null(value=False)
    finding = (
        pl.when(is_error).then(pl.lit("error"))
        .when("repeated").then(pl.lit("duplicate"))
        .when((pl.col(STATUS) == "not_entitled") & (pl.col("paid_amount") > 0)).then(pl.lit("not_due"))
        .when(short).then(pl.lit("underpaid"))
        .when((pl.col("difference") < 0) & has_own_rate).then(pl.lit("above_rate"))
        .otherwise(pl.lit("ok"))
    )  # fmt: skip
    frame = frame.with_columns(finding.alias("finding"))
    shown = pl.when(is_error).then("problem").when(pl.col("finding") == "not_due").then(REASON)
    undue = pl.col("finding").is_in(["not_due", "duplicate"])
    return frame.with_columns(
        shown.alias("reason"),
        pl.when(~is_error).then(CLAUSE).alias("clause"),
        pl.when(short).then("difference").otherwise(0).alias(ARREARS),
        pl.when(undue).then("paid_amount").otherwise(0).alias(OVERPAID),
    )
