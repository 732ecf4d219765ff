"""The floor: read the input as text, write the same columns as the calculator, calculate nothing."""

from __future__ import annotations

import sys

import polars as pl

NEW = {
    "leave.maternity": ("days", "start_date", "end_date", "return_date", "status", "reason", "warnings"),
    "allowance": (
        "monthly_amount", "first_month", "last_month", "months", "total_amount", "status", "reason", "warnings",
    ),
}  # fmt: skip

if __name__ == "__main__":
    benefit, source, target = sys.argv[1:]
    frame = pl.read_csv(source, infer_schema=False)
    filled = {name: pl.col("birth_date") for name in NEW[benefit][:-2]}
    frame.with_columns(**filled, reason=pl.lit(None, pl.String), warnings=pl.lit(None, pl.String)).write_csv(target)
