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
from benefitcli.engine.columns.names import PROBLEM, case_column
from benefitcli.errors import Problem
from benefitcli.inputs.parse import accepted_forms, bounds, parse

PROBLEM_SEPARATOR = "; "
MAX_DIGITS = 15
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b"
"""Everything that Python takes for a blank, and two marks of no width."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of the input: its name in the frame and the header that the user wrote."""

    column: str
    header: str


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


def as_input_text(column: pl.Series) -> pl.Series:
    """A column of any type as the texts that a person would write: dates without midnight, whole numbers without point."""
    kind = column.dtype
    if kind == pl.String:
        return column
    if kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        is_whole = (whole.cast(kind) == column).fill_null(value=False)
        return whole.cast(pl.String).zip_with(is_whole, column.cast(pl.String)).alias(column.name)
    if isinstance(kind, pl.Datetime):
        return column.dt.to_string("%Y-%m-%d %H:%M:%S").alias(column.name)
    return column.cast(pl.String)


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
    values = _plain(field, stripped)
    problems: list[pl.Series] = []
    left = stripped.is_not_null() & values.is_null()
    if left.any():
        seen = stripped.filter(left).unique().to_list()
        parsed = {cell: parse(field, cell) for cell in seen}
        good = {cell: value for cell, value in parsed.items() if not isinstance(value, Problem)}
        bad = {cell: describe(value, column.header) for cell, value in parsed.items() if isinstance(value, Problem)}
        if good:
            mapped = stripped.replace_strict(list(good), list(good.values()), default=None, return_dtype=values.dtype)
            values = values.fill_null(mapped) if field.kind != "boolean" else mapped
        if bad:
            problems.append(
                stripped.replace_strict(list(bad), list(bad.values()), default=None, return_dtype=pl.String)
            )
    if field.required and not may_be_blank:
        blank = describe(Problem("field_missing", field=field.name, accepted=accepted_forms(field)), column.header)
        problems.append(pl.select(pl.when(stripped.is_null()).then(pl.lit(blank))).to_series())
    return values, problems


def _plain(field: Field, text: pl.Series) -> pl.Series:
    """The values of the texts in plain form and within bounds; null for all others."""
    if field.kind not in _PLAIN:
        return pl.repeat(None, text.len(), dtype=_TYPES.get(field.kind, pl.Int64), eager=True)
    low, high = bounds(field)
    column = pl.col("text")
    value = _PLAIN[field.kind](column)
    if low is not None and high is not None:
        value = pl.when(value.is_between(low, high)).then(value)
    return pl.DataFrame({"text": text}).select(value).to_series()


def _plain_date(text: pl.Expr) -> pl.Expr:
    date = text.str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32).cast(pl.Int64)
    return pl.when(text.str.contains(r"^\d{4}-\d\d-\d\d$")).then(date)


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
    return pl.when(text.str.len_bytes() == text.str.len_chars()).then(text).otherwise(text.str.normalize("NFKC"))


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
