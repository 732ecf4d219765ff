"""Read ahead and write behind in threads, so that input, calculation and output overlap."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")
AHEAD = 1


class _End:
    """The end of a stream, or the error that ended it."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def read_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same items, made in another thread from now on, one ahead of the one that is used."""
    line: queue.Queue[Item | _End] = queue.Queue(maxsize=AHEAD)

    def run() -> None:
        try:
            for item in items:
                line.put(item)
            line.put(_End())
        except BaseException as error:  # noqa: BLE001 - carried over to the thread that reads
            line.put(_End(error))

    def items_in_order() -> Iterator[Item]:
        while not isinstance(item := line.get(), _End):
            yield item
        if item.error:
            raise item.error

    threading.Thread(target=run, daemon=True).start()
    return items_in_order()


class WriteBehind(Generic[Item]):
    """A writer that works in another thread; what goes wrong there is raised at the next item or at the end."""

    def __init__(self, write: Callable[[Item], None]) -> None:
        """Write every item with ``write``."""
        self._write = write
        self._line: queue.Queue[Item | _End] = queue.Queue(maxsize=AHEAD)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def put(self, item: Item) -> None:
        """Hand an item over, when there is room."""
        self._line.put(item)
        self._raise()

    def close(self) -> None:
        """Wait until all is written."""
        self._line.put(_End())
        self._thread.join()
        self._raise()

    def _raise(self) -> None:
        if self._error:
            raise self._error

    def _run(self) -> None:
        """Write until the end; after an error go on taking items, so that nobody waits for room."""
        while not isinstance(item := self._line.get(), _End):
            if self._error is None:
                try:
                    self._write(item)
                except BaseException as error:  # noqa: BLE001 - carried over to the thread that puts
                    self._error = error
