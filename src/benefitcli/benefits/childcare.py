"""Childcare leave (育儿假): so many days in each year of a child under three, each parent.

山西省人口和计划生育条例 art. 25 ¶2; the Yongji plan (十三) adds five days a year.
"""

from __future__ import annotations

from benefitcli.benefits.fields import BIRTH_DATE, BIRTH_ORDER
from benefitcli.engine.benefit import Benefit, Result, date, days, on_birth_date
from benefitcli.engine.rule import Number, Step, Verbs

CHILD_YEARS = range(1, 4)
"""The years that the result has columns for."""


def childcare_leave(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """Each year has the law of its last day (or of its first, by reading); years of a child too old have none.

    A year that was under way when the entitlement began has its full days, to be taken from that day on.
    """
    do.deny("birth_not_covered", when=case.birth_order > law.children_covered)
    total: Number = 0
    for year in CHILD_YEARS:
        total += _one_year(year, case, law, do, step)
    do.deny("no_entitlement_in_force", when=total == 0)
    step("total_days", total)


def _one_year(year: int, case: Number, law: Number, do: Verbs, step: Step) -> Number:
    first, last = _span(year, case.birth_date, law, do)
    first = step(f"year_{year}_from", first)
    last = step(f"year_{year}_to", last)
    then = law.on(do.choose(law.reading.childcare_version, end=last, start=first))
    base_days = then.base.days_per_year
    young = then.until_age >= year
    base = step(f"year_{year}_base", base_days, when=young)
    bonus = step(
        f"year_{year}_bonus",
        do.choose(
            law.reading.childcare_bonus,
            flat=then.added.days_per_year,
            cumulative=then.added.days_per_year * year,
        ),
        when=young & (then.added.days_per_year > 0),
    )
    days_of_year = step(f"year_{year}_days", base + bonus)
    do.warn("counting_assumed", when=then.counting_assumed.days_per_year & (days_of_year > 0))
    do.warn("counted_in_working_days", when=do.counted(then.counting.days_per_year, "working") & (days_of_year > 0))
    skips = do.counted(then.counting.days_per_year, "skip_statutory")
    do.warn("statutory_holidays_do_not_count", when=skips & (days_of_year > 0))
    do.warn("days_are_a_floor", when=then.floor.days_per_year & (days_of_year > 0))
    do.warn("usable_from_commencement", when=(then.at_least_since.days_per_year > first) & (days_of_year > 0))
    return days_of_year


def _span(year: int, birth: Number, law: Number, do: Verbs) -> tuple[Number, Number]:
    """The first and last day of a year: from the birth date, or calendar years from that of the birth."""
    calendar_year = do.year_of(birth) + (year - 1)
    by_calendar = law.reading.childcare_year
    first = do.choose(
        by_calendar,
        child=do.anniversary(birth, year - 1),
        calendar=do.latest(birth, do.first_day_of_year(calendar_year)),
    )
    last = do.choose(
        by_calendar,
        child=do.anniversary(birth, year) - 1,
        calendar=do.first_day_of_year(calendar_year + 1) - 1,
    )
    return first, last


def _results() -> tuple[Result, ...]:
    spans = ((date(f"year_{year}_from"), date(f"year_{year}_to"), days(f"year_{year}_days")) for year in CHILD_YEARS)
    return (*(result for span in spans for result in span), days("total_days"))


CHILDCARE = Benefit(
    name="leave.childcare",
    zh="育儿假",
    en="childcare leave",
    fields=(BIRTH_DATE.as_required(), BIRTH_ORDER),
    results=_results(),
    law={
        "children_covered": "births.children_covered",
        "days_per_year": "leave.childcare.days_per_year",
        "until_age": "leave.childcare.until_age",
    },
    rule=childcare_leave,
    event=on_birth_date,
    readings=("childcare_bonus", "childcare_year", "childcare_version", "third_child_from"),
)
