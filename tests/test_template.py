"""Templates: sheets to fill in for every benefit, which a batch takes as they are."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.cli.main import run as run_here
from benefitcli.engine.benefit import REGION

CHINESE = re.compile(r"[\u3400-\u9fff]")
YES_OR_NO = '"是,否"'
SETTINGS = {"loan": ("--set", "base_ceiling=600000", "--set", "uplift=0.2")}
"""What no document gives and no template can know."""


def benefitcli(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benefitcli", *arguments, "--lang", "en"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=20,
    )


def make_template(name: str, file: Path) -> Path:
    """Write a template, in this process: starting one for each would take longer than all else."""
    assert run_here(["fields", name, "--template", str(file), "--lang", "en"]) == 0
    return file


def read_csv(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def sheet_of(file: Path) -> Any:
    return openpyxl.load_workbook(file).active


def rows_of(sheet: Any) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_has_headers_notes_lists_and_an_example(name: str, tmp_path: Path) -> None:
    fields = find_benefit(name).fields
    sheet = sheet_of(make_template(name, tmp_path / "template.xlsx"))
    headers, *examples = rows_of(sheet)

    assert headers == [one.zh for one in fields]
    assert all(CHINESE.search(header) for header in headers)
    assert sheet.freeze_panes == "A2"
    assert len(examples) == 1
    assert all(example for one, example in zip(fields, examples[0], strict=True) if one.required)
    for one, cell in zip(fields, sheet[1], strict=True):
        assert cell.comment is not None
        assert one.name in cell.comment.text or one.example in cell.comment.text
        assert one.en in cell.comment.text
    # Text, so that what is typed is not turned into a number or a day.
    assert {cell.number_format for cell in sheet[2] if cell.value} <= {"@"}


@pytest.mark.parametrize("name", NAMES)
def test_yes_or_no_columns_and_no_others_have_a_list(name: str, tmp_path: Path) -> None:
    sheet = sheet_of(make_template(name, tmp_path / "template.xlsx"))
    lists = {
        cells.min_col - 1: (one.formula1, cells.min_row, cells.max_row)
        for one in sheet.data_validations.dataValidation
        for cells in one.sqref.ranges
        if one.type == "list"
    }
    expected = [index for index, one in enumerate(find_benefit(name).fields) if one.kind == "boolean"]

    assert sorted(lists) == expected
    for words, first, last in lists.values():
        assert (words, first) == (YES_OR_NO, 2)
        assert last >= 1000


@pytest.mark.parametrize("name", NAMES)
def test_the_text_has_the_rows_of_the_workbook_and_opens_in_excel(name: str, tmp_path: Path) -> None:
    text = make_template(name, tmp_path / "template.csv")
    workbook = make_template(name, tmp_path / "template.xlsx")

    assert text.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_csv(text) == rows_of(sheet_of(workbook))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", NAMES)
def test_a_batch_takes_the_template_itself(name: str, kind: str, tmp_path: Path) -> None:
    template, output = make_template(name, tmp_path / f"template.{kind}"), tmp_path / "out.csv"
    done = benefitcli("batch", name, str(template), "-o", str(output), *SETTINGS.get(name, ()))

    assert done.returncode == 0, done.stderr
    headers, *rows = read_csv(output)
    assert headers[: len(find_benefit(name).fields)] == [one.zh for one in find_benefit(name).fields]
    assert len(rows) == 1
    assert rows[0][headers.index("status")] in {"ok", "not_entitled"}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_of_an_optional_field_is_its_default(name: str, tmp_path: Path) -> None:
    """Whoever leaves the example's yes and no alone gets what an empty cell would have given."""
    words = {"true": "是", "false": "否"}
    _, example = read_csv(make_template(name, tmp_path / "template.csv"))

    for one, text in zip(find_benefit(name).fields, example, strict=True):
        if one.kind == "boolean" and text and one.default:
            assert text == words[one.default], one.name


def test_a_filled_in_workbook_goes_through_a_batch(tmp_path: Path) -> None:
    file, output = make_template("leave.maternity", tmp_path / "template.xlsx"), tmp_path / "out.csv"
    book = openpyxl.load_workbook(file)
    sheet = book.active
    for row, birth_date, infants, is_difficult in ((2, "2023-05-01", "1", "否"), (3, "2023/5/1", "2", "是")):
        sheet.cell(row, 1).value = birth_date
        sheet.cell(row, 3).value = infants
        sheet.cell(row, 4).value = is_difficult
    book.save(file)
    done = benefitcli("batch", "leave.maternity", str(file), "-o", str(output))
    headers, *rows = read_csv(output)

    assert done.returncode == 0, done.stderr
    assert [row[headers.index("days")] for row in rows] == ["158", "188"]


def test_notes_are_in_the_language_of_the_call(tmp_path: Path) -> None:
    for language, word in (("zh", "必填"), ("en", "required")):
        file = tmp_path / f"{language}.xlsx"
        command = [sys.executable, "-m", "benefitcli", "fields", "loan", "--template", str(file), "--lang", language]
        subprocess.run(command, check=True, timeout=20)
        assert word in sheet_of(file)["A1"].comment.text


@pytest.mark.parametrize("file", ["template.jsonl", "template.parquet", "template.odt", "missing/template.csv"])
def test_a_template_that_cannot_be_written_is_refused(file: str, tmp_path: Path) -> None:
    done = benefitcli("fields", "loan", "--template", str(tmp_path / file))

    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_has_the_fields(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    fields = find_benefit(name).fields
    code = run_here(["fields", name, "--json-schema"])
    shown = capfd.readouterr()
    schema = json.loads(shown.out)
    types = {
        "date": "string",
        "month": "string",
        "integer": "integer",
        "boolean": "boolean",
        "money": "number",
        "ratio": "number",
    }

    assert (code, shown.err) == (0, "")
    assert schema["type"] == "object"
    assert set(schema["properties"]) - {REGION} == {one.name for one in fields}
    assert schema["required"] == [one.name for one in fields if one.required]
    for one in fields:
        described = schema["properties"][one.name]
        assert described["type"] == types[one.kind], one.name
        assert (described["title"], described["description"]) == (one.zh, one.en)
        if one.kind in {"integer", "money", "ratio"}:
            assert (described["minimum"], described["maximum"]) == (float(one.minimum or 0), float(one.maximum or 0))
