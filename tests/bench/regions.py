"""What 2,800 further counties cost one command, and what a repeated ``benefitcli.calculate`` costs.

Run it as ``python tests/bench/regions.py [--runs N] [--base REV]``. Everything is measured by turns in one run, so that
a busy machine slows all of it alike. With ``--base`` the repeated call is measured with the source of that revision too.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROVINCES, CITIES, COUNTIES = 28, 10, 10
CASE = ("leave", "maternity", "--birth-date", "2023-05-01")
WAYS = {"the default": (), "a folder": ("--region", "yuncheng"), "a path": ("--region", "cn/shanxi/yuncheng/yongji"),
        "a code": ("--region", "140881"), "a Chinese name": ("--region", "永济市")}  # fmt: skip
REPEATED = """
import time
import benefitcli

def call():
    benefitcli.calculate("leave.maternity", birth_date="2023-05-01")

call()
start = time.perf_counter()
for _ in range(1000):
    call()
print(time.perf_counter() - start)
"""


def lay_counties(tables: Path) -> int:
    """Write regions of four levels below a tables folder; gives the number of counties."""
    for province in range(PROVINCES):
        lay_region(tables / f"cn/province{province}", f"第{province}省", f"{91 + province % 9}0000")
        for city in range(CITIES):
            place = tables / f"cn/province{province}/city{province}x{city}"
            lay_region(place, f"第{province}之{city}市", f"{91 + province % 9}{city:02}00")
            for county in range(COUNTIES):
                name = f"{province}x{city}x{county}"
                lay_region(place / f"county{name}", f"第{name}县", f"{91 + province % 9}{city:02}{county:02}")
    return PROVINCES * CITIES * COUNTIES


def lay_region(folder: Path, name: str, code: str) -> None:
    folder.mkdir(parents=True)
    text = f'name = "{name}"\nname_en = "{folder.name}"\ncode = "{code}"\n'
    (folder / "region.toml").write_text(text, encoding="utf-8")


def command(*words: str) -> tuple[float, float]:
    """Seconds that pass and seconds of the processor for one command."""
    start, used = time.perf_counter(), children_seconds()
    subprocess.run([sys.executable, "-m", "benefitcli", *CASE, *words], capture_output=True, check=True)
    return time.perf_counter() - start, children_seconds() - used


def children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def compare_commands(runs: int, name: str, words: Sequence[str], tables: Path) -> None:
    """Print the medians of a command without and with further tables, and of the differences within each pair."""
    pairs = [(command(*words), command(*words, "--tables", str(tables))) for _ in range(runs + 1)][1:]
    without, with_them = (statistics.median(pair[side][0] for pair in pairs) * 1000 for side in (0, 1))
    passed, used = (statistics.median(more[kind] - less[kind] for less, more in pairs) * 1000 for kind in (0, 1))
    print(f"one command, region by {name:15} without {without:4.0f} ms with {with_them:4.0f} ms", end=" ")
    print(f"difference {passed:+6.1f} ms, of the processor {used:+6.1f} ms")


def seconds_of_a_call(source: Path) -> float:
    """Seconds of one of a thousand calls in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run([sys.executable, "-c", REPEATED], env=environment, capture_output=True, check=True)
    return float(done.stdout) / 1000


def extract(revision: str, folder: Path) -> Path:
    """The source and the tables of a revision; gives the folder to import from."""
    archive = ["git", "archive", revision, "src", "tables"]
    content = subprocess.run(archive, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(content)) as files:
        files.extractall(folder, filter="data")
    return folder / "src"


def medians(runs: int, measures: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The median of each measure; all are taken by turns, after one that does not count."""
    times: dict[str, list[float]] = {name: [] for name in measures}
    for run in range(runs + 1):
        for name, measure in measures.items():
            seconds = measure()
            if run:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def main(runs: int, base: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        print(f"{lay_counties(tables):,} further counties, medians of {runs} runs")
        for name, words in WAYS.items():
            compare_commands(runs, name, words, tables)
        sources = {"now": ROOT / "src", **({base: extract(base, Path(folder) / "base")} if base else {})}
        calls = medians(runs, {name: partial(seconds_of_a_call, source) for name, source in sources.items()})
        for name, seconds in calls.items():
            print(f"one of many calls, {name:8} {seconds * 1000:.3f} ms  ratio {seconds / calls['now']:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--base", metavar="REV", help="a revision to measure the repeated call of")
    given = parser.parse_args()
    main(given.runs, given.base)
