"""The Markdown of a plan: the same answer, and whatever was written for a name stays text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.reports.model import Person
from benefitcli.reports.plan import plan_report
from benefitcli.reports.writers.markdown import markdown_of
from benefitcli.workflows.plan import Family, calculate_plan
from support import TODAY

BORN = {"birth_date": "2023-05-01"}
PLAN = calculate_plan(BORN, Question(today=TODAY), Family({"father": "yongji"}))
EVIL = """[1](javascript:alert(1)) **x** | y <img src=x onerror=alert(1)> `z` # $w$"""
SEPARATOR = re.compile(r"(?<!\\)(?:\\\\)*\|")


def lines(
    facts: dict[str, str], person: Person | None = None, language: Any = "zh", family: Family | None = None
) -> list[str]:
    plan = calculate_plan(facts, Question(today=TODAY), family)
    return markdown_of(plan_report(plan, person or Person(), Translator(language))).decode().splitlines()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        # 国务院令第619号第七条98天，永办发〔2023〕13号（十三）加60天：05-01 起158天止于 10-05；10-07 调休上班
        ("zh", ["# 假期核定表", "**永济市 · 生育待遇时间表**", "| 姓名 | 张三 |", "| 出生日期 | 2023-05-01 |",
                "## 明细 · 母 = 母亲；父 = 父亲",
                "| 待遇 | 起 | 止 | 天数、金额 | 返岗 | 计算过程 | 条文 |",
                "| --- | --- | --- | ---: | --- | --- | --- |",
                "| 母 产假 | 2023-05-01 | 2023-10-05 | 158 天 | 2023-10-07 | 法定产假 98 天；奖励延长产假 60 天 | [4][5][6] |",
                "| 父 护理假 | 2023-05-01 | 2023-05-15 | 15 天 | 2023-05-16 | 男方护理假（陪产假） | [7][6] |",
                "| 母 哺乳时间 | 2023-05-01 | 2024-04-30 | 60 分钟/天 |  | 哺乳时间 1 小时 | [8][9] |",
                "- 2023-10-07返岗：这天调休上班", "   > 男方享受护理假15日"]),
        ("en", ["# Leave assessment", "**Yongji · everything a birth gives both parents**", "| Name | 张三 |",
                "## Entitlements · M = mother; F = father",
                "| entitlement | from | to | days, sum | back | calculation | clauses |",
                "| F paternity | 2023-05-01 | 2023-05-15 | 15 days | 2023-05-16 | the father's leave after the birth | [7][6] |",
                "| M allowance | 2023-05-01 | 2026-04-30 | 7,200 yuan |  | 200 yuan × 36 months | [12][13] |",
                "- back at work on 2023-10-07: a make-up working day"]),
    ],
)  # fmt: skip
def test_the_plan_in_both_languages(language: str, said: list[str]) -> None:
    found = lines(BORN, Person("张三"), language)

    assert [line for line in said if line not in found] == []
    assert re.fullmatch(r"\S.* `sha256:[0-9a-f]{64}`", found[-1])


def test_a_birth_on_another_day() -> None:
    """2024-03-12 出生：158天止于 2024-08-16（周五），下周一 08-19 返岗；双方育儿假、保教费满三周岁止。"""
    found = lines({"birth_date": "2024-03-12"})
    row = next(line for line in found if line.startswith("| 母 产假 |"))

    assert row.startswith("| 母 产假 | 2024-03-12 | 2024-08-16 | 158 天 | 2024-08-19 |")
    # 不得加班夜班、产前、产假、护理假、哺乳时间，加双方各三年育儿假与保教费：5 + 2 × 4
    assert sum(bool(re.match(r"\| [母父] ", line)) for line in found) == 13


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "**估算：还没有出生日期，全部按预产期 2026-12-20 推算"), ("en", "**An estimate: no date of birth yet")],
)
def test_an_estimate_says_so_above_the_table(language: str, words: str) -> None:
    found = lines({"due_date": "2026-12-20"}, language=language)

    estimate = next(index for index, line in enumerate(found) if line.startswith(words))
    assert estimate < next(index for index, line in enumerate(found) if line.startswith("## "))
    assert not any(line.startswith(words[:5]) for line in lines(BORN, language=language))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["- **母 产假** 算不出：开始日期", "- **父 护理假、母 育儿假、母 保教费、父 育儿假、父 保教费** 不享受："]),
        ("en", ["- **M maternity** cannot be calculated: first day",
                "- **F paternity, M childcare, M allowance, F childcare, F allowance** Not entitled: "]),
    ],
)  # fmt: skip
def test_what_there_is_not_has_its_reason(language: str, said: list[str]) -> None:
    """山西省条例第十一条：第四个孩子不在覆盖范围内；国务院令第619号第七条：产假不晚于出生当天。"""
    found = lines({**BORN, "birth_order": "4", "start_date": "2023-06-01"}, language=language)

    assert [begin for begin in said if not any(line.startswith(begin) for line in found)] == []


def test_what_is_written_for_a_name_stays_text() -> None:
    found = lines(BORN, Person(EVIL, EVIL, EVIL))

    escaped = r"\[1\](javascript:alert(1)) \*\*x\*\* \| y \<img src=x onerror=alert(1)\> \`z\` \# \$w\$"
    assert [line for line in found if escaped in line] == [
        f"| {name} | {escaped} |" for name in ("姓名", "工号", "单位")
    ]


@given(name=st.text(max_size=40))
def test_any_name_is_one_cell(name: str) -> None:
    found = markdown_of(plan_report(PLAN, Person(f"a{name}"), Translator("zh"))).decode().split("\n")
    cell = next(line for line in found if line.startswith("| 姓名 |"))

    assert len(SEPARATOR.findall(cell)) == 3
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`*]", cell)


def test_every_row_has_as_many_cells_as_its_header() -> None:
    found = lines({**BORN, "infants": "2", "difficult_birth": "是"}, language="en")
    rows = [line for line in found if line.startswith("|")]

    assert {len(SEPARATOR.findall(line)) for line in rows} == {3, 8}


def test_a_clause_of_two_digits_keeps_its_words() -> None:
    """In CommonMark what belongs to an item stands below its text, past the number: ``10. `` is four characters."""
    found = lines(BORN, language="en")

    tenth = next(index for index, line in enumerate(found) if line.startswith("10. "))
    assert found[tenth + 1].startswith("    《")
    assert found[tenth + 2].startswith("    > ")


def test_two_regions_have_both_names_and_both_digests() -> None:
    found = lines({"birth_date": "2024-09-10"}, family=Family({"mother": "yongji", "father": "shanxi"}))

    assert "**永济市 / 山西省 · 生育待遇时间表**" in found
    assert sum("sha256:" in line for line in found) == 2
