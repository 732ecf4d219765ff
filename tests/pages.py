"""The pages for people: which there are, the commands they show, and what these print now.

``python tests/pages.py [PAGE …]`` writes the outputs in the pages anew after a change that is meant.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHINESE = ".zh-CN.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"(?:.*\\\n)*.*")
"""A line, with those that it goes on in after a backslash."""


def pages() -> list[str]:
    """The pages in both languages, by path from the root of the repository."""
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").glob("*.md")]
    return sorted(file.relative_to(ROOT).as_posix() for file in files)


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """The command lines that a page shows, in order."""
    parts = (part for block in BLOCK.findall(text) for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:])
    return [match.group() for part in parts if (match := COMMAND.match(part))]


def run_in_shell(command: str, folder: Path, locale: str) -> str:
    """What a command prints on both streams, in a terminal-less shell of 80 columns."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {"PATH": path, "LANG": locale, "COLUMNS": "80", "HOME": str(folder), "PYTHONUTF8": "1"}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    # Times differ from run to run.
    return re.sub(r"\d+\.\d(?= s\)|秒)", "0.1", done.stdout + done.stderr)


def refreshed(page: str) -> str:
    """The page with the outputs of its commands as they are now; ``cat`` of a file not yet there creates it."""
    locale = "zh_CN.UTF-8" if page.endswith(CHINESE) else "C.UTF-8"
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

        return BLOCK.sub(refresh, read(page))


if __name__ == "__main__":
    for each in sys.argv[1:] or pages():
        (ROOT / each).write_text(refreshed(each), encoding="utf-8")
