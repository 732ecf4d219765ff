"""The tree of commands, and how one is declared: its options and arguments, each with its sentence, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from benefitcli.i18n import Pair

Suggestion = str | tuple[str, str]
"""A value that a shell may offer, alone or with what it means."""


class Parameter(NamedTuple):
    """A keyword of the function of a command, and how it stands on the command line: as an option or an argument.

    ``spellings`` are those of an option, none for an argument; ``shape`` is how the help shows the value;
    ``default`` is ``...`` where a value must be given; ``suggest`` gives a shell the known values, from the context
    of the command line so far. A ``shape`` of several words needs none: they are the values.
    """

    name: str
    kind: Any
    default: Any
    spellings: tuple[str, ...]
    shape: str | None
    help: Pair
    suggest: Callable[[Any], Iterable[Suggestion]] | None

    def known_values(self, context: Any) -> Iterable[Suggestion]:
        """The values that a shell may offer."""
        if self.suggest is not None:
            return self.suggest(context)
        words = (self.shape or "").split("|")
        return words if len(words) > 1 else ()


class Command(NamedTuple):
    """What a command accepts and the function that takes it, under the names of the parameters.

    The function gives the exit code; None is 0. ``--lang`` is not handed to it: the language is known before.
    """

    parameters: Sequence[Parameter]
    run: Callable[..., int | None]


def option(
    name: str,
    help: Pair,
    shape: str | None = None,
    *spellings: str,
    kind: Any = str | None,
    default: Any = None,
    suggest: Callable[[Any], Iterable[Suggestion]] | None = None,
) -> Parameter:
    """An option, spelled as its name is unless ``spellings`` say otherwise."""
    return Parameter(name, kind, default, spellings or ("--" + name.replace("_", "-"),), shape, help, suggest)


def several(name: str, help: Pair, shape: str, *spellings: str, **more: Any) -> Parameter:
    """An option that may be repeated."""
    return option(name, help, shape, *spellings, kind=list[str] | None, **more)


def flag(name: str, help: Pair) -> Parameter:
    """An option without a value, off unless it is given."""
    return option(name, help, kind=bool, default=False)


def argument(
    name: str, help: Pair, default: Any = ..., suggest: Callable[[Any], Iterable[Suggestion]] | None = None
) -> Parameter:
    """A text without a name before it; it must be there unless there is a default."""
    return Parameter(name, str if default is not None else str | None, default, (), None, help, suggest)


HELP: Pair = ("显示这份说明", "show this help")
LANG = option("lang", ("语言", "language"), "zh|en")
VERSION = flag("version", ("显示版本", "show the version"))

_LEAVES = (
    "maternity", "paternity", "childcare", "marriage", "miscarriage", "nursing", "protection", "parent-care",
)  # fmt: skip
TREE: dict[str, Any] = {
    "leave": {"plan": "plan", **dict.fromkeys(_LEAVES, "calculate")},
    **dict.fromkeys(("allowance", "places", "loan", "targets"), "calculate"),
    "forecast": dict.fromkeys(("allowance", "places"), "forecast"),
    "batch": "batch",
    "audit": dict.fromkeys(("allowance", "places", "leave"), "audit"),
    "fields": "fields",
    "tables": {
        **dict.fromkeys(("list", "show", "diff", "check", "readings", "schema"), "tables"),
        "new": "tables_new",
    },
    "verify": "verify",
    "rules": dict.fromkeys(("list", "show"), "rules"),
    "schema": "fields",
    "completion": "completion",
}
"""Each command with the module of this package whose ``command(path)`` declares it."""


def declared_command(module: str, path: str) -> Command:
    """The command of a path. Only its own module is imported, so that a call pays for no other command."""
    command: Command = import_module(f"benefitcli.cli.{module}").command(path)
    return command
