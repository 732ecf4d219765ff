"""``benefitcli completion``: what a shell needs in order to complete command lines, and its answers when it asks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from benefitcli.cli.state import COMPLETION_VARIABLE, SHELLS, STATE
from benefitcli.errors import BenefitError, fail
from benefitcli.i18n import choose
from benefitcli.i18n.words import COMPLETION

PROGRAM = "benefitcli"
_BREAK = "="
"""Bash breaks words here, so that ``--reading NAME=CHOICE`` reaches us in parts, and takes only the last part back."""


def completion(
    shell: Annotated[str | None, typer.Argument()] = None,
    install: Annotated[bool, typer.Option("--install")] = False,  # noqa: FBT002
    lang: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Print the script for a shell, or put it where the shell finds it."""
    from typer import _completion_shared as scripts

    name = shell or scripts._get_shell_name() or ""  # noqa: SLF001 - Typer has no public way to ask
    if name not in SHELLS:
        raise fail("shell_unknown", value=name or "?", accepted=", ".join(SHELLS))
    if install:
        _, path = scripts.install(shell=name, prog_name=PROGRAM, complete_var=COMPLETION_VARIABLE)
        sys.stderr.write(choose(COMPLETION["installed"], STATE.language).format(path=path) + "\n")
    else:
        sys.stdout.write(
            scripts.get_completion_script(prog_name=PROGRAM, complete_var=COMPLETION_VARIABLE, shell=name) + "\n"
        )


def answer_shell(instruction: str) -> int:
    """Answer a shell that asks for completions; where nothing sensible can be said, say nothing."""
    from typer._click.shell_completion import get_completion_class
    from typer._completion_classes import completion_init

    from benefitcli.cli.tree import root_command

    completion_init()
    known = get_completion_class(instruction.removeprefix("complete_"))
    if known is None:
        raise fail("shell_unknown", value=instruction, accepted=", ".join(SHELLS))
    sys.stdout.write(_answering(known)(root_command(), {}, PROGRAM, COMPLETION_VARIABLE).complete() + "\n")
    sys.stdout.flush()
    return 0


def _answering(shell: Any) -> Any:
    """Typer's way of talking with a shell, with our completions."""
    from typer._click.shell_completion import CompletionItem, _resolve_context, _resolve_incomplete

    from benefitcli.cli.suggestions import suggestions

    class Answering(shell):  # type: ignore[misc]
        typed = ""

        def get_completion_args(self) -> tuple[list[str], str]:
            arguments, self.typed = super().get_completion_args()
            if shell.name == "bash":
                arguments, self.typed = _rejoined(arguments, self.typed)
            return arguments, self.typed

        def get_completions(self, arguments: list[str], incomplete: str) -> list[Any]:
            try:
                context = _resolve_context(self.cli, self.ctx_args, self.prog_name, arguments)
                target, incomplete = _resolve_incomplete(context, arguments, incomplete)
                if arguments and arguments[-1].startswith("-"):
                    # An option that still lacks its value would hide what stands before it.
                    context = _resolve_context(self.cli, self.ctx_args, self.prog_name, arguments[:-1])
                found = suggestions(context, target, incomplete, STATE.language)
            except BenefitError:
                return []
            return [CompletionItem(value, help=text) for value, text in found]

        def format_completion(self, item: Any) -> str:
            item.value = _as_typed(item.value, self.typed, ends_at_break=shell.name == "bash")
            text: str = super().format_completion(item)
            return text

    return Answering


def _as_typed(value: str, typed: str, *, ends_at_break: bool) -> str:
    """A value in the form that replaces what was typed: with the option before it, or from the last break on."""
    option, equals, rest = typed.partition(_BREAK)
    if not (equals and option.startswith("-")):
        option, equals, rest = "", "", typed
    if ends_at_break:
        return value.removeprefix(rest[: rest.rfind(_BREAK) + 1])
    return option + equals + value


def _rejoined(arguments: Sequence[str], incomplete: str) -> tuple[list[str], str]:
    """The words of a command line that Bash has broken at equal signs."""
    words: list[str] = []
    glued = False
    for word in (*arguments, incomplete):
        if words and (word == _BREAK or glued):
            words[-1] += word
        else:
            words.append(word)
        glued = word == _BREAK
    return words[:-1], words[-1]
