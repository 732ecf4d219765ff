"""What a result says beside its numbers: why there is none, and what its reader should know."""

from __future__ import annotations

from benefitcli.i18n import Pair

REASONS: dict[str, Pair] = {
    "birth_not_covered": (
        "这一孩次在出生当天不在表中文件的覆盖范围内；请向卫健部门核实",
        "on the day of the birth no document of the tables covers this child's order; please ask the health bureau",
    ),
    "no_entitlement_in_force": (
        "孩子不满规定年龄的那段时间里，这项规定没有施行",
        "the entitlement was not in force while the child was under the age limit",
    ),
    "no_month_due": ("所选月份不在发放期内", "none of the months asked for is due"),
    "parent_too_young": ("父母还没有达到规定的年龄", "the parent has not reached the age the clause names"),
    "no_only_child_certificate": (
        "这项假只给持《独生子女父母光荣证》父母的子女",
        "the leave is for the child of parents who hold the only-child certificate",
    ),
    "not_hospitalised": ("这项假只在父母住院治疗时给", "the leave is only for the time a parent is in hospital"),
}

WARNINGS: dict[str, Pair] = {
    "start_moved": (
        "开始日期早于产前最早可休日期，已调整为最早可休日期；此前的请假不计入产假",
        "the first day was before the law allows and was moved; earlier days are not maternity leave",
    ),
    "birth_not_covered": (
        "该孩次不适用奖励产假，仅享受法定产假",
        "this child's order is not covered: statutory days only, no additional leave",
    ),
    "clause_not_yet_issued": (
        "--as-of 当天尚未发布的文件会改变这个结果，已不计：{documents}",
        "a document issued after the --as-of day would change this result and is left out: {documents}",
    ),
    "counting_assumed": (
        "未查到该假期是否含节假日的规定，暂按自然日（含节假日）计算，请核实",
        "no text was read that says how some of the days are counted; for them calendar days are an assumption",
    ),
    "provisional": (
        "当年放假安排尚未公布，返岗日期按周末和法定节假日推算，为暂定日期，公布后请重新核对",
        "the holiday notice of that year is not published: the return date is computed and provisional",
    ),
    "usable_from_commencement": (
        "有的年度开始时规定还没有施行（或还没有增加）：天数照给，新增的只能在施行之后休",
        "some year had begun before the rule, or the days that it adds, was in force: the days are full, the new ones from that day on",
    ),
    "rate_changes": (
        "标准在期间有变化，合计按各月（年）标准分段计算",
        "the rate changes within the time: the total is summed piece by piece",
    ),
    "employer_may_pay": (
        "条文写的是“可以”：单位发放时不低于此数，是否发放由单位决定",
        "the clause says may: a floor if the employer pays; whether it pays is its own decision",
    ),
    "rounded_up": (
        "不足一个的托位按一个计，向上取整；条文没有说零头怎么算，这样才达到所要求的比例",
        "part of a place counts as one: rounded up, so that the rate is reached; the clauses do not say what becomes of it",
    ),
    "counted_from_birth": (
        "条文自生育之日起计算：生育前已休的日子不占这些天数",
        "the clause counts from the birth: leave taken before it does not use up these days",
    ),
    "days_are_a_floor": (
        "条文给的是下限：这里是至少应有的天数，单位可以多给",
        "the clause gives a lower limit: these are the days due at least, the employer may grant more",
    ),
    "counted_in_working_days": (
        "这些天数按工作日计算，公休日和法定节假日不计在内",
        "these are working days: rest days and public holidays do not count",
    ),
    "statutory_holidays_do_not_count": (
        "法定节假日不计在这些天数内",
        "statutory holidays do not count among these days",
    ),
    "uplift_not_applicable": ("子女数不够，不上浮", "too few children: no rise"),
    "birth_date_estimated": ("还没有出生日期，按预产期估算", "no date of birth yet: estimated from the due date"),
    "due_date_estimated": ("没有预产期，按出生日期推算", "no due date: taken from the date of birth"),
    "protection_interrupted": (
        "国家规定的保护期满后到本地规定施行之间有一段没有保护",
        "between the end of the national protection and the start of the local rule there was none",
    ),
    "ceiling_per_calendar_year": (
        "按自然年计，每年这么多天，不累积（“每年”指自然年是约定）",
        "so many days in a calendar year, not carried over (that the year is the calendar year is a convention)",
    ),
}
