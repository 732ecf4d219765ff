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
from benefitcli.cli.options import law_options, split_pair
from benefitcli.cli.output import write_result
from benefitcli.cli.process import STATE
from benefitcli.engine.benefit import Field
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.inputs.headers import header_key, header_words
from benefitcli.inputs.parse import accepted_forms, parse
from benefitcli.inputs.text import clean
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


def command(path: str) -> Command:
    """The command of a forecast; only the allowance has periods to choose from and births to expect."""
    benefit = path.rpartition(" ")[2]
    first, last, _ = _EDGES[benefit]
    edges = [option(field.name, _EDGE_HELP[field.name], _SHAPES[field.kind]) for field in (first, last)]
    monthly = [_BY, _BIRTHS] if benefit == "allowance" else []
    set_, output, *files = file_options(
        "set_ output from_ sheet header_row encoding output_encoding map_ rejects limit strict quiet json_errors"
    )
    own = [INPUT, *edges, *monthly, _GROUP_BY, _SCENARIO]
    parameters = [*own, set_, output, _FORMAT, *files, *law_options()]
    return Command(parameters, partial(_forecast, benefit))


_SHAPES = {"month": "YYYY-MM", "integer": "YYYY"}
_EDGE_HELP = {
    "from_month": ("从哪个月起", "the first month"),
    "to_month": ("到哪个月止", "the last month"),
    "from_year": ("从哪一年起", "the first year"),
    "to_year": ("到哪一年止", "the last year"),
}
_BY = option(
    "by", ("按月、季还是年合计", "add up by month, quarter or year"), "|".join(PERIODS), kind=str, default="month"
)
_BIRTHS = option(
    "births",
    (
        "假设今后每年再出生这么多孩子：文件里最后一次出生之后，每月1日，按月均匀",
        "assume so many births a year after the last one in the file, evenly on the first of each month",
    ),
    "N",
)
_GROUP_BY = option(
    "group_by", ("按这一列分组合计，如部门", "add up by this column too, such as the department"), "COLUMN"
)
_SCENARIO = several(
    "scenario",
    (
        "另一个方案，与现状并列：每一行的这些值都改成所写的，births 也可写；可重复",
        "another case beside the file as it is: these values for every row, births among them; may be repeated",
    ),
    "NAME:FIELD=VALUE",
)
_FORMAT = option(
    "format",
    (
        "输出格式：text、json、md、html、csv、tsv、xlsx、jsonl、parquet；不写则看后缀，再不然为 text",
        "output format: text, json, md, html, csv, tsv, xlsx, jsonl or parquet; else by the suffix, else text",
    ),
    "FORMAT",
    suggest=lambda _context: dict.fromkeys(FORECASTS.values()),
)


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
    translator = STATE.translator

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
        mapping=mapping_of(values),
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
