"""One parameter in one jurisdiction over time: the layers of the folder chain folded into dated periods.

Within a layer the latest document in force on a day speaks; ``value`` replaces what the layers above say, ``add``
comes on top of it, and what is left out withdraws it. A day that no document covers has no period: nothing is guessed.
Days are day numbers (days since 1970-01-01); amounts are whole small units: days, fen, basis points.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from benefitcli.law.dates import FIRST_DAY, LAST_DAY
from benefitcli.law.model import Bilingual, Clause, LeftOut, Quoted
from benefitcli.law.parameters import PARAMETERS, Counting, Unit, scaled
from benefitcli.law.reader import Document
from benefitcli.law.source import Source, source_of

Brackets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """What is in force from ``first`` to ``last`` (both included).

    ``brackets`` are the values of the scale with the thresholds from which they hold; a plain number is one bracket
    from 0. ``base`` is what the last replacing layer says, ``added`` what came on top. ``national`` is the value of the
    root layer alone. ``since`` is the first day of the unbroken time in which there is any entitlement,
    ``since_sources`` the clauses that began it, and ``at_least_since`` the first day of the unbroken time in which the
    value was never less than now. ``superseded_by`` is the document that would have changed the period and was left out
    only because it was issued after the as-of day.
    """

    first: int
    last: int
    brackets: Brackets
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
    superseded_by: Source | None

    @property
    def entitles(self) -> bool:
        """Whether any bracket gives something."""
        return any(value > 0 for _, value in self.brackets)

    @property
    def value(self) -> int:
        """The number in force; for a scale that of its lowest bracket."""
        return self.brackets[0][1]

    @property
    def is_floor(self) -> bool:
        """Whether a clause behind it says "not less than" (不低于)."""
        return any(source.floor for source in self.sources)

    @property
    def is_discretionary(self) -> bool:
        """Whether the number is one that may be given, not one that must (可以)."""
        return any(source.discretionary for source in self.sources)

    @property
    def is_counting_assumed(self) -> bool:
        """Whether no text says how its days are counted."""
        return self.counting_assumed or self.counting is None

    def at_threshold(self, threshold: int) -> int:
        """The value of the highest bracket that is not above a threshold; 0 below the lowest."""
        return max(((first, value) for first, value in self.brackets if first <= threshold), default=(0, 0))[1]

    def gives_at_least(self, other: Period) -> bool:
        """Whether no bracket has less here than in the other period."""
        thresholds = {first for first, _ in (*self.brackets, *other.brackets)}
        return all(self.at_threshold(threshold) >= other.at_threshold(threshold) for threshold in thresholds)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a number is known to exist that cannot be shown, and why; ``source`` is the document that says so."""

    first: int
    last: int
    reason: Bilingual
    source: Source


@dataclass(frozen=True, slots=True)
class Timeline:
    """A parameter of a region over all time: periods that do not overlap, and the gaps of which the reason is known."""

    name: str
    unit: Unit
    periods: tuple[Period, ...]
    gaps: tuple[Gap, ...] = ()

    def at(self, day: int) -> Period | None:
        """The period in force on a day number, or None where no document covers it."""
        return next((period for period in self.periods if period.first <= day <= period.last), None)

    def why_not(self, day: int) -> Bilingual | None:
        """Why a day (a day number) without a period has none, where a document says so."""
        return next((gap.reason for gap in self.gaps if gap.first <= day <= gap.last), None)

    def frozen(self, day: int) -> Timeline:
        """The same parameter as if the law of one day (a day number) held for ever."""
        period = self.at(day)
        if period is None:
            return Timeline(self.name, self.unit, ())
        always = replace(period, first=FIRST_DAY, last=LAST_DAY, since=FIRST_DAY, at_least_since=FIRST_DAY)
        return Timeline(self.name, self.unit, (always,))

    def covered(self) -> tuple[tuple[int, int], ...]:
        """The spans of days that some document covers (first and last day number), neighbouring periods joined."""
        spans: list[tuple[int, int]] = []
        for period in self.periods:
            if spans and spans[-1][1] + 1 == period.first:
                spans[-1] = (spans[-1][0], period.last)
            else:
                spans.append((period.first, period.last))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A clause, or what is left out, with its document, its layer (0 is the root) and its days."""

    layer: int
    document: Document
    clause: Clause | LeftOut
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
    after that day are left out and the periods they would change are marked.
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
        {FIRST_DAY} | {entry.first for entry in entries} | {entry.last + 1 for entry in entries} - {LAST_DAY + 1}
    )
    periods: list[Period] = []
    gaps: list[Gap] = []
    for first, after in zip(cuts, [*cuts[1:], LAST_DAY + 1], strict=True):
        folded = _fold(known, first, after - 1, unit)
        if isinstance(folded, Gap):
            gaps.append(folded)
        elif folded is not None:
            later = None if len(known) == len(entries) else _superseding(entries, known, folded, unit)
            periods.append(replace(folded, superseded_by=later) if later else folded)
    return Timeline(name, unit, tuple(_with_since(_merge(periods))), tuple(gaps))


def _entries(name: str, layer: int, document: Document, choices: Mapping[str, str]) -> Iterable[_Entry]:
    if name in document.left_out:
        left_out = document.left_out[name]
        yield _Entry(layer, document, left_out, *document.span(left_out))
    for parameter, clause in document.clauses:
        reading, _, choice = (clause.reading or "").partition("=")
        if parameter != name or (reading and choices.get(reading) != choice):
            continue
        first, last = document.span(clause)
        yield _Entry(layer, document, clause, first, last)
        if clause.before is not None:
            past = clause.model_copy(update={"value": clause.before, "add": None, "scale": None, "counting": None})
            yield _Entry(layer, document, past, FIRST_DAY, first - 1, is_before=True)


def _fold(entries: Sequence[_Entry], first: int, last: int, unit: Unit) -> Period | Gap | None:
    """What the entries say together on the days from ``first`` to ``last``; None where none of them says anything."""
    active = [entry for entry in entries if entry.first <= first <= entry.last]
    speaking: dict[int, _Entry] = {}
    counting: Clause | None = None
    counting_source: Source | None = None
    for entry in sorted(active, key=lambda entry: (entry.layer, entry.rank)):
        if isinstance(entry.clause, LeftOut) or entry.clause.has_number:
            speaking[entry.layer] = entry
        if isinstance(entry.clause, Clause) and entry.clause.counting:
            counting, counting_source = entry.clause, source_of(entry.document, entry.clause)
    total = _Total()
    for _, entry in sorted(speaking.items()):
        total.take(entry, unit)
    if total.left_out:
        return Gap(first, last, *total.left_out)
    if not total.brackets:
        return None
    return Period(
        first=first,
        last=last,
        brackets=tuple((threshold, value + total.added) for threshold, value in total.brackets),
        base=total.brackets[0][1],
        added=total.added,
        national=total.national,
        counting=counting.counting if counting else None,
        counting_assumed=counting.counting_assumed if counting else False,
        since=first,
        since_sources=(),
        at_least_since=first,
        sources=total.base_sources + total.added_sources,
        base_sources=total.base_sources,
        added_sources=total.added_sources,
        national_sources=total.national_sources,
        counting_source=counting_source,
        superseded_by=None,
    )


@dataclass(slots=True)
class _Total:
    """The layers taken so far, root first; ``left_out`` says why their number, if any, is no answer."""

    brackets: Brackets = ()
    added: int = 0
    national: int | None = None
    base_sources: tuple[Source, ...] = ()
    added_sources: tuple[Source, ...] = ()
    national_sources: tuple[Source, ...] = ()
    left_out: tuple[Bilingual, Source] | None = None

    def take(self, entry: _Entry, unit: Unit) -> None:
        """Add the clause of a layer to those above it, let it replace them, or let it withdraw them."""
        clause = entry.clause
        if isinstance(clause, LeftOut):
            self.brackets, self.base_sources, self.added, self.added_sources = (), (), 0, ()
            self.left_out = clause.reason, source_of(entry.document, Quoted())
            return
        source = source_of(entry.document, clause)
        if clause.add is not None:
            self.added += scaled(clause.add, unit)
            self.added_sources += (source,)
            self.left_out = None if self.brackets else self.left_out
        elif entry.is_before and self.brackets:
            # What a layer says of the days before its document gives way to what the layers above say.
            return
        else:
            self.brackets, self.base_sources = _brackets(clause, unit), (source,)
            self.added, self.added_sources = 0, ()
            self.left_out = (clause.note, source) if clause.only_as_basis and clause.note else None
        if entry.layer == 0 and self.brackets:
            self.national, self.national_sources = self.brackets[0][1], self.base_sources


def _brackets(clause: Clause, unit: Unit) -> Brackets:
    if clause.scale is not None:
        return tuple((bracket.from_, scaled(bracket.value, unit)) for bracket in clause.scale)
    assert clause.value is not None, "a clause that replaces has a value or a scale"
    return ((0, scaled(clause.value, unit)),)


def _superseding(entries: Sequence[_Entry], known: Sequence[_Entry], period: Period, unit: Unit) -> Source | None:
    """The later document that would change a period, if one does: one that speaks in its place, else the last one."""
    full = _fold(entries, period.first, period.last, unit)
    if isinstance(full, Gap):
        return full.source
    if full is None or (full.brackets, full.added) == (period.brackets, period.added):
        return None
    later = [entry for entry in entries if entry not in known and entry.first <= period.first <= entry.last]
    later.sort(key=lambda entry: entry.rank)
    sources = [source_of(entry.document, entry.clause) for entry in later if isinstance(entry.clause, Clause)]
    return next((source for source in reversed(full.sources) if source in sources), (*full.sources, *sources)[-1])


def _merge(periods: Sequence[Period]) -> list[Period]:
    """Join neighbours that differ in nothing but their days."""
    merged: list[Period] = []
    for period in periods:
        previous = merged[-1] if merged else None
        if previous and previous.last + 1 == period.first and _undated(previous) == _undated(period):
            merged[-1] = replace(previous, last=period.last)
        else:
            merged.append(period)
    return merged


def _undated(period: Period) -> Period:
    return replace(period, first=0, last=0, since=0, at_least_since=0)


def _with_since(periods: Sequence[Period]) -> Iterable[Period]:
    """Carry the first day of each unbroken entitlement along its periods."""
    done: list[Period] = []
    for period in periods:
        unbroken = bool(done) and done[-1].last + 1 == period.first and done[-1].entitles and period.entitles
        begun = done[-1] if unbroken else None
        level = period.first
        for earlier in reversed(done):
            if earlier.last + 1 != level or not earlier.gives_at_least(period):
                break
            level = earlier.first
        done.append(
            replace(
                period,
                since=begun.since if begun else period.first,
                since_sources=begun.since_sources if begun else period.sources,
                at_least_since=level,
            )
        )
    return done
