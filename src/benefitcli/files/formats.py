"""Which format a file has: by its name, by what the user says, or by what is usual on a stream."""

from __future__ import annotations

from pathlib import Path

from benefitcli.errors import fail
from benefitcli.files.places import STANDARD

FORMATS = ("csv", "tsv", "xlsx", "jsonl", "parquet")
_SUFFIXES = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}


def format_of(place: str | None, named: str | None, fallback: str = "csv") -> str:
    """The format of a place: the one that was named, else that of its suffix; ``fallback`` on a standard stream.

    Raises :class:`BenefitError` for a name or a suffix that is not known.
    """
    if named is not None:
        if named not in FORMATS:
            raise fail("format_unknown", value=named, accepted=", ".join(FORMATS))
        return named
    if place is None or place == STANDARD:
        return fallback
    suffix = Path(place).suffix.casefold()
    if suffix not in _SUFFIXES:
        return fallback if not suffix or Path(place).is_char_device() else _refuse(place, suffix)
    return _SUFFIXES[suffix]


def _refuse(place: str, suffix: str) -> str:
    raise fail("suffix_unknown", value=place, accepted=", ".join(_SUFFIXES), suffix=suffix)
