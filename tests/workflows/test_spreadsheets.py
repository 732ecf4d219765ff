"""Sheets as they come from a desk, through the whole command: expected values by hand."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from benefitcli.i18n.problems import reason_in_words
from benefitcli.i18n.translator import Translator
from console import run_here
from workbooks import merges, number_cell, row, sheet, styles, workbook

HEADERS = ("姓名", "出生日期", "婴儿数", "难产")
LEDGER = ("工号", "姓名", "出生日期", "月份", "金额")


def written(folder: Path, content: bytes, name: str = "in.xlsx") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_totals_and_signatures_pass_through_a_batch(tmp_path: Path) -> None:
    content = workbook(
        sheet(
            row(1, "2023年产假人员名单"),
            row(2, *HEADERS),
            row(3, "甲", "2023-05-01", 2, "是"),
            row(4, "小计", None, 2),
            row(5, "乙", "2023-05-01", 1, "否"),
            row(6, "合计", None, 3),
            row(8, "制表人：张三", None, "审核："),
            after=merges("A1:D1", "A6:B6"),
        )
    )
    ended = run_here("batch", "leave.maternity", written(tmp_path, content), "--lang", "en")
    assert ended.code == 0
    assert [(one["姓名"], one["days"], one["status"]) for one in records(ended.stdout)] == [
        ("甲", "188", "ok"),
        ("小计", "", "skipped"),
        ("乙", "158", "ok"),
        ("合计", "", "skipped"),
        ("制表人：张三", "", "skipped"),
    ]
    assert "5 rows: 2 ok" in ended.stderr
    assert "3 rows with totals, signatures or notes skipped" in ended.stderr
    assert 'headers: row 2 of sheet "S1"' in ended.stderr


def test_totals_pass_through_a_plan(tmp_path: Path) -> None:
    content = workbook(sheet(row(1, "姓名", "出生日期"), row(2, "甲", "2023-05-01"), row(3, "合计：1人")))
    ended = run_here("batch", "leave.plan", written(tmp_path, content))
    found = records(ended.stdout)
    assert [one["status"] for one in found if one["姓名"] != "甲"] == ["skipped"]
    assert found[-1]["姓名"] == "合计：1人"
    assert len(found) > 5


def test_totals_are_in_no_sum_of_an_audit(tmp_path: Path) -> None:
    content = workbook(
        sheet(
            row(1, *LEDGER),
            row(2, "1", "甲", "2023-05-10", "2024-01", 200),
            row(3, "小计", None, None, None, 200),
            row(4, "2", "乙", "2023-05-10", "2024-01", 150),
            row(5, "合计", None, None, None, 350),
        )
    )
    span = ("--from-month", "2024-01", "--to-month", "2024-01")
    ended = run_here("audit", "allowance", written(tmp_path, content), *span, "--json-errors")
    assert [(one["工号"], one["paid_amount"], one["finding"]) for one in records(ended.stdout)] == [
        ("1", "200", "ok"),
        ("小计", "", "skipped"),
        ("2", "150", "underpaid"),
        ("合计", "", "skipped"),
    ]
    totals: dict[str, Any] = json.loads(ended.stderr)
    assert "350" in json.dumps(totals)
    assert "700" not in json.dumps(totals)


def test_totals_are_in_no_sum_of_a_forecast(tmp_path: Path) -> None:
    persons = (row(1, "姓名", "出生日期", "部门"), row(2, "甲", "2025-05-10", "a"))
    both = [workbook(sheet(*persons)), workbook(sheet(*persons, row(3, "合计"), row(4, "审核：")))]
    span = ("--from-month", "2026-01", "--to-month", "2026-12", "--format", "csv", "--lang", "en")
    sums = [run_here("forecast", "allowance", written(tmp_path, content), *span) for content in both]
    assert [ended.code for ended in sums] == [0, 0]
    assert sums[0].stdout == sums[1].stdout
    assert "2 rows with totals, signatures or notes skipped" in sums[1].stderr


def test_cells_without_a_value_are_errors_of_their_place(tmp_path: Path) -> None:
    cells = '<c r="C3"><f>1+1</f></c><c r="D3" t="e"><v>#N/A</v></c>'
    content = workbook(
        sheet(
            row(2, *HEADERS, "备注"), f'{row(3, "甲", "2023-05-01")[:-6]}{cells}<c r="E3" t="e"><v>#REF!</v></c></row>'
        )
    )
    ended = run_here("batch", "leave.maternity", written(tmp_path, content))
    (record,) = records(ended.stdout)
    assert ended.code == 1
    assert record["reason"] == 'formula_without_value: C3 婴儿数="=1+1"; cell_error: D3 难产="#N/A"'
    assert record["备注"] == "#REF!"


def test_an_error_only_in_a_column_that_passes_through_does_no_harm(tmp_path: Path) -> None:
    cell = '<c r="C2" t="e"><v>#REF!</v></c>'
    content = workbook(sheet(row(1, "姓名", "出生日期", "备注"), f"{row(2, '甲', '2023-05-01')[:-6]}{cell}</row>"))
    (record,) = records(run_here("batch", "leave.maternity", written(tmp_path, content)).stdout)
    assert (record["status"], record["备注"]) == ("ok", "#REF!")


def test_amounts_that_are_merged_over_rows_are_refused_and_names_are_not(tmp_path: Path) -> None:
    content = workbook(
        sheet(
            row(1, *LEDGER),
            row(2, "1", "甲", "2023-05-10", "2024-01", 400),
            row(3, None, None, "2023-05-10", "2024-02"),
            after=merges("A2:A3", "B2:B3", "E2:E3"),
        )
    )
    span = ("--from-month", "2024-01", "--to-month", "2024-02")
    found = records(run_here("audit", "allowance", written(tmp_path, content), *span).stdout)[:2]
    assert [(one["工号"], one["姓名"], one["finding"]) for one in found] == [("1", "甲", "error"), ("1", "甲", "error")]
    assert found[1]["reason"] == 'cell_merged_down: E2 金额="400"'


def test_more_rows_than_are_looked_at_one_by_one(tmp_path: Path) -> None:
    rows = [row(number, f"n{number}", "2023-05-01", 1, "否") for number in range(2, 1500)]
    rows[700] = row(702, "合计", None, 700)
    rows[800] = f'{row(802, "x", "2023-05-01")[:-6]}<c r="C802" t="e"><v>#N/A</v></c></row>'
    ended = run_here("batch", "leave.maternity", written(tmp_path, workbook(sheet(row(1, *HEADERS), *rows))))
    found = records(ended.stdout)
    assert len(found) == 1498
    assert [one["status"] for one in found].count("ok") == 1496
    assert found[700]["status"] == "skipped"
    assert found[800]["reason"] == 'cell_error: C802 婴儿数="#N/A"'


def test_the_look_of_a_workbook_stays(tmp_path: Path) -> None:
    content = workbook(
        sheet(
            row(1, "人员名单"),
            row(3, "工号", "出生日期", "婴儿数", "金额"),
            row(4, "0001", number_cell("B4", 45047, 1), 1, number_cell("D4", 1200.5, 2)),
            row(5, "0002", "2023-13-01", 2, "约200"),
            row(6, "合计", None, 3),
            before='<cols><col min="1" max="1" width="30"/></cols>',
            after=merges("A1:D1"),
        ),
        style=styles(0, 31, "#,##0.00"),
    )
    target = tmp_path / "out.xlsx"
    ended = run_here("batch", "leave.maternity", written(tmp_path, content), "-o", str(target), "--lang", "zh")
    assert ended.code == 1
    page = openpyxl.load_workbook(target).worksheets[0]
    assert page["A1"].value == "人员名单"
    assert [str(one) for one in page.merged_cells.ranges] == ["A1:D1"]
    assert page.freeze_panes == "A4"
    assert page["A3"].value == "工号"
    assert round(page.column_dimensions["A"].width) == 31
    assert (page["B4"].number_format, str(page["B4"].value)[:10]) == ('yyyy"年"m"月"d"日"', "2023-05-01")
    assert (page["D4"].value, page["D4"].number_format) == (1200.5, "#,##0.00")
    assert page["A4"].value == "0001"
    assert page["D5"].value == "约200"
    note = page["B5"].comment.text
    assert "2023-13-01" in note
    assert "出生日期" in note
    assert page["B5"].fill.fgColor.rgb != page["A5"].fill.fgColor.rgb
    assert page["A6"].value == "合计"


def test_the_sheet_and_the_row_of_the_headers_can_be_named(tmp_path: Path) -> None:
    table = (row(1, *HEADERS), row(2, "甲", "2023-05-01", 1, "否"))
    other = (row(1, "旧", "b"), row(3, *HEADERS), row(4, "乙", "2023-05-01", 1, "否"))
    path = written(tmp_path, workbook(sheet(*table), sheet(*other), names=("一", "二")))
    ended = run_here("batch", "leave.maternity", path, "--json-errors")
    assert (ended.code, json.loads(ended.stderr)["errors"][0]["code"]) == (2, "sheets_fit")
    ended = run_here("batch", "leave.maternity", path, "--sheet", "二", "--header-row", "3")
    assert [one["姓名"] for one in records(ended.stdout)] == ["乙"]


@pytest.mark.parametrize("name", ["in.xlsx", "in.csv", "in.xls", "in.dat", "in"])
def test_a_workbook_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    content = workbook(sheet(row(1, *HEADERS), row(2, "甲", "2023-05-01", 1, "否")))
    (record,) = records(run_here("batch", "leave.maternity", written(tmp_path, content, name)).stdout)
    assert record["days"] == "158"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("in.xlsx", "姓名,出生日期\n甲,2023-05-01\n"),
        ("in.xls", "姓名\t出生日期\n甲\t2023-05-01\n"),
        ("in.parquet", '{"出生日期": "2023-05-01"}\n'),
    ],
)
def test_a_text_that_is_called_a_workbook_is_read_as_a_text(tmp_path: Path, name: str, text: str) -> None:
    (record,) = records(
        run_here("batch", "leave.maternity", written(tmp_path, text.encode(), name), "--to", "csv").stdout
    )
    assert record["days"] == "158"


def test_a_workbook_on_the_standard_input() -> None:
    content = workbook(sheet(row(1, *HEADERS), row(2, "甲", "2023-05-01", 1, "否")))
    (record,) = records(run_here("batch", "leave.maternity", "-", stdin=content).stdout)
    assert record["days"] == "158"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process alone")
def test_a_formatted_cell_in_the_last_column_costs_no_memory(tmp_path: Path) -> None:
    far = '<c r="XFD{0}" s="0"/></row>'
    rows = [row(number, f"n{number}", "2023-05-01", 1, "否")[:-6] + far.format(number) for number in range(2, 32_002)]
    rows.append('<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    path = written(tmp_path, workbook(sheet(row(1, *HEADERS), *rows), style=styles(0)))
    code = (
        "import re, sys\nfrom pathlib import Path\nfrom benefitcli.cli.main import run\nrun(sys.argv[1:])\n"
        # Not ru_maxrss: a process inherits there the peak of the one that started it.
        "status = Path('/proc/self/status').read_text()\n"
        "sys.stderr.write(str(int(re.search(r'VmHWM:\\s+(\\d+) kB', status)[1]) >> 10))"
    )
    arguments = ["batch", "leave.maternity", path, "-o", str(tmp_path / "out.csv"), "--quiet"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert int(done.stderr) < 500
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 32_001


def test_a_reason_in_words() -> None:
    text = reason_in_words('cell_error: D17 婴儿数="#N/A"; field_missing: 出生日期 (2024-03-01)', Translator("zh"))
    assert text.splitlines()[0] == "D17 婴儿数“#N/A”是单元格错误"
    assert reason_in_words("no reason of this form", Translator("en")) == "no reason of this form"
    assert reason_in_words("unknown_code: x", Translator("en")) == "unknown_code: x"


@pytest.mark.parametrize("others", [("2024-02",), (2024.11,)])
def test_october_typed_as_a_number_is_no_month(tmp_path: Path, others: tuple[object, ...]) -> None:
    rows = [row(number, "1", "甲", "2023-05-10", month, 200) for number, month in enumerate((2024.1, *others), start=2)]
    span = ("--from-month", "2024-01", "--to-month", "2024-01")
    found = records(
        run_here("audit", "allowance", written(tmp_path, workbook(sheet(row(1, *LEDGER), *rows))), *span).stdout
    )
    assert found[0]["reason"] == 'number_of_month: D2 月份="2024.1"'
