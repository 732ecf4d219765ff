"""One parameter in one jurisdiction over time: the layers of the folder chain folded into dated pieces.

Within a layer the latest document in force on a day speaks; ``value`` replaces what the layers above say, ``add``
comes on top of it. A day that no document covers has no piece: nothing is guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from benefitcli.law.days import FIRST_DAY, LAST_DAY, to_day
from benefitcli.law.document import Document
from benefitcli.law.instrument import Clause
from benefitcli.law.source import Source, source_of
from benefitcli.law.units import scaled
from benefitcli.law.vocabulary import PARAMETERS, Counting, Unit

EARLIEST = FIRST_DAY
LATEST = LAST_DAY

Bands = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What is in force from ``first`` to ``last`` (day numbers, both included).

    ``bands`` are the rungs of the scale as (from, value); a plain number is one rung from 0. ``base`` is what the last
    replacing layer says, ``added`` what came on top. ``national`` is the value of the root layer alone. ``since`` is
    the first day of the unbroken time in which there is any entitlement, ``since_sources`` the clauses that began it, and
    ``at_least_since`` the first day of the unbroken time in which the value was never less than now. ``withheld`` is a document left out only
    because it was issued after the as-of day. Amounts are in whole small units: days, fen, basis points.
    """

    first: int
    last: int
    bands: Bands
    base: int
    added: int
    national: int | None
    counting: Counting | None
    counting_assumed: bool
    since: int
    since_sources: tuple[Source, ...]
    at_least_since: int
    sources: tuple[Source, ...]
    base_sources: tuple[Source, ...]
    added_sources: tuple[Source, ...]
    national_sources: tuple[Source, ...]
    counting_source: Source | None
    withheld: Source | None

    @property
    def entitles(self) -> bool:
        """Whether any rung gives something."""
        return any(value > 0 for _, value in self.bands)

    @property
    def value(self) -> int:
        """The number in force; for a scale that of its lowest rung."""
        return self.bands[0][1]

    def value_at(self, rung: int) -> int:
        """The number in force for so many months of pregnancy or children; 0 below the lowest rung."""
        return max(((first, value) for first, value in self.bands if first <= rung), default=(0, 0))[1]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A parameter of a region over all time, as pieces that do not overlap."""

    name: str
    unit: Unit
    pieces: tuple[Piece, ...]

    def at(self, day: int) -> Piece | None:
        """The piece in force on a day, or None where no document covers it."""
        return next((piece for piece in self.pieces if piece.first <= day <= piece.last), None)

    def frozen(self, day: int) -> Timeline:
        """The same parameter as if the law of one day held for ever."""
        piece = self.at(day)
        if piece is None:
            return Timeline(self.name, self.unit, ())
        return Timeline(
            self.name,
            self.unit,
            (replace(piece, first=EARLIEST, last=LATEST, since=EARLIEST, at_least_since=EARLIEST),),
        )

    def covered(self) -> tuple[tuple[int, int], ...]:
        """The spans of days that some document covers, neighbouring pieces joined."""
        spans: list[tuple[int, int]] = []
        for piece in self.pieces:
            if spans and spans[-1][1] + 1 == piece.first:
                spans[-1] = (spans[-1][0], piece.last)
            else:
                spans.append((piece.first, piece.last))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A clause with its document, its layer (0 is the root) and its days."""

    layer: int
    document: Document
    clause: Clause
    first: int
    last: int
    is_before: bool = False

    @property
    def rank(self) -> tuple[bool, datetime.date, datetime.date, int]:
        """The latest document of a layer speaks; ``before`` values speak only where no document does."""
        instrument = self.document.instrument
        return not self.is_before, instrument.in_force, instrument.issued, self.first


def build_timeline(
    name: str,
    layers: Sequence[Sequence[Document]],
    choices: Mapping[str, str],
    as_of: datetime.date | None = None,
) -> Timeline:
    """Fold the documents of a folder chain (root first) into the timeline of one parameter.

    ``choices`` are the readings taken; a clause tied to another choice is left out. With ``as_of``, documents issued
    after that day are left out and the pieces they would change are marked.
    """
    entries = [
        entry
        for layer, documents in enumerate(layers)
        for document in documents
        for entry in _entries(name, layer, document, choices)
    ]
    known = [entry for entry in entries if as_of is None or entry.document.instrument.issued <= as_of]
    unit = PARAMETERS[name].unit
    cuts = sorted(
        {EARLIEST} | {entry.first for entry in entries} | {entry.last + 1 for entry in entries} - {LATEST + 1}
    )
    pieces: list[Piece] = []
    for index, first in enumerate(cuts):
        last = cuts[index + 1] - 1 if index + 1 < len(cuts) else LATEST
        piece = _fold(known, first, last, unit)
        if piece is None:
            continue
        if len(known) < len(entries):
            piece = replace(piece, withheld=_withheld(entries, piece, unit))
        pieces.append(piece)
    return Timeline(name, unit, tuple(_with_since(_merge(pieces))))


def _entries(name: str, layer: int, document: Document, choices: Mapping[str, str]) -> Iterable[_Entry]:
    instrument = document.instrument
    for key, clause in document.clauses:
        if key != name or (clause.reading and not _is_chosen(clause.reading, choices)):
            continue
        first = to_day(clause.from_ or instrument.in_force)
        last_date = clause.to or instrument.in_force_to
        yield _Entry(layer, document, clause, first, to_day(last_date) if last_date else LATEST)
        if clause.before is not None:
            past = clause.model_copy(update={"value": clause.before, "add": None, "scale": None, "counting": None})
            yield _Entry(layer, document, past, EARLIEST, first - 1, is_before=True)


def _is_chosen(reading: str, choices: Mapping[str, str]) -> bool:
    name, _, choice = reading.partition("=")
    return choices.get(name) == choice


def _fold(entries: Sequence[_Entry], first: int, last: int, unit: Unit) -> Piece | None:
    """What the entries say together on the days from ``first`` to ``last``; None where none of them gives a number."""
    active = [entry for entry in entries if entry.first <= first <= entry.last]
    speaking: dict[int, _Entry] = {}
    counting: _Entry | None = None
    for entry in sorted(active, key=lambda entry: (entry.layer, entry.rank)):
        if entry.clause.has_number:
            speaking[entry.layer] = entry
        if entry.clause.counting:
            counting = entry
    total = _Total()
    for _, entry in sorted(speaking.items()):
        total.take(entry, unit)
    if not total.bands:
        return None
    return Piece(
        first=first,
        last=last,
        bands=tuple((rung, value + total.added) for rung, value in total.bands),
        base=total.bands[0][1],
        added=total.added,
        national=total.national,
        counting=counting.clause.counting if counting else None,
        counting_assumed=counting.clause.counting_assumed if counting else False,
        since=first,
        since_sources=(),
        at_least_since=first,
        sources=total.base_sources + total.added_sources,
        base_sources=total.base_sources,
        added_sources=total.added_sources,
        national_sources=total.national_sources,
        counting_source=source_of(counting.document, counting.clause) if counting else None,
        withheld=None,
    )


@dataclass(slots=True)
class _Total:
    """The layers taken so far, root first."""

    bands: Bands = ()
    added: int = 0
    national: int | None = None
    base_sources: tuple[Source, ...] = ()
    added_sources: tuple[Source, ...] = ()
    national_sources: tuple[Source, ...] = ()

    def take(self, entry: _Entry, unit: Unit) -> None:
        """Add the clause of a layer to those above it, or let it replace them."""
        clause, source = entry.clause, source_of(entry.document, entry.clause)
        if clause.add is not None:
            self.added += scaled(clause.add, unit)
            self.added_sources += (source,)
        elif entry.is_before and self.bands:
            # What a layer says of the days before its document gives way to what the layers above say.
            return
        else:
            self.bands, self.base_sources, self.added, self.added_sources = _bands(clause, unit), (source,), 0, ()
        if entry.layer == 0 and self.bands:
            self.national, self.national_sources = self.bands[0][1], self.base_sources


def _bands(clause: Clause, unit: Unit) -> Bands:
    if clause.scale is not None:
        return tuple((band.from_, scaled(band.value, unit)) for band in clause.scale)
    assert clause.value is not None, "a clause that replaces has a value or a scale"
    return ((0, scaled(clause.value, unit)),)


def _withheld(entries: Sequence[_Entry], piece: Piece, unit: Unit) -> Source | None:
    """The later document that would change a piece, if one does."""
    full = _fold(entries, piece.first, piece.last, unit)
    if full is None or (full.bands, full.added) == (piece.bands, piece.added):
        return None
    return next(source for source in reversed(full.sources) if source not in piece.sources)


def _merge(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbours that differ in nothing but their days."""
    merged: list[Piece] = []
    for piece in pieces:
        previous = merged[-1] if merged else None
        if previous and previous.last + 1 == piece.first and _undated(previous) == _undated(piece):
            merged[-1] = replace(previous, last=piece.last)
        else:
            merged.append(piece)
    return merged


def _undated(piece: Piece) -> Piece:
    return replace(piece, first=0, last=0, since=0, at_least_since=0)


def _with_since(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """Carry the first day of each unbroken entitlement along its pieces."""
    done: list[Piece] = []
    for piece in pieces:
        unbroken = bool(done) and done[-1].last + 1 == piece.first and done[-1].entitles and piece.entitles
        begun = done[-1] if unbroken else None
        level = piece.first
        for earlier in reversed(done):
            if earlier.last + 1 != level or earlier.value < piece.value:
                break
            level = earlier.first
        done.append(
            replace(
                piece,
                since=begun.since if begun else piece.first,
                since_sources=begun.since_sources if begun else piece.sources,
                at_least_since=level,
            )
        )
    return done
