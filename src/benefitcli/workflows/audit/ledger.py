"""The audit of a ledger of allowances: each payment against what the rule gives for its month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.combinations import distinct
from benefitcli.engine.columns.names import PROBLEM, REASON, STATUS, SURPLUS, WHEN, WHO, case_column
from benefitcli.engine.columns.texts import as_text
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import joined
from benefitcli.law.dates import FIRST_MONTH, format_month, month_of
from benefitcli.workflows.audit.dues import CLAUSE, DUE, REFUSED, Months, RuleQuery, dues_of_months, windows_of
from benefitcli.workflows.audit.result import ARREARS, OVERPAID, ROWS_AT_ONCE, AuditResult, first_true, totals_of
from benefitcli.workflows.audit.rows import Rows, children_of, identifiers_of
from benefitcli.workflows.audit.schemas import LEDGER

FACTS = ("birth_date", "birth_order", "parents", "infants", "monthly_rate", "month", REGION, SURPLUS)
MAX_MONTHS = 2**13
"""More than there are months between the bounds of a month field."""

GROUPS_AT_ONCE = 1 << 15
PAID = {"group": pl.UInt32, "paid": pl.UInt32}
OF_A_PAYMENT = ("month", "amount")
"""The columns that a month without a payment does not take over from the payments of the same child."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger with its columns read.

    ``cases`` are the distinct facts with their month and what is due for it, ``amounts`` the distinct amounts, and
    ``payments`` has for every row the index of its ``case`` and ``amount``, that of the employee in :data:`WHO`, a number
    for employee and child (``group``), and one for employee, child and month (``key``), null where one of them cannot be
    read. ``parents_of_several`` counts the employees with more than one child.
    """

    rows: Rows
    query: RuleQuery
    cases: pl.DataFrame
    amounts: pl.DataFrame
    payments: pl.DataFrame
    names: pl.Series
    parents_of_several: int


def audit_ledger(rows: Rows, question: Question, months: Months) -> AuditResult:
    """Check every payment, and find the months without one.

    A month has what the allowance rule gives for that month alone; where a payer's own rate is given and the law admits
    it, that is due, else the floor. Of several payments for the same employee, child and month the first counts, the
    others are ``duplicate``. Each child of an employee is taken by itself. The difference is due less paid: positive
    what is owed, negative what was paid beyond. Amounts are whole fen throughout. A missing payment is looked for within
    ``months``, at most up to this month unless a last one is named.
    """
    first, last = months
    last = month_of(question.today_day) if last is None else last
    ledger = _read(rows, RuleQuery("allowance", question))
    outcomes, index = _outcomes(ledger)
    added = _missing_months(ledger, (first, last))
    totals = totals_of(LEDGER, outcomes, index, (ledger.names, ledger.payments.get_column(WHO)), added)
    is_by_parent = ledger.query.laws.laws[0].choices.get("allowance_basis") == "parent"
    counts = {
        "own_rate_below_floor": int(ledger.cases.get_column(REFUSED)[ledger.payments.get_column("case")].sum()),
        # As the clause is read by default, a parent has one amount a month however many children there are.
        "several_children": ledger.parents_of_several if is_by_parent else 0,
    }
    notices = ((code, {"count": count}) for code, count in counts.items() if count)
    until = ("missing_until", {"month": format_month(last)})
    return AuditResult(outcomes, index, added, totals, (until, *notices))


def _read(rows: Rows, query: RuleQuery) -> Ledger:
    cases, case = rows.read(FACTS)
    cases = query.laws.bind(cases, rows.region)
    cases = pl.concat([cases, dues_of_months(query, cases)], how="horizontal")
    amounts, amount = rows.read(["amount"])
    names, person = identifiers_of(rows, "employee_id")
    born = cases.get_column(case_column("birth_date"))[case]
    first, group = children_of(person, identifiers_of(rows, "child_id")[1], born)
    is_known = person.is_not_null() & born.is_not_null()
    parents = person[first].filter(is_known[first])
    several = int(parents.filter(parents.is_duplicated()).n_unique())
    key = _month_key(group, cases.get_column(case_column("month"))[case]).set(~is_known, None)
    has_problem = amounts.get_column(PROBLEM).is_not_null()[amount] | person.is_null()
    is_error = (cases.get_column(STATUS) == "error")[case] | has_problem
    columns = {"case": case, "amount": amount, WHO: person, "group": group, "key": key, "is_error": is_error}
    return Ledger(rows, query, cases, amounts, pl.DataFrame(columns), names, several)


def _month_key(group: pl.Series, month: pl.Series) -> pl.Series:
    """One number for an employee's child and a month."""
    return group.cast(pl.Int64) * MAX_MONTHS + (month - FIRST_MONTH)


def _outcomes(ledger: Ledger) -> tuple[pl.DataFrame, pl.Series]:
    """The outcomes that differ, and the index of each row's."""
    counted = pl.when(~pl.col("is_error")).then("key")
    payments = ledger.payments.select(
        "case",
        "amount",
        (~counted.is_first_distinct() & ~pl.col("is_error")).alias("repeated"),
        pl.col(WHO).is_null().alias("nameless"),
    )
    first, index = distinct(payments.get_columns(), payments.height)
    payments = payments[first]
    cases = ledger.cases.select(pl.exclude(PROBLEM))[payments.get_column("case")]
    amounts = ledger.amounts.select(case_column("amount"), PROBLEM)[payments.get_column("amount")]
    frame = pl.concat([cases, amounts, payments.select("repeated", "nameless")], how="horizontal")
    identifiers, _ = ledger.rows.read(["employee_id"])
    blank = pl.lit(identifiers.get_column(PROBLEM).drop_nulls().first(), pl.String)
    problems = [pl.when(pl.col(STATUS) == "error").then(REASON), PROBLEM, pl.when("nameless").then(blank)]
    return _graded(frame.with_columns(joined(problems).alias(PROBLEM))), index


def _graded(frame: pl.DataFrame) -> pl.DataFrame:
    """The finding of each outcome, and its sums."""
    is_error = pl.col(PROBLEM).is_not_null()
    due = pl.when(is_error).then(None).when("repeated").then(0).otherwise(DUE)
    # What could not be read is in no sum, so that the sums agree with each other.
    paid = pl.when(~is_error).then(case_column("amount"))
    difference = due - paid
    has_own_rate = pl.col(case_column("monthly_rate")).is_not_null() & ~pl.col(REFUSED).fill_null(value=False)
    finding = first_true(
        {
            "error": is_error,
            "duplicate": pl.col("repeated"),
            "not_due": (pl.col(STATUS) == "not_entitled") & (paid > 0),
            "underpaid": difference > 0,
            "above_rate": (difference < 0) & has_own_rate,
        }
    )
    return frame.select(
        due.alias("due_amount"),
        paid.alias("paid_amount"),
        difference.alias("difference"),
        finding.alias("finding"),
        pl.when(~is_error).then(CLAUSE).alias("clause"),
        pl.when(is_error).then(PROBLEM).when(finding == "not_due").then(REASON).alias("reason"),
        pl.col(case_column("month")).alias(WHEN),
        pl.max_horizontal(difference, 0).fill_null(0).alias(ARREARS),
        pl.when(finding.is_in(["not_due", "duplicate"])).then(paid).otherwise(0).alias(OVERPAID),
    )


def _missing_months(ledger: Ledger, within: Months) -> pl.DataFrame:
    """A row for each month that is due to an employee for a child and has no row in the ledger.

    It has the texts of the employee's first row for that child, but for the month and the amount. A row with an error
    stands for its month as long as employee, child and month can be read: nothing is known to be missing there.
    """
    children = _children(ledger, within)
    months = pl.concat(list(_without_row(ledger, children)) or [_months_of(children.clear())])
    months = _with_dues(ledger, months).filter(pl.col(DUE) > 0)
    frame = ledger.rows.frame
    kept = [name for name in ledger.rows.reader.columns if name not in OF_A_PAYMENT]
    texts = frame.select(pl.col(name).gather(months.get_column("row")).cast(pl.String) for name in kept)
    amounts = months.select(
        as_text("month", pl.col("month")).alias("month"),
        pl.col("month").alias(WHEN),
        pl.col(DUE).alias("due_amount"),
        pl.lit(0, pl.Int64).alias("paid_amount"),
        pl.col(DUE).alias("difference"),
        pl.lit("missing").alias("finding"),
        pl.col(CLAUSE).alias("clause"),
        pl.lit(None, pl.String).alias("reason"),
        pl.col(DUE).alias(ARREARS),
        pl.lit(0, pl.Int64).alias(OVERPAID),
    )
    person = ledger.payments.select(WHO)[months.get_column("row")]
    return pl.concat([texts, amounts, person], how="horizontal")


def _children(ledger: Ledger, within: Months) -> pl.DataFrame:
    """The first good row of each employee and child with its window, where months are missing in it."""
    good = ledger.payments.select("group", "case", "is_error").with_row_index("row").filter(~pl.col("is_error"))
    first = good.drop("is_error").unique("group", keep="first", maintain_order=True)
    cases = first.get_column("case").unique()
    windows = windows_of(ledger.query, ledger.cases.select(pl.exclude(DUE, CLAUSE))[cases], within).with_columns(cases)
    first = first.join(windows, on="case", how="left", maintain_order="left").drop_nulls("first_month")
    spans = first.select("group", "first_month", "last_month")
    counts = pl.concat(list(_months_paid(ledger, spans)) or [pl.DataFrame(schema=PAID)])
    counts = counts.group_by("group").agg(pl.col("paid").sum())
    first = first.join(counts, on="group", how="left", maintain_order="left")
    return first.filter(pl.col("last_month") - pl.col("first_month") + 1 > pl.col("paid").fill_null(0))


def _months_paid(ledger: Ledger, spans: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """In how many months of its window each child has a row, some rows of the ledger at a time."""
    key = pl.col("key")
    new = ledger.payments.select("group", "case", "key").filter(key.is_first_distinct() & key.is_not_null())
    months = ledger.cases.get_column(case_column("month"))
    for part in new.iter_slices(ROWS_AT_ONCE):
        paid = part.select("group", months[part.get_column("case")].alias("month")).join(spans, on="group", how="inner")
        inside = paid.filter(pl.col("month").is_between("first_month", "last_month"))
        yield inside.group_by("group").agg(pl.len().alias("paid"))


def _without_row(ledger: Ledger, children: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The months of each child without a row, some children at a time."""
    for some in children.iter_slices(GROUPS_AT_ONCE):
        months = _months_of(some)
        keys = _month_key(months.get_column("group"), months.get_column("month"))
        paid = ledger.payments.select("group", "key").filter(pl.col("group").is_in(some.get_column("group").implode()))
        yield months.filter(~keys.is_in(paid.get_column("key").drop_nulls().implode()))


def _months_of(children: pl.DataFrame) -> pl.DataFrame:
    """Every month of every child's window."""
    months = pl.int_ranges("first_month", pl.col("last_month") + 1).alias("month")
    return children.select("row", "group", "case", months).explode("month").drop_nulls("month")


def _with_dues(ledger: Ledger, months: pl.DataFrame) -> pl.DataFrame:
    """What the rule gives for each of the months."""
    known = months.select("case", "month").unique()
    cases = ledger.cases.select(pl.exclude(DUE, CLAUSE, STATUS, REASON, REFUSED))[known.get_column("case")]
    amounts = dues_of_months(ledger.query, cases.with_columns(known.get_column("month").alias(case_column("month"))))
    known = pl.concat([known, amounts.select(DUE, CLAUSE)], how="horizontal")
    return months.join(known, on=["case", "month"], how="left", maintain_order="left")
