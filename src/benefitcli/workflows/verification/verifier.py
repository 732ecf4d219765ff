"""Calculating a stored result anew: it is calculated anew from its own case, and what differs is traced to its cause."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Benefit
from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.case import Question, read_case
from benefitcli.inputs.parse import Value
from benefitcli.law.library import RegionLaw
from benefitcli.law.reader import Document
from benefitcli.reports.machine import answer_as_json, dump
from benefitcli.workflows.case import calculate_under
from benefitcli.workflows.verification.differences import ABSENT, Difference, compare_trees
from benefitcli.workflows.verification.stored import StoredResult, read_stored

Verdict = Literal["holds", "holds_changed", "changed", "altered", "both", "unclear"]
HOLDING: tuple[Verdict, ...] = ("holds", "holds_changed")

_TABLES = "tables"


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


def verify_result(content: bytes, name: str, tables: tuple[Path, ...] = ()) -> Verification:
    """Verify a result as ``--format json`` gives it, under the shipped tables with ``tables`` over them.

    ``name`` is what messages call the content. Raises :class:`BenefitError` where it is no such result, or where its
    benefit or its region is not known here.
    """
    tree, stored = read_stored(content, name)
    question = Question(
        region=stored.region.code,
        on=stored.on,
        as_of=stored.tables.as_of,
        readings=stored.readings,
        tables=tables,
    )
    benefit = find_benefit(stored.benefit)
    library = question.library()
    return _Verifier(
        tree, stored, benefit, question, library.law_of(library.region(question.region), question.readings)
    ).verify()


class _Verifier:
    """One stored result beside the law at hand."""

    def __init__(
        self, tree: dict[str, Any], stored: StoredResult, benefit: Benefit, question: Question, law: RegionLaw
    ) -> None:
        self.tree = tree
        self.stored = stored
        self.benefit = benefit
        self.question = question
        self.law = law
        then = stored.tables.documents
        self.then = None if then is None else {(one.path, one.digest) for one in then}
        self.now = {(document.path, document.digest): document for document in law.known}

    def verify(self) -> Verification:
        recomputed, problems = self._recompute(self.law)
        differences = tuple(self._differences(recomputed))
        added, altered, removed = self._changed_documents()
        verdict, alterations = self._verdict(differences)
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
            unchecked=tuple(name for name in self.tree if name not in (*recomputed, _TABLES)) if not problems else (),
            stored_digest=self.stored.tables.digest,
            digest=self.law.digest,
        )

    def _verdict(self, differences: tuple[Difference, ...]) -> tuple[Verdict, tuple[Difference, ...]]:
        if self.stored.tables.digest == self.law.digest or (self.then is not None and self.then == set(self.now)):
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

    def _law_with(self, documents: Iterator[Document]) -> RegionLaw:
        kept = list(documents)
        layers = tuple(tuple(one for one in layer if one in kept) for layer in self.law.layers)
        return dataclasses.replace(self.law, layers=layers)

    def _causes(self, added: tuple[Document, ...], recomputed: dict[str, Any]) -> tuple[Document, ...]:
        """The new documents each of which makes a difference; all of them where none does alone."""
        alone = []
        for document in added:
            law = self._law_with(one for one in self.now.values() if one is not document)
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
        tree = json.loads(dump(answer_as_json(answer)), parse_float=Decimal)
        return {name: value for name, value in tree.items() if name != _TABLES}, ()

    def _case(self) -> dict[str, Value | None]:
        facts = {name: value for name, value in self.stored.case.items() if value is not None}
        return read_case(self.benefit, {name: _text(value) for name, value in facts.items()})

    def _differences(self, recomputed: dict[str, Any]) -> Iterator[Difference]:
        if recomputed.keys() == {"status"}:
            yield Difference("status", self.stored.status, "error")
            return
        for name, value in recomputed.items():
            yield from compare_trees(name, _as_of_then(self.tree.get(name, ABSENT)), _as_of_then(value))
        if self.stored.tables.digest != self.law.digest and self.then == set(self.now):
            yield Difference("tables.digest", self.stored.tables.digest, self.law.digest)
        if self.stored.tables.digest == self.law.digest and self.then not in (None, set(self.now)):
            yield Difference(
                "tables.documents", sorted(path for path, _ in self.then or ()), sorted(path for path, _ in self.now)
            )


def _as_of_then(value: Any) -> Any:
    """Without the warning of what was left out as not yet issued: it tells of the tables at hand, not of the result."""
    if not isinstance(value, list):
        return value
    return [one for one in value if not (isinstance(one, dict) and one.get("code") == NOT_YET_ISSUED)]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
