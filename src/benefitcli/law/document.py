"""Reading a table file into an instrument with its clauses, and saying exactly what is wrong with one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benefitcli.errors import BenefitError
from benefitcli.law.checker import Checker, read_toml
from benefitcli.law.instrument import Clause, Holiday, Instrument, LeftOut, Provision, Quoted, Reading
from benefitcli.law.notice import Calendar
from benefitcli.law.units import SMALL_UNITS, scaled
from benefitcli.law.vocabulary import PARAMETERS, Unit

REPORTED = ("secondary", "weak")
"""The kinds of evidence with which the text itself was not read."""


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
    left_out: dict[str, LeftOut]
    calendar: Calendar | None


def read_document(file: Path, path: str) -> Document:
    """Read one table file; ``path`` is its place below the tables folder.

    Raises :class:`BenefitError` with every problem of the file at once.
    """
    content, tree = read_toml(file)
    checker = Checker(str(file))
    document = _build(checker, tree, content, path)
    if checker.problems or document is None:
        raise BenefitError(*checker.problems)
    return document


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
    return Document(path, content, instrument, clauses, readings, provisions, holidays, left_out, calendar)


def _check_parameter(checker: Checker, key: str, name: str) -> bool:
    """Whether there is a parameter of this name."""
    if name not in PARAMETERS:
        near = difflib.get_close_matches(name, PARAMETERS, n=3) or list(PARAMETERS)
        checker.report("table_unknown_parameter", key, name, ", ".join(near))
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
    bands = {f"scale.{index}.value": band.value for index, band in enumerate(clause.scale or ())}
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
