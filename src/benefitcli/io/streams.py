"""Opening what is read and written: paths, or the standard streams for ``-`` and nothing."""

from __future__ import annotations

import errno
import io
import os
import re
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, cast

from benefitcli.errors import fail

STANDARD = "-"
_ERROR_NUMBER = re.compile(r"\(os error (\d+)\)")
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OF_OWNER = 0o600
"""Only the owner may read a file until it is in place."""

PAUSE = 0.1
"""Seconds without anything new after which a stream is taken to pause."""


@contextmanager
def open_input(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file or of the standard input."""
    if name == STANDARD:
        if sys.stdin is None:
            raise fail("input_unreadable", value=name, message=os.strerror(errno.EBADF))
        yield cast("BinaryIO", _Stream(sys.stdin.buffer)) if _can_wait(sys.stdin.buffer) else sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below, the error is told apart from those of its reader
    except FileNotFoundError:
        raise fail("input_missing", value=name) from None
    except OSError as error:
        raise fail("input_unreadable", value=name, message=error.strerror) from None
    with stream:
        yield stream


def _can_wait(stream: BinaryIO) -> bool:
    """Whether the system tells if more has come: it does of a pipe, a terminal or a socket, but not everywhere."""
    try:
        return not stat.S_ISREG(os.fstat(stream.fileno()).st_mode) and bool(select.select([stream], [], [], 0))
    except (OSError, ValueError):
        return False


class _Stream:
    """A stream that gives what has come as soon as nothing more comes for a moment: its rows need not wait."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast("io.BufferedReader", stream)

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, or all of them; none at the end."""
        if size < 0:
            return self._stream.read()
        data = bytearray(self._stream.read1(size))
        while data and len(data) < size and select.select([self._stream], [], [], PAUSE)[0]:
            more = self._stream.read1(size - len(data))
            if not more:
                break
            data += more
        return bytes(data)


@contextmanager
def open_output(name: str | None) -> Iterator[BinaryIO]:
    """The bytes of a file or of the standard output.

    A file is written beside its target and moved into place when all of it is there; if anything goes wrong the old
    file stays as it was and nothing is left behind.
    """
    if name in (None, STANDARD):
        stream = standard_output()
        yield stream
        stream.flush()
        return
    # A link goes on pointing to its file: it is the file that is replaced.
    target = Path(name or "").resolve()
    if target.is_dir():
        raise fail("output_unwritable", value=name, message=os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        # A pipe or a device cannot be replaced, only written to.
        try:
            with target.open("wb") as stream:
                yield stream
        except BrokenPipeError:
            raise
        except OSError as error:
            raise fail("output_unwritable", value=name, message=error.strerror) from None
        return
    # The name is known before the file is there, so that nothing is left behind whenever a signal comes.
    temporary = target.parent / f".{target.name}.{os.urandom(4).hex()}.part"
    try:
        with os.fdopen(os.open(temporary, _NEW_FILE, _OF_OWNER), "wb") as stream:
            yield stream
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except OSError as error:
        raise fail("output_unwritable", value=name, message=error.strerror) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def written_by_polars(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, for Polars to write to: a file without a detour through Python, where it is one.

    Polars reports an error of the system in its own words; here it becomes the :class:`OSError` of its number.
    """
    stream.flush()
    try:
        yield stream
    except Exception as error:
        number = _ERROR_NUMBER.search(str(error))
        if number is None or (isinstance(error, OSError) and error.errno):
            raise
        raise OSError(int(number.group(1)), os.strerror(int(number.group(1)))) from None


def standard_output() -> BinaryIO:
    """The bytes of the standard output; every write is whole, even where Python runs unbuffered."""
    if sys.stdout is None:
        raise fail("output_unwritable", value=STANDARD, message=os.strerror(errno.EBADF))
    stream = sys.stdout.buffer
    return _buffered(stream) if isinstance(stream, io.RawIOBase) else stream


@cache
def _buffered(stream: io.RawIOBase) -> BinaryIO:
    """A buffer that lives as long as the process: to drop it would close the stream below it."""
    return io.BufferedWriter(stream)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those a new file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
