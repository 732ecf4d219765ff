"""The audit of a ledger beside the same audit in plain pandas: whole processes, equal findings asserted.

``python tests/bench/audit.py [ROWS]`` needs the ``bench`` extra (pandas). It prints seconds, peak memory and the ratio.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import polars as pl
from audit_data import write_ledger
from batch import HERE
from measuring import measured

RUNS = 3
TO_MONTH = "2025-12"


def command(name: str, source: Path, folder: Path) -> list[str]:
    target, totals = str(folder / f"{name}.csv"), str(folder / f"{name}-totals.csv")
    if name == "benefitcli":
        words = [sys.executable, "-m", "benefitcli", "audit", "allowance", str(source), "-o", target]
        return [*words, "--totals", totals, "--to-month", TO_MONTH, "--quiet"]
    return [sys.executable, str(HERE / "audit_pandas_script.py"), str(source), target, totals, TO_MONTH]


def findings(file: Path) -> pl.DataFrame:
    """What a tool found: each row that differs, how often, in one order."""
    columns = ["employee_id", "month", "due_amount", "paid_amount", "difference", "finding"]
    rows = pl.read_csv(file, columns=columns).select(columns)
    return rows.group_by(columns).len().sort(columns)


def totals(file: Path) -> pl.DataFrame:
    columns = ["total", "key", "rows", "due_amount", "paid_amount", "difference"]
    return pl.read_csv(file, columns=columns).select(columns).sort("total", "key")


def compare(folder: Path, rows: int) -> None:
    source = folder / "ledger.csv"
    planted = write_ledger(source, rows)
    height = pl.scan_csv(source).select(pl.len()).collect().item()
    print(f"audit allowance, {height:,} rows, {source.stat().st_size / 1e6:.0f} MB, planted {planted}")
    names = ("benefitcli", "pandas")
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(RUNS):
        for name in names:
            targets = folder / f"{name}.csv", folder / f"{name}-totals.csv"
            runs[name].append(measured(command(name, source, folder), *targets, codes=(0, 1)))
    ours, theirs = (findings(folder / f"{name}.csv") for name in names)
    assert ours.equals(theirs)
    assert totals(folder / "benefitcli-totals.csv").equals(totals(folder / "pandas-totals.csv"))
    found = dict(ours.group_by("finding").agg(pl.col("len").sum()).iter_rows())
    assert {name: found[name] for name in planted} == planted, found
    base = statistics.median(seconds for seconds, _ in runs["benefitcli"])
    for name in names:
        seconds = statistics.median(one for one, _ in runs[name])
        peak = max(one for _, one in runs[name])
        print(f"  {name:12} {seconds:6.2f} s {peak:6.0f} MB  time / benefitcli {seconds / base:5.2f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
