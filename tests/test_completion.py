"""Completion as a shell asks for it: by the variables its script sets, and in the shells themselves where they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from benefitcli.benefits.register import SCHEMA_NAMES
from benefitcli.i18n.help import COMMANDS
from console import run_here

VARIABLE = "_BENEFITCLI_COMPLETE"


def ask(variables: Mapping[str, str]) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "BENEFITCLI_LANG": "en", **variables}
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli"], capture_output=True, text=True, check=True, env=environment, timeout=30
    )
    assert done.stderr == ""
    return done.stdout


def in_bash(*words: str) -> list[str]:
    """The words that Bash is offered; it breaks words at equal signs and counts the last of them."""
    return ask({VARIABLE: "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}).split()


def in_zsh(line: str) -> str:
    return ask({VARIABLE: "complete_zsh", "_TYPER_COMPLETE_ARGS": line})


def in_fish(line: str) -> dict[str, str]:
    variables = {VARIABLE: "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_ARGS": line}
    lines = [one for one in ask(variables).splitlines() if one]
    return {one.partition("\t")[0]: one.partition("\t")[2] for one in lines}


def test_commands() -> None:
    assert set(in_bash("benefitcli", "")) == {path for path in COMMANDS if " " not in path}
    assert in_bash("benefitcli", "leave", "m") == ["maternity", "marriage", "miscarriage"]
    assert in_bash("benefitcli", "nothing", "") == []


def test_options_are_those_of_the_command() -> None:
    assert in_bash("benefitcli", "leave", "maternity", "--b") == ["--birth-date", "--birth-order"]
    assert in_bash("benefitcli", "leave", "maternity", "--no-d") == ["--no-difficult-birth"]
    assert "--encoding" in in_bash("benefitcli", "batch", "--")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--region", "yongj"), ["yongji"]),
        (("--region", "=", "yongj"), ["yongji"]),
        (("--region", "永"), ["永济市"]),
        (("--region", "1408"), ["140800", "140881"]),
        (("--format", ""), ["text", "json", "md", "html", "xlsx"]),
        (("--lang", ""), ["zh", "en"]),
        (("--reading", "childcare_b"), ["childcare_bonus=flat", "childcare_bonus=cumulative"]),
        (("--reading", "childcare_bonus", "=", "c"), ["cumulative"]),
        (("--reading", "childcare_bonus", "="), ["flat", "cumulative"]),
        (("--reading", "=", "childcare_bonus", "=", "c"), ["cumulative"]),
        (("--region", "140881", "--reading", "childcare_bonus", "=", "c"), ["cumulative"]),
        (("--reading", "loan_uplift", "="), []),
        (("--region", "nowhere", "--reading", ""), []),
        (("--birth-date", ""), []),
    ],
)
def test_values_in_bash(words: tuple[str, ...], expected: list[str]) -> None:
    assert in_bash("benefitcli", "leave", "childcare", *words) == expected


def test_benefits_and_what_belongs_to_them() -> None:
    assert in_bash("benefitcli", "batch", "") == list(SCHEMA_NAMES)
    assert in_bash("benefitcli", "fields", "al") == ["allowance"]
    assert in_bash("benefitcli", "batch", "allowance", "--set", "birth") == ["birth_date=", "birth_order="]
    assert in_bash("benefitcli", "batch", "loan", "rows.csv", "--reading", "loan_uplift", "=", "q") == ["quota"]
    assert in_bash("benefitcli", "batch", "loan", "rows.csv", "--to", "x") == ["xlsx"]
    assert in_bash("benefitcli", "completion", "z") == ["zsh"]
    assert in_bash("benefitcli", "schema", "verif") == ["verification"]
    assert in_bash("benefitcli", "rules", "show", "allowance", "--format", "") == ["text", "json", "md", "html", "xlsx"]


def test_audits_and_what_belongs_to_them() -> None:
    assert in_bash("benefitcli", "fields", "audit") == ["audit.allowance", "audit.places", "audit.leave"]
    assert in_bash("benefitcli", "batch", "audit") == []
    assert in_bash("benefitcli", "audit", "leave", "--set", "from") == ["from_date="]
    assert in_bash("benefitcli", "audit", "leave", "--set", "employee") == []
    assert in_bash("benefitcli", "audit", "places", "--reading", "place_scope", "=") == ["any", "qualifying"]
    assert "--template" in in_bash("benefitcli", "fields", "audit.leave", "--")


def test_further_tables_bring_their_regions(tmp_path: Path) -> None:
    folder = tmp_path / "cn" / "hebei"
    folder.mkdir(parents=True)
    (folder / "region.toml").write_text('name = "河北省"\nname_en = "Hebei"\ncode = "130000"\n', encoding="utf-8")

    assert in_bash("benefitcli", "allowance", "--tables", str(tmp_path), "--region", "heb") == ["hebei"]


def test_zsh_and_fish_show_what_words_mean() -> None:
    assert '"maternity":"Maternity leave"' in in_zsh("benefitcli leave m")
    assert in_fish("benefitcli leave mat") == {"maternity": "Maternity leave"}
    assert in_fish("benefitcli allowance --region yongj") == {"yongji": "Yongji"}
    assert list(in_fish("benefitcli leave childcare --reading=childcare_bonus=f")) == ["--reading=childcare_bonus=flat"]


def test_a_long_meaning_stays_in_one_line() -> None:
    assert list(in_fish("benefitcli forecast places --fo")) == ["--format"]


def test_meanings_are_in_the_language_of_the_locale() -> None:
    line = {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_ARGS": "benefitcli leave mat"}

    assert ask({VARIABLE: "complete_fish", "BENEFITCLI_LANG": "zh", **line}) == "maternity\t产假\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_of_a_shell(shell: str) -> None:
    ended = run_here("completion", shell)

    assert (ended.code, ended.stderr) == (0, "")
    assert VARIABLE in ended.stdout
    assert "benefitcli" in ended.stdout


def test_the_script_is_put_where_the_shell_finds_it(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "benefitcli", "completion", "fish", "--install", "--lang", "en"]

    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)

    file = tmp_path / ".config" / "fish" / "completions" / "benefitcli.fish"
    assert done.stdout == ""
    assert done.stderr == f"written to {file}; it takes effect in a new terminal\n"
    assert VARIABLE in file.read_text(encoding="utf-8")


def shell_environment(tmp_path: Path) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {"PATH": path, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "TERM": "dumb"}


@pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish: apt-get install fish")
def test_in_fish_itself(tmp_path: Path) -> None:
    script = "benefitcli completion fish | source; complete -C 'benefitcli leave childcare --reading childcare_bonus=c'"

    done = subprocess.run(
        ["fish", "-c", script], capture_output=True, text=True, check=True, env=shell_environment(tmp_path), timeout=60
    )

    assert done.stdout == "childcare_bonus=cumulative\tfive, ten, fifteen more: 20 / 25 / 30\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs Bash")
def test_in_bash_itself(tmp_path: Path) -> None:
    """The function of the script, called as Bash calls it when Tab is pressed after an equal sign."""
    script = (
        'eval "$(benefitcli completion bash)"\n'
        "COMP_WORDS=(benefitcli leave childcare --reading childcare_bonus = c); COMP_CWORD=6\n"
        '_benefitcli_completion benefitcli; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )

    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=shell_environment(tmp_path),
        timeout=60,
    )

    assert done.stdout == "cumulative\n"
