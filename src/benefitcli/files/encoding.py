"""From bytes of an unknown encoding to UTF-8, block by block.

Text in GB18030 with any Chinese in it is not valid UTF-8 but for rare pairs of letters, so one is not taken for the
other. While only ASCII was seen nothing is decided, because it is the same in both.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from benefitcli.errors import BenefitError, fail

BLOCK = 1 << 24
ENOUGH_TO_TELL = 1 << 20
UTF_8 = "utf-8"
GB18030 = "gb18030"
KNOWN = "utf-8, gb18030, gbk, big5, utf-16"


class Utf8Blocks:
    """The blocks of a stream as UTF-8 without a byte order mark; ``position`` counts the bytes taken in.

    Raises :class:`BenefitError` with the line and the place of the first byte that does not fit.
    """

    def __init__(self, stream: BinaryIO, encoding: str | None, block: int = BLOCK) -> None:
        """Read ``stream`` in blocks of at most ``block`` bytes; ``encoding`` None means to find out."""
        if encoding is not None:
            try:
                encoding = codecs.lookup(encoding).name
            except LookupError:
                raise fail("encoding_unknown", value=encoding, accepted=KNOWN) from None
        self._stream = stream
        self._encoding = encoding
        self._named = encoding is not None
        self._block = block
        self._decoder: codecs.IncrementalDecoder | None = None
        self._lines = 0
        self.position = 0

    def __iter__(self) -> Iterator[bytes]:
        """The blocks in their order."""
        data = self._read(len(codecs.BOM_UTF8))
        if self._encoding in (None, UTF_8) and data.startswith(codecs.BOM_UTF8):
            self.position = len(codecs.BOM_UTF8)
            data, self._encoding = data[self.position :], UTF_8
        while data := data or self._stream.read(self._block):
            if self._encoding is None and not data.isascii():
                data += self._read(ENOUGH_TO_TELL - len(data))
                self._encoding = UTF_8 if _is_utf8_so_far(data) else GB18030
            yield self._converted(data, final=False)
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

    def _converted(self, data: bytes, *, final: bool) -> bytes:
        if self._encoding in (None, UTF_8):
            # Passed on as it is: whoever reads the text finds what is not UTF-8.
            return data
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder(self._encoding)()
        try:
            text = self._decoder.decode(data, final)
        except UnicodeError as error:
            raise self._misfit(data, getattr(error, "start", 0)) from None
        return text.encode(UTF_8)

    def not_utf8(self, line: int) -> BenefitError:
        """What to raise for text that was passed on as UTF-8 and is not."""
        tried = UTF_8 if self._named else f"{UTF_8}, {GB18030}"
        return fail("cannot_decode", value=tried, position=self.position, line=line)

    def _misfit(self, data: bytes, start: int) -> BenefitError:
        line = self._lines + data.count(b"\n", 0, start) + 1
        tried = self._encoding if self._named else f"{UTF_8}, {GB18030}"
        return fail("cannot_decode", value=tried, position=self.position + start, line=line)


def _is_utf8_so_far(data: bytes) -> bool:
    """Whether a block is UTF-8, but for a character that its end may have cut."""
    try:
        codecs.getincrementaldecoder(UTF_8)().decode(data, len(data) < ENOUGH_TO_TELL)
    except UnicodeDecodeError:
        return False
    return True
