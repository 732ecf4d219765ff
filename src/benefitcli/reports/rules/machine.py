"""A rule as a tree for scripts: the same in every language, and the same numbers as on the page."""

from __future__ import annotations

from typing import Any

from benefitcli.engine.formula.terms import (
    Choice,
    Chosen,
    FieldTerm,
    NumberTerm,
    Operation,
    Parameter,
    Recorded,
    RefusalStatement,
    Statement,
    StepStatement,
    Term,
)
from benefitcli.engine.quantity import Sources
from benefitcli.law.dates import format_day
from benefitcli.law.regions import Region
from benefitcli.law.timeline import Period
from benefitcli.reports.values import Plain, machine_amount
from benefitcli.workflows.explain import StatedRule


def rule_as_json(rule: StatedRule) -> dict[str, Any]:
    """A rule: its statements in order, its parameters, its readings."""
    question, formula = rule.question, rule.formula
    results = {one.name for one in rule.benefit.results}
    return {
        "benefit": rule.benefit.name,
        "region": _region(rule.law.region),
        "on": format_day(rule.day),
        "law_of": None if formula.event is None else term_as_json(formula.event),
        "statements": [_statement(one, results) for one in formula.statements],
        "parameters": [_parameter(one) for one in rule.parameters()],
        "missing": [one.name for one in rule.missing()],
        "readings": {
            name: {"taken": taken, "choices": list(reading.choices)} for name, (taken, reading) in rule.readings.items()
        },
        "tables": {"digest": rule.law.digest, "as_of": question.as_of.isoformat() if question.as_of else None},
    }


def rules_as_json(rules: list[StatedRule], region: Region) -> dict[str, Any]:
    """The list of rules."""
    return {"region": _region(region), "rules": [_summary(rule) for rule in rules]}


def term_as_json(term: Term) -> dict[str, Any]:
    """A term as an object with ``op``, and ``operands`` or what else it is made of."""
    if isinstance(term, (NumberTerm, FieldTerm, Recorded)):
        return _leaf(term)
    if isinstance(term, Parameter):
        return _term_of_parameter(term)
    if isinstance(term, Choice):
        choices = {name: term_as_json(one) for name, one in term.choices.items()}
        return {"op": "choose", "reading": term.reading.name, "taken": term.reading.taken, "choices": choices}
    if isinstance(term, Chosen):
        reading = term.reading
        return {"op": "chosen", "reading": reading.name, "taken": reading.taken, "choices": list(term.choices)}
    assert isinstance(term, Operation), "settled conditions are no part of a rule"
    whole: dict[str, Any] = {"op": term.op, "unit": term.unit, "operands": [term_as_json(one) for one in term.operands]}
    if term.names:
        whole["names"] = list(term.names)
    return {**whole, **_cited(term.sources)} if term.sources else whole


def _leaf(term: NumberTerm | FieldTerm | Recorded) -> dict[str, Any]:
    if isinstance(term, NumberTerm):
        return {"op": "number", "value": machine_amount(term.unit, term.value), "unit": term.unit}
    if isinstance(term, FieldTerm):
        return {"op": "fact", "name": term.field.name, "unit": term.unit}
    return {"op": "step", "name": term.name, "unit": term.unit}


def _statement(statement: Statement, results: set[str]) -> dict[str, Any]:
    when = None if statement.when is None else term_as_json(statement.when)
    if isinstance(statement, StepStatement):
        return {
            "kind": "step",
            "name": statement.name,
            "unit": statement.unit,
            "result": statement.name in results,
            "amount": term_as_json(statement.amount),
            "when": when,
        }
    if isinstance(statement, RefusalStatement):
        clause = None if statement.clause is None else term_as_json(statement.clause)
        return {
            "kind": statement.kind,
            "code": statement.code,
            "field": statement.field,
            "when": when,
            "clause": clause,
        }
    return {"kind": "warning", "code": statement.code, "when": when}


def _term_of_parameter(term: Parameter) -> dict[str, Any]:
    value: Plain = term.value
    if isinstance(value, int) and not isinstance(value, bool):
        value = machine_amount(term.unit, value)
    return {
        "op": "parameter",
        "parameter": term.name,
        "view": term.view,
        "on": None if term.day is None else term_as_json(term.day),
        "value": value,
        "unit": term.unit,
        **({"scale": _rungs(term, term.period)} if term.view == "scale" and term.period else {}),
        **_cited(term.sources),
    }


def _parameter(term: Parameter) -> dict[str, Any]:
    """A parameter with all that is known of it on the day; without a value where no document sets it."""
    piece = term.period
    known = piece is not None
    return {
        "parameter": term.name,
        "value": _term_of_parameter(term)["value"],
        "unit": term.unit,
        "scale": _rungs(term, piece) if piece and len(piece.brackets) > 1 else None,
        "base": machine_amount(term.unit, piece.base) if piece else None,
        "added": machine_amount(term.unit, piece.added) if piece else None,
        "national": machine_amount(term.unit, piece.national) if piece else None,
        "counting": piece.counting if piece else None,
        "counting_assumed": bool(piece.counting_assumed) if piece and piece.counting else None,
        "floor": any(source.floor for source in term.sources) if known else None,
        "discretionary": any(source.discretionary for source in term.sources) if known else None,
        "first_day": format_day(piece.first) if piece else None,
        "last_day": format_day(piece.last) if piece else None,
        **_cited(term.sources),
    }


def _rungs(term: Parameter, piece: Period) -> list[dict[str, Plain]]:
    return [{"from": first, "value": machine_amount(term.unit, value)} for first, value in piece.brackets]


def _cited(sources: Sources) -> dict[str, Any]:
    """The first source and the further ones, as a result has them."""
    texts = [source.as_json() for source in sources]
    return {"source": texts[0] if texts else None, "further_sources": texts[1:]}


def _summary(rule: StatedRule) -> dict[str, Any]:
    parameters = rule.parameters()
    return {
        "benefit": rule.benefit.name,
        "zh": rule.benefit.zh,
        "en": rule.benefit.en,
        "results": [one.name for one in rule.benefit.results],
        "parameters": [one.name for one in parameters],
        "set": [one.name for one in parameters if one.period is not None],
        "documents": [{"title": one.title, "number": one.number} for one in rule.documents()],
    }


def _region(region: Region) -> dict[str, str]:
    return {"code": region.code, "name": region.name}
