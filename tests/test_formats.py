"""Any format in, any format out, as real processes: the same rows give the same results, and nothing is lost or run."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import polars as pl
import pytest

from benefitcli.benefits.register import find_benefit
from strategies import random_rows

MATERNITY = "leave.maternity"
FORMATS = ("csv", "tsv", "xlsx", "jsonl", "parquet")
OUTPUTS = ("csv", "jsonl", "parquet", "xlsx")
ROWS = 200
FIRST_EXCEL_DAY = "1900-03-01"
DANGEROUS = ("=1+1", "+x", "-x", "@x", "\tx")
HARMLESS = ("-5", "+3.5", "张三", "a=b", "x-y")
MATERNITY_ADDED = ["days", "start_date", "end_date", "return_date", "status", "reason", "warnings"]
Record = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """How a process ended and what it said."""

    code: int
    stdout: bytes
    stderr: str


def run(folder: Path, *arguments: str, stdin: bytes = b"", benefit: str = MATERNITY) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli", "batch", benefit, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"BENEFITCLI_LANG": "en"},
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Run(done.returncode, done.stdout, done.stderr.decode())


def refused(folder: Path, code: str, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    """The problem of a run that cannot be done: exit code 2, nothing on stdout."""
    done = run(folder, *arguments, "--json-errors", stdin=stdin)
    assert (done.code, done.stdout) == (2, b"")
    problems: list[dict[str, Any]] = [one for one in json.loads(done.stderr)["errors"] if one["code"] == code]
    assert len(problems) == 1, done.stderr
    return problems[0]


# Writers and readers that are not the calculator's own.


def written(kind: str, rows: Sequence[Record]) -> bytes:
    """Rows in a format; values are Python's, which CSV and TSV hold as text."""
    headers = list(rows[0])
    if kind in ("csv", "tsv"):
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter="\t" if kind == "tsv" else ",")
        writer.writerow(headers)
        writer.writerows([as_text(row[header]) for header in headers] for row in rows)
        return text.getvalue().encode()
    if kind == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False, default=as_json) + "\n" for row in rows).encode()
    content = io.BytesIO()
    if kind == "parquet":
        pl.DataFrame({header: [row[header] for row in rows] for header in headers}).write_parquet(content)
        return content.getvalue()
    return workbook([headers, *([row[header] for header in headers] for row in rows)])


def workbook(
    records: Sequence[Sequence[object]], title: str = "Sheet", *more: tuple[str, Sequence[Sequence[object]]]
) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for name, lines in ((title, records), *more):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row, record in enumerate(lines, start=1):
            for column, value in enumerate(record, start=1):
                cell = sheet.cell(row, column)
                is_day = isinstance(value, datetime.date)
                cell.value = str(value) if is_day and str(value) < FIRST_EXCEL_DAY else value
                if isinstance(value, str) and value:
                    cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def as_text(value: object) -> str:
    """A value as text that is the same whatever format held it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, (int, float, Decimal)):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def read(kind: str, content: bytes) -> list[Record]:
    if kind in ("csv", "tsv"):
        text = io.StringIO(content.decode(), newline="")
        return list(csv.DictReader(text, delimiter="\t" if kind == "tsv" else ","))
    if kind == "jsonl":
        return [json.loads(line) for line in content.splitlines()]
    if kind == "parquet":
        return pl.read_parquet(content).to_dicts()
    headers, *records = sheets(content)[0].iter_rows(values_only=True)
    return [dict(zip(headers, record, strict=True)) for record in records]


def sheets(content: bytes) -> list[Any]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets)


def typed_rows(name: str, seed: int) -> list[Record]:
    """Random rows with Python values, and a name and an identity-card number beside them."""
    benefit = find_benefit(name)
    kinds = {one.name: one.kind for one in benefit.fields}
    rows = random_rows(benefit, Random(seed), ROWS)
    typed = [{key: typed_value(kinds.get(key, "text"), text) for key, text in row.items()} for row in rows]
    return [{"姓名": f"张{number}", "身份证号": f"{number:017d}X", **row} for number, row in enumerate(typed, start=1)]


def typed_value(kind: str, text: str) -> object:
    if not text:
        return None
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind == "boolean":
        return text == "是"
    if kind == "integer":
        return int(text)
    return Decimal(text) if kind in ("money", "ratio") else text


def results(name: str, rows: Sequence[Record]) -> list[dict[str, str]]:
    """What was calculated, as texts; of an error its code, because it shows the value as it was written."""
    names = [one.name for one in find_benefit(name).results]
    found = []
    for row in rows:
        texts = {key: as_text(row[key]) for key in (*names, "姓名", "身份证号", "status", "reason", "warnings")}
        found.append({**texts, "reason": texts["reason"].partition(":")[0]})
    return found


# The same rows, the same results.


@pytest.mark.parametrize("target", OUTPUTS)
def test_every_input_gives_the_same_results(target: str, tmp_path: Path) -> None:
    rows = typed_rows(MATERNITY, seed=3)
    expected = as_calculated(MATERNITY, rows, tmp_path)
    for source in FORMATS:
        (tmp_path / f"in.{source}").write_bytes(written(source, rows))
        assert run(tmp_path, f"in.{source}", "-o", f"out.{target}", "--quiet").code == 1
        seen = read(target, (tmp_path / f"out.{target}").read_bytes())
        assert results(MATERNITY, seen) == expected, source


@pytest.mark.parametrize(("name", "target"), [("allowance", "xlsx"), ("loan", "parquet"), ("leave.childcare", "jsonl")])
def test_every_benefit_does_so(name: str, target: str, tmp_path: Path) -> None:
    rows = typed_rows(name, seed=4)
    expected = as_calculated(name, rows, tmp_path)
    assert {row["status"] for row in expected} >= {"ok", "error"}
    for source in ("xlsx", "parquet"):
        (tmp_path / f"in.{source}").write_bytes(written(source, rows))
        run(tmp_path, f"in.{source}", "-o", f"out.{target}", "--quiet", benefit=name)
        seen = read(target, (tmp_path / f"out.{target}").read_bytes())
        # A column that is field and result alike may be one of texts.
        numbers = [{key: plain(one) if isinstance(one, str) else one for key, one in row.items()} for row in seen]
        assert results(name, numbers) == expected, source


def as_calculated(name: str, rows: Sequence[Record], folder: Path) -> list[dict[str, str]]:
    """The results by the plainest way, CSV on streams; every row comes out once, in its place."""
    done = run(folder, stdin=written("csv", rows), benefit=name)
    seen = [{key: "" if text is None else text for key, text in row.items()} for row in read("csv", done.stdout)]
    assert [row["身份证号"] for row in seen] == [row["身份证号"] for row in rows]
    return results(name, [{key: plain(text) for key, text in row.items()} for row in seen])


def plain(text: str) -> object:
    """A number of a CSV without what only its writing adds: 12.00 is 12."""
    return Decimal(text) if text and text.replace(".", "", 1).isdigit() and len(text) < 15 else text


@pytest.mark.parametrize("kind", FORMATS)
def test_streams_with_the_format_named(kind: str, tmp_path: Path) -> None:
    rows = [
        {"birth_date": datetime.date(2023, 5, 1), "infants": 2},
        {"birth_date": datetime.date(2024, 5, 1), "infants": 1},
    ]
    done = run(tmp_path, "-", "--from", kind, "--to", kind, "--quiet", stdin=written(kind, rows))
    assert (done.code, done.stderr) == (0, "")
    assert [as_text(row["days"]) for row in read(kind, done.stdout)] == ["173", "158"]
    assert list(tmp_path.iterdir()) == []


def test_the_named_format_wins_over_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(b'{"birth_date": "2023-05-01"}\n')
    assert run(tmp_path, "rows.csv", "--from", "jsonl", "-o", "out.txt", "--to", "jsonl").code == 0
    assert read("jsonl", (tmp_path / "out.txt").read_bytes())[0]["days"] == 158


# Options.


def test_explain_adds_a_column_for_each_step(tmp_path: Path) -> None:
    rows = b"birth_date,infants,difficult_birth\n2023-05-01,2,Y\n2023-02-30,1,N\n"
    good, bad = read("csv", run(tmp_path, "--explain", stdin=rows).stdout)
    steps = {key: text for key, text in good.items() if key.startswith("step_")}
    expected = {"statutory": "98", "difficult_birth": "15", "multiple_birth": "15", "bonus": "60"}
    assert {f"step_{key}": text for key, text in expected.items()}.items() <= steps.items()
    assert list(good)[-3:] == ["status", "reason", "warnings"]
    assert {bad[key] for key in steps} == {""}
    plain_rows = read("csv", run(tmp_path, stdin=rows).stdout)
    assert [{key: text for key, text in row.items() if key not in steps} for row in (good, bad)] == plain_rows


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_limit_takes_the_first_rows(kind: str, tmp_path: Path) -> None:
    rows = [{"birth_date": datetime.date(2023, 5, day), "n": str(day)} for day in range(1, 8)]
    done = run(tmp_path, "--from", kind, "--limit", "3", "--json-errors", stdin=written(kind, rows))
    assert [row["n"] for row in read("csv", done.stdout)] == ["1", "2", "3"]
    assert json.loads(done.stderr)["rows"] == 3


def test_limit_beyond_the_end_and_below_one(tmp_path: Path) -> None:
    assert len(read("csv", run(tmp_path, "--limit", "9", stdin=b"birth_date\n2023-05-01\n").stdout)) == 1
    refused(tmp_path, "out_of_range", "--limit", "0", stdin=b"birth_date\n2023-05-01\n")


def test_set_fills_what_is_blank_and_what_has_no_column(tmp_path: Path) -> None:
    rows = b"birth_date,infants\n2023-05-01,\n2023-05-01,1\n"
    done = run(tmp_path, "--set", "infants=2", "--set", "difficult_birth=是", stdin=rows)
    assert [row["days"] for row in read("csv", done.stdout)] == ["188", "173"]
    refused(tmp_path, "field_unknown", "--set", "weight=3", stdin=rows)
    refused(tmp_path, "not_a_whole_number", "--set", "infants=two", stdin=rows)


def test_a_column_clash_is_refused_and_a_prefix_solves_it(tmp_path: Path) -> None:
    rows = b"birth_date,days,status\n2023-05-01,old,paid\n"
    assert refused(tmp_path, "column_clash", stdin=rows)["value"] == "days, status"
    assert "--prefix" in run(tmp_path, stdin=rows).stderr
    (row,) = read("csv", run(tmp_path, "--prefix", "new_", stdin=rows).stdout)
    assert (row["days"], row["status"]) == ("old", "paid")
    assert (row["new_days"], row["new_status"]) == ("158", "ok")


# Text that a spreadsheet would run.


def dangerous_rows() -> list[Record]:
    return [{"birth_date": "2023-05-01", "说明": text} for text in (*DANGEROUS, *HARMLESS)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_for_excel_runs_nothing(encoding: str, tmp_path: Path) -> None:
    done = run(tmp_path, "--output-encoding", encoding, stdin=written("csv", dangerous_rows()))
    assert done.stdout.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    seen = [row["说明"] for row in csv.DictReader(io.StringIO(done.stdout.decode(encoding), newline=""))]
    assert seen == [*(f"'{text}" for text in DANGEROUS), *HARMLESS]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_for_excel_runs_no_header_and_no_carriage_return(encoding: str, tmp_path: Path) -> None:
    rows = [{"birth_date": "2023-05-01", "=cmd()": "\r=1+1"}]
    done = run(tmp_path, "--from", "jsonl", "--output-encoding", encoding, stdin=written("jsonl", rows))
    header, row = list(csv.reader(io.StringIO(done.stdout.decode(encoding), newline="")))
    assert (header[1], row[1]) == ("'=cmd()", "'\r=1+1")


def test_csv_for_excel_leaves_the_sums_alone(tmp_path: Path) -> None:
    rows = b"birth_date,reason_text\n=1+1,x\n"
    (row,) = csv.DictReader(
        io.StringIO(run(tmp_path, "--output-encoding", "gb18030", stdin=rows).stdout.decode("gb18030"))
    )
    assert row["birth_date"] == "'=1+1"
    assert row["reason"].startswith('unreadable_date: birth_date="=1+1"')


def test_plain_utf8_keeps_the_bytes(tmp_path: Path) -> None:
    done = run(tmp_path, stdin=written("csv", dangerous_rows()))
    assert [row["说明"] for row in read("csv", done.stdout)] == [*DANGEROUS, *HARMLESS]
    assert not done.stdout.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("source", ["csv", "jsonl", "parquet"])
def test_a_workbook_has_them_as_text(source: str, tmp_path: Path) -> None:
    rows = [row for row in dangerous_rows() if source == "jsonl" or row["说明"] not in HARMLESS[:2]]
    run(tmp_path, "--from", source, "-o", "out.xlsx", stdin=written(source, rows))
    cells = [row[1] for row in sheets((tmp_path / "out.xlsx").read_bytes())[0].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [row["说明"] for row in rows]
    assert {cell.data_type for cell in cells} == {"s"}


def test_rejects_are_defused_too(tmp_path: Path) -> None:
    rows = b"birth_date,note\n2023-02-30,=1+1\n2023-05-01,ok\n"
    done = run(tmp_path, "--rejects", "bad.csv", "--output-encoding", "utf-8-sig", stdin=rows)
    assert (done.code, len(done.stdout.splitlines())) == (1, 2)
    assert "'=1+1" in (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")


def test_an_unknown_output_encoding(tmp_path: Path) -> None:
    refused(tmp_path, "encoding_unknown", "--output-encoding", "latin-1", stdin=b"birth_date\n2023-05-01\n")


# Workbooks.


def test_the_workbook_a_clerk_likes(tmp_path: Path) -> None:
    rows: list[Record] = [
        {"姓名": "张三", "birth_date": datetime.date(2023, 5, 1), "start_date": None, "工资": 1234.5, "infants": 2},
        {"姓名": "李四", "birth_date": datetime.date(2015, 5, 1), "start_date": None, "工资": 10, "infants": 1},
    ]
    (tmp_path / "in.xlsx").write_bytes(written("xlsx", rows))
    assert run(tmp_path, "in.xlsx", "-o", "out.xlsx").code == 1
    first, second = sheets((tmp_path / "out.xlsx").read_bytes())
    assert first.freeze_panes == "A2"
    assert all(first.column_dimensions[letter].width >= 8 for letter in "ABCDEFG")
    header = [cell.value for cell in first[1]]
    good, bad = (dict(zip(header, line, strict=True)) for line in first.iter_rows(min_row=2))
    for name in ("birth_date", "start_date", "end_date", "return_date"):
        assert good[name].is_date, name
        assert "yyyy" in good[name].number_format, name
    assert good["end_date"].value == datetime.datetime(2023, 10, 20)  # noqa: DTZ001 - a cell has no zone
    assert {name: good[name].value for name in ("days", "工资", "infants")} == {
        "days": 173,
        "工资": 1234.5,
        "infants": 2,
    }
    assert {good[name].data_type for name in ("days", "工资", "infants")} == {"n"}
    assert bad["status"].value == "error"
    assert bad["姓名"].fill.fgColor.rgb != good["姓名"].fill.fgColor.rgb
    notes = "\n".join(str(cell) for line in second.iter_rows(values_only=True) for cell in line if cell)
    assert "2 rows: 1 ok" in notes
    assert "row 3" in notes
    assert "女职工劳动保护特别规定" in notes
    assert "sha256:" in notes


def test_a_sheet_by_name(tmp_path: Path) -> None:
    content = workbook([["x"], ["y"]], "说明", ("职工", [["出生日期"], [datetime.date(2023, 5, 1)]]))
    (tmp_path / "in.xlsx").write_bytes(content)
    assert read("csv", run(tmp_path, "in.xlsx", "--sheet", "职工").stdout)[0]["days"] == "158"
    assert refused(tmp_path, "sheet_unknown", "in.xlsx", "--sheet", "别的")["accepted"] == "说明, 职工"
    assert refused(tmp_path, "column_missing", "in.xlsx", "--sheet", "说明")["value"] == "x"
    assert read("csv", run(tmp_path, "in.xlsx").stdout)[0]["days"] == "158"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not really", b"\xd0\xcf\x11\xe0" * 200, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 200]
)
def test_a_workbook_that_is_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(content)
    done = run(tmp_path, "in.xlsx", "-o", "out.csv")
    assert done.code == 2
    assert "in.xlsx" in done.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_parquet_file_that_is_none(tmp_path: Path) -> None:
    refused(tmp_path, "input_unreadable", "--from", "parquet", stdin=b"PAR1\x15\x04\x15 not really")
    done = run(tmp_path, "--from", "parquet", "--to", "csv", stdin=b"birth_date\n2023-05-01\n")
    assert read("csv", done.stdout)[0]["days"] == "158"


@pytest.mark.parametrize("kind", FORMATS)
def test_headers_without_rows(kind: str, tmp_path: Path) -> None:
    if kind == "jsonl":
        refused(tmp_path, "input_empty", "--from", kind)
        return
    empty = io.BytesIO()
    pl.DataFrame(schema={"birth_date": pl.Date}).write_parquet(empty)
    content = {"xlsx": workbook([["birth_date"]]), "parquet": empty.getvalue()}.get(kind, b"birth_date\n")
    done = run(tmp_path, "--from", kind, stdin=content)
    assert (done.code, done.stdout.decode().split()) == (0, [",".join(["birth_date", *MATERNITY_ADDED])])


@pytest.mark.parametrize("count", [2, 1500])
def test_fields_keep_their_types(count: int, tmp_path: Path) -> None:
    rows = [{"birth_date": datetime.date(2023, 5, 1), "infants": 2}] * count
    done = run(tmp_path, "--from", "parquet", "--to", "parquet", stdin=written("parquet", rows))
    schema = pl.read_parquet(done.stdout).schema
    assert [str(schema[name]) for name in ("birth_date", "infants")] == ["Date", "Int64"]


@pytest.mark.parametrize("target", OUTPUTS)
def test_money_is_exact_to_the_fen(target: str, tmp_path: Path) -> None:
    rows = b"birth_date,monthly_rate\n" + b"2023-05-01,671.05\n2023-05-01,250.07\n" * 4
    done = run(tmp_path, "--to", target, stdin=rows, benefit="allowance")
    assert [as_text(row["monthly_amount"]) for row in read(target, done.stdout)] == ["671.05", "250.07"] * 4


def test_an_error_cell_is_not_a_blank_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for record in (
        ["birth_date", "infants"],
        [datetime.date(2023, 5, 1), "#N/A"],
        [datetime.date(2023, 5, 1), "#REF!"],
    ):
        book.active.append(record)
    book.save(tmp_path / "in.xlsx")
    rows = read("csv", run(tmp_path, "in.xlsx").stdout)
    assert [row["status"] for row in rows] == ["error", "error"]


def test_a_text_too_long_for_a_cell_is_not_cut_silently(tmp_path: Path) -> None:
    rows = f"birth_date,note\n2023-05-01,{'x' * 40_000}\n".encode()
    done = run(tmp_path, "-o", "out.xlsx", stdin=rows)
    if done.code == 0:
        kept = read("xlsx", (tmp_path / "out.xlsx").read_bytes())[0]["note"]
        assert len(kept) == 40_000 or "note" in done.stderr.replace("passed through: note", "")


def test_a_day_before_excel_s_first_is_written_as_it_is(tmp_path: Path) -> None:
    rows = [{"birth_date": datetime.date(2023, 5, 1), "day": datetime.date(1890, 1, 1)}]
    run(tmp_path, "--from", "parquet", "-o", "out.xlsx", stdin=written("parquet", rows))
    assert as_text(read("xlsx", (tmp_path / "out.xlsx").read_bytes())[0]["day"]) == "1890-01-01"


# Headers, suffixes, lines.


def test_duplicate_headers(tmp_path: Path) -> None:
    rows = "备注,birth_date,备注,\n甲,2023-05-01,乙,丙\n".encode()
    header, row = list(csv.reader(io.StringIO(run(tmp_path, stdin=rows).stdout.decode())))
    assert header[:4] == ["备注", "birth_date", "备注", ""]
    assert row[:4] == ["甲", "2023-05-01", "乙", "丙"]
    assert run(tmp_path, "-o", "out.xlsx", stdin=rows).code == 0
    first = sheets((tmp_path / "out.xlsx").read_bytes())[0]
    assert [cell.value for cell in first[2]][:4] == ["甲", "2023-05-01", "乙", "丙"]
    for kind in ("jsonl", "parquet"):
        refused(tmp_path, "headers_not_distinct", "--to", kind, stdin=rows)
    refused(tmp_path, "column_twice", stdin="birth_date,出生日期\n2023-05-01,2023-05-01\n".encode())


def test_an_unknown_suffix(tmp_path: Path) -> None:
    (tmp_path / "in.doc").write_bytes(b"x")
    (tmp_path / "in.csv").write_bytes(b"birth_date\n2023-05-01\n")
    assert ".xlsx" in refused(tmp_path, "suffix_unknown", "in.doc")["accepted"]
    refused(tmp_path, "suffix_unknown", "in.csv", "-o", "out.ods")
    refused(tmp_path, "suffix_unknown", "in.csv", "--rejects", "bad.ods")
    refused(tmp_path, "format_unknown", "in.csv", "--to", "ods")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "in.doc"]


@pytest.mark.parametrize("line", ['{"birth_date": ', "[1, 2]", "2023-05-01", "null"])
def test_a_malformed_json_line_is_named(line: str, tmp_path: Path) -> None:
    rows = f'{{"birth_date": "2023-05-01"}}\n\n{line}\n'.encode()
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    done = run(tmp_path, "--from", "jsonl", "-o", "out.csv", stdin=rows)
    assert done.code == 2
    assert "line 3" in done.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "old"


def test_a_json_text_that_is_no_text(tmp_path: Path) -> None:
    done = run(tmp_path, "--from", "jsonl", stdin=b'{"birth_date": "2023-05-01", "note": "\\ud800"}\n')
    assert done.code in (0, 2)


# Whatever passes through comes out as it went in.


@pytest.mark.parametrize(
    "values",
    [("12345678901234567890123", "1"), ("140881199001011234", "1.5"), ("1", "true"), ("0.1", '"x"'), ("[1, 2]", "{}")],
)
def test_json_values_pass_through(values: tuple[str, str], tmp_path: Path) -> None:
    rows = "".join(f'{{"birth_date": "2023-05-01", "v": {value}}}\n' for value in values).encode()
    seen = [row["v"] for row in read("csv", run(tmp_path, "--from", "jsonl", stdin=rows).stdout)]
    assert seen == [value.strip('"') for value in values]


@pytest.mark.parametrize("late", ['"A1"', "1.5", "true"])
def test_a_value_of_another_type_late_in_a_file_is_not_lost(late: str, tmp_path: Path) -> None:
    rows = (
        b'{"birth_date": "2023-05-01", "v": 7}\n' * 65_600 + f'{{"birth_date": "2023-05-01", "v": {late}}}\n'.encode()
    )
    assert run(tmp_path, "--from", "jsonl", "-o", "out.parquet", stdin=rows).code == 0
    last = pl.read_parquet(tmp_path / "out.parquet").get_column("v").cast(pl.String)[-1]
    assert last == late.strip('"')


ANY_TYPE: dict[str, pl.Series] = {
    "list": pl.Series([[1, 2], [3]]),
    "struct": pl.Series([{"a": 1}, {"a": 2}]),
    "bytes": pl.Series([b"ab", b"cd"]),
    "duration": pl.Series([datetime.timedelta(days=1), None]),
    "zone": pl.Series([datetime.datetime(2023, 5, 1, 8, tzinfo=datetime.UTC), None]),
    "plain": pl.Series([Decimal("1.50"), None]),
}


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("list", "csv"), ("struct", "csv"), ("bytes", "csv"), ("duration", "csv"), ("bytes", "jsonl"), ("zone", "xlsx"),
        *(("plain", target) for target in OUTPUTS),
    ],
)  # fmt: skip
def test_parquet_columns_of_any_type_pass_through(kind: str, target: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"birth_date": ["2023-05-01"] * 2, "v": ANY_TYPE[kind], "n": [float("nan"), float("inf")]})
    frame.with_columns(c=pl.Series(["a", "b"], dtype=pl.Categorical)).write_parquet(tmp_path / "in.parquet")
    done = run(tmp_path, "in.parquet", "-o", f"out.{target}", "--quiet")
    assert (done.code, done.stderr) == (0, "")
    seen = read(target, (tmp_path / f"out.{target}").read_bytes())
    assert [as_text(row["days"]) for row in seen] == ["158", "158"]
    assert [row["c"] for row in seen] == ["a", "b"]
