"""The register of benefits: names to definitions, each read only when asked for."""

from __future__ import annotations

import difflib
from importlib import import_module

from benefitcli.benefits.benefit import Benefit
from benefitcli.errors import fail

_PLACES = {
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

NAMES = tuple(_PLACES)


def find_benefit(name: str) -> Benefit:
    """The benefit of this name; hyphens may stand for underscores. Raises :class:`BenefitError` with the known names."""
    known = name.strip().replace("-", "_")
    if known not in _PLACES:
        near = difflib.get_close_matches(known, NAMES, n=3) or NAMES
        raise fail("benefit_unknown", value=name, accepted=", ".join(near))
    module, constant = _PLACES[known]
    benefit: Benefit = getattr(import_module(f"benefitcli.benefits.{module}"), constant)
    return benefit


def benefit_of_command(path: str) -> Benefit | None:
    """The benefit that a command such as ``leave parent-care`` calculates; None for any other command."""
    name = path.replace(" ", ".").replace("-", "_")
    return find_benefit(name) if name in _PLACES else None
