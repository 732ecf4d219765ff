"""Parquet in and out, chunk by chunk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import polars as pl
from polars.io.plugins import register_io_source

from benefitcli.engine.columns.names import ROW
from benefitcli.errors import fail
from benefitcli.io.streams import written_by_polars
from benefitcli.io.table import Chunk, Notes, Table

ROWS = 1 << 16


def read_parquet(path: str, name: str) -> Table:
    """Read a Parquet file; only the chunks in work are in memory."""
    try:
        lazy = pl.scan_parquet(path)
        headers = lazy.collect_schema().names()
        height = lazy.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise fail("input_unreadable", value=name, message=error) from None
    if not headers:
        raise fail("input_empty", value=name)
    table = Table(headers, iter(()))
    table.chunks = _chunks(table, lazy, height)
    return table


def _chunks(table: Table, lazy: pl.LazyFrame, height: int) -> Iterator[Chunk]:
    names = {header: str(index) for index, header in enumerate(table.headers)}
    for start in range(0, height, ROWS):
        yield table.chunk(lazy.slice(start, ROWS).collect().rename(names).with_row_index(ROW, offset=start + 2))


class ParquetWriter:
    """Rows written as they come: Polars draws them out of a queue while it streams into the file."""

    def __init__(self, stream: BinaryIO, headers: Sequence[str]) -> None:
        """Headers differ from each other, because Parquet knows columns by name alone."""
        self._stream = stream
        self._headers = headers
        self._queue: queue.Queue[pl.DataFrame | None] = queue.Queue(maxsize=1)
        self._thread: threading.Thread | None = None
        self._error: BaseException | None = None
        self._schema: dict[str, pl.DataType] = {}

    def write(self, chunk: Chunk) -> None:
        """Hand rows over; the columns keep the types of the first rows."""
        frame = chunk.frame.rename(dict(zip(chunk.frame.columns, self._headers, strict=True)))
        if self._thread is None:
            self._schema = {name: kind if kind != pl.Null else pl.String() for name, kind in frame.schema.items()}
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        self._put(frame.cast(self._schema))  # type: ignore[arg-type]

    def discard(self) -> None:
        """There is nothing beside the output."""

    def close(self, _notes: Notes) -> None:
        """Finish the file."""
        self._put(None)
        if self._thread is not None:
            self._thread.join()
        else:
            with written_by_polars(self._stream) as target:
                pl.DataFrame(schema=dict.fromkeys(self._headers, pl.String)).write_parquet(target)
        if self._error:
            raise self._error

    def _put(self, frame: pl.DataFrame | None) -> None:
        """Wait for room in the queue, unless the writer has failed."""
        while self._thread is not None:
            try:
                self._queue.put(frame, timeout=1)
            except queue.Full:
                if self._error:
                    raise self._error from None
            else:
                return

    def _run(self) -> None:
        def draw(*_: object) -> Iterator[pl.DataFrame]:
            while (frame := self._queue.get()) is not None:
                yield frame

        try:
            with written_by_polars(self._stream) as target:
                register_io_source(draw, schema=self._schema).sink_parquet(target, row_group_size=ROWS)
        except BaseException as error:  # noqa: BLE001 - carried over to the thread that writes
            self._error = error
