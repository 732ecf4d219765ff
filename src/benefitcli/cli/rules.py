"""``benefitcli rules``: what a rule says, in words, with the numbers in force and their clauses."""

from __future__ import annotations

from collections.abc import Sequence

from benefitcli.cli.commands import LANG, Command
from benefitcli.cli.options import (
    AS_OF_OPTION,
    BENEFIT,
    FOLDERS,
    FORMAT,
    ON_OPTION,
    REGION_OPTION,
    law_options,
    make_question,
)
from benefitcli.cli.tables import check_format, give


def command(path: str) -> Command:
    """The command of a path."""
    if path == "rules show":
        return Command([BENEFIT, *law_options()[:-1], FORMAT, LANG], show)
    return Command([REGION_OPTION, ON_OPTION, AS_OF_OPTION, FOLDERS, FORMAT, LANG], list_rules)


def show(
    benefit: str,
    region: str,
    on: str | None,
    as_of: str | None,
    reading: Sequence[str] | None,
    tables: Sequence[str] | None,
    format: str,
) -> None:
    """Print the formula of a benefit, each number with its clause."""
    from benefitcli.reports.rules.machine import rule_as_json
    from benefitcli.reports.rules.page import print_rule
    from benefitcli.workflows.explain import state_rule

    check_format(format)
    rule = state_rule(benefit, make_question(region, on, as_of, reading, tables))
    give(format, lambda: rule_as_json(rule), lambda language, stream: print_rule(rule, language, stream))


def list_rules(
    region: str,
    on: str | None,
    as_of: str | None,
    tables: Sequence[str] | None,
    format: str,
) -> None:
    """List the benefits, what each one gives and the documents behind it."""
    from benefitcli.reports.rules.listing import print_rules
    from benefitcli.reports.rules.machine import rules_as_json
    from benefitcli.workflows.explain import state_rules

    check_format(format)
    question = make_question(region, on, as_of, None, tables)
    place = question.library().region(region)
    rules = state_rules(question)
    give(
        format,
        lambda: rules_as_json(rules, place),
        lambda language, stream: print_rules(rules, place, language, stream),
    )
