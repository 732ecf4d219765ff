"""The dated pieces of a parameter: what is in force on which days, from which clauses, and where there is a gap."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benefitcli.law.dates import FIRST_DAY, LAST_DAY
from benefitcli.law.model import Bilingual
from benefitcli.law.parameters import Counting, Unit
from benefitcli.law.source import Source

EARLIEST = FIRST_DAY
LATEST = LAST_DAY

Bands = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Period:
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

    @property
    def is_floor(self) -> bool:
        """Whether a clause behind it says "not less than"."""
        return any(source.floor for source in self.sources)

    def at_rung(self, threshold: int) -> int:
        """The value of the highest rung that is not above the given one; 0 below the lowest."""
        return max(((first, value) for first, value in self.bands if first <= threshold), default=(0, 0))[1]

    def gives_at_least(self, other: Period) -> bool:
        """Whether no rung has less here than in the other piece."""
        rungs = {first for first, _ in (*self.bands, *other.bands)}
        return all(self.at_rung(threshold) >= other.at_rung(threshold) for threshold in rungs)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a number is known to exist that cannot be shown, and why; ``source`` is the document that says so."""

    first: int
    last: int
    reason: Bilingual
    source: Source


@dataclass(frozen=True, slots=True)
class Timeline:
    """A parameter of a region over all time, as pieces that do not overlap, and the gaps of which the reason is known."""

    name: str
    unit: Unit
    pieces: tuple[Period, ...]
    gaps: tuple[Gap, ...] = ()

    def at(self, day: int) -> Period | None:
        """The piece in force on a day, or None where no document covers it."""
        return next((piece for piece in self.pieces if piece.first <= day <= piece.last), None)

    def why_not(self, day: int) -> Bilingual | None:
        """Why a day without a piece has none, where a document says so."""
        return next((gap.reason for gap in self.gaps if gap.first <= day <= gap.last), None)

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
