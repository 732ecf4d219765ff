"""The plan of one birth: every entitlement of both parents, in order of time.

No rule of its own: each line is what one benefit answers, by the law of that parent's region. A benefit that cannot be
answered stands in the plan with its reason; it never keeps the others out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from benefitcli.benefits.plan import BORN, ENTITLEMENTS, PARENTS, PLAN, Entitlement, Parent
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.quantity import Sources, merged
from benefitcli.engine.rule import NOT_YET_ISSUED
from benefitcli.engine.texts import format_fact
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.case import Question, check_readings, read_case
from benefitcli.inputs.parse import Value
from benefitcli.law.dates import first_day_of_month, month_of
from benefitcli.law.library import RegionLaw
from benefitcli.law.workdays import WorkCalendar
from benefitcli.workflows.case import Answer, calculate_case

ESTIMATED = "birth_date_estimated"
OF_RETURN = "provisional"
"""The warning that is about the return to work alone."""

NO_SPAN = "no_entitlement_in_force"
"""The reason of a child-year that has no days although another one has."""


DayKind = Literal["mother", "father", "both", "return", "rest", "make_up", "work"]
"""What a day is to a plan: who is on leave, the first day back, no working day, one in place of another, or any other."""


@dataclass(frozen=True, slots=True)
class Family:
    """Who is in the plan: the regions of the parents by parent; a parent left out is not there."""

    regions: Mapping[Parent, str]


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One entitlement of one parent.

    ``result`` holds whole numbers by the names of :data:`PLAN`'s results (days since 1970, minutes, months, fen); it is
    empty unless the status is ``ok``. ``sources`` are the clauses behind it; ``answer`` is the benefit's own answer, or
    None where that ended in ``problem``.
    """

    entitlement: Entitlement
    name: str
    law: RegionLaw
    status: str
    reason: str | None
    result: dict[str, int | None]
    sources: Sources = ()
    warnings: dict[str, Sources] = field(default_factory=dict)
    answer: Answer | None = None
    problem: Problem | None = None

    @property
    def parent(self) -> Parent:
        """Whose it is."""
        return self.entitlement.parent

    def day(self, name: str) -> int:
        """A day of the result that is known to be there."""
        value = self.result[name]
        assert value is not None, name
        return value


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it: the entitlements with dates in order of time, then those that are none with their reasons.

    ``case`` holds the facts by name, ``birth`` the day of the birth or, while ``is_estimate``, the due date.
    """

    question: Question
    laws: dict[Parent, RegionLaw]
    case: dict[str, Value | None]
    birth: int
    is_estimate: bool
    items: tuple[PlanItem, ...]

    @property
    def dated(self) -> tuple[PlanItem, ...]:
        """The entitlements that there are."""
        return tuple(item for item in self.items if item.status == "ok")

    @property
    def undated(self) -> tuple[PlanItem, ...]:
        """Those that there are not, or that could not be calculated."""
        return tuple(item for item in self.items if item.status != "ok")

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers behind the plan, each once."""
        return tuple({id(item.answer): item.answer for item in self.items if item.answer is not None}.values())

    @property
    def warnings(self) -> dict[str, Sources]:
        """Every warning of the items, each once, with the documents it names."""
        warnings: dict[str, Sources] = {}
        for item in self.items:
            for code, sources in item.warnings.items():
                warnings[code] = merged(warnings.get(code, ()), sources)
        return warnings

    @property
    def make_up_returns(self) -> tuple[int, ...]:
        """The days of return to work that are worked in place of another day, in days since 1970."""
        days = dict.fromkeys(item.result.get("return_date") for item in self.dated)
        work = WorkCalendar(next(iter(self.laws.values())))
        return tuple(day for day in days if day is not None and work.is_make_up(day))

    def day_kinds(self) -> dict[int, DayKind]:
        """Return what each day is, by days since 1970, of the months from the first whole day off to the last return."""
        absences = [item for item in self.dated if item.entitlement.is_absence]
        away = {
            parent: {
                day
                for item in absences
                if item.parent == parent
                for day in range(item.day("from_date"), item.day("to_date") + 1)
            }
            for parent in PARENTS
        }
        returns = {item.day("return_date") for item in absences}
        days = set().union(returns, *away.values())
        if not days:
            return {}
        work = WorkCalendar(next(iter(self.laws.values())))

        def kind(day: int) -> DayKind:
            if day in away["mother"] or day in away["father"]:
                return "both" if day in away["mother"] & away["father"] else PARENTS[day in away["father"]]
            if day in returns:
                return "return"
            if not work.is_workday(day):
                return "rest"
            return "make_up" if work.is_make_up(day) else "work"

        first, after = month_of(min(days)), month_of(max(days)) + 1
        return {day: kind(day) for day in range(first_day_of_month(first), first_day_of_month(after))}


def calculate_plan(facts: Mapping[str, str], question: Question | None = None, family: Family | None = None) -> Plan:
    """Calculate the plan of a birth from its facts given as texts by field name; ``family`` says who and where.

    Without a family both parents are in the question's region. Raises :class:`BenefitError` for facts that cannot be
    read, an unknown region or reading, or a malformed table; what a benefit refuses stands in its item.
    """
    question = question or Question()
    family = family or Family(dict.fromkeys(PARENTS, question.region))
    case = read_case(PLAN, facts)
    library = question.library()
    laws = {
        parent: library.law_of(library.region(family.regions[parent]), question.readings)
        for parent in PARENTS
        if parent in family.regions
    }
    for law in laws.values():
        check_readings(PLAN, law, question.readings)
    birth = case["birth_date"] if case["birth_date"] is not None else case["due_date"]
    assert birth is not None
    is_estimate = case["birth_date"] is None
    items = sorted(_items(question, laws, {**case, BORN: birth}, is_estimate=is_estimate), key=_time)
    return Plan(question, laws, case, birth, is_estimate, tuple(items))


def plan_readings(plan: Plan) -> dict[str, tuple[Answer, list[str]]]:
    """The readings under whose other choices the plan would be another one: an answer that shows it, and the choices."""
    readings: dict[str, tuple[Answer, list[str]]] = {}
    for answer in plan.answers:
        for name, others in answer.decisive.items():
            readings.setdefault(name, (answer, others))
    return readings


def _time(item: PlanItem) -> tuple[bool, int, int]:
    is_dated = item.status == "ok"
    return not is_dated, item.day("from_date") if is_dated else 0, ENTITLEMENTS.index(item.entitlement)


def _items(
    question: Question, laws: Mapping[Parent, RegionLaw], facts: Mapping[str, Value | None], *, is_estimate: bool
) -> Iterator[PlanItem]:
    """The items in the order of :data:`ENTITLEMENTS`; entitlements of one answer share it, and one that says no is one."""
    outcomes: dict[tuple[object, ...], Answer | Problem] = {}
    yielded = set()
    for entitlement in ENTITLEMENTS:
        if entitlement.parent not in laws:
            continue
        benefit, law = find_benefit(entitlement.benefit), laws[entitlement.parent]
        values = {name: facts[plan_name] for name, plan_name in entitlement.facts.items()}
        texts = {
            name: str(value).lower() if isinstance(value, bool) else format_fact(benefit.field(name).kind, value)
            for name, value in values.items()
            if value is not None
        }
        key = (benefit.name, law.region.path, *texts.items())
        if key not in outcomes:
            readings = {name: choice for name, choice in question.readings.items() if name in benefit.readings}
            try:
                asked = replace(question, region=law.region.path, readings=readings)
                outcomes[key] = calculate_case(benefit.name, texts, asked)
            except BenefitError as error:
                outcomes[key] = error.problems[0]
        item = _item(entitlement, law, outcomes[key], is_estimate=is_estimate)
        if (item.parent, item.name) not in yielded:
            yielded.add((item.parent, item.name))
            yield item


def _item(entitlement: Entitlement, law: RegionLaw, outcome: Answer | Problem, *, is_estimate: bool) -> PlanItem:
    if isinstance(outcome, Problem):
        problem = replace(outcome, field=entitlement.facts.get(outcome.field or "", outcome.field))
        return PlanItem(entitlement, entitlement.group, law, "error", problem.code, {}, problem=problem)
    trace, name = outcome.trace, entitlement.name
    if trace.status != "ok":
        name, sources = entitlement.group, trace.reason_sources
        warnings = {code: sources for code, sources in trace.warnings.items() if code == NOT_YET_ISSUED}
        return PlanItem(entitlement, name, law, trace.status, trace.reason, {}, sources, warnings, outcome)
    result = result_of(entitlement, {step.name: step.amount for step in trace.steps})
    # The return to work has the calendar's own note.
    cited = {step for result_name, step in entitlement.takes.items() if result_name != "return_date"}
    sources = merged(*(step.sources for step in trace.steps if step.name in cited))
    if result.get("days") == 0:
        return PlanItem(entitlement, name, law, "not_entitled", NO_SPAN, {}, sources, {}, outcome)
    warnings = {**({ESTIMATED: ()} if is_estimate else {}), **trace.warnings}
    if "return_date" not in result:
        warnings.pop(OF_RETURN, None)
    return PlanItem(entitlement, name, law, "ok", None, result, sources, warnings, outcome)


def result_of(entitlement: Entitlement, steps: Mapping[str, int | None]) -> dict[str, int | None]:
    """The results of an entitlement, taken out of the steps of its benefit."""
    result: dict[str, int | None] = {}
    for name, step in entitlement.takes.items():
        value = steps[step]
        assert value is not None, step
        if step == "first_month":
            value = first_day_of_month(value)
        elif step == "last_month":
            value = first_day_of_month(value + 1) - 1
        result[name] = value
    if "until_date" in result:
        until = result.pop("until_date") or 0
        result |= {"to_date": until - 1, "days": until - (result["from_date"] or 0)}
    return result
