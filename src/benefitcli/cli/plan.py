"""``benefitcli leave plan``: everything a birth gives both parents, in order of time."""

from __future__ import annotations

import datetime
from inspect import Signature
from typing import Any

from benefitcli.benefits.fields import FATHER_REGION, MOTHER_REGION
from benefitcli.benefits.plan import PARENTS, PLAN, Parent
from benefitcli.cli.calculate import as_text, converse, field_option
from benefitcli.cli.options import document_options, law_options, make_question, option
from benefitcli.cli.output import write_result
from benefitcli.cli.state import STATE
from benefitcli.errors import fail
from benefitcli.i18n.translator import Translator
from benefitcli.io.formats import PLANS, format_of, refuse_terminal
from benefitcli.reports.model import Person, Report
from benefitcli.workflows.plan import Family, Plan, calculate_plan

EXIT_WITH_ERRORS = 1


def plan(**values: Any) -> int:
    """Calculate a plan and write it."""
    facts = {one.name: as_text(values.pop(one.name)) for one in PLAN.fields}
    values.pop("lang")
    output = values.pop("output")
    form = format_of(output, values.pop("format"), "text", PLANS)
    refuse_terminal(output, form)
    with_calendar = bool(values.pop("calendar"))
    person = Person(*(values.pop(one) for one in ("name", "employee_id", "employer")))
    regions = {"mother": values.pop(MOTHER_REGION), "father": values.pop(FATHER_REGION)}
    left_out = values.pop("without")
    may_ask = not values.pop("no_input")
    question = make_question(**values)
    family = Family({one: regions[one] or question.region for one in _parents(left_out)})
    found: list[Plan] = []

    def write(plan: Plan) -> None:
        found.append(plan)
        _write(plan, person, form, output, with_calendar=with_calendar)

    given = {name: text for name, text in facts.items() if text is not None}
    converse(PLAN, given, question, lambda texts: calculate_plan(texts, question, family), write, may_ask=may_ask)
    return EXIT_WITH_ERRORS if any(item.status == "error" for item in found[0].items) else 0


def _parents(left_out: str | None) -> tuple[Parent, ...]:
    """The parents who are in the plan."""
    if left_out is not None and left_out not in PARENTS:
        raise fail("out_of_range", field="--without", value=left_out, accepted=" | ".join(PARENTS))
    return tuple(one for one in PARENTS if one != left_out)


def _write(plan: Plan, person: Person, form: str, output: str | None, *, with_calendar: bool) -> None:
    translator = Translator(STATE.language)

    def report() -> Report:
        from benefitcli.reports.plan import plan_report

        return plan_report(plan, person, translator, with_calendar=with_calendar)

    def machine() -> bytes:
        from benefitcli.reports.machine import dump
        from benefitcli.reports.plan_json import plan_as_json

        return dump(plan_as_json(plan))

    def calendar() -> bytes:
        from benefitcli.reports.writers.ics import plan_as_calendar

        return plan_as_calendar(plan, person, translator, datetime.datetime.now(datetime.UTC))

    write_result(output, form, report, json=machine, ics=calendar)


def _signature() -> Signature:
    fields = [field_option(one) for one in PLAN.fields]
    who = [
        option(MOTHER_REGION, str | None, None),
        option(FATHER_REGION, str | None, None),
        option("without", str | None, None),
    ]
    form = [option("calendar", bool | None, None, "--calendar"), *document_options(PLANS)]
    return Signature([*fields, *who, *law_options(), *form])


plan.__signature__ = _signature()  # type: ignore[attr-defined]
plan.__annotations__ = {name: one.annotation for name, one in plan.__signature__.parameters.items()}  # type: ignore[attr-defined]
