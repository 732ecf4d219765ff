"""Text files as they come from a desk: other separators and encodings, stray quotes, titles, rows of unequal length.

The expected values are read off the texts by eye; days and dates are those of one birth in Yongji on 2023-05-01.
"""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import polars as pl
import pytest

from benefitcli.benefits.register import find_schema
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.sheet import recogniser
from benefitcli.io.sheets import SheetQuery
from benefitcli.io.table import Table
from benefitcli.io.tables import open_reader
from console import run_here

QUERY = SheetQuery(recogniser=recogniser(find_schema("leave.maternity")))


def rows_of(table: Table) -> list[tuple[str | None, ...]]:
    return [row for chunk in table.chunks for row in chunk.frame.select(pl.col("^[0-9]+$")).rows()]


def read(tmp_path: Path, content: bytes, name: str = "staff.csv", kind: str = "csv") -> tuple[Table, list[list[str]]]:
    file = tmp_path / name
    file.write_bytes(content)
    with open_reader(str(file), kind, None, QUERY) as table:
        rows = [["" if cell is None else str(cell) for cell in row] for row in rows_of(table)]
    return table, rows


def refusal(tmp_path: Path, content: bytes) -> Problem:
    with pytest.raises(BenefitError) as refused:
        read(tmp_path, content)
    return refused.value.problems[0]


HEADERS = ["姓名", "出生日期", "婴儿数"]
ROW = ["张三", "2023-05-01", "2"]


@pytest.mark.parametrize("separator", [";", "\t", "|", "，"])
def test_the_separator_is_found_by_the_first_lines(tmp_path: Path, separator: str) -> None:
    text = "\n".join(separator.join(cells) for cells in (HEADERS, ROW)) + "\n"
    table, rows = read(tmp_path, text.encode())

    assert (table.headers, rows) == (HEADERS, [ROW])
    assert table.notices[0].code == "separator_found"
    assert table.notices[0].value == {"\t": "Tab"}.get(separator, separator)


def test_a_full_width_comma_inside_quotes_stays(tmp_path: Path) -> None:
    _, rows = read(tmp_path, '姓名，出生日期\n“张”，2023-05-01\n"李，四"，2023-05-01\n'.encode())
    assert rows == [["“张”", "2023-05-01"], ["李，四", "2023-05-01"]]


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_first_line_may_name_the_separator(tmp_path: Path, separator: str) -> None:
    text = f"sep={separator}\r\n" + "\r\n".join(separator.join(cells) for cells in (HEADERS, ROW))
    assert read(tmp_path, text.encode())[1] == [ROW]


def test_headers_stand_below_a_title_and_a_note(tmp_path: Path) -> None:
    text = "2023年产假人员名单,,\n填表日期：2024-01-05,,\n" + "\n".join(",".join(cells) for cells in (HEADERS, ROW))
    table, rows = read(tmp_path, text.encode())

    assert (table.headers, rows) == (HEADERS, [ROW])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    headers = HEADERS if encoding != "big5" else ["name", "birth_date", "infants"]
    name = "張小明" if encoding == "big5" else "张小明"
    text = "\n".join(",".join(cells) for cells in (headers, [name, "2023-05-01", "2"]))
    assert read(tmp_path, text.encode(encoding))[1] == [[name, "2023-05-01", "2"]]


def test_marks_of_the_byte_order_may_stand_anywhere_at_the_start(tmp_path: Path) -> None:
    assert (
        read(tmp_path, b"\xef\xbb\xbf" * 2 + '"婴儿数","出生日期"\n2,2023-05-01\n'.encode())[0].headers[0] == "婴儿数"
    )


def test_two_encodings_in_one_file_are_refused_with_the_line(tmp_path: Path) -> None:
    first, second = "姓名,出生日期\n张三,2023-05-01\n", "李四,2023-05-01\n"
    for one, other in (("gb18030", "utf-8"), ("utf-8", "gb18030")):
        problem = refusal(tmp_path, first.encode(one) + second.encode(other))
        assert (problem.code, problem.details["line"]) == ("encodings_mixed", 3)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_single_wrong_byte_is_told_and_costs_no_other_row(tmp_path: Path, encoding: str) -> None:
    text = "姓名,出生日期,婴儿数\n张三丰,2023-05-01,2\n李".encode(encoding) + b"\xff,2023-05-01,1\n"
    table, rows = read(tmp_path, text)

    assert rows == [["张三丰", "2023-05-01", "2"], ["李�", "2023-05-01", "1"]]
    assert [(notice.code, notice.details) for notice in table.notices] == [
        ("bytes_unreadable", {"count": 1, "rows": "3"})
    ]


# Quotes.


@pytest.mark.parametrize(
    ("text", "line", "last"),
    [
        ('姓名,出生日期,婴儿数\n"张三,2023-05-01,1\n王五,2023-06-01,1\n"李四,2023-07-01,1\n', 2, 4),
        ('姓名,出生日期,婴儿数\n张三,2023-05-01,"1\n王五,2023-06-01,1"\n李四,2023-07-01,1\n', 2, 3),
        ('姓名,出生日期,婴儿数\n赵六,2023-05-01,1\n"张三,2023-05-01,1\n王五",2023-06-01,1\n', 3, 4),
    ],
)
def test_a_quote_that_would_take_rows_into_a_cell_is_refused_with_its_lines(
    tmp_path: Path, text: str, line: int, last: int
) -> None:
    problem = refusal(tmp_path, text.encode())
    assert (problem.code, problem.details) == ("quote_over_rows", {"line": line, "last": last})


def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    problem = refusal(tmp_path, '姓名,备注,出生日期\n甲,"x,2023-05-01\n乙,y,2023-05-01\n'.encode())
    assert (problem.code, problem.details["line"]) == ("quote_not_closed", 2)


def test_cells_of_several_lines_and_quotes_within_cells_stay(tmp_path: Path) -> None:
    text = '出生日期,备注,婴儿数\n2023-05-01,"永济市\n城东街道, 1号",2\n2023-05-01,5" 盘,1\n2023-05-01,号"2"楼,1\n'
    assert [row[1] for row in read(tmp_path, text.encode())[1]] == ["永济市\n城东街道, 1号", '5" 盘', '号"2"楼']


def test_blanks_between_a_comma_and_a_quote_are_no_part_of_the_cell(tmp_path: Path) -> None:
    table, rows = read(tmp_path, '"出生日期", "婴儿数", "难产"\n"2023-05-01", "2", "是"\n'.encode())
    assert (table.headers, rows) == (["出生日期", "婴儿数", "难产"], [["2023-05-01", "2", "是"]])


@pytest.mark.parametrize("seed", range(1000))
def test_rows_that_go_in_come_out_or_the_file_is_refused(tmp_path: Path, seed: int) -> None:
    """Random stray quotes, separators, encodings and ends of lines: no row is lost or doubled without a word."""
    rng = random.Random(seed)
    separator, end = rng.choice([",", ";", "\t", "|"]), rng.choice(["\n", "\r\n", "\r"])
    rows = [[f"员工{number}", f"2023-05-{number % 28 + 1:02d}", rng.choice(["1", "2"])] for number in range(60)]
    lines = [separator.join(cells) for cells in (HEADERS, *rows)]
    for _ in range(rng.randint(0, 4)):
        index = rng.randrange(1, len(lines))
        place = rng.choice([0, rng.randrange(len(lines[index]) + 1), len(lines[index])])
        lines[index] = lines[index][:place] + '"' + lines[index][place:]
    content = (end.join(lines) + end).encode(rng.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    try:
        _, given = read(tmp_path, content)
    except BenefitError as refused:
        codes = {problem.code for problem in refused.problems}
    else:
        assert len(given) == len(rows)
        return
    assert codes <= {"quote_over_rows", "quote_not_closed"}


# Rows of unequal length.


def test_a_row_that_lacks_cells_is_told(tmp_path: Path) -> None:
    table, rows = read(tmp_path, "姓名,出生日期,婴儿数\n甲,2023-05-01\n乙,2023-05-01,2\n".encode())

    assert rows == [["甲", "2023-05-01", ""], ["乙", "2023-05-01", "2"]]
    assert [(notice.code, notice.details) for notice in table.notices] == [("rows_short", {"count": 1, "rows": "2"})]


def run(tmp_path: Path, content: str, *words: str, language: str = "en") -> tuple[int, str, str]:
    file = tmp_path / "in.csv"
    file.write_text(content, encoding="utf-8")
    done = run_here(*words, str(file), "--lang", language)
    return done.code, done.stdout, done.stderr


def test_a_quote_that_takes_in_the_next_cell_is_an_error_of_what_is_missing(tmp_path: Path) -> None:
    text = '出生日期,姓名,婴儿数\n2023-05-01,"甲,2"\n2023-05-01,乙,2\n'
    code, output, _ = run(tmp_path, text, "batch", "leave.maternity")

    first, second = output.splitlines()[1:]
    assert code == 1
    assert "cell_missing: C2 婴儿数" in first
    assert ",173," in second


def test_an_amount_that_was_parted_at_its_comma_is_refused(tmp_path: Path) -> None:
    text = "工号,出生日期,月份,金额,备注\nE1,2023-05-10,2024-01,1,020.00,\nE2,2023-05-10,2024-01,200,\n"
    code, output, _ = run(tmp_path, text, "audit", "allowance")

    assert code == 1
    assert 'too_many_cells: ""1,020.00""' in output


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "1 row has fewer cells than there are headers; what is missing counts as blank: row 2"),
        ("zh", "1行的格子比列名少，缺的按没有填处理：第2行"),
    ],
)
def test_the_summary_tells_of_short_rows(tmp_path: Path, language: str, sentence: str) -> None:
    _, _, error = run(tmp_path, "出生日期,婴儿数\n2023-05-01\n", "batch", "leave.maternity", language=language)
    assert sentence in error


# JSON.


ROWS = [{"birth_date": "2023-05-01", "infants": 2}, {"birth_date": "2023-06-01", "infants": 1}]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "\n".join(json.dumps(row, indent=1) for row in ROWS),
        "\n".join(map(json.dumps, ROWS)),
    ],
    ids=["array", "pretty array", "pretty objects", "lines"],
)
def test_objects_are_read_however_they_are_laid_out(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text.encode(), "rows.json", "jsonl")[1] == [["2023-05-01", "2"], ["2023-06-01", "1"]]


def test_a_key_that_stands_twice_is_an_error_of_its_row(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"birth_date":"2023-05-01","infants":1,"infants":2}\n{"birth_date":"2023-05-01"}\n')
    done = run_here("batch", "leave.maternity", str(file), "--to", "csv")

    first, second = done.stdout.splitlines()[1:]
    assert "key_twice: 1 infants" in first
    assert ",ok," in second


# Columnar files.


def test_bytes_that_are_text_are_read_as_text_and_others_are_errors_of_their_cell(tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    frame = pl.DataFrame({"name": ["张三".encode()] * 2, "birth_date": [b"2023-05-01", b"\xff\xfe"]})
    frame.write_parquet(file)
    done = run_here("batch", "leave.maternity", str(file), "--to", "csv")

    first, second = done.stdout.splitlines()[1:]
    assert first.startswith("张三,2023-05-01,158,")
    assert "bytes_not_text: B3 birth_date=" in second


def test_a_list_that_nobody_needs_passes_through_beside_a_blank_first_column(tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    pl.DataFrame({"note": [None], "tags": [[1, 2]], "birth_date": ["2023-05-01"]}).write_parquet(file)
    assert "[1, 2]" in run_here("batch", "leave.maternity", str(file), "--to", "csv").stdout


def test_an_arrow_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    stream = io.BytesIO()
    pl.DataFrame({"birth_date": ["2023-05-01"]}).write_ipc(stream)
    assert read(tmp_path, stream.getvalue(), "rows.csv")[1] == [["2023-05-01"]]


# Headers that nobody could know, and notices that count.


def test_a_header_is_mapped_to_a_field(tmp_path: Path) -> None:
    words = ("batch", "leave.maternity", "--map", "宝宝出世=birth_date", "--map", "生了几个=infants")
    code, output, _ = run(tmp_path, "宝宝出世,生了几个\n2023-05-01,2\n", *words)
    assert (code, output.splitlines()[1].split(",")[2]) == (0, "173")


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", '--map: "birth_date" is not HEADER=FIELD'), ("zh", "--map“birth_date”写法不对")]
)
def test_a_mapping_without_a_field_is_refused(tmp_path: Path, language: str, sentence: str) -> None:
    words = ("batch", "leave.maternity", "--map", "birth_date")
    code, _, error = run(tmp_path, "a\n1\n", *words, language=language)
    assert code == 2
    assert sentence in error
    assert "map_malformed" not in error


def test_a_notice_counts_as_an_error_only_where_that_is_asked(tmp_path: Path) -> None:
    text = "出生日期,婴儿数\n2023-05-01\n"
    for words, code in (((), 0), (("--strict",), 1), (("--strict", "--quiet"), 1)):
        assert run(tmp_path, text, "batch", "leave.maternity", *words)[0] == code


def test_a_summary_for_machines_has_the_notices(tmp_path: Path) -> None:
    _, _, error = run(tmp_path, "出生日期,婴儿数\n2023-05-01\n", "batch", "leave.maternity", "--json-errors")
    assert json.loads(error)["header_notices"] == [
        {"code": "rows_short", "value": None, "accepted": None, "count": 1, "rows": "2"}
    ]


@pytest.mark.parametrize(("language", "mark"), [("zh", b"\xef\xbb\xbf"), ("en", b"")])
def test_a_file_for_a_chinese_reader_has_the_mark_that_excel_looks_for(
    tmp_path: Path, language: str, mark: bytes
) -> None:
    out = tmp_path / "out.csv"
    run(tmp_path, "出生日期\n2023-05-01\n", "batch", "leave.maternity", "-o", str(out), language=language)
    assert out.read_bytes().startswith(mark + "出生日期,".encode())


def test_a_pipe_has_no_mark(tmp_path: Path) -> None:
    _, output, _ = run(tmp_path, "出生日期\n2023-05-01\n", "batch", "leave.maternity", language="zh")
    assert output.startswith("出生日期,")


def test_a_control_character_that_nobody_sees_is_no_part_of_a_value(tmp_path: Path) -> None:
    _, output, _ = run(tmp_path, "name,birth_date,infants\nb,2023-05-01\0,2\0\n", "batch", "leave.maternity")
    assert ",173," in output
