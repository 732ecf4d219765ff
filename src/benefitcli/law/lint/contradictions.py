"""What should be looked at in documents together: gaps, overlaps, numbers below a floor, regions in the wrong place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, pairwise

from benefitcli.errors import Problem
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.model import Clause
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.reader import Document
from benefitcli.law.source import Source, source_of


def region_findings(laws: Mapping[str, RegionLaw]) -> Iterable[Problem]:
    """What should be looked at in the law of all regions (by path), each in the topmost region in which it shows."""
    return chain.from_iterable(
        chain(_misplaced(law, above, laws), _overlaps(law), _gaps(law, above), _below_floor(law, above))
        for law, above in ((law, laws.get(path.rpartition("/")[0])) for path, law in laws.items())
    )


def _misplaced(law: RegionLaw, above: RegionLaw | None, laws: Mapping[str, RegionLaw]) -> Iterator[Problem]:
    """A division code that is not within that of the region above, or that another region has as well."""
    region = law.region
    if above is not None and len(above.region.chain) > 1:
        begins = above.region.code.removesuffix("00").removesuffix("00")
        if not region.code.startswith(begins):
            details = {"file": region.file, "region": region.name, "other": above.region.name}
            yield Problem("check_code_elsewhere", "code", region.code, f"{begins}…", details)
    for other in laws.values():
        if other.region.code == region.code and other.region != region:
            details = {"file": region.file, "region": region.name, "other": other.region.name}
            yield Problem("check_code_twice", "code", region.code, details=details)


def _overlaps(law: RegionLaw) -> Iterator[Problem]:
    """Two clauses of one layer that give a parameter on the same days, where only the order of the files decides."""
    spoken = [(name, document, clause) for document in law.layers[-1] for name, clause in document.clauses]
    for (name, document, clause), (other_name, other_document, other_clause) in combinations(spoken, 2):
        if name != other_name or _order(document, clause) != _order(other_document, other_clause):
            continue
        days, other_days = document.span(clause), other_document.span(other_clause)
        first, last = max(days[0], other_days[0]), min(days[1], other_days[1])
        if first <= last and _differ(clause, other_clause):
            details = {"file": other_document.file, "key": name, "other": document.file}
            yield Problem("check_overlap", name, _span(first, last), details=details)


def _order(document: Document, clause: Clause) -> tuple[object, ...]:
    """What decides which of two clauses of a layer speaks; a folder laid over another speaks last."""
    instrument = document.instrument
    return document.root, instrument.in_force, instrument.issued, document.span(clause)[0]


def _differ(clause: Clause, other: Clause) -> bool:
    """Whether two clauses can both speak and say different things; the choices of one reading never both speak."""
    if clause.reading and other.reading and clause.reading != other.reading:
        name, other_name = (reading.partition("=")[0] for reading in (clause.reading, other.reading))
        if name == other_name:
            return False
    numbers = (clause.value, clause.add, clause.scale), (other.value, other.add, other.scale)
    differ_in_number = clause.has_number and other.has_number and numbers[0] != numbers[1]
    return differ_in_number or bool(clause.counting and other.counting and clause.counting != other.counting)


def _gaps(law: RegionLaw, above: RegionLaw | None) -> Iterator[Problem]:
    """Days without a number between two documents that give one, where none says why."""
    for name in PARAMETERS:
        known = set(_gaps_of(above, name)) if above else set()
        for first, last, before in _gaps_of(law, name):
            if (first, last, before) not in known:
                details = {"file": _file_of(law, before), "key": name, "region": law.region.name}
                yield Problem("check_gap", name, _span(first, last), details=details)


def _gaps_of(law: RegionLaw, name: str) -> Iterator[tuple[int, int, Source]]:
    timeline = law.timeline(name)
    for before, after in pairwise(timeline.periods):
        if before.last + 1 < after.first and timeline.why_not(before.last + 1) is None:
            yield before.last + 1, after.first - 1, before.sources[-1]


def _below_floor(law: RegionLaw, above: RegionLaw | None) -> Iterator[Problem]:
    """A number that is less than one of a region above which may not be gone below (不低于)."""
    for name in PARAMETERS if above else ():
        for higher in above.timeline(name).periods if above else ():
            for period in law.timeline(name).periods if higher.is_floor else ():
                first, last = max(higher.first, period.first), min(higher.last, period.last)
                if first <= last and not period.gives_at_least(higher):
                    file = _file_of(law, period.sources[-1])
                    details = {"file": file, "key": name, "other": higher.sources[-1].label}
                    yield Problem("check_below_floor", name, _span(first, last), details=details)


def _file_of(law: RegionLaw, source: Source) -> str:
    """The file in which a clause stands."""
    return next(
        document.file
        for document in law.known
        for _, clause in document.clauses
        if source_of(document, clause) == source
    )


def _span(first: int, last: int) -> str:
    start = format_day(first) if first > FIRST_DAY else ""
    return f"{start}..{format_day(last) if last < LAST_DAY else ''}"
