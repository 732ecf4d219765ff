"""``benefitcli rules``: what a rule says, in words, with the numbers in force and their clauses."""

from __future__ import annotations

from typing import Annotated

import typer

from benefitcli.cli.options import make_question
from benefitcli.cli.output import Format, Output, chosen_format, print_result
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
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Text = None,
) -> None:
    """Print the formula of a benefit, each number with its clause."""
    from benefitcli.contract.building import rule_of
    from benefitcli.reports.rule import rule_report
    from benefitcli.workflows.explain import state_rule

    wanted = chosen_format(output, format)
    rule = state_rule(benefit, make_question(region, on, as_of, reading, tables))
    print_result(output, wanted, lambda translator: rule_report(rule, translator), lambda: rule_of(rule))


def list_rules(
    region: Annotated[str, typer.Option()] = DEFAULT_REGION,
    on: Text = None,
    as_of: Text = None,
    tables: Texts = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Text = None,
) -> None:
    """List the benefits, what each one gives and the documents behind it."""
    from benefitcli.contract.building import rules_of
    from benefitcli.reports.rule import rules_report
    from benefitcli.workflows.explain import state_rules

    wanted = chosen_format(output, format)
    question = make_question(region, on, as_of, None, tables)
    known = question.library().region(region)
    rules = state_rules(question)
    print_result(
        output, wanted, lambda translator: rules_report(rules, known, translator), lambda: rules_of(rules, known)
    )
