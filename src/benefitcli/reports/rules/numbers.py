"""The numbers behind a formula: what is in force, since when, how days are counted, and what the clause calls it."""

from __future__ import annotations

from benefitcli.engine.formula import parameter_term
from benefitcli.engine.formula.terms import Parameter
from benefitcli.engine.quantity import Sources
from benefitcli.engine.texts import format_spans
from benefitcli.i18n import Language, choose
from benefitcli.i18n.formulas import PAGE
from benefitcli.i18n.labels import DISCRETIONARY, FLOOR
from benefitcli.i18n.outcomes import WARNINGS
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day
from benefitcli.law.timeline import Period
from benefitcli.reports.rules.names import TermNames
from benefitcli.workflows.explain import StatedRule


def number_lines(parameter: Parameter, rule: StatedRule, language: Language, writer: TermNames) -> list[str]:
    """The paragraphs of one parameter."""
    name = writer.parameter_name(parameter.name)
    piece = parameter.period
    if piece is None:
        spans = rule.law.timeline(parameter.name).covered()
        known = _say(language, "covered", format_spans(spans)) if spans else _say(language, "never_covered")
        missing = _say(language, "not_set", format_day(rule.day))
        return [_say(language, "title", name, parameter.name, missing), known]
    lines = [
        _say(
            language,
            "title",
            name,
            parameter.name,
            _value(parameter, piece, _days_of_number(parameter, piece, rule), language, writer),
        )
    ]
    lines += _parts(parameter, piece, writer)
    counting = parameter_term(rule.law, parameter.name, rule.day, "counting")
    if piece.counting is not None:
        lines.append(_say(language, "counted", writer.counting(counting)))
    if piece.superseded_by is not None:
        lines.append(choose(WARNINGS["clause_not_yet_issued"], language).format(documents=piece.superseded_by.label))
    return lines


def _value(parameter: Parameter, piece: Period, days: tuple[int, int], language: Language, writer: TermNames) -> str:
    """The value or the rungs, the days on which it is in force, and whether it is a floor or left to discretion."""
    if len(piece.brackets) > 1:
        texts = [writer.rungs(parameter)]
    else:
        texts = [writer.amount(parameter.unit, piece.value) + writer.marked(piece.sources)]
    texts.append(_span(*days, language))
    marks = [f"“{choose(pair, language)}”" for pair, holds in _marks(piece.sources) if holds]
    texts += [_say(language, "says", "、".join(marks) if language == "zh" else ", ".join(marks))] if marks else []
    return ("，" if language == "zh" else ", ").join(texts)


def _days_of_number(parameter: Parameter, piece: Period, rule: StatedRule) -> tuple[int, int]:
    """The first and the last day of a number by the same clauses, however its days are counted in between."""
    first, last = piece.first, piece.last
    pieces = rule.law.timeline(parameter.name).periods
    alike = [one for one in pieces if (one.brackets, one.sources) == (piece.brackets, piece.sources)]
    for one in reversed(alike):
        first = one.first if one.last + 1 == first else first
    for one in alike:
        last = one.last if one.first - 1 == last else last
    return first, last


def _span(first: int, last: int, language: Language) -> str:
    """The days on which a number is in force; open ends are not named."""
    days = format_day(first), format_day(last)
    if first > FIRST_DAY:
        return _say(language, "since", days[0]) if last == LAST_DAY else _say(language, "span", *days)
    return _say(language, "always") if last == LAST_DAY else _say(language, "until", days[1])


def _marks(sources: Sources) -> tuple[tuple[tuple[str, str], bool], ...]:
    floor = any(source.floor for source in sources)
    discretionary = any(source.discretionary for source in sources)
    return (FLOOR, floor), (DISCRETIONARY, discretionary)


def _parts(parameter: Parameter, piece: Period, writer: TermNames) -> list[str]:
    """What the layers give, where a deeper one adds to those above; the national value, where it is another one."""
    parts = []
    if piece.added_sources:
        parts = [("base", piece.base, piece.base_sources), ("added", piece.added, piece.added_sources)]
    elif piece.national is not None and piece.national != piece.value and len(piece.brackets) == 1:
        parts = [("national", piece.national, piece.national_sources)]
    return [writer.seen(view, parameter, value, sources) for view, value, sources in parts]


def _say(language: Language, name: str, *values: str) -> str:
    return choose(PAGE[name], language).format(*values)
