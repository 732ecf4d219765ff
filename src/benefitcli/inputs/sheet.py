"""A sheet as a table: which row has the headers, and which rows below them are no persons.

Sheets that people make begin with titles and notes, have headers of two rows, and end with totals and signatures. All
here works on texts, so it does not matter what a sheet was kept in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from benefitcli.engine.benefit import InputSchema
from benefitcli.engine.columns.names import ROW_ID
from benefitcli.inputs.headers import field_of_header, header_key, header_words, second_words
from benefitcli.inputs.text import clean

ROWS_SEARCHED = 30
"""The headers stand within so many rows that are not blank."""

COLUMNS_OF_REMARKS = 6
"""A total, a signature or a note begins within so many columns."""

Cells = Mapping[int, str]
"""The texts of a row that are not blank, by column."""

Span = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, as the rows are numbered."""

Role = Literal["total", "signature", "note"]

_DAYS = ("date", "month")
_GROUP_ENDING = re.compile(r"(基本)?(信息|情况|资料|明细)$")
_PERSONS = re.compile(
    "(女|男)?(产妇|母亲|父亲|妈妈|爸爸|职工|员工|本人|配偶|丈夫|妻子|女方|男方|家长|申请人|报销人)(本人)?(基本)?(信息|情况|资料)?"
)
_TOTAL_WORDS = "合计|小计|总计|共计|总和|累计|subtotal|grandtotal|total|sum"
_TOTAL = re.compile(
    rf"(?:[^\d,，。;；]{{0,8}})(?:{_TOTAL_WORDS})(?:金额|人数|数|人次|户数)?(?:[(（].{{0,8}}[)）])?"
    r"[:：]?(?:[¥￥]?[\d,，.]+元?)?(?:共?\d+[人名条笔户])?|共\d+[人名条笔户]",
    re.IGNORECASE,
)
_SIGNED_BY = (
    "制表|制单|编制|填表|填报|填单|审核|复核|审批|批准|核准|经办|经手|负责|主管|分管|财务|会计|出纳|领导|部门领导|单位负责"
    "|部门负责|法定代表|报送|联系|签字|签章|签名|盖章|单位盖章|公章|打印"
)
_SIGNATURE = re.compile(
    rf"(?:{_SIGNED_BY})[^\d:：]{{0,6}}[:：].*|(?:{_SIGNED_BY})(?:人|人员|单位|日期|时间)?", re.DOTALL
)
_NOTE = re.compile(
    r"(?:备注|附注|注|说明|填表说明|填写说明|填报说明|注意事项|注意|温馨提示|提示|以下空白|以下无正文|notes?|remarks?)\d*(?:[:：.、)）].*)?|[※*].+",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,2}[.、)）]\s*\D.{5,}|.*[。；;].*", re.DOTALL)
_KEYWORDS = rf"(?i){_TOTAL_WORDS}|{_SIGNED_BY}|共\d|注|以下|说明|提示|note|remark|[※*。；;]|^[(（]?[\d一二三四五六七八九十]{{1,2}}[.、)）]"
_COUNT = re.compile(r"共?\d+[人名条笔户]")


@dataclass(frozen=True, slots=True)
class Recogniser:
    """What tells headers from other rows: the reduced headers of the fields, and what a table cannot do without."""

    words: Mapping[str, str]
    kinds: Mapping[str, str]
    seconds: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    known: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    def field_of(self, header: str) -> str | None:
        """The field that a header means."""
        if header not in self.known:
            self.known[header] = field_of_header(header, self.words, self.seconds) if header.strip() else None
        return self.known[header]

    def fields_in(self, headers: Collection[str]) -> set[str]:
        """The fields that some headers mean."""
        return {name for name in map(self.field_of, headers) if name is not None}

    def fits(self, headers: Collection[str]) -> bool:
        """Whether nothing is missing that a table needs."""
        fields = self.fields_in(headers)
        return bool(fields) and self.required <= fields and (not self.one_of or bool(self.one_of & fields))


def recogniser(
    schema: InputSchema, given: Collection[str] = (), mapping: Mapping[str, str] | None = None
) -> Recogniser:
    """Make the recogniser of a schema.

    ``given`` are the fields that are filled for all rows, by any of their names; ``mapping`` says of some headers which
    field they are.
    """
    words = header_words(schema)
    words |= {header_key(header): words.get(header_key(name), name) for header, name in (mapping or {}).items()}
    filled = {words.get(header_key(name), name) for name in given}
    required = {item.name for item in schema.fields if item.required} - filled
    one_of = set() if filled & set(schema.one_of) else set(schema.one_of)
    kinds = {item.name: item.kind for item in schema.fields}
    return Recogniser(words, kinds, second_words(schema), frozenset(required), frozenset(one_of))


@dataclass(frozen=True, slots=True)
class Header:
    """The headers of a table: ``first`` and ``last`` are the places of their rows among those that were given.

    ``headers`` reach to the last column that has one, ``fits`` says whether nothing is missing.
    """

    first: int
    last: int
    headers: list[str] = field(default_factory=list)
    fits: bool = False
    recognised: int = 0


def find_header(
    rows: Sequence[tuple[int, Cells]], recognised_by: Recogniser, merged: Sequence[Span] = (), wanted: int | None = None
) -> Header | None:
    """Find the row of headers among the first rows of a sheet that are not blank; None where there is no such row.

    It is the first row, or pair of rows, in which all is recognised that is needed; else the one in which most is;
    else the first row. ``wanted`` is the number of the row that the user says it is.
    """
    candidates: list[Header] = []
    lower_level = -1
    for index, (number, cells) in enumerate(rows[:ROWS_SEARCHED]):
        if index == lower_level or wanted not in (None, number):
            continue
        below = rows[index + 1] if index + 1 < len(rows) else None
        header = _single(index, cells, recognised_by)
        if below is not None and _has_two_levels(number, cells, below, merged, recognised_by):
            joined = _joined(index, rows, merged, recognised_by)
            if joined.recognised >= header.recognised and (joined.fits or not header.fits):
                header = joined
            if recognised_by.fields_in(below[1].values()) - recognised_by.fields_in(joined.headers):
                # What the groups above say of these columns must not be lost by leaving the groups out.
                lower_level = index + 1
        if header.fits or wanted is not None:
            return header
        candidates.append(header)
    return max(candidates, key=lambda header: (header.recognised > 1, header.recognised), default=None)


def _single(index: int, cells: Cells, recognised_by: Recogniser) -> Header:
    headers = _dense(cells)
    return Header(index, index, headers, recognised_by.fits(headers), len(recognised_by.fields_in(headers)))


def _dense(cells: Cells) -> list[str]:
    filled = [column for column, text in cells.items() if text.strip()]
    return [cells.get(column, "") for column in range(max(filled, default=-1) + 1)]


def _has_two_levels(
    number: int, cells: Cells, below: tuple[int, Cells], merged: Sequence[Span], recognised_by: Recogniser
) -> bool:
    """Whether the row below is part of the headers: merged cells say so, or it names fields where this row is blank."""
    number_below, cells_below = below
    if len({text.strip() for text in cells.values() if text.strip()}) < 2:  # noqa: PLR2004 - a title stands alone
        return False
    for top, left, bottom, right in merged:
        is_tall = top <= number and bottom >= number_below and left in cells
        is_wide = top == bottom == number and any(left <= column <= right for column in cells_below)
        if is_tall or (is_wide and recognised_by.fields_in(cells_below.values())):
            return True
    named = {column for column, text in cells.items() if recognised_by.field_of(text)}
    named_below = {column for column, text in cells_below.items() if recognised_by.field_of(text)}
    return bool(named and named_below) and named.isdisjoint(cells_below)


def _joined(index: int, rows: Sequence[tuple[int, Cells]], merged: Sequence[Span], recognised_by: Recogniser) -> Header:
    """The headers of a row of groups and the row below it."""
    number, cells = rows[index]
    cells_below = rows[index + 1][1]
    tops = dict(cells)
    for top, left, bottom, right in merged:
        if top <= number <= bottom and left in cells:
            tops.update(dict.fromkeys(range(left, right + 1), cells[left]))
    width = max((*cells, *cells_below), default=-1) + 1
    pairs = [(tops.get(column, ""), cells_below.get(column, "")) for column in range(width)]
    headers = [_joined_text(upper, lower, recognised_by) for upper, lower in pairs]
    # A name under two groups does not say whose it is.
    twice = {header for header in headers if header and headers.count(header) > 1}
    headers = [
        upper + lower if header in twice and lower and upper != lower else header
        for header, (upper, lower) in zip(headers, pairs, strict=True)
    ]
    return Header(index, index + 1, headers, recognised_by.fits(headers), len(recognised_by.fields_in(headers)))


def _joined_text(upper: str, lower: str, recognised_by: Recogniser) -> str:
    """The header of a column with a group above it."""
    if not upper.strip() or not lower.strip() or upper.strip() == lower.strip():
        return lower if lower.strip() else upper
    for group in (upper.strip(), _GROUP_ENDING.sub("", upper.strip())):
        if recognised_by.field_of(group + lower):
            return group + lower
    name = recognised_by.field_of(lower)
    # The day of birth under 产妇 is not that of the child.
    is_of_another = name is not None and recognised_by.kinds.get(name) in _DAYS and _PERSONS.fullmatch(upper.strip())
    return f"{upper} {lower}" if is_of_another else lower


def role_of(cells: Cells, days: Collection[int] = ()) -> Role | None:
    """Tell whether a row is a total, a signature or a note rather than a person; None for a person.

    ``days`` are the columns of dates and months without which nobody is a person: a row that has one is never skipped.
    """
    texts = {column: re.sub(r"\s+", "", clean(text)) for column, text in sorted(cells.items()) if text.strip()}
    if not texts:
        return None
    is_signed = all(_SIGNATURE.fullmatch(text) or not re.search(r"\d{4}", text) for text in texts.values())
    if any(_may_be_day(texts.get(column, "")) for column in days) and not is_signed:
        return None
    begin = [text for column, text in texts.items() if column < COLUMNS_OF_REMARKS]
    if any(_TOTAL.fullmatch(text) for text in begin[:3]):
        return "total"
    if begin and _SIGNATURE.fullmatch(begin[0]):
        return "signature"
    is_alone = len(texts) == 1
    has_day = any(column in texts for column in days)
    is_note = begin and _NOTE.fullmatch(begin[0]) and (is_alone or not has_day)
    return "note" if is_note or (begin and is_alone and _SENTENCE.fullmatch(begin[0])) else None


def _may_be_day(text: str) -> bool:
    has_digits = any(character.isdigit() for character in text)
    return has_digits and not _COUNT.fullmatch(text) and not _SIGNATURE.fullmatch(text) and not _TOTAL.fullmatch(text)


def skipped_rows(piece: pl.DataFrame, columns: Mapping[str, int], recognised_by: Recogniser) -> pl.Series | None:
    """Tell which rows of a piece are no persons, as a column of truth values; None where all are persons.

    ``columns`` says which column of the piece each field is in. Only rows without a day where a person needs one are looked at, so that a table of persons costs little.
    """
    days = _needed_columns(columns, recognised_by, _DAYS)
    words = _text_columns(piece)[:COLUMNS_OF_REMARKS]
    if not words:
        return None
    is_suspect = _is_suspect(piece, days, _needed_columns(columns, recognised_by))
    suspects = piece.select(is_suspect.alias(ROW_ID)).to_series().arg_true()
    if suspects.is_empty():
        return None
    rows = piece[suspects].with_columns(suspects.alias(ROW_ID))
    rows = rows.filter(pl.any_horizontal(pl.col(name).str.contains(_KEYWORDS) for name in words))
    places = [
        place
        for place, cells in zip(
            rows.get_column(ROW_ID).to_list(), rows.select(pl.exclude(ROW_ID)).iter_rows(), strict=True
        )
        if role_of(_cells_of(piece.columns, cells), days)
    ]
    if not places:
        return None
    return pl.Series("skipped", [False] * piece.height).scatter(places, True)  # noqa: FBT003 - positional only


def _needed_columns(
    columns: Mapping[str, int],
    recognised_by: Recogniser,
    kinds: Collection[str] = ("date", "month", "integer", "money"),
) -> list[int]:
    """The columns of some kinds that a person has something in."""
    needed = (recognised_by.required | recognised_by.one_of) & columns.keys()
    return sorted(columns[name] for name in needed if recognised_by.kinds.get(name) in kinds)


def _text_columns(piece: pl.DataFrame) -> list[str]:
    return [name for name in piece.columns if name.isdigit() and piece.schema[name] == pl.String]


def _is_suspect(piece: pl.DataFrame, days: Sequence[int], needed: Sequence[int]) -> pl.Expr:
    """Whether a row lacks every day that a person has or, where none is needed, something else that is."""
    texts = set(_text_columns(piece))

    def lacks(column: int, digits: str) -> pl.Expr:
        cell = pl.col(str(column))
        return ~cell.str.contains(digits).fill_null(value=False) if str(column) in texts else cell.is_null()

    if days:
        return pl.all_horizontal(lacks(column, r"^\s*\d{4}") for column in days)
    if needed:
        return pl.any_horizontal(lacks(column, r"\d") for column in needed)
    return pl.lit(value=True)


def _cells_of(names: Sequence[str], cells: Sequence[object]) -> dict[int, str]:
    return {
        int(name): str(value)
        for name, value in zip(names, cells, strict=True)
        if name.isdigit() and value not in (None, "")
    }
