"""A batch beside others: whole processes from CSV to CSV on one input, in one run, with equal sums asserted.

``python tests/bench/batch.py [ROWS]`` needs the ``bench`` extra (pandas, OpenFisca). It prints seconds, peak memory and
the ratios, and what rows of eight regions take beside rows of one; with ``--memory`` also the peak for ten times the
rows, CSV to CSV and Parquet to Parquet.
"""

from __future__ import annotations

import datetime
import statistics
import sys
import tempfile
from pathlib import Path

import polars as pl
from data import write_rows
from measuring import measured

HERE = Path(__file__).parent
RUNS = 5
EIGHT = ("永济市", "上海", "浙江省", "guangdong", "110000", "江西", "河北省", "湖北")
ALL_COVERED_FROM = datetime.date(2021, 12, 1)
SUMS = {"leave.maternity": "days", "allowance": "total_amount"}


def command(name: str, benefit: str, source: Path, target: Path) -> list[str]:
    if name == "benefitcli":
        return [sys.executable, "-m", "benefitcli", "batch", benefit, str(source), "-o", str(target), "--quiet"]
    return [sys.executable, str(HERE / f"{name}.py"), benefit, str(source), str(target)]


def compare(folder: Path, rows: int) -> None:
    source = folder / "rows.csv"
    write_rows(source, rows)
    for benefit, column in SUMS.items():
        print(f"{benefit}, {rows:,} rows, {source.stat().st_size / 1e6:.0f} MB")
        names = ("polars_pass_through", "benefitcli", "pandas_script", "openfisca_script")
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
        for _ in range(RUNS):
            for name in names:
                target = folder / f"{name}.csv"
                runs[name].append(measured(command(name, benefit, source, target), target))
        sums = {name: pl.read_csv(folder / f"{name}.csv", columns=[column]).to_series().sum() for name in names[1:]}
        assert len(set(sums.values())) == 1, sums
        ours = statistics.median(seconds for seconds, _ in runs["benefitcli"])
        for name in names:
            seconds = statistics.median(one for one, _ in runs[name])
            peak = max(one for _, one in runs[name])
            print(f"  {name:20} {seconds:6.2f} s {peak:6.0f} MB  time / benefitcli {seconds / ours:5.2f}")


def compare_regions(folder: Path, rows: int) -> None:
    sources = {"one region": EIGHT[:1], "eight regions": EIGHT}
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in sources}
    for name, regions in sources.items():
        write_rows(folder / f"{name}.csv", rows, regions, ALL_COVERED_FROM)
    for _ in range(RUNS):
        for name, found in runs.items():
            target = folder / "regions.csv"
            found.append(measured(command("benefitcli", "leave.maternity", folder / f"{name}.csv", target), target))
    one, eight = (statistics.median(seconds for seconds, _ in found) for found in runs.values())
    print(
        f"leave.maternity, {rows:,} rows: one region {one:.2f} s, eight regions {eight:.2f} s, ratio {eight / one:.2f}"
    )


def compare_memory(folder: Path, rows: int) -> None:
    peaks: dict[str, list[float]] = {"csv": [], "parquet": []}
    for count in (rows, rows * 10):
        source = folder / "memory.csv"
        write_rows(source, count)
        pl.scan_csv(source, infer_schema=False).sink_parquet(folder / "memory.parquet")
        for kind, found in peaks.items():
            target = folder / f"out.{kind}"
            words = command("benefitcli", "leave.maternity", folder / f"memory.{kind}", target)
            seconds, peak = measured(words, target)
            found.append(peak)
            print(f"  {kind:8} {count:>12,} rows {seconds:7.2f} s {peak:6.0f} MB")
    for kind, (one, ten) in peaks.items():
        print(f"  {kind:8} peak memory, ten times the rows: ratio {ten / one:.2f}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), numbers[0] if numbers else 1_000_000)
        compare_regions(Path(name), numbers[0] if numbers else 1_000_000)
        if "--memory" in sys.argv:
            compare_memory(Path(name), numbers[0] if numbers else 1_000_000)
