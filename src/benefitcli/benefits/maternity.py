"""Maternity leave: 女职工劳动保护特别规定 art. 7 and the bonus days of the province and the city."""

from __future__ import annotations

from benefitcli.benefits.fields import BIRTH_DATE, BIRTH_ORDER, DIFFICULT_BIRTH, INFANTS, START_DATE
from benefitcli.engine.benefit import LEAVE_RESULTS, Benefit, on_birth_date
from benefitcli.engine.rule import Number, Step, Verbs


def maternity_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """Statutory days, more for a difficult or multiple birth, and the bonus days of a covered birth.

    A start earlier than the days the law allows before the birth is moved to that day; a start after the birth is an
    error. The bonus days go by which child it is, follow the statutory ones and may be counted in another way. Where
    the text counts from the birth, leave taken before it comes before the days and not off them.
    """
    covered = case.birth_order <= law.children_covered
    earliest = step("earliest_start", case.birth_date - law.days_before_birth)
    do.error("start_after_birth", when=case.start_date > case.birth_date, field="start_date", accepted="<= birth_date")
    do.warn("start_moved", when=case.start_date < earliest)
    do.warn("birth_not_covered", when=~covered)
    statutory = step("statutory", law.base_days)
    difficult = step("difficult_birth", law.difficult_birth_days, when=case.difficult_birth)
    multiple = step("multiple_birth", law.days_per_extra_infant * (case.infants - 1), when=case.infants > 1)
    bonus = step("bonus", do.bracket(law.scale.bonus_days, case.birth_order), when=covered)
    do.warn("days_are_a_floor", when=law.floor.bonus_days & covered)
    step("days", statutory + difficult + multiple + bonus)
    start = step("start_date", do.latest(case.start_date, earliest))
    count_from = law.reading.maternity_count_from
    first = do.choose(count_from, start=start, birth=case.birth_date)
    counted_from_birth = do.chosen(count_from, "birth") & (start < case.birth_date)
    do.warn("counted_from_birth", when=counted_from_birth, clause=law.clause.bonus_days)
    statutory_end = step("statutory_end", do.last_day(first, statutory + difficult + multiple, law.counting.base_days))
    end = step("end_date", do.extend(statutory_end, bonus, law.counting.bonus_days))
    step("return_date", do.next_workday(end + 1))


MATERNITY = Benefit(
    name="leave.maternity",
    zh="产假",
    en="maternity leave",
    fields=(
        BIRTH_DATE.as_required(),
        START_DATE.as_optional("=birth_date"),
        INFANTS,
        DIFFICULT_BIRTH,
        BIRTH_ORDER,
    ),
    results=LEAVE_RESULTS,
    law={
        "children_covered": "births.children_covered",
        "base_days": "leave.maternity.base_days",
        "days_before_birth": "leave.maternity.days_before_birth",
        "difficult_birth_days": "leave.maternity.difficult_birth_days",
        "days_per_extra_infant": "leave.maternity.days_per_extra_infant",
        "bonus_days": "leave.maternity.bonus_days",
    },
    rule=maternity_leave,
    event=on_birth_date,
    readings=("third_child_from", "maternity_count_from"),
)
