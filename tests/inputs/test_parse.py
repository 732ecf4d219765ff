"""Single values and headers, each with what it means worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benefitcli.benefits.fields import (
    BIRTH_DATE,
    DIFFICULT_BIRTH,
    FROM_MONTH,
    INFANTS,
    MONTHLY_RATE,
    POPULATION,
    UPLIFT,
    YEAR,
)
from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.engine.benefit import REGION, Field
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.headers import header_key, header_words, map_headers
from benefitcli.inputs.parse import BOOLEAN_FORMS, DATE_FORMS, MONTH_FORMS, accepted_forms, bounds, parse

MARCH_1 = 19783  # 2024-03-01: 54 years of 365 days, 13 leap days up to 2020, and 60 days of 2024 before it
YUAN = replace(MONTHLY_RATE, minimum="0", maximum="1000000000")
FREE_YUAN = replace(MONTHLY_RATE, minimum=None, maximum=None)
FREE_RATIO = replace(UPLIFT, minimum=None, maximum=None)
FREE_NUMBER = replace(INFANTS, minimum=None, maximum=None)


def refused(field: Field, text: str) -> str:
    """The code with which a text is refused; the problem names the field and the text as it was written."""
    problem = parse(field, text)
    assert isinstance(problem, Problem), f"{text!r} was read as {problem}"
    assert (problem.field, problem.value) == (field.name, text)
    assert problem.accepted
    return problem.code


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "2024-3-1",
        "2024-03-1",
        "2024/3/1",
        "2024/03/01",
        "20240301",
        "2024年3月1日",
        "2024年03月01日",
        "2024年3月1",
        "2024.3.1",
        "2024.03.01",
        "２０２４－０３－０１",
        "２０２４/３/１",
        "２０２４／３／１",
        "２０２４．３．１",
        "２０２４０３０１",
        "２０２４年３月１日",
        "  2024-03-01  ",
        "\t2024-03-01\r\n",
        "\u30002024-03-01\u3000",
        "\u00a02024-03-01\u00a0",
        "\ufeff2024-03-01",
        "2024-03-01\u200b",
        "2024–03–01",
        "2024—03—01",
        "2024−03−01",
        "2024-03-01 00:00:00",
        "2024-03-01T00:00:00",
        "2024-03-01 0:00",
        "2024-03-01 00:00",
        "2024/3/1 0:00:00",
        "2024-03-01 00:00:00.000",
        "２０２４-０３-０１　００：００：００",
    ],
)
def test_a_date_is_read_in_every_form(text: str) -> None:
    assert parse(BIRTH_DATE, text) == MARCH_1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1970-01-01", 0),
        ("1969-12-31", -1),
        ("1972-02-29", 789),
        ("2000-02-29", 11016),
        ("2024-02-29", 19782),
        ("2024-12-31", 20088),
    ],
)
def test_a_day_is_counted_from_1970(text: str, day: int) -> None:
    assert parse(BIRTH_DATE, text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01/03/2024", "ambiguous_date"),
        ("3/1/2024", "ambiguous_date"),
        ("01-03-2024", "ambiguous_date"),
        ("1.3.24", "ambiguous_date"),
        ("3/1/24", "ambiguous_date"),
        ("24-03-01", "ambiguous_date"),
        ("24年3月1日", "ambiguous_date"),
        ("03-01", "ambiguous_date"),
        ("45352", "date_serial"),
        ("45352.0", "date_serial"),
        ("202403", "day_missing"),
        ("240301", "ambiguous_date"),
        ("０１/０３/２０２４", "ambiguous_date"),
        ("2024-02-30", "impossible_date"),
        ("2023-02-29", "impossible_date"),
        ("1900-02-29", "impossible_date"),
        ("2024-04-31", "impossible_date"),
        ("2024-13-01", "impossible_date"),
        ("2024-00-10", "impossible_date"),
        ("2024-01-00", "impossible_date"),
        ("20240230", "impossible_date"),
        ("20241301", "impossible_date"),
        ("2024年2月30日", "impossible_date"),
        ("0000-01-01", "impossible_date"),
        ("2024-02-30 00:00:00", "impossible_date"),
        ("2024-03", "day_missing"),
        ("2024年3月", "day_missing"),
        ("2024", "unreadable_date"),
        ("24年3月", "unreadable_date"),
        ("2024-03/01", "unreadable_date"),
        ("2024- 3- 1", "unreadable_date"),
        ("2024 03 01", "unreadable_date"),
        ("2024-03-001", "unreadable_date"),
        ("02024-03-01", "unreadable_date"),
        ("2024-03-01 25:00:00", "unreadable_date"),
        ("2024-03-01 00:61", "unreadable_date"),
        ("二四年三月一日", "unreadable_date"),
        ("March 1, 2024", "unreadable_date"),
        ("-2024-03-01", "unreadable_date"),
        ("#N/A", "unreadable_date"),
        ("张三", "unreadable_date"),
        ("1899-12-31", "out_of_range"),
        ("2091-01-01", "out_of_range"),
        ("9999-12-31", "out_of_range"),
    ],
)
def test_a_doubtful_or_impossible_date_is_refused(text: str, code: str) -> None:
    assert refused(BIRTH_DATE, text) == code


@pytest.mark.parametrize(("text", "day"), [("1900-01-01", -25567), ("2090-12-31", 44194)])
def test_the_first_and_the_last_date_are_accepted(text: str, day: int) -> None:
    assert parse(BIRTH_DATE, text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2024-03",
        "2024-3",
        "2024/3",
        "2024/03",
        "2024.3",
        "202403",
        "2024年3月",
        "2024年03月",
        "2024年3",
        "２０２４-０３",
        "２０２４年３月",
        " 2024-03 ",
        "2024-03-01",
        "2024/3/1",
        "20240301",
        "2024年3月1日",
    ],
)
def test_a_month_is_read_in_every_form_and_from_its_first_day(text: str) -> None:
    assert parse(FROM_MONTH, text) == 2024 * 12 + 2


@pytest.mark.parametrize(("text", "month"), [("2024-01", 24288), ("2024-12", 24299), ("2025-01", 24300)])
def test_months_are_counted_without_gaps(text: str, month: int) -> None:
    assert parse(FROM_MONTH, text) == month


@pytest.mark.parametrize(
    "text",
    ["2024-00", "2024-13", "202413", "2024-03-02", "2024-13-01", "24-03", "03-2024", "3月", "2024", "March", "-"],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    assert refused(FROM_MONTH, text) == "unreadable_month"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("+2", 2),
        ("-2", -2),
        ("0", 0),
        ("-0", 0),
        ("007", 7),
        ("2.0", 2),
        ("2.000", 2),
        ("２", 2),
        ("１２", 12),
        (" 2 ", 2),
        ("\u30002", 2),
        ("−2", -2),
        ("999999999999999", 999_999_999_999_999),
    ],
)
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert parse(FREE_NUMBER, text) == number


@pytest.mark.parametrize(
    "text", ["2.5", "2.", ".0", "1e3", "0x10", "1_000", "二三", "两三个", "2①", "1/2", "½", "- 2", "十十", "2²"]
)
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert refused(FREE_NUMBER, text) == "not_a_whole_number"


@pytest.mark.parametrize(
    ("field", "text"),
    [(INFANTS, "1"), (INFANTS, "9"), (YEAR, "2000"), (YEAR, "2090"), (POPULATION, "1"), (POPULATION, "2000000000")],
)
def test_the_bounds_of_a_whole_number_are_accepted(field: Field, text: str) -> None:
    assert parse(field, text) == int(text)


@pytest.mark.parametrize(
    ("field", "text"),
    [(INFANTS, "0"), (INFANTS, "10"), (INFANTS, "-1"), (YEAR, "1999"), (YEAR, "2091"), (POPULATION, "2000000001")],
)
def test_a_whole_number_beyond_its_bounds_is_refused(field: Field, text: str) -> None:
    assert refused(field, text) == "out_of_range"


@pytest.mark.parametrize(
    "text",
    ["是", "有", "对", "true", "TRUE", "True", "t", "yes", "Yes", "Y", "y", "1", "1.0", "Ｙ", "１", " 是 ", "　是"],
)
def test_yes_is_read(text: str) -> None:
    assert parse(DIFFICULT_BIRTH, text) is True


@pytest.mark.parametrize(
    "text",
    [
        "否",
        "无",
        "没有",
        "不是",
        "false",
        "FALSE",
        "f",
        "no",
        "No",
        "N",
        "n",
        "0",
        "0.0",
        "Ｎ",
        "０",
        "\t否",
        "否\ufeff",
    ],
)
def test_no_is_read(text: str) -> None:
    assert parse(DIFFICULT_BIRTH, text) is False


@pytest.mark.parametrize("text", ["2", "-1", "是否", "是/否", "不", "maybe", "on", "10", "null", "?", "yes no"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    assert refused(DIFFICULT_BIRTH, text) == "not_yes_or_no"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("200", 20_000),
        ("200.5", 20_050),
        ("200.50", 20_050),
        ("200.05", 20_005),
        ("200.500", 20_050),
        ("0.01", 1),
        ("0", 0),
        ("1,000", 100_000),
        ("1,234,567.89", 123_456_789),
        ("600,000", 60_000_000),
        ("¥200", 20_000),
        ("￥200", 20_000),
        ("200元", 20_000),
        ("￥1,000.50元", 100_050),
        ("１，０００．５０", 100_050),
        ("２００元", 20_000),
        (" 200 ", 20_000),
        ("+200", 20_000),
        ("-200", -20_000),
        ("¥-0.01", -1),
        ("0.29", 29),
        ("1.10", 110),
        ("9999999999999.99", 999_999_999_999_999),
    ],
)
def test_an_amount_is_read_to_the_fen(text: str, fen: int) -> None:
    assert parse(FREE_YUAN, text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("200.005", "too_many_decimals"),
        ("0.001", "too_many_decimals"),
        ("1,000.505元", "too_many_decimals"),
        ("1,00", "not_an_amount"),
        ("1,0000", "not_an_amount"),
        (",100", "not_an_amount"),
        ("1000,000", "not_an_amount"),
        ("1.000,50", "not_an_amount"),
        ("200.", "not_an_amount"),
        (".5", "not_an_amount"),
        ("1e3", "not_an_amount"),
        ("$200", "not_an_amount"),
        ("二百元", "not_an_amount"),
        ("200元/月", "not_an_amount"),
        ("元", "not_an_amount"),
        ("NaN", "not_an_amount"),
        ("200 300", "not_an_amount"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, code: str) -> None:
    assert refused(FREE_YUAN, text) == code


@pytest.mark.parametrize(("text", "fen"), [("0", 0), ("1000000000", 10**11), ("1,000,000,000.00元", 10**11)])
def test_the_bounds_of_an_amount_are_accepted(text: str, fen: int) -> None:
    assert parse(YUAN, text) == fen


@pytest.mark.parametrize("text", ["-0.01", "-200", "1000000000.01", "9,999,999,999"])
def test_an_amount_beyond_its_bounds_is_refused(text: str) -> None:
    assert refused(YUAN, text) == "out_of_range"


@pytest.mark.parametrize(
    ("text", "basis_points"),
    [
        ("0.2", 2000),
        ("0.20", 2000),
        ("20%", 2000),
        ("20.0%", 2000),
        ("２０％", 2000),
        ("０．２", 2000),
        (" 20% ", 2000),
        ("12.5%", 1250),
        ("0.125", 1250),
        ("0.01%", 1),
        ("0.0001", 1),
        ("0.29", 2900),
        ("29%", 2900),
        ("0", 0),
        ("0%", 0),
        ("1", 10_000),
        ("100%", 10_000),
        ("-5%", -500),
        ("2", 20_000),
    ],
)
def test_a_ratio_is_read_to_the_basis_point(text: str, basis_points: int) -> None:
    assert parse(FREE_RATIO, text) == basis_points


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.00001", "too_many_decimals"),
        ("12.345%", "too_many_decimals"),
        ("1/5", "not_a_ratio"),
        ("二成", "not_a_ratio"),
        ("百分之二十", "not_a_ratio"),
        ("%", "not_a_ratio"),
        ("20%%", "not_a_ratio"),
        ("%20", "not_a_ratio"),
        ("20‰‰", "not_a_ratio"),
        (".2", "not_a_ratio"),
    ],
)
def test_what_is_no_ratio_is_refused(text: str, code: str) -> None:
    assert refused(FREE_RATIO, text) == code


@pytest.mark.parametrize("text", ["20", "1.0001", "101%", "-0.1", "-1%"])
def test_a_ratio_beyond_its_bounds_is_refused_so_20_never_means_20_percent(text: str) -> None:
    assert refused(UPLIFT, text) == "out_of_range"


def test_a_refusal_says_what_is_accepted() -> None:
    shown = {}
    for field, text in ((BIRTH_DATE, "x"), (FROM_MONTH, "x"), (DIFFICULT_BIRTH, "x"), (INFANTS, "x"), (UPLIFT, "x")):
        problem = parse(field, text)
        assert isinstance(problem, Problem)
        shown[field.kind] = problem.accepted
    assert shown == {
        "date": DATE_FORMS,
        "month": MONTH_FORMS,
        "boolean": BOOLEAN_FORMS,
        "integer": "1..9",
        "ratio": "0..1 | 20%",
    }


def test_a_refusal_for_its_range_names_the_range() -> None:
    problem = parse(BIRTH_DATE, "1899-12-31")
    assert isinstance(problem, Problem)
    assert problem.accepted == "1900-01-01..2090-12-31"


@pytest.mark.parametrize("form", DATE_FORMS.split(" | "))
def test_every_date_form_that_is_announced_is_read(form: str) -> None:
    assert parse(BIRTH_DATE, form) == MARCH_1


@pytest.mark.parametrize("form", MONTH_FORMS.split(" | "))
def test_every_month_form_that_is_announced_is_read(form: str) -> None:
    assert parse(FROM_MONTH, form) == 24290


@pytest.mark.parametrize("form", BOOLEAN_FORMS.split(" | "))
def test_every_yes_or_no_that_is_announced_is_read(form: str) -> None:
    yes, no = form.split("/")
    assert (parse(DIFFICULT_BIRTH, yes), parse(DIFFICULT_BIRTH, no)) == (True, False)


@pytest.mark.parametrize("name", NAMES)
def test_examples_and_defaults_of_every_field_are_themselves_accepted(name: str) -> None:
    for field in find_benefit(name).fields:
        low, high = bounds(field)
        texts = [field.example] + ([field.default] if field.default and not field.default.startswith("=") else [])
        for text in texts:
            value = parse(field, text)
            assert not isinstance(value, Problem), f"{field.name}: {text}"
            assert low is None or high is None or low <= value <= high
        assert accepted_forms(field)


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("birth_date", "birthdate"),
        ("Birth Date", "birthdate"),
        ("BIRTH-DATE", "birthdate"),
        ("  birth_date ", "birthdate"),
        ("ｂｉｒｔｈ＿ｄａｔｅ", "birthdate"),
        ("\ufeffbirth_date", "birthdate"),
        ("出生日期", "出生日期"),
        ("出生日期:", "出生日期"),
        ("出生日期：", "出生日期"),
        ("*出生日期", "出生日期"),
        ("＊出生日期＊", "出生日期"),
        ("出生 日期", "出生日期"),
        ("出生\n日期", "出生日期"),
        ("　出生日期　", "出生日期"),
        ("出生日期（必填）", "出生日期"),
        ("出生日期(yyyy-mm-dd)", "出生日期"),
        ("出生日期【必填】", "出生日期"),
        ("出生日期[必填]", "出生日期"),
        ("每月标准（元）：", "每月标准"),
        ("* 每月标准 (元/月) :", "每月标准"),
        ("出生日期（年）（月）", "出生日期"),
    ],
)
def test_a_header_is_reduced_to_what_distinguishes_it(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize("header", ["出生年份", "日期", "出生日期2", "备注", "姓名", "", "(出生日期)"])
def test_another_header_is_not_taken_for_a_birth_date(header: str) -> None:
    assert header_key(header) not in {header_key("出生日期"), header_key("birth_date")}


@pytest.mark.parametrize("name", NAMES)
def test_no_header_means_two_fields_of_one_benefit(name: str) -> None:
    meanings: dict[str, set[str]] = {}
    for field in find_benefit(name).fields:
        for word in (field.name, field.zh, *field.aliases):
            meanings.setdefault(header_key(word), set()).add(field.name)
    assert {word: fields for word, fields in meanings.items() if len(fields) > 1} == {}


def test_the_headers_of_the_contract_find_their_fields() -> None:
    words = header_words(find_benefit("leave.maternity"))
    chinese = ("出生日期", "生育日期", "子女出生日期", "孩次", "胎次", "难产", "婴儿数", "开始日期", "地区")
    assert [words[header] for header in chinese] == [
        "birth_date",
        "birth_date",
        "birth_date",
        "birth_order",
        "birth_order",
        "difficult_birth",
        "infants",
        "start_date",
        REGION,
    ]


def test_headers_are_mapped_in_any_order_and_unknown_ones_are_left() -> None:
    headers = ["姓名", "*孩次：", "备注", "生育日期（年月日）", "Difficult Birth", "区划"]
    places = map_headers(find_benefit("leave.maternity"), headers, [])
    assert places.places == {"birth_order": 1, "birth_date": 3, "difficult_birth": 4, REGION: 5}


def test_two_columns_for_one_field_are_refused_with_both_headers() -> None:
    with pytest.raises(BenefitError) as refusal:
        map_headers(find_benefit("leave.maternity"), ["出生日期", "姓名", "birth_date"], [])
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field, problem.value) == ("column_twice", "birth_date", "出生日期 | birth_date")


def test_a_required_column_that_is_missing_is_refused_unless_filled_for_all_rows() -> None:
    maternity = find_benefit("leave.maternity")
    with pytest.raises(BenefitError) as refusal:
        map_headers(maternity, ["姓名", "孩次"], [])
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == ("column_missing", "birth_date")
    assert "生育日期" in (problem.accepted or "")
    assert map_headers(maternity, ["姓名", "孩次"], ["birth_date"]).places == {"birth_order": 1}


def test_one_of_two_columns_is_enough_where_either_will_do() -> None:
    protection = find_benefit("leave.protection")
    assert map_headers(protection, ["预产期"], []).places == {"due_date": 0}
    assert map_headers(protection, ["birth_date"], []).places == {"birth_date": 0}
    with pytest.raises(BenefitError) as refusal:
        map_headers(protection, ["姓名"], [])
    assert [problem.code for problem in refusal.value.problems] == ["column_missing"]


def test_every_problem_of_the_headers_is_told_at_once() -> None:
    with pytest.raises(BenefitError) as refusal:
        map_headers(find_benefit("places"), ["年度", "year", "年数", "补贴年数"], [])
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [
        ("column_twice", "year"),
        ("column_twice", "years"),
        ("column_missing", "inclusive_places"),
    ]
