"""Seconds and peak memory of a process, measured by a small one: a child counts the memory of whoever starts it as its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def measured(words: Sequence[str], *targets: Path, codes: Sequence[int] = (0,)) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a process that ends with one of the codes.

    ``targets`` are the files that it writes: they are new ones, and nothing of an earlier run still waits for the disk.
    """
    for target in targets:
        target.unlink(missing_ok=True)
    os.sync()
    done = subprocess.run([sys.executable, __file__, *words], stdout=subprocess.PIPE, check=True)
    code, seconds, peak = json.loads(done.stdout.splitlines()[-1])
    assert code in codes, words
    return seconds, peak


if __name__ == "__main__":
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps([process.returncode, time.perf_counter() - start, usage.ru_maxrss / 1024]))
