"""``benefitcli audit``: a ledger, claims or leave records in, the same rows with their findings out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from typing import Any

from benefitcli.benefits.fields import FROM_MONTH, TO_MONTH
from benefitcli.cli.commands import Command, argument, option
from benefitcli.cli.files import constants_of, file_options, mapping_of, paths_of, prepare, progress_of, question_of
from benefitcli.cli.options import law_options, valid
from benefitcli.cli.process import STATE
from benefitcli.errors import fail
from benefitcli.i18n.help import OPTIONS
from benefitcli.inputs.parse import parse
from benefitcli.io.streams import STANDARD
from benefitcli.workflows.audit.schemas import AUDITS, AuditSchema

EXIT_WITH_FINDINGS = 1
RATES = ("monthly_rate", "place_rate")
"""The payer's own rates: an option for all rows whose cell is blank."""


_OWN_OPTIONS = {
    "audit.allowance": (
        option("monthly_rate", "YUAN"),
        option("from_month", "YYYY-MM", help=OPTIONS["audit_from_month"]),
        option("to_month", "YYYY-MM", help=OPTIONS["audit_to_month"]),
    ),
    "audit.places": (option("place_rate", "YUAN"),),
    "audit.leave": (option("on_day", "DATE", "--on"),),
}
_INPUTS = {"audit.allowance": "ledger", "audit.places": "claims", "audit.leave": "records"}


def command(path: str) -> Command:
    """The command of an audit: the file, where the results go, the audit's own options, and those of the law."""
    schema = AUDITS[path.replace(" ", ".")]
    own = _OWN_OPTIONS[schema.name]
    taken = [spelling for parameter in own for spelling in parameter.spellings]
    law = [parameter for parameter in law_options() if parameter.spellings[0] not in taken]
    files = file_options(
        "output totals from_ to sheet header_row encoding output_encoding map_ set_ prefix strict quiet json_errors"
    )
    return [argument(_INPUTS[schema.name], STANDARD), *files, *own, *law], partial(_audit, schema)


def _audit(schema: AuditSchema, **values: Any) -> int:
    """Read, check, write; the summary goes to the standard error."""
    from benefitcli.i18n.problems import reason_in_words
    from benefitcli.reports.audit import audit_pages, report_audit
    from benefitcli.workflows.audit.run import run_audit
    from benefitcli.workflows.pipeline import Job

    prepare(values)
    months = _months(values)
    rates = {name: values[name] for name in RATES if values.get(name) is not None}
    job = Job(
        name=schema.name,
        question=question_of(values, "on" if "on" in values else "on_day"),
        constants=constants_of(values) | rates,
        mapping=mapping_of(values),
        prefix=values["prefix"],
    )
    outcome = run_audit(
        job,
        paths_of(values, values[_INPUTS[schema.name]]),
        months,
        lambda outcome: audit_pages(outcome, STATE.language),
        progress_of(values),
        partial(reason_in_words, t=STATE.translator),
    )
    if values["json_errors"] or not values["quiet"]:
        report_audit(outcome, STATE.translator, as_json=values["json_errors"], stream=sys.stderr)
    return EXIT_WITH_FINDINGS if outcome.needs_action or (values["strict"] and outcome.header_notices) else 0


def _months(values: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The months of the options. Raises :class:`BenefitError` for those that cannot be read."""
    texts = {field: values[field.name] for field in (FROM_MONTH, TO_MONTH) if values.get(field.name) is not None}
    months = dict(zip(texts, valid(parse(field, text) for field, text in texts.items()), strict=True))
    first, last = months.get(FROM_MONTH), months.get(TO_MONTH)
    if first is not None and last is not None and last < first:
        raise fail("months_out_of_order", field="to_month", value=values["to_month"], accepted=">= from_month")
    return first, last
