"""The commands for one case and for a plan: made from their fields, so that an option is the field's name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from benefitcli.benefits.fields import FATHER_REGION, MOTHER_REGION
from benefitcli.benefits.register import schema_of_command
from benefitcli.cli.commands import Command, Parameter, flag, option
from benefitcli.cli.options import document_options, law_options, make_question, suggest_regions
from benefitcli.cli.output import chosen_format, print_result
from benefitcli.cli.process import STATE, is_attended
from benefitcli.engine.benefit import Field, InputSchema
from benefitcli.errors import fail
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.io.formats import ANSWERS, PLANS
from benefitcli.reports.model import Person, Report
from benefitcli.workflows.case import Answer, calculate_case

if TYPE_CHECKING:
    from benefitcli.contract import Contract
    from benefitcli.workflows.plan import Family, Plan

Answered = TypeVar("Answered")

EXIT_WITH_ERRORS = 1


def command(path: str) -> Command:
    """A calculating command, with an option for each field, for each parent of a plan, and those that all have."""
    schema = schema_of_command(path)
    assert schema is not None, "the tree names only commands that calculate"
    fields = [_field_option(field) for field in schema.fields]
    if path != "leave plan":
        return [*fields, *law_options(), *document_options()], partial(_calculate, schema)
    parents = [
        option(MOTHER_REGION, "NAME", suggest=suggest_regions),
        option(FATHER_REGION, "NAME", suggest=suggest_regions),
        option("without", "mother|father"),
    ]
    parameters = [*fields, *parents, *law_options(), flag("calendar"), *document_options(PLANS)]
    return parameters, partial(_plan, schema)


def _calculate(schema: InputSchema, output: str | None, format: str | None, **values: Any) -> None:
    """Calculate a case and write it."""
    wanted = chosen_format(output, format, ANSWERS)
    facts, person, may_ask = _take_facts(schema, values), _take_person(values), not values.pop("no_input")
    question = make_question(**values)

    def write(answer: Answer) -> None:
        def report(translator: Translator) -> Report:
            from benefitcli.reports.case import case_report

            return case_report(answer, person, translator)

        def machine() -> Contract:
            from benefitcli.contract.building import result_of

            return result_of(answer)

        print_result(output, wanted, report, machine)

    _answer(schema, facts, question, partial(calculate_case, schema.name, question=question), write, may_ask=may_ask)


def _plan(schema: InputSchema, output: str | None, format: str | None, *, calendar: bool, **values: Any) -> int:
    """Calculate a plan and write it."""
    from benefitcli.workflows.plan import calculate_plan

    wanted = chosen_format(output, format, PLANS)
    facts, person, may_ask = _take_facts(schema, values), _take_person(values), not values.pop("no_input")
    parents = {name: values.pop(name) for name in (MOTHER_REGION, FATHER_REGION, "without")}
    question = make_question(**values)
    family = _family(question, *parents.values())

    def write(plan: Plan) -> None:
        def report(translator: Translator) -> Report:
            from benefitcli.reports.plan import plan_report

            return plan_report(plan, person, translator, with_calendar=calendar)

        def machine() -> Contract:
            from benefitcli.contract.building import plan_of

            return plan_of(plan)

        def ics() -> bytes:
            from benefitcli.reports.writers.ics import plan_as_calendar

            return plan_as_calendar(plan, person, STATE.translator, datetime.datetime.now(datetime.UTC))

        print_result(output, wanted, report, machine, ics=ics)

    calculate = partial(calculate_plan, question=question, family=family)
    plan = _answer(schema, facts, question, calculate, write, may_ask=may_ask)
    return EXIT_WITH_ERRORS if any(item.status == "error" for item in plan.items) else 0


def _family(question: Question, mother: str | None, father: str | None, left_out: str | None) -> Family:
    """The region of each parent who is in the plan."""
    from benefitcli.benefits.plan import PARENTS
    from benefitcli.workflows.plan import Family

    if left_out is not None and left_out not in PARENTS:
        raise fail("out_of_range", field="--without", value=left_out, accepted=" | ".join(PARENTS))
    regions = zip(PARENTS, (mother, father), strict=True)
    return Family({parent: region or question.region for parent, region in regions if parent != left_out})


def _answer(
    schema: InputSchema,
    facts: Mapping[str, str],
    question: Question,
    calculate: Callable[[Mapping[str, str]], Answered],
    write: Callable[[Answered], None],
    *,
    may_ask: bool,
) -> Answered:
    """Calculate and write; at a terminal what is missing is asked for first."""
    if not (may_ask and is_attended()):
        answer = calculate(facts)
        write(answer)
        return answer
    from benefitcli.cli.prompt import FieldPrompter

    # A region that does not exist is refused before anything is asked.
    library = question.library()
    library.law_of(library.region(question.region))
    prompter = FieldPrompter(schema, facts, question)
    answer = prompter.prompt_for_missing(calculate)
    write(answer)
    prompter.print_command_line(STATE.arguments)
    return answer


def _field_option(field: Field) -> Parameter:
    """A field as an option; yes and no are a pair of options."""
    meaning = (field.zh, field.en)
    if field.kind == "boolean":
        off = "--no-" + field.option.removeprefix("--")
        return option(field.name, None, f"{field.option}/{off}", help=meaning, kind=bool | None)
    return option(field.name, help=meaning)


def _take_facts(schema: InputSchema, values: dict[str, Any]) -> dict[str, str]:
    """The fields among the options, as the texts that a file would hold, taken out of ``values``."""
    given = {field.name: values.pop(field.name) for field in schema.fields}
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in given.items()
        if value is not None
    }


def _take_person(values: dict[str, Any]) -> Person:
    return Person(*(values.pop(name) for name in ("name", "employee_id", "employer")))
