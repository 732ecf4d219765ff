"""A batch from place to place: opens both doors, moves the pieces through, and leaves nothing half done."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n import Language
from benefitcli.inputs.case import Question
from benefitcli.io.streams import STANDARD, open_output
from benefitcli.io.table import WorksheetStyle, first_rows
from benefitcli.io.tables import VALUES, Writer, open_table, open_writer
from benefitcli.io.threads import WriteBehind, read_ahead
from benefitcli.reports.progress import progress
from benefitcli.workflows.batch import Batch, OutputOptions, OutputPiece, RowCounts, batch_of


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the rows come from and go to, and in which formats and encodings."""

    input: str = "-"
    output: str | None = None
    rejects: str | None = None
    source: str = "csv"
    target: str = "csv"
    rejected: str = "csv"
    sheet: str | None = None
    encoding: str | None = None
    output_encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with the rows."""

    benefit: str
    question: Question
    constants: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    explain: bool = False
    limit: int | None = None
    language: Language = "en"
    shows_progress: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job went; ``found`` has the header of each field that was found.

    The other headers are ``passed_through`` to the output, or ``ignored`` where it has no rows of the input.
    """

    tally: RowCounts
    blank_rows: int
    seconds: float
    rejects: str | None
    found: dict[str, str]
    passed_through: list[str]
    ignored: list[str] = field(default_factory=list)


class InterruptedJobError(BenefitError):
    """The user has stopped the batch; nothing was put in place."""

    exit_code = 130


def run_job(job: Job, places: Paths) -> Outcome:
    """Run a job. Raises :class:`BenefitError` where the input, the output or a table cannot be used.

    An output file appears, whole, only when everything has gone well; until then the old one stays.
    """
    refuse_same_files(places.input, places.output, places.rejects)
    tally = RowCounts()
    with reports_progress_on_interrupt(tally):
        return _run(job, places, tally)


@contextmanager
def reports_progress_on_interrupt(tally: RowCounts) -> Iterator[None]:
    """Turn an interrupt into an error that says how many rows were through."""
    try:
        yield
    except KeyboardInterrupt:
        raise InterruptedJobError(Problem("interrupted", value=str(tally.rows))) from None


def _run(job: Job, places: Paths, tally: RowCounts) -> Outcome:
    begun = time.monotonic()
    with ExitStack() as stack:
        table = stack.enter_context(open_table(places.input, places.source, places.encoding, places.sheet))
        table.pieces = first_rows(read_ahead(table.pieces), job.limit)
        keeps_types = places.source == places.target or places.target != "parquet"
        manner = OutputOptions(job.prefix, job.explain, VALUES[places.target], keeps_types)
        batch = batch_of(job.benefit, table.headers, job.question, job.constants, manner)
        batch.tally = tally
        writers = _Writers(stack, batch, places)
        behind = WriteBehind(writers.write)
        with progress(table, tally, job.language, visible=job.shows_progress):
            for piece in batch.pieces(table):
                behind.put(piece)
            behind.close()
        seconds = time.monotonic() - begun
        outcome = Outcome(tally, table.blank_rows, seconds, places.rejects, batch.found, batch.passed_through)
        writers.close(job, outcome)
    return outcome


def refuse_same_files(place: str, *targets: str | None) -> None:
    """An input that is written over cannot be looked at again, and two outputs cannot share a file."""
    outputs = [Path(target).resolve() for target in targets if target and target != STANDARD]
    source = [Path(place).resolve()] if place != STANDARD else []
    regular = [path for path in (*source, *outputs) if not path.exists() or path.is_file()]
    twice = next((path for index, path in enumerate(regular) if path in regular[:index]), None)
    if twice is not None:
        raise fail("output_is_input" if twice in source else "outputs_are_one", value=str(twice))


class _Writers:
    """The output and, where asked for, the place of the rejected rows."""

    def __init__(self, stack: ExitStack, batch: Batch, places: Paths) -> None:
        self._output = self._open(stack, batch, places.output, places.target, places.output_encoding)
        self._rejects: Writer | None = None
        if places.rejects is not None:
            self._rejects = self._open(stack, batch, places.rejects, places.rejected, places.output_encoding)

    @staticmethod
    def _open(stack: ExitStack, batch: Batch, place: str | None, kind: str, encoding: str) -> Writer:
        look = WorksheetStyle(batch.date_columns)
        writer = open_writer(stack.enter_context(open_output(place)), batch.headers, kind, encoding, look)
        stack.callback(writer.discard)
        return writer

    def write(self, piece: OutputPiece) -> None:
        """Write a piece of the output; error rows go to the rejects where there is a place for them."""
        if self._rejects is None:
            self._output.write(piece.rows(), piece.unquoted)
            return
        self._output.write(piece.rows(rejected=False), piece.unquoted)
        self._rejects.write(piece.rows(rejected=True), piece.unquoted)

    def close(self, job: Job, outcome: Outcome) -> None:
        """Finish both; a workbook gets a sheet that says how the rows fared and where the numbers come from."""
        from benefitcli.reports.notes import workbook_notes

        for writer in filter(None, (self._output, self._rejects)):
            writer.close(lambda: [workbook_notes(job, outcome)])
