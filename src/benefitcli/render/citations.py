"""Sources as people read them: numbered as they appear, and told in full below."""

from __future__ import annotations

from collections.abc import Iterable

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.labels import DISCRETIONARY, EVIDENCE, FLOOR
from benefitcli.law.source import Source
from benefitcli.render.layout import Sheet


class Citations:
    """The sources of a page, numbered in the order in which they are first marked."""

    def __init__(self, language: Language) -> None:
        """Begin with none."""
        self.language = language
        self.sources: list[Source] = []

    def mark(self, source: Source) -> str:
        """The number of a source, ``[1]``."""
        if source not in self.sources:
            self.sources.append(source)
        return f"[{self.sources.index(source) + 1}]"

    def marks(self, sources: Iterable[Source]) -> str:
        """The numbers of sources, ``[1][3]``."""
        return "".join(map(self.mark, sources))

    def print(self, sheet: Sheet) -> None:
        """Print every source behind its number."""
        for number, source in enumerate(self.sources, start=1):
            sheet.item(f"[{number}]", citation(source, self.language))


def citation(source: Source, language: Language) -> list[str]:
    """The clause, what kind of evidence there is for it, and its words."""
    is_chinese = language == "zh"
    marks = [choose(EVIDENCE[source.evidence], language)]
    marks += [
        choose(pair, language)
        for pair, holds in ((FLOOR, source.floor), (DISCRETIONARY, source.discretionary))
        if holds
    ]
    reach = " – ".join(str(day or "") for day in (source.applies_from, source.applies_to)).strip()
    if source.applies_from or source.applies_to:
        marks.insert(0, f"{'适用于' if is_chinese else 'applies to '}{reach}")
    if is_chinese:
        since = [f"{source.in_force}起施行"] if source.in_force else []
        lines = [f"{source.label}（{'，'.join(since + marks)}）"]
    else:
        since = [f"in force {source.in_force}"] if source.in_force else []
        lines = [f"{source.title_en} ({', '.join(since + marks)})", source.label]
    if source.quote:
        lines.append(f"“{source.quote}”")
    if source.note:
        lines.append(source.note.zh if is_chinese else source.note.en)
    return lines
