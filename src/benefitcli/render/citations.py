"""Sources as a person reads them, numbered in the order in which a document comes upon them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.labels import DISCRETIONARY, EVIDENCE, FLOOR
from benefitcli.law.source import Source


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: ``standing`` says since when it holds and how well it was verified."""

    number: int
    title: str
    original: str | None
    standing: str
    quote: str | None
    note: str | None

    @property
    def mark(self) -> str:
        """``[1]``."""
        return f"[{self.number}]"


@dataclass(slots=True)
class Citations:
    """The sources of one document; the same words of the same article are one of them."""

    language: Language
    _sources: list[Source] = field(default_factory=list)

    def marks(self, sources: Iterable[Source]) -> str:
        """The marks of some sources, ``[1][3]``; a source that is named for the first time gets the next number."""
        numbers = dict.fromkeys(self._number(source) for source in sources)
        return "".join(f"[{number}]" for number in numbers)

    def all(self) -> tuple[Citation, ...]:
        """Every source that was named."""
        return tuple(citation_of(source, number, self.language) for number, source in enumerate(self._sources, start=1))

    def _number(self, source: Source) -> int:
        for index, known in enumerate(self._sources):
            if (known.label, known.quote) == (source.label, source.quote):
                floor, may = known.floor or source.floor, known.discretionary or source.discretionary
                self._sources[index] = replace(known, floor=floor, discretionary=may)
                return index + 1
        self._sources.append(source)
        return len(self._sources)


def citation_of(source: Source, number: int, language: Language) -> Citation:
    """A source in words."""
    is_chinese = language == "zh"
    return Citation(
        number=number,
        title=source.label if is_chinese else source.title_en,
        original=None if is_chinese else source.label,
        standing=("，" if is_chinese else ", ").join(_standing(source, language)),
        quote=source.quote,
        note=(source.note.zh if is_chinese else source.note.en) if source.note else None,
    )


def _standing(source: Source, language: Language) -> Iterable[str]:
    is_chinese = language == "zh"
    if source.in_force:
        yield f"{source.in_force}起施行" if is_chinese else f"in force {source.in_force}"
    if source.applies_from or source.applies_to:
        reach = " – ".join(str(day or "") for day in (source.applies_from, source.applies_to)).strip()
        yield f"{'适用于' if is_chinese else 'applies to '}{reach}"
    yield choose(EVIDENCE[source.evidence], language)
    for pair, holds in ((FLOOR, source.floor), (DISCRETIONARY, source.discretionary)):
        if holds:
            yield choose(pair, language)
