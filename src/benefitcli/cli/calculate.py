"""The commands for one case: made from the fields of a benefit, so that an option is the field's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from benefitcli.benefits.register import schema_of_command
from benefitcli.cli.commands import Command, Parameter, option
from benefitcli.cli.options import document_options, law_options, make_question
from benefitcli.cli.output import write_result
from benefitcli.cli.process import STATE, is_attended
from benefitcli.engine.benefit import Field, InputSchema
from benefitcli.inputs.case import Question
from benefitcli.io.formats import ANSWERS, format_of, refuse_terminal
from benefitcli.io.streams import standard_output
from benefitcli.reports.model import Person, Report
from benefitcli.workflows.case import Answer, calculate_case

Answered = TypeVar("Answered")


def command(path: str) -> Command:
    """A calculating command, with an option for each field and those that every one has."""
    benefit = schema_of_command(path)
    assert benefit is not None, "the tree names only commands that calculate"
    parameters = [*(field_option(field) for field in benefit.fields), *law_options(), *document_options()]
    return Command(parameters, partial(_calculate, benefit))


def _calculate(benefit: InputSchema, **values: Any) -> None:
    facts = take_facts(benefit, values)
    output = values.pop("output")
    form = format_of(output, values.pop("format"), "text", ANSWERS)
    refuse_terminal(output, form)
    person = Person(*(values.pop(name) for name in ("name", "employee_id", "employer")))
    may_ask = not values.pop("no_input")
    question = make_question(**values)
    calculate = partial(calculate_case, benefit.name, question=question)
    prompt_and_write(
        benefit, facts, question, calculate, lambda answer: _write(answer, person, form, output), may_ask=may_ask
    )


def prompt_and_write(
    schema: InputSchema,
    facts: Mapping[str, str],
    question: Question,
    calculate: Callable[[Mapping[str, str]], Answered],
    write: Callable[[Answered], None],
    *,
    may_ask: bool,
) -> None:
    """Calculate and write; at a terminal what is missing is asked for first."""
    if may_ask and is_attended():
        from benefitcli.cli.prompt import FieldPrompter

        # A region that does not exist is refused before anything is asked.
        library = question.library()
        library.law_of(library.region(question.region))
        prompter = FieldPrompter(schema, facts, question)
        write(prompter.prompt_for_missing(calculate))
        prompter.print_command_line(STATE.arguments)
    else:
        write(calculate(facts))


def field_option(field: Field) -> Parameter:
    """A field as an option; yes and no are a pair of options."""
    meaning = (field.zh, field.en)
    if field.kind == "boolean":
        off = "--no-" + field.option.removeprefix("--")
        return option(field.name, meaning, None, f"{field.option}/{off}", kind=bool | None)
    return option(field.name, meaning)


def take_facts(schema: InputSchema, values: dict[str, Any]) -> dict[str, str]:
    """The fields among the options, as the texts that a file would hold, taken out of ``values``."""
    given = {field.name: values.pop(field.name) for field in schema.fields}
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in given.items()
        if value is not None
    }


def write_whole(data: bytes) -> None:
    """Write all of it to the standard output."""
    stream = standard_output()
    stream.write(data)
    stream.flush()


def _write(answer: Answer, person: Person, form: str, output: str | None) -> None:
    def report() -> Report:
        from benefitcli.reports.case import case_report

        return case_report(answer, person, STATE.translator)

    def machine() -> bytes:
        from benefitcli.contract import dump
        from benefitcli.contract.building import result_of

        return dump(result_of(answer))

    write_result(output, form, report, json=machine)
