"""A stored result against a new calculation: it is calculated anew from its own case, and what differs is traced to its cause."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.case import Question, read_case
from benefitcli.law.library import RegionLaw
from benefitcli.law.reader import Document
from benefitcli.workflows.case import Answer, calculate_under

Verdict = Literal["holds", "holds_changed", "changed", "altered", "both", "unclear"]
HOLDING: tuple[Verdict, ...] = ("holds", "holds_changed")
ABSENT = object()
"""What stands for a value that one of two trees does not have."""

Key = tuple[str, str]
"""The path and the digest of a document."""

Problems = tuple[Problem, ...]
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
    problems: Problems
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
    texts = {name: _text(value) for name, value in stored["case"].items() if value is not None}
    library = question.library()
    law = library.law_of(library.region(question.region), question.readings)

    def recompute(law: RegionLaw) -> tuple[dict[str, Any], Problems]:
        """The result under some documents, as a stored one is read; only its status where there is none."""
        try:
            answer = calculate_under(law, benefit, read_case(benefit, texts), question)
        except BenefitError as error:
            return {"status": "error"}, error.problems
        return {name: value for name, value in tree_of(answer).items() if name != _TABLES}, ()

    return _verify(stored, law, recompute)


def _verify(
    stored: Mapping[str, Any], law: RegionLaw, recompute: Callable[[RegionLaw], tuple[dict[str, Any], Problems]]
) -> Verification:
    def recompute_with(documents: Collection[Document]) -> dict[str, Any]:
        layers = tuple(tuple(document for document in layer if document in documents) for layer in law.layers)
        return recompute(replace(law, layers=layers))[0]

    recomputed, problems = recompute(law)
    digest = stored[_TABLES]["digest"]
    documents = stored[_TABLES].get("documents")
    then = None if documents is None else {(document["path"], document["digest"]) for document in documents}
    now = {(document.path, document.digest): document for document in law.known}
    differences = (
        *_differences(stored, recomputed),
        *([] if problems else _table_differences(digest, law.digest, then, set(now))),
    )
    added, altered, removed = _changed_documents(then, now)
    verdict: Verdict
    alterations: tuple[Difference, ...] = ()
    if digest == law.digest or then == set(now):
        verdict, alterations = "altered" if differences else "holds", differences
    elif not differences:
        verdict = "holds_changed"
    elif then is None or not then <= set(now):
        verdict = "unclear"
    else:
        # All documents that the result was made with are still at hand.
        alterations = tuple(_differences(stored, recompute_with([now[key] for key in now if key in then])))
        verdict = "both" if alterations else "changed"
    causes: tuple[Document, ...] = ()
    if verdict in ("changed", "both"):
        without = ((document, [other for other in now.values() if other is not document]) for document in added)
        causes = tuple(document for document, others in without if recompute_with(others) != recomputed) or added
    return Verification(
        verdict=verdict,
        benefit=stored["benefit"],
        differences=differences,
        alterations=alterations,
        problems=problems,
        causes=causes,
        added=added,
        altered=altered,
        removed=removed,
        lists_documents=then is not None,
        unchecked=() if problems else tuple(name for name in stored if name not in (*recomputed, _TABLES)),
        stored_digest=digest,
        digest=law.digest,
    )


def _changed_documents(
    then: set[Key] | None, now: Mapping[Key, Document]
) -> tuple[tuple[Document, ...], tuple[str, ...], tuple[str, ...]]:
    """The documents that are new, the paths of those whose text changed, and of those that are gone."""
    then = set(now) if then is None else then
    gone = {path for path, _ in then - set(now)}
    fresh = {key: document for key, document in now.items() if key not in then}
    added = tuple(document for (path, _), document in fresh.items() if path not in gone)
    altered = tuple(path for path, _ in fresh if path in gone)
    return added, altered, tuple(sorted(gone - set(altered)))


def _differences(stored: Mapping[str, Any], recomputed: Mapping[str, Any]) -> Iterator[Difference]:
    if recomputed.keys() == {"status"}:
        yield Difference("status", stored["status"], "error")
        return
    for name, value in recomputed.items():
        yield from compare_trees(name, _as_of_then(stored.get(name, ABSENT)), _as_of_then(value))


def _table_differences(stored: str, digest: str, then: set[Key] | None, now: set[Key]) -> Iterator[Difference]:
    """Where the digest and the list of documents contradict each other."""
    if stored != digest and then == now:
        yield Difference("tables.digest", stored, digest)
    if stored == digest and then not in (None, now):
        yield Difference("tables.documents", sorted(path for path, _ in then or ()), sorted(path for path, _ in now))


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
