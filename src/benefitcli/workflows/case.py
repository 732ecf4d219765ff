"""One case: validate, bind the law, run the rule, and give the result with its trace."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Benefit, Result
from benefitcli.engine.scalar import run_scalar
from benefitcli.engine.scalar.trace import Trace
from benefitcli.engine.texts import SCALES
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.case import Question, check_readings, read_case
from benefitcli.inputs.parse import Value
from benefitcli.law.dates import format_month, to_date
from benefitcli.law.library import Library, RegionLaw
from benefitcli.law.model import Provision, Reading
from benefitcli.law.regions import DEFAULT_REGION, Region
from benefitcli.law.source import Source
from benefitcli.law.workdays import WorkCalendar


@dataclass(frozen=True)
class Answer:
    """The result of one case with everything that explains it.

    ``case`` and ``result`` hold whole numbers (days since 1970, months, fen, basis points) by name; ``result`` is empty
    unless the status is ``ok``. ``on`` is the day whose law was asked for where that is not the case's own event day:
    the day of ``--on``, or today for a benefit without an event.
    """

    benefit: Benefit
    law: RegionLaw
    question: Question
    case: dict[str, Value | None]
    trace: Trace
    result: dict[str, int | None]
    readings: dict[str, tuple[str, Reading]]
    provisions: list[tuple[Provision, Source]]
    on: datetime.date | None

    @property
    def status(self) -> str:
        """``ok`` or ``not_entitled``."""
        return self.trace.status

    @property
    def reason(self) -> str | None:
        """Why there is no entitlement, as a code."""
        return self.trace.reason

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader of the result should know, as codes."""
        return tuple(self.trace.warnings)

    @property
    def values(self) -> dict[str, datetime.date | str | int | Decimal | None]:
        """The result as dates, months (``2023-05``), whole numbers, exact decimals (yuan, ratios) and words."""
        return {
            result.name: _value_of(result, self.result[result.name]) for result in self.benefit.results if self.result
        }

    @property
    def region(self) -> Region:
        """Where the law was asked for."""
        return self.law.region

    @property
    def digest(self) -> str:
        """The digest of the documents that made the result."""
        return self.law.digest

    @cached_property
    def decisive(self) -> dict[str, list[str]]:
        """The readings that matter in this case, each with the choices under which the result would be another one.

        The rule is run again for every choice that was not taken, when this is first asked for.
        """
        decisive: dict[str, list[str]] = {}
        for name, (choice, reading) in self.readings.items():
            for other in reading.choices:
                if other == choice:
                    continue
                law = dataclasses.replace(self.law, overrides={**self.law.overrides, name: other})
                trace = _run(self.benefit, self.case, law, self.question)
                if _result_of(self.benefit, trace) != self.result:
                    decisive.setdefault(name, []).append(other)
        return decisive

    @property
    def is_make_up_return(self) -> bool:
        """Whether the day of the return to work is a Saturday or Sunday that is worked in place of another day."""
        day = self.result.get("return_date")
        return day is not None and WorkCalendar(self.law).is_make_up(day)


def _value_of(result: Result, value: int | None) -> datetime.date | str | int | Decimal | None:
    if value is None:
        return None
    if result.kind in SCALES:
        return Decimal(value) / SCALES[result.kind]
    if result.kind == "date":
        return to_date(value)
    if result.kind == "month":
        return format_month(value)
    return result.choices[value] if result.kind == "choice" else value


def calculate_case(name: str, facts: Mapping[str, str], question: Question | None = None) -> Answer:
    """Calculate a benefit for one case given as texts by field name.

    Raises :class:`BenefitError` with all that is wrong: fields that cannot be read, an unknown region, a malformed
    table, a day that no document covers, a rate below its floor.
    """
    question = question or Question()
    benefit = find_benefit(name)
    case = read_case(benefit, facts)
    library = question.library()
    return calculate_under(library.law_of(library.region(question.region), question.readings), benefit, case, question)


def calculate_under(
    law: RegionLaw, benefit: Benefit, case: dict[str, Value | None], question: Question | None = None
) -> Answer:
    """Calculate a benefit for a case that was read, under the documents of ``law`` and no others.

    Raises :class:`BenefitError` as :func:`calculate_case` does.
    """
    question = question or Question()
    check_readings(benefit, law, question.readings)
    trace = _run(benefit, case, law, question)
    if trace.problem:
        raise BenefitError(_with_clause(trace))
    result = _result_of(benefit, trace)
    return Answer(
        benefit=benefit,
        law=law,
        question=question,
        case=case,
        trace=trace,
        result=result,
        readings=readings_of(benefit, law),
        provisions=_provisions(benefit, law, trace, result, is_frozen=question.on is not None),
        on=question.on or (question.today if benefit.event is None else None),
    )


def _run(benefit: Benefit, case: Mapping[str, Value | None], law: RegionLaw, question: Question) -> Trace:
    return run_scalar(benefit, case, law, question.law_day, question.today_day)


def _result_of(benefit: Benefit, trace: Trace) -> dict[str, int | None]:
    amounts = {step.name: step.amount for step in trace.steps}
    return {result.name: amounts[result.name] for result in benefit.results} if trace.status == "ok" else {}


def _provisions(
    benefit: Benefit, law: RegionLaw, trace: Trace, result: Mapping[str, int | None], *, is_frozen: bool
) -> list[tuple[Provision, Source]]:
    """The clauses to repeat: those in force on the last day of the leave, or on the day that was asked for."""
    last_days = [result[entry.name] for entry in benefit.results if entry.kind == "date" and result]
    last_day = max((day for day in last_days if day is not None), default=trace.law_day)
    return law.provisions(benefit.name, trace.law_day if is_frozen else last_day) if result else []


def shown_readings(answer: Answer) -> dict[str, str]:
    """The choices a result has to name: of the readings that matter in the case, and of those that were asked for."""
    matter = {*answer.decisive, *answer.question.readings}
    return {name: choice for name, (choice, _) in answer.readings.items() if name in matter}


def readings_of(benefit: Benefit, law: RegionLaw) -> dict[str, tuple[str, Reading]]:
    """The doubtful clauses that can change a result where the law is asked, each with the choice taken."""
    return {name: (law.choices[name], law.readings[name]) for name in benefit.readings if name in law.known_readings}


def steps_of(benefit: Benefit) -> dict[str, str | None]:
    """The steps of a benefit's rule and their units, as its example case takes them."""
    facts = {field.name: "true" if field.kind == "boolean" else field.example for field in benefit.fields}
    library = Library()
    law = library.law_of(library.region(DEFAULT_REGION))
    trace = _run(benefit, read_case(benefit, facts), law, Question())
    return {step.name: step.unit for step in trace.steps}


def _with_clause(trace: Trace) -> Problem:
    """The problem of a trace with the clause that stands behind it."""
    problem = trace.problem
    assert problem is not None
    if not trace.reason_sources:
        return problem
    source = trace.reason_sources[0]
    details: dict[str, Any] = {**problem.details, "clause": source.label, "quote": source.quote}
    return Problem(problem.code, problem.field, problem.value, problem.accepted, details)
