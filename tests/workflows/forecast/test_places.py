"""Forecasts of place subsidies, worked out by hand: 600 yuan a place and year, 20,000 once (永办发〔2023〕13号（十）)."""

from __future__ import annotations

from pathlib import Path

import pytest

from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.workflows.forecast.request import Request, Scenario
from forecasts import forecast_of, table
from support import TODAY

COLUMNS = ("period", "institutions", "place_years", "one_off_amount", "yearly_amount", "amount")


def request(first: int, last: int, **changes: object) -> Request:
    return Request("places", (first, last), Question(today=TODAY), **changes)  # type: ignore[arg-type] # by name


def test_the_sum_once_stands_in_the_first_year(tmp_path: Path) -> None:
    """60 places are 36,000 a year; the standard is met, so 20,000 in 2026."""
    rows = [{"inclusive_places": "60", "standard_met": "是"}]

    assert table(forecast_of(tmp_path, rows, request(2026, 2028)), *COLUMNS) == [
        ("2026", 1, 60, 20_000_00, 36_000_00, 56_000_00),
        ("2027", 1, 60, 0, 36_000_00, 36_000_00),
        ("2028", 1, 60, 0, 36_000_00, 36_000_00),
        ("total", 1, 180, 20_000_00, 108_000_00, 128_000_00),
    ]


def test_what_was_paid_is_not_paid_again(tmp_path: Path) -> None:
    rows = [{"inclusive_places": "60", "standard_met": "是", "one_off_paid": "是"}]

    assert table(forecast_of(tmp_path, rows, request(2026, 2026)), "one_off_amount") == [(0,), (0,)]


def test_an_institution_has_years_of_its_own(tmp_path: Path) -> None:
    """From 2027 for one year; from 2024, the sum once not yet paid; two years from the first asked; over before 2026."""
    rows = [
        {"inclusive_places": "10", "year": "2027", "years": "1", "standard_met": "1"},
        {"inclusive_places": "20", "year": "2024", "years": "", "standard_met": "1"},
        {"inclusive_places": "30", "year": "", "years": "2", "standard_met": "0"},
        {"inclusive_places": "40", "year": "2024", "years": "2", "standard_met": "1"},
    ]
    forecast = forecast_of(tmp_path, rows, request(2026, 2028))

    assert table(forecast, *COLUMNS) == [
        ("2026", 2, 50, 20_000_00, 30_000_00, 50_000_00),
        ("2027", 3, 60, 20_000_00, 36_000_00, 56_000_00),
        ("2028", 1, 20, 0, 12_000_00, 12_000_00),
        ("total", 3, 130, 40_000_00, 78_000_00, 118_000_00),
    ]
    assert (forecast.outcome.counts.ok, forecast.outcome.counts.not_entitled) == (3, 1)


def test_only_what_is_subsidised_is_counted(tmp_path: Path) -> None:
    """Under ``place_scope=qualifying`` an institution without the standard gets nothing; no places, nothing either."""
    rows = [{"inclusive_places": "10", "standard_met": "0"}, {"inclusive_places": "0", "standard_met": "1"}]
    question = Question(today=TODAY, readings={"place_scope": "qualifying"})
    forecast = forecast_of(tmp_path, rows, Request("places", (2026, 2027), question))

    assert table(forecast, *COLUMNS) == [
        ("2026", 1, 0, 20_000_00, 0, 20_000_00),
        ("2027", 0, 0, 0, 0, 0),
        ("total", 1, 0, 20_000_00, 0, 20_000_00),
    ]


def test_scenarios_and_groups(tmp_path: Path) -> None:
    """10 places at 600 and at 750.25 a year."""
    rows = [{"inclusive_places": "10", "乡镇": "城东"}]
    scenarios = (Scenario(), Scenario("提标", {"place_rate": "750.25"}))
    forecast = forecast_of(tmp_path, rows, request(2026, 2026, scenarios=scenarios, group_by="乡镇"))

    assert table(forecast, "scenario", "group", "amount", "difference")[::4] == [
        ("base", "城东", 6_000_00, 0),
        ("提标", "城东", 7_502_50, 1_502_50),
    ]


def test_a_year_before_the_plan_is_an_error(tmp_path: Path) -> None:
    """On 2022-12-31 no document gives a rate."""
    forecast = forecast_of(tmp_path, [{"inclusive_places": "10"}], request(2022, 2023))

    assert list(forecast.outcome.counts.errors) == ["not_covered"]
    assert table(forecast, "amount") == [(0,), (0,), (0,)]


def test_a_year_that_no_document_covers_stops_the_sums(tmp_path: Path) -> None:
    """600 until the end of 2024 and from 2026 on: an institution of 2024 to 2026 is due, but nobody can say how much."""
    folder = tmp_path / "tables" / "cn" / "shanxi" / "yuncheng" / "linyi"
    folder.mkdir(parents=True)
    (folder / "region.toml").write_text('name = "临猗县"\nname_en = "Linyi"\ncode = "140821"\n', encoding="utf-8")
    pieces = (("2023-01-01", "2024-12-31"), ("2026-01-01", "2030-12-31"))
    clause = """
[[places.{name}]]
value = 600
unit = "yuan"
from = {first}
to = {last}
article = "一"
quote = "600元"
"""
    clauses = [
        clause.format(name=name, first=first, last=last)
        for name in ("one_off_amount", "yearly_rate")
        for first, last in pieces
    ]
    (folder / "2023-01-01-notice.toml").write_text(
        """[instrument]
title = "通知"
title_en = "Notice"
issuer = "县政府"
issued = 2023-01-01
in_force = 2023-01-01
evidence = "primary"
"""
        + "".join(clauses),
        encoding="utf-8",
    )
    question = Question(region="linyi", tables=(tmp_path / "tables",), today=TODAY)
    with pytest.raises(BenefitError) as caught:
        forecast_of(tmp_path, [{"inclusive_places": "10"}], Request("places", (2024, 2026), question))

    (problem,) = caught.value.problems
    assert problem.code == "instalment_failed"
    assert "临猗县 2025-12-31" in str(problem.value)
