"""What people write in cells, and what each of it means or why it is refused; every value worked out by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefitcli.benefits.fields import (
    AMOUNT,
    BIRTH_DATE,
    BIRTH_ORDER,
    CHILDREN,
    DIFFICULT_BIRTH,
    EMPLOYEE_ID,
    FROM_MONTH,
    GESTATION_WEEKS,
    INFANTS,
    MONTH,
    POPULATION,
    STANDARD_MET,
    UPLIFT,
    YEAR,
    YEARS,
)
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Field
from benefitcli.engine.columns.names import PROBLEM, case_column
from benefitcli.errors import Problem
from benefitcli.i18n.problems import message_of
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import read_case
from benefitcli.inputs.columns import TextColumn, as_input_text, describe, read_facts
from benefitcli.inputs.parse import (
    DELIVERY,
    IS_TWINS,
    MULTIPLES,
    TWINS,
    is_blank,
    parse,
    parse_text,
)
from benefitcli.inputs.text import BLANK_WORDS, clean
from benefitcli.law.dates import format_day, format_month

SIGNED = replace(AMOUNT, minimum="-1000000000")
FREE_RATIO = replace(UPLIFT, minimum=None, maximum=None)


def shown(field: Field, text: str, notation: str = "") -> str:
    """What a text means, as it would be written plainly, or the problem as a cell shows it after the value."""
    value = parse(field, text, notation)
    if isinstance(value, Problem):
        readings = value.details.get("readings")
        return f"{value.code} ({readings})" if readings else value.code
    if field.kind == "date":
        return format_day(value)
    if field.kind == "month":
        return format_month(value)
    if field.kind == "money":
        return f"{value / 100:.2f}"
    if field.kind == "ratio":
        return f"{value / 100:g}%"
    return ("是" if value else "否") if field.kind == "boolean" else str(value)


DATES = """
2023.5.1                     2023-05-01
2023年5月1号                 2023-05-01
2023 年 5 月 1 日            2023-05-01
2023年05月01日 星期一        2023-05-01
2023年5月1日(周二)           impossible_date
二〇二三年五月一日           2023-05-01
二零二三年十二月三十一日     2023-12-31
二○二三年十二月廿一日        2023-12-21
2023年五月一日               2023-05-01
２０２３．５．１             2023-05-01
2023-05-01 08:30             2023-05-01
2023-05-01 08:30:59          2023-05-01
2023/5/1 8:30:00 PM          2023-05-01
2023-05-01T00:00:00.000      2023-05-01
2023-05-01T08:00:00+08:00    2023-05-01
2023-04-30 16:00:00+00:00    2023-05-01
2023-04-30 15:59:59+00:00    2023-04-30
2023-04-30T16:00:00Z         2023-05-01
2023-05-01 23:30:00-05:00    2023-05-02
2023-05-01 25:00             unreadable_date
23.5.1                       ambiguous_date (2023-05-01 | 2001-05-23)
5/1/2023                     ambiguous_date (2023-05-01 | 2023-01-05)
25/12/2023                   ambiguous_date (2023-12-25)
05-01-23                     ambiguous_date (2005-01-23 | 2023-05-01 | 2023-01-05)
24年3月1日                   ambiguous_date (2024-03-01 | 1924-03-01)
240301                       ambiguous_date (2024-03-01 | 2001-03-24)
201112                       ambiguous_date (2020-11-12 | 2012-11-20 | 2011-12)
1-May-23                     ambiguous_date (2023-05-01 | 2001-05-23)
05-01                        ambiguous_date
45047                        date_serial (2023-05-01)
45047.0                      date_serial (2023-05-01)
2023年5月                    day_missing
2023-5                       day_missing
202305                       day_missing
二〇二三年五月               day_missing
2023                         unreadable_date
农历2023年三月初一           lunar_date
二〇二三年正月初五           lunar_date
2023-5-1①                    unreadable_date
2023-05-0²                   unreadable_date
2023-02-29                   impossible_date
2023-05-01㈠                 unreadable_date
"""
MONTHS = """
2024年3月        2024-03
2024 年 3 月     2024-03
2024年03月份     2024-03
202403           2024-03
202403.0         2024-03
Mar-24           2024-03
March 2024       2024-03
24-Mar           ambiguous_month (2024-03 | ????-03-24)
2024/3           2024-03
2024.3           2024-03
2024.10          2024-10
2024.1           2024-01
2024.1 ?         ambiguous_month (2024-01 | 2024-10)
二〇二四年三月   2024-03
2024-03月        2024-03
2024-03-01       2024-03
2024-03-02       unreadable_month
45352            date_serial (2024-03)
202413           unreadable_month
3月              unreadable_month
"""
DAYS_IN_MONTHS = """
2024-03-31                   2024-03
2024年3月15日                2024-03
2024-02-29 16:00:00+00:00    2024-03
2024.1 ?                     ambiguous_month (2024-01 | 2024-10)
"""
INFANTS_BORN = """
两个         2
2个          2
２           2
叁           3
单胎         1
双胞胎       2
龙凤胎       2
三胞胎       3
2个孩子      2
2.0          2
二胎         count_or_order (infants=2 | birth_order=2)
第二个       count_or_order (infants=2 | birth_order=2)
头胎         count_or_order (infants=1 | birth_order=1)
多胞胎       not_a_whole_number
二三         not_a_whole_number
1①           not_a_whole_number
2²           not_a_whole_number
十二         out_of_range
"""
ORDERS = """
一孩         1
二胎         2
头胎         1
首胎         1
第三个孩子   3
第二胎       2
第 3 孩      3
叁           3
2            2
两个         count_or_order (birth_order=2 | infants=2)
双胞胎       count_or_order (birth_order=2 | infants=2)
1①           not_a_whole_number
2¹           not_a_whole_number
"""
COUNTS = {
    CHILDREN: "两孩  2\n三个  3\n2个孩子  2\n二胎  not_a_whole_number",
    GESTATION_WEEKS: "12周  12\n孕12周  12\n10+3  10\n10周+3天  10\n10周3天  10\n10+7  not_a_whole_number\n3个月  not_a_whole_number",
    YEAR: "2024年  2024\n2024年度  2024\n二〇二四年  2024\n24年  not_a_whole_number\n2024.0  2024",
    POPULATION: "384,653  384653\n38.4653万  384653\n38万人  380000\n3.14159万  not_a_whole_number\n38，465  ambiguous_number (38465 | 38 + …)",
}
TRUTHS = """
是  是
√  是
✓  是
✔  是
✔️  是
☑  是
对  是
有  是
Y  是
T  是
ｙ  是
难产  是
否  否
×  否
✗  否
错  否
无  否
没有  否
N  否
F  否
顺产  否
自然分娩  否
剖宫产  delivery_not_decided
剖腹产  delivery_not_decided
产钳助产  delivery_not_decided
x  not_yes_or_no
√×  not_yes_or_no
①  not_yes_or_no
"""
MONEY = """
1,200.00        1200.00
￥1,200.50      1200.50
¥ 200           200.00
200 元          200.00
200元整         200.00
人民币200元     200.00
1.2万           12000.00
60万元          600000.00
2亿             200000000.00
3千元           3000.00
5角             0.50
50分            0.50
１，２００      1200.00
(200)           -200.00
（200）         -200.00
(￥1,200.00)    -1200.00
-200            -200.00
(-200)          not_an_amount
200，200        ambiguous_number (200200 | 200 + …)
1，200.00       ambiguous_number (1200.00 | 1 + …)
1,20,0          not_an_amount
0.02万元        not_an_amount
200/月          not_an_amount
1 200           not_an_amount
二百元          not_an_amount
200①            not_an_amount
2OO             not_an_amount
#VALUE!         not_an_amount
1.23456789万    too_many_decimals
"""
RATIOS = "20%  20%\n20 %  20%\n20‰  2%\n0.2  20%\n２０％  20%\n20%%  not_a_ratio\n二成  not_a_ratio"


def lines(table: str) -> list[tuple[str, str]]:
    """The text and the meaning in each line of a table."""
    cells = [re.split(r"\s{2,}", line, maxsplit=1) for line in table.strip().splitlines()]
    return [(text, meaning) for text, meaning in cells]


TABLES = [
    *((BIRTH_DATE, *line) for line in lines(DATES)),
    *((FROM_MONTH, *line) for line in lines(MONTHS)),
    *((MONTH, *line) for line in lines(DAYS_IN_MONTHS)),
    *((INFANTS, *line) for line in lines(INFANTS_BORN)),
    *((BIRTH_ORDER, *line) for line in lines(ORDERS)),
    *((field, *line) for field, table in COUNTS.items() for line in lines(table)),
    *((DIFFICULT_BIRTH, *line) for line in lines(TRUTHS)),
    *((SIGNED, *line) for line in lines(MONEY)),
    *((FREE_RATIO, *line) for line in lines(RATIOS)),
]


@pytest.mark.parametrize(("field", "text", "meaning"), TABLES, ids=[f"{row[0].name}-{row[1]}" for row in TABLES])
def test_a_written_value_means_what_a_person_reads_in_it_or_is_refused(field: Field, text: str, meaning: str) -> None:
    assert shown(field, text) == meaning


@pytest.mark.parametrize(
    ("field", "notation", "text", "meaning"),
    [
        (SIGNED, "万元", "5.6", "56000.00"),
        (SIGNED, "万元", "0.5", "5000.00"),
        (SIGNED, "万元", "5.6万元", "56000.00"),
        (SIGNED, "万元", "5.6万", "56000.00"),
        (SIGNED, "万元", "56000元", "unit_contradicts (56000元 | 56000万元)"),
        (SIGNED, "万元", "5.12345678", "too_many_decimals"),
        (SIGNED, "分", "20000", "200.00"),
        (SIGNED, "分", "200元", "unit_contradicts (200元 | 200分)"),
        (SIGNED, "角", "15", "1.50"),
        (SIGNED, "千元", "1,200", "1200000.00"),
        (SIGNED, "亿元", "0.1", "10000000.00"),
        (FREE_RATIO, "%", "20", "20%"),
        (FREE_RATIO, "%", "20%", "20%"),
        (FREE_RATIO, "%", "0", "0%"),
        (FREE_RATIO, "%", "0.2", "ambiguous_number (0.2% | 20%)"),
        (FREE_RATIO, "%", "20‰", "unit_contradicts (20‰ | 20%)"),
        (FREE_RATIO, "‰", "200", "20%"),
        (POPULATION, "万", "38.4653", "384653"),
        (POPULATION, "万", "38.46531", "not_a_whole_number"),
        (GESTATION_WEEKS, "天", "70", "10"),
        (GESTATION_WEEKS, "天", "71", "not_a_whole_number"),
        (YEARS, "月", "24", "2"),
        (YEARS, "月", "25", "not_a_whole_number"),
        (INFANTS, TWINS, "是", "2"),
        (INFANTS, TWINS, "√", "2"),
        (INFANTS, TWINS, "否", "1"),
        (INFANTS, TWINS, "无", "1"),
        (INFANTS, TWINS, "0", "1"),
        (INFANTS, TWINS, "双胎", "2"),
        (INFANTS, TWINS, "1", "ambiguous_number (1 | 2)"),
        (INFANTS, IS_TWINS, "1", "2"),
        (INFANTS, MULTIPLES, "否", "1"),
        (INFANTS, MULTIPLES, "是", "how_many_infants (2 | 3)"),
        (INFANTS, MULTIPLES, "三胞胎", "3"),
        (DIFFICULT_BIRTH, DELIVERY, "顺产", "否"),
        (DIFFICULT_BIRTH, DELIVERY, "难产", "是"),
        (DIFFICULT_BIRTH, DELIVERY, "剖宫产", "delivery_not_decided (难产 | 顺产)"),
        (DIFFICULT_BIRTH, DELIVERY, "1", "not_yes_or_no"),
        (STANDARD_MET, "", "未达标", "否"),
    ],
)
def test_a_header_can_say_how_its_values_are_to_be_read(field: Field, notation: str, text: str, meaning: str) -> None:
    assert shown(field, text, notation) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "—",
        "/",
        r"\N",
        "无",
        "N/A",
        "NaN",
        "None",
        "null",
        "NULL",
        "不适用",
        "\u200e",
        "\u200b\u3000",
    ],
)
def test_a_word_for_nothing_is_blank(text: str) -> None:
    assert is_blank(INFANTS, text)
    assert read_case(find_benefit("leave.maternity"), {"birth_date": "2023-05-01", "infants": text})["infants"] == 1


def test_none_answers_a_question_of_yes_and_no() -> None:
    assert not is_blank(DIFFICULT_BIRTH, "无")
    assert is_blank(DIFFICULT_BIRTH, "不适用")


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!"])
def test_a_formula_that_failed_is_never_blank(text: str) -> None:
    assert not is_blank(INFANTS, text)
    assert shown(INFANTS, text) == "not_a_whole_number"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("E1", "E1"),
        ("Ｅ１", "E1"),
        ("E①", "E①"),
        ("\u200eE1\u202c", "E1"),
        ("E1\t", "E1"),
        ("0001", "0001"),
        ("1E10", "1E10"),
        ("11010519491231002X", "11010519491231002X"),
        ("140881199001010001", "140881199001010001"),
    ],
)
def test_who_somebody_is_stays_as_it_was_written(text: str, meaning: str) -> None:
    assert parse_text(EMPLOYEE_ID, text) == meaning


@pytest.mark.parametrize("text", ["1.40881E+17", "1.4088119900101e+17", "1.4088119900101E17", "140881199001010000"])
def test_a_number_that_a_spreadsheet_has_rounded_names_nobody(text: str) -> None:
    problem = parse_text(EMPLOYEE_ID, text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.value) == ("id_rounded", text)


def test_a_number_cell_is_read_for_what_it_is_asked_for() -> None:
    numbers = pl.Series("0", [202403.0, 2024.1, 2024.11, 2024.2, None])
    assert as_input_text(numbers, "month").to_list() == ["202403", "2024.1 ?", "2024.11", "2024.2", None]
    assert as_input_text(numbers, "money").to_list() == ["202403", "2024.1", "2024.11", "2024.2", None]
    assert as_input_text(pl.Series("0", [1.4088119900101e17, 7.0]), "text").to_list() == ["1.4088119900101e+17", "7"]
    moments = pl.Series("0", ["2023-04-30 16:00:00"]).str.to_datetime(time_zone="UTC")
    assert as_input_text(moments, "date").to_list() == ["2023-05-01"]


WRITTEN = [(field, text) for field, text, _ in TABLES]


@settings(deadline=None)
@given(
    st.sampled_from(
        [
            BIRTH_DATE,
            FROM_MONTH,
            MONTH,
            INFANTS,
            BIRTH_ORDER,
            CHILDREN,
            GESTATION_WEEKS,
            YEAR,
            POPULATION,
            DIFFICULT_BIRTH,
            SIGNED,
            FREE_RATIO,
        ]
    ),
    st.data(),
)
def test_a_column_of_any_texts_reads_as_its_cells_do_one_by_one(field: Field, data: st.DataObject) -> None:
    written = st.sampled_from([text for _, text in WRITTEN] + sorted(BLANK_WORDS))
    marks = st.sampled_from(["", " ", "\u200e", "\u3000", "\ufeff", "_x000D_", "①"])
    texts = data.draw(st.lists(st.tuples(marks, written, marks).map("".join), min_size=1, max_size=30))
    benefit = replace(find_benefit("loan"), fields=(field,), one_of=(), together=())
    frame = read_facts(benefit, pl.DataFrame({"0": texts}), {field.name: TextColumn("0", "表头")}, {})

    for text, value, problem in zip(texts, frame[case_column(field.name)], frame[PROBLEM], strict=True):
        single = None if is_blank(field, text) else parse(field, text)
        if isinstance(single, Problem):
            assert problem.partition(":")[0] == single.code
        else:
            assert (value, problem) == (single, None), text


def test_a_refused_cell_shows_both_readings_and_so_does_the_sentence() -> None:
    problem = parse(BIRTH_DATE, "23.5.1")
    assert isinstance(problem, Problem)
    assert describe(problem, "出生日期") == 'ambiguous_date: 出生日期="23.5.1" (2023-05-01 | 2001-05-23)'
    assert (
        message_of(problem, Translator("zh"))
        == "出生日期（--birth-date）“23.5.1”可以有几种读法，不猜：2023-05-01？ 2001-05-23？"
    )
    assert message_of(problem, Translator("en")).endswith("can be read in more than one way: 2023-05-01? 2001-05-23?")


@given(st.text(max_size=20))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
