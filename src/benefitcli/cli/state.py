"""What holds for the whole process: the language and the form of errors, known before a command runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benefitcli.i18n import Language

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
COMPLETION_VARIABLE = "_BENEFITCLI_COMPLETE"
"""Set by the script in a shell when it asks what may stand next."""


@dataclass(slots=True)
class State:
    """The language to speak, whether errors are JSON, and the words of the command line."""

    language: Language = "en"
    json_errors: bool = False
    arguments: Sequence[str] = ()


STATE = State()
