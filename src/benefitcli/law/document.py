"""Reading a table file into an instrument with its clauses, and saying exactly what is wrong with one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from benefitcli.errors import BenefitError, Problem
from benefitcli.law.checker import Checker, read_toml
from benefitcli.law.model import Calendar, Clause, Holiday, Instrument, LeftOut, Provision, Quoted, Reading, Strict
from benefitcli.law.parameters import PARAMETERS, SMALL_UNITS, Unit, nearest_parameters, scaled

REPORTED = ("secondary", "weak")
"""The kinds of evidence with which the text itself was not read."""


@dataclass(frozen=True, slots=True)
class Document:
    """A table file that was read: where it stands and all that it says.

    ``path`` is its place below a tables folder, ``file`` the file itself as messages name it.
    """

    path: str
    file: str
    content: bytes
    instrument: Instrument
    clauses: tuple[tuple[str, Clause], ...]
    readings: dict[str, Reading]
    provisions: dict[str, Provision]
    holidays: dict[str, Holiday]
    left_out: dict[str, LeftOut]
    calendar: Calendar | None

    @property
    def digest(self) -> str:
        """``sha256:…`` over its text."""
        return f"sha256:{hashlib.sha256(self.content).hexdigest()}"

    @property
    def root(self) -> str:
        """The tables folder in which it stands."""
        return self.file.removesuffix(self.path)

    def sections(self) -> dict[str, list[str]]:
        """The names of its entries other than clauses, by section; a section that is one entry has no names."""
        parts = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "instrument"}
        tables = {name: list(part) for name, part in parts.items() if isinstance(part, dict) and part}
        return tables | {name: [] for name, part in parts.items() if isinstance(part, Strict)}


def read_document(file: Path, path: str) -> Document:
    """Read one table file; ``path`` is its place below the tables folder.

    Raises :class:`BenefitError` with every problem of the file at once.
    """
    content, tree = read_toml(file)
    document, problems = examine_document(content, tree, str(file), path)
    if problems or document is None:
        raise BenefitError(*problems)
    return document


def examine_document(
    content: bytes, tree: dict[str, Any], file: str, path: str
) -> tuple[Document | None, tuple[Problem, ...]]:
    """What a table file says as far as it can be understood, and everything that is wrong with it."""
    checker = Checker(file)
    document = _build(checker, tree, content, path)
    return document, tuple(checker.problems)


def _build(checker: Checker, tree: dict[str, Any], content: bytes, path: str) -> Document | None:
    instrument = checker.model(Instrument, "instrument", tree.pop("instrument", {}))
    named = {section: tree.pop(section, {}) for section in ("readings", "provisions", "holidays", "left_out")}
    calendar = checker.model(Calendar, "calendar", tree.pop("calendar")) if "calendar" in tree else None
    readings = checker.models(Reading, "readings", named["readings"])
    provisions = checker.models(Provision, "provisions", named["provisions"])
    holidays = checker.models(Holiday, "holidays", named["holidays"])
    left_out = checker.models(LeftOut, "left_out", named["left_out"])
    for name in left_out:
        _check_parameter(checker, f"left_out.{name}", name)
    clauses = tuple(_clauses(checker, tree))
    _check_place(checker, path, holidays=bool(holidays), calendar=calendar is not None)
    if instrument is None:
        return None
    cited: list[tuple[str, Quoted]] = [*clauses, *(("provisions." + name, one) for name, one in provisions.items())]
    cited += [("holidays." + name, one) for name, one in holidays.items()]
    cited += [("calendar", calendar)] if calendar else []
    for key, one in cited:
        _check_citation(checker, instrument, key, one)
    return Document(
        path, checker.file, content, instrument, clauses, readings, provisions, holidays, left_out, calendar
    )


def _check_parameter(checker: Checker, key: str, name: str) -> bool:
    """Whether there is a parameter of this name."""
    if name not in PARAMETERS:
        checker.report("table_unknown_parameter", key, name, nearest_parameters(name))
    return name in PARAMETERS


def _check_place(checker: Checker, path: str, **sections: bool) -> None:
    """Holidays are the same everywhere: what a province's folder said of them would never be looked at."""
    folder = path.rpartition("/")[0]
    for section, is_there in sections.items():
        if is_there and "/" in folder:
            checker.report("table_only_national", section, folder, folder.partition("/")[0])


def _check_citation(checker: Checker, instrument: Instrument, key: str, cited: Quoted) -> None:
    """A text that was read is cited by its article and in its words; only a report may lack them."""
    if (cited.evidence or instrument.evidence) in REPORTED:
        return
    for name in ("article", "quote"):
        if getattr(cited, name) is None:
            checker.report("table_citation_missing", f"{key}.{name}", None, f'{name} = "…"')


def _clauses(checker: Checker, tree: Mapping[str, Any]) -> Iterator[tuple[str, Clause]]:
    for name, data in _leaves(tree, ""):
        if not _check_parameter(checker, name, name):
            continue
        clause = checker.model(Clause, name, data)
        if clause is None:
            continue
        unit = PARAMETERS[name].unit
        if clause.unit not in (None, unit):
            checker.report("table_wrong_unit", f"{name}.unit", clause.unit, unit)
        _check_fineness(checker, name, clause, unit)
        yield name, clause


def _check_fineness(checker: Checker, name: str, clause: Clause, unit: Unit) -> None:
    """Days are whole, yuan have two decimals and ratios four: nothing is rounded away unseen."""
    bands = {f"scale.{index}.value": bracket.value for index, bracket in enumerate(clause.scale or ())}
    numbers = {"value": clause.value, "add": clause.add, "before": clause.before, **bands}
    for key, number in numbers.items():
        if number is not None and scaled(number, unit) != number * SMALL_UNITS.get(unit, 1):
            accepted = {"yuan": "0.01", "ratio": "0.0001"}.get(unit, "1")
            checker.report("table_too_fine", f"{name}.{key}", number, f"n × {accepted}")


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
