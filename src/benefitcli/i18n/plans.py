"""The words of a plan: whose an entitlement is, what it is called, and what its pictures say."""

from __future__ import annotations

from benefitcli.i18n import Pair

PARENTS: dict[str, Pair] = {"mother": ("母亲", "mother"), "father": ("父亲", "father")}
INITIALS: dict[str, Pair] = {"mother": ("母", "M"), "father": ("父", "F")}

ENTITLEMENTS: dict[str, Pair] = {
    "protection": ("不得加班夜班", "no overtime"),
    "prenatal": ("产前可休", "prenatal days"),
    "maternity": ("产假", "maternity"),
    "paternity": ("护理假", "paternity"),
    "nursing": ("哺乳时间", "nursing"),
    "childcare": ("育儿假", "childcare"),
    "childcare_year_1": ("育儿假第一年", "childcare yr 1"),
    "childcare_year_2": ("育儿假第二年", "childcare yr 2"),
    "childcare_year_3": ("育儿假第三年", "childcare yr 3"),
    "allowance": ("保教费", "allowance"),
}

MEANINGS: dict[str, Pair] = {
    "protection": ("不得延长劳动时间或者安排夜班", "no overtime and no night work may be asked"),
    "prenatal": ("产假中最多可在产前休的天数", "the days of maternity leave that may be taken before the birth"),
    "maternity": ("产假全程", "the whole of maternity leave"),
    "paternity": ("男方护理假（陪产假）", "the father's leave after the birth"),
    "nursing": ("每个工作日的哺乳时间", "nursing breaks each working day"),
    "childcare": ("每一周岁年内可休的天数", "days to be taken within the year of the child"),
    "allowance": ("单位可以按月发放的婴幼儿保教费", "childcare allowance that the employer may pay each month"),
}

PLAN_WORDS: dict[str, Pair] = {
    "estimate": (
        "估算：还没有出生日期，全部按预产期 {date} 推算；孩子出生后请用出生日期重算",
        "An estimate: no date of birth yet, everything is calculated from the due date {date}; calculate again after the birth",
    ),
    "timeline": ("时间轴", "Timeline"),
    "table": ("明细", "Entitlements"),
    "calendar": ("日历", "Calendar"),
    "none": ("不享受或无法核定的项目", "Not due, or not to be calculated"),
    "failed": ("算不出", "cannot be calculated"),
    "birth": ("出生", "birth"),
    "due": ("预产期", "due date"),
    "absence": ("整天休假", "whole days off"),
    "span": ("这段时间内享受", "due within this time"),
    "base": ("基数", "base"),
    "bonus": ("奖励", "additional"),
    "per_day": ("{minutes} 分钟/天", "{minutes} min/day"),
    "per_month": ("{amount}/月", "{amount}/month"),
    "who_what": ("待遇", "entitlement"),
    "from": ("起", "from"),
    "to": ("止", "to"),
    "amount": ("天数、金额", "days, sum"),
    "back": ("返岗", "back"),
    "clauses": ("条文", "clauses"),
    "workings": ("计算过程", "calculation"),
    "return": ("{who}返岗（{what}结束）", "{who} back at work after {what}"),
    "reminder": ("{days}天后返岗：{date}", "Back at work in {days} days, on {date}"),
    "tomorrow": ("明天返岗：{date}", "Back at work tomorrow, {date}"),
    "mother_off": ("母亲休假", "mother on leave"),
    "father_off": ("父亲休假", "father on leave"),
    "both_off": ("两人都休假", "both on leave"),
    "rest_day": ("周末或节假日", "weekend or holiday"),
    "work_day": ("调休上班", "make-up working day"),
    "return_day": ("返岗", "back at work"),
    "calendar_name": ("生育待遇 {title}", "Birth benefits {title}"),
    "back_on_make_up_day": ("{date}返岗：这天调休上班", "back at work on {date}: a make-up working day"),
    "no_calendar": ("没有整天的休假，没有可画的月份", "no whole days off: no month to draw"),
}

MONTH: Pair = ("{year}年{month}月", "{year}-{month:02d}")
CALENDAR_WEEK: Pair = ("一 二 三 四 五 六 日", "Mo Tu We Th Fr Sa Su")
