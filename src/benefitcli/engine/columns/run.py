"""The frame as a rule grows it, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from benefitcli.engine.benefit import Benefit
from benefitcli.engine.columns.names import (
    REASON,
    REGION_INDEX,
    STATUS,
    STOP,
    VALUE,
    WARNING,
    WARNING_SEPARATOR,
    WARNINGS,
)
from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.law.library import RegionLaw
from benefitcli.law.timeline import Timeline


class Run:
    """The frame as it grows stage by stage, and what was found on the way."""

    def __init__(self, benefit: Benefit, frame: pl.LazyFrame, laws: Sequence[RegionLaw], on: int | None) -> None:
        self.benefit = benefit
        self.frame = frame
        self.laws = laws
        self.on = on
        self.stops: list[tuple[str, str, pl.Expr]] = []
        self.warnings: dict[str, list[str]] = {}
        self._kept = 0
        self._frozen: dict[str, list[Timeline]] = {}

    def keep(self, value: pl.Expr) -> pl.Expr:
        """Make a value a column of its own, so that later stages refer to it instead of repeating it."""
        name = f"{VALUE}{self._kept}"
        self._kept += 1
        self.frame = self.frame.with_columns(value.alias(name))
        return pl.col(name)

    def stop(self, status: str, reason: pl.Expr, when: pl.Expr) -> None:
        """Rows that end here, unless they ended before."""
        name = f"{STOP}{len(self.stops)}"
        self.frame = self.frame.with_columns(when.fill_null(value=False).alias(name))
        self.stops.append((name, status, reason))

    def warn(self, code: str, when: pl.Expr) -> None:
        """Rows that get a warning."""
        name = f"{WARNING}{self._kept}"
        self._kept += 1
        if code == NOT_YET_ISSUED and self.stops:
            # This one outlives a refusal, but not if the row had been refused before the number was asked for.
            when = when & ~pl.any_horizontal([stop for stop, _, _ in self.stops])
        self.frame = self.frame.with_columns(when.fill_null(value=False).alias(name))
        self.warnings.setdefault(code, []).append(name)

    def timelines(self, short: str) -> list[Timeline]:
        """The timeline of a parameter in each law, frozen where one day's law was asked for."""
        if short not in self._frozen:
            lines = [law.timeline(self.benefit.parameters[short]) for law in self.laws]
            self._frozen[short] = lines if self.on is None else [line.frozen(self.on) for line in lines]
        return self._frozen[short]

    def per_law(self, values: Sequence[Any], kind: pl.DataType | type[pl.DataType] = pl.Int64) -> pl.Expr:
        """A value that depends on the row's law: a literal where all laws agree, else looked up by the law's index."""
        if all(value == values[0] for value in values):
            return pl.lit(values[0], kind)
        return pl.lit(pl.Series(values, dtype=kind)).gather(pl.col(REGION_INDEX))

    def finish(self) -> pl.LazyFrame:
        """Status, reason and warnings from all that was found; the first stop of a row counts."""
        status: Any = pl.lit("ok")
        reason: Any = pl.lit(None, pl.String)
        for name, kind, text in reversed(self.stops):
            status = pl.when(pl.col(name)).then(pl.lit(kind)).otherwise(status)
            reason = pl.when(pl.col(name)).then(text).otherwise(reason)
        shown = [
            pl.when(pl.any_horizontal(names)).then(pl.lit(code)).otherwise(None)
            for code, names in self.warnings.items()
        ]
        warnings = pl.concat_str(shown, separator=WARNING_SEPARATOR, ignore_nulls=True) if shown else pl.lit("")
        left_out = pl.when(pl.any_horizontal(self.warnings.get(NOT_YET_ISSUED, [pl.lit(value=False)]))).then(
            pl.lit(NOT_YET_ISSUED)
        )
        frame = self.frame.with_columns(status.alias(STATUS), reason.alias(REASON))
        shown_warnings = (
            pl.when((pl.col(STATUS) == "ok") & (warnings != ""))
            .then(warnings)
            .when(pl.col(STATUS) == "not_entitled")
            .then(left_out)
        )
        return frame.with_columns(shown_warnings.alias(WARNINGS))
