"""Many rows: read the facts, bind the law, run the rule, and put the results beside the rows they belong to.

Rows come in chunks and leave in chunks, so memory does not grow with the file. The rule runs once for each distinct
combination of facts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import polars as pl

from benefitcli.benefits.register import find_schema
from benefitcli.engine.benefit import Benefit, InputSchema, Result, ResultKind
from benefitcli.engine.columns.combinations import Combinations
from benefitcli.engine.columns.names import (
    ITEMS,
    NEW,
    REASON,
    ROW,
    ROW_ID,
    SKIPPED,
    STATUS,
    SURPLUS,
    TEXT,
    WARNINGS,
    step_column,
)
from benefitcli.engine.texts import kind_of_unit
from benefitcli.errors import fail
from benefitcli.inputs.columns import as_input_text
from benefitcli.inputs.rows import Laws, RowReader
from benefitcli.io.table import Chunk, WorksheetStyle, flattened
from benefitcli.io.tables import VALUES, value_for
from benefitcli.workflows.case import steps_of
from benefitcli.workflows.pipeline import (
    NEEDS_QUOTES,
    Job,
    NotesOf,
    OnProgress,
    Outcome,
    Paths,
    no_progress,
    open_run,
    refuse_clashes,
    spread,
    write_behind,
)

FEW_ROWS = 1000
STEP_PREFIX = "step_"


def run_batch(
    job: Job,
    paths: Paths,
    notes: NotesOf = lambda _: (),
    on_progress: OnProgress = no_progress,
    describe: Callable[[str], str] = str,
) -> Outcome:
    """Calculate a benefit for every row of a file. Error rows go to the rejects where there is a path for them.

    Args:
        job: What to calculate.
        paths: Where the rows come from and go to.
        notes: The further sheets of a workbook.
        on_progress: Shows how far the run has come.
        describe: Puts the reason of a row into words, for a note in a workbook.

    Raises:
        BenefitError: The input, an output or a table cannot be used.
    """
    with open_run(paths, find_schema(job.name), job.constants, job.mapping, job.limit) as run:
        batch = Batch(job, run.table.headers, VALUES[paths.output_format], keeps_types=paths.keeps_types)
        style = WorksheetStyle(batch.date_columns, layout=run.table.layout, describe=describe)
        writers = {False: run.open_writer(paths.output, batch.headers, paths.output_format, style)}
        if paths.rejects is not None:
            writers[True] = run.open_writer(paths.rejects, batch.headers, paths.rejects_format, style)

        def write(chunk: Chunk) -> None:
            for rejected, writer in writers.items():
                rows = output_rows(chunk.frame, rejected=rejected if len(writers) > 1 else None)
                writer.write(Chunk(rows, chunk.unquoted))

        with on_progress(run.table, run.counts), write_behind(write) as put:
            for chunk in run.table.chunks:
                output = batch.run(chunk.frame)
                run.counts.add(output)
                # Of all that is added to a row only the reason may have a comma or a quote in it.
                is_plain = not output.get_column(REASON).str.contains(NEEDS_QUOTES).any()
                put(Chunk(output, chunk.unquoted if is_plain else ""))
        outcome = Outcome(**run.outcome(batch.reader))
        for writer in writers.values():
            writer.close(lambda: notes(outcome))
    return outcome


def output_rows(frame: pl.DataFrame, *, rejected: bool | None = None) -> pl.DataFrame:
    """The columns of the headers: of all rows that a batch gave, of those with an error, or of those without."""
    if rejected is not None:
        frame = frame.filter((pl.col(STATUS) == "error") == rejected)
    return frame.select(pl.exclude(ROW, STATUS, REASON))


class Batch:
    """A benefit, or the plan that several make, calculated for the rows of one table.

    ``headers`` are those of the output; ``reader`` knows which columns of the input are fields. ``values`` is one of
    :data:`benefitcli.io.tables.VALUES`; without ``keeps_types`` all that came in is text. Raises :class:`BenefitError`
    where the whole table cannot be used; a row that cannot be calculated comes out with status ``error``.
    """

    def __init__(self, job: Job, headers: Sequence[str], values: str = "text", *, keeps_types: bool = True) -> None:
        """Plan the columns."""
        schema = find_schema(job.name)
        self._values, self._keeps_types = values, keeps_types
        self.reader = RowReader(schema, headers, job.constants, job.mapping)
        self._calculation = _calculation_of(schema, self.reader, Laws(schema, job.question))
        self._has_items = not isinstance(schema, Benefit)
        self._combinations = Combinations()
        self._results = schema.results
        self._steps = _steps_of(schema) if job.explain else []
        # A column in another unit keeps what it has: the result would stand under a header that says otherwise.
        columns = {name: column for name, column in self.reader.columns.items() if not column.notation}
        self._shared = {columns[result.name].column: result for result in schema.results if result.name in columns}
        self.date_columns = frozenset(int(column) for column, result in self._shared.items() if result.kind == "date")
        self._input = [str(index) for index in range(len(headers))]
        new = [result.name for result in schema.results if result.name not in columns]
        self._new = [*new, *(STEP_PREFIX + step.name for step in self._steps), STATUS, REASON, WARNINGS]
        named = [job.prefix + name for name in self._new]
        self.headers = [*headers, *named]
        refuse_clashes(headers, named, set(self.reader.column_index.values()))

    def run(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Calculate some rows.

        Args:
            rows: The columns ``"0"``, ``"1"`` … of a table, and :data:`ROW` and :data:`SURPLUS` where they are known.

        Returns:
            The columns of :attr:`headers` by number and, beside them, :data:`ROW`, ``status`` and ``reason``; of a plan
            a row for each entitlement.
        """
        rows = self.reader.with_skipped(rows)
        if SKIPPED in rows.columns:
            is_person = ~rows.get_column(SKIPPED)
            added = spread(self._added(rows.filter(is_person)), is_person)
        else:
            added = self._added(rows)
        frame = pl.concat([rows, added], how="horizontal")
        if ITEMS in frame.columns:
            frame = frame.explode(ITEMS).unnest(ITEMS)
        if SKIPPED in rows.columns:
            frame = frame.with_columns(pl.col(STATUS).fill_null("skipped"))
        return self._arranged(frame)

    def _added(self, rows: pl.DataFrame) -> pl.DataFrame:
        """What is added to each row; what was calculated for the same facts before is known."""
        if SURPLUS not in rows.columns and rows.height > FEW_ROWS and self.reader.columns:
            return self._combinations.results(rows, pl.DataFrame(self.reader.texts(rows)), self._calculate)
        return self._calculate(rows)

    def _calculate(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A column for everything that is added to a row; one column of lists where it becomes several rows."""
        frame = self._calculation(rows)

        def shown(result: Result, values: str) -> pl.Expr:
            value = value_for(values, result.kind, pl.col(step_column(result.name)), result.choices)
            return value if self._has_items else pl.when(pl.col(STATUS) == "ok").then(value)

        added = [
            *(shown(result, self._values).alias(NEW + result.name) for result in self._results),
            *(shown(result, "text").alias(TEXT + result.name) for result in self._shared.values()),
            *(shown(step, self._values).alias(NEW + STEP_PREFIX + step.name) for step in self._steps),
            *map(pl.col, (STATUS, REASON, WARNINGS)),
        ]
        if not self._has_items:
            return frame.select(added).collect()
        items = frame.select(ROW_ID, pl.struct(added).alias(ITEMS)).collect()
        return items.group_by(ROW_ID, maintain_order=True).agg(ITEMS).select(ITEMS)

    def _arranged(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The columns in the order of the headers; a column that is field and result alike is one column.

        An ok row has the result in it, any other row what came in.
        """
        if not self._keeps_types:
            given = flattened(frame.select(self._input))
            frame = frame.with_columns(as_input_text(column) for column in given.iter_columns())
        columns = [self._filled(frame, column) for column in self._input]
        columns += [pl.col(name if name in (STATUS, REASON, WARNINGS) else NEW + name) for name in self._new]
        numbered = [column.alias(str(index)) for index, column in enumerate(columns)]
        aside = [pl.col(name) for name in (ROW, STATUS, REASON) if name in frame.columns]
        return frame.select(*numbered, *aside)

    def _filled(self, frame: pl.DataFrame, column: str) -> pl.Expr:
        given = pl.col(column)
        if frame.schema[column] == pl.String:
            # An empty cell is written as nothing, not as an empty quotation.
            given = pl.when(given != "").then(given)
        if column not in self._shared:
            return given
        result = self._shared[column]
        value = pl.col(NEW + result.name)
        if frame.schema[column] == frame.schema[NEW + result.name]:
            return pl.coalesce(value, given)
        as_given = given.cast(pl.String)
        if isinstance(frame.schema[column], pl.Decimal):
            as_given = as_given.str.replace(r"(\.\d*?)0+$", "$1").str.strip_suffix(".")
        return pl.coalesce(pl.col(TEXT + result.name), as_given)


def _calculation_of(schema: InputSchema, reader: RowReader, laws: Laws) -> Callable[[pl.DataFrame], pl.LazyFrame]:
    """The calculation of a benefit, or of the plan that several make.

    It gives a column :func:`step_column` for each result and step, ``status``, ``reason`` and ``warnings``: a row for
    each row or, with :data:`ROW_ID`, several.
    """
    if isinstance(schema, Benefit):
        return lambda rows: laws.run(schema, laws.bind(reader.read(rows), reader.region))
    from benefitcli.workflows.plan_batch import plan_rows

    return lambda rows: plan_rows(rows, reader, laws)


def _steps_of(schema: InputSchema) -> list[Result]:
    """Each step that is no result. Raises :class:`BenefitError` where there is more than one rule."""
    if not isinstance(schema, Benefit):
        raise fail("no_steps_of_its_own", value=schema.name)
    results = {result.name for result in schema.results}
    units = {step: unit for step, unit in steps_of(schema).items() if step not in results}
    return [Result(step, cast("ResultKind", kind_of_unit(unit))) for step, unit in units.items()]
