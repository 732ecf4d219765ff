"""What is in force on a day, and what changed between two: worked out from the texts of the Yongji plan and above it."""

from __future__ import annotations

import datetime

import pytest

from benefitcli.law.dates import to_day
from benefitcli.law.library import Library
from benefitcli.law.snapshot import Comparison, InForce, compare, in_force

LIBRARY = Library()


def law_on(day: str, region: str = "yongji", as_of: str | None = None) -> InForce:
    library = Library(as_of=datetime.date.fromisoformat(as_of)) if as_of else LIBRARY
    return in_force(library.law_of(library.region(region)), to_day(datetime.date.fromisoformat(day)))


def changes(first: str, last: str, region: str = "yongji") -> Comparison:
    return compare(law_on(first, region), law_on(last, region))


def test_exactly_what_the_plan_of_2023_changed() -> None:
    """永办发〔2023〕13号: (十三) adds 5 days and moves the protection from the first to the third birthday."""
    found = changes("2023-04-26", "2023-04-28")

    sides = {
        one.parameter: (one.before and one.before.value, one.after and one.after.value)
        for one in found.of_kind("changed")
    }
    assert sides == {
        "leave.childcare.days_per_year": (15, 20),
        "leave.protection.until_age": (1, 3),
    }


def test_what_the_plan_of_2023_gave_for_the_first_time() -> None:
    """(十): 2万元 once, 600 元 a place, 5 and 80 % and 8 and 6; (十四): from the second child."""
    found = {one.parameter: one.after.value for one in changes("2023-04-26", "2023-04-28").of_kind("new") if one.after}

    assert found == {
        "places.one_off_amount": 2_000_000,
        "places.yearly_rate": 60_000,
        "loan.uplift_from_children": 2,
        "targets.places_per_thousand": 5,
        "targets.inclusive_share": 8_000,
        "targets.new_housing_places_per_thousand": 8,
        "targets.old_quarter_places_per_thousand": 6,
    }


def test_what_the_plan_of_2023_only_says_again() -> None:
    """(十三) repeats the 60 and the 15 days, the 200 yuan under three and the seventh month."""
    found = changes("2023-04-26", "2023-04-28")

    assert {one.parameter for one in found.of_kind("restated")} == {
        "leave.maternity.bonus_days",
        "leave.paternity.days",
        "leave.protection.from_pregnancy_month",
        "allowance.monthly_rate",
        "allowance.until_age",
    }
    assert found.of_kind("ended") == ()


def test_every_change_names_the_plan() -> None:
    found = changes("2023-04-26", "2023-04-28")

    documents = {source.number for one in found.parameters for source in one.by}
    assert documents == {"永办发〔2023〕13号"}
    assert {one.source.number for one in found.new_provisions} == {"永办发〔2023〕13号"}
    assert set(found.new_readings) == {
        "third_child_from",
        "childcare_bonus",
        "protection_end",
        "place_scope",
        "loan_uplift",
    }


def test_an_entitlement_that_a_document_created_is_changed_by_that_document() -> None:
    """山西省人口和计划生育条例, 2021-09-29: fifteen days each year where there were none."""
    one = next(
        one
        for one in changes("2021-09-28", "2021-09-29").parameters
        if one.parameter == "leave.childcare.days_per_year"
    )

    assert one.before is not None
    assert one.after is not None
    assert (one.kind, one.before.value, one.after.value) == ("changed", 0, 15)
    assert [source.title for source in one.by if source.quote and "十五日" in source.quote] == [
        "山西省人口和计划生育条例"
    ]


def test_a_way_of_counting_alone_is_a_change() -> None:
    """The reply of the commission counts the bonus days of the regulation in calendar days from 2021-09-29 on."""
    one = next(
        one for one in changes("2021-09-28", "2021-09-29").parameters if one.parameter == "leave.maternity.bonus_days"
    )

    assert one.before is not None
    assert one.after is not None
    assert (one.before.value, one.after.value) == (60, 60)
    assert (one.before.counting_assumed, one.after.counting_assumed) == (True, False)
    assert one.kind == "changed"
    assert [source.title for source in one.by] == ["山西省卫生健康委人口与家庭发展处答复（转述）"]


def test_the_public_holidays_change_with_their_regulation() -> None:
    """From 2025 the spring festival has four days, from the eve on, and labour day two; the other five stay."""
    found = changes("2024-12-31", "2025-01-01")

    days = {source.quote: holiday.days for holiday, source in found.new_holidays}
    assert days["春节，放假4天（农历除夕、正月初一至初三）"] == 4
    assert days["劳动节，放假2天（5月1日、2日）"] == 2
    assert sum(holiday.days for holiday, _ in found.after.holidays) == 13
    assert sum(holiday.days for holiday, _ in found.before.holidays) == 11


@pytest.mark.parametrize("day", ["2012-04-28", "2021-09-29", "2023-04-27", "2026-01-01"])
def test_a_day_does_not_differ_from_itself(day: str) -> None:
    assert changes(day, day).is_empty


def test_the_reverse_ends_what_the_plan_gave() -> None:
    found = changes("2023-04-28", "2023-04-26")

    assert {one.parameter for one in found.of_kind("ended")} == {
        one.parameter for one in changes("2023-04-26", "2023-04-28").of_kind("new")
    }


def test_floor_and_discretion_of_the_allowance() -> None:
    """可以…不低于: both marks on the rate, neither on the paternity leave."""
    found = law_on("2023-05-01")

    rate, leave = found.periods["allowance.monthly_rate"], found.periods["leave.paternity.days"]
    assert (rate.is_floor, rate.is_discretionary) == (True, True)
    assert (leave.is_floor, leave.is_discretionary) == (False, False)


def test_what_no_document_gives_is_missing_not_left_out() -> None:
    """No ceiling and no rise for Yuncheng; days on top of the marriage leave or without a hospital are other provinces'."""
    assert set(law_on("2023-05-01").missing) == {
        "loan.base_ceiling",
        "loan.uplift",
        "leave.marriage.extra_days",
        "leave.parent_care.days_at_home",
    }


def test_what_is_left_out_is_missing_with_its_reason() -> None:
    """Tianjin: 60 days were reported, but not from which day on; the national law does not answer instead."""
    missing = law_on("2024-01-01", "天津").missing["leave.maternity.bonus_days"]

    assert missing is not None
    assert missing.zh
    assert missing.en


def test_a_reading_reaches_back_with_its_clause() -> None:
    """二（二） of the plan speaks of births from 2021-05-31, before the plan; its other readings do not."""
    assert "third_child_from" in law_on("2021-06-15").readings
    assert "place_scope" not in law_on("2021-06-15").readings


def test_as_of_leaves_the_plan_out() -> None:
    found = law_on("2023-05-01", as_of="2023-04-01")

    assert found.periods["leave.childcare.days_per_year"].value == 15
    superseded_by = found.periods["leave.childcare.days_per_year"].superseded_by
    assert superseded_by is not None
    assert superseded_by.number == "永办发〔2023〕13号"
