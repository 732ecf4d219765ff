"""Whether a stored result holds, for a person and for a script."""

from __future__ import annotations

import json
from typing import Any, TextIO

from benefitcli.i18n import Language, choose
from benefitcli.i18n.problems import message_of
from benefitcli.i18n.tables import VERIFY
from benefitcli.law.document import Document
from benefitcli.reports.terminal import Sheet
from benefitcli.workflows.verification.differences import ABSENT, Difference
from benefitcli.workflows.verification.verifier import Verification

_WITHIN_SOURCES = ("source", "further_sources", "sources", "provisions")


def print_verdict(found: Verification, language: Language, stream: TextIO) -> None:
    """Print the verdict, what differs, and the documents behind it."""
    page = _Page(found, language, Sheet(stream))
    page.sheet.line(choose(VERIFY[found.verdict], language), "bold")
    page.differences("differences", found.differences)
    if found.verdict == "both":
        page.differences("alterations", found.alterations, "by_its_documents")
    page.problems()
    page.documents("cause", found.causes)
    others = tuple(document for document in found.added if document not in found.causes)
    page.documents("added", others)
    page.paths("altered_documents", found.altered)
    page.paths("removed", found.removed)
    page.ending()


class _Page:
    """The printed verdict."""

    def __init__(self, found: Verification, language: Language, sheet: Sheet) -> None:
        self.found = found
        self.language = language
        self.sheet = sheet
        self.colon = "：" if language == "zh" else ": "

    def word(self, name: str) -> str:
        return choose(VERIFY[name], self.language)

    def title(self, name: str) -> None:
        self.sheet.line()
        self.sheet.line(self.word(name), "bold")

    def differences(self, title: str, differences: tuple[Difference, ...], other: str = "recomputed") -> None:
        shown = _worth_showing(differences)
        if shown:
            self.title(title)
        for one in shown:
            stored, recomputed = (self.value(value) for value in (one.stored, one.recomputed))
            lines = [f"{self.word('stored')}{self.colon}{stored}", f"{self.word(other)}{self.colon}{recomputed}"]
            self.sheet.item("-", [one.place, *lines])

    def problems(self) -> None:
        """Why it cannot be calculated anew."""
        for problem in self.found.problems:
            self.sheet.item("!", [message_of(problem, self.language)])

    def value(self, value: Any) -> str:
        """A plain value as it is; of a table only what it is called, since its place is named too."""
        if value is ABSENT:
            return self.word("absent")
        if isinstance(value, dict):
            return str(value.get("name") or value.get("code") or value.get("title") or "{…}")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

    def documents(self, title: str, documents: tuple[Document, ...]) -> None:
        if documents:
            self.title(title)
        for document in documents:
            self.sheet.item("-", [*_names(document, self.language), document.file])

    def paths(self, title: str, paths: tuple[str, ...]) -> None:
        if paths:
            self.title(title)
        for path in paths:
            self.sheet.item("-", [path])

    def ending(self) -> None:
        found = self.found
        self.sheet.line()
        if found.stored_digest != found.digest and not found.lists_documents:
            self.sheet.line(self.word("unnamed"))
        if found.unchecked:
            self.sheet.line(self.word("unchecked").format(names=", ".join(found.unchecked)))
        digests = dict.fromkeys((found.stored_digest[:19], found.digest[:19]))
        self.sheet.line(f"{self.word('digest')} {' → '.join(digests)}", "dim")


def _worth_showing(differences: tuple[Difference, ...]) -> list[Difference]:
    """The numbers that differ, not that their citations differ too; the citations where nothing else does."""
    numbers = [one for one in differences if not set(one.place.split(".")) & set(_WITHIN_SOURCES)]
    return numbers or list(differences)


def _names(document: Document, language: Language) -> list[str]:
    instrument = document.instrument
    number = f"（{instrument.number}）" if instrument.number else ""
    title = f"《{instrument.title}》{number}"
    return [title] if language == "zh" else list(dict.fromkeys((instrument.title_en, title)))


def verdict_as_json(found: Verification, language: Language) -> dict[str, Any]:
    """The same for a script, with every difference."""
    return {
        "holds": found.holds,
        "verdict": found.verdict,
        "benefit": found.benefit,
        "differences": [_difference_as_json(one) for one in found.differences],
        "alterations": [_difference_as_json(one) for one in found.alterations],
        "problems": [{**one.as_json(), "message": message_of(one, language)} for one in found.problems],
        "causes": [_document_as_json(document) for document in found.causes],
        "documents": {
            "added": [_document_as_json(document) for document in found.added],
            "altered": list(found.altered),
            "removed": list(found.removed),
        },
        "unchecked": list(found.unchecked),
        "tables": {"stored_digest": found.stored_digest, "digest": found.digest},
    }


def _difference_as_json(one: Difference) -> dict[str, Any]:
    return {"place": one.place, "stored": _plain(one.stored), "recomputed": _plain(one.recomputed)}


def _plain(value: Any) -> Any:
    """A value of the stored tree as JSON holds it; absence is null."""
    return None if value is ABSENT else json.loads(json.dumps(value, default=float))


def _document_as_json(document: Document) -> dict[str, Any]:
    instrument = document.instrument
    return {
        "path": document.path,
        "file": document.file,
        "title": instrument.title,
        "number": instrument.number,
        "issued": instrument.issued.isoformat(),
        "in_force": instrument.in_force.isoformat(),
    }
