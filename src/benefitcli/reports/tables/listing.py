"""The documents there are: by region and day, how well each was read, and what it sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from benefitcli.i18n import Language, choose
from benefitcli.i18n.labels import EVIDENCE
from benefitcli.i18n.tables import TABLES
from benefitcli.law.document import Document
from benefitcli.law.library import Library
from benefitcli.law.regions import Region
from benefitcli.reports.tables.pieces import parameter_name
from benefitcli.reports.terminal import Sheet


def known_documents(library: Library, region: Region) -> list[Document]:
    """The documents of one region's own folder that are known on the as-of day, by the day they came into force."""
    known = (
        document
        for document in library.documents(region.path)
        if library.as_of is None or document.instrument.issued <= library.as_of
    )
    return sorted(known, key=lambda document: (document.instrument.in_force, document.instrument.issued))


def print_listing(library: Library, regions: Iterable[Region], language: Language, stream: TextIO) -> None:
    """Print the documents region by region."""
    sheet = Sheet(stream)
    for index, region in enumerate(regions):
        if index:
            sheet.line()
        name = region.name if language == "zh" else region.name_en
        sheet.line(f"{name} · {region.path} · {region.code}", "bold")
        documents = known_documents(library, region)
        if not documents:
            sheet.line(choose(TABLES["no_documents"], language), indent=2)
        for document in documents:
            sheet.item("-", _paragraph(library, document, language))


def _paragraph(library: Library, document: Document, language: Language) -> list[str]:
    instrument = document.instrument
    first, last = instrument.in_force, instrument.in_force_to
    days = choose(TABLES["span" if last else "since"], language).format(first=first, last=last)
    facts = [days]
    if instrument.issued != first:
        facts.append(choose(TABLES["issued"], language).format(date=instrument.issued))
    facts.append(choose(EVIDENCE[instrument.evidence], language))
    number = f"（{instrument.number}）" if instrument.number else ""
    title = f"《{instrument.title}》{number}"
    lines = [title] if language == "zh" else [instrument.title_en, title]
    sets = ("、" if language == "zh" else "; ").join(_what_it_sets(document, language))
    colon = "：" if language == "zh" else ": "
    lines += [(" · ").join(facts), f"{choose(TABLES['sets'], language)}{colon}{sets or '-'}"]
    if not library.is_shipped(document):
        lines.append(choose(TABLES["own"], language).format(file=document.file))
    return lines


def _what_it_sets(document: Document, language: Language) -> Iterable[str]:
    """The names of its numbers; clauses that only say how days are counted come as one."""
    yield from dict.fromkeys(parameter_name(name, language) for name, clause in document.clauses if clause.has_number)
    if not all(clause.has_number for _, clause in document.clauses):
        yield choose(TABLES["counts_only"], language)
    for section in document.sections():
        yield choose(TABLES[f"section_{section}"], language)


def listing_as_json(library: Library, regions: Iterable[Region]) -> dict[str, Any]:
    """The same for a script."""
    return {
        "regions": [
            {
                "code": region.code,
                "name": region.name,
                "name_en": region.name_en,
                "path": region.path,
                "documents": [_document_as_json(library, document) for document in known_documents(library, region)],
            }
            for region in regions
        ],
        "as_of": library.as_of.isoformat() if library.as_of else None,
    }


def _document_as_json(library: Library, document: Document) -> dict[str, Any]:
    return {
        "path": document.path,
        "digest": document.digest,
        "shipped": library.is_shipped(document),
        **document.instrument.model_dump(mode="json"),
        "sets": list(dict.fromkeys(name for name, clause in document.clauses if clause.has_number)),
        "counts": list(dict.fromkeys(name for name, clause in document.clauses if clause.counting)),
        "sections": document.sections(),
    }
