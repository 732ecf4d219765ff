"""What changed in a region between two days, and which document changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from benefitcli.law.in_force import InForce, Provided, is_discretionary, substance
from benefitcli.law.model import Holiday, Reading
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.source import Source
from benefitcli.law.timeline import Period

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
    changes = (_change(name, before.pieces.get(name), after.pieces.get(name)) for name in PARAMETERS)
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
    """The clauses that make two pieces differ.

    None is fresh where a clause only ended, or where it says itself what held on the days before it.
    """
    causes: tuple[Source, ...] = ()
    if before.bands != after.bands or _marks(before) != _marks(after):
        fresh = _without_clauses(after.sources, before.sources)
        causes = fresh or _without_clauses(before.sources, after.sources) or after.sources
    if after.counting_source and (before.counting, before.counting_assumed) != (after.counting, after.counting_assumed):
        causes += _without_clauses((after.counting_source,), causes)
    return causes


def _marks(piece: Period) -> tuple[bool, bool]:
    return piece.is_floor, is_discretionary(piece)


def _without_clauses(these: Iterable[Source], those: Iterable[Source]) -> tuple[Source, ...]:
    known = tuple(those)
    return tuple(source for source in these if source not in known)


def _clauses(piece: Period) -> tuple[Source, ...]:
    """The clauses behind the number and behind the way it is counted."""
    counting = (piece.counting_source,) if piece.counting_source else ()
    return tuple(dict.fromkeys((*piece.sources, *counting)))


def _without(these: Iterable[Provided], those: Iterable[Provided]) -> tuple[Provided, ...]:
    """Each clause for the benefits for which only the first of the two days has it."""
    known = {(one.source, benefit) for one in those for benefit in one.benefits}
    left = (
        Provided(one.provision, one.source, tuple(name for name in one.benefits if (one.source, name) not in known))
        for one in these
    )
    return tuple(one for one in left if one.benefits)
