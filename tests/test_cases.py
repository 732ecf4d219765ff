"""Every case of ``tests/cases``, worked out by hand from the law, through the single and the batch path."""

from __future__ import annotations

import pytest

from benefitcli.errors import BenefitError
from support import TESTS, Case, Outcome, plain, read_cases, run_rows, run_single

CASES = [case for file in sorted((TESTS / "cases").glob("*.toml")) for case in read_cases(file)]
# A file that lacks the column altogether is refused whole, not row by row.
MISSING_COLUMN = {"field_missing", "one_field_needed"}


def run_as_row(case: Case) -> Outcome:
    return run_rows(case.benefit, [case.given], case.question)[0]


@pytest.mark.parametrize("path", ["single", "batch"])
@pytest.mark.parametrize("case", CASES, ids=[f"{case.benefit}-{case.title}" for case in CASES])
def test_case(case: Case, path: str) -> None:
    if path == "batch" and case.reason in MISSING_COLUMN:
        with pytest.raises(BenefitError) as refused:
            run_as_row(case)
        assert refused.value.problems[0].code == "column_missing"
        return
    outcome = run_single(case.benefit, case.given, case.question) if path == "single" else run_as_row(case)

    assert (outcome.status, outcome.reason) == (case.status, case.reason)
    shown = {name: outcome.result[name] for name in case.expect}
    assert shown == {name: plain(value) for name, value in case.expect.items()}
    if case.warnings is not None:
        assert set(outcome.warnings) == set(case.warnings)


def test_every_benefit_has_cases() -> None:
    from benefitcli.benefits.register import NAMES

    assert {case.benefit for case in CASES} == set(NAMES)
