"""``law.NAME`` and its views for many rows: the numbers in force on each row's day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from benefitcli.engine.columns.run import Run
from benefitcli.engine.namespace import LawNamespace
from benefitcli.engine.texts import format_spans
from benefitcli.law.parameters import COUNTINGS
from benefitcli.law.timeline import Period, Timeline


class ColumnLaw(LawNamespace):
    """``law.NAME`` and its views: the numbers in force on each row's day."""

    def __init__(self, run: Run, day: pl.Expr) -> None:
        super().__init__(run.benefit, lambda name: [law.choices.get(name) for law in run.laws])
        self._run = run
        self._day = day
        self._choices: dict[str, pl.Expr] = {}

    def on(self, day: pl.Expr) -> ColumnLaw:
        """The law of another day."""
        return ColumnLaw(self._run, self._run.keep(day))

    def view(self, short: str, view: str) -> Any:
        """A view of a parameter: an expression, or what the verbs take for its scale, counting and timelines."""
        self.full_name(short)  # a name that the benefit does not have is told here
        timelines = self._run.timelines(short)
        if view == "over_time":
            never = self._run.per_law([not timeline.periods for timeline in timelines], pl.Boolean)
            self._stop_uncovered(timelines, never)
            return timelines
        which = self._which(short, timelines)
        if view == "scale":
            return Scale(self._run, timelines, which)
        if view == "counting":
            return CountingOf(
                self._by_period(which, timelines, lambda period: COUNTINGS.index(period.counting or "calendar")),
                self._by_period(which, timelines, _VIEWS["counting_assumed"], pl.Boolean),
            )
        kind = {"counting_assumed": pl.Boolean, "floor": pl.Boolean, "clause": pl.String}.get(view, pl.Int64)
        return self._by_period(which, timelines, _VIEWS[view], kind)

    def _which(self, short: str, timelines: Sequence[Timeline]) -> pl.Expr:
        """The number of the period in force on the row's day; a row without one ends, unless the law is optional."""
        if short in self._choices:
            return self._choices[short]
        which: Any = pl.lit(None, pl.Int64)
        for index in range(max(len(timeline.periods) for timeline in timelines)):
            first, last = (
                self._run.per_law([_edge(timeline, index, edge) for timeline in timelines])
                for edge in ("first", "last")
            )
            which = pl.when((self._day >= first) & (self._day <= last)).then(pl.lit(index, pl.Int64)).otherwise(which)
        self._choices[short] = self._run.keep(which)
        if short not in self._run.benefit.optional_law:
            self._stop_uncovered(timelines, self._choices[short].is_null())
        self._warn_superseded(timelines, self._choices[short])
        return self._choices[short]

    def _stop_uncovered(self, timelines: Sequence[Timeline], when: pl.Expr) -> None:
        name = timelines[0].name
        everything = [law.timeline(name) for law in self._run.laws]
        spans = self._run.per_law([format_spans(timeline.covered()) for timeline in everything], pl.String)
        regions = self._run.per_law([law.region.name for law in self._run.laws], pl.String)
        day = self._day if self._run.on is None else pl.lit(self._run.on)
        shown = pl.concat_str(
            pl.lit("not_covered: "), regions, pl.lit(" "), day.cast(pl.Int32).cast(pl.Date).cast(pl.String),
            pl.lit(f" {name}; "), spans,
        )  # fmt: skip
        self._run.stop("error", shown, when)

    def _warn_superseded(self, timelines: Sequence[Timeline], which: pl.Expr) -> None:
        if any(period.superseded_by for timeline in timelines for period in timeline.periods):
            superseded_by = self._by_period(
                which, timelines, lambda period: period.superseded_by is not None, pl.Boolean
            )
            self._run.warn("clause_not_yet_issued", superseded_by)

    def _by_period(
        self,
        which: pl.Expr,
        timelines: Sequence[Timeline],
        value: Callable[[Period], Any],
        kind: type[pl.DataType] = pl.Int64,
    ) -> pl.Expr:
        """A value of the period in force; null where there is none."""
        result: Any = pl.lit(None, kind)
        for index in range(max(len(timeline.periods) for timeline in timelines)):
            values = [
                value(timeline.periods[index]) if index < len(timeline.periods) else None for timeline in timelines
            ]
            result = pl.when(which == index).then(self._run.per_law(values, kind)).otherwise(result)
        return self._run.keep(result)


_VIEWS: Mapping[str, Callable[[Period], Any]] = {
    "value": lambda period: period.value,
    "base": lambda period: period.base,
    "added": lambda period: period.added,
    "national": lambda period: period.national,
    "since": lambda period: period.since,
    "at_least_since": lambda period: period.at_least_since,
    "clause": lambda period: period.sources[-1].label,
    "counting_assumed": lambda period: period.is_counting_assumed,
    "floor": lambda period: period.is_floor,
}


def _edge(timeline: Timeline, index: int, edge: str) -> int:
    """The first or last day of a period; an empty span where the timeline has fewer periods."""
    if index >= len(timeline.periods):
        return 1 if edge == "first" else 0
    number: int = getattr(timeline.periods[index], edge)
    return number


@dataclass(frozen=True, slots=True)
class CountingOf:
    """How the days of each row are counted (an index of COUNTINGS), and whether that is only assumed."""

    counting: pl.Expr
    assumed: pl.Expr


@dataclass(frozen=True, slots=True)
class Scale:
    """The brackets of a scale in each law and the period in force."""

    run: Run
    timelines: Sequence[Timeline]
    which: pl.Expr

    def at(self, threshold: pl.Expr) -> pl.Expr:
        """The value of the highest bracket that does not begin above a threshold."""
        result: Any = pl.lit(None, pl.Int64)
        for index in range(max(len(timeline.periods) for timeline in self.timelines)):
            brackets = [
                timeline.periods[index].brackets if index < len(timeline.periods) else () for timeline in self.timelines
            ]
            for level in range(max(map(len, brackets))):
                first, value = (
                    self.run.per_law([scale[level][part] if level < len(scale) else None for scale in brackets])
                    for part in (0, 1)
                )
                result = pl.when((self.which == index) & (threshold >= first)).then(value).otherwise(result)
        return self.run.keep(result)
