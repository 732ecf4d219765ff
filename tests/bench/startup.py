"""How long one case takes beside a bare Typer program: the median of alternating runs, and their ratio.

Run it as ``python tests/bench/startup.py [RUNS]``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HELLO = """
import typer

app = typer.Typer()


@app.command()
def main(name: str = "world") -> None:
    print("hello", name)


app()
"""
CASE = ("leave", "maternity", "--birth-date", "2023-05-01")


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        commands = {
            "bare Typer program": [sys.executable, str(hello), "--name", "you"],
            "one case as text": [sys.executable, "-m", "benefitcli", *CASE],
            "one case as JSON": [sys.executable, "-m", "benefitcli", *CASE, "--format", "json"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            seconds(command)
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(seconds(command))
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = medians["bare Typer program"]
    for name, median in medians.items():
        print(f"{name:20} {median * 1000:6.0f} ms  ratio {median / base:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
