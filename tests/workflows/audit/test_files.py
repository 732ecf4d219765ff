"""Every format in and out of an audit: the same findings, the columns that came in untouched, whole files or none."""

from __future__ import annotations

import csv
import datetime
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from audit_support import audit, months

FORMATS = ("csv", "tsv", "xlsx", "jsonl", "parquet")
MONTHS = [month for month in months("2022-05", "2022-12") if month != "2022-08"]
EXPECTED = [
    *((month, "200", "0", "ok") for month in MONTHS[:5]),
    ("2022-11", "200", "0.5", "underpaid"),
    ("2022-12", "200", "0", "ok"),
    ("2022-08", "200", "200", "missing"),
]
"""Month, due, difference, finding: eight months are due, August has no row, November is half a yuan short."""


def frame() -> pl.DataFrame:
    amounts = [Decimal("199.5") if month == "2022-11" else Decimal(200) for month in MONTHS]
    return pl.DataFrame(
        {
            "employee_id": ["E1"] * len(MONTHS),
            "birth_date": [datetime.date(2022, 5, 10)] * len(MONTHS),
            "month": MONTHS,
            "amount": pl.Series(amounts, dtype=pl.Decimal(12, 2)),
            "备注": ["=1+1"] * len(MONTHS),
        }
    )


def write(folder: Path, kind: str) -> str:
    file = folder / f"ledger.{kind}"
    rows = frame()
    if kind == "parquet":
        rows.write_parquet(file)
    elif kind == "jsonl":
        rows.with_columns(pl.col("amount").cast(pl.Float64), pl.col("birth_date").cast(pl.String)).write_ndjson(file)
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        book.active.append(rows.columns)
        for row in rows.iter_rows():
            book.active.append(row)
            book.active.cell(book.active.max_row, 5).data_type = "s"
        book.save(file)
    else:
        rows.write_csv(file, separator="\t" if kind == "tsv" else ",")
    return file.name


def read(file: Path) -> list[dict[str, Any]]:
    kind = file.suffix[1:]
    if kind == "parquet":
        return pl.read_parquet(file).to_dicts()
    if kind == "jsonl":
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    if kind == "xlsx":
        headers, *rows = openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)
        return [dict(zip(map(str, headers), row, strict=True)) for row in rows]
    text = io.StringIO(file.read_text(encoding="utf-8"), newline="")
    return list(csv.DictReader(text, delimiter="\t" if kind == "tsv" else ","))


def plain(value: object) -> str:
    return f"{float(str(value)):g}"


@pytest.mark.parametrize(
    ("source", "target"),
    [*((kind, "csv") for kind in FORMATS), *((kind, kind) for kind in FORMATS[1:]), ("csv", "parquet")],
)
def test_any_format_in_and_out(tmp_path: Path, source: str, target: str) -> None:
    name = write(tmp_path, source)
    done = audit("allowance", tmp_path, name, "-o", f"out.{target}", "--to-month", "2022-12", "--totals", f"t.{target}")

    assert done.code == 1, done.stderr
    rows = read(tmp_path / f"out.{target}")
    told = [(row["month"], plain(row["due_amount"]), plain(row["difference"]), row["finding"]) for row in rows]
    assert told == EXPECTED
    assert [row["备注"] for row in rows] == [*["=1+1"] * len(MONTHS), rows[-1]["备注"]]
    assert not rows[-1]["备注"]
    assert not rows[-1]["amount"]
    assert {str(row["birth_date"])[:10] for row in rows} == {"2022-05-10"}
    totals = {(row["total"], row["key"]): row for row in read(tmp_path / f"t.{target}")}
    assert plain(totals["employee_id", "E1"]["arrears"]) == "200.5"


def test_parquet_keeps_types_and_exact_decimals(tmp_path: Path) -> None:
    audit("allowance", tmp_path, write(tmp_path, "parquet"), "-o", "out.parquet", "--to-month", "2022-12")

    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert dict(list(rows.schema.items())[:4]) == dict(list(frame().schema.items())[:4])
    assert rows.get_column("difference").sum() == Decimal("200.50")


def test_a_workbook_has_a_sheet_for_each_total(tmp_path: Path) -> None:
    audit("allowance", tmp_path, write(tmp_path, "csv"), "-o", "out.xlsx", "--to-month", "2022-12", lang="zh")

    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["benefitcli", "按核对结果", "按月", "按职工", "说明"]
    assert [cell.value for cell in book["按职工"][1]] == ["工号", "行数", "应发", "实发", "差额", "欠发", "多发"]
    # 8 × 200 = 1,600 are due, 6 × 200 + 199.50 were paid.
    assert [cell.value for cell in book["按职工"][2]] == ["E1", 8, 1600, 1399.5, 200.5, 200.5, 0]
    coloured = [row[0].row for row in book["benefitcli"].iter_rows(min_row=2) if row[0].fill.fgColor.rgb == "FFFCE4D6"]
    assert coloured == [7, 9]


def test_from_a_stream_in_gb18030_with_chinese_headers(tmp_path: Path) -> None:
    lines = [
        "员工编号,出生日期,所属月份,实发金额",
        "张1,2022年5月10日,2022年5月,200元",
        '张1,2022.5.10,202206,"¥1,200.00"',
    ]
    (tmp_path / "台账.csv").write_bytes("\n".join(lines).encode("gb18030"))

    done = audit("allowance", tmp_path, "台账.csv", "--to-month", "2022-06")

    assert done.code == 0, done.stderr
    assert [(row["员工编号"], row["paid_amount"], row["difference"]) for row in done.rows] == [
        ("张1", "200", "0"),
        ("张1", "1200", "-1000"),
    ]
    assert "员工编号 = employee_id" in done.stderr


def test_results_can_have_a_prefix(tmp_path: Path) -> None:
    text = "employee_id,birth_date,month,amount,finding\nE1,2022-05-10,2022-05,200,mine\n"
    done = audit("allowance", tmp_path, "--to-month", "2022-05", "--prefix", "audit_", stdin=text)

    assert [(row["finding"], row["audit_finding"]) for row in done.rows] == [("mine", "ok")]


def test_quiet_and_json(tmp_path: Path) -> None:
    name = write(tmp_path, "csv")
    quiet = audit("allowance", tmp_path, name, "-o", "out.csv", "--quiet")
    told = audit("allowance", tmp_path, name, "-o", "out.csv", "--to-month", "2022-12", "--json-errors")

    assert (quiet.stdout, quiet.stderr) == ("", "")
    assert told.summary["findings"]["missing"] == {
        "rows": 1,
        "due_amount": 200,
        "paid_amount": 0,
        "difference": 200,
        "arrears": 200,
        "overpaid": 0,
    }
    assert (told.summary["rows"], told.summary["added"]) == (7, 1)
    assert told.summary["notices"] == [{"code": "missing_until", "month": "2022-12"}]
