"""Checking what a table file says against the models, and saying exactly what is wrong with it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

import tomli
from pydantic import ValidationError

from benefitcli.errors import BenefitError, Problem
from benefitcli.law.model import Strict

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
    """The bytes of a table file, with plain line ends, and what they say; numbers are exact decimals."""
    try:
        content = file.read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise BenefitError(Problem("input_unreadable", value=str(file), details={"message": error.strerror})) from None
    return content, parse_toml(content, str(file))


def parse_toml(content: bytes, file: str) -> dict[str, Any]:
    """What the bytes of a table file say; numbers are exact decimals."""
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

    def report(self, code: str, key: str, found: object = None, accepted: str | None = None) -> None:
        """Keep a problem at a key of the file."""
        value = None if found is None else str(found)
        self.problems.append(
            Problem(code, field=key, value=value, accepted=accepted, details={"file": self.file, "key": key})
        )

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
        found = {name: self.model(kind, f"{key}.{name}", value) for name, value in data.items()}
        return {name: model for name, model in found.items() if model is not None}

    def _report_pydantic(self, kind: type[Strict], key: str, problem: dict[str, Any]) -> None:
        place = ".".join([key, *(str(part) for part in problem["loc"])]).strip(".")
        if problem["type"] == "extra_forbidden":
            self.report("table_unknown_key", place, problem["loc"][-1], ", ".join(_known_keys(kind, problem["loc"])))
        elif problem["type"] == "missing":
            self.report("table_missing_key", place)
        elif problem["type"] == "value_error":
            self.report("table_" + str(problem["ctx"]["error"]), place, _shown(problem["input"]))
        else:
            self.report("table_wrong_value", place, problem["input"], _accepted(problem))


def _shown(table: object) -> str | None:
    """The plain values of a table whose parts do not fit together."""
    if not isinstance(table, dict):
        return None
    return ", ".join(f"{key} = {value}" for key, value in table.items() if isinstance(value, (int, datetime.date)))


def _accepted(problem: dict[str, Any]) -> str:
    """What would do instead of a value that will not."""
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


def _known_keys(kind: type[Strict], place: tuple[Any, ...]) -> list[str]:
    """The keys that are known at the place of an unknown one."""
    for part in place[:-1]:
        if isinstance(part, str):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = _model_in(fields[part].annotation) if part in fields else kind
    return [field.alias or name for name, field in kind.model_fields.items()]


def _model_in(annotation: Any) -> type[Strict]:
    """The model inside an annotation such as ``tuple[Band, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return annotation
    found = [_model_in(part) for part in get_args(annotation) if part not in (type(None), Ellipsis, str)]
    return found[0]
