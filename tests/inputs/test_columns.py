"""A column read at once and its texts read one by one: the same values, the same problems."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefitcli.benefits.fields import (
    BIRTH_DATE,
    DIFFICULT_BIRTH,
    DUE_DATE,
    FROM_MONTH,
    INFANTS,
    MONTHLY_RATE,
    POPULATION,
    UPLIFT,
)
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Benefit, Field
from benefitcli.engine.columns.names import PROBLEM, case_column
from benefitcli.errors import Problem
from benefitcli.inputs.columns import TextColumn, read_facts
from benefitcli.inputs.parse import is_blank, parse

Read = tuple[int | bool | None, str | None]
"""A value, or the code of a problem; neither for a blank."""

HEADER = "表头"

BLANKS = st.sampled_from(["", " ", "  ", "\t", "\u3000", "\u00a0", "\r\n"])
GARBAGE = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=12)
YEARS = st.integers(1895, 2095)
SMALL = st.integers(0, 35)
DASH = st.sampled_from(["-", "/", ".", "", "–", "－", "／", " "])
PAD = st.sampled_from(["", " ", "\u3000", "\t", "\ufeff"])


def full_width(text: str) -> str:
    """The text with its letters and digits as wide as a Chinese character."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


@st.composite
def dates(draw: st.DrawFn) -> str:
    year, month, day, dash = draw(YEARS), draw(st.integers(0, 14)), draw(SMALL), draw(DASH)
    forms = [
        f"{year}-{month:02}-{day:02}",
        f"{year}{dash}{month}{dash}{day}",
        f"{year}{dash}{month:02}{dash}{day:02}",
        f"{year}年{month}月{day}日",
        f"{day}/{month}/{year}",
        f"{year}-{month:02}-{day:02} 00:00:00",
        f"{year}-{month:02}-{day:02}T0{month % 10}:00",
        f"+{year % 1000}-{month:02}-{day:02}",
        f"{year}-{month:02}",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def months(draw: st.DrawFn) -> str:
    year, month, dash = draw(YEARS), draw(st.integers(0, 14)), draw(DASH)
    forms = [
        f"{year}-{month:02}",
        f"{year}{dash}{month}",
        f"{year}{dash}{month:02}",
        f"{year}年{month}月",
        f"{year}{dash}{month}{dash}{draw(st.integers(0, 2))}",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    whole = draw(st.one_of(st.integers(-3, 25), st.integers(-(10**17), 10**17), st.integers(0, 2_000_000_001)))
    fraction = draw(st.text("0123456789", max_size=3))
    forms = [
        str(whole),
        f"+{whole}",
        f"0{whole}",
        f"{whole}.{fraction}",
        f"{whole}.00",
        f"{whole:,}",
        f"{whole:,}.{fraction}",
        f"{whole:_}",
        f"¥{whole}",
        f"￥{whole}.{fraction}元",
        f"{whole}%",
        f"{whole}.{fraction}%",
        f"0.{fraction}",
        f"{whole}e2",
        hex(whole),
    ]
    return draw(st.sampled_from(forms))


YES_OR_NO = st.sampled_from(
    ["是", "否", "有", "无", "true", "False", "YES", "no", "Y", "n", "1", "0", "1.0", "2", "t", "对", "不", "是否"]
)
NEARLY: dict[str, st.SearchStrategy[str]] = {
    "date": st.one_of(dates(), st.from_regex(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,3}", fullmatch=True)),
    "month": st.one_of(months(), st.from_regex(r"[0-9]{4}[-/.]?[01][0-9]", fullmatch=True)),
    "integer": st.one_of(numbers(), st.from_regex(r"[+-]?[0-9]{1,16}[.]?0?", fullmatch=True)),
    "money": st.one_of(numbers(), st.from_regex(r"[0-9]{1,14}([.][0-9]{0,3})?", fullmatch=True)),
    "ratio": st.one_of(numbers(), st.from_regex(r"[01][.][0-9]{1,5}%?", fullmatch=True)),
    "boolean": YES_OR_NO,
}
BOUNDARIES = {
    "birth_date": ["1900-01-01", "1899-12-31", "2090-12-31", "2091-01-01", "2024-02-29", "2023-02-29", "20901231"],
    "infants": ["0", "1", "9", "10", "１", "９.0"],
    "population": ["0", "1", "2000000000", "2000000001", "999999999999999", "9999999999999999"],
    "monthly_rate": ["0", "0.00", "1000000000", "1000000000.00", "1000000000.01", "99999999999999", "-0.01"],
    "uplift": ["0", "1", "1.0001", "100%", "100.01%", "-0.0001"],
    "from_month": ["0000-01", "1900-01", "2090-12", "9999-12"],
}


def texts_for(field: Field) -> st.SearchStrategy[str]:
    """Plain and odd forms of a field with blanks around them, garbage, blanks and the values at its bounds."""
    nearly = st.one_of(NEARLY[field.kind], NEARLY[field.kind].map(full_width))
    padded = st.tuples(PAD, nearly, PAD).map("".join)
    bounds = BOUNDARIES.get(field.name, [])
    return st.one_of(nearly, padded, GARBAGE, BLANKS, *([st.sampled_from(bounds)] if bounds else []))


def benefit_of(*fields: Field) -> Benefit:
    return replace(find_benefit("loan"), fields=fields, one_of=(), together=())


def read_column(field: Field, texts: list[str | None], constant: int | None = None) -> list[Read]:
    frame = pl.DataFrame({"0": texts}, schema={"0": pl.String})
    read = read_facts(benefit_of(field), frame, {field.name: TextColumn("0", HEADER)}, {field.name: constant})
    rows = read.select(case_column(field.name), PROBLEM).rows()
    return [(None if problem else value, problem and problem.partition(":")[0]) for value, problem in rows]


def read_one(field: Field, text: str | None) -> Read:
    if text is None or is_blank(field, text):
        return None, "field_missing" if field.required else None
    value = parse(field, text)
    return (None, value.code) if isinstance(value, Problem) else (value, None)


FIELDS = [
    BIRTH_DATE.as_required(),
    DUE_DATE,
    FROM_MONTH,
    INFANTS,
    POPULATION,
    replace(INFANTS, name="any_number", minimum="-999999999999999", maximum="999999999999999"),
    replace(MONTHLY_RATE, minimum="0", maximum="1000000000"),
    replace(MONTHLY_RATE, name="any_yuan", minimum="-9999999999999", maximum="9999999999999"),
    UPLIFT,
    DIFFICULT_BIRTH,
]


@pytest.mark.parametrize("field", FIELDS, ids=[field.name for field in FIELDS])
@settings(deadline=None)
@given(data=st.data())
def test_a_column_reads_as_its_cells_do(field: Field, data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.one_of(texts_for(field), st.none()), min_size=1, max_size=40))

    assert read_column(field, texts) == [read_one(field, text) for text in texts]


@pytest.mark.parametrize("text", ["2024- 3- 1", "2024- 3-01", "2024-03- 1", "2024-\t3-01", "+024-03-01", "2024-3-001"])
def test_ten_letters_that_only_look_like_an_iso_date_are_refused_in_a_column_too(text: str) -> None:
    assert read_column(BIRTH_DATE, [text, "2024-03-01"]) == [(None, "unreadable_date"), (19783, None)]


@pytest.mark.parametrize(
    "blank", ["\u2003", "\u2009", "\u202f", "\x0b", "\x0c", "\u2028", "\u200b", "\ufeff", "\u200b \ufeff"]
)
def test_a_cell_of_rare_blanks_is_blank(blank: str) -> None:
    assert read_column(BIRTH_DATE.as_required(), [blank]) == [(None, "field_missing")]


@settings(deadline=None)
@given(st.permutations(["2024-03-01", "2024/3/1", "20240301", "2024年3月1日", "", "x", "2024-02-30", "01/03/2024"]))
def test_each_cell_keeps_its_row(texts: list[str]) -> None:
    expected: dict[str, Read] = {
        "": (None, "field_missing"),
        "x": (None, "unreadable_date"),
        "2024-02-30": (None, "impossible_date"),
        "01/03/2024": (None, "ambiguous_date"),
    }
    assert read_column(BIRTH_DATE.as_required(), list(texts)) == [expected.get(text, (19783, None)) for text in texts]


@pytest.mark.parametrize("field", FIELDS, ids=[field.name for field in FIELDS])
def test_an_empty_column_has_no_values(field: Field) -> None:
    assert read_column(field, []) == []
    assert read_column(field, [None, None]) == [read_one(field, None)] * 2


def test_a_blank_cell_takes_the_constant() -> None:
    assert read_column(INFANTS, ["", "3", None, "x"], constant=2) == [
        (2, None),
        (3, None),
        (2, None),
        (None, "not_a_whole_number"),
    ]


def test_a_blank_cell_of_a_required_field_takes_the_constant_too() -> None:
    assert read_column(BIRTH_DATE.as_required(), ["", "2024-03-02"], constant=19783) == [(19783, None), (19784, None)]


def test_a_problem_shows_the_header_and_the_text_of_the_cell() -> None:
    frame = pl.DataFrame({"0": [" 2024-02-30 "]})
    read = read_facts(benefit_of(BIRTH_DATE), frame, {"birth_date": TextColumn("0", HEADER)}, {})
    problem = read.get_column(PROBLEM).item()
    assert problem.startswith('impossible_date: 表头="2024-02-30" (2024-03-01 | ')


def test_all_problems_of_a_row_are_told() -> None:
    frame = pl.DataFrame({"0": ["x", "2024-03-01"], "1": ["99", "1"]})
    columns = {"birth_date": TextColumn("0", "出生日期"), "infants": TextColumn("1", "婴儿数")}
    first, second = read_facts(benefit_of(BIRTH_DATE, INFANTS), frame, columns, {}).get_column(PROBLEM).to_list()
    assert "unreadable_date: 出生日期" in first
    assert "out_of_range: 婴儿数" in first
    assert second is None


def test_a_field_that_defaults_to_another_takes_its_value() -> None:
    maternity = find_benefit("leave.maternity")
    frame = pl.DataFrame({"0": ["2024-03-01", "2024-03-01"], "1": ["", "2024-02-20"]})
    columns = {"birth_date": TextColumn("0", "a"), "start_date": TextColumn("1", "b")}
    read = read_facts(maternity, frame, columns, {"infants": 1, "difficult_birth": False, "birth_order": 1})
    assert read.get_column(case_column("start_date")).to_list() == [19783, 19773]


def group_problems(benefit: str, rows: list[tuple[str, str]]) -> list[list[str]]:
    """The codes of the problems of each row, where the two columns are the group's fields."""
    chosen = find_benefit(benefit)
    group = chosen.one_of or chosen.together
    frame = pl.DataFrame(rows, schema=[("0", pl.String), ("1", pl.String)], orient="row")
    columns = {name: TextColumn(str(index), name) for index, name in enumerate(group)}
    constants = {"children": 2} if benefit == "loan" else {}
    problems = read_facts(chosen, frame, columns, constants).get_column(PROBLEM).to_list()
    return [[one.partition(":")[0] for one in (text or "").split("; ") if one] for text in problems]


def test_a_row_needs_one_field_of_a_group() -> None:
    rows = [("2024-03-01", ""), ("", "2024-03-01"), ("", "")]
    assert group_problems("leave.protection", rows) == [[], [], ["one_field_needed"]]


def test_a_row_needs_both_fields_of_a_pair_or_none() -> None:
    rows = [("1000000", "0.2"), ("", ""), ("1000000", ""), ("", "0.2")]
    assert group_problems("loan", rows) == [[], [], ["fields_belong_together"], ["fields_belong_together"]]


@pytest.mark.parametrize(
    ("benefit", "row", "code"),
    [("leave.protection", ("x", ""), "unreadable_date"), ("loan", ("1000000", "x"), "not_a_ratio")],
)
def test_a_field_of_a_group_that_cannot_be_read_is_not_called_missing_as_well(
    benefit: str, row: tuple[str, str], code: str
) -> None:
    assert group_problems(benefit, [row]) == [[code]]
