"""Leave after a miscarriage: 女职工劳动保护特别规定 art. 7 ¶2; 山西省女职工劳动保护条例 art. 14."""

from __future__ import annotations

from benefitcli.benefits.fields import GESTATION_WEEKS, START_DATE
from benefitcli.engine.benefit import LEAVE_RESULTS, Benefit, on_start_date
from benefitcli.engine.rule import Number, Step, Verbs


def miscarriage_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """The days of the bracket for the completed months of pregnancy; the bonus days of a birth do not apply."""
    months = step(
        "months_of_pregnancy", case.gestation_weeks // law.weeks_per_pregnancy_month, unit="month_of_pregnancy"
    )
    days = step("days", do.bracket(law.scale.days, months))
    start = step("start_date", case.start_date)
    end = step("end_date", do.last_day(start, days, law.counting.days))
    step("return_date", do.next_workday(end + 1))


MISCARRIAGE = Benefit(
    name="leave.miscarriage",
    zh="流产产假",
    en="leave after a miscarriage",
    fields=(START_DATE.as_required(), GESTATION_WEEKS.as_required()),
    results=LEAVE_RESULTS,
    law={
        "days": "leave.miscarriage.days",
        "weeks_per_pregnancy_month": "conventions.weeks_per_pregnancy_month",
    },
    rule=miscarriage_leave,
    event=on_start_date,
)
