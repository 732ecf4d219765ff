"""Everything that a region's documents say on one day: numbers, readings, clauses without a number, public holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from benefitcli.law.library import RegionLaw
from benefitcli.law.model import Bilingual, Clause, Holiday, Provision, Reading
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.reader import Document
from benefitcli.law.source import Source
from benefitcli.law.timeline import Period

Substance = tuple[tuple[tuple[int, int], ...], str | None, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Provided:
    """A clause without a number, its citation, and the benefits for which it is the one that speaks."""

    provision: Provision
    source: Source
    benefits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds in a region on a day.

    ``missing`` are the parameters without a number there, with the reason where a document gives one.
    """

    law: RegionLaw
    day: int
    periods: dict[str, Period]
    missing: dict[str, Bilingual | None]
    readings: dict[str, Reading]
    provisions: tuple[Provided, ...]
    holidays: tuple[tuple[Holiday, Source], ...]


def in_force(law: RegionLaw, day: int) -> InForce:
    """Gather what the documents of a region say together on a day (a day number)."""
    found = {name: law.timeline(name).at(day) for name in PARAMETERS}
    return InForce(
        law=law,
        day=day,
        periods={name: period for name, period in found.items() if period is not None},
        missing={name: law.timeline(name).why_not(day) for name, period in found.items() if period is None},
        readings=_readings(law, day),
        provisions=_provisions(law, day),
        holidays=tuple(law.holidays(day)),
    )


def is_discretionary(period: Period) -> bool:
    """Whether the number in force is one that may be given, not one that must (可以)."""
    return any(source.discretionary for source in period.sources)


def substance(period: Period) -> Substance:
    """What a period says, whichever document says it: two that agree in this decide every case alike."""
    return period.brackets, period.counting, period.counting_assumed, period.is_floor, is_discretionary(period)


def _readings(law: RegionLaw, day: int) -> dict[str, Reading]:
    """The doubtful clauses that matter on a day: of a document in force, or tied to a clause that is.

    A clause may reach back to days before its document; the reading it is tied to then reaches back with it.
    """
    speaking = {
        name
        for document in law.known
        for name, reading in document.readings.items()
        if document.speaks(day) or any(document.speaks(day, clause) for clause in _tied(document, name))
    }
    return {name: reading for name, reading in law.readings.items() if name in speaking}


def _tied(document: Document, reading: str) -> list[Clause]:
    return [clause for _, clause in document.clauses if (clause.reading or "").partition("=")[0] == reading]


def _provisions(law: RegionLaw, day: int) -> tuple[Provided, ...]:
    named = {name for document in law.known for one in document.provisions.values() for name in one.benefits}
    found: dict[Source, tuple[Provision, list[str]]] = {}
    for benefit in sorted(named):
        for provision, source in law.provisions(benefit, day):
            found.setdefault(source, (provision, []))[1].append(benefit)
    return tuple(Provided(provision, source, tuple(benefits)) for source, (provision, benefits) in found.items())


Kind = Literal["new", "changed", "restated", "ended"]


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
        """The changes of one kind, in the order of the vocabulary."""
        return tuple(change for change in self.parameters if change.kind == kind)


def compare(before: InForce, after: InForce) -> Comparison:
    """Compare what holds in a region on two days."""
    changes = (_change(name, before.periods.get(name), after.periods.get(name)) for name in PARAMETERS)
    return Comparison(
        before=before,
        after=after,
        parameters=tuple(change for change in changes if change is not None),
        new_provisions=_without(after.provisions, before.provisions),
        ended_provisions=_without(before.provisions, after.provisions),
        new_readings={name: one for name, one in after.readings.items() if before.readings.get(name) != one},
        ended_readings={name: one for name, one in before.readings.items() if name not in after.readings},
        new_holidays=tuple(pair for pair in after.holidays if pair not in before.holidays),
        ended_holidays=tuple(pair for pair in before.holidays if pair not in after.holidays),
    )


def _change(name: str, before: Period | None, after: Period | None) -> Change | None:
    if after is None:
        return None if before is None else Change(name, "ended", before, None, _clauses(before))
    if before is None:
        return Change(name, "new", None, after, _clauses(after))
    if substance(before) != substance(after):
        return Change(name, "changed", before, after, _causes(before, after))
    fresh = _without_clauses(_clauses(after), _clauses(before))
    return Change(name, "restated", before, after, fresh) if fresh else None


def _causes(before: Period, after: Period) -> tuple[Source, ...]:
    """The clauses that make two periods differ.

    None is fresh where a clause only ended, or where it says itself what held on the days before it.
    """
    causes: tuple[Source, ...] = ()
    if before.brackets != after.brackets or _marks(before) != _marks(after):
        fresh = _without_clauses(after.sources, before.sources)
        causes = fresh or _without_clauses(before.sources, after.sources) or after.sources
    if after.counting_source and (before.counting, before.counting_assumed) != (after.counting, after.counting_assumed):
        causes += _without_clauses((after.counting_source,), causes)
    return causes


def _marks(period: Period) -> tuple[bool, bool]:
    return period.is_floor, is_discretionary(period)


def _without_clauses(these: Iterable[Source], those: Iterable[Source]) -> tuple[Source, ...]:
    known = tuple(those)
    return tuple(source for source in these if source not in known)


def _clauses(period: Period) -> tuple[Source, ...]:
    """The clauses behind the number and behind the way it is counted."""
    counting = (period.counting_source,) if period.counting_source else ()
    return tuple(dict.fromkeys((*period.sources, *counting)))


def _without(these: Iterable[Provided], those: Iterable[Provided]) -> tuple[Provided, ...]:
    """Each clause for the benefits for which only the first of the two days has it."""
    known = {(one.source, benefit) for one in those for benefit in one.benefits}
    left = (
        Provided(one.provision, one.source, tuple(name for name in one.benefits if (one.source, name) not in known))
        for one in these
    )
    return tuple(one for one in left if one.benefits)
