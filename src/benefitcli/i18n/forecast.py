"""The words of a forecast."""

from __future__ import annotations

from benefitcli.i18n import Pair

FORECAST: dict[str, Pair] = {
    "title": ("{benefit}测算", "{benefit}: forecast"),
    "span": ("{first}至{last}", "{first} to {last}"),
    "allowance_total": (
        "共 {amount} 元，{people} 人领取，{months} 个人月",
        "{amount} yuan to {people:person|people}, {months:month|months} in all",
    ),
    "places_total": (
        "共 {amount} 元，{institutions} 家机构，{place_years} 个托位年",
        "{amount} yuan to {institutions:institution|institutions}, {place_years:place-year|place-years} in all",
    ),
    "by_period": ("各期金额", "By period"),
    "by_group": ("各组金额（全期）", "By group, the whole time"),
    "chart": ("图", "Chart"),
    "yuan": ("元", "yuan"),
    "base": ("现状", "as it is"),
    "total": ("合计", "total"),
    "expected_births": ("预计出生", "expected births"),
    "blank": ("（空白）", "(blank)"),
    "nothing_due": ("这段时间没有应付的金额", "nothing is due in this time"),
    "left_out": (
        "有错的{count}行没有计入任何合计，小结里有行号，可用 --rejects 取出",
        "rows with errors, which are in no sum: {count} (the summary names them, --rejects takes them out)",
    ),
    "births": (
        "假设，不是文件里的人：{name}每年出生{births}人，{first}至{last}每月1日，按月均匀；其中{people}人、{amount}元",
        "assumed, not in the file ({name}): {births:birth|births} a year, evenly on the first of each month from {first} to {last}; {people:person|people} and {amount} yuan of the total",
    ),
    "no_births": (
        "{name}假设每年出生{births}人，但文件里最后一次出生在这段时间之后，没有计入",
        "{name}: {births:birth a year is|births a year are} assumed, but the last birth of the file lies at the end of this time or after: none counted",
    ),
    "scenario": ("方案“{name}”：每一行都按 {facts}", "{name}: {facts} for every row"),
    "people_once": (
        "合计的人数，同一行只算一次；各期人数不能相加",
        "the total counts a row once: the people of the periods do not add up to it",
    ),
    "one_off_when": (
        "一次性补助列在机构起算的第一年，除非已发",
        "the one-off subsidy stands in an institution's first year of this time, unless it was paid",
    ),
}

LINES: dict[str, Pair] = {
    "scenario": ("方案", "scenario"),
    "period": ("期间", "period"),
    "group": ("分组", "group"),
    "people": ("人数", "people"),
    "months": ("人月", "months"),
    "institutions": ("机构", "institutions"),
    "place_years": ("托位年", "place-years"),
    "one_off_amount": ("一次性（元）", "one-off, yuan"),
    "yearly_amount": ("托位补贴（元）", "places, yuan"),
    "amount": ("金额（元）", "yuan"),
    "difference": ("比现状（元）", "difference"),
}
