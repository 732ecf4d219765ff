"""What results, steps, units and kinds of evidence are called."""

from __future__ import annotations

from benefitcli.i18n import Language, Pair, choose

CHILD_YEARS = (("1", "第一"), ("2", "第二"), ("3", "第三"))

RESULTS: dict[str, Pair] = {
    "parent": ("谁的", "whose"),
    "entitlement": ("待遇", "entitlement"),
    "days": ("天数", "days"),
    "start_date": ("开始日期", "first day"),
    "end_date": ("结束日期", "last day"),
    "return_date": ("返岗日期", "back at work"),
    "total_days": ("合计", "total"),
    "minutes_per_day": ("每个工作日", "each working day"),
    "from_date": ("起", "from"),
    "to_date": ("止", "to"),
    "national_to_date": ("国家规定止于", "national rule ends"),
    "monthly_amount": ("每月金额（每位家长）", "a month, each parent"),
    "first_month": ("首个月份", "first month"),
    "last_month": ("最后月份", "last month"),
    "months": ("月数", "months"),
    "total_amount": ("合计金额", "total"),
    "one_off_amount": ("一次性补助", "one-off subsidy"),
    "yearly_amount": ("每年托位补贴", "places, a year"),
    "base_ceiling": ("最高贷款额度", "ceiling"),
    "uplift": ("上浮比例", "rise"),
    "raised_ceiling": ("上浮后最高额度", "raised ceiling"),
    "loan_limit": ("可贷上限", "loan limit"),
    "binding_limit": ("由哪一项决定", "bound by"),
    "places": ("应有托位", "places"),
    "inclusive_places": ("其中普惠托位", "public-interest childcare places"),
    "missing_places": ("尚缺托位", "places missing"),
    "missing_inclusive_places": ("尚缺普惠托位", "public-interest childcare places missing"),
    "yearly_cost": ("普惠托位补贴每年至少", "subsidy a year, at least"),
    "new_housing_places": ("新建住宅区托位", "places for new housing"),
    "old_quarter_places": ("老城区托位", "places for old quarters"),
}
STEPS: dict[str, Pair] = {
    "earliest_start": ("产前最早可休", "earliest first day"),
    "statutory": ("法定产假", "statutory leave"),
    "difficult_birth": ("难产增加", "difficult birth"),
    "multiple_birth": ("多胞胎增加", "multiple birth"),
    "bonus": ("奖励延长产假", "additional leave"),
    "statutory_end": ("法定部分结束", "statutory part ends"),
    "marriage_basic": ("婚假", "marriage leave"),
    "marriage_extra": ("增加的婚假", "added marriage leave"),
    "months_of_pregnancy": ("满孕月", "completed months of pregnancy"),
    "first_infant_hours": ("哺乳时间", "nursing breaks"),
    "further_infants_hours": ("多胞胎增加", "for further infants"),
    "pregnancy_month_complete": ("怀孕满规定月份", "month of pregnancy complete"),
    "age_limit": ("子女年龄上限（不满）", "child under"),
    "of_age_from": ("父母达到年龄", "parent reaches the age"),
    "birth_month": ("出生月份", "month of birth"),
    "amount_per_parent": ("每位家长合计", "for one parent"),
    "rate_per_place": ("每托位每年", "a place, a year"),
    "amount_for_all_years": ("各年托位补贴合计", "places, all years"),
    "places_per_thousand": ("每千人口托位", "places per thousand people"),
    "inclusive_share": ("普惠托位占比", "share of public-interest childcare places"),
    "new_housing_places_per_thousand": ("新建住宅区每千人口托位", "new housing: per thousand"),
    "old_quarter_places_per_thousand": ("老城区每千人口托位", "old quarters: per thousand"),
    "raised_quota": ("本人可贷额度（上浮后）", "the borrower's quota, raised"),
    "rise_of_ceiling": ("最高额度上浮", "rise of the ceiling"),
}
for number, zh in CHILD_YEARS:
    RESULTS[f"year_{number}_from"] = (f"{zh}年起", f"year {number} from")
    RESULTS[f"year_{number}_to"] = (f"{zh}年止", f"year {number} to")
    RESULTS[f"year_{number}_days"] = (f"{zh}年天数", f"year {number} days")
    STEPS[f"year_{number}_base"] = (f"{zh}年基数", f"year {number}: base")
    STEPS[f"year_{number}_bonus"] = (f"{zh}年奖励", f"year {number}: additional")

CHOICES: dict[str, Pair] = {
    "ceiling": ("最高贷款额度", "the ceiling"),
    "quota": ("本人可贷额度", "the borrower's own quota"),
    "price": ("房价减首付", "the price less the down payment"),
}
UNITS: dict[str, Pair] = {
    "day": ("天", "days"),
    "hour": ("小时", "h"),
    "minute": ("分钟", "min"),
    "month": ("个月", "months"),
    "months": ("个月", "months"),
    "month_of_pregnancy": ("个月", "months"),
    "week": ("周", "weeks"),
    "year": ("周岁", "years"),
    "yuan": ("元", "yuan"),
    "place": ("个", "places"),
    "child": ("个", "children"),
}
ONE_OF = {
    "days": "day", "months": "month", "weeks": "week", "years": "year", "places": "place", "children": "child",
}  # fmt: skip
"""What a single one is called in English."""
EVIDENCE: dict[str, Pair] = {
    "primary": ("原文", "text read"),
    "secondary": ("转引，未读原文", "quoted by a secondary source"),
    "weak": ("弱来源，请核对", "weak source, please check"),
    "convention": ("约定，非法条", "convention, not law"),
    "package": ("日历数据包", "calendar package"),
}
NOT_READ: Pair = ("未见原文，只见转述：{places}", "the text itself was not read; reported by {places}")
FLOOR: Pair = ("不低于", "at least")
DISCRETIONARY: Pair = ("可以", "may")


def label(name: str, language: Language) -> str:
    """What a result or a step is called."""
    return choose(RESULTS.get(name) or STEPS[name], language)
