"""``benefitcli audit``: a ledger, claims or leave records in, the same rows with their findings out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from benefitcli.benefits.fields import FROM_MONTH, TO_MONTH
from benefitcli.cli.commands import Command, argument, option
from benefitcli.cli.files import file_options
from benefitcli.cli.options import law_options, make_question, split_pair
from benefitcli.cli.process import STATE, exit_cleanly_on_signals
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n import Pair
from benefitcli.inputs.parse import parse
from benefitcli.io.streams import STANDARD
from benefitcli.workflows.audit import forms

if TYPE_CHECKING:
    from benefitcli.workflows.audit.output import AuditPaths

EXIT_WITH_FINDINGS = 1
RATES = ("monthly_rate", "place_rate")
"""The payer's own rates: an option for all rows whose cell is blank."""


def command(path: str) -> Command:
    """The command of an audit: the file, where the results go, the audit's own options, and those of the law."""
    form = forms.FORMS[path.replace(" ", ".")]
    own = _OWN_OPTIONS[form.name]
    law = [parameter for parameter in law_options() if parameter.name != "on" or _ON_DAY not in own]
    files = file_options("output totals from_ to sheet encoding output_encoding set_ prefix quiet json_errors")
    return Command([_ARGUMENTS[form.name], *files, *own, *law], partial(_run, form))


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


def _run(form: forms.AuditForm, **values: Any) -> int:
    """Read, judge, write; the summary goes to the standard error."""
    from benefitcli.reports.audit import report_audit
    from benefitcli.workflows.audit.job import AuditJob, run_audit
    from benefitcli.workflows.audit.judges import auditor_of

    gc.enable()
    exit_cleanly_on_signals()
    quiet, as_json = values["quiet"], values["json_errors"]
    rates = {name: values[name] for name in RATES if values.get(name) is not None}
    job = AuditJob(
        form=form,
        judge=auditor_of(form, **_span(values)),
        question=make_question(
            values["region"],
            values.get("on", values.get("on_day")),
            values["as_of"],
            values["reading"],
            values["tables"],
        ),
        constants=dict(split_pair(text, "set_malformed") for text in values["set_"] or ()) | rates,
        prefix=values["prefix"],
        language=STATE.language,
        shows_progress=not quiet and not as_json and sys.stderr.isatty(),
    )
    outcome = run_audit(job, _paths(values[_ARGUMENTS[form.name].name], values))
    if as_json or not quiet:
        report_audit(outcome, STATE.translator, as_json=as_json, stream=sys.stderr)
    return EXIT_WITH_FINDINGS if outcome.needs_action else 0


def _paths(path: str, values: Mapping[str, Any]) -> AuditPaths:
    """Where the rows come from and go to."""
    from benefitcli.io.formats import format_of
    from benefitcli.workflows.audit.output import AuditPaths

    output, totals, to = values["output"], values["totals"], values["to"]
    return AuditPaths(
        input=path,
        output=output,
        totals=totals,
        source=format_of(path, values["from_"]),
        target=format_of(output, to),
        totalled=format_of(totals, None),
        sheet=values["sheet"],
        encoding=values["encoding"],
        output_encoding=values["output_encoding"],
    )


def _span(values: Mapping[str, Any]) -> dict[str, int | None]:
    """The months of the options, as month numbers. Raises :class:`BenefitError` for those that cannot be read."""
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
    return months
