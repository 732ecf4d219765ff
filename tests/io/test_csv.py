"""CSV as it arrives and as it leaves: encodings, blank and ragged lines, headers of every kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefitcli.engine.columns.names import ROW, SURPLUS
from benefitcli.errors import BenefitError, Problem
from benefitcli.io.delimited import header_bytes, read_csv, write_csv
from benefitcli.io.encoding import BLOCK, Utf8Blocks
from benefitcli.io.table import Chunk

CHINESE = "姓名,出生日期\n张三,2024-03-01\n欧阳小红,2023年5月1日\n"
BLOCKS = [1, 2, 3, 5, 16, BLOCK]
"""Files are read in blocks; nothing may depend on where one ends."""


@dataclass(frozen=True)
class Read:
    """A whole table as it was read; a missing cell is an empty one."""

    headers: list[str]
    cells: list[list[str]]
    numbers: list[int]
    surplus: list[str | None]
    blank_rows: int


def read(content: bytes | str, encoding: str | None = None, kind: str = "csv", block: int = BLOCK) -> Read:
    data = content.encode() if isinstance(content, str) else content
    table = read_csv(io.BytesIO(data), "input.csv", encoding, kind, block)
    rows: list[list[str]] = []
    numbers: list[int] = []
    surplus: list[str | None] = []
    for piece in (chunk.frame for chunk in table.chunks):
        rows += [[cell or "" for cell in row] for row in piece.select(pl.exclude(ROW, SURPLUS)).rows()]
        numbers += piece.get_column(ROW).to_list()
        surplus += piece.get_column(SURPLUS).to_list() if SURPLUS in piece.columns else [None] * piece.height
    return Read(table.headers, rows, numbers, surplus, table.blank_rows)


def decode(content: bytes, encoding: str | None = None, block: int = BLOCK) -> str:
    return b"".join(Utf8Blocks(io.BytesIO(content), encoding, block)).decode()


def refusal_of(content: bytes, encoding: str | None = None, block: int = BLOCK) -> Problem:
    """Why a file cannot be read; it is read to its end, since a wrong byte may stand in its last line."""
    with pytest.raises(BenefitError) as refusal:
        read(content, encoding, block=block)
    (problem,) = refusal.value.problems
    return problem


def written(frame: pl.DataFrame, headers: list[str], kind: str = "csv") -> bytes:
    written = io.BytesIO()
    write_csv(Chunk(frame), written, kind)
    return header_bytes(headers, kind) + written.getvalue()


@contextmanager
def field_limit_restored() -> Iterator[int]:
    """Python's csv module has one limit for the whole process."""
    limit = csv.field_size_limit()
    try:
        yield limit
    finally:
        csv.field_size_limit(limit)


# Encodings.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_text_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)) == CHINESE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "big5", "utf-16"])
def test_an_encoding_that_is_named_is_used(encoding: str) -> None:
    text = "姓名\n李小明\n"
    assert decode(text.encode(encoding), encoding) == text


def test_letters_that_only_gb18030_has_are_read() -> None:
    text = "姓名\n䶮𠮷\n"
    assert decode(text.encode("gb18030")) == text


def test_gbk_that_once_fooled_an_editor_is_not_taken_for_utf_8() -> None:
    assert decode("联通".encode("gbk")) == "联通"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=40))
def test_valid_utf_8_is_never_taken_for_another_encoding(text: str) -> None:
    assert decode(text.encode()) == text
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20))
def test_a_chinese_header_settles_that_a_file_is_gb18030_whatever_the_names(name: str) -> None:
    text = f"出生日期,姓名\n2024-03-01,{name}\n"
    assert decode(text.encode("gb18030")) == text


def test_the_wrong_encoding_is_refused_with_the_line_of_the_first_wrong_byte() -> None:
    content = CHINESE.encode("gb18030")
    problem = refusal_of(content, "utf-8")
    assert (problem.code, problem.value, problem.details["line"]) == ("cannot_decode", "utf-8", 1)


def test_a_file_in_utf_8_is_not_gb18030() -> None:
    problem = refusal_of("姓名\n李小龙\n".encode(), "gb18030")
    assert (problem.code, problem.value, problem.details["line"]) == ("cannot_decode", "gb18030", 2)


def test_the_line_of_a_wrong_byte_is_counted_from_one() -> None:
    assert refusal_of(b"a,b\n1,2\n3,\xff\n", "utf-8").details["line"] == 3


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_wrong_byte_has_its_line_wherever_a_block_ends(encoding: str, block: int) -> None:
    text = "姓名,a\n李小龙,b\n王五,".encode(encoding)
    assert refusal_of(text + b"\xff\n1,2\n", encoding, block).details["line"] == 3


@pytest.mark.parametrize("block", BLOCKS)
def test_a_wrong_byte_has_its_place_though_a_block_ends_within_a_character(block: int) -> None:
    text = "姓名,a\n李小龙,b\n王五,".encode("gb18030")
    assert refusal_of(text + b"\xff\n1,2\n", "gb18030", block).details["position"] == len(text)


def test_a_mark_of_the_byte_order_is_dropped_where_utf_8_is_named_too() -> None:
    assert decode(CHINESE.encode("utf-8-sig"), "utf-8") == CHINESE


@pytest.mark.parametrize("content", [b"a\n\x80", b"\xff\xfea\x00", "姓名\n".encode() + b"\xff\xff\n"])
def test_bytes_of_no_encoding_are_refused(content: bytes) -> None:
    assert refusal_of(content).code == "cannot_decode"


def test_a_wrong_byte_in_utf_8_is_found_where_it_is() -> None:
    content = "姓名\n李小龙\n王五\n".encode() + b"\xff\n"
    assert refusal_of(content).details["line"] == 4


@pytest.mark.parametrize("name", ["utf-9", "chinese-please", "base64"])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    problem = refusal_of(b"a", name)
    assert (problem.code, problem.value) == ("encoding_unknown", name)


@pytest.mark.parametrize("content", [b"", b"\n", b"  \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_with_nothing_in_it_is_refused(content: bytes) -> None:
    with pytest.raises(BenefitError) as refusal:
        read(content)
    assert [(problem.code, problem.value) for problem in refusal.value.problems] == [("input_empty", "input.csv")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_the_same_in_every_encoding(encoding: str) -> None:
    table = read(CHINESE.encode(encoding))
    assert table.headers == ["姓名", "出生日期"]
    assert table.cells == [["张三", "2024-03-01"], ["欧阳小红", "2023年5月1日"]]
    assert table.numbers == [2, 3]


# Lines.


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_lines_end_as_in_windows_or_unix_and_the_last_may_lack_its_end(end: str, last: str) -> None:
    content = f"a,b{end}1,2{end}3,4" + (end if last else "")
    table = read(content)
    assert (table.headers, table.cells) == (["a", "b"], [["1", "2"], ["3", "4"]])


def test_blank_lines_are_no_rows_and_the_others_keep_their_numbers() -> None:
    table = read("a,b\n\n1,2\n,\n  , \t\n3,4\n")
    assert table.cells == [["1", "2"], ["3", "4"]]
    assert table.numbers == [3, 6]
    assert table.blank_rows == 3


@pytest.mark.parametrize("content", ["a\n1\n\n2\n", "a\r\n1\r\n\r\n2\r\n"])
def test_blank_lines_of_a_single_column_are_no_rows(content: str) -> None:
    table = read(content)
    assert (table.cells, table.numbers) == ([["1"], ["2"]], [2, 4])


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\r\n", "  \n", "\u3000\n", ",\n", ",,\n"])
def test_blank_lines_may_stand_above_the_headers(blank: str) -> None:
    table = read(blank + "a,b\n1,2\n")
    assert (table.headers[:2], [row[:2] for row in table.cells]) == (["a", "b"], [["1", "2"]])
    assert table.numbers == [2 + blank.count("\n")]


def test_a_file_of_headers_alone_has_no_rows() -> None:
    table = read("a,b\n")
    assert (table.headers, table.cells) == (["a", "b"], [])


def test_quoted_cells_may_hold_newlines_commas_and_quotation_marks() -> None:
    table = read('a,"b\n（单位：元）"\n1,"x\ny"\n"2,5","say ""yes"""\n')
    assert table.headers == ["a", "b\n（单位：元）"]
    assert table.cells == [["1", "x\ny"], ["2,5", 'say "yes"']]
    assert table.numbers == [2, 3]


def test_a_quoted_blank_line_within_a_cell_is_not_lost() -> None:
    assert read('a,b\n1,"x\n\ny"\n').cells == [["1", "x\n\ny"]]


@pytest.mark.parametrize(
    "text", ["007", "1e5", "true", "2024-03-01", "1.50", " x ", "NULL", "NaN", "-", "#N/A", "0x10"]
)
def test_a_cell_is_text_and_stays_as_it_is(text: str) -> None:
    assert read(f"a,b\n{text},1\n").cells == [[text, "1"]]


@pytest.mark.parametrize("first", ["#a,b", "a#,b", "# 备注,b"])
def test_a_hash_begins_no_comment(first: str) -> None:
    table = read(f"{first}\n#1,2\n")
    assert (table.headers, table.cells) == (first.split(","), [["#1", "2"]])


# Ragged rows.


def test_a_short_row_lacks_its_last_cells() -> None:
    table = read("a,b,c\n1\n1,2\n1,2,3\n")
    assert table.cells == [["1", "", ""], ["1", "2", ""], ["1", "2", "3"]]
    assert table.surplus == [None, None, None]


def test_a_long_row_keeps_its_surplus_aside_and_the_others_are_untouched() -> None:
    table = read('a,b\n1,2\n\n3,4,5,6\n"x\ny",7\n8\n')
    assert table.headers == ["a", "b"]
    assert table.cells == [["1", "2"], ["3", "4"], ["x\ny", "7"], ["8", ""]]
    assert table.surplus == [None, "5,6", None, None]
    assert table.numbers == [2, 4, 5, 6]
    assert table.blank_rows == 1


@pytest.mark.parametrize("commas", [",", ",,", ",,,"])
def test_commas_with_nothing_behind_them_are_no_surplus(commas: str) -> None:
    table = read(f"a,b\n1,2{commas}\n3,4\n")
    assert table.cells == [["1", "2"], ["3", "4"]]
    assert table.surplus == [None, None]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ragged_lines_end_as_others_do(end: str) -> None:
    table = read(f"a,b{end}1,2,3{end}{end}4{end}")
    assert (table.cells, table.surplus) == ([["1", "2"], ["4", ""]], ["3", None])


def test_reading_ragged_rows_leaves_longer_cells_readable_for_the_rest_of_the_process() -> None:
    with field_limit_restored() as limit:
        read("a,b\n1,2,3\n")
        assert csv.field_size_limit() >= limit


def test_a_very_long_cell_in_a_ragged_file_is_read() -> None:
    with field_limit_restored():
        assert read(f"a,b\n{'x' * 200_000},2\n1,2,3\n").cells[0] == ["x" * 200_000, "2"]


@settings(deadline=None)
@given(st.lists(st.lists(st.text("ab,中 \n\"'1", max_size=3), max_size=5), min_size=1, max_size=8))
def test_ragged_rows_come_in_whole(tails: list[list[str]]) -> None:
    rows = [["x", *tail] for tail in tails]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([["h1", "h2", "h3"], *rows])
    table = read(stream.getvalue())

    assert table.cells == [[*row, "", ""][:3] for row in rows]
    assert [text or "" for text in table.surplus] == [",".join(row[3:]).strip(", ") for row in rows]


# Headers, and the way back out.


def test_empty_and_repeated_headers_keep_their_columns() -> None:
    table = read("a,,a,\n1,2,3,4\n")
    assert table.headers == ["a", "", "a", ""]
    assert table.cells == [["1", "2", "3", "4"]]


def test_headers_named_as_polars_would_name_columns_keep_their_places() -> None:
    table = read("column_2,1,0,column_1\n1,2,3,4\n")
    assert table.headers == ["column_2", "1", "0", "column_1"]
    assert table.cells == [["1", "2", "3", "4"]]


def test_what_is_written_is_plain_utf_8_with_unix_lines() -> None:
    frame = pl.DataFrame({"0": ["张三", None, 'a"b'], "1": ["1,5", "x\ny", ""]})
    assert written(frame, ["姓名", "a,b"]).decode() == '姓名,"a,b"\n张三,"1,5"\n,"x\ny"\n"a""b",""\n'


HEADERS = st.one_of(st.sampled_from(["", "a", "a", "姓名", " b ", 'say "x"', "x,y", "x\ny", "#"]), st.text(max_size=4))
CELLS = st.one_of(
    st.none(), st.text("ab中,\"'\n\r# \t0", min_size=1, max_size=5), st.sampled_from(["2024-03-01", "１"])
)


def is_sound(text: str) -> bool:
    """Whether a file can hold the text: no half of a surrogate pair, no mark of the byte order, no lone return."""
    return not any("\ud800" <= letter <= "\udfff" or letter in "\ufeff\r\0" for letter in text)


def is_blank(texts: list[str | None]) -> bool:
    return not "".join(filter(None, texts)).strip()


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], pl.DataFrame]:
    """Headers and rows, none of them wholly blank."""
    width = draw(st.integers(1, 5))
    headers = draw(
        st.lists(HEADERS.filter(is_sound), min_size=width, max_size=width).filter(
            lambda line: any(map(str.strip, line))
        )
    )
    row = st.lists(CELLS, min_size=width, max_size=width).filter(lambda texts: not is_blank(texts))
    rows = draw(st.lists(row, max_size=5))
    return headers, pl.DataFrame(rows, schema=[(str(index), pl.String) for index in range(width)], orient="row")


@pytest.mark.parametrize("kind", ["csv", "tsv"])
@settings(deadline=None)
@given(table=tables(), block=st.sampled_from(BLOCKS))
def test_a_table_survives_the_way_out_and_back_in(kind: str, table: tuple[list[str], pl.DataFrame], block: int) -> None:
    headers, frame = table
    rows = [[cell or "" for cell in row] for row in frame.rows()]

    content = written(frame, headers, kind)
    back = read(content, kind=kind, block=block)
    assert (back.headers, back.cells) == (headers, rows)
    assert (back.blank_rows, back.surplus) == (0, [None] * len(rows))

    again = pl.DataFrame([[cell or None for cell in row] for row in back.cells], schema=frame.schema, orient="row")
    assert written(again, back.headers, kind) == content
    by_python = csv.reader(io.StringIO(content.decode(), newline=""), delimiter="," if kind == "csv" else "\t")
    assert list(by_python) == [headers, *rows]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_may_end_within_the_second_cell_of_several_lines(block: int) -> None:
    table = read('a,b\n1,2\n"x\ny","x\ny"\n3,4\n', block=block)
    assert (table.cells, table.numbers) == ([["1", "2"], ["x\ny", "x\ny"], ["3", "4"]], [2, 3, 4])


@settings(deadline=None)
@given(
    rows=st.lists(st.lists(st.text('a1中", \n', max_size=4), min_size=1, max_size=4), max_size=6),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    block=st.sampled_from(BLOCKS[:-1]),
)
def test_it_does_not_matter_where_a_block_ends(rows: list[list[str]], end: str, encoding: str, block: int) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end).writerows([["出生日期", "h"], *rows])
    content = stream.getvalue().encode(encoding)

    assert decode(content, None, block) == stream.getvalue()
    assert read(content, block=block) == read(content)


def test_a_header_with_a_lone_return_can_be_read_by_others() -> None:
    content = written(pl.DataFrame({"0": ["1"], "1": ["2"]}), ["a\rb", "c"])
    assert list(csv.reader(io.StringIO(content.decode(), newline=""))) == [["a\rb", "c"], ["1", "2"]]


@pytest.mark.parametrize("last", ["x", '5" pipe'], ids=["regular", "stray quote"])
def test_a_carriage_return_alone_is_a_character_whoever_reads_the_piece(last: str) -> None:
    table = read_csv(io.BytesIO(f"id,note\n1,a\rb\r\n2,{last}\r\n".encode()), "rows")
    (piece,) = (chunk.frame for chunk in table.chunks)

    assert piece.select("0", "1").rows() == [("1", "a\rb"), ("2", last)]
