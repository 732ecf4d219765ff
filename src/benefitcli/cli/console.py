"""Consoles that cannot show every character, such as one of GBK: what they lack is written another way."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

REPLACE = "benefitcli.replace"
UNKNOWN = "?"
unencodable: set[str] = set()
"""Encodings in which something could not be written, not even nearly."""

_ALIKE = str.maketrans({
    "–": "-", "—": "-", "−": "-", "·": "-", "•": "-", "×": "x", "…": "...", "→": "->", "✓": "v", "¥": "RMB ",
    "≤": "<=", "≥": ">=", "≠": "!=", "÷": "/",
    "“": '"', "”": '"', "‘": "'", "’": "'", "《": "<", "》": ">", "〔": "[", "〕": "]", "、": ",", "。": ".",
})  # fmt: skip
"""What comes closest in plain ASCII; full-width punctuation has its own plain form."""


def configure_streams() -> None:
    """Let no standard stream fail at a character: what is read is marked, what is written is the nearest there is."""
    codecs.register_error(REPLACE, _nearest)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, REPLACE), (sys.stderr, REPLACE)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """The replacement for characters that an encoding lacks: the nearest ones, or a question mark each."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    plain = "".join(_plain(character, error.encoding) for character in text)
    if UNKNOWN in plain:
        unencodable.add(error.encoding)
    return plain, error.end


def _plain(character: str, encoding: str) -> str:
    for plain in (unicodedata.normalize("NFKC", character), character.translate(_ALIKE)):
        try:
            plain.encode(encoding)
        except UnicodeEncodeError:
            continue
        return plain
    return UNKNOWN
