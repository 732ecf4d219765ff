"""From bytes of an unknown encoding to UTF-8, block by block.

Text in GB18030 with any Chinese in it is not valid UTF-8 but for rare pairs of letters, so one is not taken for the
other. While only ASCII was seen nothing is decided, because it is the same in both.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from benefitcli.errors import BenefitError, fail

BLOCK = 1 << 23
ENOUGH_TO_TELL = 24
"""So many bytes beyond ASCII tell one encoding from the other: twelve Chinese characters that are UTF-8 by chance."""

UTF_8 = "utf-8"
UTF_8_MARKED = "utf-8-sig"
"""UTF-8 with a byte order mark, by which Excel knows it."""

GB18030 = "gb18030"
_ASCII = bytes(range(128))
UTF_16 = "utf-16"
BIG5 = "big5"
KNOWN = "utf-8, gb18030, gbk, big5, utf-16"
MAX_UNREADABLE = 100
"""So many bytes of a text may be none; with more of them it is in another encoding."""

_UTF_8_RUN = re.compile(rb"(?<=[\s,;|\"'])(?:[\xe4-\xe9][\x80-\xbf]{2})+(?![\x80-\xff])")
"""A cell that begins with Chinese characters in UTF-8, with nothing beyond ASCII after them."""

_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_RARE, _COMMON = 0.3, 0.9
_COMMON_IN_BIG5 = range(0xA440, 0xC940)


class Utf8Blocks:
    """The blocks of a stream as UTF-8 without a byte order mark; ``position`` counts the bytes taken in.

    Raises :class:`BenefitError` with the line and the offset of the first byte that does not fit.
    """

    def __init__(self, stream: BinaryIO, encoding: str | None, block: int = BLOCK) -> None:
        """Read ``stream`` in blocks of at most ``block`` bytes; ``encoding`` None means to find out."""
        if encoding is not None:
            try:
                encoding = codecs.lookup(encoding).name
                "".encode(encoding)
            except LookupError:
                raise fail("encoding_unknown", value=encoding, accepted=KNOWN) from None
        self._stream = stream
        self._encoding = encoding
        self._named = encoding is not None
        self._block = block
        self._decoder: codecs.IncrementalDecoder | None = None
        self._lines = 0
        self._passed = 0
        self._passed_lines = 0
        self._unreadable: list[int] = []
        self._count_unreadable = 0
        self.position = 0

    def __iter__(self) -> Iterator[bytes]:
        """The blocks in their order."""
        data = self._read(len(codecs.BOM_UTF8))
        while self._encoding in (None, UTF_8) and data == codecs.BOM_UTF8:
            self.position = self._passed = self.position + len(data)
            data, self._encoding = self._read(len(codecs.BOM_UTF8)), UTF_8
        if self._encoding is None and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._encoding = UTF_16
        while data := data or self._stream.read(self._block):
            if self._encoding is None and not data.isascii():
                data = self._with_enough_to_tell(data)
            yield self._converted(data, final=False)
            if self._decoder is not None or self._encoding is None:
                self._lines += data.count(b"\n")
            self.position += len(data)
            data = b""
        yield self._converted(b"", final=True)

    def _read(self, size: int) -> bytes:
        """So many bytes, unless the stream has no more."""
        data = b""
        while len(data) < size and (more := self._stream.read(size - len(data))):
            data += more
        return data

    def _with_enough_to_tell(self, data: bytes) -> bytes:
        """The data, with so much more of the stream that its encoding is known."""
        is_all = False
        while not is_all and len(data.translate(None, _ASCII)) < ENOUGH_TO_TELL:
            more = self._stream.read(self._block)
            data += more
            is_all = not more
        self._encoding = self._told_by(data, is_all=is_all)
        return data

    def _told_by(self, data: bytes, *, is_all: bool) -> str:
        """The encoding that the data is in; where it is in neither, the one that goes further says where it ends."""
        misfits: list[int] = []
        for encoding in (UTF_8, GB18030):
            offset = _misfit_of(data, encoding, final=is_all)
            if offset is None:
                return BIG5 if encoding == GB18030 and _is_rather_big5(data) else encoding
            misfits.append(offset)
        # A few bytes that are no text do not change what the text around them is in.
        further = (UTF_8, GB18030)[misfits.index(max(misfits))]
        if data.decode(further, "replace").count("\ufffd") > min(
            MAX_UNREADABLE, len(data.translate(None, _ASCII)) // 8
        ):
            raise self._misfit(data, max(misfits))
        return further

    def _converted(self, data: bytes, *, final: bool) -> bytes:
        if self._encoding in (None, UTF_8):
            # Passed on as it is: whoever reads the text finds what is not UTF-8.
            return data
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder(self._encoding)()
        if not self._named and self._encoding == GB18030:
            self._refuse_utf8_in(data)
        state = self._decoder.getstate()
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            # The decoder may have kept the beginning of a character from the block before.
            misfit = self._misfit(data, error.start - (len(error.object) - len(data)))
            if self._named:
                raise misfit from None
            self._decoder = codecs.getincrementaldecoder(self._encoding)("replace")
            self._decoder.setstate(state)
            text = self._decoder.decode(data, final)
            self._count(text, misfit)
        except UnicodeError:
            raise self._misfit(data, 0) from None
        return text.encode(UTF_8)

    def _refuse_utf8_in(self, data: bytes) -> None:
        """Refuse lines in UTF-8 among those in GB18030: read as that, their names would be others."""
        for match in _UTF_8_RUN.finditer(data):
            if _is_rare(match.group().decode(GB18030, "replace")):
                line = data.count(b"\n", 0, match.start())
                lines = enumerate(data.split(b"\n"))
                other = next((number for number, text in lines if _misfit_of(text, UTF_8, final=True) is not None), -1)
                # The encoding of the file is the one that it begins in.
                encodings = (GB18030, UTF_8) if other < line else (UTF_8, GB18030)
                number = self._lines + max(line, other) + 1
                raise fail("encodings_mixed", line=number, encoding=encodings[0], other=encodings[1])

    def _count(self, text: str, misfit: BenefitError) -> None:
        """Keep the lines of what is no text. Raises ``misfit`` where that is too much."""
        lines = [number for number, line in enumerate(text.split("\n"), start=1) if "\ufffd" in line]
        self._count_unreadable += text.count("\ufffd")
        self._unreadable += [self._lines + number for number in lines]
        if self._count_unreadable > MAX_UNREADABLE:
            raise misfit

    def take_unreadable(self) -> list[int]:
        """The numbers of the lines with bytes that are no text, each told once."""
        lines, self._unreadable = self._unreadable, []
        return lines

    def repaired(self, text: bytes) -> bytes:
        """Text that was passed on as UTF-8 with U+FFFD in the place of what is not.

        Raises :class:`BenefitError` ``encodings_mixed`` where that is Chinese in GB18030, ``cannot_decode`` where it is
        too much.
        """
        misfit = self.not_utf8(text, _misfit_of(text, UTF_8, final=True) or 0)
        if self._named:
            raise misfit
        for match in _NOT_ASCII.finditer(text):
            start = _misfit_of(match.group(), UTF_8, final=True)
            if start is None:
                continue
            if len(match.group()) > 1 and not _is_rare(match.group().decode(GB18030, "replace")):
                line = self._passed_lines + text.count(b"\n", 0, match.start()) + 1
                raise fail("encodings_mixed", line=line, encoding=UTF_8, other=GB18030)
        lines, self._lines = self._lines, self._passed_lines
        repaired = text.decode(UTF_8, "replace")
        self._count(repaired, misfit)
        self._lines = lines
        return repaired.encode()

    def pass_on(self, text: bytes) -> None:
        """Count text that was read as UTF-8, so that the offset of a later misfit is known."""
        self._passed += len(text)
        self._passed_lines += text.count(b"\n")

    def not_utf8(self, text: bytes, start: int) -> BenefitError:
        """What to raise for text that was passed on as UTF-8 and is not, at an offset in it."""
        tried = UTF_8 if self._named else f"{UTF_8}, {GB18030}"
        line = self._passed_lines + text.count(b"\n", 0, start) + 1
        return fail("cannot_decode", value=tried, position=self._passed + start, line=line)

    def _misfit(self, data: bytes, start: int) -> BenefitError:
        line = self._lines + data.count(b"\n", 0, max(start, 0)) + 1
        tried = self._encoding if self._named else f"{UTF_8}, {GB18030}"
        return fail("cannot_decode", value=tried, position=self.position + start, line=line)


def _misfit_of(data: bytes, encoding: str, *, final: bool) -> int | None:
    """The offset of the first byte that is not in an encoding; None where all of them are."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_rare(text: str) -> bool:
    """Whether a text has characters that the plain Chinese of GB2312 lacks, or bytes that are no text."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _is_rather_big5(data: bytes) -> bool:
    """Whether text that could be GB18030 has many rare characters there and only common ones as Big5."""
    try:
        big5 = [letter for letter in data.decode(BIG5) if not letter.isascii()]
    except UnicodeDecodeError:
        return False
    mainland = [letter for letter in data.decode(GB18030, "replace") if not letter.isascii()]
    common = sum(int.from_bytes(letter.encode(BIG5)) in _COMMON_IN_BIG5 for letter in big5)
    return sum(map(_is_rare, mainland)) >= _RARE * len(mainland) and common >= _COMMON * len(big5)
