"""Care of a parent in hospital (独生子女照料假): 山西省人口和计划生育条例 art. 30."""

from __future__ import annotations

from benefitcli.arithmetic.verbs import Number, Step, Verbs
from benefitcli.benefits.benefit import Benefit, days
from benefitcli.benefits.fields import HOSPITALISED, ON_DATE, ONLY_CHILD_CERTIFICATE, PARENT_BIRTH_DATE


def parent_care_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """The most days in a calendar year for the child of a parent who is old enough, in hospital and certified."""
    of_age_from = step("of_age_from", do.anniversary(case.parent_birth_date, law.from_age))
    clause = law.clause.days
    do.deny("parent_too_young", when=case.on_date < of_age_from, clause=clause)
    do.deny("no_only_child_certificate", when=~case.only_child_certificate, clause=clause)
    do.deny("not_hospitalised", when=~case.hospitalised, clause=clause)
    step("days", law.days)
    do.warn("counting_assumed", when=law.counting_assumed.days)
    do.warn("ceiling_per_calendar_year")


def _event(case: Number, do: Verbs) -> Number:
    return case.on_date


PARENT_CARE = Benefit(
    name="leave.parent_care",
    zh="独生子女照料假",
    en="care of a parent in hospital",
    fields=(PARENT_BIRTH_DATE.must(), ON_DATE.must(), ONLY_CHILD_CERTIFICATE, HOSPITALISED),
    results=(days(),),
    law={"days": "leave.parent_care.days", "from_age": "leave.parent_care.from_age"},
    rule=parent_care_leave,
    event=_event,
)
