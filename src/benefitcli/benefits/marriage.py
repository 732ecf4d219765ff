"""Marriage leave (婚假): 山西省人口和计划生育条例 art. 25 ¶1, thirty days in all; 上海 art. 31 adds to the national days."""

from __future__ import annotations

from benefitcli.benefits.fields import START_DATE
from benefitcli.engine.benefit import LEAVE_RESULTS, Benefit, on_start_date
from benefitcli.engine.rule import Number, Step, Verbs


def marriage_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """The days of the regulation from the first day taken, then those it adds, which may be counted in another way."""
    basic = step("marriage_basic", law.days)
    extra = step("marriage_extra", law.extra_days, when=do.given(law.extra_days))
    step("days", basic + extra)
    start = step("start_date", case.start_date)
    basic_end = do.last_day(start, basic, law.counting.days)
    end = step("end_date", do.extend(basic_end, extra, law.counting.extra_days))
    step("return_date", do.next_workday(end + 1))


MARRIAGE = Benefit(
    name="leave.marriage",
    zh="婚假",
    en="marriage leave",
    fields=(START_DATE.as_required(),),
    results=LEAVE_RESULTS,
    law={"days": "leave.marriage.days"},
    optional_law={"extra_days": "leave.marriage.extra_days"},
    rule=marriage_leave,
    event=on_start_date,
)
