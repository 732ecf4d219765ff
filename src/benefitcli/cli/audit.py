"""``benefitcli audit``: a ledger, claims or leave records in, the same rows with their findings out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from inspect import Parameter
from typing import Any

from benefitcli.benefits.fields import FROM_MONTH, TO_MONTH
from benefitcli.cli.files import (
    argument,
    command,
    constants_of,
    file_options,
    paths_of,
    progress_of,
    question_of,
)
from benefitcli.cli.options import law_options, option
from benefitcli.cli.state import STATE
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.parse import parse
from benefitcli.workflows.audit.schemas import CLAIMS, LEDGER, RECORDS, AuditSchema

EXIT_WITH_FINDINGS = 1
RATES = ("monthly_rate", "place_rate")
"""The payer's own rates: an option for all rows whose cell is blank."""


def _command(schema: AuditSchema, source: str, *own: Parameter) -> Callable[..., int]:
    """The function of an audit: the file, where the results go, the audit's own options, and those of the law."""
    names = {parameter.name for parameter in own}
    law = [parameter for parameter in law_options() if not ("on_day" in names and parameter.name == "on")]
    files = file_options("output totals from_ to sheet encoding output_encoding set_ prefix quiet json_errors")
    return command(lambda values: _audit(schema, values[source], values), [argument(source), *files, *own, *law])


def _audit(schema: AuditSchema, source: str, values: Mapping[str, Any]) -> int:
    """Read, check, write; the summary goes to the standard error."""
    from benefitcli.reports.audit import audit_pages, report_audit
    from benefitcli.workflows.audit.run import run_audit
    from benefitcli.workflows.pipeline import Job

    months = _months(values)
    rates = {name: values[name] for name in RATES if values.get(name) is not None}
    job = Job(
        name=schema.name,
        question=question_of(values, "on" if "on" in values else "on_day"),
        constants=constants_of(values) | rates,
        prefix=values["prefix"],
    )
    outcome = run_audit(
        job, paths_of(values, source), months, lambda outcome: audit_pages(outcome, STATE.language), progress_of(values)
    )
    if values["json_errors"] or not values["quiet"]:
        report_audit(outcome, Translator(STATE.language), as_json=values["json_errors"], stream=sys.stderr)
    return EXIT_WITH_FINDINGS if outcome.needs_action else 0


def _months(values: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The months of the options. Raises :class:`BenefitError` for those that cannot be read."""
    months: dict[str, int | None] = {}
    problems: list[Problem] = []
    for field in (FROM_MONTH, TO_MONTH):
        if values.get(field.name) is not None:
            value = parse(field, values[field.name])
            if isinstance(value, Problem):
                problems.append(value)
            else:
                months[field.name] = value
    if problems:
        raise BenefitError(*problems)
    first, last = months.get("from_month"), months.get("to_month")
    if first is not None and last is not None and last < first:
        raise fail("months_out_of_order", field="to_month", value=values["to_month"], accepted=">= from_month")
    return first, last


allowance = _command(
    LEDGER,
    "ledger",
    option("monthly_rate", str | None, shape="YUAN"),
    option("from_month", str | None, shape="YYYY-MM"),
    option("to_month", str | None, shape="YYYY-MM"),
)
places = _command(CLAIMS, "claims", option("place_rate", str | None, shape="YUAN"))
leave = _command(RECORDS, "records", option("on_day", str | None, None, "--on", shape="DATE"))
