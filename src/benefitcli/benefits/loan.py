"""The raised ceiling of a housing provident fund loan: the Yongji plan (十四).

The plan gives no number. Ceiling and rise come from the options or from an office's own document; neither is invented.
"""

from __future__ import annotations

from benefitcli.benefits.fields import BASE_CEILING, CHILDREN, DOWN_PAYMENT_RATIO, HOUSE_PRICE, PERSONAL_QUOTA, UPLIFT
from benefitcli.engine.benefit import Benefit, Result, yuan
from benefitcli.engine.rule import Number, Step, Verbs
from benefitcli.law.parameters import BASIS_POINTS


def loan_ceiling(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """The ceiling, raised for a family with enough children, and the limit that binds first."""
    raises = case.children >= law.uplift_from_children
    base = do.otherwise(case.base_ceiling, law.base_ceiling)
    do.error(
        "loan_ceiling_missing",
        when=~do.given(base),
        field="base_ceiling",
        accepted="base_ceiling | [loan.base_ceiling]",
    )
    own_uplift = do.otherwise(case.uplift, do.bracket(law.scale.uplift, case.children))
    do.error(
        "loan_uplift_missing", when=raises & ~do.given(own_uplift), field="uplift", accepted="uplift | [loan.uplift]"
    )
    do.warn("uplift_not_applicable", when=~raises & (case.uplift > 0))
    base = step("base_ceiling", base)
    uplift = step("uplift", do.otherwise(own_uplift, base * 0), when=raises)
    reading = law.reading.loan_uplift
    on_ceiling = step("rise_of_ceiling", do.share(base, uplift), when=do.chosen(reading, "ceiling", "both"))
    raised = step("raised_ceiling", base + on_ceiling)
    on_quota = do.pick(do.chosen(reading, "quota", "both"), uplift, uplift * 0)
    quota = case.personal_quota + do.share(case.personal_quota, on_quota)
    step("raised_quota", quota, when=do.given(case.personal_quota) & do.chosen(reading, "quota", "both"))
    price = do.share(case.house_price, BASIS_POINTS - case.down_payment_ratio)
    limit, binding = do.smallest(ceiling=raised, quota=quota, price=price)
    step("loan_limit", limit)
    step("binding_limit", binding)


LOAN = Benefit(
    name="loan",
    zh="公积金贷款额度",
    en="housing provident fund loan ceiling",
    fields=(CHILDREN.as_required(), BASE_CEILING, UPLIFT, PERSONAL_QUOTA, HOUSE_PRICE, DOWN_PAYMENT_RATIO),
    results=(
        yuan("base_ceiling"),
        Result("uplift", "ratio"),
        yuan("raised_ceiling"),
        yuan("loan_limit"),
        Result("binding_limit", "choice", choices=("ceiling", "quota", "price")),
    ),
    law={"uplift_from_children": "loan.uplift_from_children"},
    optional_law={"base_ceiling": "loan.base_ceiling", "uplift": "loan.uplift"},
    rule=loan_ceiling,
    event=None,
    readings=("loan_uplift",),
    together=("house_price", "down_payment_ratio"),
)
