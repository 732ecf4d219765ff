"""What a run on rows says: progress while it works, a summary at its end, and the notes in its workbook."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from benefitcli.benefits.register import find_schema, parameters_of
from benefitcli.i18n.labels import EVIDENCE
from benefitcli.i18n.outcomes import REASONS, WARNINGS
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.io.table import Table, Worksheet
from benefitcli.workflows.pipeline import Job, Outcome, RowCounts

HEADERS_SHOWN = 12
TICK = 0.2


@contextmanager
def progress(table: Table, counts: RowCounts, t: Translator) -> Iterator[None]:
    """Show rows done, rate, time left where the size is known, and errors while the body runs; then clear the line."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = [TextColumn("{task.description}"), BarColumn(bar_width=20), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=5) as bar:
        task = bar.add_task("", total=table.size)
        done = threading.Event()

        def watch() -> None:
            seconds = 0.0
            while not done.wait(TICK):
                seconds += TICK
                rate = f"{counts.rows / seconds:,.0f}"
                text = t(WORDS["progress"], rows=f"{counts.rows:,}", rate=rate, failed=f"{counts.failed:,}")
                bar.update(task, completed=table.position, description=text)

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def report(outcome: Outcome, t: Translator, *, as_json: bool, stream: TextIO) -> None:
    """Write the summary, for a person or for a script."""
    if as_json:
        from benefitcli.contract import dump
        from benefitcli.contract.building import batch_of

        stream.write(dump(batch_of(outcome)).decode())
    else:
        stream.write("".join(f"{line}\n" for line in summary_lines(outcome, t)))


def summary_lines(outcome: Outcome, t: Translator) -> list[str]:
    """The rows by status, and each kind of error with its first rows."""
    counts = outcome.counts
    numbers = {"rows": counts.rows, "ok": counts.ok, "not_entitled": counts.not_entitled, "failed": counts.failed}
    lines = [t(WORDS["rows"], **numbers, seconds=f"{outcome.seconds:.1f}")]
    lines += ["  " + line for line in (*blank_lines(outcome, t), *columns_lines(outcome, t), *error_lines(counts, t))]
    if outcome.rejects and counts.failed:
        lines.append("  " + t(WORDS["rejected"], place=outcome.rejects))
    return lines


def blank_lines(outcome: Outcome, t: Translator) -> list[str]:
    """How many blank rows were skipped, where there were any."""
    return [t(WORDS["blank_rows"], count=outcome.blank_rows)] if outcome.blank_rows else []


def columns_lines(outcome: Outcome, t: Translator) -> list[str]:
    """Which columns are fields, and which only passed through or were not looked at."""
    lines = []
    if outcome.field_headers:
        named = (header if header == name else f"{header} = {name}" for name, header in outcome.field_headers.items())
        lines.append(t(WORDS["columns_found"], columns=t.listed(named)))
    for word, headers in (("passed_through", outcome.passed_through), ("ignored", outcome.ignored)):
        if headers:
            shown = t.listed(header or "-" for header in headers[:HEADERS_SHOWN])
            lines.append(t(WORDS[word], columns=shown + _more(len(headers) > HEADERS_SHOWN, t)))
    return lines


def error_lines(counts: RowCounts, t: Translator) -> list[str]:
    """Each kind of error with the rows that first had it."""
    return [
        t(
            WORDS["error_kind"],
            count=kind.count,
            code=code,
            rows=t.listed(map(str, kind.first_rows)) + _more(kind.count > len(kind.first_rows), t),
        )
        for code, kind in counts.errors.items()
    ]


def _more(is_cut: bool, t: Translator) -> str:
    return t(WORDS["more"]) if is_cut else ""


def workbook_notes(job: Job, outcome: Outcome, t: Translator) -> Sequence[Worksheet]:
    """The second sheet of a workbook: row counts, and the documents behind the numbers."""
    schema = find_schema(job.name)
    parameters = parameters_of(schema)
    library = job.question.library()
    law = library.law_of(library.region(job.question.region), job.question.readings)
    lines: list[tuple[str, ...]] = [(schema.name, t.of(schema))]
    lines += [("", line.strip()) for line in summary_lines(outcome, t)]
    lines.append((t(WORDS["tables"]), law.digest))
    lines += [(name, choice) for name, choice in law.choices.items() if name in schema.readings]
    lines.append(("", ""))
    for document in law.known:
        if any(clause in parameters for clause, _ in document.clauses):
            instrument = document.instrument
            number = f"（{instrument.number}）" if instrument.number else ""
            evidence = t(EVIDENCE[instrument.evidence])
            lines.append((t(WORDS["sources"]), f"《{instrument.title}》{number} {instrument.in_force} {evidence}"))
    lines.append(("", ""))
    lines += [(code, sentence(t(pair))) for code, pair in {**REASONS, **WARNINGS}.items()]
    return [(t(WORDS["notes_sheet"]), lines)]


def sentence(text: str) -> str:
    """A warning or a reason without the documents that only a single case can name."""
    return text.replace("：{documents}", "").replace(": {documents}", "")
