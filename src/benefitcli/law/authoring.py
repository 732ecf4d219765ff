"""What helps to write a new table file: the text of a document and of a region, and the JSON Schema of both their kind.

The schema is made from the models that check a file, so that an editor completes what they accept.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

from benefitcli.errors import fail
from benefitcli.law.model import Clause, Strict
from benefitcli.law.parameters import PARAMETERS, SMALL_UNITS, nearest_parameters
from benefitcli.law.reader import Document, parse_document
from benefitcli.law.regions import REGION_FILE, Region, make_region

NUMBER_FORMS = "600000 | +5 | 20% | 2:0.1,3:0.2"
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(%?)")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A number for the new document. ``key`` (value, add or scale) and ``number`` are as TOML has them."""

    parameter: str
    key: str
    number: str
    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A new document: its region, what its instrument says by the names of the model, and its clauses."""

    region: Region
    is_new_region: bool
    instrument: Mapping[str, str | datetime.date | None]
    clauses: tuple[DraftClause, ...]
    slug: str | None

    @property
    def path(self) -> str:
        """Its path below a tables folder: the day of issue, and a word that tells what it is about."""
        about = self.slug or (self.clauses[0].parameter.partition(".")[0] if self.clauses else "notice")
        return f"{self.region.path}/{self.instrument['issued']}-{about}.toml"


def check_slug(slug: str) -> str:
    """The word, if it can be part of a file name everywhere; ``draft_slug_malformed`` is raised where it cannot."""
    if not _SLUG.fullmatch(slug):
        raise fail("draft_slug_malformed", value=slug, accepted="loan-2024")
    return slug


def new_region(parent: Region, pinyin: str, name: str, name_en: str, code: str) -> Region:
    """A region that has no folder yet. Raises :class:`BenefitError` with everything that is wrong with its names."""
    if not _SLUG.fullmatch(pinyin):
        raise fail("draft_region_malformed", value=pinyin, accepted="shili")
    path = f"{parent.path}/{pinyin}"
    return make_region({"name": name, "name_en": name_en, "code": code}, f"{path}/{REGION_FILE}", path)


def parameter_named(name: str) -> str:
    """The full name of a parameter given by it or by its Chinese name, if no other has that.

    Raises ``table_unknown_parameter`` with the nearest names.
    """
    names = [name] if name in PARAMETERS else [key for key, parameter in PARAMETERS.items() if parameter.zh == name]
    if len(names) == 1:
        return names[0]
    raise fail(
        "table_unknown_parameter", field=name, value=name, accepted=nearest_parameters(name), file="--set", key=name
    )


def number_of(text: str) -> tuple[str, str]:
    """What a person writes for a number, as a key and a value of TOML.

    ``600000`` is a value, ``+5`` comes on top of the region above, ``20%`` is 0.2, ``2:0.1,3:0.2`` goes by children.
    Raises ``draft_number_malformed``.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if ":" in plain:
        brackets = [bracket.partition(":") for bracket in plain.split(",")]
        if all(first.isdecimal() for first, _, _ in brackets):
            tables = (f"{{ from = {int(first)}, value = {_decimal(value, text)} }}" for first, _, value in brackets)
            return "scale", f"[{', '.join(tables)}]"
        raise fail("draft_number_malformed", value=text, accepted=NUMBER_FORMS)
    return ("add" if plain.startswith("+") else "value"), _decimal(plain.removeprefix("+"), text)


def _decimal(number: str, text: str) -> str:
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise fail("draft_number_malformed", value=text, accepted=NUMBER_FORMS)
    value = Decimal(match.group(1).replace(",", "")) / (100 if match.group(2) else 1)
    return f"{value:f}"


def write_region(region: Region) -> str:
    """The text of a region file."""
    return "".join(f"{key} = {_text(getattr(region, key))}\n" for key in ("name", "name_en", "code"))


def write_document(draft: Draft, guide: str) -> str:
    """The text of a table file, with a guide for the person who goes on writing below it as comments."""
    parts = ["[instrument]\n" + _table({key: value for key, value in draft.instrument.items() if value is not None})]
    for clause in draft.clauses:
        unit = PARAMETERS[clause.parameter].unit
        cited = {"unit": unit, "article": clause.article, "quote": clause.quote}
        parts.append(f"[{clause.parameter}]\n{clause.key:<8} = {clause.number}\n{_table(cited)}")
    comments = "".join(f"# {line}".rstrip() + "\n" for line in guide.splitlines())
    return "\n".join([*parts, comments])


def read_draft(text: str, file: str, path: str) -> Document:
    """The document that a text makes. Raises :class:`BenefitError` with every problem, as for a file that is read."""
    return parse_document(text.encode(errors="backslashreplace"), file, path)


def _table(values: Mapping[str, str | datetime.date]) -> str:
    width = max(8, *map(len, values))
    shown = {
        key: value.isoformat() if isinstance(value, datetime.date) else _text(value) for key, value in values.items()
    }
    return "".join(f"{key:<{width}} = {value}\n" for key, value in shown.items())


def _text(value: str) -> str:
    """A string of TOML: JSON's form, but for the one character that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NAMED_BY_PARAMETER = ("left_out",)
_NUMBERS = ("value", "add", "scale")
_AMOUNTS = ("value", "add", "before")


def schema_of_a_table() -> dict[str, Any]:
    """The JSON Schema of a table file: the instrument, every section, and every parameter in its table with its unit."""
    from pydantic.json_schema import models_json_schema

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
        node = tree
        for folder in folders:
            branch = node.setdefault(folder, {"type": "object", "properties": {}, "additionalProperties": False})
            node = branch["properties"]
        whole = {} if parameter.unit in SMALL_UNITS else {key: {"multipleOf": 1} for key in _AMOUNTS}
        own = {"properties": {"unit": {"const": parameter.unit}, **whole}}
        clause = {"allOf": [{"$ref": "#/$defs/Clause"}, own]}
        node[leaf] = {
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
