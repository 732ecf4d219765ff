"""The README editions: a newcomer's five minutes, and the set-up that the checks run too."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from pages import ROOT, read

EDITIONS = ("README.md", "README.zh-CN.md")
SET_UP = re.compile(r"```sh\n(.*?)```", re.DOTALL)
ON_WINDOWS = re.compile(r"```bat\n(.*?)```", re.DOTALL)
LENGTH = 220


@pytest.mark.parametrize("name", EDITIONS)
def test_a_newcomer_reads_it_in_five_minutes(name: str) -> None:
    assert len(read(name).splitlines()) <= LENGTH


def test_the_second_set_up_command_is_what_the_checks_run() -> None:
    checks = read(".ci/run")
    for name in EDITIONS:
        _, tests = SET_UP.findall(read(name))
        assert tests.strip() in checks.splitlines()


@pytest.mark.parametrize("name", EDITIONS)
def test_windows_has_the_same_commands(name: str) -> None:
    """As lines of their own: the older PowerShell knows no ``&&``."""
    for line, lines in zip(SET_UP.findall(read(name)), ON_WINDOWS.findall(read(name)), strict=True):
        elsewhere = line.replace("python3 ", "py ").replace(".venv/bin/", ".venv\\Scripts\\")
        assert lines.splitlines() == elsewhere.strip().split(" && ")


def test_the_first_set_up_command_ends_with_the_answer(tmp_path: Path) -> None:
    """On a copy of what git tracks, into an environment of its own."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for file in filter(None, files.split("\0")):
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / file).read_bytes())
    for name in EDITIONS:
        first, _ = SET_UP.findall(read(name))
        assert first == SET_UP.findall(read("README.md"))[0]
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"} | {"LANG": "zh_CN.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", first], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )

    assert "共 158 天：2023-05-01（周一）至 2023-10-05（周四）" in done.stdout
