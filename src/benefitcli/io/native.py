"""Letting Polars write into a stream, and telling its errors as those of the system that they are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

_NUMBER = re.compile(r"\(os error (\d+)\)")


@contextmanager
def written_by_polars(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, for Polars to write to: a file without a detour through Python, where it is one.

    Polars tells an error of the system in its own words; here it becomes the :class:`OSError` of its number.
    """
    stream.flush()
    try:
        yield stream
    except Exception as error:
        number = _NUMBER.search(str(error))
        if number is None or (isinstance(error, OSError) and error.errno):
            raise
        raise OSError(int(number.group(1)), os.strerror(int(number.group(1)))) from None
