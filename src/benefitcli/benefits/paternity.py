"""Paternity leave (护理假, 陪产假): the provinces' population regulations, such as 山西省人口和计划生育条例 art. 25."""

from __future__ import annotations

from benefitcli.benefits.fields import BIRTH_DATE, BIRTH_ORDER, START_DATE
from benefitcli.engine.benefit import LEAVE_RESULTS, Benefit, on_birth_date
from benefitcli.engine.rule import Number, Step, Verbs


def paternity_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """The father's days after the birth of a covered child, by which child it is; not more for twins or a difficult birth."""
    do.deny("birth_not_covered", when=case.birth_order > law.children_covered)
    do.error("start_before_birth", when=case.start_date < case.birth_date, field="start_date", accepted=">= birth_date")
    days = step("days", do.bracket(law.scale.days, case.birth_order))
    start = step("start_date", case.start_date)
    end = step("end_date", do.last_day(start, days, law.counting.days))
    step("return_date", do.next_workday(end + 1))


PATERNITY = Benefit(
    name="leave.paternity",
    zh="护理假（陪产假）",
    en="paternity leave",
    fields=(BIRTH_DATE.as_required(), START_DATE.as_optional("=birth_date"), BIRTH_ORDER),
    results=LEAVE_RESULTS,
    law={"children_covered": "births.children_covered", "days": "leave.paternity.days"},
    rule=paternity_leave,
    event=on_birth_date,
    readings=("third_child_from",),
)
