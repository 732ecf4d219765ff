"""The ``tables`` commands as processes: exit code, standard output and standard error together."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benefitcli.i18n.help import EXAMPLES
from benefitcli.law.parameters import PARAMETERS
from support import TABLES
from terminal import END_OF_INPUT, converse

CHINESE = re.compile(r"[\u3400-\u9fff]")
YONGJI = "cn/shanxi/yuncheng/yongji"
NEW = (
    "new", "ours", "--region", "yongji", "--title", "某通知", "--issuer", "永济市人民政府办公室",
    "--issued", "2024-01-01", "--set", "allowance.monthly_rate=300", "--article", "第一条", "--quote", "每月300元",
)  # fmt: skip


def environment(**more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BENEFITCLI_")}
    return {**inherited, "LC_ALL": "C.UTF-8", "COLUMNS": "80", **more}


def run(*arguments: str, folder: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli", "tables", *arguments],
        cwd=folder,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done


def found(*arguments: str, folder: Path | None = None, code: int = 0) -> dict[str, Any]:
    done = run(*arguments, "--format", "json", folder=folder)
    assert (done.returncode, done.stderr) == (code, "")
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def errors(*arguments: str, folder: Path | None = None) -> list[tuple[str, str | None]]:
    done = run(*arguments, "--format", "json", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    return [(error["code"], error["field"]) for error in json.loads(done.stderr)["errors"]]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize(
    "command",
    [
        "list",
        "show yongji --on 2023-05-01 --as-of 2023-05-01",
        "diff yongji 2023-04-26 2023-04-28",
        "readings",
        "check",
    ],
)
def test_what_people_read_keeps_to_the_width(command: str, columns: int, language: str) -> None:
    from rich.cells import cell_len

    done = run(*command.split(), "--lang", language, COLUMNS=str(columns))

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    # A single word, such as the name of a parameter, is not broken.
    assert not [line for line in lines if cell_len(line) > columns and " " in line.strip().removeprefix("- ")]
    assert not [line for line in lines if line != line.rstrip()]
    assert bool(re.search(r"[\u3400-\u9fff]", lines[0])) == (language == "zh")


def test_list_has_every_document_with_its_evidence_and_what_it_sets() -> None:
    tree = found("list")

    documents = {document["path"]: document for region in tree["regions"] for document in region["documents"]}
    files = {file.relative_to(TABLES).as_posix() for file in TABLES.rglob("*.toml") if file.name != "region.toml"}
    assert set(documents) == files
    for path, document in documents.items():
        read = tomllib.loads((TABLES / path).read_text(encoding="utf-8"))
        assert document["evidence"] == read["instrument"]["evidence"]
        assert document["in_force"] == read["instrument"]["in_force"].isoformat()
    plan = documents[f"{YONGJI}/2023-04-27-birth-support-plan.toml"]
    assert "places.one_off_amount" in plan["sets"]
    assert "childcare_bonus" in plan["sections"]["readings"]
    assert plan["shipped"] is True


def test_list_of_a_region_is_its_chain() -> None:
    assert [region["code"] for region in found("list", "永济")["regions"]] == ["100000", "140000", "140800", "140881"]


def test_list_as_of_leaves_out_what_was_not_issued() -> None:
    tree = found("list", "yongji", "--as-of", "2022-12-31")

    assert tree["regions"][-1]["documents"] == []


def test_show_has_every_parameter_in_force_with_its_layer_and_clause() -> None:
    tree = found("show", "yongji", "--on", "2023-05-01")

    assert {*tree["parameters"], *tree["missing"]} == set(PARAMETERS)
    childcare = tree["parameters"]["leave.childcare.days_per_year"]
    assert (childcare["value"], childcare["added"], childcare["unit"], childcare["counting"]) == (
        20,
        5,
        "day",
        "calendar",
    )
    assert [source["layer"] for source in childcare["sources"]] == ["cn/shanxi", YONGJI]
    rate = tree["parameters"]["allowance.monthly_rate"]
    assert (rate["value"], rate["floor"], rate["discretionary"]) == (200, True, True)
    assert rate["sources"][0]["article"] == "（十三）"
    assert "不低于200元" in rate["sources"][0]["quote"]
    miscarriage = tree["parameters"]["leave.miscarriage.days"]["scale"]
    assert miscarriage == [
        {"from": 0, "value": 15}, {"from": 3, "value": 30}, {"from": 4, "value": 42}, {"from": 7, "value": 98},
    ]  # fmt: skip
    assert sum(holiday["days"] for holiday in tree["holidays"]) == 11
    assert tree["readings"]["childcare_bonus"]["taken"] == "flat"
    assert {"leave.childcare", "leave.maternity"} < {name for one in tree["provisions"] for name in one["benefits"]}


def test_show_of_another_reading() -> None:
    tree = found("show", "yongji", "--on", "2024-01-01", "--reading", "protection_end=national")

    assert tree["parameters"]["leave.protection.until_age"]["value"] == 1
    assert tree["readings"]["protection_end"]["taken"] == "national"


def test_diff_in_words() -> None:
    """（十三）: fifteen days become twenty, the first birthday the third."""
    done = run("diff", "yongji", "2023-04-26", "2023-04-28", "--lang", "zh")

    changed = done.stdout.split("改变的数字\n")[1].split("\n\n")[0]
    assert re.sub(r" \[\d+\]", "", changed).splitlines() == [
        "  - 每年育儿假 · leave.childcare.days_per_year",
        "    15 天 · 按自然日 → 20 天 · 按自然日",
        "  - 保护子女年龄上限（不满） · leave.protection.until_age",
        "    1 周岁 → 3 周岁",
    ]


def test_diff_of_days_with_the_same_law_says_so() -> None:
    for language, words in (("zh", "没有变化"), ("en", "nothing changed")):
        assert words in run("diff", "yongji", "2024-03-01", "2024-03-02", "--lang", language).stdout
    assert found("diff", "yongji", "2024-03-01", "2024-03-02")["parameters"] == []


def test_diff_with_tables_laid_over(tmp_path: Path) -> None:
    found(*NEW, folder=tmp_path)
    tree = found("diff", "yongji", "2023-12-31", "2024-01-01", "--tables", "ours", folder=tmp_path)

    assert [(one["parameter"], one["before"]["value"], one["after"]["value"]) for one in tree["parameters"]] == [
        ("allowance.monthly_rate", 200, 300)
    ]
    assert [source["title"] for source in tree["parameters"][0]["by"]] == ["某通知"]
    assert tree["tables"]["digest"] != found("diff", "yongji", "2023-12-31", "2024-01-01")["tables"]["digest"]


def test_readings_have_choices_a_default_and_a_reason() -> None:
    tree = found("readings", "yongji")["readings"]

    assert set(tree) == {
        "allowance_basis", "allowance_months", "childcare_bonus", "childcare_version", "childcare_year", "loan_uplift",
        "place_scope", "protection_end", "third_child_from",
    }  # fmt: skip
    for reading in tree.values():
        assert reading["default"] in reading["choices"]
        assert reading["reason"]["zh"]
        assert reading["reason"]["en"]


def test_the_tables_of_the_environment_are_laid_over(tmp_path: Path) -> None:
    found(*NEW, folder=tmp_path)
    done = run("show", "yongji", "--on", "2024-01-01", "--format", "json", folder=tmp_path, BENEFITCLI_TABLES="ours")

    assert json.loads(done.stdout)["parameters"]["allowance.monthly_rate"]["value"] == 300


def test_a_case_and_a_batch_use_the_tables_laid_over(tmp_path: Path) -> None:
    """Born 2024-03-01: 36 months at the 300 of the notice are 10,800, and the digest is another one."""
    found(*NEW, folder=tmp_path)
    (tmp_path / "staff.csv").write_text("birth_date\n2024-03-01\n", encoding="utf-8")
    command = [sys.executable, "-m", "benefitcli"]
    case = [*command, "allowance", "--birth-date", "2024-03-01", "--format", "json"]

    def out(words: list[str], **more: str) -> str:
        done = subprocess.run(
            words, cwd=tmp_path, env=environment(**more), capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout

    shipped, ours = json.loads(out(case)), json.loads(out([*case, "--tables", "ours"]))
    assert (shipped["result"]["total_amount"], ours["result"]["total_amount"]) == (7_200, 10_800)
    assert shipped["tables"]["digest"] != ours["tables"]["digest"]
    rows = out([*command, "batch", "allowance", "staff.csv"], BENEFITCLI_TABLES="ours").splitlines()
    assert dict(zip(rows[0].split(","), rows[1].split(","), strict=True))["total_amount"] == "10800"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("show nowhere", [("region_unknown", "region")]),
        ("show yongji --on yesterday", [("unreadable_date", "on")]),
        ("show yongji --reading no_such=choice", [("reading_not_here", None)]),
        ("readings yongji --reading childcare_bonus=double", [("reading_choice_unknown", None)]),
        ("diff yongji 2023-02-30 tomorrow", [("impossible_date", "DAY1"), ("unreadable_date", "DAY2")]),
        ("diff yongji 2023-02-28", [("argument_missing", None)]),
        ("list --tables missing", [("tables_folder_missing", "tables")]),
    ],
)
def test_what_cannot_be_answered(command: str, expected: list[tuple[str, str | None]], tmp_path: Path) -> None:
    assert errors(*command.split(), folder=tmp_path) == expected


def test_an_unknown_format_is_refused() -> None:
    for command in ("list", "show", "readings", "check", "schema"):
        done = run(command, "--format", "yaml")
        assert (done.returncode, done.stdout) == (2, "")
        assert "text, json" in done.stderr


def test_new_writes_a_table_that_is_used(tmp_path: Path) -> None:
    done = run(*NEW, folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    file = tmp_path / "ours" / YONGJI / "2024-01-01-allowance.toml"
    assert str(file.relative_to(tmp_path)) in done.stdout
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    assert read["allowance"]["monthly_rate"] == {
        "value": 300,
        "unit": "yuan",
        "article": "第一条",
        "quote": "每月300元",
    }
    assert str(read["instrument"]["in_force"]) == "2024-01-01"
    assert run("check", "ours", folder=tmp_path).returncode == 0
    assert (
        found("show", "yongji", "--tables", "ours", folder=tmp_path)["parameters"]["allowance.monthly_rate"]["value"]
        == 300
    )


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    found(*NEW, folder=tmp_path)
    file = tmp_path / "ours" / YONGJI / "2024-01-01-allowance.toml"
    before = file.read_bytes()

    assert errors(*NEW, folder=tmp_path) == [("draft_file_exists", None)]
    assert file.read_bytes() == before
    assert found(*NEW, "--slug", "rate", folder=tmp_path)["written"] == [f"ours/{YONGJI}/2024-01-01-rate.toml"]


def test_new_keeps_every_character(tmp_path: Path) -> None:
    """Quotes, backslashes and lines of a text are its own and do not end the table."""
    odd = "say \"300\"\\n\ttwo\nlines \x7f # [x] '''"
    found(*NEW[:-1], odd, folder=tmp_path)

    read = tomllib.loads((tmp_path / "ours" / YONGJI / "2024-01-01-allowance.toml").read_text(encoding="utf-8"))
    assert read["allowance"]["monthly_rate"]["quote"] == odd.strip()


@pytest.mark.parametrize(
    ("number", "clause"),
    [
        ("loan.base_ceiling=600,000", {"value": 600_000, "unit": "yuan"}),
        ("loan.uplift=20%", {"value": 0.2, "unit": "ratio"}),
        ("loan.uplift=2:10%,3:0.2", {"scale": [{"from": 2, "value": 0.1}, {"from": 3, "value": 0.2}], "unit": "ratio"}),
        ("leave.childcare.days_per_year=+5", {"add": 5, "unit": "day"}),
        ("每年育儿假=＋５", {"add": 5, "unit": "day"}),
    ],
)
def test_new_reads_numbers_as_people_write_them(number: str, clause: dict[str, Any], tmp_path: Path) -> None:
    quote = "60万元，5天，二孩10%，三孩20%"
    words = list(NEW)
    words[words.index("--set") + 1] = number
    words[words.index("--quote") + 1] = quote
    (written,) = found(*words, folder=tmp_path)["written"]

    read: Any = tomllib.loads((tmp_path / written).read_text(encoding="utf-8"))
    (leaf,) = [value for key, value in flat(read).items() if not key.startswith("instrument")]
    assert leaf == {**clause, "article": "第一条", "quote": quote}


def flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    leaves: dict[str, Any] = {}
    for key, value in tree.items():
        is_leaf = not isinstance(value, dict) or "article" in value or "title" in value
        leaves |= {f"{prefix}{key}": value} if is_leaf else flat(value, f"{prefix}{key}.")
    return leaves


def test_new_says_at_once_what_should_be_looked_at(tmp_path: Path) -> None:
    tree = found(*NEW[:-1], "每月200元", folder=tmp_path, code=1)

    assert [one["code"] for one in tree["findings"]] == ["check_quote_without_number"]


def test_new_without_a_terminal_names_all_that_is_missing_and_writes_nothing(tmp_path: Path) -> None:
    assert errors("new", "ours", folder=tmp_path) == [
        ("option_missing", "--region, --title, --issuer, --issued, --set")
    ]
    assert errors(*NEW[:-4], folder=tmp_path) == [("option_missing", "--article, --quote")]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("replaced", "by", "expected"),
    [
        ("allowance.monthly_rate=300", "allowance.monthly_rate", ("draft_set_malformed", None)),
        ("allowance.monthly_rate=300", "allowance.monthly_rate=much", ("draft_number_malformed", None)),
        ("allowance.monthly_rate=300", "loan.uplift=two:0.1", ("draft_number_malformed", None)),
        ("allowance.monthly_rate=300", "allowance.rate=300", ("table_unknown_parameter", "allowance.rate")),
        (
            "allowance.monthly_rate=300",
            "allowance.monthly_rate=300.001",
            ("table_too_fine", "allowance.monthly_rate.value"),
        ),
        ("2024-01-01", "2024-02-30", ("impossible_date", "--issued")),
        ("yongji", "nowhere", ("region_unknown", "region")),
        ("某通知", " ", ("draft_text_empty", None)),
    ],
)
def test_new_refuses_what_makes_no_table(
    replaced: str, by: str, expected: tuple[str, str | None], tmp_path: Path
) -> None:
    assert errors(*(by if word == replaced else word for word in NEW), folder=tmp_path) == [expected]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--name", "某县"), ("draft_region_exists", None)),
        (("--in-force", "2024-01-01", "--in-force-to", "2023-01-01"), ("table_to_before_from", "instrument")),
        (("--evidence", "hearsay"), ("table_wrong_value", "instrument.evidence")),
        (("--slug", "../../away"), ("draft_slug_malformed", None)),
        (("--article", "第二条"), ("draft_counts_differ", "--article")),
    ],
)
def test_new_refuses_options_that_do_not_fit(
    more: Sequence[str], expected: tuple[str, str | None], tmp_path: Path
) -> None:
    assert errors(*NEW, *more, folder=tmp_path) == [expected]


REGION = ("--region", "shili", "--name", "石里县", "--code", "140899", "--parent", "yuncheng")


@pytest.mark.parametrize(
    ("replaced", "by", "expected"),
    [
        ("shili", "石里", "draft_region_malformed"),
        ("shili", "../shili", "draft_region_malformed"),
        ("140899", "14", "table_wrong_value"),
        ("yuncheng", "nowhere", "region_unknown"),
    ],
)
def test_new_refuses_a_region_that_cannot_be_one(replaced: str, by: str, expected: str, tmp_path: Path) -> None:
    region = [by if word == replaced else word for word in REGION]
    assert [code for code, _ in errors("new", "ours", *region, *NEW[4:], folder=tmp_path)] == [expected]
    assert list(tmp_path.iterdir()) == []


def talk(folder: Path, arguments: Sequence[str], answers: Sequence[str], locale: str) -> tuple[int, str]:
    """Run in a terminal and answer each question when it stands there."""
    session = converse(["tables", *arguments], answers, environment=environment(LC_ALL=locale), folder=folder)
    return session.code, session.screen


def test_new_asks_in_a_terminal(tmp_path: Path) -> None:
    """A new county, its document without a number, ten days by the Chinese name of the parameter."""
    answers = [
        "shili", "运城", "石里县", "140899", "石里县实施方案", "", "石里县人民政府", "2024年1月10日", "",
        "每年育儿假=+10", "第三条", "每年再增加育儿假十天", "",
    ]  # fmt: skip
    code, shown = talk(tmp_path, EXAMPLES["tables new"].split()[2:], answers, "zh_CN.UTF-8")

    assert code == 0, shown
    assert "文件标题\n> " in shown
    file = tmp_path / "our-tables/cn/shanxi/yuncheng/shili/2024-01-10-leave.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    assert read["leave"]["childcare"]["days_per_year"]["add"] == 10
    assert "number" not in read["instrument"]
    assert run("check", "our-tables", folder=tmp_path).returncode == 0


def test_new_asks_again_for_what_it_cannot_read_and_only_for_what_is_missing(tmp_path: Path) -> None:
    words = list(NEW)
    at = words.index("--issued")
    del words[at : at + 2]
    code, shown = talk(tmp_path, words, ["", "2024-13-01", "2024-01-01", ""], "C.UTF-8")

    assert code == 0, shown
    assert "is not a day that exists" in shown
    assert not CHINESE.search(shown.split("written")[0].replace("2024年3月1日", "").replace("某通知", ""))
    assert (tmp_path / "ours" / YONGJI / "2024-01-01-allowance.toml").exists()


def test_new_ends_quietly_when_the_person_does(tmp_path: Path) -> None:
    code, shown = talk(tmp_path, ("new", "ours"), [END_OF_INPUT], "C.UTF-8")

    assert code == 130
    assert "Traceback" not in shown
    assert list(tmp_path.iterdir()) == []


def test_new_asks_nothing_if_told_so(tmp_path: Path) -> None:
    code, shown = talk(tmp_path, ("new", "ours", "--no-input"), [], "C.UTF-8")

    assert code == 2
    assert "--title" in shown
