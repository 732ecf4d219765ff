"""Files that come in several pieces: an employee is the same one in all of them, and no row gets the cells of another."""

from __future__ import annotations

import gc
import io
from random import Random

import pytest

from benefitcli.benefits.fields import FROM_MONTH
from benefitcli.benefits.register import find_benefit
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import parse
from benefitcli.inputs.rows import RowReader
from benefitcli.io.delimited import read_csv
from benefitcli.workflows.audit.leave_records import LEAVES
from benefitcli.workflows.audit.ledger import audit_ledger
from benefitcli.workflows.audit.result import AuditResult
from benefitcli.workflows.audit.rows import Rows
from benefitcli.workflows.audit.schemas import AUDITED_LEAVES, AUDITS, CLAIMS, LEDGER
from support import TODAY

EMPLOYEES = 400
HEADERS = "employee_id,birth_date,month,amount"


def month(text: str) -> int:
    value = parse(FROM_MONTH, text)
    assert isinstance(value, int)
    return value


def ledger() -> list[str]:
    """January for everybody, February the other way round, then January once more in no order."""
    people = [f"E{number:03d}" for number in range(EMPLOYEES)]
    shuffled = Random(3).sample(people, len(people))
    paid = [*((one, "2024-01") for one in people), *((one, "2024-02") for one in reversed(people))]
    return [f"{one},2023-05-10,{when},200" for one, when in (*paid, *((one, "2024-01") for one in shuffled))]


def taken(lines: list[str], block: int) -> tuple[Rows, int]:
    """The rows of a file read in pieces of so many bytes, and the number of pieces."""
    table = read_csv(io.BytesIO("\n".join([HEADERS, *lines]).encode()), "rows", block=block)
    rows = Rows(RowReader(LEDGER, table.headers))
    pieces = 0
    for chunk in table.chunks:
        rows.keep(chunk.frame)
        del chunk
        gc.collect()
        pieces += 1
    rows.close()
    return rows, pieces


def judged(rows: Rows) -> AuditResult:
    return audit_ledger(rows, Question(today=TODAY), (month("2024-01"), month("2024-03")))


@pytest.mark.parametrize("block", [1 << 11, 1 << 20])
def test_a_payment_is_known_again_in_a_later_piece(block: int) -> None:
    """The monthly 200 of document 永办发〔2023〕13号 is due for each of the three months; March was paid to nobody."""
    lines = ledger()
    rows, pieces = taken(lines, block)
    assert (pieces > 10) == (block == 1 << 11)

    verdict = judged(rows)

    found = verdict.outcomes[verdict.index].get_column("finding").to_list()
    assert found == ["ok"] * (2 * EMPLOYEES) + ["duplicate"] * EMPLOYEES
    assert verdict.added.get_column("month").to_list() == ["2024-03"] * EMPLOYEES
    assert verdict.added.get_column("employee_id").to_list() == [f"E{number:03d}" for number in range(EMPLOYEES)]
    by_person = verdict.totals[-1].frame
    assert by_person.get_column("arrears").to_list() == [200_00] * EMPLOYEES
    assert by_person.get_column("overpaid").to_list() == [200_00] * EMPLOYEES


def test_every_row_keeps_its_cells() -> None:
    rows, _ = taken(ledger(), 1 << 11)

    distinct, index = rows.read(["employee_id", "month"])

    cells = distinct.select("employee_id", "month")[index].rows()
    assert cells == [tuple(line.split(",")[::2]) for line in ledger()]


def test_a_row_with_too_many_cells_in_a_late_piece() -> None:
    lines = [*ledger(), "E001,2023-05-10,2024-02,200,1"]
    rows, _ = taken(lines, 1 << 11)

    reasons = judged(rows)

    last = reasons.outcomes[reasons.index].row(-1, named=True)
    assert (last["finding"], last["reason"]) == ("error", 'too_many_cells: "1"')


def test_an_empty_file() -> None:
    rows, _ = taken([], 1 << 11)

    verdict = judged(rows)
    assert (verdict.index.len(), verdict.added.height) == (0, 0)


def test_an_audit_is_answered_by_its_benefits() -> None:
    assert tuple(leave.name for leave in LEAVES) == AUDITED_LEAVES
    assert CLAIMS.parts == ("places",)
    for schema in AUDITS.values():
        assert set(schema.readings) == {reading for part in schema.parts for reading in find_benefit(part).readings}
