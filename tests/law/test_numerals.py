"""The numbers that the words of the law name, each read as a person reads it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefitcli.law.lint.numerals import numbers_in
from benefitcli.law.lint.quotations import names_number
from benefitcli.law.parameters import Unit

TEXTS: list[tuple[str, set[str]]] = [
    ("女职工生育享受98天产假，其中产前可以休假15天", {"98", "15"}),
    ("奖励延长产假六十日", {"60"}),
    ("婚假三十日", {"30"}),
    ("享受产假九十八日", {"98"}),
    ("十五日", {"15"}),
    ("一百二十八天", {"128"}),
    ("一百零五天", {"105"}),
    ("不低于二百元", {"200"}),
    ("不低于 600 元", {"600"}),
    ("补助2万元", {"20000"}),
    ("补助两万元", {"20000"}),
    ("1.5万元", {"15000"}),
    ("六十万元", {"600000"}),
    ("600,000元", {"600000"}),
    ("三亿两千万元", {"320000000"}),
    ("壹佰贰拾元", {"120"}),
    ("占比达到80%", {"0.8"}),
    ("占比达到百分之八十", {"0.8"}),
    ("上浮两成", {"0.2"}),
    ("千分之五", {"0.005"}),
    ("半小时", {"0.5"}),
    ("未满３岁", {"3"}),
    ("158至180天", {"158", "180"}),
    ("二孩和三孩家庭", {"2", "3"}),
    ("满三个月不满四个月", {"3", "4"}),
]


@pytest.mark.parametrize(("text", "numbers"), TEXTS, ids=[text for text, _ in TEXTS])
def test_the_numbers_of_a_text(text: str, numbers: set[str]) -> None:
    assert {number for number, _ in numbers_in(text)} == {Decimal(number) for number in numbers}


@pytest.mark.parametrize(
    "text",
    [
        "2021 年 5 月 31 日",
        "当年 9 月 29 日",
        "二〇二一年九月",
        "到2025年",
        "第二十五条第三款",
        "（十三）",
        "永办发〔2023〕13号",
    ],
)
def test_days_articles_and_document_numbers_are_no_amounts(text: str) -> None:
    assert numbers_in(text) == frozenset()


@pytest.mark.parametrize(
    ("quote", "number", "unit", "named"),
    [
        ("每天安排60分钟哺乳时间", "1", "hour", True),
        ("每天安排60天哺乳时间", "1", "hour", False),
        ("不满36个月的婴幼儿", "3", "year", True),
        ("不满36天的婴幼儿", "3", "year", False),
        ("每月200元", "300", "yuan", False),
        ("2024年9月30日前补助", "30", "day", False),
    ],
)
def test_a_number_is_named_in_its_unit_or_one_that_texts_prefer(
    quote: str, number: str, unit: Unit, named: bool
) -> None:
    assert names_number(quote, Decimal(number), unit) is named


def spoken(number: int) -> str:
    """A number below 10,000 as it is read aloud: by the positions of its digits, not by the parser's way."""
    words = ""
    for digit, rank in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True):
        words += "零" if digit == "0" else "零一二三四五六七八九"[int(digit)] + rank
    while "零零" in words:
        words = words.replace("零零", "零")
    return words.strip("零")


@given(st.integers(1, 9999))
def test_every_number_is_read_back_from_its_words(number: int) -> None:
    assert (Decimal(number), "天") in numbers_in(f"共{spoken(number)}天")
    assert (Decimal(number * 10_000), "元") in numbers_in(f"共{spoken(number)}万元")


@given(st.text(alphabet="零一二三十百千万亿半两分之%成1234567890.,年月日第条（） "))
def test_no_text_is_too_odd(text: str) -> None:
    for number, _ in numbers_in(text):
        assert number >= 0
