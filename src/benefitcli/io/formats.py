"""Which format a file has: by its name, by what the user says, or by what is usual on a stream."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from benefitcli.errors import fail
from benefitcli.io.streams import STANDARD

TABLES = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
"""The formats of many rows, by suffix."""

ANSWERS = {
    ".txt": "text",
    ".json": "json",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
}
"""The formats of a single result, by suffix."""

PLANS = ANSWERS | {".ics": "ics"}
"""The formats of a plan, by suffix."""

FORECASTS = TABLES | ANSWERS
"""The formats of a forecast, which is both rows and a page, by suffix."""

BINARY = ("xlsx", "parquet")
"""Formats that no terminal can show."""


def refuse_terminal(path: str | None, kind: str) -> None:
    """Raise :class:`BenefitError` where a terminal would be sent what it cannot show."""
    is_standard = path is None or path == STANDARD
    if kind in BINARY and is_standard and sys.stdout is not None and sys.stdout.isatty():
        raise fail("terminal_cannot_show", value=kind)


def format_of(path: str | None, named: str | None, fallback: str = "csv", suffixes: Mapping[str, str] = TABLES) -> str:
    """The format of a path: the one that was named, else that of its suffix; ``fallback`` on a standard stream.

    Raises :class:`BenefitError` for a name or a suffix that is not known.
    """
    if named is not None:
        known = tuple(dict.fromkeys(suffixes.values()))
        if named not in known:
            raise fail("format_unknown", value=named, accepted=", ".join(known))
        return named
    if path is None or path == STANDARD:
        return fallback
    suffix = Path(path).suffix.casefold()
    if suffix not in suffixes:
        if suffix and not Path(path).is_char_device():
            raise fail("suffix_unknown", value=path, accepted=", ".join(suffixes), suffix=suffix)
        return fallback
    return suffixes[suffix]
