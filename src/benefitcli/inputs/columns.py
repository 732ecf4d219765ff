"""Reading whole columns of text: plain forms by Polars, everything else by the parser of single values.

Only the distinct texts that are not in plain form reach Python, so a column costs what its variety costs. Both ways
give the same values; a property test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from benefitcli.engine.benefit import Field, InputSchema
from benefitcli.engine.columns.names import PROBLEM, case_column, cell_problem_column
from benefitcli.errors import Problem
from benefitcli.inputs.dates import NUMBER_OF_MONTH
from benefitcli.inputs.parse import accepted_forms, bounds, is_blank, parse, parse_text

PROBLEM_SEPARATOR = "; "
MAX_DIGITS = 15
CELL_MARK = "\x00\x00cell:"
"""The begin of a text that stands for a cell without a value."""

HARMFUL_TO = {"cell_merged_down": ("money",), "number_of_month": ("month",)}
"""The kinds of fields that a cell with a problem of this code cannot be read for; all others it can."""

MAX_EXACT = 2**53
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b"
"""Everything that Python takes for a blank, and two marks of no width."""


_ODD_TEXT = r"^.{1,4}$|[eE]\+|\.\d*[eE]|000$|_x00"
"""Texts that may be a word for nothing, a number that was rounded or an escaped mark."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of the input: its name in the frame, the header that the user wrote, and what that says of the values.

    ``notation`` is a unit, or another way in which the header puts its question.
    """

    column: str
    header: str
    notation: str = ""


def read_facts(
    schema: InputSchema,
    frame: pl.DataFrame,
    columns: Mapping[str, TextColumn],
    constants: Mapping[str, int | bool | None],
) -> pl.DataFrame:
    """Add a typed column for each field and :data:`PROBLEM`, the problems of each row or null.

    ``columns`` says where each field stands; a blank cell takes the value of ``constants``, else the default.
    """
    problems: list[pl.Series] = []
    for field in schema.fields:
        kind = _TYPES.get(field.kind, pl.Int64)
        constant = constants.get(field.name)
        if field.name in columns:
            values, of_column = _read_column(field, frame, columns[field.name], may_be_blank=constant is not None)
            problems += of_column
            if constant is not None:
                values = values.fill_null(constant)
        else:
            values = pl.repeat(constant, frame.height, dtype=kind, eager=True)
        frame = frame.with_columns(values.cast(kind).alias(case_column(field.name)))
    for field in schema.fields:
        if field.default and field.default.startswith("="):
            frame = frame.with_columns(pl.coalesce(case_column(field.name), case_column(field.default[1:])))
    shown: pl.Expr = pl.lit(None, pl.String)
    for group in (problems, _missing_groups(schema)):
        if group:
            shown = pl.coalesce(shown, joined(group))
    return frame.with_columns(shown.alias(PROBLEM))


def as_input_text(column: pl.Series, kind: str = "") -> pl.Series:
    """A column of any type as the texts that a person would write: dates without midnight, whole numbers without point.

    ``kind`` is that of the field the column is read for, if any: a moment is its day in China then, and a number such as
    2024.1 is no month, because 2024.10 is the same number.
    """
    dtype = column.dtype
    if dtype == pl.String:
        return column
    if dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        is_whole = (whole.cast(dtype) == column).fill_null(value=False)
        if kind == "text":
            # Beyond this a number with a point no longer tells one whole number from the next.
            is_whole &= (column.abs() < MAX_EXACT).fill_null(value=False)
        texts = column.cast(pl.String)
        if kind == "month":
            doubtful = texts.str.contains(r"^\d{4}\.1$").fill_null(value=False)
            texts = (texts + NUMBER_OF_MONTH.format("")).zip_with(doubtful, texts)
        return whole.cast(pl.String).zip_with(is_whole, texts).alias(column.name)
    if isinstance(dtype, pl.Datetime):
        if kind and dtype.time_zone:
            column = column.dt.convert_time_zone("Asia/Shanghai")
        return column.dt.to_string("%Y-%m-%d" if kind in ("date", "month") else "%Y-%m-%d %H:%M:%S").alias(column.name)
    return column.cast(pl.String)


def input_text(rows: pl.DataFrame, name: str, kind: str) -> pl.Series:
    """A column as the texts that a field of a kind is read from; a cell without a value says so in its text."""
    text = as_input_text(rows.get_column(name), kind)
    if cell_problem_column(name) not in rows.columns:
        return text
    problem = rows.get_column(cell_problem_column(name))
    # What is merged over rows counts for each, but an amount or a number may have been meant for all of them.
    harmless = [code for code, kinds in HARMFUL_TO.items() if kind not in kinds]
    problem = problem.set(problem.str.extract(r"^(\w+)").is_in(harmless).fill_null(value=False), None)
    shown = as_input_text(rows.get_column(name)).fill_null("")
    marked = pl.select(pl.concat_str(pl.lit(CELL_MARK), problem, pl.lit(" "), shown)).to_series()
    return marked.zip_with(problem.is_not_null(), text).alias(name)


def problem_of_cell(text: str, header: str) -> str | None:
    """What is wrong with a cell that has no value, by the text of :func:`input_text`; None for any other text."""
    if not text.startswith(CELL_MARK):
        return None
    code, place, value = text.removeprefix(CELL_MARK).split(" ", 2)
    return f'{code}: {place} {header}="{value}"' if value else f"{code}: {place} {header}"


def joined(texts: Sequence[Any]) -> pl.Expr:
    """The problems or reasons of a row one after the other, those that are there; null where there is none."""
    text = pl.concat_str(texts, separator=PROBLEM_SEPARATOR, ignore_nulls=True)
    return pl.when(text != "").then(text)


def describe(problem: Problem, header: str | None = None) -> str:
    """A problem as a cell shows it: code, column, value and what is accepted, the same in every language."""
    name = header or problem.field or ""
    seen = f'{name}="{problem.value}"' if problem.value is not None else name
    return f"{problem.code}: {seen}" + (f" ({problem.accepted})" if problem.accepted else "")


def _read_column(
    field: Field, frame: pl.DataFrame, column: TextColumn, *, may_be_blank: bool
) -> tuple[pl.Series, list[pl.Series]]:
    """The values of a column and, where there are any, its problems."""
    text = frame.get_column(column.column)
    stripped = text.str.strip_chars(_BLANKS)
    stripped = stripped.set(stripped == "", None)
    problems: list[pl.Series] = []
    is_marked = text.str.starts_with(CELL_MARK)
    if is_marked.any():
        marked = {cell: problem_of_cell(cell, column.header) for cell in text.filter(is_marked).unique().to_list()}
        problems.append(text.replace_strict(list(marked), list(marked.values()), default=None, return_dtype=pl.String))
        stripped = stripped.set(is_marked, None)
    values = _plain(field, stripped, column.notation)
    left = stripped.is_not_null() & values.is_null()
    if left.any():
        seen = stripped.filter(left).unique().to_list()
        blank = [cell for cell in seen if is_blank(field, cell)]
        if blank:
            stripped = stripped.set(stripped.is_in(blank).fill_null(value=False), None)
        read = {cell: _read_cell(field, cell, column.notation) for cell in set(seen).difference(blank)}
        good = {cell: value for cell, value in read.items() if not isinstance(value, Problem)}
        bad = {cell: describe(value, column.header) for cell, value in read.items() if isinstance(value, Problem)}
        if good:
            mapped = stripped.replace_strict(list(good), list(good.values()), default=None, return_dtype=values.dtype)
            values = values.fill_null(mapped) if field.kind != "boolean" else mapped
        if bad:
            problems.append(
                stripped.replace_strict(list(bad), list(bad.values()), default=None, return_dtype=pl.String)
            )
    if field.required and not may_be_blank:
        missing = describe(Problem("field_missing", field=field.name, accepted=accepted_forms(field)), column.header)
        is_missing = stripped.is_null() & ~is_marked.fill_null(value=False)
        problems.append(pl.select(pl.when(is_missing).then(pl.lit(missing))).to_series())
    return values, problems


def _read_cell(field: Field, text: str, notation: str) -> int | bool | str | Problem:
    return parse_text(field, text) if field.kind == "text" else parse(field, text, notation)


def _plain(field: Field, text: pl.Series, notation: str = "") -> pl.Series:
    """The values of the texts in plain form and within bounds; null for all others."""
    if field.kind not in _PLAIN or notation:
        return pl.repeat(None, text.len(), dtype=_TYPES.get(field.kind, pl.Int64), eager=True)
    low, high = bounds(field)
    column = pl.col("text")
    value = _PLAIN[field.kind](column)
    if low is not None and high is not None:
        value = pl.when(value.is_between(low, high)).then(value)
    return pl.DataFrame({"text": text}).select(value).to_series()


def _plain_date(text: pl.Expr) -> pl.Expr:
    date = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32).cast(pl.Int64)
    is_plain = text.str.contains(r"^\d{4}-\d\d-\d\d(?:[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$")
    return pl.when(is_plain).then(date)


def _plain_integer(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.len_bytes() <= MAX_DIGITS).then(text.str.to_integer(strict=False))


def _plain_month(text: pl.Expr) -> pl.Expr:
    year, month = (text.str.slice(start, length).str.to_integer(strict=False) for start, length in ((0, 4), (5, 2)))
    is_plain = text.str.contains(r"^\d{4}-(0[1-9]|1[0-2])$")
    return pl.when(is_plain).then(year * 12 + month - 1)


def _plain_money(text: pl.Expr) -> pl.Expr:
    whole = text.str.to_integer(strict=False) * 100
    cents = text.str.replace(".", "", literal=True).str.to_integer(strict=False)
    return (
        pl.when(text.str.contains(r"^\d{1,13}$")).then(whole).when(text.str.contains(r"^\d{1,13}\.\d\d$")).then(cents)
    )


def _plain_text(text: pl.Expr) -> pl.Expr:
    is_plain = (text.str.len_bytes() == text.str.len_chars()) & ~text.str.contains(_ODD_TEXT)
    return pl.when(is_plain).then(text)


_TYPES: dict[str, type[pl.DataType]] = {"boolean": pl.Boolean, "text": pl.String}
"""The types of the values that are not whole numbers."""

_PLAIN: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "date": _plain_date,
    "integer": _plain_integer,
    "month": _plain_month,
    "money": _plain_money,
    "text": _plain_text,
}


def _missing_groups(schema: InputSchema) -> Sequence[pl.Expr]:
    """The problems of rows that lack one field of a group; only told where every cell could be read."""
    problems = []
    if schema.one_of:
        problem = Problem("one_field_needed", field=schema.one_of[0], accepted=" | ".join(schema.one_of))
        none = pl.all_horizontal([pl.col(case_column(name)).is_null() for name in schema.one_of])
        problems.append(pl.when(none).then(pl.lit(describe(problem))))
    if schema.together:
        given = [pl.col(case_column(name)).is_not_null() for name in schema.together]
        problem = Problem("fields_belong_together", field=schema.together[0], accepted=" + ".join(schema.together))
        problems.append(pl.when(pl.any_horizontal(given) & ~pl.all_horizontal(given)).then(pl.lit(describe(problem))))
    return problems
