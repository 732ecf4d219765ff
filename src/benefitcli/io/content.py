"""What a file is, by its bytes and not by its name.

Signatures are those of the formats: ZIP (APPNOTE 4.3.7), compound file (MS-CFB 2.2), gzip (RFC 1952), Parquet, Arrow.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from benefitcli.errors import BenefitError, fail

FIRST_BYTES = 4096
BLOCK = 1 << 20
WORKBOOKS = ("xlsx", "xls", "ods")
"""The kinds that are read as workbooks."""

BINARY_KINDS = (*WORKBOOKS, "parquet", "arrow")
"""The kinds that are read wherever their bytes are seen, whatever the name says."""

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (ZIP, "zip"),
    (b"PK\x05\x06", "zip"),
    (COMPOUND, "compound"),
    (b"PAR1", "parquet"),
    (b"PARE", "Parquet (encrypted)"),
    (b"ARROW1", "arrow"),
    (b"\xff\xff\xff\xff", "Arrow IPC (stream)"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    # Excel before 1997 wrote its records without a container.
    (b"\x09\x08\x10\x00", "xls"),
    (b"\x09\x08\x08\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
)
_LETTERS = (b"PAR1", b"PARE", b"ARROW1", b"BZh", b"Rar!")
"""Signatures that a text may begin with too."""

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
PACKED = ("gzip", "bzip2", "xz", "zstd", "7-Zip", "RAR", "ZIP")
"""The kinds that have to be unpacked before anything in them can be read."""

_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body|table|meta|style)\b")
_SPREADSHEET_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|progid=\"Excel\.Sheet\"")
_WITHIN_ZIP = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "ods",
    "word/document.xml": "Word (.docx)",
    "ppt/presentation.xml": "PowerPoint (.pptx)",
    "index/document.iwa": "Numbers",
}
_WITHIN_COMPOUND = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "Word (.doc)",
    "PowerPoint Document": "PowerPoint (.ppt)",
    "Workbook": "xls",
    "Book": "xls",
}


def kind_of_bytes(first: bytes) -> str:
    """Tell what begins with these bytes; ``text`` for all that has no signature, ``empty`` for nothing."""
    if not first:
        return "empty"
    for signature, kind in _SIGNATURES:
        if first.startswith(signature) and (signature not in _LETTERS or _BINARY.search(first)):
            return kind
    begin = first.lstrip(b"\xef\xbb\xbf\x00 \t\r\n")[:FIRST_BYTES].replace(b"\x00", b"")
    if begin.startswith(b"<"):
        if _SPREADSHEET_XML.search(begin):
            return "XML Spreadsheet 2003"
        if _HTML.match(begin) or (begin.startswith((b"<!--", b"<?xml")) and _HTML.search(begin)):
            return "HTML"
    return "text"


def kind_of_content(stream: BinaryIO, name: str) -> str:
    """Tell what a stream holds that can be moved about in, and leave it at its beginning.

    One of :data:`BINARY_KINDS`, ``text`` or ``empty``; else the name of a format that is not read here.

    Raises :class:`BenefitError` ``workbook_damaged`` for half an archive.
    """
    stream.seek(0)
    kind = kind_of_bytes(stream.read(FIRST_BYTES))
    if kind == "zip":
        kind = _within_zip(stream, name)
    elif kind == "compound":
        kind = _within_compound(stream)
    stream.seek(0)
    return kind


def _within_zip(stream: BinaryIO, name: str) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = {part.replace("\\", "/").lstrip("/").casefold() for part in archive.namelist()}
            mimetype = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
            types = archive.read("[Content_Types].xml") if "[content_types].xml" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, LookupError, NotImplementedError):
        raise fail("workbook_damaged", value=name, part="ZIP") from None
    if mimetype and "spreadsheet" not in mimetype:
        return f"OpenDocument ({mimetype.rpartition('.')[2]})"
    kinds = [kind for part, kind in _WITHIN_ZIP.items() if part in names]
    if kinds:
        return kinds[0]
    return "xlsx" if b"spreadsheetml.sheet.main+xml" in types else "ods" if mimetype else "ZIP"


def _within_compound(stream: BinaryIO) -> str:
    """The kind of a compound file by the names of its streams, which are UTF-16 in its folders."""
    names = {name: name.encode("utf-16-le") + b"\x00\x00" for name in _WITHIN_COMPOUND}
    stream.seek(0)
    seen: set[str] = set()
    kept = b""
    while block := stream.read(BLOCK):
        data = kept + block
        seen |= {name for name, encoded in names.items() if encoded in data}
        kept = data[-64:]
    return next((kind for name, kind in _WITHIN_COMPOUND.items() if name in seen), "OLE")


def refuse_unread(kind: str, name: str) -> BenefitError | None:
    """What to raise for a kind of content that is not read here; None for one that is."""
    if kind in (*BINARY_KINDS, "text", "empty"):
        return None
    if kind == "encrypted":
        return fail("workbook_encrypted", value=name)
    if kind in PACKED:
        return fail("content_is_packed", value=name, kind=kind)
    if kind in ("HTML", "XML Spreadsheet 2003", "xlsb"):
        return fail("content_to_convert", value=name, kind=kind if kind != "xlsb" else "Excel (.xlsb)")
    return fail("content_not_a_table", value=name, kind=kind)


@contextmanager
def _movable(stream: BinaryIO, first: bytes) -> Iterator[BinaryIO]:
    """Give a temporary file that all of a stream was written to; ``first`` has the bytes already taken from it."""
    with TemporaryFile() as file:
        file.write(first)
        while block := stream.read(BLOCK):
            file.write(block)
        file.seek(0)
        yield cast("BinaryIO", file)


def _start_of(stream: BinaryIO) -> int | None:
    """Where a stream stands that can be moved about in; None for one that flows."""
    try:
        return stream.tell() if stream.seekable() else None
    except (AttributeError, OSError):
        return None


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were looked at: they come again before the rest."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        """Give ``first`` before what ``rest`` still has."""
        super().__init__()
        self.first = first
        self._rest = rest

    def readable(self) -> bool:
        """Whether it can be read from."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, or all of them; none at the end."""
        if size < 0:
            data, self.first = self.first + self._rest.read(), b""
        elif self.first:
            data, self.first = self.first[:size], self.first[size:]
        else:
            data = self._rest.read(size)
        return data


@contextmanager
def recognised(stream: BinaryIO, name: str) -> Iterator[tuple[str, BinaryIO]]:
    """Tell what a stream holds, and give it from its beginning: text as it flows, all else so that it can be moved in.

    Raises :class:`BenefitError` ``workbook_encrypted``, ``content_is_packed``, ``content_to_convert`` or
    ``content_not_a_table`` for what is not read here, ``workbook_damaged`` for half an archive.
    """
    start = _start_of(stream)
    first = stream.read(FIRST_BYTES)
    kind = kind_of_bytes(first)
    if start is not None:
        stream.seek(start)
    if kind in ("text", "empty"):
        yield kind, stream if start is not None else cast("BinaryIO", Rejoined(first, stream))
        return
    is_whole = start == 0
    with nullcontext(stream) if is_whole else _movable(stream, b"" if start is not None else first) as content:
        kind = kind_of_content(content, name)
        problem = refuse_unread(kind, name)
        if problem is not None:
            raise problem
        yield kind, content


def text_kind(stream: BinaryIO, kind: str, name: str) -> str:
    """The format of a text: the one it is said to have or, where that is none of a text, the one it looks like.

    Raises :class:`BenefitError` (``input_empty``) where nothing is there.
    """
    if kind not in ("xlsx", "parquet"):
        return kind
    if isinstance(stream, Rejoined):
        first = stream.first
    else:
        start = stream.tell()
        first = stream.read(FIRST_BYTES)
        stream.seek(start)
    if not first.strip():
        raise fail("input_empty", value=name)
    if _BINARY.search(first) and not first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise fail("workbook_damaged" if kind == "xlsx" else "content_not_a_table", value=name, part="ZIP", kind="?")
    begin = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith(b"{"):
        return "jsonl"
    line = begin.partition(b"\n")[0].replace(b"\x00", b"")
    return "tsv" if b"\t" in line and b"," not in line else "csv"
