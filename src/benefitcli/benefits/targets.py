"""The childcare places that a plan asks for: the Yongji plan (十)."""

from __future__ import annotations

from benefitcli.benefits.fields import (
    EXISTING,
    EXISTING_INCLUSIVE,
    NEW_HOUSING_POPULATION,
    OLD_QUARTER_POPULATION,
    POPULATION,
)
from benefitcli.engine.benefit import Benefit, number, yuan
from benefitcli.engine.rule import Condition, Number, Step, Verbs
from benefitcli.law.parameters import BASIS_POINTS

PER_THOUSAND = 1000


def place_targets(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """Places per thousand people and the share of them that must be inclusive.

    The clauses do not say what becomes of part of a place: it counts as one, so that the rate is reached.
    """
    too_many = case.existing_inclusive > case.existing
    do.error("more_inclusive_than_all", when=too_many, field="existing_inclusive", accepted="<= existing")
    asked = case.population * step("places_per_thousand", law.places_per_thousand)
    places = step("places", do.divide_up(asked, PER_THOUSAND))
    share = step("inclusive_share", law.inclusive_share)
    inclusive = step("inclusive_places", do.share_up(places, share))
    step("missing_places", do.latest(places - case.existing, places * 0))
    step("missing_inclusive_places", do.latest(inclusive - case.existing_inclusive, inclusive * 0))
    step("yearly_cost", step("rate_per_place", law.yearly_rate) * inclusive)
    new = _part(case.new_housing_population, law.new_housing_places_per_thousand, "new_housing", do, step)
    old = _part(case.old_quarter_population, law.old_quarter_places_per_thousand, "old_quarter", do, step)
    in_full = (places * PER_THOUSAND == asked) & (inclusive * BASIS_POINTS == places * share)
    do.warn("rounded_up", when=~(in_full & new & old))


def _part(population: Number, rate: Number, name: str, do: Verbs, step: Step) -> Condition:
    """The places of a part of the town; whether they are whole without rounding."""
    asked = population * step(f"{name}_places_per_thousand", rate)
    places = step(f"{name}_places", do.divide_up(asked, PER_THOUSAND))
    return places * PER_THOUSAND == asked


TARGETS = Benefit(
    name="targets",
    zh="托位目标",
    en="childcare places the plan asks for",
    fields=(POPULATION.as_required(), EXISTING, EXISTING_INCLUSIVE, NEW_HOUSING_POPULATION, OLD_QUARTER_POPULATION),
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
