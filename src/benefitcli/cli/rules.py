"""``benefitcli rules``: what a rule says, in words, with the numbers in force and their clauses."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from benefitcli.cli.calculate import FORMATS, write_whole
from benefitcli.cli.options import make_question
from benefitcli.cli.state import STATE
from benefitcli.errors import fail
from benefitcli.law.regions import DEFAULT_REGION

Text = Annotated[str | None, typer.Option()]
Texts = Annotated[list[str] | None, typer.Option()]


def show(
    benefit: Annotated[str, typer.Argument()],
    region: Annotated[str, typer.Option()] = DEFAULT_REGION,
    on: Text = None,
    as_of: Text = None,
    reading: Texts = None,
    tables: Texts = None,
    format: Annotated[str, typer.Option()] = "text",  # noqa: A002 - the name of the option
    lang: Text = None,
) -> None:
    """Print the formula of a benefit, each number with its clause."""
    from benefitcli.rules import state_rule

    _check_format(format)
    rule = state_rule(benefit, make_question(region, on, as_of, reading, tables))
    if format == "json":
        from benefitcli.render.json import dump
        from benefitcli.render.rules.machine import rule_as_json

        write_whole(dump(rule_as_json(rule)))
    else:
        from benefitcli.render.rules.page import print_rule

        print_rule(rule, STATE.language, sys.stdout)


def list_rules(
    region: Annotated[str, typer.Option()] = DEFAULT_REGION,
    on: Text = None,
    as_of: Text = None,
    tables: Texts = None,
    format: Annotated[str, typer.Option()] = "text",  # noqa: A002 - the name of the option
    lang: Text = None,
) -> None:
    """List the benefits, what each one gives and the documents behind it."""
    from benefitcli.rules import state_rules

    _check_format(format)
    question = make_question(region, on, as_of, None, tables)
    place = question.library().region(region)
    rules = state_rules(question)
    if format == "json":
        from benefitcli.render.json import dump
        from benefitcli.render.rules.machine import rules_as_json

        write_whole(dump(rules_as_json(rules, place)))
    else:
        from benefitcli.render.rules.listing import print_rules

        print_rules(rules, place, STATE.language, sys.stdout)


def _check_format(form: str) -> None:
    if form not in FORMATS:
        raise fail("format_unknown", value=form, accepted=", ".join(FORMATS))
