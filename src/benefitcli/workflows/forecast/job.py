"""A forecast from place to place: reads the file to its end, then makes the sums, and leaves nothing half done."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass

import polars as pl

from benefitcli.engine.columns.names import REASON, ROW, STATUS
from benefitcli.io.streams import open_output
from benefitcli.io.table import Table, first_rows
from benefitcli.io.tables import Writer, open_table, open_writer
from benefitcli.io.threads import read_ahead
from benefitcli.law.library import RegionLaw
from benefitcli.reports.progress import progress
from benefitcli.workflows.batch import RowCounts
from benefitcli.workflows.forecast.births import count_expected, months_of_birth
from benefitcli.workflows.forecast.census import PopulationCounts
from benefitcli.workflows.forecast.course import course_of
from benefitcli.workflows.forecast.projection import project
from benefitcli.workflows.forecast.request import Request
from benefitcli.workflows.pipeline import Outcome, Paths, refuse_same_files, reports_progress_on_interrupt


@dataclass(frozen=True, slots=True)
class Forecast:
    """What falls due, and how it was found.

    ``lines`` are the rows of :func:`benefitcli.workflows.forecast.projection.project`, ``kinds`` their columns with the kind of
    value; ``births`` are the first and the last month of the births that were assumed, where any were.
    """

    request: Request
    kinds: dict[str, str]
    frame: pl.DataFrame
    outcome: Outcome
    laws: list[RegionLaw]
    warnings: list[str]
    births: tuple[int, int] | None

    @property
    def lines(self) -> list[dict[str, str | int]]:
        """The rows with their columns by name; amounts in fen."""
        return self.frame.to_dicts()


def make_forecast(request: Request, places: Paths) -> Forecast:
    """Read the file and make the sums. Raises :class:`BenefitError` where the file or a table cannot be used.

    Rows with an error go into no sum; they are told in the outcome and, whole, in the place for rejects.
    """
    refuse_same_files(places.input, places.output, places.rejects)
    tally = RowCounts()
    with reports_progress_on_interrupt(tally):
        return _make(request, places, tally)


def _make(request: Request, places: Paths, tally: RowCounts) -> Forecast:
    begun = time.monotonic()
    course = course_of(request.benefit)
    with ExitStack() as stack:
        table = stack.enter_context(open_table(places.input, places.source, places.encoding, places.sheet))
        census = PopulationCounts(request, course, table.headers)
        rejects = _open_rejects(stack, table, places)
        table.pieces = first_rows(read_ahead(table.pieces), request.limit)
        census.take(_no_rows(table))
        with progress(table, tally, request.language, visible=request.shows_progress):
            for piece in table.pieces:
                judged = census.take(piece)
                tally.add(judged)
                if rejects is not None:
                    rejects.write(_rejected(judged, table))
        if rejects is not None:
            rejects.close(list)
    count_expected(census)
    frame = project(census)
    outcome = Outcome(
        tally, table.blank_rows, time.monotonic() - begun, places.rejects, census.reader.found, [], census.ignored
    )
    births = months_of_birth(request, census.last_birth) if request.expects_births else None
    kinds = {one.name: one.kind for one in course.measures} | {"difference": "money", "expected_amount": "money"}
    return Forecast(
        request=request,
        kinds={
            name: kinds.get(name, "integer" if frame.schema[name].is_integer() else "text") for name in frame.columns
        },
        frame=frame,
        outcome=outcome,
        laws=census.reader.laws.laws,
        warnings=list(census.warnings),
        births=(births[0], births[-1]) if births else None,
    )


def _no_rows(table: Table) -> pl.DataFrame:
    """A piece without rows, so that a file without any is counted like every other."""
    return pl.DataFrame(schema={ROW: pl.UInt32, **{str(index): pl.String for index in range(len(table.headers))}})


def _open_rejects(stack: ExitStack, table: Table, places: Paths) -> Writer | None:
    if places.rejects is None:
        return None
    stream = stack.enter_context(open_output(places.rejects))
    headers = [*table.headers, STATUS, REASON]
    writer = open_writer(stream, headers, places.rejected, places.output_encoding)
    stack.callback(writer.discard)
    return writer


def _rejected(judged: pl.DataFrame, table: Table) -> pl.DataFrame:
    columns = [str(index) for index in range(len(table.headers))]
    return judged.filter(pl.col(STATUS) == "error").select(*columns, STATUS, REASON)
