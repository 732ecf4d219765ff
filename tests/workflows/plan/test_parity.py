"""Whatever the facts: the rows of a batch say what the plan of each case says."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from benefitcli.benefits.plan import PARENTS, PLAN
from benefitcli.contract import dump
from benefitcli.contract.building import plan_of
from benefitcli.inputs.case import Question
from benefitcli.workflows.batch import Batch, output_rows
from benefitcli.workflows.pipeline import Job
from benefitcli.workflows.plan import Family, calculate_plan
from support import TODAY, plain

DAYS = st.dates(datetime.date(2012, 6, 1), datetime.date(2028, 12, 31))
HEADERS = [one.name for one in PLAN.fields] + ["mother_region", "father_region"]


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    """The facts of a birth that can be read; what they come to may still be a refusal or an error."""
    birth = draw(DAYS)
    near = st.integers(-40, 20).map(lambda days: (birth + datetime.timedelta(days)).isoformat())
    known = draw(st.sampled_from([("birth_date",), ("due_date",), ("birth_date", "due_date")]))
    row = {name: birth.isoformat() if name == "birth_date" else draw(near) for name in known}
    optional = {
        "start_date": near,
        "father_start_date": near,
        "infants": st.sampled_from(["1", "2", "3"]),
        "difficult_birth": st.sampled_from(["是", "否"]),
        "birth_order": st.sampled_from(["1", "2", "3", "4"]),
        "monthly_rate": st.sampled_from(["150", "200", "333.33"]),
        "father_monthly_rate": st.sampled_from(["199.99", "200", "500"]),
        "mother_region": st.sampled_from(["yongji", "shanxi"]),
        "father_region": st.sampled_from(["yongji", "shanxi"]),
    }
    return row | {name: draw(values) for name, values in optional.items() if draw(st.booleans())}


def one_by_one(row: dict[str, str], question: Question) -> list[dict[str, Any]]:
    facts = {name: text for name, text in row.items() if not name.endswith("region")}
    family = Family({one: row.get(f"{one}_region", "yongji") for one in PARENTS})
    kinds = {one.name: one.kind for one in PLAN.results}
    return [
        {name: plain(value, kinds[name]) or None for name, value in item.items() if name in kinds}
        | {"status": item["status"], "reason": item["reason"]}
        | {"warnings": "; ".join(one["code"] for one in item["warnings"]) or None}
        for item in json.loads(dump(plan_of(calculate_plan(facts, question, family))))["items"]
    ]


def together(given_rows: list[dict[str, str]], question: Question) -> list[dict[str, Any]]:
    work = Batch(Job("leave.plan", question), HEADERS)
    columns = {str(index): [row.get(name) for row in given_rows] for index, name in enumerate(HEADERS)}
    frame = output_rows(work.run(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))))
    frame.columns = work.headers
    names = [*(one.name for one in PLAN.results), "status", "reason", "warnings"]
    found = frame.select(names).to_dicts()
    return [{**one, "reason": (one["reason"] or "").partition(":")[0] or None} for one in found]


@settings(deadline=None, max_examples=40)
@given(given_rows=st.lists(rows(), min_size=1, max_size=6), on=st.none() | DAYS, reading=st.sampled_from([
    {}, {"childcare_bonus": "cumulative"}, {"childcare_year": "calendar"}, {"protection_end": "national"},
]))  # fmt: skip
def test_a_batch_gives_what_each_case_gives(
    given_rows: list[dict[str, str]], on: datetime.date | None, reading: dict[str, str]
) -> None:
    question = replace(Question(today=TODAY), on=on, readings=reading)

    assert together(given_rows, question) == [item for row in given_rows for item in one_by_one(row, question)]


def test_many_alike_rows_keep_their_places() -> None:
    """More rows than are calculated one by one: alike ones are calculated once and still stand where they stood."""
    two = [{"birth_date": "2023-05-01"}, {"birth_date": "2024-02-29", "infants": "2"}]
    work = Batch(Job("leave.plan", Question(today=TODAY)), ["姓名", "birth_date", "infants"])
    many = [two[index % 3 == 0] for index in range(3000)]
    frame = pl.DataFrame({
        "0": [str(index) for index in range(3000)],
        "1": [row["birth_date"] for row in many],
        "2": [row.get("infants") for row in many],
    })  # fmt: skip
    found = output_rows(work.run(frame))
    found.columns = work.headers

    assert found.height == 3000 * 13
    assert found["姓名"].to_list() == [str(index) for index in range(3000) for _ in range(13)]
    alone = {row["birth_date"]: one_by_one(row, Question(today=TODAY)) for row in two}
    assert found["to_date"].to_list() == [item["to_date"] for row in many for item in alone[row["birth_date"]]]
