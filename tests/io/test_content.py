"""What a file is by its bytes: expected kinds by hand."""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO, cast

import pytest

from benefitcli.errors import BenefitError
from benefitcli.io.content import COMPOUND, kind_of_bytes, kind_of_content, recognised
from workbooks import row, sheet, workbook, zipped

BOOK = workbook(sheet(row(1, "a")))


class Pipe:
    """Bytes that come once, a few at a time."""

    def __init__(self, content: bytes) -> None:
        self._stream = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(min(size, 1000) if size >= 0 else size)


def compound(*names: str) -> bytes:
    return COMPOUND + bytes(504) + b"".join((name + "\0").encode("utf-16-le") for name in names) + bytes(512)


KINDS = [
    (b"", "empty"),
    ("姓名,出生日期\n".encode(), "text"),
    ("姓名\n".encode("gb18030"), "text"),
    ("姓名\t出生日期\n".encode("utf-16"), "text"),
    (b'{"a": 1}\n', "text"),
    (b"<5,a\n", "text"),
    (BOOK, "xlsx"),
    (zipped({"xl/workbook.bin": b"x"}), "xlsb"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "ods"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument (text)"),
    (zipped({"word/document.xml": "<x/>"}), "Word (.docx)"),
    (zipped({"a.csv": "a,b"}), "ZIP"),
    (compound("Root Entry", "Workbook"), "xls"),
    (compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), "encrypted"),
    (compound("WordDocument"), "Word (.doc)"),
    (compound("x"), "OLE"),
    (gzip.compress(b"a,b", mtime=0), "gzip"),
    (b"PAR1\x15\x04PAR1", "parquet"),
    (b"PAR1,PAR2\n1,2\n", "text"),
    (b"ARROW1\0\0", "arrow"),
    (b"%PDF-1.7", "PDF"),
    (b"<html xmlns:o='urn:schemas-microsoft-com:office:office'><table>", "HTML"),
    (b"\xef\xbb\xbf\r\n<!DOCTYPE html><table>", "HTML"),
    (b"<meta charset=gbk><table><tr>", "HTML"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "XML Spreadsheet 2003"),
]


@pytest.mark.parametrize(("content", "kind"), KINDS, ids=range(len(KINDS)))
def test_kinds(content: bytes, kind: str) -> None:
    assert kind_of_content(io.BytesIO(content), "a") == kind


@pytest.mark.parametrize(
    ("content", "kind"), [item for item in KINDS if item[1] in ("empty", "text", "xlsx", "xls", "parquet", "ods")]
)
def test_a_pipe_is_recognised_and_loses_nothing(content: bytes, kind: str) -> None:
    for stream in (io.BytesIO(content), cast("BinaryIO", Pipe(content))):
        with recognised(stream, "-") as (found, whole):
            data = b""
            while block := whole.read(7):
                data += block
            assert (found, data) == (kind, content)
    with recognised(cast("BinaryIO", Pipe(content)), "-") as (_, whole):
        assert whole.read() == content


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (compound("EncryptedPackage"), "workbook_encrypted", None),
        (gzip.compress(b"a,b", mtime=0), "content_is_packed", "gzip"),
        (zipped({"a.csv": "a"}), "content_is_packed", "ZIP"),
        (b"<html><table></table></html>", "content_to_convert", "HTML"),
        (zipped({"xl/workbook.bin": b"x"}), "content_to_convert", "Excel (.xlsb)"),
        (b"%PDF-1.7", "content_not_a_table", "PDF"),
        (BOOK[: len(BOOK) // 2], "workbook_damaged", None),
    ],
)
def test_what_is_not_read_is_told_by_its_name(content: bytes, code: str, kind: str | None) -> None:
    for stream in (io.BytesIO(content), cast("BinaryIO", Pipe(content))):
        with pytest.raises(BenefitError) as caught, recognised(stream, "a.csv"):
            pass
        (problem,) = caught.value.problems
        assert (problem.code, problem.value, problem.details.get("kind")) == (code, "a.csv", kind)


def test_text_that_begins_like_a_tag_is_text() -> None:
    assert kind_of_bytes("<姓名>,a\n".encode()) == "text"
