"""Nursing breaks: 女职工劳动保护特别规定 art. 9."""

from __future__ import annotations

from benefitcli.benefits.fields import BIRTH_DATE, INFANTS
from benefitcli.engine.benefit import Benefit, date, number, on_birth_date
from benefitcli.engine.rule import Number, Step, Verbs

MINUTES_PER_HOUR = 60


def nursing_breaks(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """An hour of each working day, an hour more for each further infant, until the day before the first birthday."""
    first = step("first_infant_hours", law.hours_per_day)
    further = step("further_infants_hours", law.hours_per_extra_infant * (case.infants - 1), when=case.infants > 1)
    step("minutes_per_day", (first + further) * MINUTES_PER_HOUR)
    step("from_date", case.birth_date)
    step("to_date", do.anniversary(case.birth_date, law.until_age) - 1)


NURSING = Benefit(
    name="leave.nursing",
    zh="哺乳时间",
    en="nursing breaks",
    fields=(BIRTH_DATE.as_required(), INFANTS),
    results=(number("minutes_per_day", "minute"), date("from_date"), date("to_date")),
    law={
        "hours_per_day": "leave.nursing.hours_per_day",
        "hours_per_extra_infant": "leave.nursing.hours_per_extra_infant",
        "until_age": "leave.nursing.until_age",
    },
    rule=nursing_breaks,
    event=on_birth_date,
)
