"""``benefitcli completion``: what a shell needs in order to complete command lines, and its answers when it asks."""

from __future__ import annotations

import sys

from benefitcli.cli import _typer
from benefitcli.cli.commands import LANG, TREE, Command, argument, flag
from benefitcli.cli.process import STATE
from benefitcli.errors import fail
from benefitcli.i18n.words import COMPLETION

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def command(_path: str) -> Command:
    """The command that prints or installs the script."""
    return [argument("shell", None, SHELLS), flag("install"), LANG], completion


def completion(shell: str | None, *, install: bool) -> None:
    """Print the script for a shell, or put it where the shell finds it."""
    name = shell or _typer.shell_in_use() or ""
    if name not in SHELLS:
        raise fail("shell_unknown", value=name or "?", accepted=", ".join(SHELLS))
    if install:
        path = _typer.install_completion(name)
        sys.stderr.write(STATE.translator(COMPLETION["installed"], path=path) + "\n")
    else:
        sys.stdout.write(_typer.completion_script(name) + "\n")


def answer_shell(instruction: str) -> int:
    """Answer a shell that asks for completions."""
    answer = _typer.complete(_typer.build("", TREE, STATE.language), instruction)
    if answer is None:
        raise fail("shell_unknown", value=instruction, accepted=", ".join(SHELLS))
    sys.stdout.write(answer + "\n")
    sys.stdout.flush()
    return 0
