"""From bytes of an unknown encoding to UTF-8, block by block.

Text in GB18030 with any Chinese in it is not valid UTF-8 but for rare pairs of letters, so one is not taken for the
other. While only ASCII was seen nothing is decided, because it is the same in both.
"""

from __future__ import annotations

import codecs
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
KNOWN = "utf-8, gb18030, gbk, big5, utf-16"


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
        self.position = 0

    def __iter__(self) -> Iterator[bytes]:
        """The blocks in their order."""
        data = self._read(len(codecs.BOM_UTF8))
        if self._encoding in (None, UTF_8) and data.startswith(codecs.BOM_UTF8):
            self.position = self._passed = len(codecs.BOM_UTF8)
            data, self._encoding = data[self.position :], UTF_8
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
                return encoding
            misfits.append(offset)
        raise self._misfit(data, max(misfits))

    def _converted(self, data: bytes, *, final: bool) -> bytes:
        if self._encoding in (None, UTF_8):
            # Passed on as it is: whoever reads the text finds what is not UTF-8.
            return data
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder(self._encoding)()
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            # The decoder may have kept the beginning of a character from the block before.
            raise self._misfit(data, error.start - (len(error.object) - len(data))) from None
        except UnicodeError:
            raise self._misfit(data, 0) from None
        return text.encode(UTF_8)

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
