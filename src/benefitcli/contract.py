"""Everything the program prints for machines, as models: ``--format json`` and ``--json-errors``.

A key of a model is a key of the JSON. The JSON Schemas that ``benefitcli schema`` prints are made from the models. What
is the same in every language stands here; a sentence for people is handed in. Leaves are typed dictionaries: they
cost a single case nothing to load, and can have keys such as ``from``.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SkipValidation, TypeAdapter, ValidationError, WithJsonSchema

# Pydantic takes typed dictionaries of the standard library only from Python 3.12 on.
from typing_extensions import TypedDict

from benefitcli.engine.texts import Plain, machine_amount, machine_value
from benefitcli.errors import fail
from benefitcli.inputs.case import Question
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day, format_month
from benefitcli.law.model import Bilingual, Evidence, Reading

if TYPE_CHECKING:
    from benefitcli import errors
    from benefitcli.engine import benefit as engine_benefit
    from benefitcli.engine.formula import printed, terms
    from benefitcli.engine.scalar.trace import TraceStep
    from benefitcli.law import comparison, document, in_force, library, model, regions, source, timeline
    from benefitcli.law.lint.run import Inspection as LawInspection
    from benefitcli.workflows import case, plan, verify
    from benefitcli.workflows.audit.job import AuditOutcome
    from benefitcli.workflows.batch import ErrorKind
    from benefitcli.workflows.explain import StatedRule
    from benefitcli.workflows.forecast import job as forecast_job
    from benefitcli.workflows.pipeline import Outcome

Value = Annotated[Plain, SkipValidation]
Amount = Annotated[Plain, SkipValidation, WithJsonSchema({"type": "number"})]
Sides = Literal["new", "ended"]
Model = TypeVar("Model", bound="Contract")
Message = Callable[["errors.Problem"], str]
"""Gives the sentence of a problem in the language of the call."""

KnownDocument = TypedDict("KnownDocument", {"path": str, "digest": str})
Rung = TypedDict("Rung", {"from": int, "value": Amount})
ErrorCount = TypedDict("ErrorCount", {"code": str, "count": int, "first_rows": list[int]})


class Contract(BaseModel):
    """What every model has in common: no other keys than its own."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, validate_by_name=True, field_title_generator=lambda name, _: name
    )


class Source(Contract):
    """A clause behind a number. ``layer`` is the folder of its region; only the commands about tables give it."""

    layer: str = ""
    title: str
    number: str | None
    article: str | None
    quote: str | None
    in_force: datetime.date | None
    evidence: Evidence
    applies_from: datetime.date | None
    applies_to: datetime.date | None
    floor: bool
    discretionary: bool
    note: str | None
    read_in: tuple[str, ...]


class Region(Contract):
    """A jurisdiction: its division code, its name and, in the commands about tables, its folder."""

    code: str
    name: str
    path: str = ""


class Tables(Contract):
    """The documents behind a result: their digest, the as-of day, and each of them where the result can be verified.

    A plan has a digest for each parent.
    """

    digest: str | dict[str, str]
    as_of: datetime.date | None
    documents: tuple[KnownDocument, ...] | None = None


class Problem(Contract):
    """One thing that is wrong; ``message`` says it in the language of the call."""

    code: str
    field: str | None
    value: str | None
    accepted: str | None
    details: dict[str, str]
    message: str = ""


Warned = TypedDict("Warned", {"code": str, "sources": list[Source]})


class Step(Contract):
    """A number on the way to the result; one that did not apply is 0."""

    name: str
    amount: Value
    unit: str | None
    applied: bool
    source: Source | None
    further_sources: tuple[Source, ...]


class Result(Contract):
    """The answer to one case. ``on`` is the day whose law was asked for where that is not the case's own."""

    benefit: str
    region: Region
    case: dict[str, Value]
    on: datetime.date | None
    status: str = Field(json_schema_extra={"enum": ["ok", "not_entitled"]})
    reason: str | None
    result: dict[str, Value]
    steps: tuple[Step, ...]
    readings: dict[str, str]
    provisions: tuple[Source, ...]
    warnings: tuple[Warned, ...]
    tables: Tables


class PlanItem(Contract):
    """One entitlement of one parent; it has dates and amounts where its status is ``ok``."""

    parent: str
    entitlement: str
    benefit: str
    status: Literal["ok", "not_entitled", "error"]
    reason: str | None
    from_date: datetime.date | None
    to_date: datetime.date | None
    days: int | None
    minutes_per_day: int | None
    months: int | None
    monthly_amount: Amount | None
    total_amount: Amount | None
    return_date: datetime.date | None
    sources: tuple[Source, ...]
    warnings: tuple[Warned, ...]
    errors: tuple[Problem, ...]


class Plan(Contract):
    """Everything that a birth gives; ``region`` and ``tables.digest`` have an entry for each parent who is in it."""

    benefit: str
    region: dict[str, Region]
    case: dict[str, Value]
    on: datetime.date | None
    estimate: bool
    items: tuple[PlanItem, ...]
    readings: dict[str, str]
    warnings: tuple[str, ...]
    tables: Tables


class Batch(Contract):
    """How a batch went: rows by status, the header of each field that was found, and each kind of error."""

    rows: int
    ok: int
    not_entitled: int
    error: int
    blank_rows: int
    columns: dict[str, str]
    passed_through: tuple[str, ...]
    ignored: tuple[str, ...]
    seconds: float
    errors: tuple[ErrorCount, ...]


class Audit(Contract):
    """What an audit found: the sums by finding and over all rows; amounts in yuan."""

    rows: int
    added: int
    findings: dict[str, dict[str, Value]]
    totals: dict[str, Value]
    notices: tuple[dict[str, Any], ...]
    blank_rows: int
    columns: dict[str, str]
    passed_through: tuple[str, ...]
    seconds: float
    errors: tuple[ErrorCount, ...]


Scenario = TypedDict("Scenario", {"name": str, "facts": dict[str, Value], "births_a_year": int | None})


class Forecast(Contract):
    """What falls due: what was asked and assumed, the lines by period, and what stands behind them; amounts in yuan."""

    forecast: str
    region: Region
    from_: str = Field(alias="from")
    to: str
    by: Literal["month", "quarter", "year"]
    group_by: str | None
    scenarios: tuple[Scenario, ...]
    births_expected_in: tuple[str, ...] | None
    on: datetime.date | None
    lines: tuple[dict[str, Value], ...]
    readings: dict[str, str]
    warnings: tuple[str, ...]
    sources: tuple[Source, ...]
    input: Batch
    tables: Tables


class Error(Contract):
    """Why there is no result: every problem that was found."""

    status: Literal["error"]
    errors: tuple[Problem, ...]


class Document(Contract):
    """A legal document: what it is and, in the list of the tables, what it sets."""

    path: str
    digest: str = ""
    shipped: bool = True
    file: str = ""
    title: str
    title_en: str = ""
    number: str | None
    issuer: str = ""
    issued: datetime.date
    in_force: datetime.date
    in_force_to: datetime.date | None = None
    evidence: Evidence = "primary"
    read_in: tuple[str, ...] = ()
    date_note: Bilingual | None = None
    sets: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    sections: dict[str, tuple[str, ...]] = {}


ListedRegion = TypedDict(
    "ListedRegion", {"code": str, "name": str, "name_en": str, "path": str, "documents": list[Document]}
)


class TablesList(Contract):
    """The documents, region by region."""

    regions: tuple[ListedRegion, ...]
    as_of: datetime.date | None


class Parameter(Contract):
    """A number in force; ``scale`` is there only where it depends on months or on children."""

    zh: str = ""
    en: str = ""
    value: Amount | None
    unit: str
    scale: tuple[Rung, ...] | None
    added: Amount | None
    counting: str | None
    counting_assumed: bool
    floor: bool
    discretionary: bool
    from_: datetime.date | None = Field(alias="from")
    to: datetime.date | None
    sources: tuple[Source, ...]
    counting_source: Source | None
    withheld: Source | None


Provision = TypedDict("Provision", {"benefits": list[str], "meaning": Bilingual, "source": Source})
Holiday = TypedDict("Holiday", {"calendar": str, "month": int, "day": int, "days": int, "source": Source})


class Choice(Reading):
    """A clause that can be read in more ways than one, with the choice that is taken."""

    taken: str


Change = TypedDict(
    "Change",
    {
        "parameter": str,
        "kind": Literal["new", "changed", "restated", "ended"],
        "before": Parameter | None,
        "after": Parameter | None,
        "by": list[Source],
    },
)


class TablesShow(Contract):
    """What is in force in a region on a day; ``missing`` has the parameters without a number, with the reason if known."""

    region: Region
    on: datetime.date
    parameters: dict[str, Parameter]
    missing: dict[str, Bilingual | None]
    provisions: tuple[Provision, ...]
    holidays: tuple[Holiday, ...]
    readings: dict[str, Choice]
    tables: Tables


class TablesDiff(Contract):
    """What changed in a region between two days."""

    region: Region
    from_: datetime.date = Field(alias="from")
    to: datetime.date
    parameters: tuple[Change, ...]
    provisions: dict[Sides, list[Provision]]
    readings: dict[Sides, dict[str, Choice]]
    holidays: dict[Sides, list[Holiday]]
    tables: Tables


class TablesReadings(Contract):
    """The clauses of a region that can be read in more ways than one, each with the choice that is taken."""

    region: Region
    readings: dict[str, Choice]
    tables: Tables


class TablesCheck(Contract):
    """What an inspection of the tables found."""

    status: Literal["ok", "findings", "error"]
    files: int
    errors: tuple[Problem, ...]
    findings: tuple[Problem, ...]


class TablesNew(Contract):
    """The files of a new table, and what should be looked at in them."""

    written: tuple[str, ...]
    findings: tuple[Problem, ...]


class Term(Contract):
    """A term of a formula: ``op`` and what it is made of.

    ``number``, ``fact``, ``step`` and ``parameter`` are leaves; ``choose`` has a term for each choice of a reading,
    ``chosen`` holds where one of the choices is taken; any other is an operation on its operands.
    """

    op: str
    parameter: str = ""
    view: str = ""
    on: Term | None = None
    name: str = ""
    value: Value = None
    unit: str | None = None
    reading: str = ""
    taken: str | None = None
    choices: dict[str, Term] | tuple[str, ...] = ()
    operands: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()
    scale: tuple[Rung, ...] = ()
    source: Source | None = None
    further_sources: tuple[Source, ...] = ()


class Statement(Contract):
    """A statement of a rule: a step, a refusal (``error``, ``not_entitled``) or a warning, and when it applies."""

    kind: Literal["step", "error", "not_entitled", "warning"]
    name: str = ""
    unit: str | None = None
    result: bool = False
    amount: Term | None = None
    code: str = ""
    field: str | None = None
    when: Term | None
    clause: Term | None = None


class RuleParameter(Contract):
    """A parameter of a rule with all that is known of it on the day; without a value where no document sets it."""

    parameter: str
    value: Value
    unit: str | None
    scale: tuple[Rung, ...] | None
    base: Amount | None
    added: Amount | None
    national: Amount | None
    counting: str | None
    counting_assumed: bool | None
    floor: bool | None
    discretionary: bool | None
    first_day: str | None
    last_day: str | None
    source: Source | None
    further_sources: tuple[Source, ...]


TakenChoice = TypedDict("TakenChoice", {"taken": str, "choices": list[str]})
RuleSummary = TypedDict(
    "RuleSummary",
    {
        "benefit": str,
        "zh": str,
        "en": str,
        "results": list[str],
        "parameters": list[str],
        "set": list[str],
        "documents": list[dict[Literal["title", "number"], str | None]],
    },
)


class Rule(Contract):
    """The formula of a benefit: its statements in order, its parameters and its readings."""

    benefit: str
    region: Region
    on: datetime.date
    law_of: Term | None
    statements: tuple[Statement, ...]
    parameters: tuple[RuleParameter, ...]
    missing: tuple[str, ...]
    readings: dict[str, TakenChoice]
    tables: Tables


class Rules(Contract):
    """The rules there are, what each one gives and the documents behind it."""

    region: Region
    rules: tuple[RuleSummary, ...]


Difference = TypedDict("Difference", {"place": str, "stored": Any, "recomputed": Any})


class Verification(Contract):
    """Whether a stored result holds, what differs and which documents are the cause."""

    holds: bool
    verdict: Literal["holds", "holds_changed", "changed", "altered", "both", "unclear"]
    benefit: str
    differences: tuple[Difference, ...]
    alterations: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    causes: tuple[Document, ...]
    documents: dict[Literal["added", "altered", "removed"], list[Document] | list[str]]
    unchecked: tuple[str, ...]
    tables: dict[Literal["stored_digest", "digest"], str]


Column = TypedDict(
    "Column",
    {
        "name": str,
        "type": str,
        "required": bool,
        "default": str | None,
        "minimum": str | None,
        "maximum": str | None,
        "headers": list[str],
        "example": str,
        "zh": str,
        "en": str,
    },
)
ResultColumn = TypedDict("ResultColumn", {"name": str, "type": str, "unit": str | None})


class Fields(Contract):
    """The columns that a benefit reads and writes."""

    benefit: str
    fields: tuple[Column, ...]
    results: tuple[ResultColumn, ...]


SCHEMAS: dict[str, Any] = {
    "result": Result,
    "plan": Plan,
    "batch": Batch,
    "audit": Audit,
    "forecast": Forecast,
    "error": Error,
    "tables": TablesList | TablesShow | TablesDiff | TablesReadings | TablesCheck | TablesNew,
    "tables.list": TablesList,
    "tables.show": TablesShow,
    "tables.diff": TablesDiff,
    "tables.check": TablesCheck,
    "tables.readings": TablesReadings,
    "tables.new": TablesNew,
    "rules": Rules | Rule,
    "rules.list": Rules,
    "rules.show": Rule,
    "verification": Verification,
    "fields": Fields,
}
"""What commands print, by the name that ``benefitcli schema`` takes."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of what a command prints. Raises :class:`BenefitError` ``schema_unknown`` with the known names."""
    if name not in SCHEMAS:
        raise fail("schema_unknown", value=name, accepted=", ".join(SCHEMAS))
    schema = TypeAdapter(SCHEMAS[name]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"benefitcli {name}"}


def dump(printed: Contract | Mapping[str, Any]) -> bytes:
    """The text of what is printed, UTF-8 whatever the terminal is; days are ISO, keys that do not belong are left out."""
    tree = printed.model_dump(exclude_unset=True, by_alias=True) if isinstance(printed, Contract) else printed
    text = json.dumps(tree, ensure_ascii=False, indent=2, default=str)
    return (text + "\n").encode(errors="backslashreplace")


def result_tree(answer: case.Answer) -> dict[str, Any]:
    """The answer to one case as :func:`read_result` would read it."""
    tree: dict[str, Any] = json.loads(dump(result_of(answer)), parse_float=Decimal)
    return tree


def read_result(content: bytes, name: str) -> tuple[dict[str, Any], Question]:
    """A stored result as a tree, its numbers exact, and the question that it answers, without further tables.

    Of the contract it must keep what a new calculation needs; anything else may be missing, added or altered. Raises
    :class:`BenefitError` where the content, called ``name``, is not JSON (``result_not_json``), a plan
    (``plan_not_verified``) or no such result (``result_malformed``).
    """
    try:
        tree = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise fail("result_not_json", value=name, message=error) from None
    if not isinstance(tree, dict):
        raise fail("result_malformed", value=name, key="-")
    if tree.get("benefit") == "leave.plan":
        raise fail("plan_not_verified", value=name)
    try:
        Result.model_validate(tree, extra="ignore")
    except ValidationError as error:
        places = [one["loc"] for one in error.errors() if _is_needed(one["loc"])]
        if places:
            keys = dict.fromkeys(".".join(map(str, place)) for place in places)
            raise fail("result_malformed", value=name, key=", ".join(keys)) from None
    tables = Tables.model_validate(tree["tables"], extra="ignore")
    return tree, Question(
        region=tree["region"]["code"],
        on=TypeAdapter(datetime.date | None).validate_python(tree["on"]),
        as_of=tables.as_of,
        readings=tree["readings"],
    )


def _is_needed(place: tuple[int | str, ...]) -> bool:
    """Whether a new calculation needs what stands in this place of a result."""
    whole = ("benefit", "region", "case", "on", "status", "result", "steps")
    return place[0] in ("readings", "tables") or place == ("region", "code") or (len(place) == 1 and place[0] in whole)


def result_of(answer: case.Answer) -> Result:
    """The answer to one case."""
    from benefitcli.workflows.case import shown_readings

    benefit, trace = answer.benefit, answer.trace
    return Result(
        benefit=benefit.name,
        region=_region(answer.region),
        case={one.name: machine_value(one.kind, answer.case[one.name]) for one in benefit.fields},
        on=answer.on,
        status=trace.status,
        reason=trace.reason,
        result={one.name: machine_value(one.kind, answer.result.get(one.name), one.choices) for one in benefit.results},
        steps=tuple(_step(benefit, step) for step in trace.steps),
        readings=shown_readings(answer),
        provisions=_sources(source for _, source in answer.provisions),
        warnings=_warned({code: tuple(dict.fromkeys(sources)) for code, sources in trace.warnings.items()}),
        tables=Tables(
            digest=answer.digest,
            as_of=answer.question.as_of,
            documents=tuple({"path": one.path, "digest": one.digest} for one in answer.law.known),
        ),
    )


def _step(benefit: engine_benefit.Benefit, step: TraceStep) -> Step:
    result = next((one for one in benefit.results if one.name == step.name), None)
    return Step(
        name=step.name,
        amount=machine_value(result.kind, step.amount, result.choices)
        if result
        else machine_amount(step.unit, step.amount),
        unit=step.unit,
        applied=step.applied,
        **_cited(step.sources),
    )


def plan_of(plan: plan.Plan) -> Plan:
    """The plan of a birth."""
    from benefitcli.benefits.plan import PLAN
    from benefitcli.workflows.case import shown_readings

    return Plan(
        benefit=PLAN.name,
        region={parent: _region(law.region) for parent, law in plan.laws.items()},
        case={one.name: machine_value(one.kind, plan.case[one.name]) for one in PLAN.fields},
        on=plan.question.on,
        estimate=plan.is_estimate,
        items=tuple(map(_plan_item, plan.items)),
        readings={name: choice for answer in plan.answers for name, choice in shown_readings(answer).items()},
        warnings=tuple(plan.warnings),
        tables=Tables(digest={parent: law.digest for parent, law in plan.laws.items()}, as_of=plan.question.as_of),
    )


def _plan_item(item: plan.PlanItem) -> PlanItem:
    from benefitcli.benefits.plan import PLAN

    results = {
        result.name: machine_value(result.kind, item.result.get(result.name))
        for result in PLAN.results
        if result.kind != "choice"
    }
    return _copied(
        PlanItem,
        item,
        **results,
        entitlement=item.name,
        benefit=item.entitlement.benefit,
        sources=_sources(item.sources),
        warnings=_warned(item.warnings),
        errors=_problems([item.problem] if item.problem else []),
    )


def batch_of(outcome: Outcome) -> Batch:
    """How a batch went."""
    return _copied(
        Batch,
        outcome.tally,
        error=outcome.tally.failed,
        blank_rows=outcome.blank_rows,
        columns=outcome.found,
        passed_through=tuple(outcome.passed_through),
        ignored=tuple(outcome.ignored),
        seconds=round(outcome.seconds, 3),
        errors=_error_counts(outcome.tally.errors),
    )


def audit_of(outcome: AuditOutcome) -> Audit:
    """What an audit found; findings go by their codes."""
    by_finding = outcome.totals[0]
    kinds = {name: kind for name, kind in by_finding.kinds.items() if name != "finding"}
    sums = by_finding.frame.select(list(kinds)).sum().row(0, named=True)
    return _copied(
        Audit,
        outcome,
        findings={
            record["finding"]: {name: machine_value(kind, record[name]) for name, kind in kinds.items()}
            for record in by_finding.frame.iter_rows(named=True)
        },
        totals={name: machine_value(kind, sums[name] or 0) for name, kind in kinds.items() if name != "rows"},
        notices=tuple({"code": code, **details} for code, details in outcome.notices),
        columns=dict(outcome.found),
        seconds=round(outcome.seconds, 3),
        errors=_error_counts(outcome.errors),
    )


def forecast_of(forecast: forecast_job.Forecast, sources: Iterable[source.Source]) -> Forecast:
    """What falls due; ``sources`` are the clauses behind it."""
    from benefitcli.benefits.register import find_benefit

    request, law = forecast.request, forecast.laws[0]
    first, last = request.span
    return _copied(
        Forecast,
        forecast,
        forecast=request.benefit,
        region=_region(law.region),
        from_=first,
        to=last,
        by=request.by if request.is_monthly else "year",
        group_by=request.group_by,
        scenarios=tuple(
            {"name": one.name, "facts": dict(one.facts), "births_a_year": one.births} for one in request.scenarios
        ),
        births_expected_in=tuple(map(format_month, forecast.births)) if forecast.births else None,
        on=request.question.on,
        lines=tuple(
            {
                name: value if isinstance(value, str) else machine_value(forecast.kinds[name], value)
                for name, value in line.items()
            }
            for line in forecast.lines
        ),
        readings={
            name: law.choices[name] for name in find_benefit(request.benefit).readings if name in law.known_readings
        },
        sources=_sources(sources),
        input=batch_of(forecast.outcome),
        tables=Tables(digest=law.digest, as_of=request.question.as_of),
    )


def error_of(error: errors.BenefitError, message: Message) -> Error:
    """Why there is no result; ``message`` gives the sentences for people."""
    return Error(status="error", errors=_problems(error.problems, message))


def tables_list_of(tables: library.Library, regions: Iterable[regions.Region]) -> TablesList:
    """The documents of some regions, as they are known on the as-of day of the library."""
    return TablesList(
        regions=tuple(
            {
                "code": region.code,
                "name": region.name,
                "name_en": region.name_en,
                "path": region.path,
                "documents": [_listed(tables, document) for document in tables.known_documents(region)],
            }
            for region in regions
        ),
        as_of=tables.as_of,
    )


def _listed(tables: library.Library, document: document.Document) -> Document:
    return _copied(
        Document,
        document.instrument,
        path=document.path,
        digest=document.digest,
        shipped=tables.is_shipped(document),
        sets=tuple(dict.fromkeys(name for name, clause in document.clauses if clause.has_number)),
        counts=tuple(dict.fromkeys(name for name, clause in document.clauses if clause.counting)),
        sections=document.sections(),
    )


def tables_show_of(snapshot: in_force.InForce) -> TablesShow:
    """What is in force in a region on a day."""
    from benefitcli.law.parameters import PARAMETERS

    law = snapshot.law
    return TablesShow(
        region=_region(law.region, with_path=True),
        on=_date(snapshot.day),
        parameters={
            name: _parameter(name, period, zh=PARAMETERS[name].zh, en=PARAMETERS[name].en)
            for name, period in snapshot.pieces.items()
        },
        missing=snapshot.missing,
        provisions=tuple(_provisions(snapshot.provisions)),
        holidays=tuple(_holidays(snapshot.holidays)),
        readings=_readings(law, snapshot.readings),
        tables=_tables(law),
    )


def tables_diff_of(changes: comparison.Comparison) -> TablesDiff:
    """What changed in a region between two days."""
    law = changes.after.law
    return _copied(
        TablesDiff,
        changes,
        region=_region(law.region, with_path=True),
        from_=_date(changes.before.day),
        to=_date(changes.after.day),
        parameters=tuple(
            {
                "parameter": change.parameter,
                "kind": change.kind,
                "before": _parameter(change.parameter, change.before) if change.before else None,
                "after": _parameter(change.parameter, change.after) if change.after else None,
                "by": [_source(one, with_layer=True) for one in change.by],
            }
            for change in changes.parameters
        ),
        provisions={"new": _provisions(changes.new_provisions), "ended": _provisions(changes.ended_provisions)},
        readings={"new": _readings(law, changes.new_readings), "ended": _readings(law, changes.ended_readings)},
        holidays={"new": _holidays(changes.new_holidays), "ended": _holidays(changes.ended_holidays)},
        tables=_tables(law),
    )


def tables_readings_of(law: library.RegionLaw) -> TablesReadings:
    """The clauses of a region that can be read in more ways than one."""
    known = {name: reading for name, reading in law.readings.items() if name in law.known_readings}
    return TablesReadings(
        region=_region(law.region, with_path=True), readings=_readings(law, known), tables=_tables(law)
    )


def tables_check_of(inspection: LawInspection, message: Message) -> TablesCheck:
    """What an inspection of the tables found; codes and places are the contract, ``message`` is for people."""
    return TablesCheck(
        status="error" if inspection.errors else "findings" if inspection.findings else "ok",
        files=inspection.files,
        errors=_problems(inspection.errors, message),
        findings=_problems(inspection.findings, message),
    )


def tables_new_of(files: Iterable[object], findings: Iterable[errors.Problem], message: Message) -> TablesNew:
    """The files of a new table, and what should be looked at in them."""
    return TablesNew(written=tuple(map(str, files)), findings=_problems(findings, message))


def rule_of(rule: StatedRule) -> Rule:
    """A rule as a tree: the same in every language, and the same numbers as for people."""
    formula = rule.formula
    results = {one.name for one in rule.benefit.results}
    return Rule(
        benefit=rule.benefit.name,
        region=_region(rule.law.region),
        on=_date(rule.day),
        law_of=None if formula.event is None else term_of(formula.event),
        statements=tuple(_statement(one, results) for one in formula.statements),
        parameters=tuple(map(_rule_parameter, rule.parameters())),
        missing=tuple(one.name for one in rule.missing()),
        readings={
            name: {"taken": taken, "choices": list(reading.choices)} for name, (taken, reading) in rule.readings.items()
        },
        tables=Tables(digest=rule.law.digest, as_of=rule.question.as_of),
    )


def rules_of(rules: Iterable[StatedRule], region: regions.Region) -> Rules:
    """The rules there are."""
    return Rules(region=_region(region), rules=tuple(map(_rule_summary, rules)))


def _rule_summary(rule: StatedRule) -> RuleSummary:
    parameters = rule.parameters()
    return {
        "benefit": rule.benefit.name,
        "zh": rule.benefit.zh,
        "en": rule.benefit.en,
        "results": [one.name for one in rule.benefit.results],
        "parameters": [one.name for one in parameters],
        "set": [one.name for one in parameters if one.piece is not None],
        "documents": [{"title": one.title, "number": one.number} for one in rule.documents()],
    }


def term_of(term: terms.Term) -> Term:
    """A term as an object with ``op``, and ``operands`` or what else it is made of."""
    from benefitcli.engine.formula import terms

    if isinstance(term, (terms.NumberTerm, terms.FieldTerm, terms.Recorded)):
        return _leaf(term)
    if isinstance(term, terms.Parameter):
        return _parameter_term(term)
    if isinstance(term, terms.Choice):
        choices = {name: term_of(choice) for name, choice in term.choices.items()}
        return Term(op="choose", reading=term.reading.name, taken=term.reading.taken, choices=choices)
    if isinstance(term, terms.Chosen):
        return Term(op="chosen", reading=term.reading.name, taken=term.reading.taken, choices=term.choices)
    assert isinstance(term, terms.Operation), "settled conditions are no part of a rule"
    further: dict[str, Any] = _cited(term.sources) if term.sources else {}
    if term.names:
        further["names"] = term.names
    return Term(op=term.op, unit=term.unit, operands=tuple(map(term_of, term.operands)), **further)


def _leaf(term: terms.NumberTerm | terms.FieldTerm | terms.Recorded) -> Term:
    from benefitcli.engine.formula import terms

    if isinstance(term, terms.NumberTerm):
        return Term(op="number", value=machine_amount(term.unit, term.value), unit=term.unit)
    if isinstance(term, terms.FieldTerm):
        return Term(op="fact", name=term.field.name, unit=term.unit)
    return Term(op="step", name=term.name, unit=term.unit)


def _parameter_term(term: terms.Parameter) -> Term:
    scale = {"scale": _rungs(term.unit, term.piece)} if term.view == "scale" and term.piece else {}
    further: dict[str, Any] = {**scale, **_cited(term.sources)}
    day = None if term.day is None else term_of(term.day)
    return Term(
        op="parameter", parameter=term.name, view=term.view, on=day, value=_term_value(term), unit=term.unit, **further
    )


def _term_value(term: terms.Parameter) -> Plain:
    is_number = isinstance(term.value, int) and not isinstance(term.value, bool)
    return machine_amount(term.unit, term.value) if is_number else term.value  # type: ignore[arg-type]


def _statement(statement: printed.Statement, results: set[str]) -> Statement:
    from benefitcli.engine.formula.printed import RefusalStatement, StepStatement

    when = None if statement.when is None else term_of(statement.when)
    if isinstance(statement, StepStatement):
        return Statement(
            kind="step",
            name=statement.name,
            unit=statement.unit,
            result=statement.name in results,
            amount=term_of(statement.amount),
            when=when,
        )
    if isinstance(statement, RefusalStatement):
        clause = None if statement.clause is None else term_of(statement.clause)
        return Statement(kind=statement.kind, code=statement.code, field=statement.field, when=when, clause=clause)
    return Statement(kind="warning", code=statement.code, when=when)


def _rule_parameter(term: terms.Parameter) -> RuleParameter:
    period = term.piece
    amounts = ("base", "added", "national")
    return _copied(
        RuleParameter,
        term,
        parameter=term.name,
        value=_term_value(term),
        scale=_rungs(term.unit, period) if period and len(period.bands) > 1 else None,
        **{name: machine_amount(term.unit, getattr(period, name)) if period else None for name in amounts},
        counting=period.counting if period else None,
        counting_assumed=bool(period.counting_assumed) if period and period.counting else None,
        floor=any(one.floor for one in term.sources) if period else None,
        discretionary=any(one.discretionary for one in term.sources) if period else None,
        first_day=format_day(period.first) if period else None,
        last_day=format_day(period.last) if period else None,
        **_cited(term.sources),
    )


def verification_of(verification: verify.Verification, message: Message) -> Verification:
    """Whether a stored result holds, with every difference."""
    changed = [_changed(one) for one in verification.added]
    return _copied(
        Verification,
        verification,
        differences=tuple(map(_difference, verification.differences)),
        alterations=tuple(map(_difference, verification.alterations)),
        problems=_problems(verification.problems, message),
        causes=tuple(map(_changed, verification.causes)),
        documents={"added": changed, "altered": list(verification.altered), "removed": list(verification.removed)},
        tables={"stored_digest": verification.stored_digest, "digest": verification.digest},
    )


def _difference(difference: verify.Difference) -> Difference:
    from benefitcli.workflows.verify import ABSENT

    stored, recomputed = (
        None if value is ABSENT else json.loads(json.dumps(value, default=float))
        for value in (difference.stored, difference.recomputed)
    )
    return {"place": difference.place, "stored": stored, "recomputed": recomputed}


def _changed(document: document.Document) -> Document:
    instrument = document.instrument
    return Document(
        path=document.path,
        file=str(document.file),
        title=instrument.title,
        number=instrument.number,
        issued=instrument.issued,
        in_force=instrument.in_force,
    )


def fields_of(schema: engine_benefit.InputSchema) -> Fields:
    """The columns that a benefit reads and writes."""
    columns: list[Any] = [
        {**dataclasses.asdict(field), "type": field.kind, "headers": [field.zh, *field.aliases]}
        for field in schema.fields
    ]
    results = tuple({"name": one.name, "type": one.kind, "unit": one.unit} for one in schema.results)
    return Fields.model_validate({"benefit": schema.name, "fields": columns, "results": results}, extra="ignore")


def _copied(model: type[Model], thing: object, **values: Any) -> Model:
    """A model with the attributes that a thing has under the same names, but for those given here."""
    own = {name: getattr(thing, name) for name in model.model_fields if name not in values and hasattr(thing, name)}
    return model(**{**own, **values})


def _source(source: source.Source, *, with_layer: bool = False) -> Source:
    values = {name: getattr(source, name) for name in Source.model_fields if with_layer or name != "layer"}
    return Source(**{**values, "note": source.note.zh if source.note else None})


def _sources(sources: Iterable[source.Source]) -> tuple[Source, ...]:
    return tuple(map(_source, sources))


def _cited(sources: Iterable[source.Source]) -> dict[str, Any]:
    """The first source and the further ones."""
    first, *further = (*_sources(sources),) or (None,)
    return {"source": first, "further_sources": tuple(further)}


def _warned(warnings: Mapping[str, Iterable[source.Source]]) -> tuple[Warned, ...]:
    return tuple({"code": code, "sources": list(_sources(sources))} for code, sources in warnings.items())


def _problems(problems: Iterable[errors.Problem], message: Message | None = None) -> tuple[Problem, ...]:
    return tuple(
        _copied(
            Problem,
            problem,
            details={name: str(value) for name, value in problem.details.items()},
            **({"message": message(problem)} if message else {}),
        )
        for problem in problems
    )


def _error_counts(kinds: Mapping[str, ErrorKind]) -> tuple[ErrorCount, ...]:
    return tuple({"code": code, "count": one.count, "first_rows": list(one.first_rows)} for code, one in kinds.items())


def _region(region: regions.Region, *, with_path: bool = False) -> Region:
    return Region(code=region.code, name=region.name, **({"path": region.path} if with_path else {}))


def _tables(law: library.RegionLaw) -> Tables:
    return Tables(digest=law.digest, as_of=law.as_of)


def _date(day: int) -> datetime.date:
    return datetime.date.fromisoformat(format_day(day))


def _parameter(name: str, period: timeline.Period, **names: str) -> Parameter:
    """A number in force, with its ``names`` in both languages where they are asked for."""
    from benefitcli.law.in_force import is_discretionary
    from benefitcli.law.parameters import PARAMETERS

    unit = PARAMETERS[name].unit
    is_scale = len(period.bands) > 1 or period.bands[0][0] > 0
    counting, withheld = (
        _source(one, with_layer=True) if one else None for one in (period.counting_source, period.withheld)
    )
    return _copied(
        Parameter,
        period,
        **names,
        value=machine_amount(unit, period.value),
        unit=unit,
        scale=_rungs(unit, period) if is_scale else None,
        added=machine_amount(unit, period.added),
        floor=period.is_floor,
        discretionary=is_discretionary(period),
        from_=_date(period.first) if period.first > FIRST_DAY else None,
        to=_date(period.last) if period.last < LAST_DAY else None,
        sources=tuple(_source(one, with_layer=True) for one in period.sources),
        counting_source=counting,
        withheld=withheld,
    )


def _rungs(unit: str | None, period: timeline.Period) -> tuple[Rung, ...]:
    return tuple({"from": first, "value": machine_amount(unit, value)} for first, value in period.bands)


def _provisions(provisions: Iterable[in_force.Provided]) -> list[Provision]:
    return [
        {
            "benefits": list(one.benefits),
            "meaning": one.provision.meaning,
            "source": _source(one.source, with_layer=True),
        }
        for one in provisions
    ]


def _holidays(holidays: Iterable[tuple[model.Holiday, source.Source]]) -> list[Any]:
    own = {"calendar", "month", "day", "days"}
    return [
        {**holiday.model_dump(include=own), "source": _source(source, with_layer=True)} for holiday, source in holidays
    ]


def _readings(law: library.RegionLaw, readings: Mapping[str, Reading]) -> dict[str, Choice]:
    return {name: Choice(**dict(reading), taken=law.choices[name]) for name, reading in readings.items()}
