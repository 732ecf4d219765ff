"""What is known to exist and cannot be shown: it withdraws what the layers above say, and says why."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.law.dates import to_day
from benefitcli.law.library import Library
from benefitcli.law.timeline import Timeline
from benefitcli.workflows.case import calculate_case
from support import TODAY, run_rows, run_single

DAYS = "leave.miscarriage.days"
REGIONS = {"cn/eden": ("伊甸省", "Eden", "990000"), "cn/eden/garden": ("花园市", "Garden", "990100")}
CASE = {"start_date": "2024-03-01", "gestation_weeks": "8"}


def instrument(in_force: str, evidence: str = "secondary", **more: str) -> str:
    lines = [f"{key} = {value}" for key, value in more.items()]
    return "\n".join([
        "[instrument]", 'title = "某办法"', 'title_en = "Some measures"', 'issuer = "某局"', 'read_in = ["某网页"]',
        f"issued = {more.pop('issued', in_force)}", f"in_force = {in_force}", f'evidence = "{evidence}"',
        *(line for line in lines if not line.startswith("issued")), "",
    ])  # fmt: skip


def left_out(zh: str = "没有读到", en: str = "not read", **dates: str) -> str:
    lines = [f"{key.rstrip('_')} = {value}" for key, value in dates.items()]
    return "\n".join([f'[left_out."{DAYS}"]', f'reason = {{ zh = "{zh}", en = "{en}" }}', *lines, ""])


def number(clause: str) -> str:
    return "\n".join([f"[{DAYS}]", *clause.split("; "), 'unit = "day"', ""])


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A province and a city of nowhere, for documents of a test's own."""
    for path, (name, name_en, code) in REGIONS.items():
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "region.toml").write_text(f'name = "{name}"\nname_en = "{name_en}"\ncode = "{code}"\n')
    return tmp_path


def lay(tables: Path, path: str, *parts: str) -> None:
    (tables / path).write_text("\n".join(parts), encoding="utf-8")


def timeline(tables: Path, region: str, as_of: datetime.date | None = None) -> Timeline:
    library = Library([tables], as_of)
    return library.law_of(library.region(region)).timeline(DAYS)


def value(line: Timeline, day: str) -> int | None:
    period = line.at(to_day(datetime.date.fromisoformat(day)))
    return period.value if period else None


def why(line: Timeline, day: str) -> str | None:
    reason = line.why_not(to_day(datetime.date.fromisoformat(day)))
    return reason.en if reason else None


def test_it_withdraws_what_the_layers_above_say_from_its_first_day_on(tables: Path) -> None:
    """The national scale of 2012 gives 15 days; the province's own number is not known from 2020 on."""
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01"), left_out())
    line = timeline(tables, "伊甸省")

    assert (value(line, "2019-12-31"), value(line, "2020-01-01")) == (15, None)
    assert (why(line, "2019-12-31"), why(line, "2020-01-01")) == (None, "not read")


def test_it_may_name_its_own_days(tables: Path) -> None:
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01"), left_out(from_="2018-05-01", to="2018-05-31"))
    line = timeline(tables, "伊甸省")

    days = ("2018-04-30", "2018-05-01", "2018-05-31", "2018-06-01", "2024-01-01")
    assert [value(line, day) for day in days] == [15, None, None, 15, 15]


def test_it_holds_in_the_cities_below_until_one_has_a_number_of_its_own(tables: Path) -> None:
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01"), left_out())
    assert why(timeline(tables, "花园市"), "2024-01-01") == "not read"

    lay(tables, "cn/eden/garden/b.toml", instrument("2022-01-01"), number("value = 20"))
    line = timeline(tables, "花园市")
    assert (why(line, "2021-12-31"), why(line, "2022-01-01"), value(line, "2022-01-01")) == ("not read", None, 20)


def test_an_addition_below_does_not_bring_a_withdrawn_number_back(tables: Path) -> None:
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01"), left_out())
    lay(tables, "cn/eden/garden/b.toml", instrument("2022-01-01"), number("add = 5"))

    assert value(timeline(tables, "花园市"), "2024-01-01") is None
    assert why(timeline(tables, "花园市"), "2024-01-01") == "not read"


def test_the_later_document_of_a_layer_speaks(tables: Path) -> None:
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01"), number("value = 20"))
    lay(tables, "cn/eden/b.toml", instrument("2022-01-01"), left_out())
    lay(tables, "cn/eden/c.toml", instrument("2024-01-01"), number("value = 30"))
    line = timeline(tables, "伊甸省")

    assert [value(line, day) for day in ("2021-12-31", "2022-01-01", "2023-12-31", "2024-01-01")] == [
        20,
        None,
        None,
        30,
    ]


def test_as_of_leaves_out_what_was_left_out_later_and_warns(tables: Path) -> None:
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01", issued="2021-06-01"), left_out())
    before, after = datetime.date(2021, 5, 31), datetime.date(2021, 6, 1)

    assert value(timeline(tables, "伊甸省", before), "2021-01-01") == 15
    assert value(timeline(tables, "伊甸省", after), "2021-01-01") is None
    question = Question("伊甸省", as_of=before, tables=(tables,), today=TODAY)
    assert NOT_YET_ISSUED in calculate_case("leave.miscarriage", CASE, question).warnings
    assert run_rows("leave.miscarriage", [CASE], question) == [run_single("leave.miscarriage", CASE, question)]


def test_a_number_that_is_only_a_basis_answers_nothing_until_a_layer_builds_on_it(tables: Path) -> None:
    note = 'note = { zh = "只作基数", en = "a basis only" }'
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01"), number(f"value = 7; only_as_basis = true; {note}"))
    lay(tables, "cn/eden/garden/b.toml", instrument("2022-01-01"), number("add = 5"))

    assert (value(timeline(tables, "伊甸省"), "2024-01-01"), why(timeline(tables, "伊甸省"), "2024-01-01")) == (
        None, "a basis only",
    )  # fmt: skip
    assert [value(timeline(tables, "花园市"), day) for day in ("2021-12-31", "2022-01-01")] == [None, 12]


def test_the_reason_is_told_in_both_languages_and_the_batch_names_the_parameter(tables: Path) -> None:
    lay(tables, "cn/eden/a.toml", instrument("2020-01-01"), left_out("只见网页数字", "only a web page has a number"))
    question = Question("伊甸省", tables=(tables,), today=TODAY)

    with pytest.raises(BenefitError) as caught:
        calculate_case("leave.miscarriage", CASE, question)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("not_covered", DAYS)
    assert run_rows("leave.miscarriage", [CASE], question)[0].reason == "not_covered"
    for language, words in (("zh", "只见网页数字"), ("en", "only a web page has a number")):
        done = ask("leave", "miscarriage", "--region", "伊甸省", "--tables", str(tables), "--lang", language,
                   "--start-date", "2024-03-01", "--gestation-weeks", "8")  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert DAYS in done.stderr


@pytest.mark.parametrize(
    ("region", "command", "words"),
    [
        ("天津", "leave paternity --birth-date 2023-05-01", ("只在未经核实的材料里见到数字", "leave.paternity.days")),
        ("河南", "leave maternity --birth-date 2023-05-01", ("按月计", "leave.maternity.bonus_days")),
        ("重庆", "leave childcare --birth-date 2023-05-01", ("5至10天", "leave.childcare.days_per_year")),
        ("广东", "leave marriage --start-date 2023-05-01", ("弱来源", "leave.marriage.days")),
    ],
)
def test_a_shipped_cell_that_was_left_out_says_why(region: str, command: str, words: tuple[str, ...]) -> None:
    done = ask(*command.split(), "--region", region, "--lang", "zh")

    assert (done.returncode, done.stdout) == (2, "")
    assert all(word in done.stderr for word in words)


def test_no_province_answers_with_the_national_days_where_its_bonus_is_unknown() -> None:
    for region in ("天津", "河南", "广西", "青海", "甘肃", "全国"):
        outcome = run_single("leave.maternity", {"birth_date": "2024-03-01"}, Question(region, today=TODAY))
        assert (outcome.status, outcome.reason) == ("error", "not_covered"), region


def test_a_missing_quotation_is_shown_for_what_it_is() -> None:
    case = ("leave", "childcare", "--region", "北京", "--birth-date", "2023-05-01")

    assert "未见原文，只见转述：sausanmama.com" in ask(*case, "--lang", "zh").stdout
    assert "the text itself was not read; reported by sausanmama.com" in ask(*case, "--lang", "en").stdout
    source = json.loads(ask(*case, "--format", "json").stdout)["steps"][2]["source"]
    assert (source["quote"], source["evidence"]) == (None, "secondary")
    assert source["read_in"][0] == "sausanmama.com"


def ask(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benefitcli", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
