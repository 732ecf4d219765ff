"""What an audit finds: an outcome for each row, the rows that are not there, and totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True, slots=True)
class Totals:
    """A table of sums: ``frame`` has a column for each of ``kinds``, whose values are kinds of results."""

    name: str
    frame: pl.DataFrame
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The findings of an audit.

    ``outcomes`` has the added columns of the form as whole numbers and texts, once for each outcome that differs, and
    ``index`` the place in it for every row. ``added`` are rows that ought to be there: texts under the names of the fields,
    beside the added columns. ``totals`` go to workbook sheets and to the file of totals, ``notices`` (code, details) into
    the summary.
    """

    outcomes: pl.DataFrame
    index: pl.Series
    added: pl.DataFrame
    totals: tuple[Totals, ...]
    notices: tuple[tuple[str, Mapping[str, object]], ...] = field(default_factory=tuple)


def first_true(causes: Mapping[str, pl.Expr]) -> pl.Expr:
    """The name of the first cause that holds, else ``ok``; a cause that is null does not hold."""
    named = (pl.when(when.fill_null(value=False)).then(pl.lit(name)) for name, when in causes.items())
    return pl.coalesce(*named, pl.lit("ok"))
