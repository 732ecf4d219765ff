"""The machine form of a forecast: the same in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benefitcli.benefits.register import find_benefit
from benefitcli.law.dates import format_month
from benefitcli.reports.forecast import sources_of
from benefitcli.reports.summary import summary_as_json
from benefitcli.reports.values import Plain, machine_value

if TYPE_CHECKING:
    from benefitcli.workflows.forecast.job import Forecast


def forecast_as_json(forecast: Forecast) -> dict[str, Any]:
    """What was asked, what was assumed, the lines, and what stands behind them; amounts are in yuan."""
    request, law = forecast.request, forecast.laws[0]
    first, last = request.span
    question = request.question
    births = [format_month(month) for month in forecast.births] if forecast.births else None
    return {
        "forecast": request.benefit,
        "region": {"code": law.region.code, "name": law.region.name},
        "from": first,
        "to": last,
        "by": request.by if request.is_monthly else "year",
        "group_by": request.group_by,
        "scenarios": [
            {"name": one.name, "facts": dict(one.facts), "births_a_year": one.births} for one in request.scenarios
        ],
        "births_expected_in": births,
        "on": question.on.isoformat() if question.on else None,
        "lines": [
            {name: _plain(forecast.kinds[name], value) for name, value in line.items()} for line in forecast.lines
        ],
        "readings": {
            name: law.choices[name] for name in find_benefit(request.benefit).readings if name in law.known_readings
        },
        "warnings": forecast.warnings,
        "sources": [source.as_json() for source in sources_of(forecast)],
        "input": summary_as_json(forecast.outcome),
        "tables": {"digest": law.digest, "as_of": question.as_of.isoformat() if question.as_of else None},
    }


def _plain(kind: str, value: str | int) -> Plain:
    return value if isinstance(value, str) else machine_value(kind, value)
