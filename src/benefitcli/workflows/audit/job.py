"""An audit from place to place: every row read, judged with all the others in view, and written in its order."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

import polars as pl

from benefitcli.i18n import Language
from benefitcli.inputs.case import Question, default_values
from benefitcli.inputs.rows import read_constants
from benefitcli.io.table import Table
from benefitcli.io.tables import open_table
from benefitcli.io.threads import read_ahead
from benefitcli.reports.progress import progress
from benefitcli.workflows.audit.forms import AuditForm
from benefitcli.workflows.audit.output import AuditPaths, Output
from benefitcli.workflows.audit.rows import DiskBuffer, Rows
from benefitcli.workflows.audit.verdict import AuditResult, Totals
from benefitcli.workflows.batch import ErrorKind, RowCounts
from benefitcli.workflows.pipeline import refuse_same_files, reports_progress_on_interrupt

Judge = Callable[[Rows, Question], AuditResult]


@dataclass(frozen=True, slots=True)
class AuditJob:
    """What is to be audited, and how."""

    form: AuditForm
    judge: Judge
    question: Question
    constants: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    language: Language = "en"
    shows_progress: bool = False


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """How an audit went: the rows of the input, what was found, and the first rows of each kind of error."""

    form: AuditForm
    rows: int
    added: int
    blank_rows: int
    totals: tuple[Totals, ...]
    notices: tuple[tuple[str, Mapping[str, object]], ...]
    errors: Mapping[str, ErrorKind]
    found: Mapping[str, str]
    passed_through: list[str]
    seconds: float

    @property
    def needs_action(self) -> bool:
        """Whether any finding asks somebody to do something."""
        return not self.totals[0].frame.filter(pl.col("finding").is_in(self.form.needing_action)).is_empty()


def run_audit(job: AuditJob, places: AuditPaths) -> AuditOutcome:
    """Run an audit. Raises :class:`BenefitError` where the input, an output or a table cannot be used.

    The outputs appear, whole, only when everything has gone well; until then the old files stay.
    """
    refuse_same_files(places.input, places.output, places.totals)
    tally = RowCounts()
    with reports_progress_on_interrupt(tally), ExitStack() as stack:
        return _run(job, places, tally, stack)


def _run(job: AuditJob, places: AuditPaths, tally: RowCounts, stack: ExitStack) -> AuditOutcome:
    from benefitcli.reports.audit import audit_pages

    begun = time.monotonic()
    table = stack.enter_context(open_table(places.input, places.source, places.encoding, places.sheet))
    rows = _rows_of(job, table)
    output = Output(rows, places, stack, job.prefix)
    spill = DiskBuffer()
    stack.callback(spill.discard)
    with progress(table, tally, job.language, visible=job.shows_progress):
        _take_all(rows, spill, table, tally)
        verdict = job.judge(rows, job.question)
        errors = output.write(spill, verdict, tally, table.unquoted)
    outcome = AuditOutcome(
        form=job.form,
        rows=tally.rows,
        added=verdict.added.height,
        blank_rows=table.blank_rows,
        totals=verdict.totals,
        notices=verdict.notices,
        errors=errors,
        found=rows.found,
        passed_through=rows.passed_through,
        seconds=time.monotonic() - begun,
    )
    output.close(verdict.totals, lambda: audit_pages(job.form, outcome, job.language))
    return outcome


def _rows_of(job: AuditJob, table: Table) -> Rows:
    """The known columns of a table, nothing read yet."""
    given = read_constants(job.form, job.constants)
    return Rows(job.form, table.headers, {**default_values(job.form), **given}, list(given))


def _take_all(rows: Rows, spill: DiskBuffer, table: Table, tally: RowCounts) -> None:
    """Read the table to its end: what is judged into memory, the rows themselves onto the disk."""
    for piece in read_ahead(table.pieces):
        rows.take(piece)
        spill.put(piece)
        tally.rows += piece.height
    rows.close()
