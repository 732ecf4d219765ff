"""The columns of ledgers, claims and leave records that no benefit has."""

from __future__ import annotations

from dataclasses import replace

from benefitcli.benefits.fields import FROM_MONTH, MAX_YUAN, ON_DATE, START_DATE
from benefitcli.engine.benefit import Field


def _text(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return Field(name, "text", zh, en, example, aliases=aliases)


def _integer(name: str, zh: str, en: str, example: str, span: tuple[int, int], *aliases: str) -> Field:
    low, high = map(str, span)
    return Field(name, "integer", zh, en, example, minimum=low, maximum=high, aliases=aliases)


def _money(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return Field(name, "money", zh, en, example, minimum="0", maximum=str(MAX_YUAN), aliases=aliases)


EMPLOYEE_ID = _text(
    "employee_id", "工号", "employee", "E0001", "员工编号", "职工编号", "员工工号", "职工工号", "人员编号", "员工号"
)
NAME = _text("name", "姓名", "name of the employee", "张三", "员工姓名", "职工姓名")
DEPARTMENT = _text("department", "部门", "department", "财务科", "科室", "所属部门")
CHILD_ID = _text("child_id", "子女编号", "child", "C1", "子女标识", "孩子编号", "子女序号")
MONTH = replace(
    FROM_MONTH,
    name="month",
    zh="月份",
    en="month the payment is for",
    example="2024-01",
    aliases=("所属月份", "发放月份", "月", "年月", "所属期", "工资月份"),
    any_day=True,
)
AMOUNT = _money("amount", "金额", "amount paid, yuan", "200", "发放金额", "实发金额", "支付金额", "已发金额", "实发")
INSTITUTION_ID = _text("institution_id", "机构编号", "institution", "J001", "机构代码", "机构编码", "托育机构编号")
ONE_OFF_CLAIMED = Field(
    "one_off_claimed",
    "boolean",
    "申领一次性补助",
    "the claim includes the one-off subsidy",
    "否",
    default="false",
    aliases=("是否申领一次性补助", "一次性补助"),
)
AMOUNT_CLAIMED = _money(
    "amount_claimed", "申领金额", "amount claimed, yuan", "36000", "申请金额", "申报金额", "申领补贴金额"
)
CAPACITY = _integer(
    "capacity", "核定托位数", "places the institution may have", "80", (0, 100_000), "托位总数", "核定托位"
)
LEAVE = _text("benefit", "假别", "which leave", "leave.childcare", "假期类型", "请假类型", "休假类型", "假种")
FROM_DATE = replace(
    START_DATE,
    name="from_date",
    en="first day taken",
    example="2024-03-01",
    aliases=("休假开始日期", "起始日期", "起始日", "开始日", "请假开始日期"),
).as_required()
TO_DATE = replace(
    ON_DATE,
    name="to_date",
    zh="结束日期",
    en="last day taken",
    example="2024-03-05",
    aliases=("休假结束日期", "截止日期", "结束日", "请假结束日期"),
).as_required()
CHILD_YEAR = _integer(
    "child_year", "周岁年", "the year of the child it was booked to", "1", (1, 3), "第几周岁年", "育儿假年度"
)
