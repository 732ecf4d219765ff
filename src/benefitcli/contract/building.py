"""From what the program works out to what it prints for machines: a model of the contract for each result.

What is the same in every language stands here; the sentence of a problem is handed in.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from benefitcli import contract
from benefitcli.engine.texts import Plain, machine_amount, machine_value
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day, format_month

if TYPE_CHECKING:
    from benefitcli import errors
    from benefitcli.engine import benefit as engine_benefit
    from benefitcli.engine.formula import terms
    from benefitcli.engine.scalar.trace import TraceStep
    from benefitcli.law import library, model, reader, regions, snapshot, source, timeline
    from benefitcli.law.lint.run import Inspection as LawInspection
    from benefitcli.workflows import case, plan, verify
    from benefitcli.workflows.audit.run import AuditOutcome
    from benefitcli.workflows.explain import StatedRule
    from benefitcli.workflows.forecast import run as forecast_run
    from benefitcli.workflows.pipeline import ErrorKind, Outcome

Filled = TypeVar("Filled")
Message = Callable[["errors.Problem"], str]
"""Gives the sentence of a problem in the language of the call."""


def result_of(answer: case.Answer) -> contract.Result:
    """The answer to one case."""
    from benefitcli.workflows.case import shown_readings

    benefit, trace = answer.benefit, answer.trace
    return _filled(
        contract.Result,
        answer,
        trace,
        benefit=benefit.name,
        region=_region(answer.region),
        case={field.name: machine_value(field.kind, answer.case[field.name]) for field in benefit.fields},
        result={
            result.name: machine_value(result.kind, answer.result.get(result.name), result.choices)
            for result in benefit.results
        },
        steps=tuple(_step(benefit, step) for step in trace.steps),
        readings=shown_readings(answer),
        provisions=_sources(source for _, source in answer.provisions),
        warnings=_warned({code: tuple(dict.fromkeys(sources)) for code, sources in trace.warnings.items()}),
        tables=contract.Tables(
            digest=answer.digest,
            as_of=answer.question.as_of,
            documents=tuple({"path": document.path, "digest": document.digest} for document in answer.law.known),
        ),
    )


def result_tree(answer: case.Answer) -> dict[str, Any]:
    """The answer to one case as :func:`read_result` would read it."""
    tree: dict[str, Any] = json.loads(contract.dump(result_of(answer)), parse_float=Decimal)
    return tree


def _step(benefit: engine_benefit.Benefit, step: TraceStep) -> Any:
    result = next((result for result in benefit.results if result.name == step.name), None)
    amount = (
        machine_value(result.kind, step.amount, result.choices) if result else machine_amount(step.unit, step.amount)
    )
    return _filled(contract.Step, step, amount=amount, **_cited(step.sources))


def plan_of(plan: plan.Plan) -> contract.Plan:
    """The plan of a birth."""
    from benefitcli.benefits.plan import PLAN
    from benefitcli.workflows.case import shown_readings

    return contract.Plan(
        benefit=PLAN.name,
        region={parent: _region(law.region) for parent, law in plan.laws.items()},
        case={field.name: machine_value(field.kind, plan.case[field.name]) for field in PLAN.fields},
        on=plan.question.on,
        estimate=plan.is_estimate,
        items=tuple(map(_plan_item, plan.items)),
        readings={name: choice for answer in plan.answers for name, choice in shown_readings(answer).items()},
        warnings=tuple(plan.warnings),
        tables=contract.Tables(
            digest={parent: law.digest for parent, law in plan.laws.items()}, as_of=plan.question.as_of
        ),
    )


def _plan_item(item: plan.PlanItem) -> contract.PlanItem:
    from benefitcli.benefits.plan import PLAN

    results = {
        result.name: machine_value(result.kind, item.result.get(result.name))
        for result in PLAN.results
        if result.kind != "choice"
    }
    return _filled(
        contract.PlanItem,
        item,
        **results,
        entitlement=item.name,
        benefit=item.entitlement.benefit,
        sources=_sources(item.sources),
        warnings=_warned(item.warnings),
        errors=_problems([item.problem] if item.problem else []),
    )


def batch_of(outcome: Outcome) -> contract.Batch:
    """How a batch went."""
    return _filled(
        contract.Batch,
        outcome.counts,
        outcome,
        error=outcome.counts.failed,
        header_notices=_header_notices(outcome),
        columns=outcome.field_headers,
        seconds=round(outcome.seconds, 3),
        errors=_error_counts(outcome.counts.errors),
    )


def _header_notices(outcome: Outcome) -> tuple[dict[str, Any], ...]:
    """What a person should know of how a file was read: its code, and where there are, the header and what may be meant."""
    return tuple(
        {"code": notice.code, "value": notice.value, "accepted": notice.accepted, **notice.details}
        for notice in outcome.header_notices
    )


def audit_of(outcome: AuditOutcome) -> contract.Audit:
    """What an audit found; findings go by their codes."""
    by_finding = outcome.totals[0]
    kinds = {name: kind for name, kind in by_finding.kinds.items() if name != "finding"}
    sums = by_finding.frame.select(list(kinds)).sum().row(0, named=True)
    return _filled(
        contract.Audit,
        outcome,
        outcome.counts,
        findings={
            record["finding"]: {name: machine_value(kind, record[name]) for name, kind in kinds.items()}
            for record in by_finding.frame.iter_rows(named=True)
        },
        totals={name: machine_value(kind, sums[name] or 0) for name, kind in kinds.items() if name != "rows"},
        notices=tuple({"code": code, **details} for code, details in outcome.notices),
        header_notices=_header_notices(outcome),
        columns=dict(outcome.field_headers),
        seconds=round(outcome.seconds, 3),
        errors=_error_counts(outcome.counts.errors),
    )


def forecast_of(forecast: forecast_run.Forecast, sources: Iterable[source.Source]) -> contract.Forecast:
    """What falls due; ``sources`` are the clauses behind it."""
    from benefitcli.benefits.register import find_benefit

    request, law = forecast.request, forecast.laws[0]
    first, last = request.span
    return _filled(
        contract.Forecast,
        forecast,
        request,
        request.question,
        forecast=request.benefit,
        region=_region(law.region),
        from_=first,
        to=last,
        by=request.by if request.is_monthly else "year",
        scenarios=tuple(
            _filled(contract.Scenario, scenario, births_a_year=scenario.births) for scenario in request.scenarios
        ),
        births_expected_in=tuple(map(format_month, forecast.births)) if forecast.births else None,
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
        tables=contract.Tables(digest=law.digest, as_of=request.question.as_of),
    )


def error_of(error: errors.BenefitError, message: Message) -> contract.Error:
    """Why there is no result; ``message`` gives the sentences for people."""
    return contract.Error(status="error", errors=_problems(error.problems, message))


def tables_list_of(tables: library.Library, regions: Iterable[regions.Region]) -> contract.TablesList:
    """The documents of some regions, as they are known on the as-of day of the library."""
    return contract.TablesList(
        regions=tuple(
            _filled(
                contract.ListedRegion,
                region,
                documents=[_listed(tables, document) for document in tables.known_documents(region)],
            )
            for region in regions
        ),
        as_of=tables.as_of,
    )


def _listed(tables: library.Library, document: reader.Document) -> Any:
    return _filled(
        contract.Document,
        document.instrument,
        path=document.path,
        digest=document.digest,
        shipped=tables.is_shipped(document),
        sets=tuple(dict.fromkeys(name for name, clause in document.clauses if clause.has_number)),
        counts=tuple(dict.fromkeys(name for name, clause in document.clauses if clause.counting)),
        sections=document.sections(),
    )


def tables_show_of(snapshot: snapshot.InForce) -> contract.TablesShow:
    """What is in force in a region on a day."""
    from benefitcli.law.parameters import PARAMETERS

    law = snapshot.law
    return contract.TablesShow(
        region=_region(law.region, with_path=True),
        on=_date(snapshot.day),
        parameters={
            name: _parameter(name, period, zh=PARAMETERS[name].zh, en=PARAMETERS[name].en)
            for name, period in snapshot.periods.items()
        },
        missing=snapshot.missing,
        provisions=tuple(_provisions(snapshot.provisions)),
        holidays=tuple(_holidays(snapshot.holidays)),
        readings=_readings(law, snapshot.readings),
        tables=_tables(law),
    )


def tables_diff_of(changes: snapshot.Comparison) -> contract.TablesDiff:
    """What changed in a region between two days."""
    law = changes.after.law
    return _filled(
        contract.TablesDiff,
        changes,
        region=_region(law.region, with_path=True),
        from_=_date(changes.before.day),
        to=_date(changes.after.day),
        parameters=tuple(
            _filled(
                contract.Change,
                change,
                before=_parameter(change.parameter, change.before) if change.before else None,
                after=_parameter(change.parameter, change.after) if change.after else None,
                by=_sources(change.by, with_layer=True),
            )
            for change in changes.parameters
        ),
        provisions={"new": _provisions(changes.new_provisions), "ended": _provisions(changes.ended_provisions)},
        readings={"new": _readings(law, changes.new_readings), "ended": _readings(law, changes.ended_readings)},
        holidays={"new": _holidays(changes.new_holidays), "ended": _holidays(changes.ended_holidays)},
        tables=_tables(law),
    )


def tables_readings_of(law: library.RegionLaw) -> contract.TablesReadings:
    """The clauses of a region that can be read in more ways than one."""
    known = {name: reading for name, reading in law.readings.items() if name in law.known_readings}
    return contract.TablesReadings(
        region=_region(law.region, with_path=True), readings=_readings(law, known), tables=_tables(law)
    )


def tables_check_of(inspection: LawInspection, message: Message) -> contract.TablesCheck:
    """What an inspection of the tables found; codes and places are the contract, ``message`` is for people."""
    return contract.TablesCheck(
        status="error" if inspection.errors else "findings" if inspection.findings else "ok",
        files=inspection.files,
        errors=_problems(inspection.errors, message),
        findings=_problems(inspection.findings, message),
    )


def tables_new_of(files: Iterable[object], findings: Iterable[errors.Problem], message: Message) -> contract.TablesNew:
    """The files of a new table, and what should be looked at in them."""
    return contract.TablesNew(written=tuple(map(str, files)), findings=_problems(findings, message))


def rule_of(rule: StatedRule) -> contract.Rule:
    """A rule as a tree: the same in every language, and the same numbers as for people."""
    formula = rule.formula
    results = {result.name for result in rule.benefit.results}
    return contract.Rule(
        benefit=rule.benefit.name,
        region=_region(rule.law.region),
        on=_date(rule.day),
        law_of=_optional_term(formula.event),
        statements=tuple(_statement(statement, results) for statement in formula.statements),
        parameters=tuple(map(_rule_parameter, rule.parameters())),
        missing=tuple(parameter.name for parameter in rule.missing()),
        readings={
            name: {"taken": taken, "choices": list(reading.choices)} for name, (taken, reading) in rule.readings.items()
        },
        tables=contract.Tables(digest=rule.law.digest, as_of=rule.question.as_of),
    )


def rules_of(rules: Iterable[StatedRule], region: regions.Region) -> contract.Rules:
    """The rules there are."""
    return contract.Rules(region=_region(region), rules=tuple(map(_rule_summary, rules)))


def _rule_summary(rule: StatedRule) -> contract.RuleSummary:
    parameters = rule.parameters()
    return _filled(
        contract.RuleSummary,
        rule.benefit,
        benefit=rule.benefit.name,
        results=[result.name for result in rule.benefit.results],
        parameters=[parameter.name for parameter in parameters],
        set=[parameter.name for parameter in parameters if parameter.period is not None],
        documents=[{"title": source.title, "number": source.number} for source in rule.documents()],
    )


def term_of(term: terms.Term) -> contract.Term:
    """A term as an object with ``op``, and ``operands`` or what else it is made of."""
    from benefitcli.engine.formula import terms

    match term:
        case terms.NumberTerm():
            return contract.Term(op="number", value=machine_amount(term.unit, term.value), unit=term.unit)
        case terms.FieldTerm(field=named) | (terms.Recorded() as named):
            op = "fact" if isinstance(term, terms.FieldTerm) else "step"
            return contract.Term(op=op, name=named.name, unit=term.unit)
        case terms.Choice():
            choices = {name: term_of(choice) for name, choice in term.choices.items()}
            return contract.Term(op="choose", reading=term.reading.name, taken=term.reading.taken, choices=choices)
        case terms.Chosen():
            names = term.choices
            return contract.Term(op="chosen", reading=term.reading.name, taken=term.reading.taken, choices=names)
        case terms.Parameter():
            return _parameter_term(term)
    assert isinstance(term, terms.Operation), "settled conditions are no part of a rule"
    further: dict[str, Any] = _cited(term.sources) if term.sources else {}
    further |= {"names": term.names} if term.names else {}
    return contract.Term(op=term.op, unit=term.unit, operands=tuple(map(term_of, term.operands)), **further)


def _optional_term(term: terms.Term | None) -> contract.Term | None:
    return None if term is None else term_of(term)


def _parameter_term(term: terms.Parameter) -> contract.Term:
    own: dict[str, Any] = {"parameter": term.name, "view": term.view, "unit": term.unit, **_cited(term.sources)}
    if term.view == "scale" and term.period:
        own["scale"] = _rungs(term.unit, term.period)
    return contract.Term(op="parameter", on=_optional_term(term.day), value=_term_value(term), **own)


def _term_value(term: terms.Parameter) -> Plain:
    is_number = isinstance(term.value, int) and not isinstance(term.value, bool)
    return machine_amount(term.unit, term.value) if is_number else term.value  # type: ignore[arg-type]


def _statement(statement: terms.Statement, results: set[str]) -> contract.Statement:
    from benefitcli.engine.formula.terms import RefusalStatement, StepStatement

    own: dict[str, Any] = {"when": _optional_term(statement.when)}
    if isinstance(statement, StepStatement):
        own |= {"kind": "step", "result": statement.name in results, "amount": term_of(statement.amount)}
    elif isinstance(statement, RefusalStatement):
        own["clause"] = _optional_term(statement.clause)
    else:
        own["kind"] = "warning"
    return _filled(contract.Statement, statement, **own)


def _rule_parameter(term: terms.Parameter) -> Any:
    period = term.period
    amounts = ("base", "added", "national")
    return _filled(
        contract.RuleParameter,
        term,
        parameter=term.name,
        value=_term_value(term),
        scale=_rungs(term.unit, period) if period and len(period.brackets) > 1 else None,
        **{name: machine_amount(term.unit, getattr(period, name)) if period else None for name in amounts},
        counting=period.counting if period else None,
        counting_assumed=bool(period.counting_assumed) if period and period.counting else None,
        floor=any(source.floor for source in term.sources) if period else None,
        discretionary=any(source.discretionary for source in term.sources) if period else None,
        first_day=format_day(period.first) if period else None,
        last_day=format_day(period.last) if period else None,
        **_cited(term.sources),
    )


def verification_of(verification: verify.Verification, message: Message) -> contract.Verification:
    """Whether a stored result holds, with every difference."""
    changed = [_changed(document) for document in verification.added]
    return _filled(
        contract.Verification,
        verification,
        differences=tuple(map(_difference, verification.differences)),
        alterations=tuple(map(_difference, verification.alterations)),
        problems=_problems(verification.problems, message),
        causes=tuple(map(_changed, verification.causes)),
        documents={"added": changed, "altered": list(verification.altered), "removed": list(verification.removed)},
        tables={"stored_digest": verification.stored_digest, "digest": verification.digest},
    )


def _difference(difference: verify.Difference) -> contract.Difference:
    from benefitcli.workflows.verify import ABSENT

    stored, recomputed = (
        None if value is ABSENT else json.loads(json.dumps(value, default=float))
        for value in (difference.stored, difference.recomputed)
    )
    return {"place": difference.place, "stored": stored, "recomputed": recomputed}


def _changed(document: reader.Document) -> Any:
    instrument = document.instrument
    return {
        **{name: getattr(instrument, name) for name in ("title", "number", "issued", "in_force")},
        "path": document.path,
        "file": str(document.file),
    }


def fields_of(schema: engine_benefit.InputSchema) -> contract.Fields:
    """The columns that a benefit reads and writes."""
    return _filled(
        contract.Fields,
        schema,
        benefit=schema.name,
        fields=[
            _filled(contract.Column, field, type=field.kind, headers=[field.zh, *field.aliases])
            for field in schema.fields
        ],
        results=[_filled(contract.ResultColumn, result, type=result.kind) for result in schema.results],
    )


def _filled(model: Callable[..., Filled], *things: object, **values: Any) -> Filled:
    """A model, or a typed dictionary, of the values given here and, under its other keys, the attributes of things.

    Where several things have an attribute, that of the first one counts.
    """
    own = {
        key: getattr(thing, key)
        for thing in reversed(things)
        for key in model.__annotations__
        if key not in values and hasattr(thing, key)
    }
    return model(**own, **values)


def _source(source: source.Source, *, with_layer: bool = False) -> contract.Source:
    values = {name: getattr(source, name) for name in contract.Source.model_fields if with_layer or name != "layer"}
    return contract.Source(**{**values, "note": source.note.zh if source.note else None})


def _sources(sources: Iterable[source.Source], *, with_layer: bool = False) -> tuple[contract.Source, ...]:
    return tuple(_source(source, with_layer=with_layer) for source in sources)


def _cited(sources: Iterable[source.Source]) -> dict[str, Any]:
    """The first source and the further ones."""
    first, *further = (*_sources(sources),) or (None,)
    return {"source": first, "further_sources": tuple(further)}


def _warned(warnings: Mapping[str, Iterable[source.Source]]) -> tuple[contract.Warned, ...]:
    return tuple({"code": code, "sources": list(map(_source, sources))} for code, sources in warnings.items())


def _problems(problems: Iterable[errors.Problem], message: Message | None = None) -> tuple[Any, ...]:
    return tuple(
        _filled(
            contract.Problem,
            problem,
            details={name: str(value) for name, value in problem.details.items()},
            **({"message": message(problem)} if message else {}),
        )
        for problem in problems
    )


def _error_counts(kinds: Mapping[str, ErrorKind]) -> tuple[contract.ErrorCount, ...]:
    return tuple(_filled(contract.ErrorCount, kind, code=code) for code, kind in kinds.items())


def _region(region: regions.Region, *, with_path: bool = False) -> Any:
    path = {"path": region.path} if with_path else {}
    return {"code": region.code, "name": region.name, **path}


def _tables(law: library.RegionLaw) -> contract.Tables:
    return contract.Tables(digest=law.digest, as_of=law.as_of)


def _date(day: int) -> datetime.date:
    return datetime.date.fromisoformat(format_day(day))


def _parameter(name: str, period: timeline.Period, **names: str) -> Any:
    """A number in force, with its ``names`` in both languages where they are asked for."""
    from benefitcli.law.parameters import PARAMETERS

    unit = PARAMETERS[name].unit
    is_scale = len(period.brackets) > 1 or period.brackets[0][0] > 0
    counting, withheld = (
        _source(source, with_layer=True) if source else None
        for source in (period.counting_source, period.superseded_by)
    )
    return _filled(
        contract.Parameter,
        period,
        **names,
        value=machine_amount(unit, period.value),
        unit=unit,
        scale=_rungs(unit, period) if is_scale else None,
        added=machine_amount(unit, period.added),
        floor=period.is_floor,
        discretionary=period.is_discretionary,
        **{"from": _date(period.first) if period.first > FIRST_DAY else None},
        to=_date(period.last) if period.last < LAST_DAY else None,
        sources=_sources(period.sources, with_layer=True),
        counting_source=counting,
        withheld=withheld,
    )


def _rungs(unit: str | None, period: timeline.Period) -> tuple[contract.Rung, ...]:
    return tuple({"from": first, "value": machine_amount(unit, value)} for first, value in period.brackets)


def _provisions(provisions: Iterable[snapshot.Provided]) -> list[contract.Provision]:
    return [
        _filled(contract.Provision, provided, provided.provision, source=_source(provided.source, with_layer=True))
        for provided in provisions
    ]


def _holidays(holidays: Iterable[tuple[model.Holiday, source.Source]]) -> list[contract.Holiday]:
    return [_filled(contract.Holiday, holiday, source=_source(source, with_layer=True)) for holiday, source in holidays]


def _readings(law: library.RegionLaw, readings: Mapping[str, model.Reading]) -> dict[str, contract.Choice]:
    return {name: contract.Choice(**dict(reading), taken=law.choices[name]) for name, reading in readings.items()}
