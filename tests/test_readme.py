"""The README editions: every command in them runs, and prints what they show.

``python tests/test_readme.py`` writes the outputs anew after a change that is meant.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
LOCALES = {"README.md": "C.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"(?:.*\\\n)*.*")
"""A line, with those that it goes on in after a backslash."""

SET_UP = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def run_in_shell(command: str, folder: Path, locale: str) -> str:
    """What a command prints on both streams, in a terminal-less shell of 80 columns."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {"PATH": path, "LANG": locale, "COLUMNS": "80", "HOME": str(folder), "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    # Times differ from run to run.
    return re.sub(r"\d+\.\d(?= s\)|秒)", "0.1", done.stdout + done.stderr)


def refreshed(readme: str, locale: str) -> str:
    """The README with the outputs of its commands as they are now; ``cat`` of a file not yet there creates it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def refresh(block: re.Match[str]) -> str:
            parts = re.split(r"^\$ ", block.group(1), flags=re.MULTILINE)[1:]
            return "```console\n" + "".join(run(part) for part in parts) + "```"

        def run(part: str) -> str:
            command = COMMAND.match(part).group()  # type: ignore[union-attr]  # it matches every text
            shown = part[len(command) + 1 :]
            words = command.split()
            if words[0] == "cat" and not (folder / words[1]).exists():
                (folder / words[1]).write_text(shown, encoding="utf-8")
            return f"$ {command}\n{run_in_shell(command, folder, locale)}"

        return BLOCK.sub(refresh, readme)


@pytest.mark.parametrize("name", LOCALES)
def test_every_command_prints_what_the_readme_shows(name: str) -> None:
    readme = (ROOT / name).read_text(encoding="utf-8")

    assert refreshed(readme, LOCALES[name]) == readme


def test_the_editions_show_the_same_commands() -> None:
    english, chinese = (
        [line for block in BLOCK.findall((ROOT / name).read_text(encoding="utf-8")) for line in block.splitlines()
         if line.startswith("$ ")]
        for name in LOCALES
    )  # fmt: skip

    assert english == chinese


def test_the_second_set_up_command_is_what_the_checks_run() -> None:
    checks = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name in LOCALES:
        _, tests = SET_UP.findall((ROOT / name).read_text(encoding="utf-8"))
        assert tests.strip() in checks.splitlines()


def test_the_first_set_up_command_ends_with_the_answer(tmp_path: Path) -> None:
    """On a copy of what git tracks, into an environment of its own."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for file in filter(None, files.split("\0")):
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / file).read_bytes())
    for name in LOCALES:
        first, _ = SET_UP.findall((ROOT / name).read_text(encoding="utf-8"))
        assert first == SET_UP.findall((ROOT / "README.md").read_text(encoding="utf-8"))[0]
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"} | {"LANG": "zh_CN.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", first], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )

    assert "共 158 天：2023-05-01（周一）至 2023-10-05（周四）" in done.stdout


if __name__ == "__main__":
    for file_name, its_locale in LOCALES.items():
        file = ROOT / file_name
        file.write_text(refreshed(file.read_text(encoding="utf-8"), its_locale), encoding="utf-8")
