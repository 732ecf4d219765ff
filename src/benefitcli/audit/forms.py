"""What the rows of a ledger, of claims and of leave records hold, and what the audit puts beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benefitcli.benefits.benefit import Result, days, yuan
from benefitcli.benefits.fields import (
    BIRTH_DATE,
    BIRTH_ORDER,
    DIFFICULT_BIRTH,
    FROM_MONTH,
    GESTATION_WEEKS,
    INCLUSIVE_PLACES,
    INFANTS,
    MONTHLY_RATE,
    MOST_YUAN,
    ON_DATE,
    PARENTS,
    PLACE_RATE,
    SOCIAL_INSTITUTION,
    STANDARD_MET,
    START_DATE,
    YEAR,
    Field,
)


@dataclass(frozen=True, slots=True)
class AuditForm:
    """One kind of audit: the fields of its rows, what it adds to them, and the findings in the order they are listed.

    ``who`` names the field of the one who is paid, ``when`` that of the month or year (None: the audit has no totals by
    time). ``harmless`` are the findings that ask for no action, ``sums`` the words of the catalogue for what is still owed
    and what was beyond.
    """

    name: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    results: tuple[Result, ...]
    findings: tuple[str, ...]
    who: str
    when: str | None = None
    harmless: tuple[str, ...] = ("ok",)
    sums: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    together: tuple[str, ...] = ()

    @property
    def needing_action(self) -> tuple[str, ...]:
        """The findings that somebody has to look at; with any of them the exit code is 1."""
        return tuple(finding for finding in self.findings if finding not in self.harmless)


def _text(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return Field(name, "text", zh, en, example, aliases=aliases)


def _integer(name: str, zh: str, en: str, example: str, span: tuple[int, int], *aliases: str) -> Field:
    low, high = map(str, span)
    return Field(name, "integer", zh, en, example, minimum=low, maximum=high, aliases=aliases)


def _money(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return Field(name, "money", zh, en, example, minimum="0", maximum=str(MOST_YUAN), aliases=aliases)


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
).must()
TO_DATE = replace(
    ON_DATE,
    name="to_date",
    zh="结束日期",
    en="last day taken",
    example="2024-03-05",
    aliases=("休假结束日期", "截止日期", "结束日", "请假结束日期"),
).must()
CHILD_YEAR = _integer(
    "child_year", "周岁年", "the year of the child it was booked to", "1", (1, 3), "第几周岁年", "育儿假年度"
)

REASON = Result("reason", "text")
JUDGED = (Result("finding", "text"), Result("clause", "text"), REASON)

LEDGER = AuditForm(
    name="audit.allowance",
    zh="婴幼儿保教费发放台账",
    en="ledger of the monthly childcare allowance",
    fields=(
        EMPLOYEE_ID.must(),
        NAME,
        DEPARTMENT,
        CHILD_ID,
        BIRTH_DATE.must(),
        BIRTH_ORDER,
        MONTH.must(),
        AMOUNT.must(),
        MONTHLY_RATE,
        PARENTS,
        INFANTS,
    ),
    results=(yuan("due_amount"), yuan("paid_amount"), yuan("difference"), *JUDGED),
    findings=("ok", "above_rate", "underpaid", "missing", "not_due", "duplicate", "error"),
    harmless=("ok", "above_rate"),
    sums=("arrears", "overpaid"),
    who="employee_id",
    when="month",
)
CLAIMS = AuditForm(
    name="audit.places",
    zh="托位补贴申领台账",
    en="claims of place subsidies",
    fields=(
        INSTITUTION_ID.must(),
        YEAR.must(),
        INCLUSIVE_PLACES.must(),
        CAPACITY,
        STANDARD_MET,
        SOCIAL_INSTITUTION,
        ONE_OFF_CLAIMED,
        PLACE_RATE,
        AMOUNT_CLAIMED.must(),
    ),
    results=(yuan("due_amount"), yuan("claimed_amount"), yuan("difference"), *JUDGED),
    findings=(
        "ok",
        "less_than_due",
        "more_than_due",
        "above_capacity",
        "one_off_not_due",
        "one_off_twice",
        "duplicate",
        "error",
    ),
    sums=("claimed_less", "claimed_more"),
    who="institution_id",
    when="year",
)
RECORDS = AuditForm(
    name="audit.leave",
    zh="休假记录",
    en="records of leave taken",
    fields=(
        EMPLOYEE_ID.must(),
        NAME,
        DEPARTMENT,
        LEAVE.must(),
        FROM_DATE,
        TO_DATE,
        CHILD_ID,
        BIRTH_DATE,
        BIRTH_ORDER,
        INFANTS,
        DIFFICULT_BIRTH,
        GESTATION_WEEKS,
        CHILD_YEAR,
    ),
    results=(
        days("days_taken"),
        Result("year_of_child", "integer"),
        days("days_due"),
        days("days_left"),
        *JUDGED,
    ),
    findings=("ok", "too_early", "outside_window", "beyond_entitlement", "overlap", "not_entitled", "error"),
    who="employee_id",
)
FORMS = {form.name: form for form in (LEDGER, CLAIMS, RECORDS)}
