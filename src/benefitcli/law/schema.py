"""The JSON Schema of a table file: made from the models that check it, so that an editor completes what they accept."""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints

from pydantic.json_schema import models_json_schema

from benefitcli.law.model import Clause, Strict
from benefitcli.law.parameters import PARAMETERS, SMALL_UNITS
from benefitcli.law.reader import Document

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NAMED_BY_PARAMETER = ("left_out",)
_NUMBERS = ("value", "add", "scale")
_AMOUNTS = ("value", "add", "before")


def schema_of_a_table() -> dict[str, Any]:
    """The schema: the instrument, every section of a document, and every parameter at its place with its unit."""
    sections = _sections()
    models: dict[str, type[Strict]] = {"Clause": Clause}
    models |= {model.__name__: model for model, _ in sections.values()}
    _, shared = models_json_schema(
        [(model, "validation") for model in models.values()],
        by_alias=True,
        ref_template="#/$defs/{model}",
    )
    definitions = {**shared["$defs"]}
    definitions["Clause"] = {**definitions["Clause"], "oneOf": _one_number()}
    properties = {name: _section(model, is_named=is_named) for name, (model, is_named) in sections.items()}
    for name in _NAMED_BY_PARAMETER:
        properties[name]["propertyNames"] = {"enum": list(PARAMETERS)}
    return {
        "$schema": _DRAFT,
        "title": "benefitcli table",
        "description": "One legal document / 一份法律文件",
        "type": "object",
        "properties": {**properties, **_parameters()},
        "required": ["instrument"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _sections() -> dict[str, tuple[type[Strict], bool]]:
    """The parts of a document that are models, and whether a part is a table of them by name."""
    sections: dict[str, tuple[type[Strict], bool]] = {}
    for name, hint in get_type_hints(Document).items():
        for model in (hint, *get_args(hint)):
            if isinstance(model, type) and issubclass(model, Strict):
                sections[name] = model, get_origin(hint) is dict
    return sections


def _section(model: type[Strict], *, is_named: bool) -> dict[str, Any]:
    reference = {"$ref": f"#/$defs/{model.__name__}"}
    return {"type": "object", "additionalProperties": reference} if is_named else reference


def _parameters() -> dict[str, Any]:
    """The parameters as nested tables; each is a clause or a list of clauses."""
    tree: dict[str, Any] = {}
    for name, parameter in PARAMETERS.items():
        *folders, leaf = name.split(".")
        place = tree
        for folder in folders:
            branch = place.setdefault(folder, {"type": "object", "properties": {}, "additionalProperties": False})
            place = branch["properties"]
        whole = {} if parameter.unit in SMALL_UNITS else {key: {"multipleOf": 1} for key in _AMOUNTS}
        own = {"properties": {"unit": {"const": parameter.unit}, **whole}}
        clause = {"allOf": [{"$ref": "#/$defs/Clause"}, own]}
        place[leaf] = {
            "title": parameter.zh,
            "description": f"{parameter.en} ({parameter.unit})",
            "anyOf": [clause, {"type": "array", "items": clause, "minItems": 1}],
        }
    return tree


def _one_number() -> list[dict[str, Any]]:
    """Exactly one number with its unit, or the way of counting alone."""
    numbers = [{"required": [name, "unit"]} for name in _NUMBERS]
    without = {"not": {"anyOf": [{"required": [name]} for name in _NUMBERS]}}
    return [*numbers, {"required": ["counting"], **without}]
