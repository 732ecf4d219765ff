"""Plans for those who call from Python."""

from __future__ import annotations

import datetime

import polars as pl

import benefitcli


def test_a_plan_from_python_values() -> None:
    """2024-03-12 出生，产假158天止于 2024-08-16；山西省育儿假每年15天（条例第二十五条第二款）。"""
    plan = benefitcli.calculate_plan(birth_date=datetime.date(2024, 3, 12), infants=1, father_region="山西")

    assert [item.name for item in plan.items][:2] == ["protection", "prenatal"]
    answer = next(item.answer for item in plan.items if item.name == "maternity")
    assert answer is not None
    assert answer.values["end_date"] == datetime.date(2024, 8, 16)
    assert {item.result["days"] for item in plan.items if item.parent == "father" and "year" in item.name} == {15}


def test_a_parent_is_left_out() -> None:
    plan = benefitcli.calculate_plan(due_date="2026-12-20", without="father")

    assert plan.is_estimate
    assert {item.parent for item in plan.items} == {"mother"}


def test_a_frame_of_births_gives_typed_columns() -> None:
    births = pl.DataFrame({"工号": [7, 8], "出生日期": [datetime.date(2024, 3, 12), datetime.date(2023, 5, 1)]})
    plans = benefitcli.calculate_frame("leave.plan", births)

    assert plans["工号"].to_list() == [7] * 13 + [8] * 13
    assert plans.schema["from_date"] == pl.Date
    assert plans.schema["total_amount"] == pl.Decimal(18, 2)
    assert plans.filter(pl.col("entitlement") == "maternity")["to_date"].to_list() == [
        datetime.date(2024, 8, 16),
        datetime.date(2023, 10, 5),
    ]
