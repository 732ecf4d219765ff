"""The months that have no payment: rows that a ledger ought to have and has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from benefitcli.engine.columns.names import case_column
from benefitcli.engine.columns.texts import as_text
from benefitcli.workflows.audit.dues import CLAUSE, DUE, DueAmounts, Span
from benefitcli.workflows.audit.totals import ARREARS, OVERPAID, ROWS_AT_ONCE, WHEN, WHO

if TYPE_CHECKING:
    from benefitcli.workflows.audit.ledger import Ledger

GROUPS_AT_ONCE = 1 << 15
PAID = {"group": pl.UInt32, "paid": pl.UInt32}
OF_A_PAYMENT = ("month", "amount")
"""The columns that a month without a payment does not take over from the payments of the same child."""


def missing_months(ledger: Ledger, dues: DueAmounts, span: Span) -> pl.DataFrame:
    """A row for each month that is due to an employee for a child and has no row in the ledger.

    It has the texts of the employee's first row for that child, but for the month and the amount. A row with an error
    stands for its month as long as employee, child and month can be read: nothing is known to be missing there.
    """
    children = _children(ledger, dues, span)
    months = pl.concat(list(_without_row(ledger, children)) or [_months_of(children.clear())])
    months = _with_dues(ledger, dues, months).filter(pl.col(DUE) > 0)
    frame = ledger.rows.frame
    kept = [name for name in ledger.rows.places if name not in OF_A_PAYMENT]
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
    person = ledger.person.codes[months.get_column("row")].alias(WHO)
    return pl.concat([texts, amounts, person.to_frame()], how="horizontal")


def _children(ledger: Ledger, dues: DueAmounts, span: Span) -> pl.DataFrame:
    """The first good row of each employee and child with its window, where months are missing in it."""
    good = pl.DataFrame({"group": ledger.group, "case": ledger.case}).with_row_index("row").filter(~ledger.is_error)
    first = good.unique("group", keep="first", maintain_order=True)
    cases = first.get_column("case").unique()
    windows = dues.windows(ledger.cases.select(pl.exclude(DUE, CLAUSE))[cases], span).with_columns(cases)
    first = first.join(windows, on="case", how="left", maintain_order="left").drop_nulls("first_month")
    spans = first.select("group", "first_month", "last_month")
    counts = pl.concat(list(_months_paid(ledger, spans)) or [pl.DataFrame(schema=PAID)])
    counts = counts.group_by("group").agg(pl.col("paid").sum())
    first = first.join(counts, on="group", how="left", maintain_order="left")
    return first.filter(pl.col("last_month") - pl.col("first_month") + 1 > pl.col("paid").fill_null(0))


def _months_paid(ledger: Ledger, spans: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """In how many months of its window each child has a row, some rows of the ledger at a time."""
    is_new = ledger.key.is_first_distinct() & ledger.key.is_not_null()
    months = ledger.cases.get_column(case_column("month"))
    for start in range(0, ledger.key.len(), ROWS_AT_ONCE):
        group, case, new = (one.slice(start, ROWS_AT_ONCE) for one in (ledger.group, ledger.case, is_new))
        paid = pl.DataFrame({"group": group, "month": months[case]}).filter(new).join(spans, on="group", how="inner")
        inside = paid.filter(pl.col("month").is_between("first_month", "last_month"))
        yield inside.group_by("group").agg(pl.len().alias("paid"))


def _without_row(ledger: Ledger, children: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The months of each child without a row, some children at a time."""
    from benefitcli.workflows.audit.ledger import month_key

    for piece in children.iter_slices(GROUPS_AT_ONCE):
        months = _months_of(piece)
        keys = month_key(months.get_column("group"), months.get_column("month"))
        paid = ledger.key.filter(ledger.group.is_in(piece.get_column("group").implode()))
        yield months.filter(~keys.is_in(paid.drop_nulls().implode()))


def _months_of(children: pl.DataFrame) -> pl.DataFrame:
    """Every month of every child's window."""
    months = pl.int_ranges("first_month", pl.col("last_month") + 1).alias("month")
    return children.select("row", "group", "case", months).explode("month").drop_nulls("month")


def _with_dues(ledger: Ledger, dues: DueAmounts, months: pl.DataFrame) -> pl.DataFrame:
    """What the rule gives for each of the months."""
    distinct = months.select("case", "month").unique()
    cases = ledger.cases.select(pl.exclude(DUE, CLAUSE, "status", "reason", "refused"))[distinct.get_column("case")]
    found = dues.of_months(cases.with_columns(distinct.get_column("month").alias(case_column("month"))))
    known = pl.concat([distinct, found.select(DUE, CLAUSE)], how="horizontal")
    return months.join(known, on=["case", "month"], how="left", maintain_order="left")
