"""What holds for the whole process: the language and the form of errors, known before a command runs."""

from __future__ import annotations

from dataclasses import dataclass

from benefitcli.catalogue import Language


@dataclass(slots=True)
class State:
    """The language to speak and whether errors are JSON."""

    language: Language = "en"
    json_errors: bool = False


STATE = State()
