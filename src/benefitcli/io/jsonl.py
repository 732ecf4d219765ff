"""JSON Lines in and out, one object a line; arrays of objects in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import polars as pl

from benefitcli.engine.columns.names import ROW, SURPLUS, cell_problem_column
from benefitcli.errors import fail
from benefitcli.io.encoding import Utf8Blocks
from benefitcli.io.table import Chunk, Table, column_of, flattened, text_of

LINES = 1 << 16
TWICE = "key_twice"
_BETWEEN = re.compile(r"[\s,]*")


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
    """The objects with the numbers of the lines that they begin in.

    One stands in each line; or all of them in one array, or over several lines, and then the text is read as a whole.
    """
    number = 0
    kept = b""
    source = iter(blocks)
    for block in source:
        *lines, kept = (kept + block).split(b"\n")
        for index, line in enumerate(lines):
            number += 1
            if number == 1 and not _is_an_object(line):
                yield from _document(b"\n".join([*lines[index:], kept, *source]))
                return
            yield from _record(number, line)
    if number == 0:
        yield from _document(kept)
    else:
        yield from _record(number + 1, kept)


def _is_an_object(line: bytes) -> bool:
    """Whether a line is a whole object, or is blank, or is wrong in a way that its own line says best."""
    try:
        return not isinstance(json.loads(line), list)
    except ValueError:
        return not line.strip() or line.strip()[:1] not in b"[{"


def _document(text: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of an array, or one after the other, wherever their lines break."""
    try:
        rest = text.decode()
    except UnicodeDecodeError as error:
        raise fail("json_line_malformed", line=text.count(b"\n", 0, error.start) + 1, message=error.reason) from None
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    place = len(rest) - len(rest.lstrip())
    number, seen = 1, 0
    is_array = rest[place : place + 1] == "["
    place += is_array
    while (between := _BETWEEN.match(rest, place)) and (place := between.end()) < len(rest):
        if is_array and rest[place] == "]":
            return
        number += rest.count("\n", seen, place)
        seen = place
        try:
            record, place = decoder.raw_decode(rest, place)
        except ValueError as error:
            raise fail("json_line_malformed", line=number, message=error) from None
        if not isinstance(record, dict):
            raise fail("json_line_malformed", line=number, message=type(record).__name__)
        yield number, record


class _Twice(dict[str, Any]):
    """An object in which a key stands twice."""

    keys_twice: frozenset[str] = frozenset()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) == len(pairs):
        return record
    names = [name for name, _ in pairs]
    twice = _Twice(record)
    twice.keys_twice = frozenset(name for name in names if names.count(name) > 1)
    return twice


def _record(number: int, line: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    if not line.strip():
        return
    try:
        record = json.loads(line, object_pairs_hook=_object)
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
        twice = [
            pl.Series(cell_problem_column(str(index)), problems, dtype=pl.String)
            for index, header in enumerate(table.headers)
            if any(
                problems := [
                    f"{TWICE} {number}" if isinstance(record, _Twice) and header in record.keys_twice else None
                    for number, record in records
                ]
            )
        ]
        surplus = [_surplus(record, known) for _, record in records]
        extra = [pl.Series(SURPLUS, surplus, dtype=pl.String)] if any(surplus) else []
        yield table.chunk(pl.DataFrame([rows, *columns, *twice, *extra]))
        records = list(islice(rest, LINES))


def _surplus(record: dict[str, Any], known: set[str]) -> str | None:
    return ", ".join(f"{key}={text_of(value)}" for key, value in record.items() if key not in known) or None


def jsonl_bytes(frame: pl.DataFrame, headers: Sequence[str]) -> bytes:
    """Rows as JSON Lines; dates are ISO."""
    buffer = io.BytesIO()
    named = flattened(frame, nested=True).rename(dict(zip(frame.columns, headers, strict=True)))
    named.with_columns(pl.col(pl.Date, pl.Datetime).cast(pl.String)).write_ndjson(buffer)
    return buffer.getvalue()
