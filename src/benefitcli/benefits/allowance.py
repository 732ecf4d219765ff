"""The monthly childcare allowance (婴幼儿保教费): 山西省人口和计划生育条例 art. 25 ¶3; the Yongji plan (十三)."""

from __future__ import annotations

from benefitcli.benefits.fields import BIRTH_DATE, BIRTH_ORDER, FROM_MONTH, INFANTS, MONTHLY_RATE, PARENTS, TO_MONTH
from benefitcli.engine.benefit import Benefit, Result, number, on_birth_date, yuan
from benefitcli.engine.rule import Number, Step, Verbs
from benefitcli.law.dates import MONTHS_PER_YEAR


def allowance(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """Months of a child under three, each at the rate in force on its first day, for each parent whose employer pays.

    The law names a floor that an employer may pay; the payer's own rate replaces it and may not be lower.
    """
    rates = law.over_time.monthly_rate
    do.deny("birth_not_covered", when=case.birth_order > law.children_covered)
    do.error("months_out_of_order", when=case.to_month < case.from_month, field="to_month", accepted=">= from_month")
    first, last = _window(case, law, do, step)
    months = step("months", last - first + 1)
    do.deny("no_month_due", when=months < 1)
    law_first, law_last = (law.on(do.first_day_of(month)) for month in (first, last))
    floor_first, floor_last = law_first.monthly_rate, law_last.monthly_rate
    floor = do.latest(floor_first, floor_last)
    do.below_floor(case.monthly_rate, floor, clause=law_last.clause.monthly_rate, field="monthly_rate")
    do.warn("rate_changes", when=(floor_first != floor_last) & ~do.given(case.monthly_rate))
    do.warn("employer_may_pay")
    step("monthly_amount", do.otherwise(case.monthly_rate, floor_first))
    one_parent = do.otherwise(case.monthly_rate * months, do.sum_months(first, last, rates))
    one_parent = step("amount_per_parent", one_parent)
    children = do.choose(law.reading.allowance_basis, parent=1, child=case.infants)
    step("total_amount", one_parent * case.parents * children)


def _window(case: Number, law: Number, do: Verbs, step: Step) -> tuple[Number, Number]:
    """The first and the last month due: the reading's months of the child, cut to the law and to the months asked for."""
    months_of = law.reading.allowance_months
    limit = step("age_limit", do.age_limit(case.birth_date, law.over_time.until_age))
    do.deny("no_entitlement_in_force", when=limit == 0)
    birth_month = step("birth_month", do.month_of(case.birth_date))
    birthday_month = birth_month + limit * MONTHS_PER_YEAR
    last_day_month = do.month_of(do.anniversary(case.birth_date, limit) - 1)
    first = do.choose(months_of, birth_month=birth_month, next_month=birth_month + 1, any_day=birth_month)
    last = do.choose(months_of, birth_month=birthday_month - 1, next_month=birthday_month, any_day=last_day_month)
    since = law.on(do.anniversary(case.birth_date, limit) - 1).since.monthly_rate
    first = step("first_month", do.latest(first, do.first_month_from(since), case.from_month))
    return first, step("last_month", do.earliest(last, case.to_month))


ALLOWANCE = Benefit(
    name="allowance",
    zh="婴幼儿保教费",
    en="monthly childcare allowance",
    fields=(BIRTH_DATE.as_required(), BIRTH_ORDER, FROM_MONTH, TO_MONTH, MONTHLY_RATE, PARENTS, INFANTS),
    results=(
        yuan("monthly_amount"),
        Result("first_month", "month"),
        Result("last_month", "month"),
        number("months", "month"),
        yuan("total_amount"),
    ),
    law={
        "children_covered": "births.children_covered",
        "monthly_rate": "allowance.monthly_rate",
        "until_age": "allowance.until_age",
    },
    rule=allowance,
    event=on_birth_date,
    readings=("allowance_months", "allowance_basis", "third_child_from"),
)
