"""Where the headers of a sheet stand, and which rows are no persons: expected values by hand."""

from __future__ import annotations

import polars as pl
import pytest

from benefitcli.benefits.register import find_schema
from benefitcli.engine.columns.names import ROW
from benefitcli.inputs.sheet import Cells, Header, Recogniser, Span, find_header, recogniser, role_of, skipped_rows

MATERNITY = recogniser(find_schema("leave.maternity"))


def rows(*lines: str, first: int = 1) -> list[tuple[int, Cells]]:
    """Rows of cells written with bars between them, numbered from ``first``; blank rows are left out."""
    cells = [{column: text for column, text in enumerate(line.split("|")) if text} for line in lines]
    return [(number, row) for number, row in enumerate(cells, start=first) if row]


def found(lines: list[tuple[int, Cells]], *merged: Span, wanted: int | None = None) -> Header:
    header = find_header(lines, MATERNITY, merged, wanted)
    assert header is not None
    return header


def test_header_in_the_first_row() -> None:
    header = found(rows("姓名|出生日期|婴儿数", "甲|2023-05-01|1"))
    assert (header.first, header.last, header.headers, header.fits) == (0, 0, ["姓名", "出生日期", "婴儿数"], True)


def test_header_below_a_title_and_a_note() -> None:
    header = found(
        rows("2023年产假人员名单|||填表日期：2023-05-01", "", "说明：出生日期按公历填写", "姓名|出生日期|难产")
    )
    assert (header.first, header.headers, header.fits) == (2, ["姓名", "出生日期", "难产"], True)


def test_merged_title_over_all_columns_is_no_group() -> None:
    header = found(rows("名单", "姓名|出生日期|备注"), (1, 0, 1, 2))
    assert (header.first, header.last, header.headers) == (1, 1, ["姓名", "出生日期", "备注"])


def test_headers_of_two_rows_with_merged_cells() -> None:
    lines = rows("姓名|出生日期|产假信息||备注", "||婴儿数|难产", "甲|2023-05-01|2|是|x")
    header = found(lines, (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4))
    assert (header.first, header.last) == (0, 1)
    assert header.headers == ["姓名", "出生日期", "婴儿数", "难产", "备注"]


def test_headers_of_two_rows_without_merged_cells() -> None:
    header = found(rows("姓名|出生日期|产假信息||备注", "||婴儿数|难产", "甲|2023-05-01|2|是|x"))
    assert (header.last, header.headers) == (1, ["姓名", "出生日期", "婴儿数", "难产", "备注"])


def test_group_makes_the_name_of_a_field() -> None:
    header = found(
        rows("产妇||子女信息|", "姓名|出生日期|姓名|出生日期", "甲|1990-01-01|乙|2023-05-01"),
        (1, 0, 1, 1),
        (1, 2, 1, 3),
    )
    assert header.last == 1
    assert header.headers == ["产妇姓名", "产妇 出生日期", "子女信息姓名", "子女出生日期"]
    assert header.fits


def test_birth_of_the_mother_is_not_that_of_the_child() -> None:
    header = found(rows("产妇||备注", "姓名|出生日期|", "甲|1990-01-01|x"), (1, 0, 1, 1), (1, 2, 2, 2))
    assert "产妇 出生日期" in header.headers
    assert not header.fits


def test_a_title_that_speaks_of_employees_is_no_group() -> None:
    header = found(rows("某公司职工产假名单||单位：元", "姓名|出生日期|备注", "甲|1990-01-01|x"), (1, 0, 1, 1))
    assert (header.fits, header.headers) == (True, ["姓名", "出生日期", "备注"])


def test_a_first_row_of_data_is_no_second_row_of_headers() -> None:
    header = found(rows("姓名|出生日期|婴儿数", "甲|2023-05-01|"), (2, 0, 3, 0))
    assert header.last == 0


def test_the_row_that_the_user_names() -> None:
    header = found(rows("姓名|出生日期", "旧|出生日期", "甲|2023-05-01"), wanted=2)
    assert (header.first, header.headers) == (1, ["旧", "出生日期"])
    assert find_header(rows("姓名|出生日期"), MATERNITY, (), 9) is None


def test_the_best_row_where_something_is_missing() -> None:
    header = found(rows("名单", "姓名|婴儿数|难产", "甲|1|否"))
    assert (header.first, header.fits) == (1, False)
    assert found(rows("a|b", "c|d")).first == 0


def test_given_fields_are_not_needed() -> None:
    given = recogniser(find_schema("leave.maternity"), ["birth_date"])
    header = find_header(rows("名单", "姓名|婴儿数"), given)
    assert header is not None
    assert (header.first, header.fits) == (1, True)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("合计|||600", "total"),
        ("合  计|||", "total"),
        ("||小计：|200", "total"),
        ("总计（元）||||1,200.00", "total"),
        ("研发部小计|||400", "total"),
        ("Total||||5", "total"),
        ("共3人||", "total"),
        ("合计：600元", "total"),
        ("制表人：||审核：|", "signature"),
        ("制表人：张三||审核人：李四|2024年1月5日", "signature"),
        ("单位负责人（签字）：", "signature"),
        ("备注：以上金额已核对", "note"),
        ("注：1. 出生日期为公历", "note"),
        ("填表说明", "note"),
        ("1、本表一式两份，人事科存一份", "note"),
        ("※ 只填子女", "note"),
        ("（以下空白）", None),
        ("以下空白", "note"),
        ("甲|2023-05-01|1|是", None),
        ("合计|2023-05-01|1|是", None),
        ("小计划|2023-05-01|1|", None),
        ("张三||1|否", None),
        ("张三", None),
        ("审核|2023-05-01", None),
        ("甲||2|备注：双胞胎", None),
        ("", None),
    ],
)
def test_role_of_a_row(line: str, role: str | None) -> None:
    cells = {column: text for column, text in enumerate(line.split("|")) if text}
    assert role_of(cells, [1]) == role


def piece(*lines: str) -> pl.DataFrame:
    cells = [line.split("|") for line in lines]
    columns = {str(index): [row[index] or None for row in cells] for index in range(len(cells[0]))}
    return pl.DataFrame({ROW: range(2, len(cells) + 2), **columns})


def test_rows_that_are_skipped_in_a_piece() -> None:
    frame = piece("甲|2023-05-01|1", "小计||1", "乙|2023-06-01|1", "合计||2", "制表人：||审核：")
    skipped = skipped_rows(frame, {"birth_date": 1, "infants": 2}, MATERNITY)
    assert skipped is not None
    assert skipped.to_list() == [False, True, False, True, True]


def test_a_table_of_persons_has_nothing_to_skip() -> None:
    frame = piece("合计|2023-05-01|1", "乙||1", "注|2023.5.1|1")
    assert skipped_rows(frame, {"birth_date": 1, "infants": 2}, MATERNITY) is None


def test_days_as_days() -> None:
    frame = pl.DataFrame({"0": ["甲", "合计"], "1": pl.Series(["2023-05-01", None]).str.to_date(), "2": [200, 200]})
    skipped = skipped_rows(frame, {"birth_date": 1}, MATERNITY)
    assert skipped is not None
    assert skipped.to_list() == [False, True]


def test_recogniser_of_either_field() -> None:
    either = Recogniser({"aa": "x", "bb": "y"}, {"x": "date"}, one_of=frozenset({"x", "y"}))
    assert either.fits(["aa"])
    assert not either.fits(["cc"])


def test_a_total_where_no_day_is_needed() -> None:
    claims = Recogniser(
        {}, {"year": "integer", "amount_claimed": "money"}, required=frozenset({"year", "amount_claimed"})
    )
    frame = piece("a|2024|100", "合计||100", "注册||100", "审核|2024|5")
    skipped = skipped_rows(frame, {"year": 1, "amount_claimed": 2}, claims)
    assert skipped is not None
    assert skipped.to_list() == [False, True, False, False]


def test_a_day_by_itself_in_a_line_of_signatures() -> None:
    frame = piece("甲|2023-05-01|1", "制表人：张三|审核日期：2024年1月5日|1")
    skipped = skipped_rows(frame, {"birth_date": 1, "infants": 2}, MATERNITY)
    assert skipped is not None
    assert skipped.to_list() == [False, True]
