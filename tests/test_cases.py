"""Every case of ``tests/cases``, worked out by hand from the law, through the single and the batch path."""

from __future__ import annotations

import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.law.library import Library
from support import TESTS, Case, Outcome, plain, read_cases, run_rows, run_single

CASES = [case for file in sorted((TESTS / "cases").rglob("*.toml")) for case in read_cases(file)]


def run_as_row(case: Case) -> Outcome:
    """The case as a row of a file that has every column, blank where nothing is given, and a name beside them."""
    blank = {one.name: "" for one in find_benefit(case.benefit).fields}
    return run_rows(case.benefit, [{"姓名": "张三", **blank, **case.given}], case.question)[0]


@pytest.mark.parametrize("path", ["single", "batch"])
@pytest.mark.parametrize("case", CASES, ids=[f"{case.region}-{case.benefit}-{case.title}" for case in CASES])
def test_case(case: Case, path: str) -> None:
    outcome = run_single(case.benefit, case.given, case.question) if path == "single" else run_as_row(case)

    assert (outcome.status, outcome.reason) == (case.status, case.reason)
    shown = {name: outcome.result[name] for name in case.expect}
    kinds = {one.name: one.kind for one in find_benefit(case.benefit).results}
    assert shown == {name: plain(value, kinds[name]) for name, value in case.expect.items()}
    if case.warnings is not None:
        assert set(outcome.warnings) == set(case.warnings)


def test_every_benefit_has_cases() -> None:
    assert {case.benefit for case in CASES} == set(NAMES)


def test_every_region_with_documents_of_its_own_has_cases() -> None:
    library = Library()
    with_cases = {library.region(case.region).path for case in CASES}

    assert {path for path in library.regions if library.documents(path)} - {"cn"} <= with_cases
