"""An only child's care of a parent (独生子女照料假): 山西 art. 30, 广东 art. 36 and 浙江 art. 28 of their regulations."""

from __future__ import annotations

from benefitcli.benefits.fields import HOSPITALISED, ON_DATE, ONLY_CHILD_CERTIFICATE, PARENT_BIRTH_DATE
from benefitcli.engine.benefit import Benefit, days
from benefitcli.engine.rule import Number, Step, Verbs


def parent_care_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """The most days in a calendar year for the only child of a parent who is old enough and in hospital.

    Some regions give days, as a rule fewer, for a parent who is at home; elsewhere there are none.
    """
    clause = law.clause.days
    of_age_from = step("of_age_from", do.anniversary(case.parent_birth_date, law.from_age))
    do.deny("parent_too_young", when=case.on_date < of_age_from, clause=clause)
    do.deny("no_only_child_certificate", when=~case.only_child_certificate, clause=clause)
    do.deny("not_hospitalised", when=~case.hospitalised & ~do.given(law.days_at_home), clause=clause)
    step("days", do.pick(case.hospitalised, law.days, law.days_at_home))
    do.warn("counting_assumed", when=law.counting_assumed.days)
    do.warn("ceiling_per_calendar_year")


def _event(case: Number, do: Verbs) -> Number:
    return case.on_date


PARENT_CARE = Benefit(
    name="leave.parent_care",
    zh="独生子女照料假",
    en="only child's care of a parent",
    fields=(PARENT_BIRTH_DATE.as_required(), ON_DATE.as_required(), ONLY_CHILD_CERTIFICATE, HOSPITALISED),
    results=(days(),),
    law={"days": "leave.parent_care.days", "from_age": "leave.parent_care.from_age"},
    optional_law={"days_at_home": "leave.parent_care.days_at_home"},
    rule=parent_care_leave,
    event=_event,
)
