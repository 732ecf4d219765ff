"""The scalar form: a rule run on one case, with every step and its clauses recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benefitcli.engine.benefit import UNITS_OF_KINDS, Benefit, Field
from benefitcli.engine.namespace import case_of
from benefitcli.engine.quantity import Condition, Quantity
from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.engine.scalar.law import ScalarLaw
from benefitcli.engine.scalar.trace import Stop, Trace
from benefitcli.engine.scalar.verbs import ScalarVerbs
from benefitcli.law.library import RegionLaw
from benefitcli.law.workdays import WorkCalendar


def run_scalar(benefit: Benefit, case: Mapping[str, Any], law: RegionLaw, on: int | None, today: int) -> Trace:
    """Run the rule of a benefit on one case.

    ``case`` has a value for each field: days (since 1970-01-01), months, fen, basis points and other whole numbers,
    booleans, None. ``on`` is the day number whose law is asked for, instead of the case's own event day; ``today`` is
    that of a benefit without an event. What the rule refuses stands in the trace. Raises :class:`BenefitError`
    ``holidays_not_covered`` where leave that skips holidays begins before any holiday regulation of the tables.
    """
    trace = Trace()
    verbs = ScalarVerbs(benefit, case, trace, WorkCalendar(law))
    fields = case_of(benefit, lambda field: _value_of(field, case[field.name]))
    try:
        event = Quantity(today, "date") if benefit.event is None else benefit.event(fields, verbs)
        trace.law_day = on if on is not None else event.value or today
        numbers = ScalarLaw(benefit, law, trace, event, on)
        benefit.rule(fields, numbers, verbs, verbs.step)
    except Stop:
        # A refusal has no result to be careful with, but what was left out may be why it was refused.
        trace.warnings = {code: sources for code, sources in trace.warnings.items() if code == NOT_YET_ISSUED}
    return trace


def _value_of(field: Field, value: Any) -> Condition | Quantity:
    """A condition for a yes or no, a quantity for a number."""
    return Condition(value) if field.kind == "boolean" else Quantity(value, UNITS_OF_KINDS.get(field.kind))
