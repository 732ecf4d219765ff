"""Subsidies for childcare places: the Yongji plan (十)."""

from __future__ import annotations

from benefitcli.benefits.fields import (
    INCLUSIVE_PLACES,
    ONE_OFF_PAID,
    PLACE_RATE,
    SOCIAL_INSTITUTION,
    STANDARD_MET,
    YEAR,
    YEARS,
)
from benefitcli.engine.benefit import Benefit, yuan
from benefitcli.engine.rule import Number, Step, Verbs


def place_subsidies(case: Number, law: Number, do: Verbs, step: Step) -> None:
    """A sum once for a private institution that meets the standard, and a rate for each public-interest place and year.

    The rate is a floor: the payer's own rate replaces it and may not be lower. A year has the rate of its last day.
    """
    qualifies = case.standard_met & case.social_institution
    last_year = case.year + case.years - 1
    floor_first = law.yearly_rate
    law_last = law.on(do.first_day_of_year(last_year + 1) - 1)
    floor_last = law_last.yearly_rate
    floor = do.latest(floor_first, floor_last)
    do.below_floor(case.place_rate, floor, clause=law_last.clause.yearly_rate, field="place_rate")
    do.warn("rate_changes", when=(floor_first != floor_last) & ~do.given(case.place_rate))
    one_off = step("one_off_amount", law.one_off_amount, when=qualifies & ~case.one_off_paid)
    in_scope = do.chosen(law.reading.place_scope, "any") | qualifies
    rate = step("rate_per_place", do.otherwise(case.place_rate, floor_first))
    step("yearly_amount", rate * case.inclusive_places, when=in_scope)
    rates = do.otherwise(case.place_rate * case.years, do.sum_years(case.year, last_year, law.over_time.yearly_rate))
    all_years = step("amount_for_all_years", rates * case.inclusive_places, when=in_scope)
    step("total_amount", one_off + all_years)


def _event(case: Number, do: Verbs) -> Number:
    return do.first_day_of_year(case.year + 1) - 1


PLACES = Benefit(
    name="places",
    zh="托位补贴",
    en="subsidies for childcare places",
    fields=(
        INCLUSIVE_PLACES.as_required(),
        YEAR.as_required(),
        YEARS,
        STANDARD_MET,
        SOCIAL_INSTITUTION,
        ONE_OFF_PAID,
        PLACE_RATE,
    ),
    results=(yuan("one_off_amount"), yuan("yearly_amount"), yuan("total_amount")),
    law={"one_off_amount": "places.one_off_amount", "yearly_rate": "places.yearly_rate"},
    rule=place_subsidies,
    event=_event,
    readings=("place_scope",),
)
