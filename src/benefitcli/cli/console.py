"""The streams of a console: errors in red where it has colours, and the nearest there is to what it cannot show."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

from benefitcli.errors import BenefitError
from benefitcli.i18n.translator import Translator

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


def print_error(error: BenefitError, translator: Translator) -> None:
    """Say on the standard error what is wrong: a line for each problem, what is accepted, and what to do.

    At a terminal, or where ``FORCE_COLOR`` asks for it, the word at the beginning is red; Rich knows whether the
    terminal has colours and whether they are wanted. A pipe gets plain text and does not wait for Rich.
    """
    from benefitcli.i18n.problems import ERROR, format_error

    lines = [line for problem in error.problems for line in format_error(problem, translator)]
    if not (sys.stderr.isatty() or os.environ.get("FORCE_COLOR")):
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stderr, highlight=False, soft_wrap=True)
    label = translator(ERROR)
    for line in lines:
        text = Text(line)
        if line.startswith(label):
            text.stylize("red", 0, len(label) + 1)
        console.print(text)


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
