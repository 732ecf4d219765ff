"""``benefitcli forecast``: what will fall due for everybody in a file, month by month or year by year."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from benefitcli.benefits.fields import BIRTHS, FROM_MONTH, FROM_YEAR, TO_MONTH, TO_YEAR
from benefitcli.benefits.register import find_benefit
from benefitcli.cli.batch import EXIT_WITH_ERRORS
from benefitcli.cli.options import law_options, make_question, option, split_pair
from benefitcli.cli.output import write_result
from benefitcli.cli.signals import exit_cleanly_on_signals
from benefitcli.cli.state import STATE
from benefitcli.engine.benefit import Field
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.headers import header_key, header_words
from benefitcli.inputs.parse import accepted_forms, clean, parse
from benefitcli.io.formats import FORECASTS, TABLES, format_of, refuse_terminal
from benefitcli.io.streams import STANDARD
from benefitcli.reports.model import Report
from benefitcli.workflows.forecast.request import BASE, Request, Scenario

if TYPE_CHECKING:
    from benefitcli.workflows.forecast.job import Forecast

PERIODS = ("month", "quarter", "year")
_EDGES = {
    "allowance": (FROM_MONTH, TO_MONTH, "months_out_of_order"),
    "places": (FROM_YEAR, TO_YEAR, "years_out_of_order"),
}


def forecast_command(benefit: str) -> Callable[..., int]:
    """The function of a forecast command; only the allowance has periods to choose from and births to expect."""

    def forecast(**values: Any) -> int:
        return _forecast(benefit, values)

    first, last, _ = _EDGES[benefit]
    monthly = [option("by", str, "month", shape="|".join(PERIODS)), option("births", str | None, shape="N")]
    parameters = [
        Parameter("input", Parameter.KEYWORD_ONLY, default=STANDARD, annotation=Annotated[str, typer.Argument()]),
        option(first.name, str | None, shape=_shape(first)),
        option(last.name, str | None, shape=_shape(last)),
        *(monthly if benefit == "allowance" else []),
        option("group_by", str | None, shape="COLUMN"),
        option("scenario", list[str] | None, shape="NAME:FIELD=VALUE"),
        option("set_", list[str] | None, None, "--set"),
        *_file_options(),
        *law_options(),
    ]
    forecast.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    forecast.__annotations__ = {one.name: one.annotation for one in parameters}
    return forecast


def _shape(field: Field) -> str:
    return "YYYY-MM" if field.kind == "month" else "YYYY"


def _file_options() -> list[Parameter]:
    """Where the rows come from, where the forecast goes, and how both are written."""
    return [
        option("output", str | None, None, "--output", "-o"),
        option("format", str | None, shape="FORMAT"),
        option("from_", str | None, None, "--from"),
        option("sheet", str | None),
        option("encoding", str | None),
        option("output_encoding", str, "utf-8"),
        option("rejects", str | None),
        option("limit", int | None),
        option("quiet", bool, False, "--quiet"),  # noqa: FBT003 - a switch is off
        option("json_errors", bool, False, "--json-errors"),  # noqa: FBT003 - the same
    ]


def _forecast(benefit: str, values: dict[str, Any]) -> int:
    """Read, sum, write; the summary goes to the standard error."""
    from benefitcli.reports.summary import report
    from benefitcli.workflows.forecast.job import make_forecast
    from benefitcli.workflows.pipeline import Paths

    gc.enable()
    exit_cleanly_on_signals()
    quiet, as_json = values["quiet"], values["json_errors"]
    request = _request(benefit, values, shows_progress=not quiet and not as_json and sys.stderr.isatty())
    output, rejects = values["output"], values["rejects"]
    places = Paths(
        input=values["input"],
        output=output,
        rejects=rejects,
        source=format_of(values["input"], values["from_"]),
        target=format_of(output, values["format"], "text", FORECASTS),
        rejected=format_of(rejects, None),
        sheet=values["sheet"],
        encoding=values["encoding"],
        output_encoding=values["output_encoding"],
    )
    refuse_terminal(output, places.target)
    forecast = make_forecast(request, places)
    _write(forecast, output, places.target, places.output_encoding)
    if as_json or not quiet:
        report(forecast.outcome, STATE.language, as_json=as_json, stream=sys.stderr)
    return EXIT_WITH_ERRORS if forecast.outcome.tally.failed else 0


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


def _request(benefit: str, values: dict[str, Any], *, shows_progress: bool) -> Request:
    limit, by = values["limit"], values.get("by", "year")
    if limit is not None and limit < 1:
        raise fail("out_of_range", field="--limit", value=limit, accepted=">= 1")
    if by not in PERIODS:
        raise fail("out_of_range", field="--by", value=by, accepted=" | ".join(PERIODS))
    births = _read(BIRTHS, values["births"]) if values.get("births") else 0
    return Request(
        benefit=benefit,
        window=_window(benefit, values),
        question=make_question(*(values[name] for name in ("region", "on", "as_of", "reading", "tables"))),
        by=by,
        group_by=values["group_by"],
        scenarios=read_scenarios(values["scenario"] or (), births, benefit),
        constants=dict(split_pair(text, "set_malformed") for text in values["set_"] or ()),
        limit=limit,
        language=STATE.language,
        shows_progress=shows_progress,
    )


def _window(benefit: str, values: dict[str, Any]) -> tuple[int, int]:
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
    found = [Scenario(BASE, births=births)]
    for text in texts:
        name, colon, rest = clean(text).partition(":")
        if not (name.strip() and colon):
            raise fail("scenario_malformed", value=text)
        if name.strip() in {one.name for one in found}:
            raise fail("scenario_twice", value=name.strip())
        facts = dict(split_pair(pair, "scenario_malformed") for pair in rest.split(","))
        own = facts.pop("births", None) if benefit == "allowance" else None
        facts = {words.get(header_key(word), word): value for word, value in facts.items()}
        found.append(Scenario(name.strip(), facts, births if own is None else _read(BIRTHS, own)))
    return tuple(found)
