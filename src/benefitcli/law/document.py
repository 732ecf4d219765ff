"""Reading a table file into an instrument with its clauses, and saying exactly what is wrong with one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import ValidationError

from benefitcli.errors import BenefitError, Problem
from benefitcli.law.instrument import Clause, Holiday, Instrument, Provision, Reading, Strict
from benefitcli.law.vocabulary import PARAMETERS

Model = TypeVar("Model", bound=Strict)


@dataclass(frozen=True, slots=True)
class Document:
    """A table file that was read: where it stands and all that it says."""

    path: str
    content: bytes
    instrument: Instrument
    clauses: tuple[tuple[str, Clause], ...]
    readings: dict[str, Reading]
    provisions: dict[str, Provision]
    holidays: dict[str, Holiday]


def read_document(file: Path, path: str) -> Document:
    """Read one table file; ``path`` is its place below the tables folder.

    Raises :class:`BenefitError` with every problem of the file at once.
    """
    content = file.read_bytes().replace(b"\r\n", b"\n")
    tree = _parse(content, str(file))
    checker = _Checker(str(file))
    document = _build(checker, tree, content, path)
    if checker.problems or document is None:
        raise BenefitError(*checker.problems)
    return document


def _parse(content: bytes, file: str) -> dict[str, Any]:
    try:
        return tomli.loads(content.decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise BenefitError(Problem("table_not_utf8", details={"file": file, "position": error.start})) from None
    except tomli.TOMLDecodeError as error:
        raise BenefitError(Problem("table_syntax", details={"file": file, "message": str(error)})) from None


def _build(checker: _Checker, tree: dict[str, Any], content: bytes, path: str) -> Document | None:
    instrument = checker.model(Instrument, "instrument", tree.pop("instrument", {}))
    named = {section: tree.pop(section, {}) for section in ("readings", "provisions", "holidays")}
    readings = checker.models(Reading, "readings", named["readings"])
    provisions = checker.models(Provision, "provisions", named["provisions"])
    holidays = checker.models(Holiday, "holidays", named["holidays"])
    clauses = tuple(checker.clauses(tree))
    if instrument is None:
        return None
    return Document(path, content, instrument, clauses, readings, provisions, holidays)


class _Checker:
    """Collects the problems of one file while it is turned into models."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def report(self, code: str, key: str, found: object = None, accepted: str | None = None) -> None:
        value = None if found is None else str(found)
        self.problems.append(
            Problem(code, field=key, value=value, accepted=accepted, details={"file": self.file, "key": key})
        )

    def model(self, kind: type[Model], key: str, data: object) -> Model | None:
        if not isinstance(data, dict):
            self.report("table_wrong_type", key, data, "a table")
            return None
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            for problem in error.errors():
                self._report_pydantic(kind, key, dict(problem))
            return None

    def models(self, kind: type[Model], key: str, data: object) -> dict[str, Model]:
        if not isinstance(data, dict):
            self.report("table_wrong_type", key, data, "a table")
            return {}
        found = {name: self.model(kind, f"{key}.{name}", value) for name, value in data.items()}
        return {name: model for name, model in found.items() if model is not None}

    def clauses(self, tree: Mapping[str, Any]) -> Iterator[tuple[str, Clause]]:
        for name, data in _leaves(tree, ""):
            if name not in PARAMETERS:
                near = difflib.get_close_matches(name, PARAMETERS, n=3) or list(PARAMETERS)
                self.report("table_unknown_parameter", name, name, ", ".join(near))
                continue
            clause = self.model(Clause, name, data)
            if clause is None:
                continue
            expected = PARAMETERS[name].unit
            if clause.unit not in (None, expected):
                self.report("table_wrong_unit", f"{name}.unit", clause.unit, expected)
            yield name, clause

    def _report_pydantic(self, kind: type[Strict], key: str, problem: dict[str, Any]) -> None:
        place = ".".join([key, *(str(part) for part in problem["loc"])])
        if problem["type"] == "extra_forbidden":
            known = ", ".join(field.alias or name for name, field in kind.model_fields.items())
            self.report("table_unknown_key", place, problem["loc"][-1], known)
        elif problem["type"] == "missing":
            self.report("table_missing_key", place)
        elif problem["type"] == "value_error":
            self.report("table_" + str(problem["ctx"]["error"]), place)
        else:
            self.report("table_wrong_value", place, problem["input"], problem["msg"])


def _leaves(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, object]]:
    """The clauses of a nested table: a leaf holds at least one plain value, or is a list of tables."""
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, list):
            yield from ((name, item) for item in value)
        elif (
            not isinstance(value, dict)
            or any(not isinstance(item, (dict, list)) for item in value.values())
            or not value
        ):
            yield name, value
        else:
            yield from _leaves(value, f"{name}.")
