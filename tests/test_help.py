"""Help of every command in both languages: it names every option, ends with an example, and the example works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.i18n.help import COMMANDS, EXAMPLES

NEED_FILES = (
    *("audit", "audit allowance", "audit places", "audit leave"),
    *("batch", "forecast", "forecast allowance", "forecast places", "tables new", "verify"),
)
"""Commands whose example reads or writes a file: tested in a folder of their own."""

CHINESE = re.compile(r"[\u3400-\u9fff]")


def run(*arguments: str, folder: Path | None = None, columns: int = 80) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": str(columns), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "benefitcli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)


@pytest.mark.parametrize("path", ["", *COMMANDS])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help(path: str, language: str) -> None:
    done = run(*path.split(), "--help", "--lang", language)

    assert (done.returncode, done.stderr) == (0, "")
    *lines, example = done.stdout.rstrip().splitlines()
    assert example.strip() == EXAMPLES[path]
    assert max(map(len, lines)) <= 80
    assert bool(CHINESE.search(done.stdout)) == (language == "zh")
    name = path.replace(" ", ".").replace("-", "_")
    for field in find_benefit(name).fields if name in NAMES else ():
        assert field.option.removeprefix("--") in done.stdout


@pytest.mark.parametrize("path", [path for path in EXAMPLES if path not in NEED_FILES])
def test_the_example_of_the_help_works(path: str) -> None:
    done = run(*shlex.split(EXAMPLES[path])[1:])

    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_example_of_batch_works(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("birth_date\n2023-05-01\n", encoding="utf-8")
    done = run(*shlex.split(EXAMPLES["batch"])[1:], folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "leave.csv").read_text(encoding="utf-8").splitlines()[1].endswith("2023-10-05,2023-10-07,ok,,")


@pytest.mark.parametrize("path", ["forecast", "forecast allowance", "forecast places"])
def test_the_example_of_a_forecast_works(path: str, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("birth_date\n2025-05-01\n", encoding="utf-8")
    (tmp_path / "institutions.csv").write_text("inclusive_places\n60\n", encoding="utf-8")
    done = run(*shlex.split(EXAMPLES[path])[1:], folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "yuan to" in done.stdout


def test_without_a_command_the_help_is_shown() -> None:
    for arguments in ((), ("--lang", "zh"), ("leave",)):
        assert "leave" in run(*arguments).stdout


def test_the_version() -> None:
    assert run("--version").stdout.startswith("benefitcli ")


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_answer_keeps_to_the_width(columns: int, language: str) -> None:
    from rich.cells import cell_len

    arguments = [
        "leave",
        "maternity",
        "--birth-date",
        "2021-07-01",
        "--birth-order",
        "3",
        "--as-of",
        "2022-01-01",
        "--lang",
    ]
    lines = run(*arguments, language, columns=columns).stdout.splitlines()
    prose = [line for line in lines if "  " not in line.strip()]

    assert max(map(cell_len, prose)) <= columns
    assert not [line for line in lines if line != line.rstrip()]
