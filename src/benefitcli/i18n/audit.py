"""What an audit finds, in words."""

from __future__ import annotations

from benefitcli.i18n import Pair

FINDINGS: dict[str, Pair] = {
    "ok": ("相符", "as due"),
    "above_rate": ("高于单位标准", "above the payer's rate"),
    "underpaid": ("少发", "underpaid"),
    "missing": ("漏发（补列）", "missing, row added"),
    "not_due": ("不应发", "not due"),
    "duplicate": ("重复", "duplicate"),
    "error": ("有错，无法核对", "cannot be read"),
    "less_than_due": ("少于应补", "less than due"),
    "more_than_due": ("多于应补", "more than due"),
    "above_capacity": ("普惠托位超过核定托位", "more places than the capacity"),
    "one_off_not_due": ("一次性补助不符合条件", "one-off subsidy without its conditions"),
    "one_off_twice": ("一次性补助重复申领", "one-off subsidy claimed again"),
    "too_early": ("开始过早", "starts too early"),
    "outside_window": ("不在可休期间内", "outside its window"),
    "beyond_entitlement": ("超过应休天数", "beyond the entitlement"),
    "overlap": ("与另一次休假重叠", "overlaps another leave"),
    "not_entitled": ("不享受", "not entitled"),
}

HEADINGS: dict[str, Pair] = {
    "finding": ("核对结果", "finding"),
    "month": ("月份", "month"),
    "year": ("年度", "year"),
    "employee_id": ("工号", "employee"),
    "institution_id": ("机构编号", "institution"),
    "rows": ("行数", "rows"),
    "due_amount": ("应发", "due"),
    "paid_amount": ("实发", "paid"),
    "claimed_amount": ("申领", "claimed"),
    "difference": ("差额", "difference"),
    "arrears": ("欠发", "arrears"),
    "overpaid": ("多发", "overpaid"),
    "days_taken": ("已休天数", "days taken"),
    "days_due": ("应休天数", "days due"),
    "days_left": ("剩余天数", "days left"),
    "days_lapsed": ("过期天数", "days lapsed"),
    "year_of_child": ("周岁年", "year of the child"),
    "child_id": ("子女编号", "child"),
    "birth_date": ("出生日期", "date of birth"),
    "benefit": ("假别", "leave"),
    "from_date": ("起", "from"),
    "to_date": ("止", "to"),
    "clause": ("条文", "the clause"),
    "reason": ("原因", "why"),
}

PAGES: dict[str, Pair] = {
    "finding": ("按核对结果", "by finding"),
    "month": ("按月", "by month"),
    "year": ("按年度", "by year"),
    "employee_id": ("按职工", "by employee"),
    "institution_id": ("按机构", "by institution"),
    "balance": ("剩余天数", "days left"),
    "notes": ("说明", "notes"),
}

SUMMARY: dict[str, Pair] = {
    "rows": ("共{rows}行（{seconds}秒）", "{rows:row|rows} ({seconds} s)"),
    "rows_added": ("共{rows}行，另补列{added}行（{seconds}秒）", "{rows:row|rows}, {added} more added ({seconds} s)"),
    "arrears": ("欠发合计 {amount}，涉及职工{count}人", "arrears {amount}; employees {count}"),
    "overpaid": (
        "不应发而已发合计 {amount}，涉及职工{count}人",
        "paid where nothing was due {amount}; employees {count}",
    ),
    "claimed_less": ("少申领合计 {amount}，涉及机构{count}家", "claimed less than due {amount}; institutions {count}"),
    "claimed_more": ("多申领合计 {amount}，涉及机构{count}家", "claimed more than due {amount}; institutions {count}"),
    "total": ("合计", "total"),
}

NOTICES: dict[str, Pair] = {
    "missing_until": (
        "漏发查到{month}为止（可用 --to-month 指定）",
        "missing months are looked for up to {month} (--to-month)",
    ),
    "own_rate_below_floor": (
        "{count}行的单位标准低于规定下限，按下限核对",
        "in {count:row|rows} the payer's own rate is below the floor: judged by the floor",
    ),
    "several_children": (
        "{count}名职工有不止一个子女：每个子女各自核对；按“每位家长一份”的读法，一个月只需发一份",
        "employees with more than one child {count}: each child is judged by itself; as the clause is read, one amount a month is enough",
    ),
    "balance_on": ("剩余天数算到{day}（可用 --on 指定）", "days left are as of {day} (--on)"),
}
