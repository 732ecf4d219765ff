"""A parameter in force, for a person and for a script."""

from __future__ import annotations

from typing import Any

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.labels import DISCRETIONARY, FLOOR
from benefitcli.catalogue.tables import TABLES
from benefitcli.law.days import FIRST_DAY, LAST_DAY, format_day
from benefitcli.law.in_force import is_discretionary
from benefitcli.law.source import Source
from benefitcli.law.timeline import Piece
from benefitcli.law.vocabulary import PARAMETERS, Unit
from benefitcli.render.values import human_amount, machine_amount


def parameter_name(name: str, language: Language) -> str:
    """What a parameter is called."""
    parameter = PARAMETERS[name]
    return parameter.zh if language == "zh" else parameter.en


def human_piece(name: str, piece: Piece, language: Language) -> str:
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


def _human_bands(piece: Piece, unit: Unit, language: Language) -> str:
    amounts = ((rung, human_amount(unit, value, language)) for rung, value in piece.bands)
    shown = [choose(TABLES["rung"], language).format(rung=rung, value=text) if rung else text for rung, text in amounts]
    return ("；" if language == "zh" else "; ").join(shown)


def piece_as_json(name: str, piece: Piece) -> dict[str, Any]:
    """The same for a script; ``scale`` is there only where the number depends on months or on children."""
    unit = PARAMETERS[name].unit
    is_scale = len(piece.bands) > 1 or piece.bands[0][0] > 0
    return {
        "value": machine_amount(unit, piece.value),
        "unit": unit,
        "scale": [{"from": rung, "value": machine_amount(unit, value)} for rung, value in piece.bands]
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
