"""Difficult consoles: no crash, no garbage, and no line that is wider than it has to be."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import pytest
from rich.cells import cell_len

from benefitcli.errors import Problem
from benefitcli.i18n.help import COMMANDS, EXAMPLES
from benefitcli.i18n.problems import format_error
from benefitcli.i18n.translator import Translator
from console import run_here, words_of
from terminal import converse

NEED_FILES = ("audit", "batch", "forecast", "tables new", "verify")
FOR_MACHINES = ("completion", "tables schema", "schema")
FAST = [path for path in EXAMPLES if not {path, path.partition(" ")[0]} & {*NEED_FILES, *FOR_MACHINES}]
"""Every command that needs no file and prints for people."""

NEAREST = str.maketrans({"−": "-"})
"""What GBK has instead."""


BORN = ("leave", "maternity", "--birth-date", "2023-05-01", "--lang", "zh")
PAPER = 40
"""The narrowest terminal that is served."""


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "BENEFITCLI_LANG", "BENEFITCLI_TABLES"):
        monkeypatch.delenv(name, raising=False)


def calls(path: str) -> list[list[str]]:
    """The example of a command and its help."""
    return [list(words_of(EXAMPLES[path])), [*path.split(), "--help"]]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", FAST)
def test_a_gbk_console_shows_what_a_utf_8_console_shows(path: str, language: str) -> None:
    for call in calls(path):
        wide = run_here(*call, "--lang", language)
        gbk = run_here(*call, "--lang", language, encoding="gbk")

        assert (gbk.code, gbk.stderr) == (0, "")
        assert gbk.stdout == wide.stdout.translate(NEAREST)


@pytest.mark.parametrize("path", FAST)
def test_a_console_without_chinese_still_shows_numbers_and_says_what_it_lacks(path: str) -> None:
    for call in calls(path):
        wide = run_here(*call, "--lang", "en")
        ended = run_here(*call, "--lang", "en", encoding="ascii")

        assert ended.code == 0
        lost = ended.stdout.count("?") > wide.stdout.count("?")
        assert ended.stderr == (
            "some characters do not exist in ascii and are shown as ?; set PYTHONUTF8=1, or write to a file with -o\n"
            if lost
            else ""
        )


def test_characters_that_gbk_lacks_become_the_nearest_it_has() -> None:
    """GBK has no tick, no emoji and no u with a double accent; it has an arrow and a dash."""
    ended = run_here(*BORN, "--name", "✓ → – 😀 ﬁ", encoding="gbk")

    assert ended.code == 0
    assert "姓名 v → – ? fi\n" in ended.stdout
    assert ended.stderr.startswith("有些字在gbk里没有，显示为问号")


def test_files_hold_what_the_console_cannot_show() -> None:
    ended = run_here(*BORN, "--name", "😀", "--format", "md", encoding="gbk")

    assert "| 姓名 | 😀 |" in ended.data.decode("utf-8")
    assert ended.stderr == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_error_on_a_gbk_console(language: str) -> None:
    command = ("leave", "maternity", "--birth-date", "✓2023", "--lang", language)
    ended = run_here(*command, encoding="gbk")

    assert (ended.code, ended.data) == (2, b"")
    assert "v2023" in ended.stderr


@pytest.mark.parametrize("settings", [{"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}])
def test_the_process_itself_on_such_a_console(settings: dict[str, str]) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, "-m", "benefitcli", *BORN]

    done = subprocess.run(command, capture_output=True, check=True, env={**inherited, **settings})

    text = done.stdout.decode("gbk" if "PYTHONIOENCODING" in settings else "utf-8")
    assert text.startswith("永济市 · 产假\n")
    assert done.stderr == b""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", FAST)
def test_lines_keep_to_a_narrow_terminal(path: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but a command line that is there to be copied, and words that are longer than the line."""
    monkeypatch.setenv("COLUMNS", str(PAPER))
    for call in calls(path):
        ended = run_here(*call, "--lang", language)

        assert ended.code == 0
        wide = [line for line in ended.stdout.splitlines() if cell_len(line) > PAPER]
        assert [line for line in wide if line.strip() not in EXAMPLES.values() and " " in line.strip()] == []
        assert [line for line in ended.stdout.splitlines() if line != line.rstrip()] == []


ESCAPE = re.compile(r"\x1b")


@pytest.mark.parametrize(
    ("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)], ids=str
)
def test_colours_are_only_for_a_terminal_that_wants_them(settings: dict[str, str], coloured: bool) -> None:
    session = converse(list(BORN), environment=settings)

    assert session.code == 0
    assert bool(ESCAPE.search(session.screen)) == coloured
    assert not ESCAPE.search(run_here(*BORN).stdout)


@pytest.mark.parametrize(
    ("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)], ids=str
)
def test_the_word_error_is_red_at_a_terminal_that_wants_colours(settings: dict[str, str], coloured: bool) -> None:
    session = converse(["leave", "matern", "--lang", "en"], environment=settings)

    assert session.code == 2
    assert session.screen.startswith("\x1b[31merror: there is no" if coloured else "error: there is no")


def test_a_pipe_gets_plain_errors_unless_colours_are_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert run_here("leave", "matern", "--lang", "zh").stderr.startswith("错误：没有")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run_here("leave", "matern", "--lang", "zh").stderr.startswith("\x1b[31m错误：没有")


def test_a_terminal_gets_no_workbook() -> None:
    session = converse([*BORN, "--format", "xlsx"])

    assert session.code == 2
    assert session.screen.startswith("\x1b[31m")
    assert session.lines == format_error(Problem("terminal_cannot_show", value="xlsx"), Translator("zh"))


def test_help_is_there_for_every_command_on_every_console() -> None:
    for path in COMMANDS:
        for encoding in ("gbk", "ascii", "utf-16-le"):
            assert run_here(*shlex.split(path), "--help", "--lang", "en", encoding=encoding).code == 0
