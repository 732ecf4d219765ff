"""OpenDocument spreadsheets cell by cell, with expected values by hand."""

from __future__ import annotations

import datetime
import io

import pytest

from benefitcli.errors import BenefitError
from benefitcli.io.ods import OdsWorkbook
from benefitcli.io.spreadsheet import MergedRange, SheetRow, Unreadable
from workbooks import zipped

MOMENT = datetime.datetime(2023, 5, 1, 8, 30)  # noqa: DTZ001 - cells have no zone

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for name, part in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
HIDDEN = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'


def spreadsheet(*tables: str, manifest: str = "<manifest/>") -> bytes:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{HIDDEN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


def table(*rows: str, name: str = "S", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def row(*cells: str, repeated: int = 1) -> str:
    marked = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{marked}>{''.join(cells)}</table:table-row>"


def cell(kind: str = "", text: str = "", **attributes: object) -> str:
    named = {"office:value-type": kind} if kind else {}
    named |= {key.replace("__", ":").replace("_", "-"): str(value) for key, value in attributes.items()}
    shown = " ".join(f'{key}="{value}"' for key, value in named.items())
    return f"<table:table-cell {shown}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def rows_of(content: bytes) -> list[SheetRow]:
    book = OdsWorkbook(io.BytesIO(content), "a.ods")
    return list(book.content(book.sheets[0]).rows)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (cell("string", "张三"), "张三"),
        (cell("string", 'a<text:s text:c="2"/>b<text:line-break/>c<text:tab/>d'), "a  b\nc\td"),
        (cell("string", "a</text:p><text:p>b"), "a\nb"),
        (cell("string", "a<office:annotation><text:p>note</text:p></office:annotation>"), "a"),
        (cell("float", "2", office__value=2), 2),
        (cell("float", "0001", office__value=1), "0001"),
        (cell("currency", "￥200.01", office__value="200.01000000000002"), 200.01),
        (cell("percentage", "20%", office__value=0.2), 0.2),
        (cell("boolean", "TRUE", office__boolean_value="true"), True),
        (cell("boolean", "FALSE", office__boolean_value="false"), False),
        (cell("date", "2023年5月1日", office__date_value="2023-05-01"), datetime.date(2023, 5, 1)),
        (cell("date", "x", office__date_value="2023-05-01T08:30:00"), MOMENT),
        (cell("date", "x", office__date_value="-0001-05-01"), Unreadable("cell_without_day", "-0001-05-01")),
        (cell("time", "08:30", office__time_value="PT08H30M00S"), "08:30:00"),
        (cell("float", "2", office__value=2, table__formula="of:=1+1"), 2),
        (cell("string", "#N/A", table__formula="of:=NA()"), Unreadable("cell_error", "#N/A")),
        (cell("", "Err:502", table__formula="of:=X()"), Unreadable("cell_error", "Err:502")),
        (cell("", "", table__formula="of:=1+1"), Unreadable("formula_without_value", "=1+1")),
        (cell("float", "#DIV/0!", office__value=0, table__formula="of:=1/0"), Unreadable("cell_error", "#DIV/0!")),
    ],
)
def test_cells(written: str, expected: object) -> None:
    assert rows_of(spreadsheet(table(row(written)))) == [SheetRow(1, [0], [expected])]


def test_repeated_rows_and_cells() -> None:
    content = spreadsheet(
        table(
            row(
                cell("string", "a"),
                cell(table__number_columns_repeated=2),
                cell("float", "1", office__value=1, table__number_columns_repeated=2),
            ),
            row(cell(table__number_columns_repeated=16384), repeated=3),
            row(cell("string", "b"), repeated=2),
            row(cell(), repeated=1048570),
        )
    )
    assert rows_of(content) == [SheetRow(1, [0, 3, 4], ["a", 1, 1]), SheetRow(5, [0], ["b"]), SheetRow(6, [0], ["b"])]


def test_merged_cells_and_what_they_cover() -> None:
    covered = "<table:covered-table-cell office:value-type='string'><text:p>hidden</text:p></table:covered-table-cell>"
    merged = cell("string", "a", table__number_rows_spanned=2, table__number_columns_spanned=1)
    content = spreadsheet(table(row(merged, cell("string", "b")), row(covered, cell("string", "c"))))
    book = OdsWorkbook(io.BytesIO(content), "a.ods")
    found = book.content(book.sheets[0])
    assert found.merged == [MergedRange(1, 0, 2, 0)]
    assert list(found.rows) == [SheetRow(1, [0, 1], ["a", "b"]), SheetRow(2, [1], ["c"])]


def test_sheets_and_what_is_seen_of_them() -> None:
    content = spreadsheet(table(name="一", style="ta2"), table(row(cell("string", "x")), name="二"))
    book = OdsWorkbook(io.BytesIO(content), "a.ods")
    assert [(entry.name, entry.is_visible) for entry in book.sheets] == [("一", False), ("二", True)]
    assert [list(book.content(entry).rows) for entry in book.sheets] == [[], [SheetRow(1, [0], ["x"])]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (spreadsheet(table(row(cell("string", "a"))), manifest="<x><encryption-data/></x>"), "workbook_encrypted"),
        (spreadsheet(), "workbook_damaged"),
        (zipped({"content.xml": "<broken"}), "workbook_damaged"),
        (zipped({"a": "b"}), "workbook_damaged"),
        (b"PK\x03\x04", "workbook_damaged"),
    ],
)
def test_refused(content: bytes, code: str) -> None:
    with pytest.raises(BenefitError) as caught:
        rows_of(content)
    assert caught.value.problems[0].code == code
