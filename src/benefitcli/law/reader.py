"""Read a table file into an instrument with its clauses, and say exactly what is wrong with it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

import tomli
from pydantic import ValidationError

from benefitcli.errors import BenefitError, Problem
from benefitcli.law.dates import LAST_DAY, to_day
from benefitcli.law.model import (
    Calendar,
    Clause,
    Dated,
    Holiday,
    Instrument,
    LeftOut,
    Provision,
    Quoted,
    Reading,
    Strict,
)
from benefitcli.law.parameters import PARAMETERS, SMALL_UNITS, Unit, nearest_parameters, scaled

Model = TypeVar("Model", bound=Strict)

# What is accepted, in a form that reads in every language, by pydantic's kind of error.
_ACCEPTED = {
    "string_type": '"…"',
    "string_too_short": '"…"',
    "date_type": "2024-01-31",
    "date_from_datetime_inexact": "2024-01-31",
    "bool_type": "true | false",
    "int_type": "0, 1, 2 …",
    "decimal_type": "0, 1, 2.5 …",
    "is_instance_of": "0, 1, 2.5 …",
    "finite_number": "0, 1, 2.5 …",
    "dict_type": "[…]",
    "model_type": "{ … }",
    "tuple_type": "[ …, … ]",
}


def read_toml(file: Path) -> tuple[bytes, dict[str, Any]]:
    """Read a table file: its bytes with plain line ends, and what they say, numbers as exact decimals.

    Raises :class:`BenefitError`: ``input_unreadable``, ``table_not_utf8``, ``table_syntax``.
    """
    try:
        content = file.read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise BenefitError(Problem("input_unreadable", value=str(file), details={"message": error.strerror})) from None
    return content, parse_toml(content, str(file))


def parse_toml(content: bytes, file: str) -> dict[str, Any]:
    """Parse the bytes of a table file, numbers as exact decimals; ``file`` is what messages call it.

    Raises :class:`BenefitError`: ``table_not_utf8``, ``table_syntax``.
    """
    try:
        return tomli.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise BenefitError(Problem("table_not_utf8", details={"file": file, "position": error.start})) from None
    except tomli.TOMLDecodeError as error:
        raise BenefitError(Problem("table_syntax", details={"file": file, "message": str(error)})) from None


class Checker:
    """Collects the problems of one file while it is turned into models."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def report(self, code: str, key: str, value: object = None, accepted: str | None = None) -> None:
        """Keep a problem at a key of the file: the value that stands there and what would be accepted."""
        text = None if value is None else str(value)
        details = {"file": self.file, "key": key}
        self.problems.append(Problem(code, field=key, value=text, accepted=accepted, details=details))

    def model(self, kind: type[Model], key: str, data: object) -> Model | None:
        """A table as a model, or None with its problems kept."""
        if not isinstance(data, dict):
            self.report("table_wrong_type", key, data, "[…]")
            return None
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            for problem in error.errors():
                self._report_pydantic(kind, key, dict(problem))
            return None

    def models(self, kind: type[Model], key: str, data: object) -> dict[str, Model]:
        """A table of tables as models by name; those with problems are left out."""
        if not isinstance(data, dict):
            self.report("table_wrong_type", key, data, "[…]")
            return {}
        models = {name: self.model(kind, f"{key}.{name}", value) for name, value in data.items()}
        return {name: model for name, model in models.items() if model is not None}

    def _report_pydantic(self, kind: type[Strict], key: str, problem: dict[str, Any]) -> None:
        path = ".".join([key, *(str(part) for part in problem["loc"])]).strip(".")
        if problem["type"] == "extra_forbidden":
            self.report("table_unknown_key", path, problem["loc"][-1], ", ".join(_known_keys(kind, problem["loc"])))
        elif problem["type"] == "missing":
            self.report("table_missing_key", path)
        elif problem["type"] == "value_error":
            self.report("table_" + str(problem["ctx"]["error"]), path, _shown(problem["input"]))
        else:
            self.report("table_wrong_value", path, problem["input"], _accepted(problem))


def _shown(table: object) -> str | None:
    """The plain values of a table whose parts do not fit together."""
    if not isinstance(table, dict):
        return None
    return ", ".join(f"{key} = {value}" for key, value in table.items() if isinstance(value, (int, datetime.date)))


def _accepted(problem: dict[str, Any]) -> str:
    """What is accepted instead of a value, in a form that reads in every language."""
    context = problem.get("ctx", {})
    bounds = {"greater_than_equal": (">=", "ge"), "less_than_equal": ("<=", "le")}
    if problem["type"] in bounds:
        sign, name = bounds[problem["type"]]
        return f"{sign} {context[name]}"
    if problem["type"] == "literal_error":
        return str(context["expected"]).replace(" or ", ", ").replace("'", "")
    if problem["type"] == "string_pattern_mismatch":
        return str(context["pattern"])
    return _ACCEPTED.get(problem["type"], str(problem["msg"]))


def _known_keys(kind: type[Strict], path: tuple[Any, ...]) -> list[str]:
    """The keys that are known where an unknown one stands."""
    for part in path[:-1]:
        if isinstance(part, str):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = _model_in(fields[part].annotation) if part in fields else kind
    return [field.alias or name for name, field in kind.model_fields.items()]


def _model_in(annotation: Any) -> type[Strict]:
    """The model inside an annotation such as ``tuple[Band, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return annotation
    return next(_model_in(part) for part in get_args(annotation) if part not in (type(None), Ellipsis, str))


REPORTED = ("secondary", "weak")
"""The kinds of evidence with which the text itself was not read."""


@dataclass(frozen=True, slots=True)
class Document:
    """A table file that was read: where it stands and all that it says.

    ``path`` is its path below a tables folder, ``file`` the file itself as messages name it.
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

    def span(self, clause: Dated | None = None) -> tuple[int, int]:
        """The first and the last day on which a clause speaks, or the document itself.

        Days are numbers (days since 1970-01-01), both included; what has no end lasts until the last day there is.
        """
        first = (clause and clause.from_) or self.instrument.in_force
        last = (clause and clause.to) or self.instrument.in_force_to
        return to_day(first), to_day(last) if last else LAST_DAY

    def speaks(self, day: int, clause: Dated | None = None) -> bool:
        """Whether a clause, or the document itself, speaks on a day (a day number)."""
        first, last = self.span(clause)
        return first <= day <= last

    def sections(self) -> dict[str, list[str]]:
        """The names of its entries other than clauses, by section; a section that is one entry has no names."""
        parts = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "instrument"}
        tables = {name: list(part) for name, part in parts.items() if isinstance(part, dict) and part}
        return tables | {name: [] for name, part in parts.items() if isinstance(part, Strict)}


def read_document(file: Path, path: str) -> Document:
    """Read one table file; ``path`` is its path below the tables folder.

    Raises :class:`BenefitError` with every problem of the file at once (``table_…``).
    """
    content, tree = read_toml(file)
    return _whole(*examine_document(content, tree, str(file), path))


def parse_document(content: bytes, file: str, path: str) -> Document:
    """The document that a text makes; for the arguments and errors see :func:`read_document`."""
    return _whole(*examine_document(content, parse_toml(content, file), file, path))


def _whole(document: Document | None, problems: tuple[Problem, ...]) -> Document:
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
    _check_folder(checker, path, holidays=bool(holidays), calendar=calendar is not None)
    if instrument is None:
        return None
    cited: list[tuple[str, Quoted]] = [*clauses]
    cited += [(f"provisions.{name}", provision) for name, provision in provisions.items()]
    cited += [(f"holidays.{name}", holiday) for name, holiday in holidays.items()]
    cited += [("calendar", calendar)] if calendar else []
    for key, quoted in cited:
        _check_citation(checker, instrument, key, quoted)
    return Document(
        path, checker.file, content, instrument, clauses, readings, provisions, holidays, left_out, calendar
    )


def _check_parameter(checker: Checker, key: str, name: str) -> bool:
    """Whether there is a parameter of this name."""
    if name not in PARAMETERS:
        checker.report("table_unknown_parameter", key, name, nearest_parameters(name))
    return name in PARAMETERS


def _check_folder(checker: Checker, path: str, **sections: bool) -> None:
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
    brackets = {f"scale.{index}.value": bracket.value for index, bracket in enumerate(clause.scale or ())}
    numbers = {"value": clause.value, "add": clause.add, "before": clause.before, **brackets}
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
