"""A forecast is the sum of single answers: each person, each month or year, each group, whatever the rows are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benefitcli.benefits.register import find_benefit
from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.law.dates import format_month
from benefitcli.workflows.case import calculate_case
from benefitcli.workflows.forecast import counts
from benefitcli.workflows.forecast import run as forecast_run
from benefitcli.workflows.forecast.request import By, Request, Scenario
from forecasts import Row, forecast_of
from strategies import random_rows
from support import TODAY

QUIET = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ALLOWANCE_READINGS: list[Mapping[str, str]] = [
    {},
    {"allowance_months": "next_month"},
    {"allowance_months": "any_day", "allowance_basis": "child"},
]
PLACE_READINGS: list[Mapping[str, str]] = [{}, {"place_scope": "qualifying"}]
SIZES: dict[By, int] = {"month": 1, "quarter": 3, "year": 12}
DEPARTMENTS = ("甲", "乙", "")
Sums = dict[tuple[int | None, str | None], list[int]]
"""People, instalments and fen by period and group; None is the total."""


def amount_of(benefit: str, facts: Row, question: Question) -> int:
    """What one instalment comes to, in fen, as the command for one case says; nothing where nothing is due."""
    region = facts.get("region") or question.region
    texts = {name: text for name, text in facts.items() if name != "region"}
    answer = calculate_case(benefit, texts, replace(question, region=region))
    return (answer.result.get("total_amount") or 0) if answer.status == "ok" else 0


def summed(people: Iterator[tuple[str, list[tuple[int, int]]]], size: int) -> Sums:
    """The plain sums: every person with a group and what each instalment comes to."""
    sums: Sums = {}
    for group, instalments in people:
        due = [(number // size, fen) for number, fen in instalments if fen]
        for period in {*(period for period, _ in due), *([None] if due else [])}:
            within = [fen for number, fen in due if period in (number, None)]
            for key in ((period, group), (period, None)):
                line = sums.setdefault(key, [0, 0, 0])
                for place, value in enumerate((1, len(within), sum(within))):
                    line[place] += value
    return sums


def found(folder: Path, rows: list[Row], request: Request, people: str, instalments: str | None) -> tuple[Sums, int]:
    """The sums of a forecast in the same form, and how many rows it could not use."""
    forecast = forecast_of(folder, rows, request)
    numbers = {name: number for number, name in request.periods.items()} | {"total": None}
    sums: Sums = {}
    for line in forecast.lines:
        group = None if line["group"] == "total" else str(line["group"])
        if line["amount"]:
            many = int(line[instalments]) if instalments else 0
            sums[numbers[str(line["period"])], group] = [int(line[people]), many, int(line["amount"])]
    return sums, forecast.outcome.counts.failed


def months_of(row: Row, window: tuple[int, int]) -> tuple[int, int, bool]:
    """The months of the window that a row itself allows, and whether it names them the wrong way round."""
    own = [int(text[:4]) * 12 + int(text[5:]) - 1 if text else None for text in (row["from_month"], row["to_month"])]
    first, last = (edge if edge is not None else limit for edge, limit in zip(own, window, strict=True))
    is_inverted = None not in own and first > last
    return max(first, window[0]), min(last, window[1]), is_inverted


@given(seed=st.integers(0, 2**32), first=st.integers(2021 * 12, 2027 * 12), length=st.integers(1, 26), data=st.data())
@QUIET
def test_an_allowance_forecast_is_the_sum_of_single_months(
    seed: int, first: int, length: int, data: st.DataObject, tmp_path: Path
) -> None:
    by: By = data.draw(st.sampled_from(list(SIZES)))
    question = Question(readings=data.draw(st.sampled_from(ALLOWANCE_READINGS)), today=TODAY)
    random = Random(seed)
    rows: list[Row] = [
        {"部门": random.choice(DEPARTMENTS), **row} for row in random_rows(find_benefit("allowance"), random, 40)
    ]
    window = (first, first + length - 1)
    failed = 0

    def people() -> Iterator[tuple[str, list[tuple[int, int]]]]:
        nonlocal failed
        for row in rows:
            facts = {name: text for name, text in row.items() if name != "部门"}
            begin, end, is_inverted = months_of(row, window)
            asked = facts if is_inverted else facts | {"from_month": format_month(begin), "to_month": format_month(end)}
            if begin > end and not is_inverted:
                # Nothing is asked of the rule for a row outside the window: only what cannot be read is an error.
                failed += row["region"] == "nowhere"
                continue
            try:
                amount_of("allowance", asked, question)
            except BenefitError:
                failed += 1
                continue
            yield row["部门"], [
                (month, amount_of("allowance", facts | dict.fromkeys(("from_month", "to_month"), format_month(month)), question))
                for month in range(begin, end + 1)
            ]  # fmt: skip

    expected = summed(people(), SIZES[by])
    request = Request("allowance", window, question, by=by, group_by="部门")
    sums, bad = found(tmp_path, rows, request, "people", "months")

    assert sums == expected
    assert bad == failed


@given(seed=st.integers(0, 2**32), first=st.integers(2023, 2027), length=st.integers(1, 5), data=st.data())
@QUIET
def test_a_place_forecast_is_the_sum_of_single_years(
    seed: int, first: int, length: int, data: st.DataObject, tmp_path: Path
) -> None:
    question = Question(readings=data.draw(st.sampled_from(PLACE_READINGS)), today=TODAY)
    random = Random(seed)
    blank = {"year": "", "years": "", "region": "yongji"}
    rows: list[Row] = [
        {"部门": random.choice(DEPARTMENTS), **row, **blank} for row in random_rows(find_benefit("places"), random, 40)
    ]
    failed = 0

    def people() -> Iterator[tuple[str, list[tuple[int, int]]]]:
        nonlocal failed
        for row in rows:
            facts = {name: text for name, text in row.items() if name != "部门"}
            try:
                yield (
                    row["部门"],
                    [
                        (year, amount_of("places", {**facts, "year": str(year), "years": "1", **paid}, question))
                        for year in range(first, first + length)
                        for paid in ([{}] if year == first else [{"one_off_paid": "是"}])
                    ],
                )
            except BenefitError:
                failed += 1

    expected = summed(people(), 1)
    request = Request("places", (first, first + length - 1), question, group_by="部门")
    sums, bad = found(tmp_path, rows, request, "institutions", None)

    assert {key: (line[0], line[2]) for key, line in sums.items()} == {
        key: (line[0], line[2]) for key, line in expected.items()
    }
    assert bad == failed


def test_how_the_work_is_cut_up_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(7)
    rows: list[Row] = [
        {"部门": random.choice(DEPARTMENTS), **row} for row in random_rows(find_benefit("allowance"), random, 3000)
    ]
    scenarios = (Scenario(births=30), Scenario("高", {"monthly_rate": "500000"}))
    asked = Request("allowance", (2023 * 12, 2026 * 12), Question(today=TODAY), group_by="部门", scenarios=scenarios)
    whole = forecast_of(tmp_path, rows, asked)
    monkeypatch.setattr(counts, "MAX_KEPT", 10)
    monkeypatch.setattr(forecast_run, "_AT_ONCE", 7)
    random.shuffle(rows)
    cut = forecast_of(tmp_path, rows, asked)

    assert cut.lines == whole.lines
    assert sum(int(line["amount"]) for line in whole.lines) > 0
    assert cut.outcome.counts.ok == whole.outcome.counts.ok


def test_many_rows_are_counted_like_few(tmp_path: Path) -> None:
    """The same rows forty times make every sum, and every number of errors, forty times as much."""
    rows: list[Row] = [*random_rows(find_benefit("allowance"), Random(3), 300)]
    asked = Request("allowance", (2024 * 12, 2025 * 12), Question(today=TODAY))
    few, many = forecast_of(tmp_path, rows, asked), forecast_of(tmp_path, rows * 40, asked)

    assert few.lines[-1]["amount"]
    for one, other in zip(few.lines, many.lines, strict=True):
        assert {key: value * 40 for key, value in one.items() if isinstance(value, int)} == {
            key: value for key, value in other.items() if isinstance(value, int)
        }
    assert many.outcome.counts.rows == 40 * len(rows)
    assert Counter({code: kind.count for code, kind in many.outcome.counts.errors.items()}) == Counter(
        {code: kind.count * 40 for code, kind in few.outcome.counts.errors.items()}
    )
