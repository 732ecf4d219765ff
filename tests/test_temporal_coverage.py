"""No amounts here: every region, every month, every benefit either computes or says that no document covers it."""

from __future__ import annotations

import datetime

import pytest

from benefitcli.benefits.register import NAMES
from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.law.library import Library
from benefitcli.workflows.case import calculate_case

MONTHS = [
    datetime.date(year, month, 1) for year in range(2016, 2028) for month in range(1, 13) if (year, month) >= (2016, 2)
]
REGIONS = list(Library().regions)

LEAVES = ("leave.maternity", "leave.paternity", "leave.childcare", "leave.marriage", "leave.parent_care")
LOCAL = ("allowance", "places", "loan", "targets")


def province(*first_months: str | None) -> dict[str, str | None]:
    """The first month of each of :data:`LEAVES`; what an allowance or a place of care costs is known of Shanxi alone."""
    return {**dict.fromkeys(LOCAL), **dict(zip(LEAVES, first_months, strict=True))}


# What no text that was read says, by the first month that is covered; None is never. A childcare leave that a document
# created has 0 days before it; where that is not known, the first child-year has to end with the document in force.
SINCE = "2016-02"
FIRST_COVERED: dict[str, dict[str, str | None]] = {
    "cn/shanxi/yuncheng/yongji": {
        "leave.parent_care": "2021-10", "places": "2023-01", "loan": "2023-05", "targets": "2023-05",
    },
    "cn/shanxi": {"leave.parent_care": "2021-10", "places": None, "loan": None, "targets": None},
    "cn/shanxi/yuncheng": {"leave.parent_care": "2021-10", "places": None, "loan": None, "targets": None},
    "cn": province(None, None, None, None, None),
    "cn/anhui": province("2022-01", None, None, None, None),
    "cn/beijing": province("2021-12", "2021-12", SINCE, None, None),
    "cn/chongqing": province("2021-12", None, None, None, None),
    "cn/fujian": province("2022-04", "2022-04", "2021-04", None, None),
    "cn/gansu": province(None, None, None, None, None),
    "cn/guangdong": province("2021-12", "2021-12", SINCE, None, "2021-12"),
    "cn/guangxi": province(None, None, "2021-04", None, None),
    "cn/hebei": province("2021-12", "2021-12", SINCE, None, None),
    "cn/henan": province(None, None, SINCE, "2021-12", None),
    "cn/henan/zhengzhou": province("2021-12", None, SINCE, "2021-12", None),
    "cn/hubei": province("2021-12", None, None, None, None),
    "cn/hunan": province("2022-01", None, SINCE, None, None),
    "cn/jiangsu": province("2022-03", "2021-10", SINCE, None, None),
    "cn/jiangxi": province("2021-10", "2021-10", SINCE, "2021-10", None),
    "cn/qinghai": province(None, None, None, None, None),
    "cn/shaanxi": province("2022-06", "2022-06", "2021-06", None, None),
    "cn/shandong": province("2025-02", None, "2024-02", "2025-02", None),
    "cn/shanghai": province("2021-12", "2021-12", SINCE, "2021-12", None),
    "cn/sichuan": province("2025-12", None, "2025-01", None, None),
    "cn/tianjin": province(None, None, None, None, None),
    "cn/zhejiang": province("2021-12", "2021-12", SINCE, None, "2021-12"),
}  # fmt: skip


def facts(name: str, month: datetime.date) -> dict[str, str]:
    day = str(month)
    return {
        "leave.marriage": {"start_date": day},
        "leave.miscarriage": {"start_date": day, "gestation_weeks": "10"},
        "leave.parent_care": {
            "parent_birth_date": "1950-01-01", "on_date": day, "only_child_certificate": "是", "hospitalised": "是",
        },
        "places": {"inclusive_places": "10", "year": str(month.year)},
        "loan": {"children": "1", "base_ceiling": "500000"},
        "targets": {"population": "1000"},
    }.get(name, {"birth_date": day})  # fmt: skip


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("name", NAMES)
def test_every_month_computes_or_says_why_not(name: str, region: str) -> None:
    first_covered = FIRST_COVERED[region].get(name, SINCE)
    for month in MONTHS:
        on = month if name in ("loan", "targets") else None
        try:
            answer = calculate_case(name, facts(name, month), Question(region=region, on=on, today=month))
        except BenefitError as error:
            (problem,) = error.problems
            assert problem.code == "not_covered", (month, problem)
            assert problem.accepted != ("-" if first_covered else ".."), "says which days are covered"
            covered = False
        else:
            assert answer.trace.status in ("ok", "not_entitled")
            covered = True
        assert covered == (first_covered is not None and f"{month:%Y-%m}" >= first_covered), month
