"""The workbook of a plan, read back by another library: real dates and numbers, text that is never a formula."""

from __future__ import annotations

import datetime
import io
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from benefitcli.benefits.plan import PARENTS, REGION_OF
from benefitcli.errors import BenefitError, Problem
from benefitcli.i18n.plans import ENTITLEMENTS
from benefitcli.i18n.plans import PARENTS as PARENT_WORDS
from benefitcli.i18n.problems import format_error
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.reports.model import Person
from benefitcli.reports.plan import plan_report
from benefitcli.reports.writers.xlsx import SheetCell, number_cell, workbook_of
from benefitcli.workflows.plan import Family, calculate_plan
from console import run_here
from support import TABLES, TESTS, TODAY
from terminal import converse

CASES: list[dict[str, Any]] = tomllib.loads((TESTS / "workflows" / "plan" / "cases.toml").read_text(encoding="utf-8"))[
    "case"
]
BORN = {"birth_date": "2023-05-01"}
HEADERS = {
    "zh": ("谁的", "待遇", "起", "止", "天数、金额", "返岗", "计算过程", "条文"),
    "en": ("whose", "entitlement", "from", "to", "days, sum", "back", "calculation", "clauses"),
}
FORMULAS = ("=1+1", '+cmd|" /C calc"!A0', "-2+3", "@SUM(A1)", "{=1}", "https://example.com")
HIGHEST = 409


def sheet(
    facts: dict[str, str], person: Person | None = None, language: Any = "zh", family: Family | None = None
) -> Worksheet:
    plan = calculate_plan(facts, Question(today=TODAY), family)
    report = plan_report(plan, person or Person(), Translator(language))
    found = openpyxl.load_workbook(io.BytesIO(workbook_of(report))).active
    assert isinstance(found, Worksheet)
    return found


def entitlements(found: Worksheet, language: str = "zh") -> list[tuple[Any, ...]]:
    """The cells of the rows between the header of the table and the blank row behind it."""
    rows = list(found.iter_rows())
    start = next(i for i, row in enumerate(rows) if tuple(cell.value for cell in row) == HEADERS[language])
    end = next(i for i, row in enumerate(rows) if i > start and row[0].value is None)
    return rows[start + 1 : end]


def texts(found: Worksheet) -> list[str]:
    return [str(cell.value) for row in found.iter_rows() for cell in row if cell.value is not None]


def day(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_every_day_and_amount_is_what_the_law_gives(case: dict[str, Any], language: str) -> None:
    """The cases worked out by hand, read back as dates and numbers."""
    if "needs" in case and not (TABLES / "cn" / case["needs"]).is_dir():
        pytest.skip(f"the tables have no documents of {case['needs']}")
    family = Family({one: case.get(REGION_OF[one], "yongji") for one in PARENTS})
    rows = entitlements(sheet(case["given"], language=language, family=family), language)

    spoken = language == "en"
    assert [tuple(cell.value for cell in row[:6]) for row in rows] == [
        (
            PARENT_WORDS[item["who"]][spoken],
            ENTITLEMENTS[item["what"]][spoken],
            day(item["from"]),
            day(item["to"]),
            item.get("days", item.get("total_amount", item.get("minutes_per_day"))),
            day(item.get("back")),
        )
        for item in case["items"]
        if item.get("status", "ok") == "ok"
    ]
    assert all(
        cell.data_type == kind
        for row in rows
        for cell, kind in zip(row[2:6], "ddnd", strict=True)
        if cell.value is not None
    )


@pytest.mark.parametrize(
    ("language", "formats"),
    [
        ("zh", ['#,##0 "天"', '#,##0" 分钟/天"', '#,##0.00 "元"']),
        ("en", ['#,##0 "days"', '#,##0" min/day"', '#,##0.00 "yuan"']),
    ],
)
def test_the_unit_is_in_the_format_of_the_number(language: str, formats: list[str]) -> None:
    rows = entitlements(sheet(BORN, language=language), language)

    shapes = {row[1].value: row[4].number_format for row in rows}
    names = ("maternity", "nursing", "allowance")
    assert [shapes[ENTITLEMENTS[name][language == "en"]] for name in names] == formats
    assert {cell.number_format for row in rows for cell in row[2:4]} == {"yyyy-mm-dd"}


@pytest.mark.parametrize(("language", "shapes"), [("zh", ["天", "天"]), ("en", ["day", "days"])])
def test_a_single_one_has_the_word_for_one(language: Any, shapes: list[str]) -> None:
    found = [number_cell(number, "day", Translator(language)) for number in (1, 2)]

    assert found == [SheetCell(number, "value", f'#,##0 "{word}"') for number, word in zip((1, 2), shapes, strict=True)]


@pytest.mark.parametrize(
    ("language", "title", "born", "words", "digest"),
    [
        ("zh", "假期核定表", "出生日期",
         {"法定产假 98 天；奖励延长产假 60 天", "2023-10-07返岗：这天调休上班"}, "政策表摘要 sha256:"),
        ("en", "Leave assessment", "birth date",
         {"statutory leave 98 days; additional leave 60 days", "back at work on 2023-10-07: a make-up working day"},
         "Digest of the tables sha256:"),
    ],
)  # fmt: skip
def test_all_of_the_plan_is_on_the_sheet(language: str, title: str, born: str, words: set[str], digest: str) -> None:
    found = sheet(BORN, Person("张三", "0017", "永济市某公司"), language)
    said = texts(found)

    assert (found["A1"].value, found.title) == (title, title)
    assert {"张三", "0017", "永济市某公司", *words} <= set(said)
    assert any(text.startswith(digest) for text in said)
    assert any("男方享受护理假15日" in text and text.startswith("[") for text in said)
    facts = {row[0].value: row[2].value for row in found.iter_rows(max_row=12)}
    assert facts[born] == day("2023-05-01")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "估算：还没有出生日期，全部按预产期 2026-12-20 推算"), ("en", "An estimate: no date of birth yet")],
)
def test_an_estimate_says_so_above_the_table(language: str, words: str) -> None:
    said = texts(sheet({"due_date": "2026-12-20"}, language=language))

    assert any(text.startswith(words) for text in said[: said.index(HEADERS[language][0])])
    assert not any(text.startswith(words[:3]) for text in texts(sheet(BORN, language=language)))


@pytest.mark.parametrize(
    ("language", "names", "reason", "failed"),
    [
        ("zh", "父 护理假、母 育儿假、母 保教费、父 育儿假、父 保教费", "不享受：这一孩次", "算不出：开始日期"),
        ("en", "F paternity, M childcare, M allowance, F childcare, F allowance", "Not entitled: on the day",
         "cannot be calculated: first day"),
    ],
)  # fmt: skip
def test_what_there_is_not_stands_below_with_its_reason(language: str, names: str, reason: str, failed: str) -> None:
    """山西省条例第十一条：第四个孩子不在覆盖范围内；国务院令第619号第七条：产假不晚于出生当天。"""
    found = sheet({**BORN, "birth_order": "4", "start_date": "2023-06-01"}, language=language)
    rows = {row[0].value: row[3].value for row in found.iter_rows()}

    assert str(rows[names]).startswith(reason)
    assert str(rows["母 产假" if language == "zh" else "M maternity"]).startswith(failed)
    assert "一对夫妻可以生育三个子女" in "\n".join(texts(found))


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula_nor_a_link(text: str) -> None:
    found = sheet(BORN, Person(text, text, text))

    assert texts(found).count(text) == 3
    cells = [cell for row in found.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == text} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_it_prints_on_the_width_of_a_page_and_rows_are_high_enough() -> None:
    found = sheet(BORN, Person("长" * 200))

    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "landscape")
    # a sheet that says nothing else is one page wide (ECMA-376, 18.3.1.63)
    assert (found.page_setup.fitToWidth or 1, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr is not None
    assert found.sheet_properties.pageSetUpPr.fitToPage
    # 200 characters of two cells each need at least 400 / 30 lines of 17 points in the 28 cells of two columns.
    name = next(cell.row for row in found.iter_rows() for cell in row if cell.value == "长" * 200)
    assert 14 * 17 <= (found.row_dimensions[name].height or 0) <= HIGHEST
    highest = sheet(BORN, Person("长" * 20_000))
    assert HIGHEST - 1 < max(one.height or 0 for one in highest.row_dimensions.values()) <= HIGHEST


def test_a_name_that_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(BenefitError) as caught:
        sheet(BORN, Person("x" * 40_000))

    assert caught.value.problems[0].code == "text_too_long_for_a_cell"


def test_two_regions_have_both_digests() -> None:
    family = Family({"mother": "yongji", "father": "shanxi"})
    said = texts(sheet({"birth_date": "2024-09-10"}, family=family))

    assert "永济市 / 山西省 · 生育待遇时间表" in said
    assert sum(text.startswith("政策表摘要 sha256:") for text in said) == 2


def test_a_terminal_gets_no_workbook_and_is_asked_nothing() -> None:
    session = converse(["leave", "plan", "--lang", "en", "--format", "xlsx"])

    assert session.code == 2
    assert session.lines == format_error(Problem("terminal_cannot_show", value="xlsx"), Translator("en"))


def test_a_name_too_long_leaves_the_old_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(b"old")
    ended = run_here("leave", "plan", "--birth-date", "2023-05-01", "--name", "x" * 40_000, "-o", str(file))

    assert (ended.code, ended.data) == (2, b"")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("plan.xlsx", b"old")]
