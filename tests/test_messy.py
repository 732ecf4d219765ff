"""Files as HR departments send them, as real processes: no row is lost, no bad row is calculated, no good one refused."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from messy import (
    BIRTH,
    CSV_HEADERS,
    DEFECTS,
    ID_CARD,
    KINDS,
    NAME,
    NOTE,
    ROWS,
    STAFF,
    START,
    WORKBOOK_HEADERS,
    Row,
    make_csv,
    make_workbook,
)

UNTOUCHED = (NAME, ID_CARD, NOTE, STAFF)
ADDED = ("days", "end_date", "return_date", "status", "reason", "warnings")


@dataclass(frozen=True)
class Messy:
    """A messy file, and what a batch made of it: the output, the rejects and the summary."""

    headers: tuple[str, ...]
    rows: list[Row]
    code: int
    output: list[list[str]]
    rejects: list[list[str]]
    summary: dict[str, Any]

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.wrong]

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if row.wrong]

    def value(self, record: list[str], name: str) -> str:
        return record[len(self.headers) + ADDED.index(name)]


def run_batch(folder: Path, kind: str) -> Messy:
    content, rows = make_workbook() if kind == "xlsx" else make_csv()
    (folder / f"hr.{kind}").write_bytes(content)
    command = [sys.executable, "-m", "benefitcli", "batch", "leave.maternity", f"hr.{kind}", "-o", f"out.{kind}"]
    done = subprocess.run(
        [*command, "--rejects", f"bad.{kind}", "--json-errors"],
        cwd=folder,
        capture_output=True,
        check=False,
        env=os.environ | {"BENEFITCLI_LANG": "en"},
    )
    assert done.stdout == b""
    summary = json.loads(done.stderr)
    output, rejects = (read_back(folder / f"{name}.{kind}") for name in ("out", "bad"))
    headers = WORKBOOK_HEADERS if kind == "xlsx" else CSV_HEADERS
    assert output[0] == rejects[0] == [*headers, *ADDED]
    return Messy(headers, rows, done.returncode, output[1:], rejects[1:], summary)


def read_back(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[as_text(value) for value in record] for record in sheet.iter_rows(values_only=True)]


def as_text(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


@pytest.fixture(scope="module", params=["xlsx", "csv"])
def messy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Messy:
    return run_batch(tmp_path_factory.mktemp("messy"), request.param)


def test_the_files_are_as_messy_as_they_should_be() -> None:
    for content, rows in (make_workbook(), make_csv()):
        assert content
        assert len(rows) == ROWS
        assert len({row.cells[ID_CARD] for row in rows}) == ROWS
        assert sum(bool(row.wrong) for row in rows) == 2 * len(DEFECTS)
        assert rows[-1].number > ROWS + 10
    assert len({(one.code, one.column) for one in DEFECTS}) >= 15
    assert len({(one.code, one.column, one.value) for one in DEFECTS}) >= KINDS


def test_it_ends_with_1_and_loses_no_row(messy: Messy) -> None:
    assert messy.code == 1
    assert len(messy.output) + len(messy.rejects) == len(messy.rows)


def test_the_good_rows_are_in_the_output_in_their_order(messy: Messy) -> None:
    assert [record[ID_CARD] for record in messy.output] == [row.cells[ID_CARD] for row in messy.good]


def test_the_bad_rows_are_in_the_rejects_in_their_order(messy: Messy) -> None:
    assert [record[ID_CARD] for record in messy.rejects] == [row.cells[ID_CARD] for row in messy.bad]


def test_every_good_row_has_the_right_leave(messy: Messy) -> None:
    for record, row in zip(messy.output, messy.good, strict=True):
        seen = {name: messy.value(record, name) for name in ("status", "days", "end_date", "reason")}
        due = {"status": "ok", "days": str(row.leave.days), "end_date": row.leave.end.isoformat(), "reason": ""}
        assert seen == due, row
        assert record[START] == row.leave.start.isoformat(), row
        assert ("start_moved" in messy.value(record, "warnings")) == row.leave.is_moved, row
        assert messy.value(record, "return_date") > messy.value(record, "end_date"), row


def test_every_bad_row_says_what_is_wrong_where(messy: Messy) -> None:
    for record, row in zip(messy.rejects, messy.bad, strict=True):
        reason = messy.value(record, "reason")
        assert messy.value(record, "status") == "error", row
        assert reason.startswith(f"{row.wrong[0][0]}:"), (reason, row)
        for code, column, value in row.wrong:
            assert code in reason, (reason, row)
            assert value in reason, (reason, row)
            if column is not None:
                place = "start_date" if code == "start_after_birth" else messy.headers[column].strip()
                assert place in reason, (reason, row)


def test_every_bad_row_says_what_would_be_accepted(messy: Messy) -> None:
    for record, row in zip(messy.rejects, messy.bad, strict=True):
        reason, code = messy.value(record, "reason"), row.wrong[0][0]
        accepted = {
            "not_covered": "2016-01-01",
            "region_unknown": "永济市 yongji 140881",
            "not_yes_or_no": "是/否",
            "not_a_whole_number": "1..",
            "start_after_birth": "<= birth_date",
            "too_many_cells": "",
            "out_of_range": "..",
            "ambiguous_date": "20",
            "date_serial": "2023-05-01",
            "count_or_order": "birth_order=2",
        }.get(code, "2024-03-01 | 2024/3/1")
        assert accepted in reason, row


def test_a_bad_row_has_no_result_and_keeps_what_came_in(messy: Messy) -> None:
    for record, row in zip(messy.rejects, messy.bad, strict=True):
        assert [messy.value(record, name) for name in ("days", "end_date", "return_date")] == ["", "", ""], row
        code, column, value = row.wrong[0]
        if column is not None and code != "start_after_birth":
            assert record[column].strip() == value, row


def test_other_columns_pass_through_untouched(messy: Messy) -> None:
    for records, rows in ((messy.output, messy.good), (messy.rejects, messy.bad)):
        for record, row in zip(records, rows, strict=True):
            assert [record[column] for column in UNTOUCHED] == [row.cells[column] for column in UNTOUCHED], row
            assert len(record) == len(messy.headers) + len(ADDED)


def test_text_dates_of_good_rows_stay_as_they_were(messy: Messy) -> None:
    for record, row in zip(messy.output, messy.good, strict=True):
        assert record[BIRTH] == as_text(row.cells[BIRTH]), row


def test_the_summary_counts_and_names_the_rows(messy: Messy) -> None:
    numbers: dict[str, list[int]] = {}
    for row in messy.bad:
        numbers.setdefault(row.wrong[0][0], []).append(row.number)
    summary = messy.summary
    assert (summary["rows"], summary["ok"]) == (ROWS, len(messy.good))
    assert (summary["not_entitled"], summary["error"]) == (0, len(messy.bad))
    assert summary["blank_rows"] == messy.rows[-1].number - 1 - ROWS
    seen = {one["code"]: (one["count"], one["first_rows"]) for one in summary["errors"]}
    assert seen == {code: (len(rows), rows[:5]) for code, rows in numbers.items()}


def test_the_summary_says_which_columns_were_used(messy: Messy) -> None:
    fields = ("birth_date", "start_date", "infants", "difficult_birth", "birth_order", "region")
    assert messy.summary["columns"] == dict(zip(fields, messy.headers[BIRTH:NOTE], strict=True))
    assert messy.summary["passed_through"] == [messy.headers[column] for column in UNTOUCHED]
