"""A parameter in force, for a person and for a script."""

from __future__ import annotations

from typing import Any

from benefitcli.i18n import Language, choose
from benefitcli.i18n.labels import DISCRETIONARY, FLOOR
from benefitcli.i18n.tables import TABLES
from benefitcli.i18n.translator import Translator
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day
from benefitcli.law.in_force import is_discretionary
from benefitcli.law.parameters import PARAMETERS, Unit
from benefitcli.law.source import Source
from benefitcli.law.timeline import Period
from benefitcli.reports.values import human_amount, machine_amount


def parameter_name(name: str, language: Language) -> str:
    """What a parameter is called."""
    parameter = PARAMETERS[name]
    return parameter.zh if language == "zh" else parameter.en


def human_piece(name: str, piece: Period, language: Language) -> str:
    """The number in force with the marks that belong to it: 不低于, 可以, how days are counted."""
    amount = _human_bands(piece, PARAMETERS[name].unit, language)
    marks = [choose(FLOOR, language)] if piece.is_floor else []
    marks += [choose(DISCRETIONARY, language)] if is_discretionary(piece) else []
    if piece.counting:
        word = choose(TABLES[f"counting_{piece.counting}"], language)
        assumed = choose(TABLES["assumed"], language)
        marks.append(f"{word}（{assumed}）" if piece.counting_assumed and language == "zh" else word)
        marks += [assumed] if piece.counting_assumed and language == "en" else []
    return " · ".join([amount, *marks])


def _human_bands(piece: Period, unit: Unit, language: Language) -> str:
    amounts = ((threshold, human_amount(unit, value, Translator(language))) for threshold, value in piece.bands)
    shown = [
        choose(TABLES["threshold"], language).format(threshold=threshold, value=text) if threshold else text
        for threshold, text in amounts
    ]
    return ("；" if language == "zh" else "; ").join(shown)


def piece_as_json(name: str, piece: Period) -> dict[str, Any]:
    """The same for a script; ``scale`` is there only where the number depends on months or on children."""
    unit = PARAMETERS[name].unit
    is_scale = len(piece.bands) > 1 or piece.bands[0][0] > 0
    return {
        "value": machine_amount(unit, piece.value),
        "unit": unit,
        "scale": [{"from": threshold, "value": machine_amount(unit, value)} for threshold, value in piece.bands]
        if is_scale
        else None,
        "added": machine_amount(unit, piece.added),
        "counting": piece.counting,
        "counting_assumed": piece.counting_assumed,
        "floor": piece.is_floor,
        "discretionary": is_discretionary(piece),
        "from": format_day(piece.first) if piece.first > FIRST_DAY else None,
        "to": format_day(piece.last) if piece.last < LAST_DAY else None,
        "sources": [source_as_json(source) for source in piece.sources],
        "counting_source": source_as_json(piece.counting_source) if piece.counting_source else None,
        "withheld": source_as_json(piece.withheld) if piece.withheld else None,
    }


def source_as_json(source: Source) -> dict[str, Any]:
    """A source with the layer, the folder of the region, from which it comes."""
    return {"layer": source.layer, **source.as_json()}
