"""Many rows: read the facts, bind the law, run the rule, and put the results beside the rows they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from benefitcli.arithmetic.columns import run_columns
from benefitcli.arithmetic.columns.names import (
    PROBLEM,
    REASON,
    REGION_INDEX,
    STATUS,
    WARNINGS,
    step_column,
)
from benefitcli.arithmetic.columns.texts import as_text
from benefitcli.benefits.benefit import Benefit, Result
from benefitcli.benefits.fields import REGION
from benefitcli.benefits.register import find_benefit
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.files.csv import ROW, SURPLUS, Table
from benefitcli.intake.columns import TextColumn, describe, read_facts
from benefitcli.intake.headers import map_headers
from benefitcli.intake.parse import parse
from benefitcli.law.days import to_day
from benefitcli.law.library import RegionLaw
from benefitcli.single import Question, check_readings

OUTPUT = "\x00out:"
ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """How many rows have an error of one kind, and the numbers of the first of them."""

    count: int
    first_rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The output table and how the rows fared; ``errors`` has each kind of error by its code."""

    headers: list[str]
    frame: pl.DataFrame
    rows: int
    ok: int
    not_entitled: int
    failed: int
    errors: dict[str, ErrorKind]
    blank_rows: int


def run_batch(
    name: str, table: Table, question: Question, constants: Mapping[str, str] | None = None, prefix: str = ""
) -> BatchResult:
    """Calculate a benefit for every row of a table.

    ``constants`` fill a field for all rows that leave it blank; ``prefix`` stands before the name of every new column. Raises :class:`BenefitError` where the whole table
    cannot be used; a row that cannot be calculated comes out with status ``error``.
    """
    benefit = find_benefit(name)
    defaults = read_constants(benefit, constants or {})
    places = map_headers(benefit, table.headers, list(defaults))
    columns = {field: TextColumn(str(index), table.headers[index]) for field, index in places.items()}
    check_clashes(benefit, table.headers, places, prefix)
    frame = read_facts(benefit, table.frame, columns, _with_defaults(benefit, defaults))
    frame, laws = bind_regions(benefit, frame, columns.get(REGION), question)
    if SURPLUS in frame.columns:
        surplus = pl.concat_str(pl.lit('too_many_cells: "'), pl.col(SURPLUS), pl.lit('"'))
        frame = frame.with_columns(pl.coalesce(surplus, PROBLEM).alias(PROBLEM))
    on = to_day(question.on) if question.on else None
    run = run_columns(benefit, frame.lazy(), laws, on, to_day(question.today))
    outputs = output_columns(benefit, table.headers, columns, prefix)
    named = [expression.alias(f"{OUTPUT}{index}") for index, (_, expression) in enumerate(outputs)]
    result = run.frame.select(*named, ROW, STATUS, REASON).collect()
    return _summed_up([header for header, _ in outputs], result, table.blank_rows)


def read_constants(benefit: Benefit, texts: Mapping[str, str]) -> dict[str, int | bool]:
    """The values of fields that are filled for all rows. Raises :class:`BenefitError` for all that cannot be read."""
    problems: list[Problem] = []
    values: dict[str, int | bool] = {}
    known = {field.name: field for field in benefit.fields}
    for name, text in texts.items():
        if name not in known:
            problems.append(Problem("field_unknown", field=name, accepted=", ".join(known)))
            continue
        value = parse(known[name], text)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            values[name] = value
    if problems:
        raise BenefitError(*problems)
    return values


def _with_defaults(benefit: Benefit, constants: Mapping[str, int | bool]) -> dict[str, int | bool | None]:
    values: dict[str, int | bool | None] = dict(constants)
    for field in benefit.fields:
        if field.name not in values and field.default and not field.default.startswith("="):
            value = parse(field, field.default)
            assert not isinstance(value, Problem), f"default of {field.name}"
            values[field.name] = value
    return values


def check_clashes(benefit: Benefit, headers: Sequence[str], places: Mapping[str, int], prefix: str = "") -> None:
    """Refuse an input column that has the name of a result and is not the field of that name."""
    mapped = {index for field, index in places.items()}
    new = {one.name for one in benefit.results if one.name not in places} | {STATUS, REASON, WARNINGS}
    new = {prefix + name for name in new}
    clashes = [header for index, header in enumerate(headers) if header.strip() in new and index not in mapped]
    if clashes:
        raise fail("column_clash", value=", ".join(clashes))


def bind_regions(
    benefit: Benefit, frame: pl.DataFrame, place: TextColumn | None, question: Question
) -> tuple[pl.DataFrame, list[RegionLaw]]:
    """The laws that the rows need, and for each row the index of its own; a row of an unknown region is a problem."""
    library = question.library()
    default = library.law_of(library.region(question.region), question.readings)
    check_readings(benefit, default, question.readings)
    laws = {default.region.path: default}
    if place is None:
        return frame.with_columns(pl.lit(0, pl.UInt32).alias(REGION_INDEX)), [default]
    words = frame.get_column(place.column).str.strip_chars()
    index: dict[str, int] = {}
    problems: dict[str, str] = {}
    for word in words.drop_nulls().unique().to_list():
        try:
            region = library.region(word) if word else default.region
        except BenefitError as error:
            problems[word] = describe(error.problems[0], place.header)
            continue
        if region.path not in laws:
            laws[region.path] = library.law_of(region, question.readings)
            check_readings(benefit, laws[region.path], question.readings)
        index[word] = list(laws).index(region.path)
    indices = (
        words.replace_strict(list(index), list(index.values()), default=0, return_dtype=pl.UInt32) if index else None
    )
    frame = frame.with_columns(
        (indices.fill_null(0) if indices is not None else pl.lit(0, pl.UInt32)).alias(REGION_INDEX)
    )
    if problems:
        unknown = words.replace_strict(list(problems), list(problems.values()), default=None, return_dtype=pl.String)
        frame = frame.with_columns(pl.coalesce(PROBLEM, unknown).alias(PROBLEM))
    return frame, list(laws.values())


def output_columns(
    benefit: Benefit, headers: Sequence[str], columns: Mapping[str, TextColumn], prefix: str = ""
) -> list[tuple[str, pl.Expr]]:
    """The output by header: the input's columns in their order, the results, then status, reason and warnings.

    A column that is field and result alike is one column: an ok row has the result in it, any other what came in.
    """
    is_ok = pl.col(STATUS) == "ok"
    shared = {columns[one.name].column: one for one in benefit.results if one.name in columns}
    outputs: list[tuple[str, pl.Expr]] = []
    for index, header in enumerate(headers):
        column = str(index)
        given = _kept(column)
        if column in shared:
            given = pl.when(is_ok).then(_text(shared[column])).otherwise(given)
        outputs.append((header, given))
    outputs += [
        (prefix + one.name, pl.when(is_ok).then(_text(one))) for one in benefit.results if one.name not in columns
    ]
    outputs += [(prefix + name, pl.col(name)) for name in (STATUS, REASON, WARNINGS)]
    return outputs


def _kept(column: str) -> pl.Expr:
    """An input cell as it came; an empty one is written as nothing, not as an empty quotation."""
    return pl.when(pl.col(column) != "").then(pl.col(column))


def _text(result: Result) -> pl.Expr:
    return as_text(result.kind, pl.col(step_column(result.name)), result.choices)


def _summed_up(headers: list[str], frame: pl.DataFrame, blank_rows: int) -> BatchResult:
    """Count the rows by status, and the errors by kind with their first rows."""
    counts = dict(frame.group_by(STATUS).len().iter_rows())
    failed = frame.filter(pl.col(STATUS) == "error")
    kinds = failed.select(pl.col(REASON).str.extract(r"^(\w+)").alias("code"), ROW)
    errors = kinds.group_by("code", maintain_order=True).agg(pl.len(), pl.col(ROW).head(ROWS_SHOWN))
    return BatchResult(
        headers=headers,
        frame=frame.select([column for column in frame.columns if column.startswith(OUTPUT)]),
        rows=frame.height,
        ok=counts.get("ok", 0),
        not_entitled=counts.get("not_entitled", 0),
        failed=failed.height,
        errors={code: ErrorKind(count, tuple(rows)) for code, count, rows in errors.iter_rows()},
        blank_rows=blank_rows,
    )
