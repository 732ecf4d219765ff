"""An audit of a file: every row read, checked with all the others in view, and written in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from benefitcli.engine.columns.names import ROW, SKIPPED
from benefitcli.inputs.columns import as_input_text
from benefitcli.inputs.rows import RowReader
from benefitcli.io.table import Chunk, Worksheet, WorksheetStyle, flattened
from benefitcli.io.tables import VALUES, Writer, value_for
from benefitcli.workflows.audit.claims import audit_claims
from benefitcli.workflows.audit.dues import Months
from benefitcli.workflows.audit.leave import audit_leave
from benefitcli.workflows.audit.ledger import audit_ledger
from benefitcli.workflows.audit.result import AuditResult, Totals
from benefitcli.workflows.audit.rows import Rows, joined_spellings
from benefitcli.workflows.audit.schemas import AUDITS, CLAIMS, LEDGER, AuditSchema
from benefitcli.workflows.pipeline import (
    NEEDS_QUOTES,
    Job,
    OnProgress,
    OpenRun,
    Outcome,
    Paths,
    no_progress,
    open_run,
    refuse_clashes,
    spread,
    write_behind,
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


def run_audit(  # noqa: PLR0913, PLR0917 - a run and what shows it
    job: Job,
    paths: Paths,
    months: Months = (None, None),
    notes: AuditNotes = lambda _: (),
    on_progress: OnProgress = no_progress,
    describe: Callable[[str], str] = str,
) -> AuditOutcome:
    """Check every row of a file against what the rules give.

    Args:
        job: What to audit, one of :data:`AUDITS`.
        paths: Where the rows come from and go to.
        months: Those in which a missing payment of the allowance is looked for.
        notes: The further sheets of a workbook.
        on_progress: Shows how far the run has come.
        describe: Puts the reason of a row into words, for a note in a workbook.

    Raises:
        BenefitError: The input, an output or a table cannot be used.
    """
    schema = AUDITS[job.name]
    with (
        open_run(paths, schema, job.constants, job.mapping) as run,
        TemporaryDirectory(prefix="benefitcli-") as folder,
    ):
        reader = RowReader(schema, run.table.headers, job.constants, job.mapping)
        names = [job.prefix + result.name for result in schema.results]
        refuse_clashes(reader.headers, names)
        style = WorksheetStyle(marks={"finding": schema.needing_action}, layout=run.table.layout, describe=describe)
        writer = run.open_writer(paths.output, [*reader.headers, *names], paths.output_format, style)
        with on_progress(run.table, run.counts):
            rows, chunks = _read(run, reader, Path(folder))
            if schema is LEDGER:
                result = audit_ledger(rows, job.question, months)
            else:
                result = (audit_claims if schema is CLAIMS else audit_leave)(rows, job.question)
            _write(run, reader, writer, chunks, result)
        outcome = AuditOutcome(
            **run.outcome(reader),
            schema=schema,
            added=result.added.height,
            totals=result.totals,
            notices=(*result.notices, *joined_spellings(rows)),
        )
        if paths.totals is not None:
            _write_totals(run, result.totals)
        writer.close(lambda: notes(outcome))
    return outcome


def _read(run: OpenRun, reader: RowReader, folder: Path) -> tuple[Rows, Iterator[Chunk]]:
    """Read the table to its end: what is checked into memory, the rows themselves onto the disk until they are written."""
    rows, files = Rows(reader), []
    for number, chunk in enumerate(run.table.chunks):
        marked = reader.with_skipped(chunk.frame)
        rows.keep(marked.filter(~pl.col(SKIPPED)) if SKIPPED in marked.columns else marked)
        files.append((folder / f"{number}.ipc", chunk.unquoted))
        marked.write_ipc(files[-1][0], compression="lz4")
        run.counts.rows += marked.height
    rows.close()
    return rows, (Chunk(pl.read_ipc(path), unquoted) for path, unquoted in files)


def _write(run: OpenRun, reader: RowReader, writer: Writer, chunks: Iterator[Chunk], result: AuditResult) -> None:
    """Write every row beside its outcome, then the rows that were not there."""
    kinds = {column.name: column.kind for column in reader.schema.results}
    outcomes = _shown(result.outcomes, kinds, run.paths.output_format)
    needs_quotes = pl.any_horizontal(pl.col(pl.String).str.contains(NEEDS_QUOTES)).any()
    is_plain = not outcomes.select(needs_quotes).item()
    columns: Mapping[str, pl.DataType] = {str(index): pl.String() for index in range(len(reader.headers))}
    with write_behind(writer.write) as put:
        start = 0
        for chunk in chunks:
            height = chunk.frame.height
            skipped = chunk.frame.get_column(SKIPPED) if SKIPPED in chunk.frame.columns else None
            persons = height if skipped is None else int((~skipped).sum())
            of_rows = outcomes[result.index.slice(start, persons)]
            start += persons
            if skipped is not None:
                of_rows = spread(of_rows, ~skipped).with_columns(pl.col("finding").fill_null("skipped"))
                run.counts.skipped += height - persons
            failed = of_rows.with_columns(chunk.frame.get_column(ROW)).filter(pl.col("finding") == "error")
            run.counts.add_errors(failed)
            given = chunk.frame.select(*columns)
            if not run.paths.keeps_types:
                given = given.with_columns(as_input_text(column) for column in flattened(given).iter_columns())
            columns = given.schema
            # An empty cell is written as nothing, not as an empty quotation.
            given = given.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)))
            put(Chunk(pl.concat([given, of_rows], how="horizontal"), chunk.unquoted if is_plain else ""))
        for added in result.added.iter_slices(ADDED_AT_ONCE):
            shown = _shown(added, kinds, run.paths.output_format)
            put(Chunk(pl.concat([_added_cells(added, reader, columns), shown], how="horizontal")))


def _added_cells(added: pl.DataFrame, reader: RowReader, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The columns of the input for rows that were not in it; those nothing is known of are empty."""
    fields_of_columns = {text.column: name for name, text in reader.columns.items()}
    empty = pl.repeat(None, added.height, dtype=pl.String, eager=True)
    return pl.DataFrame(
        _in_kind(added.get_column(fields_of_columns.get(column, ""), default=empty), kind).alias(column)
        for column, kind in columns.items()
    )


def _shown(frame: pl.DataFrame, kinds: Mapping[str, str], output_format: str) -> pl.DataFrame:
    """Columns of whole numbers in the values of a format."""
    values = VALUES[output_format]
    return frame.select(value_for(values, kind, pl.col(name)).alias(name) for name, kind in kinds.items())


def _write_totals(run: OpenRun, tables: Sequence[Totals]) -> None:
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
