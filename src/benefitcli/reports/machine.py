"""The machine form of an answer: the contract's JSON, the same in every language."""

from __future__ import annotations

import json
from typing import Any

from benefitcli.engine.scalar.trace import TraceStep
from benefitcli.errors import BenefitError
from benefitcli.i18n import Language
from benefitcli.i18n.problems import message_of
from benefitcli.i18n.translator import Translator
from benefitcli.reports.values import machine_amount, machine_value
from benefitcli.workflows.case import Answer, shown_readings


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """An answer as the contract's object."""
    benefit, trace, question = answer.benefit, answer.trace, answer.question
    return {
        "benefit": benefit.name,
        "region": {"code": answer.region.code, "name": answer.region.name},
        "case": {one.name: machine_value(one.kind, answer.case[one.name]) for one in benefit.fields},
        "on": answer.on.isoformat() if answer.on else None,
        "status": trace.status,
        "reason": trace.reason,
        "result": {
            one.name: machine_value(one.kind, answer.result.get(one.name), one.choices) for one in benefit.results
        },
        "steps": [_step_as_json(answer, step) for step in trace.steps],
        "readings": shown_readings(answer),
        "provisions": [source.as_json() for _, source in answer.provisions],
        "warnings": [
            {"code": code, "sources": [source.as_json() for source in dict.fromkeys(sources)]}
            for code, sources in trace.warnings.items()
        ],
        "tables": {
            "digest": answer.digest,
            "as_of": question.as_of.isoformat() if question.as_of else None,
            "documents": [{"path": document.path, "digest": document.digest} for document in answer.law.known],
        },
    }


def _step_as_json(answer: Answer, step: TraceStep) -> dict[str, Any]:
    result = next((one for one in answer.benefit.results if one.name == step.name), None)
    amount = machine_amount(step.unit, step.amount)
    if result is not None:
        amount = machine_value(result.kind, step.amount, result.choices)
    sources = [source.as_json() for source in step.sources]
    return {
        "name": step.name,
        "amount": amount,
        "unit": step.unit,
        "applied": step.applied,
        "source": sources[0] if sources else None,
        "further_sources": sources[1:],
    }


def error_as_json(error: BenefitError, language: Language) -> dict[str, Any]:
    """An error as an object: every problem with its code, field, value, what is accepted, and a message for people."""
    errors = [{**problem.as_json(), "message": message_of(problem, Translator(language))} for problem in error.problems]
    return {"status": "error", "errors": errors}


def dump(document: dict[str, Any]) -> bytes:
    """The text of a document, UTF-8 whatever the terminal is."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
