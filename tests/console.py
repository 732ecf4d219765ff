"""The command line in this process, with streams of an encoding: a process for each of many calls would take minutes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from benefitcli.cli.main import run


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    data: bytes
    stderr: str
    encoding: str

    @property
    def stdout(self) -> str:
        return self.data.decode(self.encoding)


def run_here(*arguments: str, encoding: str = "utf-8", stdin: bytes = b"") -> Ended:
    """Run a command line; its streams are what a console or a pipe of this encoding gives Python."""
    with _streams(stdin, encoding) as (out, err):
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return Ended(code, out.getvalue(), err.getvalue().decode(encoding), encoding)


@contextmanager
def _streams(stdin: bytes, encoding: str) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    buffers = io.BytesIO(stdin), io.BytesIO(), io.BytesIO()
    before = sys.stdin, sys.stdout, sys.stderr
    made = [io.TextIOWrapper(buffer, encoding=encoding, newline="\n", write_through=True) for buffer in buffers]
    sys.stdin, sys.stdout, sys.stderr = made
    try:
        yield buffers[1], buffers[2]
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        for stream in made:
            stream.detach()


def words_of(command: str, *options: str) -> Sequence[str]:
    """The words of an example of the help, without the program, with further options."""
    import shlex

    return [*shlex.split(command)[1:], *options]
