"""One rule, two ways to run it: single and batch answers agree on whatever can be asked."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.inputs.case import Question
from strategies import DAYS, random_rows, readings
from support import TODAY, run_rows, run_single

ROWS_PER_FILE = 150
FILES = 12
LIBRARY = Question().library()
CHOICES = {
    name: list(reading.choices)
    for region in LIBRARY.regions.values()
    for name, reading in LIBRARY.law_of(region).readings.items()
}


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=FILES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_single_and_batch_agree(name: str, data: st.DataObject, seed: int) -> None:
    benefit = find_benefit(name)
    on, as_of, taken = data.draw(DAYS), data.draw(DAYS), data.draw(readings(benefit, CHOICES))
    question = Question(on=on, as_of=as_of, readings=taken, today=TODAY)
    cases = random_rows(benefit, Random(seed), ROWS_PER_FILE)

    outcomes = run_rows(name, [{"姓名": "张三", **case} for case in cases], question)

    assert len(outcomes) == len(cases)
    for case, outcome in zip(cases, outcomes, strict=True):
        facts = {field: text for field, text in case.items() if field != "region"}
        assert outcome == run_single(name, facts, replace(question, region=case["region"])), case
