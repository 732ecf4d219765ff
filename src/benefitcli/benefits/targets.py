"""The childcare places that a plan asks for: the Yongji plan (十)."""

from __future__ import annotations

from benefitcli.arithmetic.verbs import Number, Step, Verbs
from benefitcli.benefits.benefit import Benefit, number, yuan
from benefitcli.benefits.fields import (
    EXISTING,
    EXISTING_INCLUSIVE,
    NEW_HOUSING_POPULATION,
    OLD_QUARTER_POPULATION,
    POPULATION,
)

PER_THOUSAND = 1000


def place_targets(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """Places per thousand people and the share of them that must be inclusive; part of a place counts as one."""
    too_many = case.existing_inclusive > case.existing
    do.error("more_inclusive_than_all", when=too_many, field="existing_inclusive", accepted="<= existing")
    places = step("places", do.divide_up(law.places_per_thousand * case.population, PER_THOUSAND))
    inclusive = step("inclusive_places", do.share_up(places, law.inclusive_share))
    step("missing_places", do.latest(places - case.existing, places * 0))
    step("missing_inclusive_places", do.latest(inclusive - case.existing_inclusive, inclusive * 0))
    step("yearly_cost", law.yearly_rate * inclusive)
    new_housing = law.new_housing_places_per_thousand * case.new_housing_population
    step("new_housing_places", do.divide_up(new_housing, PER_THOUSAND))
    old_quarter = law.old_quarter_places_per_thousand * case.old_quarter_population
    step("old_quarter_places", do.divide_up(old_quarter, PER_THOUSAND))


TARGETS = Benefit(
    name="targets",
    zh="托位目标",
    en="childcare places the plan asks for",
    fields=(POPULATION.must(), EXISTING, EXISTING_INCLUSIVE, NEW_HOUSING_POPULATION, OLD_QUARTER_POPULATION),
    results=(
        number("places", "place"),
        number("inclusive_places", "place"),
        number("missing_places", "place"),
        number("missing_inclusive_places", "place"),
        yuan("yearly_cost"),
        number("new_housing_places", "place"),
        number("old_quarter_places", "place"),
    ),
    law={
        "places_per_thousand": "targets.places_per_thousand",
        "inclusive_share": "targets.inclusive_share",
        "new_housing_places_per_thousand": "targets.new_housing_places_per_thousand",
        "old_quarter_places_per_thousand": "targets.old_quarter_places_per_thousand",
        "yearly_rate": "places.yearly_rate",
    },
    rule=place_targets,
    event=None,
)
