"""The tree of commands, and how one is declared: its options and arguments, each with its sentence, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from benefitcli.i18n import Pair
from benefitcli.i18n.help import OPTIONS

Suggestion = str | tuple[str, str]
"""A value that a shell may offer, alone or with what it means."""


Suggestions = Iterable[Suggestion] | Callable[[Any], Iterable[Suggestion]] | None
"""The values a shell may offer, or what gives them from the context of the command line so far."""


class Parameter(NamedTuple):
    """A keyword of the function of a command, and how it stands on the command line: as an option or an argument.

    ``spellings`` are those of an option, none for an argument; ``shape`` is how the help shows the value;
    ``default`` is ``...`` where a value must be given. A ``shape`` of several words needs no ``suggest``: they are the
    values.
    """

    name: str
    kind: Any
    default: Any
    spellings: tuple[str, ...]
    shape: str | None
    help: Pair
    suggest: Suggestions

    def known_values(self, context: Any) -> Iterable[Suggestion]:
        """The values that a shell may offer."""
        if self.suggest is not None:
            return self.suggest(context) if callable(self.suggest) else self.suggest
        words = (self.shape or "").split("|")
        return words if len(words) > 1 else ()


Command = tuple[Sequence[Parameter], Callable[..., int | None]]
"""What a command accepts, and the function that takes it under the names of the parameters and gives the exit code;
None is 0. ``--lang`` is not handed to it: the language is known before."""


def option(
    name: str,
    shape: str | None = None,
    *spellings: str,
    help: Pair | None = None,
    kind: Any = str | None,
    default: Any = None,
    suggest: Suggestions = None,
) -> Parameter:
    """An option, spelled as its name is unless ``spellings`` say otherwise; its help stands in the catalogue."""
    spellings = spellings or ("--" + name.replace("_", "-"),)
    return Parameter(name, kind, default, spellings, shape, help or OPTIONS[name], suggest)


def several(name: str, shape: str, *spellings: str, **more: Any) -> Parameter:
    """An option that may be repeated."""
    return option(name, shape, *spellings, kind=list[str] | None, **more)


def flag(name: str) -> Parameter:
    """An option without a value, off unless it is given."""
    return option(name, kind=bool, default=False)


def argument(name: str, default: Any = ..., suggest: Suggestions = None) -> Parameter:
    """A text without a name before it; it must be there unless there is a default."""
    return Parameter(name, str if default is not None else str | None, default, (), None, OPTIONS[name], suggest)


LANG = option("lang", "zh|en")
VERSION = flag("version")

_LEAVES = (
    "maternity", "paternity", "childcare", "marriage", "miscarriage", "nursing", "protection", "parent-care",
)  # fmt: skip
TREE: dict[str, Any] = {
    "leave": dict.fromkeys(("plan", *_LEAVES), "calculate"),
    **dict.fromkeys(("allowance", "places", "loan", "targets"), "calculate"),
    "forecast": dict.fromkeys(("allowance", "places"), "forecast"),
    "batch": "files",
    "audit": dict.fromkeys(("allowance", "places", "leave"), "audit"),
    "fields": "reference",
    "tables": {**dict.fromkeys(("list", "show", "diff", "check", "readings", "schema"), "tables"), "new": "tables_new"},
    "verify": "reference",
    "rules": dict.fromkeys(("list", "show"), "reference"),
    "schema": "reference",
    "completion": "completion",
}
"""Each command with the module of this package whose ``command(path)`` declares it."""


def declared_command(module: str, path: str) -> Command:
    """The command of a path. Only its own module is imported, so that a call pays for no other command."""
    command: Command = import_module(f"benefitcli.cli.{module}").command(path)
    return command
