"""``benefitcli forecast``: what will fall due for everybody in a file, month by month or year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from benefitcli.benefits.fields import BIRTHS, FROM_MONTH, FROM_YEAR, TO_MONTH, TO_YEAR
from benefitcli.benefits.register import find_benefit
from benefitcli.cli.commands import Command, option, several
from benefitcli.cli.files import (
    INPUT,
    constants_of,
    file_options,
    mapping_of,
    paths_of,
    prepare,
    progress_of,
    question_of,
    report_outcome,
)
from benefitcli.cli.options import law_options, split_pair, valid
from benefitcli.cli.output import print_result
from benefitcli.cli.process import STATE
from benefitcli.engine.benefit import Field
from benefitcli.errors import Problem, fail
from benefitcli.i18n.help import OPTIONS
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.headers import header_key, header_words
from benefitcli.inputs.parse import accepted_forms, parse
from benefitcli.inputs.text import clean
from benefitcli.io.formats import FORECASTS, TABLES, refuse_terminal
from benefitcli.reports.model import Report
from benefitcli.workflows.forecast.request import BASE, Request, Scenario

if TYPE_CHECKING:
    from benefitcli.contract import Contract
    from benefitcli.workflows.forecast.run import Forecast

PERIODS = ("month", "quarter", "year")
_EDGES = {
    "allowance": (FROM_MONTH, TO_MONTH, "months_out_of_order"),
    "places": (FROM_YEAR, TO_YEAR, "years_out_of_order"),
}


_SHAPES = {"month": "YYYY-MM", "integer": "YYYY"}
_FORMATS = dict.fromkeys(FORECASTS.values())


def command(path: str) -> Command:
    """The command of a forecast; only the allowance has periods to choose from and births to expect."""
    benefit = path.rpartition(" ")[2]
    *edges, _ = _EDGES[benefit]
    own = [option(field.name, _SHAPES[field.kind]) for field in edges]
    if benefit == "allowance":
        own += [option("by", "|".join(PERIODS), kind=str, default="month"), option("births", "N")]
    own += [option("group_by", "COLUMN"), several("scenario", "NAME:FIELD=VALUE")]
    output_format = option("format", "FORMAT", help=OPTIONS["forecast_format"], suggest=_FORMATS)
    before, after = (
        file_options("set_ output"),
        file_options("from_ sheet header_row encoding output_encoding map_ rejects limit strict quiet json_errors"),
    )
    return [INPUT, *own, *before, output_format, *after, *law_options()], partial(_forecast, benefit)


def _forecast(benefit: str, **values: Any) -> int:
    """Read, sum, write; the summary goes to the standard error."""
    from benefitcli.workflows.forecast.run import make_forecast

    prepare(values)
    request = _request(benefit, values)
    paths = paths_of(values, values["input"], "text", FORECASTS)
    refuse_terminal(values["output"], paths.output_format)
    forecast = make_forecast(request, paths, progress_of(values))
    _write(forecast, values["output"], paths.output_format, paths.output_encoding)
    return report_outcome(forecast.outcome, values)


def _write(forecast: Forecast, output: str | None, target: str, encoding: str) -> None:
    def report(translator: Translator) -> Report:
        from benefitcli.reports.forecast import forecast_report

        return forecast_report(forecast, translator)

    def machine() -> Contract:
        from benefitcli.contract.building import forecast_of
        from benefitcli.reports.forecast import sources_of

        return forecast_of(forecast, sources_of(forecast))

    def rows() -> bytes:
        from benefitcli.reports.forecast_rows import forecast_rows

        return forecast_rows(forecast, STATE.translator, target, encoding)

    print_result(output, target, report, machine, **dict.fromkeys(TABLES.values(), rows))


def _request(benefit: str, values: Mapping[str, Any]) -> Request:
    by = values.get("by", "year")
    if by not in PERIODS:
        raise fail("out_of_range", field="--by", value=by, accepted=" | ".join(PERIODS))
    births = valid([_parse(BIRTHS, values["births"])])[0] if values.get("births") else 0
    return Request(
        benefit=benefit,
        window=_window(benefit, values),
        question=question_of(values),
        by=by,
        group_by=values["group_by"],
        scenarios=read_scenarios(values["scenario"] or (), births, benefit),
        constants=constants_of(values),
        mapping=mapping_of(values),
        limit=values["limit"],
    )


def _window(benefit: str, values: Mapping[str, Any]) -> tuple[int, int]:
    """The first and the last month or year. Raises :class:`BenefitError` with all that is wrong with them."""
    *fields, out_of_order = _EDGES[benefit]
    first, last = valid(_parse(field, values[field.name] or "") for field in fields)
    if last < first:
        name = fields[1].name
        raise fail(out_of_order, field=name, value=values[name], accepted=f">= {values[fields[0].name]}")
    return first, last


def _parse(field: Field, text: str) -> int | Problem:
    return parse(field, text) if clean(text) else Problem("field_missing", field.name, accepted=accepted_forms(field))


def read_scenarios(texts: Sequence[str], births: int, benefit: str) -> tuple[Scenario, ...]:
    """The scenario of the file as it is and those of ``NAME:field=value,field=value``.

    Among the fields may be ``births``, where births can be expected; the others hold for every row, whatever it says.
    """
    words = header_words(find_benefit(benefit))
    scenarios = [Scenario(BASE, births=births)]
    for text in texts:
        name, colon, rest = clean(text).partition(":")
        if not (name.strip() and colon):
            raise fail("scenario_malformed", value=text)
        if name.strip() in {scenario.name for scenario in scenarios}:
            raise fail("scenario_twice", value=name.strip())
        facts = dict(split_pair(pair, "scenario_malformed") for pair in rest.split(","))
        own = facts.pop("births", None) if benefit == "allowance" else None
        facts = {words.get(header_key(word), word): value for word, value in facts.items()}
        scenarios.append(Scenario(name.strip(), facts, births if own is None else valid([_parse(BIRTHS, own)])[0]))
    return tuple(scenarios)
