"""Separated text in and out: commas or tabs, quoted fields with line breaks in them, lines of unequal length.

Polars reads the pieces; a piece that is not regular (stray quotes, too many cells) is read by Python's csv module,
which takes every line as a row. A piece always ends between two records.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import BinaryIO, Literal

import polars as pl

from benefitcli.engine.columns.names import ROW, SURPLUS
from benefitcli.errors import BenefitError, fail
from benefitcli.io.encoding import BLOCK, UTF_8, UTF_8_MARKED, Utf8Blocks
from benefitcli.io.streams import written_by_polars
from benefitcli.io.table import Chunk, Table, flattened

DELIMITERS = {"csv": ",", "tsv": "\t"}
QUOTE = b'"'
RETURN = b"\r"
STAND_IN = "\ue00d"
"""A character of no alphabet, in the place of a carriage return while Python's reader would take it for a line's end."""

_RETURN_ALONE = re.compile(r"\r(?!\n)")
LONGEST_FIELD = 1 << 26
HEADERS_USUALLY_WITHIN = 1 << 16
_DANGEROUS = r"^[=+\-@\t\r]"
_PLAIN_NUMBER = r"^[+-]?\d+(\.\d+)?%?$"


def read_csv(stream: BinaryIO, name: str, encoding: str | None = None, kind: str = "csv", block: int = BLOCK) -> Table:
    """Read separated text whose first line that is not blank has the headers."""
    blocks = Utf8Blocks(stream, encoding, block)
    pieces = _pieces(iter(blocks), DELIMITERS[kind])
    row = 0
    for piece in pieces:
        try:
            headers, length, lines = _take_headers(piece, DELIMITERS[kind])
        except UnicodeDecodeError as error:
            raise blocks.not_utf8(piece, error.start) from None
        row += lines
        blocks.pass_on(piece[:length])
        if headers:
            table = Table(headers, iter(()), blank_rows=row - 1)
            table.chunks = _chunks(table, blocks, chain([piece[length:]], pieces), row, DELIMITERS[kind])
            return table
    raise fail("input_empty", value=name)


def _chunks(table: Table, blocks: Utf8Blocks, pieces: Iterator[bytes], row: int, delimiter: str) -> Iterator[Chunk]:
    """The rows after the headers; ``row`` is the number of the last record that was read."""
    for piece in pieces:
        table.position = blocks.position
        if not piece:
            continue
        try:
            frame = _read_piece(piece, len(table.headers), delimiter).with_row_index(ROW, offset=row + 1)
        except UnicodeDecodeError as error:
            raise blocks.not_utf8(piece, error.start) from None
        except BenefitError as error:
            raise _shifted(error, row) from None
        blocks.pass_on(piece)
        row += frame.height
        yield table.chunk(frame, "" if QUOTE in piece or RETURN in piece else delimiter)


def _shifted(error: BenefitError, row: int) -> BenefitError:
    """An error that counted its lines from the start of a piece, counted from the start of the file."""
    (problem,) = error.problems
    return fail(problem.code, **{**problem.details, "line": problem.details["line"] + row + 1})


def _take_headers(piece: bytes, delimiter: str) -> tuple[list[str], int, int]:
    """The headers at the start of a piece, how many bytes they take, and how many records."""
    for limit in (HEADERS_USUALLY_WITHIN, len(piece)):
        start = piece[: _after_last_break(piece, 0, limit) or len(piece)] if limit < len(piece) else piece
        text = io.StringIO(start.decode(), newline="")
        lines = iter(text.readline, "")
        for count, record in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            is_whole = limit >= len(piece) or text.tell() < len(text.getvalue())
            if is_whole and any(cell.strip() for cell in record):
                return record, len(text.getvalue()[: text.tell()].encode()), count
    return [], len(piece), piece.count(b"\n")


def _read_piece(piece: bytes, width: int, delimiter: str) -> pl.DataFrame:
    """The records of a piece as a frame of ``width`` text columns."""
    names = [str(index) for index in range(width)]
    if not _has_stray_quotes(piece, delimiter):
        try:
            return pl.read_csv(piece, has_header=False, separator=delimiter, schema=dict.fromkeys(names, pl.String))
        except pl.exceptions.PolarsError:
            pass
    open_quote = _open_quote(piece, delimiter)
    if open_quote is not None:
        raise fail("quote_not_closed", line=piece.count(b"\n", 0, open_quote))
    csv.field_size_limit(max(len(piece), csv.field_size_limit()))
    rows = _records(piece.decode(), delimiter)
    columns = {name: [row[index] if index < len(row) else None for row in rows] for index, name in enumerate(names)}
    surplus = [delimiter.join(row[width:]).strip(delimiter + " ") or None for row in rows]
    if any(surplus):
        columns[SURPLUS] = surplus
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The records of a text; where lines end with a newline, a carriage return alone is a character like any other."""
    marked = _RETURN_ALONE.sub(STAND_IN, text) if "\n" in text else text
    rows = list(csv.reader(io.StringIO(marked, newline=""), delimiter=delimiter))
    return [[cell.replace(STAND_IN, "\r") for cell in row] for row in rows] if marked != text else rows


def _quoted_field(delimiter: str) -> re.Pattern[bytes]:
    """A field that begins with a quote at the start of a line or after a delimiter, closed or not."""
    mark = re.escape(delimiter.encode())
    return re.compile(rb"(?:(?<=[" + mark + rb'\r\n])|\A)"[^"]*(?:""[^"]*)*(?:"|\Z)')


def _has_stray_quotes(piece: bytes, delimiter: str) -> bool:
    """Whether quotes stand elsewhere than around fields, where readers do not agree what they mean."""
    if QUOTE not in piece:
        return False
    mark = re.escape(delimiter.encode())
    rest = re.sub(rb"(?:(?<=[" + mark + rb'\r\n])|\A)"[^"]*(?:""[^"]*)*"(?=[' + mark + rb"\r\n]|\Z)", b"", piece)
    return QUOTE in rest


def _open_quote(piece: bytes, delimiter: str) -> int | None:
    """The offset of a quote that opens a field and is never closed: every row after it would be swallowed."""
    fields = deque(_quoted_field(delimiter).finditer(piece), maxlen=1)
    if fields and fields[0].end() == len(piece) and fields[0].group().count(QUOTE) % 2:
        return fields[0].start()
    return None


def _pieces(blocks: Iterator[bytes], delimiter: str) -> Iterator[bytes]:
    """The stream of blocks cut into pieces that end between two records."""
    quoted = _quoted_field(delimiter)
    kept = b""
    for block in blocks:
        kept += block
        # A field so long is a quote that nobody closed: the reader of the piece will say so.
        end = _last_record_end(kept, quoted) or (len(kept) if len(kept) > LONGEST_FIELD else 0)
        if end:
            yield kept[:end]
            kept = kept[end:]
    if kept:
        yield kept


def _last_record_end(text: bytes, quoted: re.Pattern[bytes]) -> int:
    """The offset after the last line break that is not inside a quoted field; 0 where there is none."""
    if QUOTE not in text:
        return _after_last_break(text, 0, len(text))
    end = 0
    outside = 0
    for match in quoted.finditer(text):
        end = _after_last_break(text, outside, match.start()) or end
        outside = match.end()
    return _after_last_break(text, outside, len(text)) or end


def _after_last_break(text: bytes, start: int, stop: int) -> int:
    """The offset after the last line break from ``start`` to ``stop``, 0 where there is none.

    Where lines end with a carriage return alone, one at the very end of the text may be half of a break.
    """
    newline = text.rfind(b"\n", start, stop) + 1
    if newline or b"\n" in text:
        return newline
    return text.rfind(b"\r", start, min(stop, len(text) - 1)) + 1


def write_csv(chunk: Chunk, stream: BinaryIO, kind: str = "csv", encoding: str = UTF_8) -> None:
    """Write rows as separated text; for the encodings that Excel opens, so that a spreadsheet runs none of them."""
    frame = flattened(chunk.frame)
    if encoding != UTF_8:
        frame = frame.with_columns(_defused(pl.col(pl.String)))
    # To look for the need of quotes takes half the time of writing.
    style: Literal["never", "necessary"] = "never" if chunk.unquoted == DELIMITERS[kind] else "necessary"
    if encoding not in (UTF_8, UTF_8_MARKED):
        text = frame.write_csv(include_header=False, separator=DELIMITERS[kind], quote_style=style)
        stream.write(text.encode(encoding))
        return
    with written_by_polars(stream) as target:
        frame.write_csv(target, include_header=False, separator=DELIMITERS[kind], quote_style=style)


def header_bytes(headers: Sequence[str], kind: str = "csv", encoding: str = UTF_8) -> bytes:
    """The line of headers, with a byte order mark where the encoding asks for one."""
    line = io.StringIO()
    if encoding != UTF_8:
        headers = pl.Series(headers, dtype=pl.String).to_frame("0").select(_defused(pl.col("0"))).to_series().to_list()
    csv.writer(line, delimiter=DELIMITERS[kind], lineterminator="\r\n").writerow(headers)
    return (line.getvalue().removesuffix("\r\n") + "\n").encode(encoding)


def _defused(text: pl.Expr) -> pl.Expr:
    """A text that a spreadsheet would run, with an apostrophe before it; a plain number is left as it is."""
    is_dangerous = text.str.contains(_DANGEROUS) & ~text.str.contains(_PLAIN_NUMBER)
    return pl.when(is_dangerous).then(text.str.replace("^", "'")).otherwise(text)
