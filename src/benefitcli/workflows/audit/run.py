"""An audit of a file: every row read, checked with all the others in view, and written in its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields

import polars as pl

from benefitcli.engine.columns.names import ROW
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import as_input_text
from benefitcli.inputs.rows import RowReader
from benefitcli.io.table import Chunk, Worksheet, WorksheetStyle, flattened
from benefitcli.io.tables import VALUES, value_for
from benefitcli.io.threads import WriteBehind
from benefitcli.workflows.audit.claims import audit_claims
from benefitcli.workflows.audit.dues import EVERY_MONTH, Span
from benefitcli.workflows.audit.leave import audit_leave
from benefitcli.workflows.audit.ledger import audit_ledger
from benefitcli.workflows.audit.result import AuditResult, Totals
from benefitcli.workflows.audit.rows import DiskBuffer, Rows
from benefitcli.workflows.audit.schemas import AUDITS, CLAIMS, LEDGER, AuditSchema
from benefitcli.workflows.pipeline import (
    NEEDS_QUOTES,
    Job,
    OnProgress,
    Outcome,
    Paths,
    Run,
    no_notes,
    no_progress,
    open_run,
    refuse_clashes,
)

ADDED_AT_ONCE = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOutcome(Outcome):
    """How an audit went: ``added`` counts the rows that ought to be there, the rest is as in :class:`AuditResult`."""

    schema: AuditSchema
    added: int
    totals: tuple[Totals, ...]
    notices: tuple[tuple[str, Mapping[str, object]], ...]

    @property
    def needs_action(self) -> bool:
        """Whether any finding asks somebody to do something."""
        return not self.totals[0].frame.filter(pl.col("finding").is_in(self.schema.needing_action)).is_empty()


AuditNotes = Callable[[AuditOutcome], Sequence[Worksheet]]
"""The further sheets of a workbook, made when the rows are through."""


def run_audit(
    job: Job,
    paths: Paths,
    span: Span = EVERY_MONTH,
    notes: AuditNotes = no_notes,
    on_progress: OnProgress = no_progress,
) -> AuditOutcome:
    """Check every row of a file against what the rules give.

    Args:
        job: What to audit, one of :data:`AUDITS`.
        paths: Where the rows come from and go to.
        span: The months in which a missing payment of the allowance is looked for.
        notes: The further sheets of a workbook.
        on_progress: Shows how far the run has come.

    Raises:
        BenefitError: The input, an output or a table cannot be used.
    """
    schema = AUDITS[job.name]
    with open_run(paths) as run, closing(DiskBuffer()) as buffer:
        rows = Rows(RowReader(schema, run.table.headers, job.constants))
        output = _Output(run, rows.reader, schema, job.prefix)
        with on_progress(run.table, run.counts):
            for chunk in run.table.chunks:
                rows.keep(chunk.frame)
                buffer.put(chunk)
                run.counts.rows += chunk.frame.height
            rows.close()
            result = _audit(schema, rows, job.question, span)
            output.write(buffer, result)
        outcome = _outcome_of(run.outcome(rows.reader), schema, result)
        if paths.totals is not None:
            _write_totals(run, result.totals)
        output.writer.close(lambda: notes(outcome))
    return outcome


def _audit(schema: AuditSchema, rows: Rows, question: Question, span: Span) -> AuditResult:
    if schema is LEDGER:
        return audit_ledger(rows, question, span)
    return audit_claims(rows, question) if schema is CLAIMS else audit_leave(rows, question)


def _outcome_of(outcome: Outcome, schema: AuditSchema, result: AuditResult) -> AuditOutcome:
    return AuditOutcome(
        **{field.name: getattr(outcome, field.name) for field in fields(outcome)},
        schema=schema,
        added=result.added.height,
        totals=result.totals,
        notices=result.notices,
    )


class _Output:
    """The rows with their findings."""

    def __init__(self, run: Run, reader: RowReader, schema: AuditSchema, prefix: str) -> None:
        """Open the output. Raises :class:`BenefitError` where it cannot be written or a header is taken."""
        names = [prefix + result.name for result in schema.results]
        refuse_clashes(reader.headers, names)
        style = WorksheetStyle(marks={"finding": schema.needing_action})
        headers = [*reader.headers, *names]
        self.writer = run.open_writer(run.paths.output, headers, run.paths.output_format, style)
        self._run = run
        self._kinds = {result.name: result.kind for result in schema.results}
        self._fields = {str(index): name for name, index in reader.column_index.items()}
        self._input: Mapping[str, pl.DataType] = {str(i): pl.String() for i in range(len(reader.headers))}

    def write(self, buffer: DiskBuffer, result: AuditResult) -> None:
        """Write every row beside its outcome, then the rows that were not there."""
        outcomes = _shown(result.outcomes, self._kinds, self._run.paths.output_format)
        needs_quotes = pl.any_horizontal(pl.col(pl.String).str.contains(NEEDS_QUOTES)).any()
        is_plain = not outcomes.select(needs_quotes).item()
        behind = WriteBehind(self.writer.write)
        start = 0
        for chunk in buffer.chunks():
            of_rows = outcomes[result.index.slice(start, chunk.frame.height)]
            start += chunk.frame.height
            numbered = of_rows.with_columns(chunk.frame.get_column(ROW))
            self._run.counts.add_errors(numbered.filter(pl.col("finding") == "error"))
            rows = pl.concat([self._given(chunk.frame), of_rows], how="horizontal")
            behind.put(Chunk(rows, chunk.unquoted if is_plain else ""))
        for added in result.added.iter_slices(ADDED_AT_ONCE):
            shown = _shown(added, self._kinds, self._run.paths.output_format)
            behind.put(Chunk(pl.concat([self._made(added), shown], how="horizontal")))
        behind.close()

    def _given(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The columns that came in; an empty cell is nothing, not an empty quotation."""
        frame = rows.select(*self._input)
        if not self._run.paths.keeps_types:
            frame = frame.with_columns(as_input_text(column) for column in flattened(frame).iter_columns())
        self._input = frame.schema
        return frame.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)))

    def _made(self, added: pl.DataFrame) -> pl.DataFrame:
        """The same columns for rows that were not in the input; those nothing is known of are empty."""
        empty = pl.repeat(None, added.height, dtype=pl.String, eager=True)
        return pl.DataFrame(
            _in_kind(added.get_column(self._fields.get(column, ""), default=empty), kind).alias(column)
            for column, kind in self._input.items()
        )


def _shown(frame: pl.DataFrame, kinds: Mapping[str, str], output_format: str) -> pl.DataFrame:
    """Columns of whole numbers in the values of a format."""
    values = VALUES[output_format]
    return frame.select(value_for(values, kind, pl.col(name)).alias(name) for name, kind in kinds.items())


def _write_totals(run: Run, tables: Sequence[Totals]) -> None:
    """Write the tables of totals as one: ``total`` names the table, ``key`` the finding, month, year or person."""
    frames = []
    for totals in tables:
        key, *sums = totals.kinds
        name = pl.lit(totals.name).alias("total")
        named = totals.frame.select(name, value_for("text", totals.kinds[key], pl.col(key)).alias("key"))
        shown = _shown(totals.frame, {name: totals.kinds[name] for name in sums}, run.paths.totals_format)
        frames.append(pl.concat([named, shown], how="horizontal"))
    frame = pl.concat(frames, how="diagonal")
    writer = run.open_writer(run.paths.totals, frame.columns, run.paths.totals_format)
    writer.write(Chunk(frame))
    writer.close(list)


def _in_kind(texts: pl.Series, kind: pl.DataType) -> pl.Series:
    """Texts in the type of a column that came in: a month in a column of dates is its first day."""
    if kind == pl.String:
        return texts
    if kind.is_temporal():
        days = texts.str.replace(r"^(\d{4}-\d\d)$", "$1-01").str.to_date("%Y-%m-%d", strict=False)
        return days.cast(kind)
    return texts.cast(kind, strict=False)
