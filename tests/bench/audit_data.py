"""A ledger for the benchmark of the audit: many employees, each defect planted in a known number of rows."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl

FIRST, DAYS = datetime.date(2021, 10, 1), 900
TO_MONTH = 2025 * 12 + 11
MONTHS_PER_EMPLOYEE = 32.5
MONTHS = 36
EVERY = {"missing": 97, "underpaid": 89, "duplicate": 199}
"""One in so many of the due months has this defect; an employee in each fifty is paid a month too long."""


def write_ledger(path: Path, rows: int) -> dict[str, int]:
    """Write about ``rows`` payments, month by month as a payroll does, and tell how many defects of each kind are in them."""
    employees = int(rows / MONTHS_PER_EMPLOYEE)
    number = pl.int_range(employees, dtype=pl.Int64, eager=True)
    birth = pl.Series("birth", [FIRST + datetime.timedelta(days=day) for day in range(DAYS)])
    people = pl.DataFrame({"number": number, "birth_date": birth[(number * 7919) % DAYS]}).with_columns(
        first=pl.col("birth_date").dt.year().cast(pl.Int64) * 12 + pl.col("birth_date").dt.month().cast(pl.Int64) - 1
    )
    due = people.with_columns(
        month=pl.int_ranges("first", pl.min_horizontal(pl.col("first") + MONTHS, pl.lit(TO_MONTH + 1)))
    ).explode("month")
    due = due.with_row_index("place").with_columns(amount=pl.when(pl.col("number") % 20 == 0).then(250).otherwise(200))
    is_missing = (pl.col("place") % EVERY["missing"] == 0) & (pl.col("month") > pl.col("first"))
    paid = due.filter(~is_missing)
    is_short = paid.get_column("place") % EVERY["underpaid"] == 0
    paid = paid.with_columns(amount=pl.when(is_short).then(150).otherwise("amount"))
    twice = paid.filter(pl.col("place") % EVERY["duplicate"] == 0)
    late = people.filter((pl.col("number") % 50 == 0) & (pl.col("first") + MONTHS <= TO_MONTH)).with_columns(
        month=pl.col("first") + MONTHS, amount=pl.lit(200)
    )
    columns = ["number", "birth_date", "month", "amount"]
    ledger = pl.concat([one.select(columns) for one in (paid, twice, late)]).sort("month", maintain_order=True)
    ledger.select(
        employee_id=pl.lit("E") + pl.col("number").cast(pl.String).str.zfill(7),
        birth_date="birth_date",
        month=(pl.col("month") // 12).cast(pl.String) + "-" + (pl.col("month") % 12 + 1).cast(pl.String).str.zfill(2),
        amount="amount",
        department=pl.lit("部门") + (pl.col("number") % 97).cast(pl.String),
    ).write_csv(path)
    return {
        "missing": due.height - paid.height,
        "underpaid": int(is_short.sum()),
        "duplicate": twice.height,
        "not_due": late.height,
    }
