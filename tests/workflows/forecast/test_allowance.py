"""Forecasts of the allowance, worked out by hand: 200 yuan a month and parent, from the month of birth to the month
before the third birthday (永办发〔2023〕13号（十三）, reading ``birth_month``)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.workflows.forecast.counts import births_in
from benefitcli.workflows.forecast.request import By, Request, Scenario
from forecasts import forecast_of, table
from support import TODAY

YEAR = 2026 * 12
YUAN = 100


def request(first: int, last: int, **changes: object) -> Request:
    return Request("allowance", (first, last), Question(today=TODAY), **changes)  # type: ignore[arg-type] # by name


def test_a_child_leaves_the_window_as_it_turns_three(tmp_path: Path) -> None:
    """Born 2023-05-10: the last month is 2026-04; born 2026-03-31: the first is 2026-03."""
    rows = [{"birth_date": "2023-05-10"}, {"birth_date": "2026-03-31"}]

    assert table(forecast_of(tmp_path, rows, request(YEAR + 1, YEAR + 5)), "period", "people", "months", "amount") == [
        ("2026-02", 1, 1, 200 * YUAN),
        ("2026-03", 2, 2, 400 * YUAN),
        ("2026-04", 2, 2, 400 * YUAN),
        ("2026-05", 1, 1, 200 * YUAN),
        ("2026-06", 1, 1, 200 * YUAN),
        ("total", 2, 7, 1400 * YUAN),
    ]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # 2026-02 … 2026-04 of a window from 2026-02 to 2027-01: quarters and years begin in January whatever the window.
        ("quarter", [("2026-Q1", 1, 2), ("2026-Q2", 1, 1), ("2026-Q3", 0, 0), ("2026-Q4", 0, 0), ("2027-Q1", 0, 0)]),
        ("year", [("2026", 1, 3), ("2027", 0, 0)]),
    ],
)
def test_periods_are_those_of_the_calendar(by: By, expected: list[tuple[str, int, int]], tmp_path: Path) -> None:
    forecast = forecast_of(tmp_path, [{"birth_date": "2023-05-10"}], request(YEAR + 1, YEAR + 12, by=by))

    assert table(forecast, "period", "people", "months") == [*expected, ("total", 1, 3)]


def test_groups_and_their_totals(tmp_path: Path) -> None:
    """Two parents draw twice 200; a blank department is a group like any other."""
    rows = [
        {"部门": "生产部", "出生日期": "2024-01-01", "父母人数": "2"},
        {"部门": " 生产部 ", "出生日期": "2024-01-02", "父母人数": "1"},
        {"部门": "", "出生日期": "2024-01-03", "父母人数": "1"},
    ]
    forecast = forecast_of(tmp_path, rows, request(YEAR, YEAR + 1, group_by="部门"))

    assert table(forecast, "period", "group", "people", "amount") == [
        *((period, *line) for period in ("2026-01", "2026-02") for line in (("", 1, 200_00), ("生产部", 2, 600_00))
          for line in ([line] if line[0] == "" else [line, ("total", 3, 800_00)])),
        ("total", "", 1, 400_00),
        ("total", "生产部", 2, 1200_00),
        ("total", "total", 3, 1600_00),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["孩次", " 孩 次 ", "birth_order"])
def test_the_group_may_be_named_as_a_field_is(word: str, tmp_path: Path) -> None:
    rows = [{"birth_date": "2024-01-01", "孩次": "2"}]

    assert table(forecast_of(tmp_path, rows, request(YEAR, YEAR, group_by=word)), "group") == [
        ("2",), ("total",), ("2",), ("total",),
    ]  # fmt: skip


def test_what_is_not_used_is_told(tmp_path: Path) -> None:
    """The group is used, under whatever name it was asked for."""
    rows = [{"出生日期": "2024-01-01", "姓名": "张三", "部门（科室）": "甲", "备注": ""}]

    assert forecast_of(tmp_path, rows, request(YEAR, YEAR, group_by="部门")).outcome.ignored == ["姓名", "备注"]


def test_the_months_that_a_row_names_itself(tmp_path: Path) -> None:
    """Joined in 2026-02, left after 2026-03; the second asks for months outside the window, the third for none."""
    rows = [
        {"birth_date": "2025-01-01", "from_month": "2026-02", "to_month": "2026-03"},
        {"birth_date": "2025-01-01", "from_month": "2027-01", "to_month": ""},
        {"birth_date": "2025-01-01", "from_month": "2026-03", "to_month": "2026-02"},
    ]
    forecast = forecast_of(tmp_path, rows, request(YEAR, YEAR + 3))

    assert table(forecast, "period", "people") == [
        ("2026-01", 0), ("2026-02", 1), ("2026-03", 1), ("2026-04", 0), ("total", 1),
    ]  # fmt: skip
    counts = forecast.outcome.counts
    assert (counts.ok, counts.not_entitled, counts.failed) == (1, 1, 1)
    assert counts.errors["months_out_of_order"].first_rows == [4]


def test_what_is_not_due_is_not_counted(tmp_path: Path) -> None:
    """A fourth child is not covered (条例 art. 11: 三个子女); a child of three is no longer; neither is an error."""
    rows = [{"birth_date": "2025-01-01", "birth_order": "4"}, {"birth_date": "2022-12-31", "birth_order": "1"}]
    forecast = forecast_of(tmp_path, rows, request(YEAR, YEAR))

    assert table(forecast, "period", "people", "amount") == [("2026-01", 0, 0), ("total", 0, 0)]
    assert (forecast.outcome.counts.not_entitled, forecast.outcome.counts.failed) == (2, 0)


def test_nothing_falls_due_before_the_regulation(tmp_path: Path) -> None:
    """The province's regulation (art. 25 ¶3) is of 2021-09-29: 2021-10 is the first month that begins under it."""
    forecast = forecast_of(tmp_path, [{"birth_date": "2021-01-01"}], request(2021 * 12 + 7, 2021 * 12 + 10))

    assert table(forecast, "period", "months") == [
        ("2021-08", 0), ("2021-09", 0), ("2021-10", 1), ("2021-11", 1), ("total", 2),
    ]  # fmt: skip


def test_a_file_without_rows(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    path = tmp_path / "staff.csv"
    path.write_text("birth_date\n", encoding="utf-8")
    from benefitcli.workflows.forecast.run import make_forecast
    from benefitcli.workflows.pipeline import Paths

    forecast = make_forecast(request(YEAR, YEAR, group_by="birth_date"), Paths(input=str(path)))

    assert table(forecast, "period", "group", "amount") == [("2026-01", "total", 0), ("total", "total", 0)]


class TestBirths:
    def test_the_births_of_a_year_are_whole_children(self) -> None:
        """10 a year: up to the end of month n, 10 n / 12 rounded down: 0 1 2 3 4 5 5 6 7 8 9 10."""
        assert [births_in(YEAR + month, 10) for month in range(12)] == [0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]
        assert [births_in(YEAR + month, 24) for month in range(12)] == [2] * 12
        for births in (0, 1, 7, 12, 13, 1_000_000):
            assert sum(births_in(YEAR + month, births) for month in range(12)) == births

    def test_they_begin_after_the_last_birth_of_the_file(self, tmp_path: Path) -> None:
        """12 a year from 2026-03: 1, 2, 3 children in March, April, May; beside them the one of the file."""
        rows = [{"birth_date": "2026-02-20"}]
        forecast = forecast_of(tmp_path, rows, request(YEAR, YEAR + 4, scenarios=(Scenario(births=12),)))

        assert forecast.births == (YEAR + 2, YEAR + 4)
        assert table(forecast, "period", "people", "amount", "expected_people", "expected_amount") == [
            ("2026-01", 0, 0, 0, 0),
            ("2026-02", 1, 200_00, 0, 0),
            ("2026-03", 2, 400_00, 1, 200_00),
            ("2026-04", 3, 600_00, 2, 400_00),
            ("2026-05", 4, 800_00, 3, 600_00),
            ("total", 4, 2000_00, 3, 1200_00),
        ]

    def test_none_before_the_window_and_none_after_a_birth_at_its_end(self, tmp_path: Path) -> None:
        old, new = [{"birth_date": "2025-01-01"}], [{"birth_date": "2026-02-01"}]
        births = {"scenarios": (Scenario(births=12),)}

        assert forecast_of(tmp_path, old, request(YEAR, YEAR + 1, **births)).births == (YEAR, YEAR + 1)
        late = forecast_of(tmp_path, new, request(YEAR, YEAR + 1, **births))
        assert late.births is None
        assert table(late, "expected_people") == [(0,), (0,), (0,)]

    def test_a_row_with_an_error_is_no_birth(self, tmp_path: Path) -> None:
        rows = [{"birth_date": "2026-02-01", "birth_order": "x"}]
        forecast = forecast_of(tmp_path, rows, request(YEAR, YEAR + 1, scenarios=(Scenario(births=12),)))

        assert forecast.births == (YEAR, YEAR + 1)

    def test_they_take_what_holds_for_all_rows(self, tmp_path: Path) -> None:
        """One child on 2026-01-01, one on 2026-02-01, 300 yuan, two parents: 600 + 1200."""
        changes = {"constants": {"父母人数": "2", "monthly_rate": "300"}, "group_by": "部门"}
        rows = [{"birth_date": "2022-12-01", "部门": "甲"}]
        forecast = forecast_of(tmp_path, rows, request(YEAR, YEAR + 1, scenarios=(Scenario(births=12),), **changes))

        assert table(forecast, "period", "group", "amount") == [
            ("2026-01", "expected_births", 600_00), ("2026-01", "total", 600_00),
            ("2026-02", "expected_births", 1200_00), ("2026-02", "total", 1200_00),
            ("total", "expected_births", 1800_00), ("total", "total", 1800_00),
        ]  # fmt: skip

    def test_a_rate_below_the_floor_is_refused_with_the_clause(self, tmp_path: Path) -> None:
        asked = request(YEAR, YEAR, scenarios=(Scenario(births=12),), constants={"monthly_rate": "150"})
        with pytest.raises(BenefitError) as caught:
            forecast_of(tmp_path, [{"birth_date": "2025-01-01", "monthly_rate": "200"}], asked)

        (problem,) = caught.value.problems
        assert problem.code == "expected_births_failed"
        assert "rate_below_floor" in str(problem.value)
        assert "（十三）" in str(problem.value)


class TestScenarios:
    def test_side_by_side(self, tmp_path: Path) -> None:
        """One child, two months: 200 a month as it is, 300.50 in the scenario, whatever the row says."""
        rows = [{"birth_date": "2025-01-01", "monthly_rate": "200"}]
        scenarios = (Scenario(), Scenario("高", {"monthly_rate": "300.50"}))

        assert table(
            forecast_of(tmp_path, rows, request(YEAR, YEAR + 1, scenarios=scenarios)),
            "scenario", "period", "people", "amount", "difference",
        ) == [
            ("base", "2026-01", 1, 200_00, 0),
            ("base", "2026-02", 1, 200_00, 0),
            ("base", "total", 1, 400_00, 0),
            ("高", "2026-01", 1, 300_50, 100_50),
            ("高", "2026-02", 1, 300_50, 100_50),
            ("高", "total", 1, 601_00, 201_00),
        ]  # fmt: skip

    def test_a_constant_fills_blanks_and_a_scenario_replaces(self, tmp_path: Path) -> None:
        """--set 250: the blank row 250, the other keeps 220; the scenario makes both 300."""
        rows = [{"birth_date": "2025-01-01", "monthly_rate": rate} for rate in ("", "220")]
        scenarios = (Scenario(), Scenario("高", {"monthly_rate": "300"}))
        asked = request(YEAR, YEAR, scenarios=scenarios, constants={"monthly_rate": "250"})

        assert table(forecast_of(tmp_path, rows, asked), "amount") == [(470_00,), (470_00,), (600_00,), (600_00,)]

    def test_scenarios_compare_like_with_like(self, tmp_path: Path) -> None:
        """A row whose own rate of 150 is below the floor of 200 is in no sum, although a scenario would pay it 300."""
        rows = [{"birth_date": "2025-01-01", "monthly_rate": rate} for rate in ("150", "200")]
        forecast = forecast_of(
            tmp_path, rows, request(YEAR, YEAR, scenarios=(Scenario(), Scenario("高", {"monthly_rate": "300"})))
        )

        assert table(forecast, "scenario", "people", "difference") == [
            ("base", 1, 0), ("base", 1, 0), ("高", 1, 100_00), ("高", 1, 100_00),
        ]  # fmt: skip
        errors = forecast.outcome.counts.errors
        assert {code: kind.first_rows for code, kind in errors.items()} == {"rate_below_floor": [2]}

    def test_fewer_births_are_less_money(self, tmp_path: Path) -> None:
        """24 a year are 2 in January, 12 are 1."""
        scenarios = (Scenario(births=24), Scenario("少", {}, births=12))
        forecast = forecast_of(tmp_path, [{"birth_date": "2020-01-01"}], request(YEAR, YEAR, scenarios=scenarios))

        assert table(forecast, "amount", "difference")[::2] == [(400_00, 0), (200_00, -200_00)]


def test_the_law_of_each_row_is_its_region_s(tmp_path: Path) -> None:
    """The allowance is Shanxi's and Yongji's: no national document gives one."""
    rows = [{"birth_date": "2025-01-01", "region": "永济市"}, {"birth_date": "2025-01-01", "region": "cn"}]
    forecast = forecast_of(tmp_path, rows, request(YEAR, YEAR))

    assert table(forecast, "people") == [(1,), (1,)]
    assert list(forecast.outcome.counts.errors) == ["not_covered"]


def test_the_law_of_a_day(tmp_path: Path) -> None:
    """On 2021-09-28 there was no allowance yet (条例 art. 25 ¶3 is of the 29th)."""
    rows = [{"birth_date": "2025-01-01"}]
    for day, people in ((datetime.date(2021, 9, 28), 0), (datetime.date(2021, 9, 29), 1)):
        forecast = forecast_of(tmp_path, rows, Request("allowance", (YEAR, YEAR), Question(on=day, today=TODAY)))
        assert table(forecast, "people") == [(people,), (people,)]
