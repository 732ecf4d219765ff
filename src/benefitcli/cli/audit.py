"""``benefitcli audit``: a ledger, claims or leave records in, the same rows with their findings out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from typing import Any

from benefitcli.benefits.fields import FROM_MONTH, TO_MONTH
from benefitcli.cli.commands import Command, argument, option
from benefitcli.cli.files import constants_of, file_options, mapping_of, paths_of, prepare, progress_of, question_of
from benefitcli.cli.options import law_options
from benefitcli.cli.process import STATE
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n import Pair
from benefitcli.inputs.parse import parse
from benefitcli.io.streams import STANDARD
from benefitcli.workflows.audit.schemas import AUDITS, AuditSchema

EXIT_WITH_FINDINGS = 1
RATES = ("monthly_rate", "place_rate")
"""The payer's own rates: an option for all rows whose cell is blank."""


def command(path: str) -> Command:
    """The command of an audit: the file, where the results go, the audit's own options, and those of the law."""
    schema = AUDITS[path.replace(" ", ".")]
    own = _OWN_OPTIONS[schema.name]
    law = [parameter for parameter in law_options() if parameter.name != "on" or _ON_DAY not in own]
    files = file_options(
        "output totals from_ to sheet header_row encoding output_encoding map_ set_ prefix strict quiet json_errors"
    )
    return Command([_ARGUMENTS[schema.name], *files, *own, *law], partial(_audit, schema))


_ARGUMENTS = {
    "audit.allowance": argument(
        "ledger", ("台账文件；- 或不写为标准输入", "the ledger; - or nothing is the standard input"), STANDARD
    ),
    "audit.places": argument(
        "claims", ("申领台账文件；- 或不写为标准输入", "the claims; - or nothing is the standard input"), STANDARD
    ),
    "audit.leave": argument(
        "records",
        ("休假记录文件；- 或不写为标准输入", "the leave records; - or nothing is the standard input"),
        STANDARD,
    ),
}
_ON_DAY = option(
    "on_day",
    ("剩余天数算到哪一天；不写则今天", "the day on which the days left are counted; today if left out"),
    "DATE",
    "--on",
)
_TO_MONTH: Pair = (
    "漏发查到这个月；不写则到本月",
    "look for missing months up to this month; this month if left out",
)
_OWN_OPTIONS = {
    "audit.allowance": (
        option("monthly_rate", ("单位自己的每月标准（元）", "the payer's own monthly rate, yuan"), "YUAN"),
        option("from_month", ("漏发从这个月查起", "look for missing months from this month on"), "YYYY-MM"),
        option("to_month", _TO_MONTH, "YYYY-MM"),
    ),
    "audit.places": (
        option("place_rate", ("每托位每年的标准（元）", "the payer's own yearly rate per place, yuan"), "YUAN"),
    ),
    "audit.leave": (_ON_DAY,),
}


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
        paths_of(values, values[_ARGUMENTS[schema.name].name]),
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
