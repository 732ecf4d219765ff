"""The machine form of a plan: the same in every language."""

from __future__ import annotations

from typing import Any

from benefitcli.benefits.plan import PARENTS, PLAN
from benefitcli.law.library import RegionLaw
from benefitcli.reports.values import machine_value
from benefitcli.workflows.case import shown_readings
from benefitcli.workflows.plan import Plan, PlanItem


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """A plan as an object; ``region`` and ``tables.digest`` have an entry for each parent who is in it."""
    question = plan.question
    readings = {name: choice for answer in plan.answers for name, choice in shown_readings(answer).items()}
    return {
        "benefit": PLAN.name,
        "region": {parent: _region(law) for parent, law in plan.laws.items()},
        "case": {one.name: machine_value(one.kind, plan.case[one.name]) for one in PLAN.fields},
        "on": question.on.isoformat() if question.on else None,
        "estimate": plan.is_estimate,
        "items": [_item(item) for item in plan.items],
        "readings": readings,
        "warnings": list(plan.warnings),
        "tables": {
            "digest": {parent: law.digest for parent, law in plan.laws.items()},
            "as_of": question.as_of.isoformat() if question.as_of else None,
        },
    }


def _region(law: RegionLaw) -> dict[str, str]:
    return {"code": law.region.code, "name": law.region.name}


def _item(item: PlanItem) -> dict[str, Any]:
    said = {"parent": PARENTS.index(item.parent)}
    result = {
        one.name: machine_value(one.kind, {**item.result, **said}.get(one.name), one.choices)
        for one in PLAN.results
        if one.name != "entitlement"
    }
    return {
        "parent": result.pop("parent"),
        "entitlement": item.name,
        "benefit": item.entitlement.benefit,
        "status": item.status,
        "reason": item.reason,
        **result,
        "sources": [source.as_json() for source in item.sources],
        "warnings": [
            {"code": code, "sources": [source.as_json() for source in sources]}
            for code, sources in item.warnings.items()
        ],
        "errors": [item.problem.as_json()] if item.problem else [],
    }
