"""``benefitcli fields``, ``schema``, ``rules`` and ``verify``: what is read, printed and stated, and if it still holds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from benefitcli.cli.commands import LANG, Command, argument, flag, option
from benefitcli.cli.options import (
    AS_OF_OPTION,
    BENEFIT,
    FOLDERS,
    ON_OPTION,
    READING,
    REGION_OPTION,
    dataset_names,
    describe_datasets,
    find_dataset,
    make_question,
)
from benefitcli.cli.output import Made, problem_message, reporting, write_whole
from benefitcli.cli.process import STATE
from benefitcli.errors import fail
from benefitcli.io.streams import open_input

EXIT_DOES_NOT_HOLD = 1


def command(path: str) -> Command:
    """The command of a path."""
    law = [REGION_OPTION, ON_OPTION, AS_OF_OPTION]
    if path == "schema":
        from benefitcli.contract import SCHEMAS

        return [argument("schema", None, SCHEMAS), LANG], print_schema
    if path == "fields":
        benefit = BENEFIT._replace(suggest=lambda _context: describe_datasets(dataset_names()))
        return reporting([benefit, option("template", "FILE"), flag("json_schema")], show_fields)
    if path == "verify":
        return reporting([argument("result"), FOLDERS], verify)
    if path == "rules show":
        return reporting([BENEFIT, *law, READING, FOLDERS], show_rule)
    return reporting([*law, FOLDERS], list_rules)


def show_fields(benefit: str, template: str | None, *, json_schema: bool) -> Made | None:
    """List the columns that the batch of a benefit, or an audit, reads and writes."""
    from benefitcli.contract import dump
    from benefitcli.contract.building import fields_of
    from benefitcli.reports.fields import fields_report, json_schema_of, write_template

    schema = find_dataset(benefit)
    if template is not None:
        write_template(schema, STATE.translator, template)
    elif json_schema:
        write_whole(dump(json_schema_of(schema)))
    else:
        return partial(fields_report, schema), partial(fields_of, schema), 0
    return None


def print_schema(schema: str | None) -> None:
    """Print a JSON Schema by its name."""
    from benefitcli.contract import SCHEMAS, dump, schema_of

    if schema is None:
        raise fail("argument_missing", value="SCHEMA", accepted=", ".join(SCHEMAS))
    write_whole(dump(schema_of(schema)))


def verify(result: str, **law: Any) -> Made:
    """Calculate a stored result anew from its own case, day and readings."""
    from benefitcli.contract import read_result
    from benefitcli.contract.building import result_tree, verification_of
    from benefitcli.reports.verification import verification_report
    from benefitcli.workflows.verify import verify_result

    folders = make_question(**law).tables
    with open_input(result) as stream:
        stored, question = read_result(stream.read(), result)
    verification = verify_result(stored, replace(question, tables=folders), result_tree)
    code = 0 if verification.holds else EXIT_DOES_NOT_HOLD
    return partial(verification_report, verification), partial(verification_of, verification, problem_message), code


def show_rule(benefit: str, **law: Any) -> Made:
    """Print the formula of a benefit, each number with its clause."""
    from benefitcli.contract.building import rule_of
    from benefitcli.reports.rule import rule_report
    from benefitcli.workflows.explain import state_rule

    rule = state_rule(benefit, make_question(**law))
    return partial(rule_report, rule), partial(rule_of, rule), 0


def list_rules(**law: Any) -> Made:
    """List the benefits, what each one gives and the documents behind it."""
    from benefitcli.contract.building import rules_of
    from benefitcli.reports.rule import rules_report
    from benefitcli.workflows.explain import state_rules

    question = make_question(**law)
    region = question.library().region(question.region)
    rules = state_rules(question)
    return partial(rules_report, rules, region), partial(rules_of, rules, region), 0
