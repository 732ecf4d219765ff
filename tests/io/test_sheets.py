"""Which sheet is read, where its table begins, and its rows as columns: expected values by hand."""

from __future__ import annotations

import datetime
import io

import polars as pl
import pytest

from benefitcli.benefits.register import find_schema
from benefitcli.engine.columns.names import ROW, SURPLUS, cell_problem_column
from benefitcli.errors import BenefitError
from benefitcli.inputs.sheet import recogniser
from benefitcli.io.sheets import SheetQuery, open_spreadsheet, read_sheet
from benefitcli.io.spreadsheet import SheetLayout
from workbooks import merges, number_cell, row, sheet, styles, workbook

MATERNITY = recogniser(find_schema("leave.maternity"))
HEADERS = ("姓名", "出生日期", "婴儿数", "难产")
PERSON = ("甲", "2023-05-01", 2, "是")


def read(
    content: bytes, sheet_name: str | None = None, header_row: int | None = None
) -> tuple[list[str], pl.DataFrame, SheetLayout]:
    book = open_spreadsheet(io.BytesIO(content), "a.xlsx", "xlsx")
    table = read_sheet(book, "a.xlsx", SheetQuery(sheet_name, header_row, MATERNITY))
    frames = [chunk.frame for chunk in table.chunks]
    assert table.layout is not None
    return table.headers, pl.concat(frames, how="diagonal") if frames else pl.DataFrame(), table.layout


def problem_of(
    content: bytes, sheet_name: str | None = None, header_row: int | None = None
) -> tuple[str, object, str | None]:
    with pytest.raises(BenefitError) as caught:
        read(content, sheet_name, header_row)
    (problem,) = caught.value.problems
    return problem.code, problem.value, problem.accepted


def test_a_title_a_note_and_a_blank_row_above_the_table() -> None:
    content = workbook(
        sheet(
            row(1, "2023年产假人员名单"), row(2, "单位：某公司", None, "2023-06-01"), row(4, *HEADERS), row(5, *PERSON)
        )
    )
    headers, frame, layout = read(content)
    assert headers == list(HEADERS)
    assert frame.rows() == [(5, *PERSON)]
    assert (layout.sheet, layout.header_row, layout.header_rows, len(layout.titles)) == ("S1", 4, 1, 2)


def test_headers_of_two_rows_are_joined_and_the_data_begins_below() -> None:
    content = workbook(
        sheet(
            row(1, "姓名", "出生日期", "产假信息", None, "备注"),
            row(2, None, None, "婴儿数", "难产"),
            row(3, "甲", "2023-05-01", 2, "是", "x"),
            after=merges("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
        )
    )
    headers, frame, layout = read(content)
    assert headers == ["姓名", "出生日期", "婴儿数", "难产", "备注"]
    assert frame.rows() == [(3, "甲", "2023-05-01", 2, "是", "x")]
    assert (layout.header_row, layout.header_rows, len(layout.titles)) == (1, 2, 1)


def test_cells_that_are_merged_down_count_for_each_row() -> None:
    content = workbook(
        sheet(
            row(1, *HEADERS),
            row(2, *PERSON),
            row(3, "乙", "2023-06-01"),
            row(4, "丙", "2023-07-01"),
            after=merges("C2:C3", "D2:D3"),
        )
    )
    _, frame, _ = read(content)
    assert frame.get_column("2").to_list() == [2, 2, None]
    assert frame.get_column("3").to_list() == ["是", "是", None]
    assert frame.get_column(cell_problem_column("2")).to_list() == ["cell_merged_down C2", "cell_merged_down C2", None]


def test_a_person_over_two_rows_is_one_person() -> None:
    content = workbook(
        sheet(
            row(1, *HEADERS),
            row(2, *PERSON),
            row(4, "乙", "2023-06-01"),
            after=merges("A2:A3", "B2:B3", "C2:C3", "D2:D3"),
        )
    )
    _, frame, _ = read(content)
    assert frame.get_column(ROW).to_list() == [2, 4]


def test_cells_merged_across_have_no_value_of_their_own() -> None:
    content = workbook(sheet(row(1, *HEADERS), row(2, "甲", "2023-05-01", "不详"), after=merges("C2:D2")))
    _, frame, _ = read(content)
    assert frame.row(0, named=True)[cell_problem_column("3")] == "cell_merged D2"


def test_merged_cells_and_rows_out_of_order_are_refused() -> None:
    content = workbook(sheet(row(1, *HEADERS), row(3, "乙", "2023-06-01"), row(2, *PERSON), after=merges("C2:C3")))
    assert problem_of(content)[0] == "rows_out_of_order"


def test_cells_without_a_value_keep_their_text_and_their_place() -> None:
    cells = '<c r="C2"><f>1+1</f></c><c r="D2" t="e"><v>#N/A</v></c>'
    content = workbook(sheet(row(1, *HEADERS), f"{row(2, '甲', '2023-05-01')[:-6]}{cells}</row>"))
    _, frame, _ = read(content)
    record = frame.row(0, named=True)
    assert (record["2"], record["3"]) == ("=1+1", "#N/A")
    assert record[cell_problem_column("2")] == "formula_without_value C2"
    assert record[cell_problem_column("3")] == "cell_error D2"


def test_columns_have_one_type() -> None:
    rows = (
        row(2, "甲", number_cell("B2", 45047, 0), 1, 1),
        row(3, 12, number_cell("B3", 45048, 0), 2.5, 2),
        row(4, "丙", None, 3, None),
    )
    _, frame, _ = read(workbook(sheet(row(1, *HEADERS), *rows), style=styles(14)))
    assert frame.get_column("0").to_list() == ["甲", "12", "丙"]
    assert frame.get_column("1").to_list() == [datetime.date(2023, 5, 1), datetime.date(2023, 5, 2), None]
    assert frame.get_column("2").to_list() == [1.0, 2.5, 3.0]
    assert frame.get_column("3").to_list() == [1, 2, None]


def test_cells_beyond_the_headers_are_kept() -> None:
    _, frame, _ = read(workbook(sheet(row(1, *HEADERS), row(2, *PERSON, "x", 3), row(3, *PERSON))))
    assert frame.get_column(SURPLUS).to_list() == ["x, 3", None]


def test_blank_rows_are_counted() -> None:
    book = open_spreadsheet(
        io.BytesIO(workbook(sheet(row(2, *HEADERS), row(5, *PERSON), row(7, *PERSON)))), "a", "xlsx"
    )
    table = read_sheet(book, "a", SheetQuery(None, None, MATERNITY))
    assert sum(chunk.frame.height for chunk in table.chunks) == 2
    assert table.blank_rows == 4


# Which sheet.


def two(first: str, second: str, **states: str) -> bytes:
    return workbook(
        first, second, names=("一月", "二月"), states={int(key[1:]): state for key, state in states.items()}
    )


TABLE = sheet(row(1, *HEADERS), row(2, *PERSON))


def test_the_only_visible_sheet_is_taken() -> None:
    old = sheet(row(1, *HEADERS), row(2, "旧", "2022-05-01"))
    assert read(two(old, TABLE, s0="hidden"))[1].get_column("0").to_list() == ["甲"]
    assert read(two(old, TABLE, s0="veryHidden"))[2].sheet == "二月"


def test_an_empty_sheet_and_one_of_notes_are_passed_over() -> None:
    notes = sheet(row(1, "说明"), row(2, "请填写第二张表"))
    for other, unread in ((sheet(), []), (notes, ["一月"])):
        _, frame, layout = read(two(other, TABLE))
        assert (layout.sheet, layout.other_sheets, frame.height) == ("二月", unread, 1)


def test_two_sheets_that_fit_are_a_question() -> None:
    assert problem_of(two(TABLE, TABLE)) == ("sheets_fit", "a.xlsx", "一月, 二月")
    assert read(two(TABLE, TABLE), "二月")[2].sheet == "二月"
    assert read(two(sheet(row(1, *HEADERS)), TABLE))[2].sheet == "二月"


def test_a_sheet_that_is_named() -> None:
    hidden = two(TABLE, sheet(row(1, "a")), s0="hidden")
    assert read(hidden, "一月")[2].sheet == "一月"
    assert read(hidden, " 一月 ")[2].sheet == "一月"
    assert problem_of(hidden, "三月") == ("sheet_unknown", "三月", "一月, 二月")
    assert problem_of(two(sheet(), TABLE), "一月")[0] == "input_empty"


def test_only_a_hidden_sheet_has_anything() -> None:
    assert problem_of(two(TABLE, sheet(), s0="hidden")) == ("sheet_hidden", "a.xlsx", "一月")
    assert problem_of(two(sheet(), sheet()))[0] == "input_empty"


def test_no_sheet_fits() -> None:
    assert read(two(sheet(row(1, "a", "b")), sheet(row(1, "姓名", "婴儿数", "难产"))))[0] == ["姓名", "婴儿数", "难产"]


def test_the_row_that_the_user_names() -> None:
    content = workbook(sheet(row(1, *HEADERS), row(3, *HEADERS), row(4, *PERSON)))
    _, frame, layout = read(content, header_row=3)
    assert (layout.header_row, frame.get_column(ROW).to_list()) == (3, [4])
    assert problem_of(content, header_row=2) == ("header_row_blank", 2, None)
