"""Sums over the rows of an audit: by finding, by month or year, and by the one who is paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from benefitcli.workflows.audit.forms import AuditForm
from benefitcli.workflows.audit.people import Names
from benefitcli.workflows.audit.verdict import Totals

WHEN, WHO = "\x00when", "\x00who"
ARREARS, OVERPAID = "arrears", "overpaid"
ROWS_AT_ONCE = 1 << 20
ONE = pl.lit(1, pl.Int64).alias("rows")


@dataclass(frozen=True, slots=True)
class GradedRows:
    """All rows as they were judged.

    ``outcomes`` and ``added`` have the results of the form, :data:`WHEN` (a month or a year), arrears and overpayment;
    ``index`` is the place of each row's outcome, ``who`` whose row it is; ``added`` has the place of that in :data:`WHO`.
    """

    outcomes: pl.DataFrame
    index: pl.Series
    who: Names
    added: pl.DataFrame


def totals_of(form: AuditForm, judged: GradedRows) -> tuple[Totals, ...]:
    """The tables of totals: by finding, by time, by person.

    Arrears are the sums that are still owed, overpayment what was paid where nothing was due; all in whole fen.
    """
    assert form.when is not None, "sums are told by time"
    sums = [*(one.name for one in form.results if one.kind == "money"), ARREARS, OVERPAID]
    kinds = {"rows": "integer", **dict.fromkeys(sums, "money")}
    counted = _counted(judged, sums)
    order = pl.DataFrame({"finding": form.findings})
    by_finding = order.join(_summed(counted, "finding", sums), on="finding", how="inner", maintain_order="left")
    by_time = _summed(counted.rename({WHEN: form.when}), form.when, sums).sort(form.when, nulls_last=True)
    people = pl.DataFrame({form.who: judged.who.texts}).with_row_index("code")
    by_code = _summed(pl.concat(list(_by_person(judged, sums))), "code", sums).sort("code", nulls_last=True)
    by_person = by_code.join(people, on="code", how="left", maintain_order="left").select(form.who, "rows", *sums)
    kind_of_time = next(one.kind for one in form.fields if one.name == form.when)
    return (
        Totals("finding", by_finding, {"finding": "text", **kinds}),
        Totals(form.when, by_time, {form.when: kind_of_time, **kinds}),
        Totals(form.who, by_person, {form.who: "text", **kinds}),
    )


def _counted(judged: GradedRows, sums: Sequence[str]) -> pl.DataFrame:
    """The sums of each outcome over all of its rows, and those of the added rows."""
    counts = pl.DataFrame({"index": judged.index}).group_by("index").agg(pl.len().cast(pl.Int64).alias("rows"))
    outcomes = judged.outcomes.select("finding", WHEN, *sums)[counts.get_column("index")]
    outcomes = outcomes.with_columns(pl.col(sums) * counts.get_column("rows"), counts.get_column("rows"))
    return pl.concat([outcomes, judged.added.select("finding", WHEN, *sums, ONE)])


def _summed(frame: pl.DataFrame, key: str, sums: Sequence[str]) -> pl.DataFrame:
    return frame.group_by(key, maintain_order=True).agg(pl.col("rows", *sums).sum())


def _by_person(judged: GradedRows, sums: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Sums by person of some rows at a time, and the added rows."""
    for start in range(0, judged.index.len(), ROWS_AT_ONCE):
        code = judged.who.codes.slice(start, ROWS_AT_ONCE).cast(pl.UInt32).alias("code")
        rows = judged.outcomes.select(sums)[judged.index.slice(start, ROWS_AT_ONCE)]
        yield _summed(rows.with_columns(code, ONE), "code", sums)
    yield judged.added.select(pl.col(WHO).cast(pl.UInt32).alias("code"), ONE, *sums)
