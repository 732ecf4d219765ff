"""The register of benefits: names to definitions, each read only when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from benefitcli.engine.benefit import Benefit, InputSchema
from benefitcli.errors import fail, nearest

_REGISTRY = {
    "leave.maternity": ("maternity", "MATERNITY"),
    "leave.paternity": ("paternity", "PATERNITY"),
    "leave.childcare": ("childcare", "CHILDCARE"),
    "leave.marriage": ("marriage", "MARRIAGE"),
    "leave.miscarriage": ("miscarriage", "MISCARRIAGE"),
    "leave.nursing": ("nursing", "NURSING"),
    "leave.protection": ("protection", "PROTECTION"),
    "leave.parent_care": ("parent_care", "PARENT_CARE"),
    "allowance": ("allowance", "ALLOWANCE"),
    "places": ("places", "PLACES"),
    "loan": ("loan", "LOAN"),
    "targets": ("targets", "TARGETS"),
}

_COMPOSED = {"leave.plan": ("plan", "PLAN")}

NAMES = tuple(_REGISTRY)
SCHEMA_NAMES = (*NAMES, *_COMPOSED)


def find_benefit(name: str) -> Benefit:
    """The benefit of this name; hyphens may stand for underscores. Raises :class:`BenefitError` with the known names."""
    benefit: Benefit = _find(name, _REGISTRY)
    return benefit


def find_schema(name: str) -> InputSchema:
    """The benefit of this name, or what is composed of several. Raises :class:`BenefitError` with the known names."""
    schema: InputSchema = _find(name, _REGISTRY | _COMPOSED)
    return schema


def parameters_of(schema: InputSchema) -> frozenset[str]:
    """The full names of every parameter that can change what the schema answers."""
    if isinstance(schema, Benefit):
        return frozenset(schema.parameters.values())
    return frozenset(name for part in schema.parts for name in find_benefit(part).parameters.values())


def schema_of_command(path: str) -> InputSchema | None:
    """What a command such as ``leave parent-care`` calculates; None for a command that calculates nothing."""
    name = path.replace(" ", ".").replace("-", "_")
    return find_schema(name) if name in SCHEMA_NAMES else None


def _find(name: str, registry: Mapping[str, tuple[str, str]]) -> Any:
    known = name.strip().replace("-", "_")
    if known not in registry:
        near = nearest(known, registry) or registry
        raise fail("benefit_unknown", value=name, accepted=", ".join(near))
    module, constant = registry[known]
    return getattr(import_module(f"benefitcli.benefits.{module}"), constant)
