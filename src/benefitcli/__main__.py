"""The process: ``benefitcli`` and ``python -m benefitcli`` begin here."""

from __future__ import annotations

import gc
import os
import sys
import threading
from typing import NoReturn


def main() -> NoReturn:
    """Prepare the process, run the command line, end with its exit code."""
    # One case is over before the garbage of its start is worth collecting; a batch turns the collector on again.
    gc.disable()
    # Looking for pydantic plugins costs as much as the whole calculation; the tables need none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from benefitcli.cli.main import run

    code = run(sys.argv[1:])
    if threading.active_count() > 1:
        # A thread that still waits for input would keep Python from ending in order; all output is flushed.
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
