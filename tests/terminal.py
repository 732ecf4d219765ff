"""A person at a terminal: a command on a pseudo-terminal, lines typed when it asks, and all that it shows."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

COLOURS = re.compile(r"\x1b\[[\d;]*m")
PROMPT = b"> "
COLOURS = re.compile(r"\x1b\[[\d;]*m")
END_OF_INPUT = "\x04"
INTERRUPT = "\x03"
PATIENCE = 30.0
"""Seconds after which a command that does not go on has failed."""


@dataclass(frozen=True)
class Session:
    """How a command on a terminal ended, and what stood on the screen, as lines."""

    code: int
    screen: str
    stdout: str

    @property
    def lines(self) -> list[str]:
        """The lines of the screen without their colours."""
        return COLOURS.sub("", self.screen).splitlines()


def converse(  # noqa: PLR0913 - what a terminal is, each with a default
    arguments: Sequence[str],
    typed: Sequence[str] = (),
    *,
    stdout: Path | None = None,
    columns: int = 80,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Session:
    """Run the command on a terminal, in a folder, and type a line at each prompt.

    The standard output goes to the terminal too, or to a file. A control character is typed as it is.
    """
    command = [sys.executable, "-m", "benefitcli", *arguments]
    process, terminal = pty.fork()
    if process == 0:
        if folder is not None:
            os.chdir(folder)
        if stdout is not None:
            os.dup2(os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
        settings = {**inherited, "LC_ALL": "C.UTF-8", "TERM": "xterm", **(environment or {})}
        os.execve(sys.executable, command, settings)  # noqa: S606 - the terminal needs a process of its own
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    shown = _talk(terminal, list(typed))
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    screen = shown.decode().replace("\r\n", "\n")
    written = stdout.read_text(encoding="utf-8") if stdout is not None else ""
    return Session(os.waitstatus_to_exitcode(status), screen, written)


def _talk(terminal: int, typed: list[str]) -> bytes:
    """All that the command shows until it ends; the next line is typed whenever it stops at a prompt."""
    shown, answered = b"", 0
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 1.0)
        if not ready:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            return shown
        if not part:
            return shown
        shown += part
        if typed and shown[answered:].endswith(PROMPT):
            line = typed.pop(0)
            os.write(terminal, line.encode() if line in (END_OF_INPUT, INTERRUPT) else f"{line}\n".encode())
            answered = len(shown)
    raise TimeoutError(shown.decode())
