"""Which language to speak: the option, the environment, or the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benefitcli.errors import fail
from benefitcli.i18n import Language

LANGUAGE_VARIABLE = "BENEFITCLI_LANG"
LANGUAGES = ("zh", "en")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def detect_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """``--lang`` before the environment variable, that before the locale; English where none of them says Chinese."""
    asked = _option(arguments) or ""
    words = [asked if asked.casefold().startswith(LANGUAGES) else None, environment.get(LANGUAGE_VARIABLE)]
    words += [next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), None)]
    word = next((word for word in words if word), "")
    return "zh" if word.casefold().startswith("zh") else "en"


def check_language(arguments: Sequence[str]) -> None:
    """Refuse a language on the command line that is neither Chinese nor English."""
    word = _option(arguments)
    if word is not None and not word.casefold().startswith(LANGUAGES):
        raise fail("language_unknown", value=word, accepted=" | ".join(LANGUAGES))


def _option(arguments: Sequence[str]) -> str | None:
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None
