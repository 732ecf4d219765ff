"""``tables check``: every mistake in one run, and what is no mistake but should be looked at.

A finding is provoked by the smallest folder that has it; the same folder put right has none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benefitcli.i18n.problems import MESSAGES
from support import TABLES, TESTS

PROVINCE = 'name = "新省"\nname_en = "Xin"\ncode = "990000"\n'
INSTRUMENT = """\
[instrument]
title    = "{title}"
title_en = "Some measures"
issuer   = "{issuer}"
issued   = {issued}
in_force = {in_force}
evidence = "primary"
{more}
"""
RATE = """
[allowance.monthly_rate]
value   = {value}
unit    = "yuan"
article = "第一条"
quote   = "{quote}"
"""
PATERNITY = """
[leave.paternity.days]
value    = {value}
unit     = "day"
counting = "calendar"
article  = "第一条"
quote    = "{quote}"
"""


def instrument(
    title: str = "某办法",
    issuer: str = "某局",
    issued: str = "2023-05-01",
    in_force: str = "2023-05-01",
    more: str = "",
) -> str:
    return INSTRUMENT.format(title=title, issuer=issuer, issued=issued, in_force=in_force, more=more)


def rate(value: int, quote: str | None = None) -> str:
    return RATE.format(value=value, quote=quote or f"每月{value}元")


def paternity(value: int) -> str:
    return PATERNITY.format(value=value, quote=f"护理假{value}天")


@dataclass(frozen=True)
class Run:
    code: int
    stdout: str
    stderr: str

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.stdout)
        return report

    def found(self, kind: str) -> list[tuple[str, str | None]]:
        return [(one["code"], one["field"]) for one in self.report[kind]]


def check(*arguments: str, folder: Path | None = None) -> Run:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BENEFITCLI_")}
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli", "tables", "check", *arguments],
        cwd=folder,
        env={**environment, "LC_ALL": "C.UTF-8", "COLUMNS": "80"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    run = Run(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in run.stderr
    return run


def lay(folder: Path, files: Mapping[str, str]) -> str:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return str(folder)


def test_the_shipped_tables_have_no_error_and_nothing_to_look_at() -> None:
    run = check("--format", "json")

    assert (run.code, run.stderr) == (0, "")
    assert run.report == {
        "status": "ok",
        "files": len(list(TABLES.rglob("*.toml"))),
        "errors": [],
        "findings": [],
    }


YONGJI = "cn/shanxi/yuncheng/yongji"
FINDINGS: dict[str, tuple[dict[str, str], tuple[str, str], dict[str, str]]] = {
    # 每月200元 does not have the 300 of the table.
    "check_quote_without_number": (
        {f"{YONGJI}/a.toml": instrument() + rate(300, "每月200元")},
        ("allowance.monthly_rate", "300"),
        {f"{YONGJI}/a.toml": instrument() + rate(300)},
    ),
    # 山西省人口和计划生育条例 art. 25: not less than 200; a county cannot go below it.
    "check_below_floor": (
        {f"{YONGJI}/a.toml": instrument() + rate(150)},
        ("allowance.monthly_rate", "2023-05-01.."),
        {f"{YONGJI}/a.toml": instrument() + rate(200)},
    ),
    # Nothing is said for the first half of 2022.
    "check_gap": (
        {
            "cn/xin/region.toml": PROVINCE,
            "cn/xin/a.toml": instrument(in_force="2021-01-01", more="in_force_to = 2021-12-31") + paternity(18),
            "cn/xin/b.toml": instrument(in_force="2022-07-01") + paternity(18),
        },
        ("leave.paternity.days", "2022-01-01..2022-06-30"),
        {"cn/xin/b.toml": instrument(in_force="2022-01-01") + paternity(18)},
    ),
    # Both were issued and came into force on one day.
    "check_overlap": (
        {
            "cn/xin/region.toml": PROVINCE,
            "cn/xin/a.toml": instrument() + paternity(18),
            "cn/xin/b.toml": instrument() + paternity(15),
        },
        ("leave.paternity.days", "2023-05-01.."),
        {"cn/xin/b.toml": instrument(issued="2023-05-02") + paternity(15)},
    ),
    "check_other_place": (
        {
            "cn/xin/region.toml": PROVINCE,
            "cn/xin/a.toml": instrument(issuer="永济市人民政府") + paternity(18),
        },
        ("instrument.issuer", "永济市"),
        {"cn/xin/a.toml": instrument(issuer="新省人民政府") + paternity(18)},
    ),
    # Shanxi's codes begin with 14.
    "check_code_elsewhere": (
        {"cn/shanxi/xian/region.toml": PROVINCE.replace("新省", "某县").replace("990000", "990123")},
        ("code", "14…"),
        {"cn/shanxi/xian/region.toml": PROVINCE.replace("新省", "某县").replace("990000", "140123")},
    ),
    "check_code_twice": (
        {"cn/shanxi/xian/region.toml": PROVINCE.replace("新省", "某县").replace("990000", "140800")},
        ("code", "运城市"),
        {"cn/shanxi/xian/region.toml": PROVINCE.replace("新省", "某县").replace("990000", "140899")},
    ),
    "check_unknown_clause": (
        {
            f"{YONGJI}/a.toml": instrument()
            + '[readings.some]\ndefault = "a"\nclause = "leave.nothing"\nquestion = {zh="问", en="q"}\n'
            'reason = {zh="因", en="r"}\nchoices = {a = {zh="甲", en="a"}}\n'
        },
        ("readings.some.clause", "leave.nothing"),
        {f"{YONGJI}/a.toml": instrument() + paternity(30)},
    ),
    "check_unknown_benefit": (
        {
            f"{YONGJI}/a.toml": instrument()
            + '[provisions.pay]\nbenefits = ["leave.sabbatical"]\narticle = "第一条"\nquote = "工资照发"\n'
            'meaning = {zh="工资照发", en="pay is kept"}\n'
        },
        ("provisions.pay.benefits", "leave.sabbatical"),
        {f"{YONGJI}/a.toml": instrument() + paternity(30)},
    ),
}


def test_every_kind_of_finding_is_provoked() -> None:
    assert set(FINDINGS) == {code for code in MESSAGES if code.startswith("check_")}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_is_told_with_its_place_and_is_gone_when_put_right(code: str, tmp_path: Path) -> None:
    wrong, (place, word), right = FINDINGS[code]
    folder = lay(tmp_path, wrong)

    run = check(folder, "--format", "json")
    assert (run.code, run.stderr, run.report["status"]) == (1, "", "findings")
    assert run.found("errors") == []
    assert run.found("findings") == [(code, place)]
    for language in ("zh", "en"):
        told = check(folder, "--lang", language)
        assert (told.code, told.stderr) == (1, "")
        assert word in told.stdout.replace("\n         ", "").replace("\n      ", "")

    lay(tmp_path, right)
    run = check(folder, "--format", "json")
    assert (run.code, run.report["findings"]) == (0, [])


def test_every_mistake_of_every_file_is_told_in_one_run(tmp_path: Path) -> None:
    """Broken documents, a broken region and a stray file: none hides another, nor a finding beside it."""
    folder = lay(
        tmp_path,
        {
            "cn/xin/region.toml": PROVINCE.replace("990000", "13"),
            "cn/xin/a.toml": "[instrument\n",
            "cn/xin/b.toml": instrument() + paternity(18).replace('"day"', '"yuan"') + rate(300, "每月200元"),
            "cn/shanxi/c.toml": instrument().replace("2023-05-01", '"2023"'),
            "elsewhere/d.toml": instrument(),
        },
    )
    run = check(folder, "--format", "json")

    assert (run.code, run.stderr, run.report["status"], run.report["files"]) == (2, "", "error", 5)
    assert sorted(run.found("errors")) == sorted([
        ("table_wrong_value", "code"),
        ("table_outside_region", None),
        ("table_syntax", None),
        ("table_wrong_unit", "leave.paternity.days.unit"),
        ("table_wrong_value", "instrument.issued"),
        ("table_wrong_value", "instrument.in_force"),
    ])  # fmt: skip
    assert run.found("findings") == [("check_quote_without_number", "allowance.monthly_rate")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_mistakes_of_one_file_are_told_to_a_person(language: str, tmp_path: Path) -> None:
    text = (TESTS / "bad_tables" / "several_mistakes.toml").read_text(encoding="utf-8")
    run = check(lay(tmp_path, {"cn/several.toml": text}), "--lang", language)

    assert (run.code, run.stderr) == (2, "")
    for words in [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("# expect: ")]:
        assert words in run.stdout.replace("\n       ", "")
    assert ("7处错误" if language == "zh" else "errors: 7") in run.stdout


def test_a_tie_to_no_reading_is_told_for_every_clause_and_once(tmp_path: Path) -> None:
    """A clause of a province is read again for each of its counties: it is still one mistake."""
    clauses = (paternity(30) + 'reading = "no_such=choice"\n', rate(200) + 'reading = "nor_such=choice"\n')
    run = check(lay(tmp_path, {"cn/shanxi/a.toml": instrument() + "".join(clauses)}), "--format", "json")

    assert (run.code, run.stderr) == (2, "")
    assert run.found("errors") == [
        ("table_wrong_value", "leave.paternity.days.reading"),
        ("table_wrong_value", "allowance.monthly_rate.reading"),
    ]


def test_the_folder_of_the_shipped_tables_is_checked_as_it_is() -> None:
    """It does not lie over itself."""
    run = check(str(TABLES), "--format", "json")

    assert (run.code, run.report["findings"]) == (0, [])


def test_findings_of_another_folder_are_not_those_of_the_one_asked_about(tmp_path: Path) -> None:
    other = lay(tmp_path / "other", {f"{YONGJI}/a.toml": instrument() + rate(300, "每月200元")})
    mine = lay(tmp_path / "mine", {f"{YONGJI}/b.toml": instrument(in_force="2024-01-01") + rate(400)})

    assert check(mine, "--tables", other).code == 0
    assert check("--tables", mine, "--tables", other).code == 1


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    run = check("missing", folder=tmp_path)

    assert (run.code, run.stdout) == (2, "")
    assert "missing" in run.stderr
