"""Marriage leave (婚假): 山西省人口和计划生育条例 art. 25 ¶1, thirty days in all."""

from __future__ import annotations

from benefitcli.arithmetic.verbs import Number, Step, Verbs
from benefitcli.benefits.benefit import LEAVE_RESULTS, Benefit, on_start_date
from benefitcli.benefits.fields import START_DATE


def marriage_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """The days of the regulation from the first day taken."""
    days = step("days", law.days)
    start = step("start_date", case.start_date)
    end = step("end_date", do.last_day(start, days, law.counting.days))
    step("return_date", do.next_workday(end + 1))


MARRIAGE = Benefit(
    name="leave.marriage",
    zh="婚假",
    en="marriage leave",
    fields=(START_DATE.must(),),
    results=LEAVE_RESULTS,
    law={"days": "leave.marriage.days"},
    rule=marriage_leave,
    event=on_start_date,
)
