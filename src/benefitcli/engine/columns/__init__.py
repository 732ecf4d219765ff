"""The column form: the same rule as Polars expressions over many rows.

Each step is one ``with_columns`` stage, because nested expressions grow without bound when a step is used twice. The
numbers in force stand beside the rows before the rule runs: one region's as literals, several regions' by a lookup
with the number of the row's region; a dated value is a ``when`` over its few pieces.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from benefitcli.engine.benefit import Benefit
from benefitcli.engine.columns.law import ColumnLaw
from benefitcli.engine.columns.names import PROBLEM, case_column
from benefitcli.engine.columns.run import Run
from benefitcli.engine.columns.verbs import ColumnVerbs
from benefitcli.engine.namespace import case_of
from benefitcli.law.library import RegionLaw


def run_columns(
    benefit: Benefit, frame: pl.LazyFrame, laws: Sequence[RegionLaw], on: int | None, today: int
) -> pl.LazyFrame:
    """Run the rule of a benefit on a frame of typed cases.

    The frame has a column :func:`case_column` for each field (days, months, fen and basis points as Int64, yes and no as
    Boolean) and, where there are several ``laws``, the index of the row's law in :data:`REGION_INDEX`. It comes back with
    a column :func:`step_column` for each step, and ``status``, ``reason`` and ``warnings``. A row with a text in
    :data:`PROBLEM` could not be read: it is an error with that reason, whatever the rule makes of its empty fields.
    """
    run = Run(benefit, frame, laws, on)
    run.stop("error", pl.col(PROBLEM), pl.col(PROBLEM).is_not_null())
    verbs = ColumnVerbs(run)
    case = case_of(benefit, lambda field: pl.col(case_column(field.name)))
    event = pl.lit(today, pl.Int64) if benefit.event is None else benefit.event(case, verbs)
    benefit.rule(case, ColumnLaw(run, run.keep(event)), verbs, verbs.step)
    return run.finish()
