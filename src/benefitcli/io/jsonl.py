"""JSON Lines in and out: one object a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import polars as pl

from benefitcli.engine.columns.names import ROW, SURPLUS
from benefitcli.errors import fail
from benefitcli.io.encoding import Utf8Blocks
from benefitcli.io.table import Chunk, Table, column_of, flattened, text_of

LINES = 1 << 16


def read_jsonl(stream: BinaryIO, name: str, encoding: str | None = None) -> Table:
    """Read objects; the keys of the first lines are the columns, and a key that turns up later is told in its row."""
    blocks = Utf8Blocks(stream, encoding)
    records = _records(blocks)
    first = list(islice(records, LINES))
    if not first:
        raise fail("input_empty", value=name)
    headers = list(dict.fromkeys(key for _, record in first for key in record))
    table = Table(headers, iter(()))
    table.chunks = _chunks(table, blocks, first, records)
    return table


def _records(blocks: Utf8Blocks) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects with the numbers of their lines; a line that is no object is refused with its number."""
    number = 0
    kept = b""
    for block in blocks:
        *lines, kept = (kept + block).split(b"\n")
        for line in lines:
            number += 1
            yield from _record(number, line)
    yield from _record(number + 1, kept)


def _record(number: int, line: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    if not line.strip():
        return
    try:
        record = json.loads(line)
    except ValueError as error:
        raise fail("json_line_malformed", line=number, message=error) from None
    if not isinstance(record, dict):
        raise fail("json_line_malformed", line=number, message=type(record).__name__)
    yield number, record


def _chunks(
    table: Table,
    blocks: Utf8Blocks,
    first: list[tuple[int, dict[str, Any]]],
    rest: Iterator[tuple[int, dict[str, Any]]],
) -> Iterator[Chunk]:
    known = set(table.headers)
    records = first
    while records:
        table.position = blocks.position
        columns = [
            column_of(str(index), [record.get(header) for _, record in records])
            for index, header in enumerate(table.headers)
        ]
        rows = pl.Series(ROW, [number for number, _ in records], dtype=pl.UInt32)
        surplus = [_surplus(record, known) for _, record in records]
        extra = [pl.Series(SURPLUS, surplus, dtype=pl.String)] if any(surplus) else []
        yield table.chunk(pl.DataFrame([rows, *columns, *extra]))
        records = list(islice(rest, LINES))


def _surplus(record: dict[str, Any], known: set[str]) -> str | None:
    return ", ".join(f"{key}={text_of(value)}" for key, value in record.items() if key not in known) or None


def jsonl_bytes(frame: pl.DataFrame, headers: Sequence[str]) -> bytes:
    """Rows as JSON Lines; dates are ISO."""
    buffer = io.BytesIO()
    named = flattened(frame, nested=True).rename(dict(zip(frame.columns, headers, strict=True)))
    named.with_columns(pl.col(pl.Date, pl.Datetime).cast(pl.String)).write_ndjson(buffer)
    return buffer.getvalue()
