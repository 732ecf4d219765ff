"""The process: ``benefitcli`` and ``python -m benefitcli`` begin here."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Prepare the process, run the command line, end with its exit code."""
    # One case is over before the garbage of its start is worth collecting; a batch turns the collector on again.
    gc.disable()
    # Looking for pydantic plugins costs as much as the whole calculation; the tables need none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from benefitcli.cli.main import run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    # Nothing is left to be done: to take the interpreter down in order takes a fifth of the time of one case, and a
    # thread that still waits for input would keep it from ending at all.
    os._exit(code)


if __name__ == "__main__":
    main()
