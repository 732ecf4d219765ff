"""What the tests of forecasts share: files of a few rows, and a forecast of them in this process or in one of its own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benefitcli.workflows.forecast.request import Request
from benefitcli.workflows.forecast.run import Forecast, make_forecast
from benefitcli.workflows.pipeline import Paths

Row = Mapping[str, str]


def write_rows(folder: Path, rows: Sequence[Row], name: str = "staff.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(key for row in rows for key in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def forecast_of(folder: Path, rows: Sequence[Row], request: Request) -> Forecast:
    return make_forecast(request, Paths(input=str(write_rows(folder, rows))))


def table(forecast: Forecast, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the lines; amounts in fen."""
    return [tuple(line[column] for column in columns) for line in forecast.lines]


@dataclass(frozen=True)
class Run:
    """How a process ended and what it said."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def problem(self) -> dict[str, Any]:
        """The first problem of a command that could not be done: nothing on stdout, exit code 2."""
        assert (self.code, self.stdout) == (2, b""), self
        found: dict[str, Any] = json.loads(self.stderr)["errors"][0]
        return found


def run(folder: Path, *arguments: str, stdin: bytes = b"", **environment: str) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli", "forecast", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"BENEFITCLI_LANG": "en", "COLUMNS": "80", **environment},
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Run(done.returncode, done.stdout, done.stderr.decode(environment.get("PYTHONIOENCODING", "utf-8")))
