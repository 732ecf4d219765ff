"""Every region in one file, with the days around each change of its law: row for row what the single case answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Benefit
from benefitcli.inputs.case import Question
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day
from benefitcli.law.library import Library, RegionLaw
from support import TODAY, run_rows, run_single

LIBRARY = Library()
LAWS = [LIBRARY.law_of(region) for region in LIBRARY.regions.values()]
LEAVES = ("leave.maternity", "leave.paternity", "leave.childcare", "leave.marriage", "leave.miscarriage",
          "leave.parent_care")  # fmt: skip


def changes(law: RegionLaw, benefit: Benefit) -> list[int]:
    """The first and the last day of every piece of the region's law that the benefit asks for."""
    periods = [period for name in benefit.parameters.values() for period in law.timeline(name).periods]
    edges = {edge for period in periods for edge in (period.first, period.last + 1)} - {FIRST_DAY, LAST_DAY + 1}
    return sorted(edges)


def facts_of(name: str, day: int, index: int) -> dict[str, str]:
    """A case whose event is the day; what else it says varies from row to row."""
    yes, order = ("是" if index % 2 else "否"), str(1 + index % 4)
    return {
        "leave.maternity": {
            "birth_date": format_day(day), "start_date": format_day(day - index % 20), "birth_order": order,
            "difficult_birth": yes, "infants": str(1 + index % 3),
        },
        "leave.paternity": {"birth_date": format_day(day), "birth_order": order},
        "leave.childcare": {"birth_date": format_day(day), "birth_order": order},
        "leave.marriage": {"start_date": format_day(day)},
        "leave.miscarriage": {"start_date": format_day(day), "gestation_weeks": str(4 + index % 30)},
        "leave.parent_care": {
            "parent_birth_date": "1955-05-05", "on_date": format_day(day), "only_child_certificate": "是",
            "hospitalised": yes,
        },
    }[name]  # fmt: skip


@pytest.mark.parametrize("readings", [{}, {"maternity_count_from": "start"}], ids=["default", "other reading"])
@pytest.mark.parametrize("name", LEAVES)
def test_rows_of_every_region_around_every_change_equal_the_single_case(name: str, readings: dict[str, str]) -> None:
    benefit = find_benefit(name)
    taken = {reading: choice for reading, choice in readings.items() if reading in benefit.readings}
    everywhere = {edge for law in LAWS for edge in changes(law, benefit)}
    rows = [
        (law.region.name, facts_of(name, day + shift, index + shift))
        for index, law in enumerate(LAWS)
        for day in {*changes(law, benefit), *sorted(everywhere)[::8]}
        for shift in (-1, 0, 1, 40)
    ]
    question = Question(readings=taken, today=TODAY)

    outcomes = run_rows(name, [{**facts, "region": region} for region, facts in rows], question)

    assert len(outcomes) == len(rows)
    for (region, facts), outcome in zip(rows, outcomes, strict=True):
        assert outcome == run_single(name, facts, replace(question, region=region)), (region, facts)
    answered = {region for (region, _), outcome in zip(rows, outcomes, strict=True) if outcome.status == "ok"}
    assert len(answered) >= {"leave.marriage": 7, "leave.parent_care": 5}.get(name, 8), "the file is about many regions"


def test_the_last_day_of_a_rule_and_the_first_of_the_next_are_neighbours() -> None:
    """No region has two numbers for a day."""
    for law in LAWS:
        for name in LEAVES:
            for parameter in find_benefit(name).parameters.values():
                for period, following in pairwise(law.timeline(parameter).periods):
                    assert period.last < following.first, (law.region.path, parameter)
