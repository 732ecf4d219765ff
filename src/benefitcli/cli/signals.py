"""Being asked to end while a file is in work."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import NoReturn


def exit_cleanly_on_signals() -> None:
    """Let a request to end do what an interrupt does: leave no half file behind.

    To be called when Polars is there: importing it lets a waiting read go on after an interrupt, and installing the
    handler anew ends that.
    """
    for number in _requests():
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: object) -> NoReturn:
    """End in order at the first signal; what is left then is tidying up, which a second one must not cut short."""
    for number in _requests():
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _requests() -> Iterator[int]:
    """The signals that ask a process to end; a terminal that hangs up does, unless it was told to go on regardless."""
    yield from (signal.SIGINT, signal.SIGTERM)
    hang_up = getattr(signal, "SIGHUP", None)
    if hang_up is not None and signal.getsignal(hang_up) is not signal.SIG_IGN:
        yield hang_up
