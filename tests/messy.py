"""A messy workbook and a messy GB18030 file of maternity leaves, by writers that are not the calculator's own.

Every row knows where it stands in the file, what is wrong with it, or what its leave must be.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import openpyxl

Cell = str | int | float | bool | datetime.date | None

ROWS = 1000
FIRST_BIRTH = datetime.date(2021, 10, 1)
BIRTHS_SPAN = 1500
MOST_DAYS_BEFORE_BIRTH = 15
BLANKS_AFTER = range(40, ROWS, 97)
NAME, ID_CARD, BIRTH, START, INFANTS, DIFFICULT, ORDER, REGION, NOTE, STAFF = range(10)

WORKBOOK_HEADERS = (
    "姓名", "身份证号", " 子女出生日期： ", "休假开始日期:", "婴儿数（个）", "是否难产：", "孩次 [第几孩]", "　所在地",
    "备注", "工号",
)  # fmt: skip
CSV_HEADERS = (
    "姓名", "身份证号", "ｂｉｒｔｈ＿ｄａｔｅ", " 开始日期（年/月/日）：", "胎儿数［个］", "难　产", " 胎 次 :", "行政区划", "备注", "工号",
)  # fmt: skip
NOTES = ("", "已审核", "含,逗号", '有"引号"', "第一行\n第二行", "𠮷㐀", "@all", "-未交", "０１", " 前后空格 ")


@dataclass(frozen=True)
class Leave:
    """The leave that a good row must get."""

    days: int
    start: datetime.date
    end: datetime.date
    is_moved: bool


@dataclass
class Row:
    """A row of the file: its number there, its cells, and either what is wrong or the leave that is right.

    ``wrong`` has, for each defect, the code, the place of its column (None where no column is to blame) and the value
    that the reason must show.
    """

    cells: list[Cell]
    leave: Leave
    wrong: tuple[tuple[str, int | None, str], ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Defect:
    """What is put into which column of a good row; ``typed`` is what a workbook has there instead of the text."""

    code: str
    column: int | None
    value: str
    typed: Cell = None
    also: tuple[str, int, str] | None = None


DEFECTS = (
    Defect("impossible_date", BIRTH, "2023-02-30"),
    Defect("impossible_date", BIRTH, "2023年13月1日"),
    Defect("impossible_date", START, "20230431"),
    Defect("ambiguous_date", BIRTH, "01/02/2023"),
    Defect("ambiguous_date", BIRTH, "23-05-01"),
    Defect("date_serial", BIRTH, "45047", 45047),
    Defect("day_missing", BIRTH, "202305"),
    Defect("unreadable_date", BIRTH, "去年五月"),
    Defect("day_missing", BIRTH, "2023-05"),
    Defect("unreadable_date", START, "待定"),
    Defect("field_missing", BIRTH, ""),
    Defect("field_missing", BIRTH, " 　"),
    Defect("out_of_range", BIRTH, "1899-12-31"),
    Defect("out_of_range", BIRTH, "2091-01-01", datetime.date(2091, 1, 1)),
    Defect("out_of_range", INFANTS, "0", 0),
    Defect("out_of_range", INFANTS, "10", 10.0),
    Defect("out_of_range", INFANTS, "-1"),
    Defect("not_a_whole_number", INFANTS, "1.5", 1.5),
    Defect("not_a_whole_number", INFANTS, "多胞胎"),
    Defect("count_or_order", INFANTS, "二胎"),
    Defect("out_of_range", ORDER, "0", 0),
    Defect("out_of_range", ORDER, "21"),
    Defect("count_or_order", ORDER, "双胞胎"),
    Defect("not_yes_or_no", DIFFICULT, "不详"),
    Defect("not_yes_or_no", DIFFICULT, "2", 2),
    Defect("not_yes_or_no", DIFFICULT, "是/否"),
    Defect("start_after_birth", START, ""),
    Defect("region_unknown", REGION, "火星"),
    Defect("region_unknown", REGION, "999999", 999999),
    Defect("not_covered", None, "2015-05-01"),
    Defect("too_many_cells", None, "多出的格"),
    Defect("impossible_date", BIRTH, "2023-06-31", also=("not_yes_or_no", DIFFICULT, "？")),
)
KINDS = 20
"""At least so many of them are different in code or column."""


def make_workbook(seed: int = 1) -> tuple[bytes, list[Row]]:
    """The workbook and its rows."""
    rows = _rows(Random(seed), is_typed=True)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(WORKBOOK_HEADERS)
    for row in rows:
        for column, value in enumerate(row.cells, start=1):
            cell = sheet.cell(row.number, column)
            cell.value = value
            if isinstance(value, str) and value:
                cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue(), rows


def make_csv(seed: int = 2) -> tuple[bytes, list[Row]]:
    """The file in GB18030 with CRLF, and its rows."""
    rows = _rows(Random(seed), is_typed=False)
    by_number = {row.number: row.cells for row in rows}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_HEADERS)
    for number in range(2, max(by_number) + 1):
        cells = by_number.get(number)
        if cells is None:
            text.write(("\r\n", " \r\n", ",,,,,\r\n")[number % 3])
        else:
            writer.writerow(cells)
    return text.getvalue().encode("gb18030"), rows


def _rows(random: Random, *, is_typed: bool) -> list[Row]:
    """A thousand rows; the defects stand in a fixed step, twice each, and every so often a line stays blank."""
    planted = {11 + 15 * place: DEFECTS[place % len(DEFECTS)] for place in range(2 * len(DEFECTS))}
    rows: list[Row] = []
    number = 1
    for place in range(ROWS):
        row = _good_row(random, place, is_typed=is_typed)
        if place in planted:
            _spoil(row, planted[place], is_typed=is_typed)
        number += 1
        row.number = number
        rows.append(row)
        if place in BLANKS_AFTER:
            number += 1 + place % 2
    return rows


def _good_row(random: Random, place: int, *, is_typed: bool) -> Row:
    birth = FIRST_BIRTH + datetime.timedelta(days=random.randrange(BIRTHS_SPAN))
    infants, is_difficult, order = random.choice((1, 1, 1, 2, 3, 9)), random.random() < 0.3, random.randint(1, 3)
    before = random.choice((None, None, 0, random.randint(1, MOST_DAYS_BEFORE_BIRTH), random.randint(16, 60)))
    asked = birth - datetime.timedelta(days=before or 0)
    start = birth - datetime.timedelta(days=min(before or 0, MOST_DAYS_BEFORE_BIRTH))
    days = 98 + 15 * is_difficult + 15 * (infants - 1) + 60
    leave = Leave(days, start, start + datetime.timedelta(days=days - 1), asked < start)
    cells: list[Cell] = [
        random.choice(("张三", "欧阳小红", "买买提·艾力", "𠮷田", "O'Neil, Ann")),
        f"{140881199000000000 + place * 7919}"[:17] + random.choice("0123456789X"),
        _written_date(random, birth, is_typed=is_typed),
        None if before is None else _written_date(random, asked, is_typed=is_typed),
        _written_number(random, infants, is_typed=is_typed),
        _written_truth(random, is_difficult, is_typed=is_typed),
        _written_number(random, order, is_typed=is_typed),
        random.choice(("", "永济市", "yongji", "140881", " 永济市 ", "山西省")),
        random.choice(NOTES),
        f"{place:06d}",
    ]
    return Row(cells, leave)


def _spoil(row: Row, defect: Defect, *, is_typed: bool) -> None:
    value, column = defect.value, defect.column
    if defect.code == "not_covered":
        row.cells[BIRTH], row.cells[START], row.cells[REGION] = "2015年5月1日", None, "永济市"
    elif defect.code == "too_many_cells":
        row.cells.append(value)
    elif defect.code == "start_after_birth":
        row.cells[BIRTH], row.cells[START], value = "2023/5/1", "2023.5.2", "2023-05-02"
    elif column is not None:
        row.cells[column] = defect.typed if is_typed and defect.typed is not None else value
        value = value.strip()
    row.wrong = ((defect.code, column, value),)
    if defect.also is not None:
        row.cells[defect.also[1]] = defect.also[2]
        row.wrong += (defect.also,)


DATE_FORMS: Sequence[Callable[[datetime.date], str]] = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y}年{day:%m}月{day:%d}号",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"  {day.isoformat()}　",
    lambda day: f"{day.isoformat()} 00:00:00",
    lambda day: full_width(day.isoformat()),
    lambda day: full_width(f"{day.year}/{day.month}/{day.day}"),
)


def _written_date(random: Random, day: datetime.date, *, is_typed: bool) -> Cell:
    return day if is_typed and random.random() < 0.5 else random.choice(DATE_FORMS)(day)


def _written_number(random: Random, number: int, *, is_typed: bool) -> Cell:
    if is_typed and random.random() < 0.5:
        return random.choice((number, float(number)))
    forms = [str(number), f" {number} ", full_width(str(number)), f"{number}.0"]
    return random.choice([*forms, ""] if number == 1 else forms)


def _written_truth(random: Random, is_true: bool, *, is_typed: bool) -> Cell:
    if is_typed and random.random() < 0.3:
        return random.choice((is_true, int(is_true)))
    if is_true:
        return random.choice(("是", "有", "Y", "y", "true", "TRUE", "1", "Yes", "１", "Ｙ", " 是 "))
    return random.choice(("否", "无", "N", "n", "false", "FALSE", "0", "no", "０", "Ｎ", "", " 否　"))


def full_width(text: str) -> str:
    """The text with full-width digits and signs."""
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
