"""A stored result against a new calculation: it is calculated anew from its own case, and what differs is traced to its cause."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Benefit
from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.case import Question, read_case
from benefitcli.inputs.parse import Value
from benefitcli.law.library import RegionLaw
from benefitcli.law.reader import Document
from benefitcli.workflows.case import Answer, calculate_under

Verdict = Literal["holds", "holds_changed", "changed", "altered", "both", "unclear"]
HOLDING: tuple[Verdict, ...] = ("holds", "holds_changed")
ABSENT = object()
"""What stands for a value that one of two trees does not have."""

_TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in the result, what is stored there and what was calculated anew; ``ABSENT`` where there is nothing."""

    place: str
    stored: Any
    recomputed: Any


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a result holds, and if not why.

    ``differences`` are between the stored result and the one calculated anew, ``alterations`` those that no change of
    the documents explains: between the stored result and what its own documents give.
    ``added``, ``altered`` and ``removed`` are the documents that are not what they were, by path; ``causes`` those of
    them without which the result would still be the stored one; ``problems`` why it could not be calculated anew.
    """

    verdict: Verdict
    benefit: str
    differences: tuple[Difference, ...]
    alterations: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    causes: tuple[Document, ...]
    added: tuple[Document, ...]
    altered: tuple[str, ...]
    removed: tuple[str, ...]
    lists_documents: bool
    unchecked: tuple[str, ...]
    stored_digest: str
    digest: str

    @property
    def holds(self) -> bool:
        """Whether the stored result is the one that would be given now."""
        return self.verdict in HOLDING


def verify_result(
    stored: dict[str, Any], question: Question, tree_of: Callable[[Answer], Mapping[str, Any]]
) -> Verification:
    """Verify a stored result under the shipped tables with those of the question over them.

    ``stored`` is the tree of the result and ``question`` what it answers, as :func:`benefitcli.contract.read_result`
    gives them; ``tree_of`` makes such a tree of an answer. Raises :class:`BenefitError` where the benefit or the region
    is not known here.
    """
    benefit = find_benefit(stored["benefit"])
    library = question.library()
    law = library.law_of(library.region(question.region), question.readings)
    return _Verifier(stored, benefit, question, law, tree_of).verify()


class _Verifier:
    """One stored result beside the law at hand."""

    def __init__(
        self,
        stored: dict[str, Any],
        benefit: Benefit,
        question: Question,
        law: RegionLaw,
        tree_of: Callable[[Answer], Mapping[str, Any]],
    ) -> None:
        self.stored = stored
        self.benefit = benefit
        self.question = question
        self.law = law
        self.tree_of = tree_of
        self.digest: str = stored[_TABLES]["digest"]
        then = stored[_TABLES].get("documents")
        self.then = None if then is None else {(document["path"], document["digest"]) for document in then}
        self.now = {(document.path, document.digest): document for document in law.known}

    def verify(self) -> Verification:
        recomputed, problems = self._recompute(self.law)
        differences = tuple(self._differences(recomputed))
        added, altered, removed = self._changed_documents()
        verdict, alterations = self._verdict(differences)
        unchecked = () if problems else tuple(name for name in self.stored if name not in (*recomputed, _TABLES))
        return Verification(
            verdict=verdict,
            benefit=self.benefit.name,
            differences=differences,
            alterations=alterations,
            problems=problems,
            causes=self._causes(added, recomputed) if verdict in ("changed", "both") else (),
            added=added,
            altered=altered,
            removed=removed,
            lists_documents=self.then is not None,
            unchecked=unchecked,
            stored_digest=self.digest,
            digest=self.law.digest,
        )

    def _verdict(self, differences: tuple[Difference, ...]) -> tuple[Verdict, tuple[Difference, ...]]:
        if self.digest == self.law.digest or (self.then is not None and self.then == set(self.now)):
            return ("altered" if differences else "holds"), differences
        if not differences:
            return "holds_changed", ()
        law = self._law_of_then()
        if law is None:
            return "unclear", ()
        alterations = tuple(self._differences(self._recompute(law)[0]))
        return ("both" if alterations else "changed"), alterations

    def _law_of_then(self) -> RegionLaw | None:
        """The documents that the result was made with, if all of them are still at hand."""
        if self.then is None or not self.then <= set(self.now):
            return None
        return self._law_with(document for key, document in self.now.items() if key in self.then)

    def _law_with(self, documents: Iterable[Document]) -> RegionLaw:
        kept = list(documents)
        layers = tuple(tuple(document for document in layer if document in kept) for layer in self.law.layers)
        return dataclasses.replace(self.law, layers=layers)

    def _causes(self, added: tuple[Document, ...], recomputed: dict[str, Any]) -> tuple[Document, ...]:
        """The new documents each of which makes a difference; all of them where none does alone."""
        alone = []
        for document in added:
            law = self._law_with(other for other in self.now.values() if other is not document)
            if self._recompute(law)[0] != recomputed:
                alone.append(document)
        return tuple(alone) or added

    def _changed_documents(self) -> tuple[tuple[Document, ...], tuple[str, ...], tuple[str, ...]]:
        """The documents that are new, the paths of those whose text changed, and of those that are gone."""
        then = set(self.now) if self.then is None else self.then
        gone = {path for path, _ in then - set(self.now)}
        fresh = {key: document for key, document in self.now.items() if key not in then}
        added = tuple(document for (path, _), document in fresh.items() if path not in gone)
        altered = tuple(path for path, _ in fresh if path in gone)
        return added, altered, tuple(sorted(gone - set(altered)))

    def _recompute(self, law: RegionLaw) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The result under some documents, as a stored one is read; only its status where there is none."""
        try:
            answer = calculate_under(law, self.benefit, self._case(), self.question)
        except BenefitError as error:
            return {"status": "error"}, error.problems
        return {name: value for name, value in self.tree_of(answer).items() if name != _TABLES}, ()

    def _case(self) -> dict[str, Value | None]:
        texts = {name: _text(value) for name, value in self.stored["case"].items() if value is not None}
        return read_case(self.benefit, texts)

    def _differences(self, recomputed: dict[str, Any]) -> Iterator[Difference]:
        if recomputed.keys() == {"status"}:
            yield Difference("status", self.stored["status"], "error")
            return
        for name, value in recomputed.items():
            yield from compare_trees(name, _as_of_then(self.stored.get(name, ABSENT)), _as_of_then(value))
        if self.digest != self.law.digest and self.then == set(self.now):
            yield Difference("tables.digest", self.digest, self.law.digest)
        if self.digest == self.law.digest and self.then not in (None, set(self.now)):
            yield Difference(
                "tables.documents", sorted(path for path, _ in self.then or ()), sorted(path for path, _ in self.now)
            )


def _as_of_then(value: Any) -> Any:
    """Without the warning of what was left out as not yet issued: it tells of the tables at hand, not of the result."""
    if not isinstance(value, list):
        return value
    return [entry for entry in value if not (isinstance(entry, dict) and entry.get("code") == NOT_YET_ISSUED)]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def compare_trees(place: str, stored: Any, recomputed: Any) -> Iterator[Difference]:
    """The places in which two trees of JSON differ, the entries of a list by their names."""
    if isinstance(stored, dict) and isinstance(recomputed, dict):
        yield from _compare_parts(place, stored, recomputed)
    elif isinstance(stored, list) and isinstance(recomputed, list):
        yield from _compare_parts(place, _by_name(stored), _by_name(recomputed))
    elif stored != recomputed or isinstance(stored, bool) != isinstance(recomputed, bool):
        yield Difference(place, stored, recomputed)


def _compare_parts(place: str, stored: Mapping[str, Any], recomputed: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*stored, *recomputed)):
        yield from compare_trees(f"{place}.{name}", stored.get(name, ABSENT), recomputed.get(name, ABSENT))


def _by_name(entries: list[Any]) -> dict[str, Any]:
    """A list as a table: by ``name`` or ``code`` where its entries have one, else by number."""
    numbers = [str(number) for number in range(1, len(entries) + 1)]
    names = [
        str(entry.get("name") or entry.get("code") or number) if isinstance(entry, dict) else number
        for number, entry in zip(numbers, entries, strict=True)
    ]
    return dict(zip(names if len(set(names)) == len(names) else numbers, entries, strict=True))
