"""The report of one case: what there is, how it adds up, and which clauses say so.

Sources are numbered in the order in which the report comes upon them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from benefitcli.engine.benefit import LEAVE_RESULTS, UNITS_OF_KINDS, InputSchema, Result
from benefitcli.engine.scalar.trace import TraceStep
from benefitcli.i18n.labels import label
from benefitcli.i18n.outcomes import REASONS
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import FORMS, OF_LEAVE, WORDS
from benefitcli.inputs.parse import Value
from benefitcli.law.dates import format_day
from benefitcli.reports.citations import Citations
from benefitcli.reports.model import NOT_APPLIED, Cell, Column, Paragraph, Person, Report, Section, Table
from benefitcli.reports.remarks import note_of, notes_of_question, remark_sections, taken_reading, treatment_of
from benefitcli.reports.values import human_amount, human_fact, human_result, unit_of
from benefitcli.workflows.case import Answer

Row = tuple[Cell, Cell, Cell]


def case_report(answer: Answer, person: Person, translator: Translator) -> Report:
    """Build the report of an answer; ``person`` is named in it."""
    citations = Citations(translator)
    sections = tuple(_sections(answer, citations)) if answer.status == "ok" else (_refusal(answer, citations),)
    remarks = remark_sections(
        translator,
        list(treatment_of(answer, citations)),
        [taken_reading(answer, name, others, translator) for name, others in answer.decisive.items()],
        [
            *(note_of(code, sources, translator) for code, sources in answer.trace.warnings.items()),
            *notes_of_question(answer.question, translator),
        ],
    )
    form, signer = letterhead_of(answer.benefit.name, translator)
    return Report(
        translator=translator,
        form=form,
        title=f"{translator.name(answer.region)} · {translator.of(answer.benefit)}",
        person=person.lines(translator),
        facts=tuple(facts_of(answer.benefit, answer.case, translator)),
        sections=sections,
        remarks=remarks,
        citations=citations.all(),
        signer=signer,
        digests=(answer.digest,),
        as_of=answer.question.as_of,
    )


def letterhead_of(benefit: str, translator: Translator) -> tuple[str, str]:
    """Return what the printed report of a benefit is called, and who signs first: who takes a leave, or who applies."""
    keys = ("leave", "employee_signs") if benefit.startswith("leave.") else ("benefit", "applicant_signs")
    return translator(FORMS[keys[0]]), translator(FORMS[keys[1]])


def facts_of(
    schema: InputSchema, case: Mapping[str, Value | None], translator: Translator
) -> Iterable[tuple[str, Cell]]:
    """Yield what was given about a case, and what its fields are without it, each behind its label."""
    for field in schema.fields:
        value = case[field.name]
        if value is not None:
            amount = None if isinstance(value, bool) else value
            yield (
                translator.field(field.name, field.zh),
                Cell(human_fact(field.kind, value, translator), amount, UNITS_OF_KINDS.get(field.kind)),
            )


def _refusal(answer: Answer, citations: Citations) -> Section:
    translator, trace = citations.translator, answer.trace
    reason = f"{translator(REASONS[trace.reason or ''])} {citations.marks(trace.reason_sources)}"
    text = translator.colon(translator(WORDS["not_entitled"]), reason).rstrip()
    return Section(translator(WORDS["result"]), (Paragraph(text, "strong"),), text_title="")


def _sections(answer: Answer, citations: Citations) -> Iterable[Section]:
    translator = citations.translator
    columns = tuple(Column(translator(FORMS[name]), right=name == "value") for name in ("item", "value", "basis"))
    results = {result.name: _result(result, answer, citations) for result in _shown_results(answer)}
    headline = _headline(results, translator) if answer.benefit.results == LEAVE_RESULTS else ()
    table = Table(columns, tuple(results.values()), "result", headed=False, headline=headline)
    yield Section(translator(WORDS["result"]), (table,), text_title="")
    dates = {result.name for result in answer.benefit.results if result.kind == "date"}
    steps = tuple(_step(step, answer, citations) for step in answer.trace.steps if step.name not in dates)
    if steps:
        yield Section(translator(WORDS["how"]), (Table(columns, steps, "steps", headed=False),))


def _shown_results(answer: Answer) -> Iterable[Result]:
    """Yield the results without the days that stand beside the days of their child-year."""
    for result in answer.benefit.results:
        if not (result.name.startswith("year_") and result.name.endswith(("_from", "_to"))):
            yield result


def _result(result: Result, answer: Answer, citations: Citations) -> Row:
    """Return the row of a result; behind it stand the days of its child-year, or what to know and its clauses."""
    translator, value = citations.translator, answer.result[result.name]
    year = result.name.removesuffix("_days")
    basis = ""
    if f"{year}_from" in answer.result:
        basis = " – ".join(format_day(answer.result[f"{year}_{edge}"] or 0) for edge in ("from", "to"))
    elif result.name == "return_date" and answer.is_make_up_return:
        basis = translator(WORDS["make_up_day"])
    sources = next(step.sources for step in reversed(answer.trace.steps) if step.name == result.name)
    return (
        Cell(label(result.name, translator.language), role="label"),
        Cell(human_result(result, value, translator), value, unit_of(result), role="amount"),
        Cell(basis, role="basis", sources=citations.numbers(sources) if result.kind == "date" else ()),
    )


def _step(step: TraceStep, answer: Answer, citations: Citations) -> Row:
    translator = citations.translator
    name = Cell(label(step.name, translator.language), role="label")
    if not step.applied:
        return name, Cell(translator(WORDS["not_applied"]), role=NOT_APPLIED), Cell("", role="basis")
    result = next((result for result in answer.benefit.results if result.name == step.name), None)
    if result is not None:
        value = Cell(human_result(result, step.amount, translator), step.amount, unit_of(result))
    else:
        value = Cell(human_amount(step.unit, step.amount, translator), step.amount, step.unit)
    basis = Cell("", role="basis", sources=citations.numbers(step.sources))
    return name, replace(value, role="amount"), basis


def _headline(results: Mapping[str, Row], translator: Translator) -> tuple[str, str]:
    """Return what a terminal says of a leave instead of its rows."""
    days, first, last, back = (results[result.name] for result in LEAVE_RESULTS)
    texts = [row[1].text for row in (days, first, last)]
    span = translator(OF_LEAVE["days"], days=texts[0], first=texts[1], last=texts[2])
    day = translator.comma(back[1].text, back[2].text)
    return (
        f"{span} {replace(last[2], text='').marked}",
        f"{translator(OF_LEAVE['back'], day=day)} {replace(back[2], text='').marked}",
    )
