"""Being asked to end while a file is in work."""

from __future__ import annotations

import signal
from typing import NoReturn


def end_in_order() -> None:
    """Let a request to end do what an interrupt does: leave no half file behind.

    To be called when Polars is there: importing it lets a waiting read go on after an interrupt, and installing the
    handler anew ends that.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: object) -> NoReturn:
    """End in order at the first signal; what is left then is tidying up, which a second one must not cut short."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
