"""A parameter in force, for a person and for a script."""

from __future__ import annotations

from benefitcli.i18n import Language, choose
from benefitcli.i18n.labels import DISCRETIONARY, FLOOR
from benefitcli.i18n.tables import TABLES
from benefitcli.law.in_force import is_discretionary
from benefitcli.law.parameters import PARAMETERS, Unit
from benefitcli.law.timeline import Period
from benefitcli.reports.values import human_amount


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
    amounts = ((threshold, human_amount(unit, value, language)) for threshold, value in piece.bands)
    shown = [
        choose(TABLES["threshold"], language).format(threshold=threshold, value=text) if threshold else text
        for threshold, text in amounts
    ]
    return ("；" if language == "zh" else "; ").join(shown)
