"""Protection from overtime and night work: 女职工劳动保护特别规定 arts 6 and 9; the Yongji plan (十三) until three."""

from __future__ import annotations

from benefitcli.benefits.fields import BIRTH_DATE, DUE_DATE
from benefitcli.engine.benefit import Benefit, date
from benefitcli.engine.rule import Number, Step, Verbs

DAYS_PER_WEEK = 7


def protection(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """From the end of the seventh month of pregnancy to the day before the birthday the law names.

    One of the two dates stands in for the other while only one is known, and a warning says so. A child born before
    the seventh month was complete is protected from the birth.
    """
    due = do.otherwise(case.due_date, case.birth_date)
    birth = do.otherwise(case.birth_date, case.due_date)
    pregnancy = law.weeks_of_pregnancy * DAYS_PER_WEEK
    far_apart = (birth < due - pregnancy) | (birth > due + pregnancy)
    do.error("dates_far_apart", when=far_apart, field="birth_date", accepted="due_date ± 40 w")
    do.warn("birth_date_estimated", when=~do.given(case.birth_date))
    do.warn("due_date_estimated", when=~do.given(case.due_date))
    weeks_left = law.weeks_of_pregnancy - law.from_pregnancy_month * law.weeks_per_pregnancy_month
    month_complete = step("pregnancy_month_complete", due - weeks_left * DAYS_PER_WEEK)
    step("from_date", do.earliest(month_complete, birth))
    limit = step("age_limit", do.age_limit(birth, law.over_time.until_age))
    last = step("to_date", do.anniversary(birth, limit) - 1)
    national_last = step("national_to_date", do.anniversary(birth, law.national.until_age) - 1)
    then = law.on(national_last + 1)
    unprotected = then.until_age <= law.national.until_age
    do.warn("protection_interrupted", when=unprotected & (last > national_last))


def _event(case: Number, do: Verbs) -> Number:
    return do.otherwise(case.birth_date, case.due_date)


PROTECTION = Benefit(
    name="leave.protection",
    zh="不得加班和夜班",
    en="protection from overtime and night work",
    fields=(DUE_DATE, BIRTH_DATE),
    results=(date("from_date"), date("to_date"), date("national_to_date")),
    law={
        "from_pregnancy_month": "leave.protection.from_pregnancy_month",
        "until_age": "leave.protection.until_age",
        "weeks_of_pregnancy": "conventions.weeks_of_pregnancy",
        "weeks_per_pregnancy_month": "conventions.weeks_per_pregnancy_month",
    },
    rule=protection,
    event=_event,
    readings=("protection_end",),
    one_of=("due_date", "birth_date"),
)
