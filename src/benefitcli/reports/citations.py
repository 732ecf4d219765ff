"""Sources as a person reads them, numbered in the order in which a report comes upon them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from benefitcli.i18n.labels import DISCRETIONARY, EVIDENCE, FLOOR, NOT_READ
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import CITED
from benefitcli.law.reader import REPORTED
from benefitcli.law.source import Source
from benefitcli.reports.model import Citation, marks_of


def citations_of(sources: Iterable[Source], translator: Translator) -> tuple[Citation, ...]:
    """Return sources as a person reads them, numbered in their order."""
    citations = Citations(translator)
    citations.numbers(sources)
    return citations.all()


@dataclass(slots=True)
class Citations:
    """The sources of one report; the same words of the same article are one of them."""

    translator: Translator
    _sources: list[Source] = field(default_factory=list)

    def numbers(self, sources: Iterable[Source]) -> tuple[int, ...]:
        """Return the numbers of some sources; one that is named for the first time gets the next number."""
        return tuple(dict.fromkeys(self._number(source) for source in sources))

    def marks(self, sources: Iterable[Source]) -> str:
        """Return the numbers of some sources as marks."""
        return marks_of(self.numbers(sources))

    def all(self) -> tuple[Citation, ...]:
        """Return every source that was named."""
        return tuple(self._citation(number, source) for number, source in enumerate(self._sources, start=1))

    def _number(self, source: Source) -> int:
        for index, known in enumerate(self._sources):
            if (known.label, known.quote) == (source.label, source.quote):
                floor, as_optional = known.floor or source.floor, known.discretionary or source.discretionary
                self._sources[index] = replace(known, floor=floor, discretionary=as_optional)
                return index + 1
        self._sources.append(source)
        return len(self._sources)

    def _citation(self, number: int, source: Source) -> Citation:
        is_chinese = self.translator.language == "zh"
        return Citation(
            number=number,
            title=source.label if is_chinese else source.title_en,
            original=None if is_chinese else source.label,
            standing=self._standing(source),
            quote=source.quote,
            note=self._note(source),
        )

    def _note(self, source: Source) -> str | None:
        translator = self.translator
        is_unread = not source.quote and source.evidence in REPORTED
        unread = translator(NOT_READ, places="、".join(source.read_in)) if is_unread else None
        note = translator.of(source.note) if source.note else None
        return translator.clauses(text for text in (unread, note) if text) or None

    def _standing(self, source: Source) -> str:
        """Return since when it holds, for which days, what kind of evidence there is for it, and how strict it is."""
        translator = self.translator
        parts = [translator(CITED["in_force"], date=source.in_force)] if source.in_force else []
        if source.applies_from or source.applies_to:
            days = " – ".join(str(day or "") for day in (source.applies_from, source.applies_to)).strip()
            parts.append(translator(CITED["applies"], days=days))
        parts.append(translator(EVIDENCE[source.evidence]))
        parts += [translator(FLOOR)] if source.floor else []
        parts += [translator(DISCRETIONARY)] if source.discretionary else []
        return translator.brackets(translator.comma(*parts))
