"""``benefitcli rules``: what a rule says, in words, with the numbers in force and their clauses."""

from __future__ import annotations

from typing import Annotated

import typer

from benefitcli.cli.options import make_question
from benefitcli.cli.tables import check_format, give
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
    from benefitcli.contract.building import rule_of
    from benefitcli.reports.rules.page import print_rule
    from benefitcli.workflows.explain import state_rule

    check_format(format)
    rule = state_rule(benefit, make_question(region, on, as_of, reading, tables))
    give(format, lambda: rule_of(rule), lambda language, stream: print_rule(rule, language, stream))


def list_rules(
    region: Annotated[str, typer.Option()] = DEFAULT_REGION,
    on: Text = None,
    as_of: Text = None,
    tables: Texts = None,
    format: Annotated[str, typer.Option()] = "text",  # noqa: A002 - the name of the option
    lang: Text = None,
) -> None:
    """List the benefits, what each one gives and the documents behind it."""
    from benefitcli.contract.building import rules_of
    from benefitcli.reports.rules.listing import print_rules
    from benefitcli.workflows.explain import state_rules

    check_format(format)
    question = make_question(region, on, as_of, None, tables)
    place = question.library().region(region)
    rules = state_rules(question)
    give(
        format,
        lambda: rules_of(rules, place),
        lambda language, stream: print_rules(rules, place, language, stream),
    )
