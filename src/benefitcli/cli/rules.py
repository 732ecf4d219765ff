"""``benefitcli rules``: what a rule says, in words, with the numbers in force and their clauses."""

from __future__ import annotations

from typing import Any

from benefitcli.cli.commands import LANG, Command
from benefitcli.cli.options import (
    AS_OF_OPTION,
    BENEFIT,
    FOLDERS,
    FORMAT,
    ON_OPTION,
    OUTPUT,
    READING,
    REGION_OPTION,
    make_question,
)
from benefitcli.cli.output import chosen_format, print_result


def command(path: str) -> Command:
    """The command of a path."""
    law = [REGION_OPTION, ON_OPTION, AS_OF_OPTION]
    if path == "rules show":
        return Command([BENEFIT, *law, READING, FOLDERS, OUTPUT, FORMAT, LANG], show)
    return Command([*law, FOLDERS, OUTPUT, FORMAT, LANG], list_rules)


def show(benefit: str, output: str | None, format: str | None, **law: Any) -> None:
    """Print the formula of a benefit, each number with its clause."""
    from benefitcli.contract.building import rule_of
    from benefitcli.reports.rule import rule_report
    from benefitcli.workflows.explain import state_rule

    wanted = chosen_format(output, format)
    rule = state_rule(benefit, make_question(**law))
    print_result(output, wanted, lambda translator: rule_report(rule, translator), lambda: rule_of(rule))


def list_rules(output: str | None, format: str | None, **law: Any) -> None:
    """List the benefits, what each one gives and the documents behind it."""
    from benefitcli.contract.building import rules_of
    from benefitcli.reports.rule import rules_report
    from benefitcli.workflows.explain import state_rules

    wanted = chosen_format(output, format)
    question = make_question(**law)
    known = question.library().region(question.region)
    rules = state_rules(question)
    print_result(
        output, wanted, lambda translator: rules_report(rules, known, translator), lambda: rules_of(rules, known)
    )
