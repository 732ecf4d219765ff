"""What an audit finds: an outcome for each row, the rows that are not there, and sums by finding, time and person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from benefitcli.engine.columns.names import WHEN, WHO
from benefitcli.workflows.audit.schemas import AuditSchema

ARREARS, OVERPAID = "arrears", "overpaid"
ROWS_AT_ONCE = 1 << 20
ONE = pl.lit(1, pl.Int64).alias("rows")


@dataclass(frozen=True, slots=True)
class Totals:
    """A table of sums: ``frame`` has a column for each of ``kinds``, whose values are kinds of results."""

    name: str
    frame: pl.DataFrame
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The findings of an audit.

    ``outcomes`` has the added columns of the schema as whole numbers and texts, once for each outcome that differs, and
    ``index`` which of them every row has. ``added`` are rows that ought to be there: texts under the names of the fields,
    beside the added columns. ``totals`` go to worksheets and to the file of totals, ``notices`` (code, details) into
    the summary.
    """

    outcomes: pl.DataFrame
    index: pl.Series
    added: pl.DataFrame
    totals: tuple[Totals, ...]
    notices: tuple[tuple[str, Mapping[str, object]], ...] = ()


def first_true(causes: Mapping[str, pl.Expr]) -> pl.Expr:
    """The name of the first cause that holds, else ``ok``; a cause that is null does not hold."""
    named = (pl.when(when.fill_null(value=False)).then(pl.lit(name)) for name, when in causes.items())
    return pl.coalesce(*named, pl.lit("ok"))


def totals_by_finding(schema: AuditSchema, frame: pl.DataFrame, kinds: Mapping[str, str]) -> Totals:
    """The rows and the sums of each finding, in the order of the schema."""
    order = pl.DataFrame({"finding": schema.findings})
    sums = order.join(_summed(frame, "finding", list(kinds)), on="finding", how="inner", maintain_order="left")
    return Totals("finding", sums, {"finding": "text", "rows": "integer", **kinds})


def totals_of(
    schema: AuditSchema, outcomes: pl.DataFrame, index: pl.Series, who: tuple[pl.Series, pl.Series], added: pl.DataFrame
) -> tuple[Totals, ...]:
    """Add up by finding, by time and by person.

    Arrears are the sums that are still owed, overpayment what was paid where nothing was due; all in whole fen.

    Args:
        schema: The audit.
        outcomes: The results of the schema, :data:`WHEN` (a month or a year), arrears and overpayment.
        index: Which outcome every row has.
        who: The persons, and whose row each is.
        added: Rows that ought to be there, like ``outcomes``, with the index of the person in :data:`WHO`.
    """
    assert schema.when is not None, "sums are told by time"
    names, codes = who
    sums = [*(result.name for result in schema.results if result.kind == "money"), ARREARS, OVERPAID]
    kinds = dict.fromkeys(sums, "money")
    counts = pl.DataFrame({"index": index}).group_by("index").agg(pl.len().cast(pl.Int64).alias("rows"))
    counted = outcomes.select("finding", WHEN, *sums)[counts.get_column("index")]
    counted = counted.with_columns(pl.col(sums) * counts.get_column("rows"), counts.get_column("rows"))
    counted = pl.concat([counted, added.select("finding", WHEN, *sums, ONE)])
    by_code = [_summed(added.select(pl.col(WHO).cast(pl.UInt32), ONE, *sums), WHO, sums)]
    for start in range(0, index.len(), ROWS_AT_ONCE):
        rows = outcomes.select(sums)[index.slice(start, ROWS_AT_ONCE)]
        code = codes.slice(start, ROWS_AT_ONCE).cast(pl.UInt32).alias(WHO)
        by_code.append(_summed(rows.with_columns(code, ONE), WHO, sums))
    people = pl.DataFrame({schema.who: names}).with_row_index(WHO)
    by_person = _summed(pl.concat(by_code), WHO, sums).sort(WHO, nulls_last=True)
    by_person = by_person.join(people, on=WHO, how="left", maintain_order="left").select(schema.who, "rows", *sums)
    by_time = _summed(counted.rename({WHEN: schema.when}), schema.when, sums).sort(schema.when, nulls_last=True)
    return (
        totals_by_finding(schema, counted, kinds),
        Totals(schema.when, by_time, {schema.when: schema.field(schema.when).kind, "rows": "integer", **kinds}),
        Totals(schema.who, by_person, {schema.who: "text", "rows": "integer", **kinds}),
    )


def _summed(frame: pl.DataFrame, key: str, sums: Sequence[str]) -> pl.DataFrame:
    return frame.group_by(key, maintain_order=True).agg(pl.col("rows", *sums).sum())
