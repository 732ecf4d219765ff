"""What the tests of the audits share: running the command as a process, and reading what it wrote."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, str]


@dataclass(frozen=True)
class Run:
    """How a process ended and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def rows(self) -> list[Row]:
        """The rows of CSV on the standard output."""
        return list(csv.DictReader(io.StringIO(self.stdout)))

    @property
    def summary(self) -> dict[str, Any]:
        """The JSON on the standard error."""
        summary: dict[str, Any] = json.loads(self.stderr)
        return summary

    @property
    def codes(self) -> set[str]:
        """The codes of the problems that JSON on the standard error tells."""
        return {problem["code"] for problem in self.summary["errors"]}


def audit(kind: str, folder: Path, *arguments: str, stdin: str = "", lang: str = "en") -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli", "audit", kind, *arguments],
        cwd=folder,
        input=stdin.encode(),
        capture_output=True,
        check=False,
        env=os.environ | {"BENEFITCLI_LANG": lang, "COLUMNS": "80"},
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def months(first: str, last: str) -> list[str]:
    """Every month from the first to the last."""
    start, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def found(rows: list[Row], *names: str) -> list[tuple[str, ...]]:
    """The named cells of the rows that need a look."""
    return [tuple(row[name] for name in names) for row in rows if row["finding"] != "ok"]
