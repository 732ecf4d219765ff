"""The commands for one case: made from the fields of a benefit, so that an option is the field's name."""

from __future__ import annotations

import sys
from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

from benefitcli.benefits.fields import Field
from benefitcli.benefits.register import find_benefit
from benefitcli.cli.options import law_options, make_question, option
from benefitcli.cli.state import STATE
from benefitcli.errors import fail
from benefitcli.files.places import standard_output
from benefitcli.single import Answer, calculate_case

FORMATS = ("text", "json")


def calculate_command(name: str) -> Callable[..., None]:
    """The function of a calculating command, with an option for each field and those that every one has."""
    benefit = find_benefit(name)

    def calculate(**values: Any) -> None:
        texts = {one.name: as_text(values.pop(one.name)) for one in benefit.fields}
        values.pop("lang")
        form = values.pop("format")
        if form not in FORMATS:
            raise fail("format_unknown", value=form, accepted=", ".join(FORMATS))
        facts = {field: text for field, text in texts.items() if text is not None}
        _print(calculate_case(name, facts, make_question(**values)), form)

    parameters = [*(field_option(one) for one in benefit.fields), *law_options(), option("format", str, "text")]
    calculate.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    calculate.__annotations__ = {one.name: one.annotation for one in parameters}
    return calculate


def field_option(field: Field) -> Parameter:
    """A field as an option; yes and no are a pair of options."""
    if field.kind == "boolean":
        off = "--no-" + field.option.removeprefix("--")
        return option(field.name, bool | None, None, f"{field.option}/{off}")
    return option(field.name, str | None)


def as_text(value: str | bool | None) -> str | None:
    """The value of an option as the text that a file would hold."""
    return str(value).lower() if isinstance(value, bool) else value


def write_whole(data: bytes) -> None:
    """Write all of it to the standard output."""
    stream = standard_output()
    stream.write(data)
    stream.flush()


def _print(answer: Answer, form: str) -> None:
    if form == "json":
        from benefitcli.render.json import answer_as_json, dump

        write_whole(dump(answer_as_json(answer)))
    else:
        from benefitcli.render.text import print_answer

        print_answer(answer, STATE.language, sys.stdout)
