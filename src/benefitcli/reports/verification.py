"""Whether a stored result holds, and if not because of what."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from benefitcli.i18n.problems import message_of
from benefitcli.i18n.tables import VERIFY
from benefitcli.i18n.translator import Translator
from benefitcli.law.reader import Document
from benefitcli.reports.model import Item, Paragraph, Report, Section, bullets, listed
from benefitcli.reports.tables import title_lines
from benefitcli.reports.writers.text import DIGEST_SHOWN
from benefitcli.workflows.verify import ABSENT, Difference, Verification

_WITHIN_SOURCES = ("source", "further_sources", "sources", "provisions")


def verification_report(verification: Verification, translator: Translator) -> Report:
    """Build the report of a verdict: what differs, and the documents behind it."""
    sections = [_differences("differences", verification.differences, translator)]
    if verification.verdict == "both":
        sections.append(_differences("alterations", verification.alterations, translator, "by_its_documents"))
    # Why it cannot be calculated anew belongs to what differs.
    problems = bullets((message_of(problem, translator) for problem in verification.problems), "!")
    sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, problems))
    others = [document for document in verification.added if document not in verification.causes]
    lists = {
        "cause": [_document(document, translator) for document in verification.causes],
        "added": [_document(document, translator) for document in others],
        "altered_documents": map(Item, verification.altered),
        "removed": map(Item, verification.removed),
    }
    sections += [listed(translator(VERIFY[word]), items) for word, items in lists.items()]
    sections.append(_ending(verification, translator))
    return Report(translator=translator, title=translator(VERIFY[verification.verdict]), sections=tuple(sections))


def _differences(
    word: str, differences: tuple[Difference, ...], translator: Translator, other: str = "recomputed"
) -> Section:
    """Return the numbers that differ, not that their citations differ too; the citations where nothing else does."""
    numbers = [difference for difference in differences if not set(difference.place.split(".")) & set(_WITHIN_SOURCES)]
    items = (
        Item(
            difference.place,
            (
                translator.colon(translator(VERIFY["stored"]), _value(difference.stored, translator)),
                translator.colon(translator(VERIFY[other]), _value(difference.recomputed, translator)),
            ),
        )
        for difference in numbers or differences
    )
    return listed(translator(VERIFY[word]), items)


def _value(value: Any, translator: Translator) -> str:
    """Return a plain value as it is; of a table only what it is called, since its place is named too."""
    if value is ABSENT:
        return translator(VERIFY["absent"])
    if isinstance(value, dict):
        return str(value.get("name") or value.get("code") or value.get("title") or "{…}")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _document(document: Document, translator: Translator) -> Item:
    title, *others = dict.fromkeys(title_lines(document, translator))
    return Item(title, (*others, str(document.file)))


def _ending(verification: Verification, translator: Translator) -> Section:
    texts = []
    if verification.stored_digest != verification.digest and not verification.lists_documents:
        texts.append(translator(VERIFY["unnamed"]))
    if verification.unchecked:
        texts.append(translator(VERIFY["unchecked"], names=", ".join(verification.unchecked)))
    digests = dict.fromkeys((verification.stored_digest[:DIGEST_SHOWN], verification.digest[:DIGEST_SHOWN]))
    digest = Paragraph(f"{translator(VERIFY['digest'])} {' → '.join(digests)}", "dim", 0)
    return Section("", (*(Paragraph(text, indent=0) for text in texts), digest))
