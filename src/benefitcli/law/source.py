"""Where a number comes from: the citation that travels with it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from benefitcli.law.model import Bilingual, Cited, Clause, Evidence, Quoted
from benefitcli.law.reader import Document


@dataclass(frozen=True, slots=True)
class Source:
    """A clause as a result shows it.

    ``layer`` is the folder of the jurisdiction that issued it; ``applies_from`` and ``applies_to`` are the days that the
    clause itself names where these are not those of its document, ``applies_to`` also the last day of a document that ends.
    ``read_in`` names where the text or the report of it
    was read; a clause that is only known from a report may have no article and no quotation.
    """

    title: str
    title_en: str
    number: str | None
    article: str | None
    quote: str | None
    in_force: datetime.date | None
    evidence: Evidence
    layer: str = ""
    floor: bool = False
    discretionary: bool = False
    applies_from: datetime.date | None = None
    applies_to: datetime.date | None = None
    note: Bilingual | None = None
    read_in: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The citation in one line: 《title》（number）article."""
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{self.article or ''}"


def source_of(document: Document, clause: Quoted) -> Source:
    """The citation of one clause of a document."""
    instrument = document.instrument
    return Source(
        title=instrument.title,
        title_en=instrument.title_en,
        number=instrument.number,
        article=clause.article,
        quote=clause.quote,
        in_force=instrument.in_force,
        evidence=clause.evidence or instrument.evidence,
        layer=document.path.rpartition("/")[0],
        floor=isinstance(clause, Clause) and clause.floor,
        discretionary=isinstance(clause, Clause) and clause.discretionary,
        applies_from=clause.from_ if isinstance(clause, Cited) else None,
        applies_to=(clause.to if isinstance(clause, Cited) else None) or instrument.in_force_to,
        note=_both(clause.note, instrument.date_note),
        read_in=instrument.read_in,
    )


def _both(first: Bilingual | None, second: Bilingual | None) -> Bilingual | None:
    """Two notes as one."""
    if first is None or second is None:
        return first or second
    return Bilingual(zh=f"{first.zh}；{second.zh}", en=f"{first.en}; {second.en}")
