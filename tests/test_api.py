"""The library: the same answers as the command line, for Python values and for typed frames."""

from __future__ import annotations

import csv
import datetime
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import benefitcli
from benefitcli import BenefitError, calculate, calculate_frame
from benefitcli.workflows.case import Answer

BIRTH = datetime.date(2023, 5, 1)


def run(*arguments: str, data: str = "") -> str:
    """The standard output of the command line."""
    command = [sys.executable, "-m", "benefitcli", *arguments]
    return subprocess.run(command, input=data, capture_output=True, encoding="utf-8", check=False, timeout=20).stdout


def codes(error: BenefitError) -> list[tuple[str, str | None, str | None]]:
    return [(problem.code, problem.field, problem.value) for problem in error.problems]


def test_an_answer_has_typed_values() -> None:
    answer = calculate("leave.maternity", birth_date="2023-05-01")

    assert isinstance(answer, Answer)
    assert (answer.status, answer.reason, answer.warnings) == ("ok", None, ())
    assert answer.values == {
        "days": 158,
        "start_date": BIRTH,
        "end_date": datetime.date(2023, 10, 5),
        "return_date": datetime.date(2023, 10, 7),
    }


def test_amounts_are_exact_and_months_are_texts() -> None:
    answer = calculate("allowance", birth_date=BIRTH, monthly_rate=Decimal("250.55"))

    assert answer.values == {
        "monthly_amount": Decimal("250.55"),
        "first_month": "2023-05",
        "last_month": "2026-04",
        "months": 36,
        "total_amount": Decimal("9019.80"),
    }
    assert isinstance(answer.values["monthly_amount"], Decimal)
    assert answer.warnings == ("employer_may_pay",)


def test_a_choice_is_a_word_and_a_ratio_a_decimal() -> None:
    answer = calculate("loan", children=2, base_ceiling=600_000, uplift=0.2, personal_quota="650,000")

    assert answer.values["uplift"] == Decimal("0.2")
    assert answer.values["loan_limit"] == Decimal(650_000)
    assert isinstance(answer.values["binding_limit"], str)


def test_no_entitlement_is_an_answer_with_a_reason_and_no_values() -> None:
    answer = calculate("leave.parent_care", parent_birth_date="1960-01-01", on_date="2024-03-01")

    assert (answer.status, answer.reason, answer.values) == ("not_entitled", "no_only_child_certificate", {})


@pytest.mark.parametrize(
    ("benefit", "texts", "values"),
    [
        (
            "leave.maternity",
            {"birth_date": "2023年5月1日", "infants": "２", "difficult_birth": "是"},
            {"birth_date": BIRTH, "infants": 2, "difficult_birth": True},
        ),
        (
            "leave.maternity",
            {"birth_date": "2023/5/1", "difficult_birth": "否"},
            {"birth_date": datetime.datetime(2023, 5, 1), "difficult_birth": False},  # noqa: DTZ001 - a day
        ),
        (
            "allowance",
            {"birth_date": "20230501", "monthly_rate": "¥250.50元"},
            {"birth_date": BIRTH, "monthly_rate": 250.5},
        ),
        (
            "allowance",
            {"birth_date": "20230501", "monthly_rate": "1,000"},
            {"birth_date": BIRTH, "monthly_rate": Decimal("1E+3")},
        ),
        (
            "loan",
            {"children": "2", "base_ceiling": "600,000", "uplift": "20%"},
            {"children": 2, "base_ceiling": Decimal(600_000), "uplift": Decimal("0.20")},
        ),
        (
            "loan",
            {"children": "2", "base_ceiling": "600000", "uplift": "0.2"},
            {"children": 2, "base_ceiling": 6e5, "uplift": 0.2},
        ),
        (
            "leave.maternity",
            {"birth_date": "2023-05-01"},
            {"birth_date": BIRTH, "start_date": None, "infants": None, "difficult_birth": None},
        ),
    ],
)
def test_texts_and_python_values_mean_the_same(benefit: str, texts: dict[str, Any], values: dict[str, Any]) -> None:
    from_texts, from_values = calculate(benefit, **texts), calculate(benefit, **values)

    assert from_values.values == from_texts.values
    assert from_values.case == from_texts.case


def test_every_problem_is_in_the_error() -> None:
    with pytest.raises(BenefitError) as caught:
        calculate("leave.maternity", birth_date="2023-02-30", infants="many", colour="red")

    assert codes(caught.value) == [
        ("field_unknown", "colour", None),
        ("impossible_date", "birth_date", "2023-02-30"),
        ("not_a_whole_number", "infants", "many"),
    ]
    assert all(problem.accepted for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("benefit", "arguments", "code"),
    [
        ("leave.mternity", {"birth_date": BIRTH}, "benefit_unknown"),
        ("leave.maternity", {}, "field_missing"),
        ("leave.maternity", {"birth_date": None}, "field_missing"),
        ("leave.maternity", {"birth_date": BIRTH, "region": "nowhere"}, "region_unknown"),
        ("leave.maternity", {"birth_date": BIRTH, "readings": {"x": "y"}}, "reading_unknown"),
        ("leave.maternity", {"birth_date": BIRTH, "tables": ["/no/such/folder"]}, "tables_folder_missing"),
        ("leave.maternity", {"birth_date": BIRTH, "infants": 1.5}, "not_a_whole_number"),
        ("leave.maternity", {"birth_date": datetime.date(1899, 12, 31)}, "out_of_range"),
        ("leave.protection", {}, "one_field_needed"),
        ("loan", {"children": 2, "base_ceiling": 1, "uplift": 0.1 + 0.2}, "too_many_decimals"),
        ("allowance", {"birth_date": BIRTH, "monthly_rate": 1}, "rate_below_floor"),
    ],
)
def test_what_cannot_be_used_is_an_error(benefit: str, arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(BenefitError) as caught:
        calculate(benefit, **arguments)

    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("words", "benefit", "arguments"),
    [
        (["leave", "maternity", "--birth-date", "2023-05-01"], "leave.maternity", {"birth_date": BIRTH}),
        (
            ["leave", "maternity", "--birth-date", "2015-12-01", "--on", "2016-02-01", "--region", "shanxi"],
            "leave.maternity",
            {"birth_date": "2015-12-01", "on": datetime.date(2016, 2, 1), "region": "shanxi"},
        ),
        (
            ["leave", "childcare", "--birth-date", "2022-03-09", "--as-of", "2023-01-01"],
            "leave.childcare",
            {"birth_date": "2022-03-09", "as_of": datetime.date(2023, 1, 1)},
        ),
        (
            ["allowance", "--birth-date", "2023-05-01", "--infants", "2", "--reading", "allowance_basis=child"],
            "allowance",
            {"birth_date": BIRTH, "infants": 2, "readings": {"allowance_basis": "child"}},
        ),
        (
            ["allowance", "--birth-date", "2023-05-01", "--monthly-rate", "250.55"],
            "allowance",
            {"birth_date": BIRTH, "monthly_rate": 250.55},
        ),
        (["targets", "--population", "384653"], "targets", {"population": 384_653}),
    ],
)
def test_one_case_is_answered_as_on_the_command_line(words: list[str], benefit: str, arguments: dict[str, Any]) -> None:
    shown = json.loads(run(*words, "--format", "json"))
    answer = calculate(benefit, **arguments)

    assert (answer.status, answer.reason) == (shown["status"], shown["reason"])
    assert list(answer.warnings) == [warning["code"] for warning in shown["warnings"]]
    assert {name: plain(value) for name, value in answer.values.items()} == (
        {name: plain(value) for name, value in shown["result"].items()} if answer.status == "ok" else {}
    )


def plain(value: object) -> str | None:
    """A value as text: amounts without zeros at their end."""
    if isinstance(value, Decimal | float):
        return f"{Decimal(str(value)).normalize():f}"
    return None if value is None else str(value)


FRAMES: dict[str, dict[str, Any]] = {
    "texts": {"birth_date": ["2023-05-01", "2023/6/1"], "infants": ["1", "２"], "difficult_birth": ["否", "是"]},
    "typed": {
        "birth_date": [BIRTH, datetime.date(2023, 6, 1)],
        "infants": [1, 2],
        "difficult_birth": [False, True],
    },
    "Chinese": {"出生日期": [BIRTH, datetime.date(2023, 6, 1)], "婴儿数（个）": [1.0, 2.0], " 难产：": ["N", "Y"]},
    "times": {
        "birth_date": [datetime.datetime(2023, 5, 1), datetime.datetime(2023, 6, 1)],  # noqa: DTZ001 - days
        "infants": [Decimal("1.0"), Decimal("2.0")],
        "difficult_birth": [0, 1],
    },
}


@pytest.mark.parametrize("kind", FRAMES)
def test_a_frame_is_read_whatever_its_types_and_names(kind: str) -> None:
    result = calculate_frame("leave.maternity", pl.DataFrame(FRAMES[kind]))

    assert result.columns[:3] == list(FRAMES[kind])
    assert result.select("days", "start_date", "end_date", "status").rows() == [
        (158, BIRTH, datetime.date(2023, 10, 5), "ok"),
        (188, datetime.date(2023, 6, 1), datetime.date(2023, 12, 5), "ok"),
    ]


def test_results_of_a_frame_are_typed() -> None:
    schema = calculate_frame("leave.maternity", pl.DataFrame({"birth_date": [BIRTH]})).schema

    assert [schema[name] for name in ("days", "start_date", "end_date", "status", "reason", "warnings")] == [
        pl.Int64,
        pl.Date,
        pl.Date,
        pl.String,
        pl.String,
        pl.String,
    ]


@pytest.mark.parametrize("rate", [[250.55, None], [Decimal("250.55"), None], ["250.55", ""]])
def test_amounts_of_a_frame_are_exact_to_the_fen(rate: list[Any]) -> None:
    result = calculate_frame("allowance", pl.DataFrame({"birth_date": [BIRTH, BIRTH], "monthly_rate": rate}))

    assert isinstance(result.schema["monthly_amount"], pl.Decimal)
    assert result.select("monthly_amount", "total_amount").rows() == [
        (Decimal("250.55"), Decimal("9019.80")),
        (Decimal(200), Decimal(7200)),
    ]


@pytest.mark.parametrize("uplift", [0.2, Decimal("0.2000"), "20%"])
def test_a_ratio_of_a_frame_is_exact(uplift: Any) -> None:
    frame = pl.DataFrame({"children": [2], "base_ceiling": [1_234_567.25], "uplift": [uplift]})
    row = calculate_frame("loan", frame).to_dicts()[0]

    assert Decimal(row["raised_ceiling"]) == Decimal("1481480.70")
    assert Decimal(row["base_ceiling"]) == Decimal("1234567.25")
    assert Decimal(row["uplift"]) == Decimal("0.2")


@pytest.mark.parametrize("count", [1, 3000])
def test_the_columns_of_a_frame_come_back_as_they_were(count: int) -> None:
    frame = pl.DataFrame(
        {
            "birth_date": [BIRTH] * count,
            "infants": [1] * count,
            "salary": [1.5] * count,
            "name": ["张三"] * count,
            "tags": [[1, 2]] * count,
        }
    )
    result = calculate_frame("leave.maternity", frame)

    assert result.select(frame.columns).schema == frame.schema
    assert result.select(frame.columns).equals(frame)


def test_the_type_of_a_column_does_not_depend_on_how_many_rows_there_are() -> None:
    few, many = (pl.DataFrame({"birth_date": [BIRTH] * count, "infants": [1] * count}) for count in (2, 3000))

    assert calculate_frame("leave.maternity", few).schema == calculate_frame("leave.maternity", many).schema


def test_bad_rows_stay_in_their_place() -> None:
    frame = pl.DataFrame({"出生日期": ["x", "2023-05-01", None], "地区": ["", "shanxi", ""]})
    result = calculate_frame("leave.maternity", frame)

    assert result["status"].to_list() == ["error", "ok", "error"]
    assert [str(reason).partition(":")[0] for reason in result["reason"]] == [
        "unreadable_date",
        "None",
        "field_missing",
    ]
    assert result["days"].to_list() == [None, 158, None]


def test_a_row_with_a_bad_start_keeps_what_came_in() -> None:
    frame = pl.DataFrame({"birth_date": ["2023-05-01"] * 2, "start_date": ["", "later"]})
    result = calculate_frame("leave.maternity", frame)

    assert [str(value) for value in result["start_date"]] == ["2023-05-01", "later"]


def test_an_empty_frame_has_the_columns() -> None:
    frame = pl.DataFrame({"birth_date": []}, schema={"birth_date": pl.Date})
    result = calculate_frame("leave.maternity", frame)

    assert result.height == 0
    assert result.columns[-3:] == ["status", "reason", "warnings"]
    assert result.schema["end_date"] == pl.Date


def test_constants_prefix_and_steps() -> None:
    frame = pl.DataFrame({"birth_date": [BIRTH], "days": [7]})
    result = calculate_frame("leave.maternity", frame, constants={"infants": "2"}, prefix="new_", explain=True)

    assert result["days"].to_list() == [7]
    assert result["new_days"].to_list() == [173]
    assert any(name.startswith("new_step_") for name in result.columns)


@pytest.mark.parametrize(
    ("columns", "arguments", "code"),
    [
        ({"name": ["x"]}, {}, "column_missing"),
        ({}, {}, "column_missing"),
        ({"birth_date": [BIRTH], "出生日期": [BIRTH]}, {}, "column_twice"),
        ({"birth_date": [BIRTH], "days": [1]}, {}, "column_clash"),
        ({"birth_date": [BIRTH]}, {"constants": {"infants": "x"}}, "not_a_whole_number"),
        ({"birth_date": [BIRTH]}, {"constants": {"colour": "x"}}, "field_unknown"),
        ({"birth_date": [BIRTH]}, {"region": "nowhere"}, "region_unknown"),
        ({"birth_date": [BIRTH]}, {"readings": {"x": "y"}}, "reading_unknown"),
    ],
)
def test_a_frame_that_cannot_be_used_is_an_error(columns: dict[str, Any], arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(BenefitError) as caught:
        calculate_frame("leave.maternity", pl.DataFrame(columns), **arguments)

    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("benefit", "text"),
    [
        (
            "leave.maternity",
            "姓名,出生日期,婴儿数,开始日期\n张三,2023-05-01,2,\n李四,2023.6.1,,2023-05-20\n王五,没有,,\n",
        ),
        ("allowance", "birth_date,monthly_rate,parents\n2023-05-01,250.55,2\n2019-01-31,,1\n2023-05-01,1,1\n"),
        ("places", "普惠托位数,年度,达标\n60,2024,是\n59,2025,否\n"),
    ],
)
@pytest.mark.parametrize("explain", [False, True])
def test_a_frame_gives_what_a_batch_writes(benefit: str, text: str, explain: bool) -> None:
    written = run("batch", benefit, "--quiet", *(["--explain"] if explain else []), data=text)
    rows = list(csv.DictReader(io.StringIO(written)))
    headers, *cells = csv.reader(io.StringIO(text))
    frame = pl.DataFrame(cells, schema=headers, orient="row")
    result = calculate_frame(benefit, frame, explain=explain)

    assert result.columns == list(rows[0])
    shown = [{name: as_cell(value) for name, value in row.items()} for row in result.to_dicts()]
    assert shown == [{name: as_cell(value) for name, value in row.items()} for row in rows]


def as_cell(value: object) -> str:
    """A value as CSV holds it; a plain number without zeros after its point."""
    text = plain(value) or ""
    whole, point, rest = text.partition(".")
    is_number = bool(point) and whole.isdigit() and rest.isdigit()
    return f"{whole}.{rest}".rstrip("0").rstrip(".") if is_number else text


def test_parquet_holds_amounts_to_the_fen(tmp_path: Path) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pl.DataFrame({"birth_date": [BIRTH], "monthly_rate": [Decimal("250.55")]}).write_parquet(source)
    run("batch", "allowance", str(source), "-o", str(target), "--quiet")

    row = pl.read_parquet(target).to_dicts()[0]
    assert (row["monthly_amount"], row["total_amount"]) == (Decimal("250.55"), Decimal("9019.80"))


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import benefitcli", {"polars", "typer", "rich", "pydantic"}),
        ("import benefitcli; benefitcli.calculate('leave.maternity', birth_date='2023-05-01')", {"polars", "typer"}),
        ("from benefitcli import calculate_frame, BenefitError", {"polars", "typer"}),
    ],
)
def test_heavy_modules_are_left_alone_until_they_are_needed(code: str, absent: set[str]) -> None:
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted(name for name in sys.modules if '.' not in name)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=20)

    assert absent & set(json.loads(done.stdout)) == set()


def test_the_public_names_are_there() -> None:
    assert set(benefitcli.__all__) == {"BenefitError", "__version__", "calculate", "calculate_frame", "calculate_plan"}
    assert all(getattr(benefitcli, name) for name in benefitcli.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = benefitcli.nothing
