"""The process: the language it speaks, its streams, the errors it prints, and being asked to end."""

from __future__ import annotations

import codecs
import io
import signal
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from benefitcli.errors import BenefitError, fail
from benefitcli.i18n import Language
from benefitcli.i18n.translator import Translator

LANGUAGE_VARIABLE = "BENEFITCLI_LANG"
LANGUAGES = ("zh", "en")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

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


@dataclass(slots=True)
class State:
    """The language to speak, whether errors are JSON, and the words of the command line: known before a command runs."""

    language: Language = "en"
    json_errors: bool = False
    arguments: Sequence[str] = ()

    @property
    def translator(self) -> Translator:
        """The language, as messages and reports take it."""
        return Translator(self.language)


STATE = State()


def detect_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """``--lang`` before the environment variable, that before the locale; English where none of them says Chinese."""
    asked = _language_option(arguments) or ""
    words = [asked if asked.casefold().startswith(LANGUAGES) else None, environment.get(LANGUAGE_VARIABLE)]
    words += [next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), None)]
    word = next((word for word in words if word), "")
    return "zh" if word.casefold().startswith("zh") else "en"


def check_language(arguments: Sequence[str]) -> None:
    """Refuse a language on the command line that is neither Chinese nor English."""
    word = _language_option(arguments)
    if word is not None and not word.casefold().startswith(LANGUAGES):
        raise fail("language_unknown", value=word, accepted=" | ".join(LANGUAGES))


def _language_option(arguments: Sequence[str]) -> str | None:
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


def is_attended() -> bool:
    """Whether somebody sits at a terminal, sees what is asked and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def configure_streams() -> None:
    """Let no standard stream fail at a character: what is read is marked, what is written is the nearest there is."""
    codecs.register_error(REPLACE, _nearest)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, REPLACE), (sys.stderr, REPLACE)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def print_error(error: BenefitError, translator: Translator) -> None:
    """Print on the standard error what is wrong: a line for each problem, what is accepted, and what to do.

    At a terminal, or where ``FORCE_COLOR`` asks for it, the problem is red; a pipe gets plain text.
    """
    from benefitcli.i18n.problems import format_error
    from benefitcli.reports.terminal import print_lines

    for problem in error.problems:
        message, *hints = format_error(problem, translator)
        print_lines(sys.stderr, [message], "error")
        print_lines(sys.stderr, hints)


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


def exit_cleanly_on_signals() -> None:
    """Let a request to end do what an interrupt does: leave no half file behind.

    To be called when Polars is there: importing it lets a waiting read go on after an interrupt, and installing the
    handler anew ends that.
    """
    for number in _end_requests():
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: object) -> NoReturn:
    """End in order at the first signal; what is left then is tidying up, which a second one must not cut short."""
    for number in _end_requests():
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_requests() -> Iterator[int]:
    """The signals that ask a process to end; a terminal that hangs up does, unless it was told to go on regardless."""
    yield from (signal.SIGINT, signal.SIGTERM)
    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none
    if hang_up is not None and signal.getsignal(hang_up) is not signal.SIG_IGN:
        yield hang_up
