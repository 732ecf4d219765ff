"""Everything that a region's documents say on one day, and what changed between two days and by which document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from benefitcli.law.library import RegionLaw
from benefitcli.law.model import Bilingual, Holiday, Provision, Reading
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.source import Source
from benefitcli.law.timeline import Brackets, Period

Kind = Literal["new", "changed", "restated", "ended"]


@dataclass(frozen=True, slots=True)
class Provided:
    """A clause without a number, its citation, and the benefits for which it is the one that speaks."""

    provision: Provision
    source: Source
    benefits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds in a region on a day (a day number).

    ``missing`` are the parameters without a number there, with the reason where a document gives one.
    """

    law: RegionLaw
    day: int
    periods: dict[str, Period]
    missing: dict[str, Bilingual | None]
    readings: dict[str, Reading]
    provisions: tuple[Provided, ...]
    holidays: tuple[tuple[Holiday, Source], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter on two days. ``restated``: the same number, counting and marks now stand in another document.

    ``by`` are the clauses that speak on the second day and did not on the first; where a clause only ended, the clause
    that did.
    """

    parameter: str
    kind: Kind
    before: Period | None
    after: Period | None
    by: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two days of one region and all that is not the same on both."""

    before: InForce
    after: InForce
    parameters: tuple[Change, ...]
    new_provisions: tuple[Provided, ...]
    ended_provisions: tuple[Provided, ...]
    new_readings: dict[str, Reading]
    ended_readings: dict[str, Reading]
    new_holidays: tuple[tuple[Holiday, Source], ...]
    ended_holidays: tuple[tuple[Holiday, Source], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two days have the same law."""
        return not any(
            (self.parameters, self.new_provisions, self.ended_provisions, self.new_readings, self.ended_readings)
        ) and not (self.new_holidays or self.ended_holidays)

    def of_kind(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind, in the order of :data:`PARAMETERS`."""
        return tuple(change for change in self.parameters if change.kind == kind)


def in_force(law: RegionLaw, day: int) -> InForce:
    """Gather what the documents of a region say together on a day (a day number).

    Only documents known on the as-of day of ``law`` are heard.
    """
    periods = {name: law.timeline(name).at(day) for name in PARAMETERS}
    return InForce(
        law=law,
        day=day,
        periods={name: period for name, period in periods.items() if period is not None},
        missing={name: law.timeline(name).why_not(day) for name, period in periods.items() if period is None},
        readings=_readings(law, day),
        provisions=_provisions(law, day),
        holidays=tuple(law.holidays(day)),
    )


def compare(before: InForce, after: InForce) -> Comparison:
    """Compare what holds in a region on two days."""
    changes = (_change(name, before.periods.get(name), after.periods.get(name)) for name in PARAMETERS)
    return Comparison(
        before=before,
        after=after,
        parameters=tuple(change for change in changes if change is not None),
        new_provisions=_only_in(after.provisions, before.provisions),
        ended_provisions=_only_in(before.provisions, after.provisions),
        new_readings={name: text for name, text in after.readings.items() if before.readings.get(name) != text},
        ended_readings={name: text for name, text in before.readings.items() if name not in after.readings},
        new_holidays=tuple(pair for pair in after.holidays if pair not in before.holidays),
        ended_holidays=tuple(pair for pair in before.holidays if pair not in after.holidays),
    )


def _readings(law: RegionLaw, day: int) -> dict[str, Reading]:
    """The doubtful clauses that matter on a day: of a document in force, or tied to a clause that is.

    A clause may reach back to days before its document; the reading it is tied to then reaches back with it.
    """
    speaking = {
        name
        for document in law.known
        for name in document.readings
        if document.speaks(day)
        or any(
            document.speaks(day, clause)
            for _, clause in document.clauses
            if (clause.reading or "").partition("=")[0] == name
        )
    }
    return {name: reading for name, reading in law.readings.items() if name in speaking}


def _provisions(law: RegionLaw, day: int) -> tuple[Provided, ...]:
    provisions = (provision for document in law.known for provision in document.provisions.values())
    benefits = {benefit for provision in provisions for benefit in provision.benefits}
    provided: dict[Source, tuple[Provision, list[str]]] = {}
    for benefit in sorted(benefits):
        for provision, source in law.provisions(benefit, day):
            provided.setdefault(source, (provision, []))[1].append(benefit)
    return tuple(Provided(provision, source, tuple(names)) for source, (provision, names) in provided.items())


def _change(name: str, before: Period | None, after: Period | None) -> Change | None:
    if after is None:
        return None if before is None else Change(name, "ended", before, None, _clauses(before))
    if before is None:
        return Change(name, "new", None, after, _clauses(after))
    if (_number(before), _counting(before)) != (_number(after), _counting(after)):
        return Change(name, "changed", before, after, _causes(before, after))
    fresh = _without(_clauses(after), _clauses(before))
    return Change(name, "restated", before, after, fresh) if fresh else None


def _number(period: Period) -> tuple[Brackets, bool, bool]:
    """The number of a period with its marks, whichever document gives it."""
    return period.brackets, period.is_floor, period.is_discretionary


def _counting(period: Period) -> tuple[str | None, bool]:
    """How the days of a period are counted, whichever document says it."""
    return period.counting, period.counting_assumed


def _causes(before: Period, after: Period) -> tuple[Source, ...]:
    """The clauses that make two periods differ.

    None is fresh where a clause only ended, or where it says itself what held on the days before it.
    """
    causes: tuple[Source, ...] = ()
    if _number(before) != _number(after):
        fresh = _without(after.sources, before.sources)
        causes = fresh or _without(before.sources, after.sources) or after.sources
    if after.counting_source and _counting(before) != _counting(after):
        causes += _without((after.counting_source,), causes)
    return causes


def _clauses(period: Period) -> tuple[Source, ...]:
    """The clauses behind the number and behind the way it is counted."""
    counting = (period.counting_source,) if period.counting_source else ()
    return tuple(dict.fromkeys((*period.sources, *counting)))


def _without(sources: Iterable[Source], others: tuple[Source, ...]) -> tuple[Source, ...]:
    return tuple(source for source in sources if source not in others)


def _only_in(these: Iterable[Provided], others: Iterable[Provided]) -> tuple[Provided, ...]:
    """Each clause for the benefits for which only the first of the two days has it."""
    known = {(other.source, benefit) for other in others for benefit in other.benefits}
    left = (
        (provided, tuple(benefit for benefit in provided.benefits if (provided.source, benefit) not in known))
        for provided in these
    )
    return tuple(Provided(provided.provision, provided.source, benefits) for provided, benefits in left if benefits)
