"""The frame of every run on rows: open the input, count what goes through, write each output whole or not at all."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from benefitcli.engine.benefit import InputSchema
from benefitcli.engine.columns.names import REASON, ROW, STATUS
from benefitcli.errors import Problem, fail
from benefitcli.inputs.case import Question
from benefitcli.inputs.rows import RowReader
from benefitcli.inputs.sheet import recogniser
from benefitcli.io.sheets import SheetQuery
from benefitcli.io.spreadsheet import SheetLayout
from benefitcli.io.streams import STANDARD, open_output
from benefitcli.io.table import Table, Worksheet, WorksheetStyle, first_rows
from benefitcli.io.tables import Writer, open_reader, open_writer

NEEDS_QUOTES = r"[,\t\"\r\n]"
ROWS_SHOWN = 5
EXIT_INTERRUPTED = 130
AHEAD = 1
"""So many items wait between two threads."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the rows come from and go to, and in which formats and encodings."""

    input: str = "-"
    output: str | None = None
    rejects: str | None = None
    totals: str | None = None
    input_format: str = "csv"
    output_format: str = "csv"
    rejects_format: str = "csv"
    totals_format: str = "csv"
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    output_encoding: str = "utf-8"

    @property
    def keeps_types(self) -> bool:
        """Whether cells keep the types they came in: not where those of the chunks may differ and the output's may not."""
        return self.input_format == self.output_format or self.output_format != "parquet"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with the rows: the ``name`` of a benefit, a plan or an audit, and the law it is asked of.

    ``constants`` fill a field for all rows that leave it blank, ``mapping`` says of headers which field they mean, ``prefix`` stands before the names of new columns, and
    ``explain`` adds one for each step of the rule.
    """

    name: str
    question: Question
    constants: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    explain: bool = False
    limit: int | None = None


@dataclass(slots=True)
class ErrorKind:
    """How many rows have an error of one kind, and the numbers of the first of them."""

    count: int = 0
    first_rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class RowCounts:
    """Row counts by status; ``errors`` has each kind of error by its code."""

    rows: int = 0
    ok: int = 0
    not_entitled: int = 0
    failed: int = 0
    skipped: int = 0
    errors: dict[str, ErrorKind] = field(default_factory=dict)

    def add(self, rows: pl.DataFrame) -> None:
        """Count rows with their status and reason."""
        counts = dict(rows.get_column(STATUS).value_counts().iter_rows())
        self.rows += rows.height
        self.ok += counts.get("ok", 0)
        self.not_entitled += counts.get("not_entitled", 0)
        self.skipped += counts.get("skipped", 0)
        if "error" in counts:
            self.add_errors(rows.filter(pl.col(STATUS) == "error"))

    def add_errors(self, failed: pl.DataFrame) -> None:
        """Count rows with an error by the code that their reason begins with, and keep the numbers of the first."""
        self.failed += failed.height
        kinds = failed.select(pl.col(REASON).str.extract(r"^(\w+)").alias("code"), ROW)
        grouped = kinds.group_by("code", maintain_order=True).agg(
            pl.len(), pl.col(ROW).unique(maintain_order=True).head(ROWS_SHOWN)
        )
        for code, count, rows in grouped.iter_rows():
            kind = self.errors.setdefault(code, ErrorKind())
            kind.count += count
            kind.first_rows = list(dict.fromkeys(kind.first_rows + rows))[:ROWS_SHOWN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run went; ``field_headers`` has the header of each field that has a column.

    The other headers are ``passed_through`` to the output, or ``ignored`` where it has no rows of the input. ``layout``
    says where the table stood in a workbook, ``header_notices`` are what a person should know of the headers.
    """

    counts: RowCounts
    blank_rows: int
    seconds: float
    rejects: str | None
    field_headers: Mapping[str, str]
    passed_through: Sequence[str] = ()
    ignored: Sequence[str] = ()
    layout: SheetLayout | None = None
    header_notices: Sequence[Problem] = ()


OnProgress = Callable[[Table, RowCounts], AbstractContextManager[object]]
"""Shows how far a run has come while a body runs."""

NotesOf = Callable[[Outcome], Sequence[Worksheet]]
"""The further sheets of a workbook, made when the rows are through."""


def no_progress(_table: Table, _counts: RowCounts) -> AbstractContextManager[object]:
    """Show nothing."""
    return nullcontext()


class OpenRun:
    """A run under way: ``table`` is its input, ``counts`` what has gone through."""

    def __init__(self, paths: Paths, table: Table, counts: RowCounts, stack: ExitStack) -> None:
        self.paths = paths
        self.table = table
        self.counts = counts
        self._stack = stack
        self._begun = time.monotonic()

    def open_writer(
        self, path: str | None, headers: Sequence[str], kind: str, style: WorksheetStyle | None = None
    ) -> Writer:
        """Open an output that appears when the run has gone well; until then the old file stays."""
        stream = self._stack.enter_context(open_output(path))
        writer = open_writer(stream, headers, kind, self.paths.output_encoding, style)
        self._stack.callback(writer.discard)
        return writer

    def outcome(self, reader: RowReader) -> dict[str, Any]:
        """The fields of an :class:`Outcome` up to now; headers that mean no field have passed through."""
        return {
            "counts": self.counts,
            "blank_rows": self.table.blank_rows,
            "seconds": time.monotonic() - self._begun,
            "rejects": self.paths.rejects,
            "field_headers": reader.field_headers,
            "passed_through": reader.other_headers,
            "layout": self.table.layout,
            "header_notices": [*self.table.notices, *reader.notices],
        }


@contextmanager
def open_run(
    paths: Paths,
    schema: InputSchema,
    constants: Mapping[str, str],
    mapping: Mapping[str, str],
    limit: int | None = None,
) -> Iterator[OpenRun]:
    """Open the input of a run, and put its outputs in place when the body is through.

    The headers are known by the fields of ``schema`` that are not among the ``constants``, and by ``mapping``.

    Raises:
        BenefitError: What :func:`benefitcli.io.tables.open_reader` raises, ``output_is_input``, ``outputs_are_one``,
            ``output_unwritable``; with exit code 130 (``interrupted``) where the user stops the run.
    """
    refuse_same_files(paths.input, paths.output, paths.rejects, paths.totals)
    counts = RowCounts()
    try:
        with ExitStack() as stack:
            query = SheetQuery(paths.sheet, paths.header_row, recogniser(schema, constants, mapping))
            table = stack.enter_context(open_reader(paths.input, paths.input_format, paths.encoding, query))
            run = OpenRun(replace(paths, input_format=table.kind), table, counts, stack)
            run.table.chunks = first_rows(read_ahead(run.table.chunks), limit)
            yield run
    except KeyboardInterrupt:
        interrupted = fail("interrupted", value=str(counts.rows))
        interrupted.exit_code = EXIT_INTERRUPTED
        raise interrupted from None


def read_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same items, made in another thread from now on, one ahead of the one that is used."""
    line: queue.Queue[tuple[Item] | BaseException | None] = queue.Queue(maxsize=AHEAD)

    def run() -> None:
        try:
            for item in items:
                line.put((item,))
            line.put(None)
        except BaseException as error:  # noqa: BLE001 - carried over to the thread that reads
            line.put(error)

    def items_in_order() -> Iterator[Item]:
        while (entry := line.get()) is not None:
            if isinstance(entry, BaseException):
                raise entry
            yield entry[0]

    threading.Thread(target=run, daemon=True).start()
    return items_in_order()


@contextmanager
def write_behind(write: Callable[[Item], None]) -> Iterator[Callable[[Item], None]]:
    """Give a function that hands an item to ``write`` in another thread, and wait at the end until all are written.

    What goes wrong there is raised at the next item or at the end.
    """
    line: queue.Queue[tuple[Item] | None] = queue.Queue(maxsize=AHEAD)
    errors: list[BaseException] = []

    def run() -> None:
        while (entry := line.get()) is not None:
            # After an error items are still accepted, so that nobody waits for room.
            if not errors:
                try:
                    write(entry[0])
                except BaseException as error:  # noqa: BLE001 - carried over to the thread that puts
                    errors.append(error)

    def put(item: Item) -> None:
        line.put((item,))
        if errors:
            raise errors[0]

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield put
    line.put(None)
    thread.join()
    if errors:
        raise errors[0]


def refuse_same_files(source: str, *targets: str | None) -> None:
    """An input that is written over cannot be looked at again, and two outputs cannot share a file."""
    outputs = [Path(target).resolve() for target in targets if target and target != STANDARD]
    inputs = [Path(source).resolve()] if source != STANDARD else []
    regular = [path for path in (*inputs, *outputs) if not path.exists() or path.is_file()]
    twice = next((path for index, path in enumerate(regular) if path in regular[:index]), None)
    if twice is not None:
        raise fail("output_is_input" if twice in inputs else "outputs_are_one", value=str(twice))


def spread(frame: pl.DataFrame, is_there: pl.Series) -> pl.DataFrame:
    """Rows at the places where ``is_there`` is true; the rows between them are null."""
    index = is_there.cast(pl.UInt32).cum_sum() - is_there.cast(pl.UInt32)
    return frame.select(pl.all().gather(index.set(~is_there, None)))


def refuse_clashes(headers: Sequence[str], new: Sequence[str], mapped: Container[int] = ()) -> None:
    """Refuse an input column that has the name of a new one, unless its index is among those ``mapped`` to fields."""
    clashes = [header for index, header in enumerate(headers) if header.strip() in new and index not in mapped]
    if clashes:
        raise fail("column_clash", value=", ".join(clashes))
