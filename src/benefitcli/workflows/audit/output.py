"""Where the rows of an audit go: each beside its outcome, then those that were not there, and the totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import polars as pl

from benefitcli.engine.columns.names import ROW
from benefitcli.engine.columns.texts import as_text, as_typed
from benefitcli.errors import fail
from benefitcli.inputs.columns import as_input_text
from benefitcli.io.cells import flattened
from benefitcli.io.streams import open_output
from benefitcli.io.table import Notes, WorksheetStyle
from benefitcli.io.tables import VALUES, Writer, open_writer
from benefitcli.io.threads import WriteBehind
from benefitcli.workflows.audit.rows import DiskBuffer, Rows
from benefitcli.workflows.audit.verdict import AuditResult, Totals
from benefitcli.workflows.batch import NEEDS_QUOTES, ErrorKind, RowCounts

ROWS_SHOWN = 5
ADDED_AT_ONCE = 1 << 17


@dataclass(frozen=True, slots=True)
class AuditPaths:
    """Where the rows come from, where they and the totals go to, and in which formats and encodings."""

    input: str
    output: str | None = None
    totals: str | None = None
    source: str = "csv"
    target: str = "csv"
    totalled: str = "csv"
    sheet: str | None = None
    encoding: str | None = None
    output_encoding: str = "utf-8"


class Output:
    """The rows with their findings, and the totals where a place was named for them."""

    def __init__(self, rows: Rows, places: AuditPaths, stack: ExitStack, prefix: str = "") -> None:
        """Open the output. Raises :class:`BenefitError` where it cannot be written or a header is taken."""
        self._form, headers = rows.form, rows.headers
        self._places = places
        self._columns = {name: str(index) for name, index in rows.places.items()}
        self._input = [str(index) for index in range(len(headers))]
        names = [prefix + one.name for one in self._form.results]
        clashes = [header for header in headers if header.strip() in names]
        if clashes:
            raise fail("column_clash", value=", ".join(clashes))
        self._writer = self._open(stack, places.output, [*headers, *names], places.target)
        self._keeps_types = places.source == places.target or places.target != "parquet"
        self._stack = stack
        self._kinds: dict[str, pl.DataType] = dict.fromkeys(self._input, pl.String())

    def _open(self, stack: ExitStack, place: str | None, headers: list[str], kind: str) -> Writer:
        look = WorksheetStyle(marks={"finding": self._form.needing_action})
        stream = stack.enter_context(open_output(place))
        writer = open_writer(stream, headers, kind, self._places.output_encoding, look)
        stack.callback(writer.discard)
        return writer

    def write(
        self, spill: DiskBuffer, verdict: AuditResult, tally: RowCounts, unquoted: str = ""
    ) -> dict[str, ErrorKind]:
        """Write every row beside its outcome, then the rows that were not there; the kinds of error that came by.

        ``unquoted`` is as in :class:`benefitcli.io.table.Table`.
        """
        shown = self._shown(verdict.outcomes, self._places.target)
        is_plain = not shown.select(pl.any_horizontal(pl.col(pl.String).str.contains(NEEDS_QUOTES)).any()).item()
        unquoted = unquoted if is_plain else ""
        errors: dict[str, ErrorKind] = {}
        behind = WriteBehind[pl.DataFrame](lambda frame: self._writer.write(frame, unquoted))
        start = 0
        for piece in spill.pieces():
            found = shown[verdict.index.slice(start, piece.height)]
            _count_errors(errors, found, piece.get_column(ROW))
            behind.put(pl.concat([self._given(piece), found], how="horizontal"))
            start += piece.height
        tally.failed = sum(kind.count for kind in errors.values())
        for piece in verdict.added.iter_slices(ADDED_AT_ONCE):
            behind.put(pl.concat([self._made(piece), self._shown(piece, self._places.target)], how="horizontal"))
        behind.close()
        return errors

    def _given(self, piece: pl.DataFrame) -> pl.DataFrame:
        """The columns that came in; an empty cell is nothing, not an empty quotation."""
        frame = piece.select(self._input)
        if not self._keeps_types:
            frame = frame.with_columns(as_input_text(column) for column in flattened(frame).iter_columns())
        self._kinds = dict(frame.schema)
        return frame.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)))

    def _made(self, added: pl.DataFrame) -> pl.DataFrame:
        """The same columns for rows that were not in the input; those nothing is known of are empty."""
        fields = {column: name for name, column in self._columns.items()}
        columns = []
        for column in self._input:
            known = fields.get(column)
            texts = (
                added.get_column(known) if known in added.columns else pl.Series([None] * added.height, dtype=pl.String)
            )
            columns.append(_in_kind(texts, self._kinds[column]).alias(column))
        return pl.DataFrame(columns)

    def _shown(self, frame: pl.DataFrame, target: str) -> pl.DataFrame:
        """The added columns in the values of a format."""
        return shown_in(frame, {one.name: one.kind for one in self._form.results}, target)

    def close(self, totals: Sequence[Totals], notes: Notes) -> None:
        """Write the totals and finish; a workbook gets the pages of ``notes``."""
        if self._places.totals is not None:
            write_totals(self._stack, self._places, totals)
        self._writer.close(notes)


def shown_in(frame: pl.DataFrame, kinds: Mapping[str, str], target: str) -> pl.DataFrame:
    """Columns of whole numbers in the values of a format: texts, plain numbers or exact decimals."""
    if VALUES[target] == "text":
        return frame.select(as_text(kind, pl.col(name)).alias(name) for name, kind in kinds.items())
    exact = VALUES[target] == "exact"
    return frame.select(as_typed(kind, pl.col(name), exact=exact).alias(name) for name, kind in kinds.items())


def write_totals(stack: ExitStack, places: AuditPaths, totals: Sequence[Totals]) -> None:
    """Write the tables of totals as one: ``total`` names the table, ``key`` the finding, month, year or person."""
    frames = []
    for one in totals:
        key, *sums = one.kinds
        named = one.frame.select(
            pl.lit(one.name).alias("total"), as_text(one.kinds[key], pl.col(key)).cast(pl.String).alias("key")
        )
        rest = shown_in(one.frame, {name: one.kinds[name] for name in sums}, places.totalled)
        frames.append(pl.concat([named, rest], how="horizontal"))
    frame = pl.concat(frames, how="diagonal")
    stream = stack.enter_context(open_output(places.totals))
    writer = open_writer(stream, frame.columns, places.totalled, places.output_encoding)
    stack.callback(writer.discard)
    writer.write(frame)
    writer.close(list)


def _in_kind(texts: pl.Series, kind: pl.DataType) -> pl.Series:
    """Texts in the type of a column that came in: a month in a column of dates is its first day."""
    if kind == pl.String:
        return texts
    if kind.is_temporal():
        days = texts.str.replace(r"^(\d{4}-\d\d)$", "$1-01").str.to_date("%Y-%m-%d", strict=False)
        return days.cast(kind)
    return texts.cast(kind, strict=False)


def _count_errors(errors: dict[str, ErrorKind], found: pl.DataFrame, rows: pl.Series) -> None:
    """Count the rows with an error of each kind, and keep the numbers of the first."""
    failed = found.select("finding", "reason").with_columns(rows).filter(pl.col("finding") == "error")
    kinds = failed.select(pl.col("reason").str.extract(r"^(\w+)").alias("code"), ROW)
    for code, count, first in (
        kinds.group_by("code", maintain_order=True).agg(pl.len(), pl.col(ROW).head(ROWS_SHOWN)).iter_rows()
    ):
        kind = errors.setdefault(code, ErrorKind())
        kind.count += count
        kind.first_rows = (kind.first_rows + first)[:ROWS_SHOWN]
