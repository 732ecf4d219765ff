"""``leave plan`` and ``batch leave.plan`` as processes: exit code, both streams, files whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from terminal import converse

BORN = ("--birth-date", "2023-05-01")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "BENEFITCLI_LANG")}
    settings = inherited | {"LANG": "C.UTF-8", "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-m", "benefitcli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=settings)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["永济市 · 生育待遇时间表", "  母 产假          2023-05-01  2023-10-05      158 天  2023-10-07  [4][5][6]",
                "  ! 2023-10-07返岗：这天调休上班"]),
        ("en", ["Yongji · everything a birth gives both parents",
                "  M maternity       2023-05-01  2023-10-05    158 days  2023-10-07  [4][5][6]",
                "  ! back at work on 2023-10-07: a make-up working day"]),
    ],
)  # fmt: skip
def test_the_plan_in_both_languages(language: str, said: list[str]) -> None:
    done = run("leave", "plan", *BORN, "--lang", language)

    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in said if line not in done.stdout.splitlines()] == []


def test_the_machine_form_is_the_same_in_both_languages() -> None:
    chinese, english = (run("leave", "plan", *BORN, "--format", "json", "--lang", one) for one in ("zh", "en"))

    assert chinese.stdout == english.stdout
    document = json.loads(chinese.stdout)
    assert document["benefit"] == "leave.plan"
    assert document["region"]["father"] == {"code": "140881", "name": "永济市"}
    assert document["case"]["birth_date"] == "2023-05-01"
    assert document["estimate"] is False
    assert document["tables"]["digest"]["mother"].startswith("sha256:")
    paternity = next(one for one in document["items"] if one["entitlement"] == "paternity")
    assert (paternity["parent"], paternity["days"], paternity["return_date"]) == ("father", 15, "2023-05-16")
    assert paternity["sources"][0]["quote"] == "男方享受护理假15日"


def test_the_suffix_names_the_format(tmp_path: Path) -> None:
    begins = {"plan.json": b'{\n  "benefit"', "plan.ics": b"BEGIN:VCALENDAR\r\n", "plan.html": b"<!DOCTYPE html>",
              "plan.txt": "永济市".encode(), "plan.md": "# 假期核定表".encode(), "plan.xlsx": b"PK"}  # fmt: skip
    for name, begin in begins.items():
        file = tmp_path / name
        done = run("leave", "plan", *BORN, "--lang", "zh", "--name", "张三", "-o", str(file))

        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert file.read_bytes().startswith(begin)
        assert "张三".encode() in file.read_bytes() or name in ("plan.json", "plan.xlsx")


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_a_pipe_gets_the_same_as_a_file(form: str, tmp_path: Path) -> None:
    file = tmp_path / "plan"
    piped, written = (run("leave", "plan", *BORN, "--format", form, *where) for where in ((), ("-o", str(file))))

    assert (piped.returncode, written.returncode, written.stdout) == (0, 0, "")
    assert piped.stdout == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_help_names_every_form(language: str) -> None:
    assert "text|json|md|html|xlsx|ics" in run("leave", "plan", "--help", "--lang", language, COLUMNS="160").stdout


def test_a_document_does_not_load_polars(tmp_path: Path) -> None:
    program = (
        "import sys; from benefitcli.cli.main import run\n"
        f"for suffix in ('md', 'xlsx'): run(['leave', 'plan', *{BORN!r}, '-o', sys.argv[1] + '/a.' + suffix])\n"
        "print('polars' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "a.xlsx"]


def test_an_unknown_suffix_writes_nothing(tmp_path: Path) -> None:
    done = run("leave", "plan", *BORN, "-o", str(tmp_path / "plan.doc"), "--lang", "en")

    assert done.returncode == 2
    assert ".ics" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "at least one of these is needed"),
        (("--birth-date", "2023-02-30"), '"2023-02-30" is not a day that exists'),
        ((*BORN, "--without", "uncle"), "accepted: mother | father"),
        ((*BORN, "--father-region", "atlantis"), 'unknown region "atlantis"'),
        ((*BORN, "--reading", "protection_end=never"), '"protection_end=never" is not a choice'),
        ((*BORN, "--reading", "loan_uplift=both"), 'leave.plan has no reading "loan_uplift"'),
        ((*BORN, "--format", "docx"), 'there is no format "docx"'),
    ],
    ids=str,
)
def test_what_cannot_be_used_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    done = run("leave", "plan", *arguments, "--lang", "en")

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_be_calculated_ends_with_1_and_keeps_the_rest() -> None:
    """国务院令第619号第七条：产假最迟从出生当天开始；护理假不受影响。"""
    done = run("leave", "plan", *BORN, "--start-date", "2023-05-02", "--lang", "en", COLUMNS="160")

    assert (done.returncode, done.stderr) == (1, "")
    assert "  - M maternity cannot be calculated: first day of the leave (--start-date)" in done.stdout
    assert "2023-05-16" in done.stdout


def test_a_rate_below_the_floor_concerns_the_allowance_alone() -> None:
    """永办发〔2023〕13号（十三）“不低于200元”：父亲单位150元不行，母亲单位200元可以。"""
    done = run("leave", "plan", *BORN, "--monthly-rate", "200", "--father-monthly-rate", "150", "--format", "json")

    items = {(one["parent"], one["entitlement"]): one for one in json.loads(done.stdout)["items"]}
    assert done.returncode == 1
    assert items["mother", "allowance"]["total_amount"] == 7200
    assert items["father", "allowance"]["errors"][0]["code"] == "rate_below_floor"
    assert items["father", "allowance"]["errors"][0]["field"] == "father_monthly_rate"


def test_a_reading_changes_its_own_lines() -> None:
    """protection_end=national：到一周岁前一天（国务院令第619号第九条）。"""
    done = run("leave", "plan", *BORN, "--reading", "protection_end=national", "--format", "json")
    document = json.loads(done.stdout)

    assert document["readings"]["protection_end"] == "national"
    assert next(one for one in document["items"] if one["entitlement"] == "protection")["to_date"] == "2024-04-30"


def test_an_old_result_can_be_reproduced() -> None:
    """--as-of 2023-04-26：永济方案尚未发布，育儿假每年15天（山西省条例第二十五条第二款）。"""
    done = run("leave", "plan", "--birth-date", "2022-06-01", "--as-of", "2023-04-26", "--format", "json")
    document = json.loads(done.stdout)

    days = {one["days"] for one in document["items"] if one["entitlement"].startswith("childcare")}
    assert days == {15}
    assert document["tables"]["as_of"] == "2023-04-26"


@pytest.mark.parametrize("settings", [{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"PYTHONIOENCODING": "gbk"}], ids=str)
def test_plain_consoles(settings: dict[str, str]) -> None:
    command = [sys.executable, "-m", "benefitcli", "leave", "plan", *BORN, "--calendar", "--lang", "zh"]
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONUTF8", "COLUMNS")}
    done = subprocess.run(command, capture_output=True, check=True, env=inherited | settings)

    text = done.stdout.decode(settings.get("PYTHONIOENCODING", "utf-8"))
    assert "\x1b" not in text
    assert "?" not in text
    assert "母 产假              ######## 158 天" in text


def test_a_terminal_is_asked_for_what_is_missing() -> None:
    session = converse(["leave", "plan", "--lang", "en"], ["", "2023-05-01", "", "", "", ""], columns=100)

    assert session.code == 0
    assert "Yongji · everything a birth gives both parents" in session.screen
    assert "benefitcli leave plan --lang en --birth-date 2023-05-01" in session.lines[-1]


CASES = "姓名,出生日期,预产期,孩次,男方地区\n张三,2023-05-01,,1,山西省\n李四,2023-13-01,,1,\n王五,,2026-12-20,4,\n"


def test_a_file_of_births_gives_a_row_for_each_entitlement(tmp_path: Path) -> None:
    source, target, rejects = (tmp_path / name for name in ("births.csv", "plans.csv", "bad.csv"))
    source.write_text(CASES, encoding="utf-8")
    done = run("batch", "leave.plan", str(source), "-o", str(target), "--rejects", str(rejects), "--lang", "en")

    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert done.returncode == 1
    assert [sum(row["姓名"] == name for row in rows) for name in ("张三", "李四", "王五")] == [13, 0, 9]
    assert [row["姓名"] for row in rows] == ["张三"] * 13 + ["王五"] * 9
    # 父亲在山西省：每年15天；母亲在永济：20天
    days = {(row["parent"], row["days"]) for row in rows if row["entitlement"] == "childcare_year_2"}
    assert days == {("mother", "20"), ("father", "15")}
    bad = list(csv.DictReader(io.StringIO(rejects.read_text(encoding="utf-8"))))
    assert [(row["姓名"], row["status"], row["reason"].partition(":")[0]) for row in bad] == [
        ("李四", "error", "impossible_date")
    ]
    assert "23 rows: 17 ok, 5 not entitled, 1 with errors" in done.stderr
    assert "男方地区 = father_region" in done.stderr


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "xlsx", "parquet"])
def test_every_format_of_a_batch(kind: str, tmp_path: Path) -> None:
    source, target = tmp_path / "births.csv", tmp_path / f"plans.{kind}"
    source.write_text("birth_date\n2023-05-01\n", encoding="utf-8")
    done = run("batch", "leave.plan", str(source), "-o", str(target), "--quiet")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    again = run("batch", "leave.plan", str(target), "--to", "csv", "--prefix", "again_", "--quiet")
    assert len(again.stdout.splitlines()) == 1 + 13 * 13


def test_a_plan_has_no_steps_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "births.csv"
    source.write_text("birth_date\n2023-05-01\n", encoding="utf-8")
    done = run("batch", "leave.plan", str(source), "--explain", "--lang", "en")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: leave.plan is made of several benefits and has no steps of its own to show\n"
        "  hint: use --explain with each of the benefits\n"
    )


def test_the_columns_of_a_plan(tmp_path: Path) -> None:
    listed = run("fields", "leave.plan", "--format", "json")
    template = run("fields", "leave.plan", "--template", str(tmp_path / "births.csv"))

    assert (listed.returncode, template.returncode) == (0, 0)
    assert [one["name"] for one in json.loads(listed.stdout)["fields"]][:3] == ["due_date", "birth_date", "start_date"]
    filled = run("batch", "leave.plan", str(tmp_path / "births.csv"), "--quiet")
    assert filled.returncode == 0
    assert len(filled.stdout.splitlines()) == 14
