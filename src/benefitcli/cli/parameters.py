"""How a command is declared: its options and arguments, each with its sentence in both languages, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from benefitcli.i18n import Pair

Suggestion = str | tuple[str, str]
"""A value that a shell may offer, alone or with what it means."""


class Parameter(NamedTuple):
    """A keyword of the function of a command, and how it stands on the command line: as an option or an argument.

    ``declarations`` are the spellings of an option, none for an argument; ``shape`` is how the help shows the value;
    ``default`` is ``...`` where a value must be given; ``suggest`` gives a shell the known values, from the context
    of the command line so far. A ``shape`` of several words needs none: they are the values.
    """

    name: str
    kind: Any
    default: Any
    declarations: tuple[str, ...]
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
    kind: Any = str | None,
    default: Any = None,
    *declarations: str,
    help: Pair,
    shape: str | None = None,
    suggest: Callable[[Any], Iterable[Suggestion]] | None = None,
) -> Parameter:
    """An option, spelled as its name is unless ``declarations`` say otherwise."""
    spellings = declarations or ("--" + name.replace("_", "-"),)
    return Parameter(name, kind, default, spellings, shape, help, suggest)


def flag(name: str, help: Pair) -> Parameter:
    """An option without a value, off unless it is given."""
    return Parameter(name, bool, False, ("--" + name.replace("_", "-"),), None, help, None)  # noqa: FBT003


def argument(
    name: str,
    default: Any = ...,
    *,
    help: Pair,
    suggest: Callable[[Any], Iterable[Suggestion]] | None = None,
) -> Parameter:
    """A text without a name before it; it must be there unless there is a default."""
    return Parameter(name, str if default is not None else str | None, default, (), None, help, suggest)


HELP: Pair = ("显示这份说明", "show this help")
LANG = option("lang", shape="zh|en", help=("语言", "language"))
