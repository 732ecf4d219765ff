"""``benefitcli rules`` as a process: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benefitcli.benefits.register import NAMES, find_benefit


def run(*arguments: str, tables: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "80", "LANG": "C.UTF-8"}
    environment |= {"BENEFITCLI_TABLES": str(tables)} if tables else {}
    command = [sys.executable, "-m", "benefitcli", "rules", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_names_every_benefit_in_both_languages(language: str) -> None:
    done = run("list", "--lang", language)

    assert (done.returncode, done.stderr) == (0, "")
    for name in NAMES:
        benefit = find_benefit(name)
        assert f"  {name}  " in done.stdout
        assert benefit.zh in done.stdout
        assert benefit.en in done.stdout


def test_the_list_is_the_same_for_scripts_in_either_language() -> None:
    chinese, english = (run("list", "--format", "json", "--lang", language) for language in ("zh", "en"))

    assert (chinese.returncode, chinese.stderr) == (0, "")
    assert chinese.stdout == english.stdout
    rules = json.loads(chinese.stdout)["rules"]
    assert [one["benefit"] for one in rules] == list(NAMES)
    places = next(one for one in rules if one["benefit"] == "places")
    assert places["parameters"] == ["places.yearly_rate", "places.one_off_amount"]
    assert [one["number"] for one in places["documents"]] == ["永办发〔2023〕13号"]


def test_a_rule_is_the_same_for_scripts_in_either_language() -> None:
    chinese, english = (run("show", "allowance", "--format", "json", "--lang", language) for language in ("zh", "en"))

    assert (chinese.returncode, chinese.stderr) == (0, "")
    assert chinese.stdout == english.stdout
    assert json.loads(chinese.stdout)["law_of"] == {"op": "fact", "name": "birth_date", "unit": "date"}


def test_hyphens_may_stand_in_the_name() -> None:
    assert run("show", "leave.parent-care").stdout == run("show", "leave.parent_care").stdout


def test_a_document_of_the_office_stands_in_the_formula(tmp_path: Path) -> None:
    """An office that writes its own ceiling sees it in the rule, with its clause."""
    folder = tmp_path / "cn" / "shanxi" / "yuncheng"
    folder.mkdir(parents=True)
    (folder / "2024-01-01-fund.toml").write_text(
        "[instrument]\n"
        'title = "示例通知"\ntitle_en = "Example notice"\nissuer = "示例"\n'
        'issued = 2024-01-01\nin_force = 2024-01-01\nevidence = "primary"\n'
        "[loan.base_ceiling]\n"
        'value = 700000\nunit = "yuan"\narticle = "第一条"\nquote = "最高贷款额度70万元"\n',
        encoding="utf-8",
    )
    done = run("show", "loan", "--lang", "zh", "--tables", str(tmp_path))

    assert done.returncode == 0
    assert "公积金最高贷款额度 700,000 元" in done.stdout
    assert "《示例通知》第一条" in done.stdout
    assert run("show", "loan", "--lang", "zh", tables=tmp_path).stdout == done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "holiday"), ("没有“holiday”这项待遇", "leave.maternity")),
        (("show",), ("缺少BENEFIT", "leave.maternity")),
        (("show", "loan", "--region", "nowhere"), ("不认识地区“nowhere”",)),
        (("show", "loan", "--on", "31.2.2024"), ("2024",)),
        (("show", "loan", "--reading", "childcare_bonus=flat"), ("loan没有“childcare_bonus”这种读法", "loan_uplift")),
        (("show", "loan", "--reading", "loan_uplift=half"), ("不是可选的读法", "ceiling")),
        (("show", "loan", "--format", "xml"), ("没有“xml”这种格式", "text, json")),
        (("list", "--format", "xml"), ("没有“xml”这种格式",)),
        (("list", "--region", "nowhere"), ("不认识地区“nowhere”",)),
        (("shew", "loan"), ("没有“shew”这个命令", "show")),
    ],
)
def test_what_cannot_be_used_is_one_clear_message(arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    done = run(*arguments, "--lang", "zh")

    assert (done.returncode, done.stdout) == (2, "")
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m benefitcli rules show leave.childcare | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
