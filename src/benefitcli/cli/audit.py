"""``benefitcli audit``: a ledger, claims or leave records in, the same rows with their findings out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from benefitcli.benefits.fields import FROM_MONTH, TO_MONTH
from benefitcli.cli.options import law_options, make_question, option, split_pair
from benefitcli.cli.signals import exit_cleanly_on_signals
from benefitcli.cli.state import STATE
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.parse import parse
from benefitcli.workflows.audit import forms

if TYPE_CHECKING:
    from benefitcli.workflows.audit.output import AuditPaths

EXIT_WITH_FINDINGS = 1
RATES = ("monthly_rate", "place_rate")
"""The payer's own rates: an option for all rows whose cell is blank."""


def _command(form: forms.AuditForm, argument: str, *own: Parameter) -> Callable[..., int]:
    """The function of an audit: the file, where the results go, the audit's own options, and those of the law."""

    def run(**values: Any) -> int:
        return _run(form, values.pop(argument), values)

    place = Parameter(argument, Parameter.KEYWORD_ONLY, default="-", annotation=Annotated[str, typer.Argument()])
    names = {one.name for one in own}
    law = [one for one in law_options() if not ("on_day" in names and one.name == "on")]
    parameters = [place, *_file_options(), *own, *law]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _file_options() -> list[Parameter]:
    """Where the rows come from and go to, and what is said: as for a batch."""
    return [
        option("output", str | None, None, "--output", "-o"),
        option("totals", str | None),
        option("from_", str | None, None, "--from"),
        option("to", str | None, None, "--to"),
        option("sheet", str | None),
        option("encoding", str | None),
        option("output_encoding", str, "utf-8"),
        option("set_", list[str] | None, None, "--set"),
        option("prefix", str, ""),
        option("quiet", bool, False, "--quiet"),  # noqa: FBT003 - a flag is off unless it is given
        option("json_errors", bool, False, "--json-errors"),  # noqa: FBT003 - the same
    ]


def _run(form: forms.AuditForm, place: str, values: Mapping[str, Any]) -> int:
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
    outcome = run_audit(job, _places(place, values))
    if as_json or not quiet:
        report_audit(outcome, Translator(STATE.language), as_json=as_json, stream=sys.stderr)
    return EXIT_WITH_FINDINGS if outcome.needs_action else 0


def _places(place: str, values: Mapping[str, Any]) -> AuditPaths:
    """Where the rows come from and go to."""
    from benefitcli.io.formats import format_of
    from benefitcli.workflows.audit.output import AuditPaths

    output, totals, to = values["output"], values["totals"], values["to"]
    return AuditPaths(
        input=place,
        output=output,
        totals=totals,
        source=format_of(place, values["from_"]),
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


allowance = _command(
    forms.LEDGER,
    "ledger",
    option("monthly_rate", str | None, shape="YUAN"),
    option("from_month", str | None, shape="YYYY-MM"),
    option("to_month", str | None, shape="YYYY-MM"),
)
places = _command(forms.CLAIMS, "claims", option("place_rate", str | None, shape="YUAN"))
leave = _command(forms.RECORDS, "records", option("on_day", str | None, None, "--on", shape="DATE"))
