"""Everything that a region's documents say on one day: numbers, readings, clauses without a number, public holidays."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from benefitcli.law.dates import to_date
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
    pieces: dict[str, Period]
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
        pieces={name: piece for name, piece in found.items() if piece is not None},
        missing={name: law.timeline(name).why_not(day) for name, piece in found.items() if piece is None},
        readings=_readings(law, to_date(day)),
        provisions=_provisions(law, day),
        holidays=tuple(law.holidays(day)),
    )


def is_discretionary(piece: Period) -> bool:
    """Whether the number in force is one that may be given, not one that must (可以)."""
    return any(source.discretionary for source in piece.sources)


def substance(piece: Period) -> Substance:
    """What a piece says, whichever document says it: two that agree in this decide every case alike."""
    return piece.bands, piece.counting, piece.counting_assumed, piece.is_floor, is_discretionary(piece)


def _readings(law: RegionLaw, date: datetime.date) -> dict[str, Reading]:
    """The doubtful clauses that matter on a day: of a document in force, or tied to a clause that is.

    A clause may reach back to days before its document; the reading it is tied to then reaches back with it.
    """
    speaking = {
        name
        for document in law.known
        for name, reading in document.readings.items()
        if _covers(document, None, date) or any(_covers(document, clause, date) for clause in _tied(document, name))
    }
    return {name: reading for name, reading in law.readings.items() if name in speaking}


def _tied(document: Document, reading: str) -> list[Clause]:
    return [clause for _, clause in document.clauses if (clause.reading or "").partition("=")[0] == reading]


def _covers(document: Document, clause: Clause | None, date: datetime.date) -> bool:
    first = (clause and clause.from_) or document.instrument.in_force
    last = (clause and clause.to) or document.instrument.in_force_to
    return first <= date and (last is None or date <= last)


def _provisions(law: RegionLaw, day: int) -> tuple[Provided, ...]:
    named = {name for document in law.known for one in document.provisions.values() for name in one.benefits}
    found: dict[Source, tuple[Provision, list[str]]] = {}
    for benefit in sorted(named):
        for provision, source in law.provisions(benefit, day):
            found.setdefault(source, (provision, []))[1].append(benefit)
    return tuple(Provided(provision, source, tuple(benefits)) for source, (provision, benefits) in found.items())
