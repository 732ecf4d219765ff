"""``benefitcli leave plan``: everything a birth gives both parents, in order of time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Any

from benefitcli.benefits.fields import FATHER_REGION, MOTHER_REGION
from benefitcli.benefits.plan import PARENTS, PLAN, Parent
from benefitcli.cli.calculate import field_option, prompt_and_write, take_facts
from benefitcli.cli.commands import Command, flag, option
from benefitcli.cli.options import document_options, law_options, make_question, suggest_regions
from benefitcli.cli.output import write_result
from benefitcli.cli.process import STATE
from benefitcli.errors import fail
from benefitcli.io.formats import PLANS, format_of, refuse_terminal
from benefitcli.reports.model import Person, Report
from benefitcli.workflows.plan import Family, Plan, calculate_plan

EXIT_WITH_ERRORS = 1


def command(_path: str) -> Command:
    """The command, with an option for each field, for each parent, and those that every calculating command has."""
    parents = [
        option(
            MOTHER_REGION,
            ("母亲所在地区；不写同 --region", "the mother's region; --region if left out"),
            "NAME",
            suggest=suggest_regions,
        ),
        option(
            FATHER_REGION,
            ("父亲所在地区；不写同 --region", "the father's region; --region if left out"),
            "NAME",
            suggest=suggest_regions,
        ),
        option("without", ("不算这一方", "leave this parent out"), "|".join(PARENTS)),
    ]
    calendar = flag("calendar", ("另画每月日历", "draw the months as well"))
    fields = [field_option(field) for field in PLAN.fields]
    return Command([*fields, *parents, *law_options(), calendar, *document_options(PLANS)], plan)


def plan(**values: Any) -> int:
    """Calculate a plan and write it."""
    facts = take_facts(PLAN, values)
    output = values.pop("output")
    form = format_of(output, values.pop("format"), "text", PLANS)
    refuse_terminal(output, form)
    with_calendar = values.pop("calendar")
    person = Person(*(values.pop(name) for name in ("name", "employee_id", "employer")))
    regions = {"mother": values.pop(MOTHER_REGION), "father": values.pop(FATHER_REGION)}
    left_out = values.pop("without")
    may_ask = not values.pop("no_input")
    question = make_question(**values)
    family = Family({parent: regions[parent] or question.region for parent in _parents(left_out)})
    plans: list[Plan] = []

    def calculate(texts: Mapping[str, str]) -> Plan:
        plans.append(calculate_plan(texts, question, family))
        return plans[-1]

    write = partial(_write, person=person, form=form, output=output, with_calendar=with_calendar)
    prompt_and_write(PLAN, facts, question, calculate, write, may_ask=may_ask)
    return EXIT_WITH_ERRORS if any(item.status == "error" for item in plans[-1].items) else 0


def _parents(left_out: str | None) -> tuple[Parent, ...]:
    """The parents who are in the plan."""
    if left_out is not None and left_out not in PARENTS:
        raise fail("out_of_range", field="--without", value=left_out, accepted=" | ".join(PARENTS))
    return tuple(parent for parent in PARENTS if parent != left_out)


def _write(plan: Plan, person: Person, form: str, output: str | None, *, with_calendar: bool) -> None:
    translator = STATE.translator

    def report() -> Report:
        from benefitcli.reports.plan import plan_report

        return plan_report(plan, person, translator, with_calendar=with_calendar)

    def machine() -> bytes:
        from benefitcli.contract import dump
        from benefitcli.contract.building import plan_of

        return dump(plan_of(plan))

    def calendar() -> bytes:
        from benefitcli.reports.writers.ics import plan_as_calendar

        return plan_as_calendar(plan, person, translator, datetime.datetime.now(datetime.UTC))

    write_result(output, form, report, json=machine, ics=calendar)
