"""The commands for one case: made from the fields of a benefit, so that an option is the field's name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from inspect import Parameter, Signature
from typing import Any, TypeVar

from benefitcli.benefits.register import find_benefit
from benefitcli.cli.options import document_options, law_options, make_question, option
from benefitcli.cli.output import write_result
from benefitcli.cli.state import STATE
from benefitcli.engine.benefit import Field, InputSchema
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.io.formats import ANSWERS, format_of, refuse_terminal
from benefitcli.io.streams import standard_output
from benefitcli.reports.model import Person, Report
from benefitcli.workflows.case import Answer, calculate_case

FORMATS = ("text", "json")

Answered = TypeVar("Answered")


def calculate_command(name: str) -> Callable[..., None]:
    """The function of a calculating command, with an option for each field and those that every one has."""
    benefit = find_benefit(name)

    def calculate(**values: Any) -> None:
        texts = {one.name: as_text(values.pop(one.name)) for one in benefit.fields}
        values.pop("lang")
        output = values.pop("output")
        form = format_of(output, values.pop("format"), "text", ANSWERS)
        refuse_terminal(output, form)
        person = Person(*(values.pop(one) for one in ("name", "employee_id", "employer")))
        may_ask = not values.pop("no_input")
        facts = {field: text for field, text in texts.items() if text is not None}
        question = make_question(**values)
        work = partial(calculate_case, name, question=question)
        converse(benefit, facts, question, work, lambda answer: _write(answer, person, form, output), may_ask=may_ask)

    parameters = [*(field_option(one) for one in benefit.fields), *law_options(), *document_options()]
    calculate.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    calculate.__annotations__ = {one.name: one.annotation for one in parameters}
    return calculate


def converse(
    form: InputSchema,
    facts: Mapping[str, str],
    question: Question,
    calculate: Callable[[Mapping[str, str]], Answered],
    write: Callable[[Answered], None],
    *,
    may_ask: bool,
) -> None:
    """Calculate and write; at a terminal what is missing is asked for first."""
    if may_ask and _is_attended():
        from benefitcli.cli.ask import Conversation

        library = question.library()
        library.law_of(library.region(question.region))
        conversation = Conversation(form, facts, STATE.language)
        write(conversation.answer(question, calculate))
        conversation.end(STATE.arguments)
    else:
        write(calculate(facts))


def field_option(field: Field) -> Parameter:
    """A field as an option; yes and no are a pair of options."""
    if field.kind == "boolean":
        off = "--no-" + field.option.removeprefix("--")
        return option(field.name, bool | None, None, f"{field.option}/{off}")
    return option(field.name, str | None)


def as_text(value: str | bool | None) -> str | None:
    """The value of an option as the text that a file would hold."""
    return str(value).lower() if isinstance(value, bool) else value


def _is_attended() -> bool:
    """Whether somebody sits at a terminal, sees what is asked and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def write_whole(data: bytes) -> None:
    """Write all of it to the standard output."""
    stream = standard_output()
    stream.write(data)
    stream.flush()


def _write(answer: Answer, person: Person, form: str, output: str | None) -> None:
    def report() -> Report:
        from benefitcli.reports.case import case_report

        return case_report(answer, person, Translator(STATE.language))

    def machine() -> bytes:
        from benefitcli.reports.machine import answer_as_json, dump

        return dump(answer_as_json(answer))

    write_result(output, form, report, json=machine)
