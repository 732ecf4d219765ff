"""``benefitcli forecast`` as a process: exit code, standard output and standard error together, in every format."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from forecasts import run, write_rows

WINDOW = ("--from-month", "2026-01", "--to-month", "2026-03")
YEARS = ("--from-year", "2026", "--to-year", "2027")
STAFF = [
    {"姓名": "张三", "部门": "办公室", "出生日期": "2023-03-01"},
    {"姓名": "李四", "部门": "生产部", "出生日期": "2025年1月1日"},
    {"姓名": "王五", "部门": "生产部", "出生日期": "2023-02-30"},
]
"""By hand: 张三 draws 200 in 2026-01 and 2026-02, 李四 200 in each of the three months; 王五 has no day of birth."""

LINES = [("2026-01", 2, 2, 400), ("2026-02", 2, 2, 400), ("2026-03", 1, 1, 200), ("total", 2, 5, 1000)]
SUMMARY = "3 rows: 2 ok, 0 not entitled, 1 with errors"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rows(tmp_path, STAFF)
    write_rows(tmp_path, STAFF[:2], "good.csv")
    return tmp_path


def test_rows_with_errors_are_told_and_the_rest_is_summed(folder: Path) -> None:
    done = run(folder, "allowance", "staff.csv", *WINDOW)

    assert done.code == 1
    lines = done.stdout.decode().splitlines()
    assert "  1,000 yuan to 2 people, 5 months in all" in lines
    assert [tuple(line.split()) for line in lines if line.startswith("  2026-0") and "#" not in line] == [
        ("2026-01", "2", "2", "400"), ("2026-02", "2", "2", "400"), ("2026-03", "1", "1", "200"),
    ]  # fmt: skip
    assert "  ! rows with errors, which are in no sum: 1 (the summary names them, --rejects" in lines
    assert done.stderr.startswith(SUMMARY)
    assert "columns not used: 姓名, 部门" in done.stderr
    assert "1 × impossible_date: row 4" in done.stderr


def test_a_clean_file_ends_with_0(folder: Path) -> None:
    done = run(folder, "allowance", "good.csv", *WINDOW, "--quiet")

    assert (done.code, done.stderr) == (0, "")
    assert "rows with errors" not in done.stdout.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lines_keep_to_the_width(language: str, folder: Path) -> None:
    from rich.cells import cell_len

    options = ("--group-by", "部门", "--births", "12", "--scenario", "高:monthly_rate=300", "--lang", language)
    text = run(folder, "allowance", "staff.csv", *WINDOW, *options).stdout.decode()

    assert max(map(cell_len, text.splitlines())) <= 80
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_a_console_of_gbk_gets_no_sign_it_lacks(folder: Path) -> None:
    done = run(folder, "allowance", "good.csv", *WINDOW, "--lang", "zh", PYTHONIOENCODING="gbk")

    text = done.stdout.decode("gbk")
    assert done.code == 0
    assert "?" not in text
    assert "#####" in text


class TestFormats:
    @pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet", "xlsx", "json"])
    def test_the_suffix_picks_the_format(self, suffix: str, folder: Path) -> None:
        done = run(folder, "allowance", "good.csv", *WINDOW, "-o", f"out.{suffix}")

        assert (done.code, done.stdout) == (0, b"")
        assert lines_in(folder / f"out.{suffix}") == LINES

    @pytest.mark.parametrize("source", ["tsv", "jsonl", "parquet", "xlsx"])
    def test_every_format_of_a_batch_is_read(self, source: str, folder: Path) -> None:
        """A batch writes the file: its result columns are among those that a forecast does not use."""
        subprocess.run(
            [sys.executable, "-m", "benefitcli", "batch", "allowance", "good.csv", "-o", f"in.{source}", "--quiet"],
            cwd=folder,
            check=True,
        )
        done = run(folder, "allowance", f"in.{source}", *WINDOW, "--format", "csv")

        assert done.code == 0
        assert lines_of_csv(done.stdout.decode()) == LINES

    def test_the_standard_streams(self, folder: Path) -> None:
        done = run(folder, "allowance", *WINDOW, "--format", "csv", stdin=(folder / "good.csv").read_bytes())

        assert lines_of_csv(done.stdout.decode()) == LINES

    @pytest.mark.parametrize("form", ["csv", "jsonl", "json"])
    def test_machine_formats_are_the_same_in_both_languages(self, form: str, folder: Path) -> None:
        options = ("--format", form, "--group-by", "部门", "--births", "12", "--scenario", "高:每月标准=300", "--quiet")
        zh, en = (
            run(folder, "allowance", "staff.csv", *WINDOW, *options, "--lang", one).stdout for one in ("zh", "en")
        )
        without_time = [[line for line in text.splitlines() if b'"seconds"' not in line] for text in (zh, en)]

        assert without_time[0] == without_time[1]

    def test_the_json_says_what_was_asked_and_assumed(self, folder: Path) -> None:
        options = (
            "--births",
            "12",
            "--scenario",
            "高:monthly_rate=300,births=24",
            "--by",
            "quarter",
            "--format",
            "json",
        )
        document = json.loads(run(folder, "allowance", "staff.csv", *WINDOW, *options).stdout)

        assert {key: document[key] for key in ("forecast", "from", "to", "by", "births_expected_in", "warnings")} == {
            "forecast": "allowance", "from": "2026-01", "to": "2026-03", "by": "quarter",
            "births_expected_in": ["2026-01", "2026-03"], "warnings": ["employer_may_pay"],
        }  # fmt: skip
        assert document["scenarios"] == [
            {"name": "base", "facts": {}, "births_a_year": 12},
            {"name": "高", "facts": {"monthly_rate": "300"}, "births_a_year": 24},
        ]
        # 1000 of the file; one birth a month draws 3 + 2 + 1 months of 200. In the other: 1500, and twice 6 of 300.
        assert [(line["scenario"], line["amount"], line["expected_amount"]) for line in document["lines"]] == [
            ("base", 2200, 1200), ("base", 2200, 1200), ("高", 5100, 3600), ("高", 5100, 3600),
        ]  # fmt: skip
        assert document["input"]["errors"] == [{"code": "impossible_date", "count": 1, "first_rows": [4]}]
        assert any("（十三）" in source["article"] for source in document["sources"])

    def test_ten_billion_yuan_hold_to_the_fen(self, folder: Path) -> None:
        """140 rows, two parents, 36 months at 999,999.99: 140 × 2 × 36 × 999,999.99 = 10,079,999,899.20."""
        write_rows(folder, [{"birth_date": "2026-01-01", "parents": "2", "monthly_rate": "999999.99"}] * 140)
        window = ("--from-month", "2026-01", "--to-month", "2028-12", "--by", "year")
        for suffix in ("csv", "jsonl", "parquet", "xlsx", "json"):
            run(folder, "allowance", "staff.csv", *window, "-o", f"out.{suffix}")
            assert [line[-1] for line in lines_in(folder / f"out.{suffix}")] == [
                *[Decimal("3359999966.40")] * 3, Decimal("10079999899.20"),
            ]  # fmt: skip
        assert "10,079,999,899.20" in run(folder, "allowance", "staff.csv", *window).stdout.decode()

    def test_a_difference_below_zero_has_its_sign(self, folder: Path) -> None:
        """One place at 600.50 and, in the scenario, at 600: -0.50."""
        write_rows(folder, [{"inclusive_places": "1", "place_rate": "600.50"}])
        options = ("--from-year", "2026", "--to-year", "2026", "--scenario", "x:place_rate=600", "--format")
        rows = list(csv.DictReader(io.StringIO(run(folder, "places", "staff.csv", *options, "csv").stdout.decode())))

        assert [row["difference"] for row in rows] == ["0", "0", "-0.50", "-0.50"]
        assert "-0.50" in run(folder, "places", "staff.csv", *options, "text").stdout.decode()

    def test_an_old_file_stays_where_the_new_one_fails(self, folder: Path) -> None:
        (folder / "out.csv").write_text("before")
        run(folder, "allowance", "none.csv", *WINDOW, "-o", "out.csv")

        assert (folder / "out.csv").read_text() == "before"
        assert {path.name for path in folder.iterdir()} == {"good.csv", "out.csv", "staff.csv"}

    def test_head_ends_quietly(self, folder: Path) -> None:
        command = f"{sys.executable} -m benefitcli forecast allowance good.csv {' '.join(WINDOW)} --quiet | head -1"
        done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)

        assert len(done.stdout.splitlines()) == 1
        assert done.stderr == ""


class TestRejects:
    def test_the_rows_come_whole_with_what_is_wrong(self, folder: Path) -> None:
        done = run(folder, "allowance", "staff.csv", *WINDOW, "--rejects", "bad.csv", "--format", "csv")

        assert done.code == 1
        assert lines_of_csv(done.stdout.decode()) == LINES
        (row,) = csv.DictReader(io.StringIO((folder / "bad.csv").read_text(encoding="utf-8")))
        assert row.pop("reason").startswith('impossible_date: 出生日期="2023-02-30"')
        assert row == {"姓名": "王五", "部门": "生产部", "出生日期": "2023-02-30", "status": "error"}
        assert "rows with errors are in bad.csv" in done.stderr

    def test_they_can_be_a_workbook(self, folder: Path) -> None:
        done = run(folder, "allowance", "staff.csv", *WINDOW, "--rejects", "bad.xlsx", "--format", "csv")

        assert done.code == 1, done.stderr
        (sheet,) = openpyxl.load_workbook(folder / "bad.xlsx").worksheets
        headers, row = sheet.iter_rows(values_only=True)
        assert (headers[:3], row[:3]) == (("姓名", "部门", "出生日期"), ("王五", "生产部", "2023-02-30"))

    def test_a_scenario_below_the_floor_is_refused_with_the_clause(self, folder: Path) -> None:
        """不低于200元: the regulation of Shanxi, art. 25 ¶3, and the plan of Yongji (十三)."""
        options = ("--scenario", "低:monthly_rate=150", "--rejects", "bad.jsonl", "--format", "csv")
        done = run(folder, "allowance", "good.csv", *WINDOW, *options)

        assert (done.code, done.stdout) == (2, b"")
        assert (
            run(folder, "allowance", "good.csv", *WINDOW, *options, "--json-errors").problem["code"]
            == "scenario_refused"
        )
        assert "低" in done.stderr
        assert 'monthly_rate="150" (>= 200' in done.stderr
        assert not (folder / "bad.jsonl").exists()

    def test_too_many_cells_are_an_error_of_the_row(self, folder: Path) -> None:
        (folder / "staff.csv").write_text("birth_date,x\n2025-01-01,1\n2025-01-01,1,2\n", encoding="utf-8")
        done = run(folder, "allowance", "staff.csv", *WINDOW, "--format", "csv")

        assert done.code == 1
        assert lines_of_csv(done.stdout.decode())[-1] == ("total", 1, 3, 600)
        assert "1 × too_many_cells: row 3" in done.stderr

    def test_the_same_file_twice_is_refused(self, folder: Path) -> None:
        for options in (("-o", "staff.csv"), ("--rejects", "staff.csv"), ("-o", "x.csv", "--rejects", "x.csv")):
            done = run(folder, "allowance", "staff.csv", *WINDOW, *options, "--json-errors")
            assert done.problem["code"] in ("output_is_input", "outputs_are_one")


REFUSALS: list[tuple[str, list[str], str, str | None]] = [
    ("allowance", ["staff.csv"], "field_missing", "from_month"),
    ("allowance", ["staff.csv", "--from-month", "2026-13", "--to-month", "2026-01"], "unreadable_month", "from_month"),
    ("allowance", ["staff.csv", "--from-month", "2026-02", "--to-month", "2026-01"], "months_out_of_order", "to_month"),
    ("places", ["staff.csv", "--from-year", "2026"], "field_missing", "to_year"),
    ("places", ["staff.csv", "--from-year", "1999", "--to-year", "2026"], "out_of_range", "from_year"),
    ("places", ["staff.csv", "--from-year", "2027", "--to-year", "2026"], "years_out_of_order", "to_year"),
    ("places", ["staff.csv", *YEARS], "column_missing", "inclusive_places"),
    ("places", ["staff.csv", *YEARS, "--births", "1"], "option_unknown", None),
    ("allowance", ["staff.csv", *WINDOW, "--by", "week"], "out_of_range", "--by"),
    ("allowance", ["staff.csv", *WINDOW, "--births", "-1"], "out_of_range", "births"),
    ("allowance", ["staff.csv", *WINDOW, "--births", "x"], "not_a_whole_number", "births"),
    ("allowance", ["staff.csv", *WINDOW, "--group-by", "科室"], "group_column_missing", None),
    ("allowance", ["staff.csv", *WINDOW, "--scenario", "monthly_rate=300"], "scenario_malformed", None),
    ("allowance", ["staff.csv", *WINDOW, "--scenario", "高:monthly_rate"], "scenario_malformed", None),
    ("allowance", ["staff.csv", *WINDOW, "--scenario", "高:"], "scenario_malformed", None),
    ("allowance", ["staff.csv", *WINDOW, "--scenario", "高:rate=300"], "field_unknown", "rate"),
    ("allowance", ["staff.csv", *WINDOW, "--scenario", "高:monthly_rate=x"], "not_an_amount", "monthly_rate"),
    ("allowance", ["staff.csv", *WINDOW, "--scenario", "base:parents=2"], "scenario_twice", None),
    (
        "allowance",
        ["staff.csv", *WINDOW, "--scenario", "a:parents=2", "--scenario", "a:parents=1"],
        "scenario_twice",
        None,
    ),
    ("allowance", ["staff.csv", *WINDOW, "--births", "12", "--set", "monthly_rate=1"], "expected_births_failed", None),
    ("allowance", ["staff.csv", *WINDOW, "--limit", "0"], "out_of_range", "--limit"),
    ("allowance", ["staff.csv", *WINDOW, "--format", "doc"], "format_unknown", None),
    ("allowance", ["staff.csv", *WINDOW, "-o", "x.doc"], "suffix_unknown", None),
    ("allowance", ["none.csv", *WINDOW], "input_missing", None),
    ("allowance", ["staff.csv", *WINDOW, "--reading", "place_scope=any"], "reading_unknown", None),
    ("allowance", ["staff.csv", *WINDOW, "--region", "nowhere"], "region_unknown", None),
]


@pytest.mark.parametrize(("benefit", "arguments", "code", "field"), REFUSALS, ids=lambda one: str(one)[-40:])
def test_what_cannot_be_used_is_refused(
    benefit: str, arguments: list[str], code: str, field: str | None, folder: Path
) -> None:
    problem = run(folder, benefit, *arguments, "--json-errors").problem

    assert problem["code"] == code
    assert field is None or problem["field"] == field


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", "错误：没有“科室”这一列可供分组\n  可以写：姓名, 部门, 出生日期\n"),
        ("en", 'error: there is no column "科室" to group by\n  accepted: 姓名, 部门, 出生日期\n'),
    ],
)
def test_a_refusal_in_words(language: str, expected: str, folder: Path) -> None:
    done = run(folder, "allowance", "staff.csv", *WINDOW, "--group-by", "科室", "--lang", language)

    assert (done.code, done.stdout, done.stderr) == (2, b"", expected)


def test_limit_and_full_width_signs(folder: Path) -> None:
    options = ("--limit", "1", "--scenario", "高：monthly_rate＝300，parents＝2", "--format", "csv")
    done = run(folder, "allowance", "staff.csv", *WINDOW, *options)

    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert done.code == 0
    assert [row["amount"] for row in rows if row["period"] == "total"] == ["400", "1200"]


def test_an_interrupt_leaves_nothing_behind(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "benefitcli", "forecast", "allowance", "-", *WINDOW, "-o", "out.csv", "--lang", "en"],
        cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(b"birth_date\n" + b"2025-01-01\n" * 400_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)

    assert (process.returncode, stdout) == (130, b"")
    assert b"Traceback" not in stderr
    assert not (folder / "out.csv").exists()


def lines_of_csv(text: str, delimiter: str = ",") -> list[tuple[Any, ...]]:
    return [_line(row) for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)]


def _line(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["period"], int(row["people"]), int(row["months"]), Decimal(str(row["amount"]))


def lines_in(path: Path) -> list[tuple[Any, ...]]:
    """The lines of a file, read by another library than the one that wrote it where there is one."""
    if path.suffix == ".json":
        return [_line(line) for line in json.loads(path.read_text(encoding="utf-8"))["lines"]]
    if path.suffix == ".jsonl":
        return [_line(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".parquet":
        frame = pl.read_parquet(path)
        assert frame.schema["amount"] == pl.Decimal(18, 2)
        return [_line(row) for row in frame.to_dicts()]
    if path.suffix == ".xlsx":
        headers, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        return [_line(dict(zip(map(str, headers), row, strict=True))) for row in rows]
    return lines_of_csv(path.read_text(encoding="utf-8"), "\t" if path.suffix == ".tsv" else ",")
