"""The audit of random ledgers against a plain one: a dictionary of months, and the rule asked for one case at a time."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pytest

from audit_support import months, read
from benefitcli.benefits.fields import FROM_MONTH, TO_MONTH
from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.workflows.audit.run import run_audit
from benefitcli.workflows.case import calculate_case
from benefitcli.workflows.pipeline import Job, Paths
from support import TODAY

SPAN = ("2021-09", "2024-06")
READINGS: list[dict[str, str]] = [{}, {"allowance_months": "any_day"}, {"allowance_months": "next_month"}]
Facts = tuple[str, str, str]
FIELDS = ("employee_id", "child_id", "birth_date", "birth_order", "parents", "month", "amount")


@dataclass(frozen=True)
class Judgement:
    """What is expected of a row, in fen."""

    due: int
    paid: int
    finding: str


@cache
def due(facts: Facts, month: str, reading: tuple[tuple[str, str], ...]) -> int:
    """The fen due for a month, by the single path."""
    names = ("birth_date", "birth_order", "parents")
    given = dict(zip(names, facts, strict=True)) | {"from_month": month, "to_month": month}
    try:
        answer = calculate_case("allowance", given, Question(today=TODAY, readings=dict(reading)))
    except BenefitError as error:
        raise AssertionError(error.problems) from None
    return answer.result.get("total_amount") or 0


def expected(
    rows: list[dict[str, str]], reading: tuple[tuple[str, str], ...]
) -> tuple[list[Judgement], list[tuple[str, ...]]]:
    judged = []
    children: dict[tuple[str, str], Facts] = {}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        child = row["employee_id"], row["child_id"] or row["birth_date"]
        facts = row["birth_date"], row["birth_order"], row["parents"]
        children.setdefault(child, facts)
        amount = due(facts, row["month"], reading)
        paid = round(float(row["amount"]) * 100)
        finding = "not_due" if amount == 0 and paid else "underpaid" if paid < amount else "ok"
        if (*child, row["month"]) in seen:
            amount, finding = 0, "duplicate"
        seen.add((*child, row["month"]))
        judged.append(Judgement(amount, paid, finding))
    missing: list[tuple[str, ...]] = [
        (child[0], month, str(due(facts, month, reading)))
        for child, facts in children.items()
        for month in months(*SPAN)
        if (*child, month) not in seen and due(facts, month, reading)
    ]
    return judged, missing


def random_ledger(random: Random, count: int) -> list[dict[str, str]]:
    births = ["2021-05-31", "2020-02-29", "2022-12-01", "2018-11-15", "2023-01-31"]
    rows = []
    for _ in range(count):
        number = random.randrange(6)
        facts = births[number % 5], str(number % 5), str(1 + number % 2)
        rows.append(
            {
                "employee_id": f"E{number}",
                "child_id": "C" if number == 0 else "",
                "birth_date": facts[0],
                "birth_order": facts[1] if facts[1] != "0" else "1",
                "parents": facts[2],
                "month": random.choice(months("2021-06", "2026-03")),
                "amount": random.choice(["0", "200", "199.99", "400", "400.01"]),
            }
        )
    return rows


@pytest.mark.parametrize("seed", range(6))
def test_a_random_ledger_is_judged_as_plainly(tmp_path: Path, seed: int) -> None:
    rows = random_ledger(Random(seed), [0, 1, 30, 150, 300, 2500][seed])
    reading = READINGS[seed % 3]
    source, target = tmp_path / "ledger.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    first, last = parse(FROM_MONTH, SPAN[0]), parse(TO_MONTH, SPAN[1])
    assert isinstance(first, int)
    assert isinstance(last, int)
    job = Job("audit.allowance", Question(today=TODAY, readings=reading))

    outcome = run_audit(job, Paths(input=str(source), output=str(target)), (first, last))

    judged, missing = expected(rows, tuple(reading.items()))
    out = read(target)
    told = [
        Judgement(round(float(row["due_amount"]) * 100), round(float(row["paid_amount"]) * 100), row["finding"])
        for row in out[: len(rows)]
    ]
    assert told == judged
    added = [(row["employee_id"], row["month"], str(round(float(row["due_amount"]) * 100))) for row in out[len(rows) :]]
    assert added == missing
    assert all(row["finding"] == "missing" for row in out[len(rows) :])
    by_finding, by_month, by_person = (table.frame for table in outcome.totals)
    for frame in (by_finding, by_month, by_person):
        assert frame.get_column("difference").sum() == sum(one.due - one.paid for one in judged) + sum(
            int(one[2]) for one in missing
        )
