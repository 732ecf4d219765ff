"""``law.NAME`` and its views for one case: the numbers in force on a day, with their clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benefitcli.engine.benefit import Benefit
from benefitcli.engine.namespace import LawNamespace
from benefitcli.engine.quantity import Condition, Quantity, Sources, merged
from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.engine.scalar.trace import Stop, Trace
from benefitcli.engine.texts import format_spans
from benefitcli.errors import Problem
from benefitcli.law import dates as calendar
from benefitcli.law.library import RegionLaw
from benefitcli.law.parameters import PARAMETERS, Counting
from benefitcli.law.timeline import Period, Timeline


class ScalarLaw(LawNamespace):
    """``law.NAME`` and its views: the numbers in force on one day."""

    def __init__(self, benefit: Benefit, law: RegionLaw, trace: Trace, day: Quantity, frozen: int | None) -> None:
        super().__init__(benefit, law.choices.get)
        self._law = law
        self._trace = trace
        self._day = day
        self._frozen = frozen

    def on(self, day: Quantity) -> ScalarLaw:
        """The law of another day."""
        return ScalarLaw(self.benefit, self._law, self._trace, day, self._frozen)

    def timeline(self, name: str) -> Timeline:
        """All periods of a parameter, or the one of the frozen day for ever."""
        timeline = self._law.timeline(self.full_name(name))
        return timeline if self._frozen is None else timeline.frozen(self._frozen)

    def period(self, name: str) -> Period | None:
        """The period in force; None only for an optional parameter. A day that no document covers ends the run."""
        timeline = self.timeline(name)
        day = self._day.value
        period = timeline.at(day) if day is not None else None
        if period is not None and period.superseded_by:
            earlier = self._trace.warnings.get(NOT_YET_ISSUED, ())
            self._trace.warnings[NOT_YET_ISSUED] = merged(earlier, (period.superseded_by,))
        if period is None and name not in self.benefit.optional_law:
            everything = self._law.timeline(timeline.name)
            self._trace.problem = not_covered(everything, self._law, self._frozen if self._frozen is not None else day)
            raise Stop
        return period

    def _over_time(self, name: str) -> Timeline:
        """All periods of a parameter; a region in which no document ever sets it ends the run."""
        timeline = self.timeline(name)
        if not timeline.periods:
            day = self._frozen if self._frozen is not None else self._day.value
            self._trace.problem = not_covered(self._law.timeline(timeline.name), self._law, day)
            raise Stop
        return timeline

    def view(self, short: str, view: str) -> Any:
        """A view of a parameter: a quantity or a condition, or what the verbs take for its scale, counting and timeline."""
        if view == "over_time":
            return self._over_time(short)
        period = self.period(short)
        unit = PARAMETERS[self.full_name(short)].unit
        if view == "scale":
            return period
        if period is None:
            return _VIEWS_OF_NOTHING.get(view, Quantity(None, unit))
        return VIEWS_OF_PERIOD[view](period, unit)


@dataclass(frozen=True, slots=True)
class CountingOf:
    """How a number of days is counted, and the clause that says so."""

    counting: Counting
    assumed: bool
    sources: Sources


def _counting_of(period: Period, _unit: str = "day") -> CountingOf:
    source = (period.counting_source,) if period.counting_source else ()
    return CountingOf(period.counting or "calendar", period.is_counting_assumed, source)


VIEWS_OF_PERIOD: dict[str, Any] = {
    "value": lambda period, unit: Quantity(period.value, unit, period.sources),
    "base": lambda period, unit: Quantity(period.base, unit, period.base_sources),
    "added": lambda period, unit: Quantity(period.added, unit, period.added_sources),
    "national": lambda period, unit: Quantity(period.national, unit, period.national_sources),
    "since": lambda period, _unit: Quantity(period.since, "date", period.since_sources),
    "clause": lambda period, _unit: period.sources[-1:],
    "at_least_since": lambda period, _unit: Quantity(period.at_least_since, "date", period.sources),
    "counting": _counting_of,
    "counting_assumed": lambda period, _unit: Condition(_counting_of(period).assumed),
    "floor": lambda period, _unit: Condition(period.is_floor, period.sources),
}
_VIEWS_OF_NOTHING: dict[str, Any] = {
    "counting": CountingOf("calendar", assumed=False, sources=()),
    "counting_assumed": Condition(None),
    "floor": Condition(None),
}
"""What the views give of an optional number that no document sets, where that is not a missing quantity."""


def not_covered(timeline: Timeline, law: RegionLaw, day: int | None) -> Problem:
    """The parameter, the region, the day, and the spans that some document covers."""
    spans = timeline.covered()
    why_not = timeline.why_not(day) if day is not None else None
    return Problem(
        "not_covered",
        field=timeline.name,
        value=calendar.format_day(day) if day is not None else None,
        accepted=format_spans(spans),
        details={
            "region": law.region.name,
            "region_en": law.region.name_en,
            "parameter": timeline.name,
            **({"left_out": why_not.zh, "left_out_en": why_not.en} if why_not else {}),
        },
    )
