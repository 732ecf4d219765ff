"""The documents themselves: which there are, what is wrong with them, and what became of a new one."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from benefitcli.errors import Problem
from benefitcli.i18n.labels import EVIDENCE
from benefitcli.i18n.problems import ACCEPTED, ERROR, HINT, HINTS, message_of
from benefitcli.i18n.tables import TABLES
from benefitcli.i18n.translator import Translator
from benefitcli.law.library import Library
from benefitcli.law.lint.run import Inspection
from benefitcli.law.reader import Document
from benefitcli.law.regions import Region
from benefitcli.reports.model import Block, Item, Items, Paragraph, Report, Section, listed
from benefitcli.reports.snapshot import parameter_name


def documents_report(library: Library, regions: Iterable[Region], translator: Translator) -> Report:
    """Build the list of documents, region by region: how well each was read, and what it sets."""
    return Report(
        translator=translator,
        form=translator(TABLES["documents"]),
        title="",
        sections=tuple(_region(library, region, translator) for region in regions),
    )


def _region(library: Library, region: Region, translator: Translator) -> Section:
    items = tuple(_document(library, document, translator) for document in library.known_documents(region))
    block = Items(items) if items else Paragraph(translator(TABLES["no_documents"]))
    return Section(f"{translator.name(region)} · {region.path} · {region.code}", (block,))


def _document(library: Library, document: Document, translator: Translator) -> Item:
    instrument = document.instrument
    first, last = instrument.in_force, instrument.in_force_to
    facts = [translator(TABLES["span" if last else "since"], first=first, last=last)]
    if instrument.issued != first:
        facts.append(translator(TABLES["issued"], date=instrument.issued))
    facts.append(translator(EVIDENCE[instrument.evidence]))
    names = what_it_sets(document, translator)
    sets = "、".join(names) if translator.language == "zh" else "; ".join(names)
    lines = [
        *title_lines(document, translator),
        " · ".join(facts),
        translator.colon(translator(TABLES["sets"]), sets or "-"),
    ]
    if not library.is_shipped(document):
        lines.append(translator(TABLES["own"], file=document.file))
    return Item(lines[0], tuple(lines[1:]))


def title_lines(document: Document, translator: Translator) -> list[str]:
    """Return what a document is called: its Chinese title with its number, in English below the translated one."""
    instrument = document.instrument
    number = f"（{instrument.number}）" if instrument.number else ""
    title = f"《{instrument.title}》{number}"
    return [title] if translator.language == "zh" else [instrument.title_en, title]


def what_it_sets(document: Document, translator: Translator) -> Iterable[str]:
    """Yield the names of its numbers; clauses that only say how days are counted come as one."""
    yield from dict.fromkeys(parameter_name(name, translator) for name, clause in document.clauses if clause.has_number)
    if not all(clause.has_number for _, clause in document.clauses):
        yield translator(TABLES["counts_only"])
    for section in document.sections():
        yield translator(TABLES[f"section_{section}"])


def inspection_report(inspection: Inspection, translator: Translator) -> Report:
    """Build the report of what an inspection found: errors, then what should be looked at, then the count."""
    counts = {"files": inspection.files, "errors": len(inspection.errors), "findings": len(inspection.findings)}
    waiting = [Paragraph(translator(TABLES["findings_wait"]), "dim", 0)] if inspection.errors else []
    count = Paragraph(translator(TABLES["checked"], **counts), "headline", 0)
    kinds = {translator(ERROR): inspection.errors, translator(TABLES["finding"]): inspection.findings}
    lists = _problem_lists(kinds, translator)
    return _report_of_problems("check", [*lists, *waiting, count], [count, *waiting], kinds, translator)


def draft_report(files: Iterable[Path], findings: tuple[Problem, ...], folder: str, translator: Translator) -> Report:
    """Build the report of a new table: the files, what should be looked at, and the command that checks them."""
    command = translator(TABLES["next_check"], command=f"benefitcli tables check {shlex.quote(folder)}")
    texts = [*(translator(TABLES["written"], file=file) for file in files), command]
    *written, last = (Paragraph(text, "verbatim", 0) for text in texts)
    kinds = {translator(TABLES["finding"]): findings}
    lists = _problem_lists(kinds, translator)
    return _report_of_problems("draft", [*written, *lists, last], [*written, last], kinds, translator)


def _report_of_problems(
    form: str,
    in_text: list[Block],
    elsewhere: list[Block],
    kinds: dict[str, tuple[Problem, ...]],
    translator: Translator,
) -> Report:
    """Return a report with the problems in one list at a terminal, and under titles elsewhere."""
    sections = (
        listed(kind.capitalize(), (_problem(problem, translator) for problem in problems), only="md html xlsx")
        for kind, problems in kinds.items()
    )
    return Report(
        translator=translator,
        form=translator(TABLES[form]),
        title="",
        sections=(
            Section("", tuple(in_text), only="text"),
            Section("", tuple(elsewhere), only="md html xlsx"),
            *sections,
        ),
    )


def _problem_lists(kinds: dict[str, tuple[Problem, ...]], translator: Translator) -> Iterable[Block]:
    for kind, problems in kinds.items():
        mark = translator.colon(kind, "").strip()
        yield Items(tuple(_problem(problem, translator, mark) for problem in problems), indent=0)


def _problem(problem: Problem, translator: Translator, mark: str = "-") -> Item:
    lines = [translator.colon(translator(ACCEPTED), problem.accepted)] if problem.accepted else []
    if problem.code in HINTS:
        lines.append(translator.colon(translator(HINT), translator(HINTS[problem.code])))
    return Item(message_of(problem, translator), tuple(lines), mark)
