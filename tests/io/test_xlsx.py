"""Workbooks cell by cell: each kind of cell, each fault of a file, with expected values by hand."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from benefitcli.errors import BenefitError
from benefitcli.io.spreadsheet import MergedRange, SheetContent, SheetRow, Unreadable, column_letters, column_number
from benefitcli.io.xlsx import XlsxWorkbook
from workbooks import MAIN, RELATIONS, merges, number_cell, row, sheet, styles, text_cell, workbook

MOMENT = datetime.datetime(2023, 5, 1, 8, 30)  # noqa: DTZ001 - cells have no zone


def opened(content: bytes) -> XlsxWorkbook:
    return XlsxWorkbook(io.BytesIO(content), "a.xlsx")


def content_of(content: bytes, place: int = 0) -> tuple[SheetContent, list[SheetRow]]:
    book = opened(content)
    found = book.content(book.sheets[place])
    return found, list(found.rows)


def values(content: bytes) -> list[list[object]]:
    """The values of each row of the first sheet."""
    return [item.values for item in content_of(content)[1]]


def refused(content: bytes) -> dict[str, object]:
    with pytest.raises(BenefitError) as caught:
        values(content)
    (problem,) = caught.value.problems
    return {"code": problem.code, **problem.details}


def test_texts_of_every_kind() -> None:
    strings = (
        "<si><t>张三</t></si><si><r><t>李</t></r><r><rPr><b/></rPr><t>四</t></r><rPh sb='0' eb='1'><t>リ</t></rPh></si>"
        "<si/><si><t/></si><si><t>婴儿数_x000D_\n（个）</t></si><si><t>_x005F_x000D_</t></si>"
    )
    cells = "".join(f'<c r="{chr(65 + index)}1" t="s"><v>{index}</v></c>' for index in range(6))
    rich = '<c r="A2" t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r></is></c>'
    formula = '<c r="B2" t="str"><f>X</f><v>2023-05-01</v></c><c r="C2" t="str"><f>X</f><v></v></c>'
    content = workbook(sheet(f'<row r="1">{cells}</row>', f'<row r="2">{rich}{formula}</row>'), strings=strings)
    assert content_of(content)[1] == [
        SheetRow(1, [0, 1, 4, 5], ["张三", "李四", "婴儿数\n（个）", "_x000D_"]),
        SheetRow(2, [0, 1], ["甲 乙", "2023-05-01"]),
    ]


def test_numbers_and_truth() -> None:
    cells = (
        "<c r='A1'><v>2</v></c><c r='B1'><v>66.670000000000002</v></c><c r='C1'><v>200.01000000000002</v></c>"
        "<c r='D1'><v>2E2</v></c><c r='E1' t='b'><v>1</v></c><c r='F1' t='b'><v>0</v></c>"
        "<c r='G1'><v>1.40881199001011E+17</v></c><c r='H1'><v>0.3333333333333333</v></c><c r='I1'><v>-0.5</v></c>"
        "<c r='J1'><v>199.99999999999997</v></c><c r='K1'><v>999999999999999</v></c><c r='L1' t='n'><f>1+1</f><v>2</v></c>"
    )
    expected = [2, 66.67, 200.01, 200, True, False, "1.40881199001011E+17"]
    expected += [0.3333333333333333, -0.5, 200, 999999999999999, 2]
    assert values(workbook(sheet(f"<row r='1'>{cells}</row>"))) == [expected]


@pytest.mark.parametrize("number", ["abc", "1,5", "nan", "inf", "1e999"])
def test_number_that_is_none(number: str) -> None:
    problem = refused(workbook(sheet(row(1, "a"), row(2, number_cell("A2", number)))))
    assert (problem["code"], problem["cell"]) == ("workbook_cell_damaged", "A2")


@pytest.mark.parametrize(
    ("code", "stored", "expected"),
    [
        *((number, 45047, datetime.date(2023, 5, 1)) for number in (14, 15, 16, 17, 22, 27, 28, 29, 30, 31)),
        *((number, 45047, datetime.date(2023, 5, 1)) for number in (36, 50, 51, 52, 53, 54, 57, 58)),
        (22, 45047.354166666664, MOMENT),
        (31, 45047.999999999, datetime.date(2023, 5, 2)),
        (20, 0.354166666666667, "08:30:00"),
        (33, 0.5, "12:00:00"),
        (46, 1.5, "36:00:00"),
        (14, 1, datetime.date(1900, 1, 1)),
        (14, 59, datetime.date(1900, 2, 28)),
        (14, 60, Unreadable("cell_without_day", "60")),
        (14, 61, datetime.date(1900, 3, 1)),
        (14, -5, Unreadable("cell_without_day", "-5")),
        (14, 2958465, datetime.date(9999, 12, 31)),
        (14, 2958466, Unreadable("cell_without_day", "2958466")),
        ('[$-804]yyyy"年"m"月"d"日";@', 45047, datetime.date(2023, 5, 1)),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', 45047, datetime.date(2023, 5, 1)),
        (r"yyyy\-mm\-dd\ hh:mm", 45047, datetime.date(2023, 5, 1)),
        ("[$-F800]dddd, mmmm dd, yyyy", 45047, datetime.date(2023, 5, 1)),
        ("[$-404]e/m/d", 45047, datetime.date(2023, 5, 1)),
        ("[$-804]aaaa;@", 45047, datetime.date(2023, 5, 1)),
        ('0"胎 d"', 2, 2),
        (r"0\d", 2, 2),
        ('#,##0"m"_);[Red]\\(#,##0\\)', 2, 2),
        ('0!.0,"万元"', 200, 200),
        ('[DBNum2][$-804]General"元整"', 200, 200),
        ("G/通用格式", 45047, 45047),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 200, 200),
        ("0.00E+00", 200, 200),
        ("[Red]0.00", 2.5, 2.5),
        ("[h]:mm", 1.5, "36:00:00"),
        ("0000", 1, "0001"),
        ("000000", 12, "000012"),
        ("0000", 12345, "12345"),
        ("0000", 1.5, 1.5),
        ("0000", -1, -1),
        ("000-0000", 1234567, "123-4567"),
        (r"0000\-00\-00", 20230501, "2023-05-01"),
        ('0000"年"00"月"', 202305, "2023年05月"),
        ("0.00", 2, 2),
        ("00.00", 2, 2),
        ("0", 2, 2),
        (999, 45047, 45047),
    ],
)
def test_number_by_its_format(code: int | str, stored: float, expected: object) -> None:
    content = workbook(sheet(row(1, number_cell("A1", stored, 1))), style=styles(0, code))
    assert values(content) == [[expected]]


def test_the_1904_date_system() -> None:
    content = workbook(sheet(row(1, number_cell("A1", 43585, 0))), style=styles(14), extra='<workbookPr date1904="1"/>')
    assert values(content) == [[datetime.date(2023, 5, 1)]]


def test_days_stored_as_text() -> None:
    cells = '<c r="A1" t="d"><v>2023-05-01</v></c><c r="B1" t="d"><v>2023-05-01T00:00:00</v></c><c r="C1" t="d"><v>x</v></c>'
    day = datetime.date(2023, 5, 1)
    assert values(workbook(sheet(f'<row r="1">{cells}</row>'))) == [[day, day, "x"]]


def test_styles_that_are_missing_or_odd() -> None:
    assert values(workbook(sheet(row(1, number_cell("A1", 45047, 7))))) == [[45047]]
    odd = styles(14).replace("<numFmts", "<fills><fill/></fills><numFmts")
    assert values(workbook(sheet(row(1, number_cell("A1", 45047, 0))), style=odd)) == [[datetime.date(2023, 5, 1)]]


def test_errors_are_no_blanks() -> None:
    cells = "".join(f'<c r="{chr(65 + i)}1" t="e"><v>{e}</v></c>' for i, e in enumerate(("#N/A", "#REF!", "#DIV/0!")))
    assert values(workbook(sheet(f'<row r="1">{cells}</row>'))) == [
        [Unreadable("cell_error", "#N/A"), Unreadable("cell_error", "#REF!"), Unreadable("cell_error", "#DIV/0!")]
    ]


@pytest.mark.parametrize("stored", ["", "<v></v>", "<v/>"])
def test_formula_without_a_value(stored: str) -> None:
    content = workbook(sheet(row(1, f'<c r="A1"><f>1+1</f>{stored}</c>')))
    assert values(content) == [[Unreadable("formula_without_value", "=1+1")]]


def test_nought_of_a_program_that_cannot_calculate() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as written:
        page = written.add_worksheet()
        page.write_formula("A1", "=1+1")
        page.write_formula("B1", "=1+1", None, 2)
    assert values(book.getvalue()) == [[Unreadable("formula_without_value", "=1+1"), 2]]
    kept = workbook(sheet(row(1, '<c r="A1"><f>1-1</f><v>0</v></c>')))
    assert values(kept) == [[0]]


# Rows and their numbers.


def numbers(content: bytes) -> list[tuple[int, object]]:
    return [(item.number, item.values[0]) for item in content_of(content)[1]]


def test_rows_and_cells_without_numbers() -> None:
    content = workbook(
        sheet("<row><c t='inlineStr'><is><t>a</t></is></c><c><v>1</v></c></row>", "<row><c><v>2</v></c></row>")
    )
    assert content_of(content)[1] == [SheetRow(1, [0, 1], ["a", 1]), SheetRow(2, [0], [2])]


def test_empty_row_numbers() -> None:
    content = workbook(sheet(*(f'<row r=""><c r=""><v>{number}</v></c></row>' for number in (5, 6, 7))))
    assert numbers(content) == [(1, 5), (2, 6), (3, 7)]


def test_row_numbers_of_the_cells() -> None:
    assert numbers(workbook(sheet("<row><c r='A4'><v>1</v></c></row>", "<row><c r='A9'><v>2</v></c></row>"))) == [
        (4, 1),
        (9, 2),
    ]


def test_unordered_rows_all_come_out() -> None:
    assert numbers(workbook(sheet(row(1, 1), row(3, 3), row(2, 2), row(4, 4)))) == [(1, 1), (3, 3), (2, 2), (4, 4)]


def test_repeated_rows_all_come_out() -> None:
    assert numbers(workbook(sheet(row(1, 1), row(2, "a", 2), row(2, "b", 3)))) == [(1, 1), (2, "a"), (2, "b")]


@pytest.mark.parametrize(
    "rows",
    [
        (row(1, "a"), '<row r="2"><c r="A2"><v>1</v></c></row>', '<row r="2"><c r="B2"><v>1</v></c></row>'),
        (row(1, "a"), row(2, "b"), row(3, "c"), row(2, "b")),
        (row(1, "a"), '<row r="x"><c r="A2"><v>1</v></c></row>'),
        (row(1, "a"), '<row r="0"><c><v>1</v></c></row>'),
        (row(1, "a"), '<row r="1048577"><c><v>1</v></c></row>'),
        (row(1, "a"), '<row r="2"><c r="A3"><v>1</v></c></row>'),
        (row(1, "a"), '<row r="2"><c r="XFE2"><v>1</v></c></row>'),
        (row(1, "a"), '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'),
    ],
)
def test_rows_of_which_it_is_not_known_what_they_are(rows: tuple[str, ...]) -> None:
    problem = refused(workbook(sheet(*rows)))
    assert problem["code"] == "workbook_cell_damaged"
    assert problem["cell"] in {"2", "A3", "x", "0", "1048577", "XFE2", "A2"}


def test_cells_out_of_order() -> None:
    content = workbook(sheet('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>'))
    assert content_of(content)[1] == [SheetRow(1, [0, 2], [1, 3])]


def test_dimension_says_little() -> None:
    for dimension in ("A1", "A1:XFD1048576"):
        content = workbook(sheet(row(1, "a", "b"), row(2, 1, 2), before=f'<dimension ref="{dimension}"/>'))
        assert values(content) == [["a", "b"], [1, 2]]


def test_formatted_cells_of_the_last_column_and_row_cost_nothing() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert values(workbook(sheet(row(1, "a"), far))) == [["a"]]


# The package.


def test_strict_and_prefixed_namespaces() -> None:
    strict = workbook(sheet(row(1, "a", 2)))
    parts = {
        name: part.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, part in parts_of(strict).items()
    }
    parts = {
        name: part.replace(RELATIONS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in parts.items()
    }
    assert values(workbook(change=parts)) == [["a", 2]]
    prefixed = (
        sheet(row(1, 2)).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    )
    assert values(workbook(prefixed)) == [[2]]


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_parts_that_do_not_matter_may_be_wrong() -> None:
    content = workbook(
        sheet(row(1, "a")),
        extra='<bookViews><workbookView xWindow="1.5"/></bookViews>',
        change={"docProps/core.xml": "<broken", "xl/theme/theme1.xml": "no"},
    )
    assert values(content) == [["a"]]


def test_names_of_parts_with_backslashes_and_other_letters() -> None:
    parts = parts_of(workbook(sheet(row(1, "a"))))
    parts["xl\\Worksheets\\Sheet1.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    assert values(workbook(change={**dict.fromkeys(["xl/worksheets/sheet1.xml"]), **parts})) == [["a"]]


def test_other_encodings_of_a_part() -> None:
    text = sheet(row(1, "张三"), row(2, "李四"), after=merges("A1:A2"))
    content = workbook(
        text.replace("UTF-8", "UTF-16"),
        change={"xl/worksheets/sheet1.xml": text.replace("UTF-8", "UTF-16").encode("utf-16")},
    )
    found, rows = content_of(content)
    assert [item.values for item in rows] == [["张三"], ["李四"]]
    assert found.merged == [MergedRange(1, 0, 2, 0)]


def test_sheets_and_what_is_seen_of_them() -> None:
    content = workbook(
        sheet(row(1, "a")), sheet(row(1, "b")), sheet(), names=("旧", "新", "空"), states={0: "hidden", 2: "veryHidden"}
    )
    assert [(entry.name, entry.is_visible) for entry in opened(content).sheets] == [
        ("旧", False),
        ("新", True),
        ("空", False),
    ]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"xl/worksheets/sheet1.xml": sheet(row(1, "a"))[:-40]}, "xl/worksheets/sheet1.xml"),
        ({"xl/worksheets/sheet1.xml": None}, "xl/worksheets/sheet1.xml"),
        ({"xl/workbook.xml": None}, "xl/workbook.xml"),
        ({"xl/workbook.xml": "<workbook/>"}, "xl/workbook.xml"),
        (
            {"xl/worksheets/sheet1.xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"},
            "xl/worksheets/sheet1.xml",
        ),
    ],
)
def test_damaged_parts(change: dict[str, str | bytes | None], part: str) -> None:
    problem = refused(workbook(sheet(row(1, "a")), change=change))
    assert (problem["code"], problem["part"]) == ("workbook_damaged", part)


def test_shared_text_that_is_not_there() -> None:
    problem = refused(
        workbook(sheet(row(1, "a"), '<row r="2"><c r="B2" t="s"><v>5</v></c></row>'), strings="<si><t>a</t></si>")
    )
    assert (problem["code"], problem["cell"], problem["sheet"]) == ("workbook_cell_damaged", "B2", "S1")
    assert (
        refused(workbook(sheet('<row r="2"><c r="B2" t="s"><v>-1</v></c></row>'), strings="<si><t>a</t></si>"))["cell"]
        == "B2"
    )


def test_a_wrong_byte_is_found_before_any_row() -> None:
    content = bytearray(workbook(sheet(*(row(number, f"name {number}") for number in range(1, 200)))))
    place = content.index(b"xl/worksheets/sheet1.xml") + 200
    content[place] ^= 0xFF
    assert refused(bytes(content))["code"] == "workbook_damaged"


def test_half_of_a_file() -> None:
    content = workbook(sheet(row(1, "a")))
    assert refused(content[: len(content) // 2])["code"] == "workbook_damaged"


def test_a_trap_of_zeros_is_refused() -> None:
    content = io.BytesIO(workbook(sheet(row(1, "a"))))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        entry.compress_type = zipfile.ZIP_DEFLATED
        with pytest.warns(UserWarning, match="Duplicate"):
            part = archive.open(entry, "w", force_zip64=True)
        for _ in range(300):
            part.write(bytes(1 << 20))
        part.close()
    problem = refused(content.getvalue())
    assert (problem["code"], problem["size"]) == ("workbook_too_large", 300)


def test_a_cell_as_long_as_no_spreadsheet_has_it() -> None:
    assert refused(workbook(sheet(row(1, "x" * ((1 << 22) + 1)))))["code"] == "workbook_damaged"


# What stands around the rows.


def test_merged_ranges_widths_and_formats() -> None:
    text = sheet(
        row(1, "title"),
        row(2, "a", number_cell("B2", 45047, 0)),
        before='<cols><col min="1" max="2" width="12.5"/><col min="3" max="16384" width="9"/></cols>',
        after=merges("A1:C1", "B2:B4"),
    )
    found, _ = content_of(workbook(text, style=styles(31)))
    assert found.merged == [MergedRange(1, 0, 1, 2), MergedRange(2, 1, 4, 1)]
    assert (found.widths[0], found.widths[1], found.widths[2], max(found.widths)) == (12.5, 12.5, 9, 255)
    assert found.formats == {1: 'yyyy"年"m"月"d"日"'}


def test_merged_ranges_behind_a_long_sheet() -> None:
    text = sheet(*(row(number, "x" * 500) for number in range(1, 2000)), after=merges("A1:B2"))
    assert content_of(workbook(text))[0].merged == [MergedRange(1, 0, 2, 1)]


def test_letters_of_columns() -> None:
    assert [column_letters(column) for column in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert [column_number(letters) for letters in ("A", "z", "AA", "XFD", "XFE", "", "1")] == [
        0,
        25,
        26,
        16383,
        None,
        None,
        None,
    ]


def test_what_openpyxl_writes() -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", 1, 2.5, True, datetime.date(2023, 5, 1), MOMENT, None, "=1+1"])
    content = io.BytesIO()
    book.save(content)
    day = datetime.date(2023, 5, 1)
    assert values(content.getvalue()) == [
        ["姓名", 1, 2.5, True, day, MOMENT, Unreadable("formula_without_value", "=1+1")]
    ]


def test_text_cell_with_a_style_of_a_day_stays_text() -> None:
    assert values(workbook(sheet(row(1, text_cell("A1", "45047", ' s="0"'))), style=styles(14))) == [["45047"]]
