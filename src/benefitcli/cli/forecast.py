"""``benefitcli forecast``: what will fall due for everybody in a file, month by month or year by year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from benefitcli.benefits.fields import BIRTHS, FROM_MONTH, FROM_YEAR, TO_MONTH, TO_YEAR
from benefitcli.benefits.register import find_benefit
from benefitcli.cli.files import (
    argument,
    command,
    constants_of,
    file_options,
    paths_of,
    progress_of,
    question_of,
    report_outcome,
)
from benefitcli.cli.options import law_options, option, split_pair
from benefitcli.cli.output import write_result
from benefitcli.cli.state import STATE
from benefitcli.engine.benefit import Field
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.headers import header_key, header_words
from benefitcli.inputs.parse import accepted_forms, clean, parse
from benefitcli.io.formats import FORECASTS, TABLES, refuse_terminal
from benefitcli.reports.model import Report
from benefitcli.workflows.forecast.request import BASE, Request, Scenario

if TYPE_CHECKING:
    from benefitcli.workflows.forecast.run import Forecast

PERIODS = ("month", "quarter", "year")
_EDGES = {
    "allowance": (FROM_MONTH, TO_MONTH, "months_out_of_order"),
    "places": (FROM_YEAR, TO_YEAR, "years_out_of_order"),
}


def forecast_command(benefit: str) -> Callable[..., int]:
    """The function of a forecast command; only the allowance has periods to choose from and births to expect."""
    first, last, _ = _EDGES[benefit]
    monthly = [option("by", str, "month", shape="|".join(PERIODS)), option("births", str | None, shape="N")]
    parameters = [
        argument("input"),
        option(first.name, str | None, shape=_shape(first)),
        option(last.name, str | None, shape=_shape(last)),
        *(monthly if benefit == "allowance" else []),
        option("group_by", str | None, shape="COLUMN"),
        option("scenario", list[str] | None, shape="NAME:FIELD=VALUE"),
        *file_options("set_ output format from_ sheet encoding output_encoding rejects limit quiet json_errors"),
        *law_options(),
    ]
    return command(lambda values: _forecast(benefit, values), parameters)


def _shape(field: Field) -> str:
    return "YYYY-MM" if field.kind == "month" else "YYYY"


def _forecast(benefit: str, values: Mapping[str, Any]) -> int:
    """Read, sum, write; the summary goes to the standard error."""
    from benefitcli.workflows.forecast.run import make_forecast

    request = _request(benefit, values)
    output = values["output"]
    paths = paths_of(values, values["input"], "text", FORECASTS)
    refuse_terminal(output, paths.output_format)
    forecast = make_forecast(request, paths, progress_of(values))
    _write(forecast, output, paths.output_format, paths.output_encoding)
    return report_outcome(forecast.outcome, values)


def _write(forecast: Forecast, output: str | None, target: str, encoding: str) -> None:
    translator = Translator(STATE.language)

    def report() -> Report:
        from benefitcli.reports.forecast import forecast_report

        return forecast_report(forecast, translator)

    def machine() -> bytes:
        from benefitcli.contract import dump
        from benefitcli.contract.building import forecast_of
        from benefitcli.reports.forecast import sources_of

        return dump(forecast_of(forecast, sources_of(forecast)))

    def rows() -> bytes:
        from benefitcli.reports.forecast_rows import forecast_rows

        return forecast_rows(forecast, translator, target, encoding)

    write_result(output, target, report, **dict.fromkeys(TABLES.values(), rows), json=machine)


def _request(benefit: str, values: Mapping[str, Any]) -> Request:
    by = values.get("by", "year")
    if by not in PERIODS:
        raise fail("out_of_range", field="--by", value=by, accepted=" | ".join(PERIODS))
    births = _read(BIRTHS, values["births"]) if values.get("births") else 0
    return Request(
        benefit=benefit,
        window=_window(benefit, values),
        question=question_of(values),
        by=by,
        group_by=values["group_by"],
        scenarios=read_scenarios(values["scenario"] or (), births, benefit),
        constants=constants_of(values),
        limit=values["limit"],
    )


def _window(benefit: str, values: Mapping[str, Any]) -> tuple[int, int]:
    """The first and the last month or year. Raises :class:`BenefitError` with all that is wrong with them."""
    *fields, out_of_order = _EDGES[benefit]
    problems: list[Problem] = []
    edges: list[int] = []
    for field in fields:
        try:
            edges.append(_read(field, values[field.name] or ""))
        except BenefitError as error:
            problems += error.problems
    if problems:
        raise BenefitError(*problems)
    first, last = edges
    if last < first:
        name = fields[1].name
        raise fail(out_of_order, field=name, value=values[name], accepted=f">= {values[fields[0].name]}")
    return first, last


def _read(field: Field, text: str) -> int:
    value = parse(field, text) if clean(text) else Problem("field_missing", field.name, accepted=accepted_forms(field))
    if isinstance(value, Problem):
        raise BenefitError(value)
    return value


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
        scenarios.append(Scenario(name.strip(), facts, births if own is None else _read(BIRTHS, own)))
    return tuple(scenarios)
