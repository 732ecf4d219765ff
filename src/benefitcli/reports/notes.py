"""The second sheet of a workbook: how the rows fared, and the documents behind the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benefitcli.benefits.register import find_schema, parameters_of
from benefitcli.i18n import choose
from benefitcli.i18n.labels import EVIDENCE
from benefitcli.i18n.outcomes import REASONS, WARNINGS
from benefitcli.i18n.words import WORDS
from benefitcli.reports.summary import summary_lines

if TYPE_CHECKING:
    from benefitcli.workflows.pipeline import Job, Outcome


def workbook_notes(job: Job, outcome: Outcome) -> tuple[str, list[tuple[str, ...]]]:
    """The title of the sheet and its lines."""
    language = job.language
    benefit = find_schema(job.benefit)
    parameters = parameters_of(benefit)
    library = job.question.library()
    law = library.law_of(library.region(job.question.region), job.question.readings)
    name = benefit.zh if language == "zh" else benefit.en
    lines: list[tuple[str, ...]] = [(benefit.name, name)]
    lines += [("", line.strip()) for line in summary_lines(outcome, language)]
    lines.append((choose(WORDS["tables"], language), law.digest))
    lines += [(name, choice) for name, choice in law.choices.items() if name in benefit.readings]
    lines.append(("", ""))
    for document in law.known:
        if any(clause in parameters for clause, _ in document.clauses):
            instrument = document.instrument
            number = f"（{instrument.number}）" if instrument.number else ""
            evidence = choose(EVIDENCE[instrument.evidence], language)
            lines.append(
                (choose(WORDS["sources"], language), f"《{instrument.title}》{number} {instrument.in_force} {evidence}")
            )
    lines.append(("", ""))
    lines += [
        (code, sentence(pair[0] if language == "zh" else pair[1])) for code, pair in {**REASONS, **WARNINGS}.items()
    ]
    return choose(WORDS["notes_sheet"], language), lines


def sentence(text: str) -> str:
    """A warning or a reason without the documents that only a single case can name."""
    return text.replace("：{documents}", "").replace(": {documents}", "")
