"""Whole plans, worked out by hand from the law, through the single and the batch path."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from benefitcli.benefits.plan import PARENTS, REGION_OF
from benefitcli.contract import dump
from benefitcli.contract.building import plan_of
from benefitcli.inputs.case import Question
from benefitcli.workflows.batch import Batch, output_rows
from benefitcli.workflows.pipeline import Job
from benefitcli.workflows.plan import Family, calculate_plan
from support import TABLES, TESTS, TODAY

CASES: list[dict[str, Any]] = tomllib.loads((TESTS / "workflows" / "plan" / "cases.toml").read_text(encoding="utf-8"))[
    "case"
]
RESULTS = {"from": "from_date", "to": "to_date", "back": "return_date"} | {
    name: name for name in ("days", "minutes_per_day", "months", "monthly_amount", "total_amount")
}
QUESTION = Question(today=TODAY)


def regions(case: dict[str, Any]) -> dict[str, str]:
    return {REGION_OF[one]: case.get(REGION_OF[one], "yongji") for one in PARENTS}


def single(case: dict[str, Any]) -> list[dict[str, Any]]:
    found = calculate_plan(case["given"], QUESTION, Family(dict(zip(PARENTS, regions(case).values(), strict=True))))
    assert found.is_estimate == case.get("estimate", False)
    items: list[dict[str, Any]] = json.loads(dump(plan_of(found)))["items"]
    return [{**item, "warnings": [one["code"] for one in item["warnings"]]} for item in items]


def batch(case: dict[str, Any]) -> list[dict[str, Any]]:
    row = {"姓名": "张三", **case["given"], **regions(case)}
    work = Batch(Job("leave.plan", replace(QUESTION, region="cn")), list(row))
    frame = output_rows(work.run(pl.DataFrame({str(index): [text] for index, text in enumerate(row.values())})))
    assert frame.columns == [str(index) for index in range(len(work.headers))]
    named = frame.rename(dict(zip(frame.columns, work.headers, strict=True))).to_dicts()
    numbers = {"days", "minutes_per_day", "months", "monthly_amount", "total_amount"}
    return [
        {name: float(text) if name in numbers and text else text for name, text in one.items()}
        | {"warnings": (one["warnings"] or "").split("; ") if one["warnings"] else []}
        for one in named
    ]


@pytest.mark.parametrize("path", [single, batch])
@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_plan(case: dict[str, Any], path: Any) -> None:
    if "needs" in case and not (TABLES / "cn" / case["needs"]).is_dir():
        pytest.skip(f"the tables have no documents of {case['needs']}")
    found = path(case)

    assert [(one["parent"], one["entitlement"]) for one in found] == [
        (one["who"], one["what"]) for one in case["items"]
    ]
    for item, expected in zip(found, case["items"], strict=True):
        reason = (item["reason"] or "").partition(":")[0] or None
        assert (item["status"], reason) == (expected.get("status", "ok"), expected.get("reason"))
        shown = {short: item[name] for short, name in RESULTS.items()}
        assert shown == {short: expected.get(short) for short in RESULTS}, expected["by"]
        if "warnings" in expected:
            assert item["warnings"] == expected["warnings"]
        assert ("birth_date_estimated" in item["warnings"]) == case.get("estimate", False)


@pytest.mark.parametrize("path", [single, batch])
def test_what_is_not_due_stands_at_the_end_with_its_reason(path: Any) -> None:
    """国务院令第619号第七条产前至多15天；山西省条例第十一条：第四个孩子不在覆盖范围内。"""
    found = path({"given": {"birth_date": "2023-05-01", "birth_order": "4", "start_date": "2023-06-01"}})

    assert [(one["parent"], one["entitlement"], one["status"]) for one in found] == [
        ("mother", "protection", "ok"),
        ("mother", "prenatal", "ok"),
        ("mother", "nursing", "ok"),
        ("mother", "maternity", "error"),
        ("father", "paternity", "not_entitled"),
        ("mother", "childcare", "not_entitled"),
        ("mother", "allowance", "not_entitled"),
        ("father", "childcare", "not_entitled"),
        ("father", "allowance", "not_entitled"),
    ]
    assert found[3]["reason"].partition(":")[0] == "start_after_birth"
    assert {one["reason"] for one in found[4:]} == {"birth_not_covered"}


@pytest.mark.parametrize("path", [single, batch])
def test_years_before_the_leave_was_created_have_none(path: Any) -> None:
    """育儿假自2021-09-29：2019-01-01 出生的第一、二年没有，第三年（止于2021-12-31）有15天。"""
    found = path({"given": {"birth_date": "2019-01-01"}})

    years = [(one["entitlement"], one["status"], one["reason"], one["days"]) for one in found
             if one["parent"] == "father" and one["entitlement"].startswith("childcare")]  # fmt: skip
    assert years == [
        ("childcare_year_3", "ok", None, 15),
        ("childcare_year_1", "not_entitled", "no_entitlement_in_force", None),
        ("childcare_year_2", "not_entitled", "no_entitlement_in_force", None),
    ]


def test_the_problem_of_the_father_names_his_own_field() -> None:
    given = {"birth_date": "2023-05-01", "father_start_date": "2023-04-30"}
    item = next(one for one in single({"given": given}) if one["status"] == "error")
    row = next(one for one in batch({"given": given}) if one["status"] == "error")

    assert (item["entitlement"], item["errors"][0]["field"], item["errors"][0]["value"]) == (
        "paternity",
        "father_start_date",
        "2023-04-30",
    )
    assert row["reason"] == 'start_before_birth: father_start_date="2023-04-30" (>= birth_date)'


def test_a_parent_left_out_has_no_items() -> None:
    found = calculate_plan({"birth_date": "2023-05-01"}, QUESTION, Family({"father": "yongji"}))

    assert {item.parent for item in found.items} == {"father"}
    assert len(found.items) == 5
