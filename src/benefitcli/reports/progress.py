"""Progress of a batch on the standard error: rows done, rate, time left where the size is known, errors so far."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benefitcli.i18n import Language
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.io.table import Table

if TYPE_CHECKING:
    from benefitcli.workflows.batch import RowCounts

TICK = 0.2


@contextmanager
def progress(table: Table, tally: RowCounts, language: Language, *, visible: bool) -> Iterator[None]:
    """Show how far a batch has come while the body runs; the line is gone when it ends."""
    if not visible:
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    translator = Translator(language)
    columns = [TextColumn("{task.description}"), BarColumn(bar_width=20), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=5) as bar:
        task = bar.add_task("", total=table.size)
        done = threading.Event()

        def watch() -> None:
            seconds = 0.0
            while not done.wait(TICK):
                seconds += TICK
                text = translator(
                    WORDS["progress"],
                    rows=f"{tally.rows:,}",
                    rate=f"{tally.rows / seconds:,.0f}",
                    failed=f"{tally.failed:,}",
                )
                bar.update(task, completed=table.position, description=text)

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
