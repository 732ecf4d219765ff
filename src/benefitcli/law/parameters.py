"""The parameters a document may set: their units and what each one means.

This is the only list of them. A table that names another key is refused, and a rule can ask for no other.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from benefitcli.errors import nearest

Unit = Literal["day", "hour", "year", "week", "month_of_pregnancy", "yuan", "ratio", "child", "place"]
Counting = Literal["calendar", "skip_statutory", "working"]
COUNTINGS: tuple[Counting, ...] = ("calendar", "skip_statutory", "working")

BASIS_POINTS = 10_000
FEN_PER_YUAN = 100
SMALL_UNITS = {"yuan": FEN_PER_YUAN, "ratio": BASIS_POINTS}


def scaled(number: Decimal, unit: Unit) -> int:
    """A number of a table as a count of small units: fen for yuan, basis points for ratios, else the unit itself."""
    return int(number * SMALL_UNITS.get(unit, 1))


class Parameter(NamedTuple):
    """A number that a document may give. ``shipped`` is false where only an office's own document can."""

    unit: Unit
    zh: str
    en: str
    shipped: bool = True


PARAMETERS: dict[str, Parameter] = {
    "births.children_covered": Parameter("child", "政策覆盖的子女数", "children covered"),
    "conventions.weeks_per_pregnancy_month": Parameter("week", "一个孕月的周数", "weeks in a month of pregnancy"),
    "conventions.weeks_of_pregnancy": Parameter(
        "week", "预产期满周数", "weeks from the last menstrual period to the due date"
    ),
    "leave.maternity.base_days": Parameter("day", "法定产假", "statutory maternity leave"),
    "leave.maternity.days_before_birth": Parameter("day", "产前可休天数", "days that may precede the birth"),
    "leave.maternity.difficult_birth_days": Parameter("day", "难产增加", "extra days for a difficult birth"),
    "leave.maternity.days_per_extra_infant": Parameter("day", "每多1个婴儿增加", "extra days per further infant"),
    "leave.maternity.bonus_days": Parameter("day", "奖励延长产假", "additional maternity leave"),
    "leave.paternity.days": Parameter("day", "护理假", "paternity leave"),
    "leave.marriage.days": Parameter("day", "婚假", "marriage leave"),
    "leave.marriage.extra_days": Parameter("day", "增加的婚假", "marriage leave added to the national days"),
    "leave.childcare.days_per_year": Parameter("day", "每年育儿假", "childcare leave a year"),
    "leave.childcare.until_age": Parameter(
        "year", "育儿假子女年龄上限（不满）", "childcare leave: child under this age"
    ),
    "leave.miscarriage.days": Parameter("day", "流产产假（按满孕月）", "miscarriage leave, by completed months"),
    "leave.nursing.hours_per_day": Parameter("hour", "每天哺乳时间", "nursing breaks a day"),
    "leave.nursing.hours_per_extra_infant": Parameter("hour", "每多1个婴儿每天增加", "more per further infant"),
    "leave.nursing.until_age": Parameter(
        "year", "哺乳时间子女年龄上限（不满）", "nursing breaks: child under this age"
    ),
    "leave.protection.from_pregnancy_month": Parameter(
        "month_of_pregnancy", "保护起始孕月（满）", "protected from this completed month of pregnancy"
    ),
    "leave.protection.until_age": Parameter("year", "保护子女年龄上限（不满）", "protected while the child is under"),
    "leave.parent_care.days": Parameter("day", "每年照料假（住院）", "care leave a year, parent in hospital"),
    "leave.parent_care.days_at_home": Parameter(
        "day", "父母未住院时每年照料假上限", "care leave a year for a parent not in hospital, at most"
    ),
    "leave.parent_care.from_age": Parameter("year", "父母年龄下限（满）", "parent has reached this age"),
    "allowance.monthly_rate": Parameter("yuan", "每月保教费", "monthly childcare allowance"),
    "allowance.until_age": Parameter("year", "保教费子女年龄上限（不满）", "allowance: child under this age"),
    "places.one_off_amount": Parameter("yuan", "托育机构一次性补助", "one-off subsidy for an institution"),
    "places.yearly_rate": Parameter(
        "yuan", "每个普惠托位每年补贴", "yearly subsidy per public-interest childcare place"
    ),
    "loan.base_ceiling": Parameter("yuan", "公积金最高贷款额度", "housing provident fund loan ceiling", shipped=False),
    "loan.uplift": Parameter("ratio", "多孩家庭上浮比例（按子女数）", "rise by number of children", shipped=False),
    "loan.uplift_from_children": Parameter("child", "上浮所需子女数", "children needed for the rise"),
    "targets.places_per_thousand": Parameter("place", "每千人口托位", "places per thousand people"),
    "targets.inclusive_share": Parameter("ratio", "普惠托位占比", "share of public-interest childcare places"),
    "targets.new_housing_places_per_thousand": Parameter(
        "place", "新建住宅区每千人口托位", "places per thousand, new housing"
    ),
    "targets.old_quarter_places_per_thousand": Parameter(
        "place", "老城区每千人口托位", "places per thousand, old quarters"
    ),
}


def nearest_parameters(name: str) -> str:
    """The names most like one that is not there, or all of them, as a message lists them."""
    return ", ".join(nearest(name, PARAMETERS) or PARAMETERS)
