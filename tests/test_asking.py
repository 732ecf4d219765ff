"""A command with something missing asks for it at a terminal, and nowhere else."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from terminal import COLOURS, END_OF_INPUT, INTERRUPT, converse

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


def last_line(screen: str) -> str:
    return COLOURS.sub("", screen).rstrip().splitlines()[-1].strip()


@pytest.mark.parametrize(
    ("language", "yes", "said"),
    [
        (
            "zh",
            "是",
            ["出生日期（可以写：2024-03-01", "婴儿数（可以写：1..9；直接回车：1）", "直接回车：同出生日期",
             "难产（可以写：是/否；直接回车：否）", "下次一行命令就能得到同样的结果", "共 188 天"],
        ),
        (
            "en",
            "yes",
            ["Date of birth of the child (accepted: 2024-03-01", "Number of infants born (accepted: 1..9; Enter: 1)",
             "Difficult birth (accepted: yes/no; Enter: no)", "The same in one line next time", "188 days"],
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for(language: str, yes: str, said: list[str]) -> None:
    """Twins by difficult birth: 98 + 15 + 15 + 60 = 188 days (art. 7, 永办发〔2023〕13号 （十三）)."""
    session = converse(["leave", "maternity", "--lang", language], ["2023年5月1日", "", "2", yes, ""])

    assert session.code == 0
    assert [words for words in said if words not in session.screen.replace("\n", "")] == []
    assert last_line(session.screen) == (
        f"benefitcli leave maternity --lang {language} --birth-date 2023-05-01 --infants 2 --difficult-birth"
    )


def test_the_line_at_the_end_gives_the_same(tmp_path: Path) -> None:
    asked = converse(
        ["allowance", "--region", "永济市", "--format", "json"], ["2022-5-10", "", "2", ""], stdout=tmp_path / "asked"
    )
    line = shlex.split(last_line(asked.screen))
    assert line[0] == "benefitcli"

    given = subprocess.run([sys.executable, "-m", "benefitcli", *line[1:]], capture_output=True, text=True, check=True)

    assert given.stdout == asked.stdout
    assert json.loads(given.stdout)["case"]["parents"] == 2


def test_questions_leave_the_standard_output_alone(tmp_path: Path) -> None:
    session = converse(["leave", "paternity", "--format", "json"], ["2023-05-01", "", ""], stdout=tmp_path / "answer")

    assert session.code == 0
    assert json.loads(session.stdout)["result"]["days"] == 15  # 山西省人口和计划生育条例 art. 25: 护理假十五日
    assert "> " in session.screen


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_answer_that_cannot_be_read_is_asked_for_again(language: str) -> None:
    session = converse(
        ["leave", "paternity", "--lang", language], ["", "5/1/23", "2023-02-30", "2023-05-01", "", "99", "1"]
    )

    assert session.code == 0
    errors = [line for line in session.lines if line.startswith(("error: ", "错误："))]
    assert len(errors) == 4
    if language == "en":
        assert not CHINESE.search("\n".join(session.lines[: session.lines.index(errors[-1])]))


def test_an_answer_that_the_law_refuses_is_asked_for_again() -> None:
    """Maternity leave begins on the day of the birth at the latest."""
    answers = ["2023-05-01", "2023-06-01", "", "", "", "2023-04-20"]
    session = converse(["leave", "maternity", "--lang", "en"], answers)

    assert session.code == 0
    assert "is after the birth" in session.screen
    assert last_line(session.screen).endswith("--birth-date 2023-05-01 --start-date 2023-04-20")


def test_one_of_two_fields_is_enough() -> None:
    session = converse(["leave", "protection", "--lang", "en"], ["", "2024-05-20"])

    assert session.code == 0
    assert "at least one of these is needed" in session.screen
    assert last_line(session.screen) == "benefitcli leave protection --lang en --birth-date 2024-05-20"


def test_what_no_document_says_is_asked_for_with_its_reason() -> None:
    """No text that was read gives a ceiling or a rise for Yuncheng: 600,000 yuan and a fifth make 720,000."""
    session = converse(["loan", "--lang", "en"], ["2", "600000", "20%"])

    assert session.code == 0
    assert "no loaded document sets a loan ceiling" in session.screen
    assert "720,000 yuan" in session.screen
    assert last_line(session.screen) == "benefitcli loan --lang en --children 2 --base-ceiling 600000 --uplift 0.2"


def test_a_pair_is_completed() -> None:
    given = ["loan", "--lang", "en", "--children", "1", "--base-ceiling", "600000", "--house-price", "500000"]
    session = converse(given, ["20%"])

    assert session.code == 0
    assert "these two belong together" in session.screen
    assert "400,000 yuan" in session.screen  # 500,000 less a fifth


@pytest.mark.parametrize("key", [END_OF_INPUT, INTERRUPT], ids=["end", "interrupt"])
def test_who_leaves_is_let_go_quietly(key: str) -> None:
    session = converse(["leave", "marriage", "--lang", "en"], [key])

    assert session.code == 130
    assert "Traceback" not in session.screen
    assert "error" not in session.screen


def test_what_was_given_wrong_is_refused_and_not_asked_for() -> None:
    session = converse(["leave", "maternity", "--birth-date", "soon", "--lang", "en"])

    assert session.code == 2
    assert "> " not in session.screen


def test_nothing_is_asked_where_nothing_is_missing() -> None:
    session = converse(["leave", "marriage", "--start-date", "2024-02-01", "--lang", "en"])

    assert session.code == 0
    assert "next time" not in session.screen
    assert "> " not in session.screen


def test_no_input_means_no_question() -> None:
    session = converse(["leave", "maternity", "--no-input", "--lang", "en"])

    assert session.code == 2
    assert session.lines[0].startswith("error: date of birth of the child (--birth-date) is missing")


def test_nothing_is_asked_of_a_pipe() -> None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli", "leave", "maternity", "--lang", "en"],
        input="2023-05-01\n",
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=30,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: date of birth of the child (--birth-date) is missing")
