"""The report of a plan: the timeline, the entitlements with their dates and articles, what is not due, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from benefitcli.benefits.plan import PLAN, REGION_OF
from benefitcli.i18n.labels import label
from benefitcli.i18n.outcomes import REASONS
from benefitcli.i18n.plans import ENTITLEMENTS, INITIALS, PARENTS, PLAN_WORDS
from benefitcli.i18n.problems import ACCEPTED, localised_notations, message_of
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import COLUMNS, WORDS
from benefitcli.law.dates import format_day
from benefitcli.reports.case import facts_of, letterhead_of
from benefitcli.reports.citations import Citations
from benefitcli.reports.model import Cell, Column, Item, Items, Paragraph, Person, Picture, Report, Section, Table
from benefitcli.reports.pictures.months import months_picture
from benefitcli.reports.pictures.timeline import timeline_text
from benefitcli.reports.plan_rows import Row, row_of
from benefitcli.reports.remarks import note_of, notes_of_question, remark_sections, taken_reading, treatment_of
from benefitcli.workflows.plan import ESTIMATED, Plan, PlanItem, plan_readings

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NOTHING = "-"
"""What a problem accepts where nothing would do."""

WIDTHS = (11, 19, 14, 14, 16, 14, 44, 16)
"""Of the columns of the worksheet from whose it is to the clauses, in characters: together a page of A4 on its side."""


def plan_report(plan: Plan, person: Person, translator: Translator, *, with_calendar: bool = False) -> Report:
    """Build the report of a plan; at a terminal ``with_calendar`` adds the months of the leaves."""
    citations = Citations(translator)
    rows = [row_of(item, citations) for item in plan.dated]
    sections = [*_entitlements(plan, rows, translator)]
    if with_calendar:
        picture = Picture(text=partial(months_picture, plan.day_kinds(), translator))
        sections.append(Section(translator(PLAN_WORDS["calendar"]), (picture,)))
    sections += _refusals(plan, citations)
    remarks = remark_sections(
        translator,
        list(dict.fromkeys(line for answer in plan.answers for line in treatment_of(answer, citations))),
        [taken_reading(answer, name, others, translator) for name, (answer, others) in plan_readings(plan).items()],
        list(_notes(plan, translator)),
    )
    estimate = estimate_of(plan, translator)
    form, signer = letterhead_of(PLAN.name, translator)
    return Report(
        translator=translator,
        form=form,
        title=title_of(plan, translator),
        person=person.lines(translator),
        facts=tuple(_facts(plan, translator)),
        lead=(Paragraph(estimate, "notice", indent=0),) if estimate else (),
        sections=tuple(sections),
        remarks=remarks,
        citations=citations.all(),
        signer=signer,
        digests=tuple(dict.fromkeys(law.digest for law in plan.laws.values())),
        as_of=plan.question.as_of,
        compact=True,
        widths=WIDTHS,
    )


def title_of(plan: Plan, translator: Translator) -> str:
    """Return where the plan is made and what it is."""
    regions = {law.region.path: law.region for law in plan.laws.values()}
    return f"{' / '.join(map(translator.name, regions.values()))} · {translator.of(PLAN)}"


def estimate_of(plan: Plan, translator: Translator) -> str | None:
    """Return the sentence that all of it is calculated from the due date, where it is."""
    return translator(PLAN_WORDS["estimate"], date=format_day(plan.birth)) if plan.is_estimate else None


def _facts(plan: Plan, translator: Translator) -> Iterable[tuple[str, Cell]]:
    yield from facts_of(PLAN, plan.case, translator)
    for parent, law in plan.laws.items():
        yield translator(COLUMNS[REGION_OF[parent]]), Cell(translator.name(law.region))


def _entitlements(plan: Plan, rows: Sequence[Row], translator: Translator) -> Iterable[Section]:
    if not rows:
        return

    def svg() -> Element:
        from benefitcli.reports.pictures.timeline_svg import timeline_svg

        return timeline_svg(plan, rows, translator)

    picture = Picture(partial(timeline_text, plan, rows, translator), svg)
    yield Section(translator(PLAN_WORDS["timeline"]), (picture,))
    columns = (
        Column(translator(PLAN_WORDS["who_what"]), only="text md html"),
        Column(label("parent", translator.language), only="xlsx"),
        Column(label("entitlement", translator.language), only="xlsx"),
        Column(translator(PLAN_WORDS["from"])),
        Column(translator(PLAN_WORDS["to"])),
        Column(translator(PLAN_WORDS["amount"]), right=True),
        Column(translator(PLAN_WORDS["back"])),
        Column(translator(PLAN_WORDS["workings"]), only="md html xlsx"),
        Column(translator(PLAN_WORDS["clauses"])),
    )
    table = Table(columns, tuple(_cells(row, translator) for row in rows), "plan")
    parents = translator.clauses(f"{translator(INITIALS[name])} = {translator(PARENTS[name])}" for name in plan.laws)
    title = translator(PLAN_WORDS["table"])
    yield Section(f"{title} · {parents}", (table,), text_title=title + translator.brackets(parents))


def _cells(row: Row, translator: Translator) -> tuple[Cell, ...]:
    number, unit = row.measure or (None, None)
    return (
        Cell(row.name, role="name"),
        Cell(translator(PARENTS[row.item.parent])),
        Cell(row.what),
        *(Cell(format_day(day), day, "date", role="day") for day in (row.first, row.last)),
        Cell(row.amount, number, unit, role="amount"),
        Cell(row.back, row.item.result.get("return_date"), "date", role="day"),
        Cell(row.workings),
        Cell(row.marks, role="marks"),
    )


def _refusals(plan: Plan, citations: Citations) -> Iterable[Section]:
    """Yield what there is not, with the reason; what has the same reason stands together."""
    names: dict[str, list[str]] = {}
    translator = citations.translator
    for item in plan.undated:
        name = f"{translator(INITIALS[item.parent])} {translator(ENTITLEMENTS[item.name])}"
        names.setdefault(_refusal(item, citations), []).append(name)
    if names:
        items = tuple(Item(text, term=translator.listed(group)) for text, group in names.items())
        yield Section(translator(PLAN_WORDS["none"]), (Items(items),))


def _refusal(item: PlanItem, citations: Citations) -> str:
    """Return why there is nothing: with what would be accepted, or with the clause."""
    translator = citations.translator
    if item.problem is None:
        reason = f"{translator(REASONS[item.reason or ''])} {citations.marks(item.sources)}"
        return translator.colon(translator(WORDS["not_entitled"]), reason).rstrip()
    message = message_of(item.problem, translator)
    text = translator.colon(translator(PLAN_WORDS["failed"]), message)
    accepted = localised_notations(item.problem.accepted or NOTHING, translator)
    if accepted == NOTHING:
        return text
    return translator.clauses((text, translator.colon(translator(ACCEPTED), accepted)))


def _notes(plan: Plan, translator: Translator) -> Iterable[str]:
    for code, sources in plan.warnings.items():
        if code != ESTIMATED:
            yield _whose(plan, code, note_of(code, sources, translator), translator)
    for day in plan.make_up_returns:
        yield translator(PLAN_WORDS["back_on_make_up_day"], date=format_day(day))
    yield from notes_of_question(plan.question, translator)


def _whose(plan: Plan, code: str, note: str, translator: Translator) -> str:
    """Put before a note the entitlements that it is about, if not all of them; and whose, if it is one parent's."""
    about = [item for item in plan.items if code in item.warnings]
    if len(about) == len(plan.items):
        return note
    names: dict[str, None] = {}
    for item in about:
        group = item.entitlement.group
        shared = {other.parent for other in plan.items if other.entitlement.group == group}
        noted = {other.parent for other in about if other.entitlement.group == group}
        initial = "" if noted == shared else translator(INITIALS[item.parent]) + " "
        names[initial + translator(ENTITLEMENTS[group])] = None
    return translator.colon(translator.listed(names), note)
