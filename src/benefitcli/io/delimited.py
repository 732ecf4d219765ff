"""Separated text in and out: commas, semicolons, tabs or bars, quoted fields, lines of unequal length.

Polars reads the chunks; a chunk that is not regular (stray quotes, too many or too few cells) is read by Python's csv
module, which takes every line as a row. A chunk always ends between two records.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import BinaryIO, Literal, NamedTuple

import polars as pl

from benefitcli.engine.columns.names import ROW, SHORT, SURPLUS, cell_problem_column
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.inputs.sheet import ROWS_SEARCHED, find_header
from benefitcli.io.encoding import BLOCK, UTF_8, UTF_8_MARKED, Utf8Blocks
from benefitcli.io.sheets import SheetQuery
from benefitcli.io.spreadsheet import column_letters
from benefitcli.io.streams import written_by_polars
from benefitcli.io.table import Chunk, Table, flattened

DELIMITERS = {"csv": ",", "tsv": "\t"}
FULL_WIDTH_COMMA = "，"
OTHER_DELIMITERS = (",", "\t", ";", "|", FULL_WIDTH_COMMA)
INSTEAD_OF_FULL_WIDTH = "\x1f"
"""What separates cells inside, where a file does it with commas of three bytes."""

QUOTE = b'"'
CELL_MISSING = "cell_missing"
"""What is wrong with a cell that a stray quote may have taken into another one."""

RETURN = b"\r"
STAND_IN = "\ue00d"
"""A character of no alphabet, in the place of a carriage return while Python's reader would take it for a line's end."""

_RETURN_ALONE = re.compile(r"\r(?!\n)")
_SEPARATOR_LINE = re.compile(rb'\A"?sep=(.)"?\s*?(?:\r\n|\n|\r|\Z)', re.IGNORECASE)
_THOUSANDS, _HUNDREDS = re.compile(r"\s*[¥￥]?[1-9]\d{0,2}"), re.compile(r"\d{3}(\.\d+)?\s*元?\s*")
LONGEST_FIELD = 1 << 26
HEADERS_USUALLY_WITHIN = 1 << 16
_DANGEROUS = r"^[=+\-@\t\r]"
_PLAIN_NUMBER = r"^[+-]?\d+(\.\d+)?%?$"


class _Dialect(NamedTuple):
    """How cells are separated. ``is_spaced`` is true where blanks stand between a delimiter and a quote."""

    delimiter: str
    lines: int = 0
    is_spaced: bool = False


def read_csv(  # noqa: PLR0913 - what is known of a text before it is read
    stream: BinaryIO,
    name: str,
    encoding: str | None = None,
    kind: str = "csv",
    *,
    block: int = BLOCK,
    query: SheetQuery | None = None,
) -> Table:
    """Read separated text.

    Args:
        stream: Its bytes.
        name: What messages call it.
        encoding: That of the text; found out where it is None.
        kind: ``csv`` or ``tsv``: the delimiter that is expected; another one is found by the first lines.
        block: How many bytes are read at once.
        query: What the headers are known by, or their row; without it the first line that is not blank has them.

    Raises:
        BenefitError: ``input_empty``, ``cannot_decode``, ``encodings_mixed``, ``header_row_blank``; while the chunks are
            drawn also ``quote_not_closed`` and ``quote_over_rows``.
    """
    query = query or SheetQuery()
    blocks = Utf8Blocks(stream, encoding, block)
    source = iter(blocks)
    first = b""
    for data in source:
        first += data
        if first.strip() and re.search(rb"[\r\n]", first.lstrip()):
            break
    dialect = _dialect(first, kind, query)
    pieces = _pieces(_normalised(chain([first], source), dialect), dialect.delimiter)
    read = 0
    for original in pieces:
        piece = original
        try:
            headers, length, records = _take_headers(piece, dialect, query)
        except UnicodeDecodeError:
            piece = blocks.repaired(original)
            headers, length, records = _take_headers(piece, dialect, query)
        read += records
        blocks.pass_on(piece[:length])
        if headers:
            table = Table(headers, iter(()), blank_rows=max(records - 1, 0) if query.header_row is None else 0)
            if dialect.delimiter != DELIMITERS[kind]:
                shown = {"\t": "Tab", INSTEAD_OF_FULL_WIDTH: FULL_WIDTH_COMMA}
                separator = shown.get(dialect.delimiter, dialect.delimiter)
                table.notices.append(Problem("separator_found", value=separator))
            table.chunks = _chunks(table, blocks, chain([piece[length:]], pieces), read, dialect.delimiter)
            return table
    if query.header_row is not None and read:
        raise fail("header_row_blank", value=query.header_row, sheet="", file=name)
    raise fail("input_empty", value=name)


def _dialect(first: bytes, kind: str, query: SheetQuery) -> _Dialect:
    """How the cells of a text are separated: as its kind says, unless only another way parts headers that are known."""
    stated = _SEPARATOR_LINE.match(first)
    start = first[stated.end() if stated else 0 : HEADERS_USUALLY_WITHIN].decode(UTF_8, "replace")
    near = [line for line in start.splitlines() if line.strip()][:ROWS_SEARCHED]
    delimiter = stated.group(1).decode("latin-1") if stated else DELIMITERS[kind]

    def recognised(mark: str) -> int:
        rows = ([cell.strip(' "') for cell in line.split(mark)] for line in near)
        return max((len(query.recogniser.fields_in(row)) for row in rows), default=0)

    if not any(delimiter in line for line in near) or not recognised(delimiter):
        best = max(OTHER_DELIMITERS, key=recognised)
        delimiter = best if recognised(best) > recognised(delimiter) else delimiter
    is_spaced = bool(near) and re.search(re.escape(delimiter) + r' +"', near[0]) is not None
    return _Dialect(
        INSTEAD_OF_FULL_WIDTH if delimiter == FULL_WIDTH_COMMA else delimiter, 1 if stated else 0, is_spaced
    )


def _normalised(blocks: Iterator[bytes], dialect: _Dialect) -> Iterator[bytes]:
    """The blocks with one byte between cells, and no blanks before a quote where the headers have such."""
    is_wide = dialect.delimiter == INSTEAD_OF_FULL_WIDTH
    if not is_wide and not dialect.is_spaced:
        yield from blocks
        return
    spaces = re.compile(rb"(?<=" + re.escape(dialect.delimiter.encode()) + rb') +(?=")')
    kept = b""
    for block in chain(blocks, [None]):
        data = kept + (block or b"")
        # What may be the beginning of a comma or of blanks before a quote waits for the next block.
        cut = len(data) if block is None else len(data) - len(data[-64:].split(b"\n")[-1])
        kept, data = data[cut:], data[:cut]
        data = data.replace(FULL_WIDTH_COMMA.encode(), INSTEAD_OF_FULL_WIDTH.encode()) if is_wide else data
        yield spaces.sub(b"", data) if dialect.is_spaced else data


def _chunks(table: Table, blocks: Utf8Blocks, pieces: Iterator[bytes], row: int, delimiter: str) -> Iterator[Chunk]:
    """The rows after the headers; ``row`` is the number of the last record that was read."""
    for original in pieces:
        table.position = blocks.position
        if not original:
            continue
        piece = original
        try:
            try:
                frame = _read_piece(piece, len(table.headers), delimiter, row)
            except UnicodeDecodeError:
                piece = blocks.repaired(original)
                frame = _read_piece(piece, len(table.headers), delimiter, row)
        except BenefitError as error:
            raise _shifted(error, row) from None
        blocks.pass_on(original)
        frame = frame.with_row_index(ROW, offset=row + 1)
        row += frame.height
        _tell(table, blocks, frame)
        yield table.chunk(frame, "" if QUOTE in piece or RETURN in piece else delimiter)


def _tell(table: Table, blocks: Utf8Blocks, frame: pl.DataFrame) -> None:
    """Note rows that lack cells, and bytes that are no text."""
    if SHORT in frame.columns:
        rows = frame.filter(pl.col(SHORT)).get_column(ROW).to_list()
        table.note("rows_short", rows)
    table.note("bytes_unreadable", blocks.take_unreadable())


def _shifted(error: BenefitError, row: int) -> BenefitError:
    """An error that counted its lines from the start of a piece, counted from the start of the file."""
    (problem,) = error.problems
    if "line" not in problem.details or problem.code not in ("quote_not_closed", "quote_over_rows"):
        return error
    lines = {name: line + row + 1 for name, line in problem.details.items()}
    return fail(problem.code, **lines)


def _take_headers(piece: bytes, dialect: _Dialect, query: SheetQuery) -> tuple[list[str], int, int]:
    """The headers near the start of a piece, how many bytes they and all before them take, and how many records."""
    csv.field_size_limit(max(len(piece), csv.field_size_limit()))
    for limit in (HEADERS_USUALLY_WITHIN, len(piece)):
        start = piece[: _after_last_break(piece, 0, limit) or len(piece)] if limit < len(piece) else piece
        text = io.StringIO(start.decode(), newline="")
        records: list[tuple[list[str], int]] = []
        wanted = query.header_row or ROWS_SEARCHED
        for record in csv.reader(iter(text.readline, ""), delimiter=dialect.delimiter):
            records.append((record, text.tell()))
            if sum(any(map(str.strip, cells)) for cells, _ in records) > wanted or len(records) > wanted * 8:
                break
        is_whole = limit >= len(piece) or text.tell() < len(text.getvalue())
        near = [
            (number, dict(enumerate(cells)))
            for number, (cells, _) in enumerate(records, start=1)
            if number > dialect.lines and any(map(str.strip, cells))
        ]
        if not near or not is_whole:
            continue
        number = _header_number(near, query)
        if number is None:
            break
        cells, end = records[number - 1]
        return cells, len(text.getvalue()[:end].encode()), number
    return [], len(piece), piece.count(b"\n")


def _header_number(near: list[tuple[int, dict[int, str]]], query: SheetQuery) -> int | None:
    """The number of the record that has the headers: the one that was named, that is recognised, or the first."""
    if query.header_row is not None:
        return query.header_row if any(number == query.header_row for number, _ in near) else None
    header = find_header(near, query.recogniser)
    # Two levels of headers need merged cells, which text does not have.
    return near[header.first][0] if header is not None and header.fits and header.first == header.last else near[0][0]


def _read_piece(piece: bytes, width: int, delimiter: str, row: int) -> pl.DataFrame:
    """The records of a piece as a frame of ``width`` text columns; ``row`` is the number of the record before it."""
    names = [str(index) for index in range(width)]
    rest = _without_quoted(piece, delimiter)
    if QUOTE in piece:
        _refuse_lost_rows(piece, delimiter, width)
    if QUOTE not in rest:
        try:
            frame = pl.read_csv(piece, has_header=False, separator=delimiter, schema=dict.fromkeys(names, pl.String))
        except pl.exceptions.PolarsError:
            pass
        else:
            if rest.count(delimiter.encode()) == frame.height * (width - 1):
                return _with_wide_commas(frame, delimiter)
    csv.field_size_limit(max(len(piece), csv.field_size_limit()))
    return _with_wide_commas(_irregular(_records(piece.decode(), delimiter), names, delimiter, row, piece), delimiter)


def _irregular(records: list[list[str]], names: list[str], delimiter: str, row: int, piece: bytes) -> pl.DataFrame:
    """Records of unequal length as a frame: cells beyond the headers and cells that are not there are told beside it."""
    width = len(names)
    columns: dict[str, list[str | None] | list[bool]] = {
        name: [record[index] if index < len(record) else None for record in records] for index, name in enumerate(names)
    }
    surplus = [_surplus(record, width, delimiter) for record in records]
    if any(surplus):
        columns[SURPLUS] = surplus
    short = [0 < len(record) < width and any(map(str.strip, record)) for record in records]
    if any(short):
        columns[SHORT] = short
        if QUOTE in piece:
            # Where quotes are about, a row may lack cells because a quote has taken them in.
            for index, name in enumerate(names):
                lacking = [
                    f"{CELL_MISSING} {column_letters(index)}{row + 1 + place}"
                    if is_short and index >= len(record) and any(delimiter in cell or '"' in cell for cell in record)
                    else None
                    for place, (record, is_short) in enumerate(zip(records, short, strict=True))
                ]
                if any(lacking):
                    columns[cell_problem_column(name)] = lacking
    kinds = {name: pl.Boolean if name == SHORT else pl.String for name in columns}
    return pl.DataFrame(columns, schema=kinds)


def _surplus(record: list[str], width: int, delimiter: str) -> str | None:
    """The cells beyond the headers; where they are blank, an amount that was parted at the comma of its thousands."""
    beyond = delimiter.join(record[width:]).strip(delimiter + " ")
    if beyond or len(record) <= width or delimiter != ",":
        return beyond or None
    parted = (
        f"{thousands},{rest}"
        for thousands, rest in pairwise(record[:width])
        if _THOUSANDS.fullmatch(thousands) and _HUNDREDS.fullmatch(rest)
    )
    return next(parted, None)


def _with_wide_commas(frame: pl.DataFrame, delimiter: str) -> pl.DataFrame:
    """The frame with the full-width commas inside its quoted cells as they were."""
    if delimiter != INSTEAD_OF_FULL_WIDTH:
        return frame
    return frame.with_columns(pl.col(pl.String).str.replace_all(INSTEAD_OF_FULL_WIDTH, FULL_WIDTH_COMMA))


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The records of a text; where lines end with a newline, a carriage return alone is a character like any other."""
    marked = _RETURN_ALONE.sub(STAND_IN, text) if "\n" in text else text
    rows = list(csv.reader(io.StringIO(marked, newline=""), delimiter=delimiter))
    return [[cell.replace(STAND_IN, "\r") for cell in row] for row in rows] if marked != text else rows


def _quoted_field(delimiter: str) -> re.Pattern[bytes]:
    """A field that begins with a quote at the start of a line or after a delimiter, closed or not."""
    mark = re.escape(delimiter.encode())
    return re.compile(rb"(?:(?<=[" + mark + rb'\r\n])|\A)"[^"]*(?:""[^"]*)*(?:"|\Z)')


def _without_quoted(piece: bytes, delimiter: str) -> bytes:
    """The piece without its quoted fields; a quote that is left stands where readers do not agree what it means."""
    if QUOTE not in piece:
        return piece
    mark = re.escape(delimiter.encode())
    return re.sub(rb"(?:(?<=[" + mark + rb'\r\n])|\A)"[^"]*(?:""[^"]*)*"(?=[' + mark + rb"\r\n]|\Z)", b"", piece)


def _refuse_lost_rows(piece: bytes, delimiter: str, width: int) -> None:
    """Refuse quotes that would take whole rows into one cell.

    Raises :class:`BenefitError` ``quote_not_closed``, or ``quote_over_rows`` for a quoted field in which rows seem to
    stand, with the lines of the piece that it goes over.
    """
    line_end = b"\n" if b"\n" in piece else RETURN
    over_rows: re.Match[bytes] | None = None
    match: re.Match[bytes] | None = None
    for match in _quoted_field(delimiter).finditer(piece):
        if over_rows is None and line_end in match.group() and _takes_rows(match, delimiter.encode(), line_end, width):
            over_rows = match
    if match is not None and match.end() == len(piece) and match.group().count(QUOTE) % 2:
        # Every row after the last quote would be swallowed.
        raise fail("quote_not_closed", line=piece.count(b"\n", 0, match.start()))
    if over_rows is not None:
        line = piece.count(line_end, 0, over_rows.start())
        raise fail("quote_over_rows", line=line, last=line + over_rows.group().count(line_end))


def _takes_rows(match: re.Match[bytes], mark: bytes, line_end: bytes, width: int) -> bool:
    """Whether a quoted field of several lines is not closed as a field is, or its lines have as many cells as a row."""
    piece = match.string
    start = piece.rfind(line_end, 0, match.start()) + 1
    end = piece.find(line_end, match.end())
    lines = piece[start : end if end >= 0 else len(piece)].split(line_end)
    is_full = [line.count(mark) >= width - 1 for line in lines]
    after = piece[match.end() : match.end() + 1]
    is_closed = match.group().endswith(QUOTE) and after in (b"", mark, b"\r", b"\n")
    return not is_closed or (width > 1 and (any(is_full[1:-1]) or (is_full[0] and is_full[-1])))


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
