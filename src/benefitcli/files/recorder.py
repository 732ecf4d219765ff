"""A stream that Polars writes to and that remembers what went wrong in it."""

from __future__ import annotations

from typing import IO


class Recorder:
    """Passes bytes on; Polars tells an error in its own words, :attr:`error` is the one that the system gave."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Write to ``stream``."""
        self._stream = stream
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Pass bytes on."""
        try:
            return self._stream.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Pass on what is kept back."""
        self._stream.flush()
