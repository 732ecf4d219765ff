"""Where two trees of JSON differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class _Absent:
    def __repr__(self) -> str:
        return "absent"


ABSENT = _Absent()
"""What stands for a value that one of the trees does not have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in the result, what is stored there and what was calculated anew; ``ABSENT`` where there is nothing."""

    place: str
    stored: Any
    recomputed: Any


def compare_trees(place: str, stored: Any, recomputed: Any) -> Iterator[Difference]:
    """The places in which two trees differ, the entries of a list by their names."""
    if isinstance(stored, dict) and isinstance(recomputed, dict):
        yield from _compare_parts(place, stored, recomputed)
    elif isinstance(stored, list) and isinstance(recomputed, list):
        yield from _compare_parts(place, _by_name(stored), _by_name(recomputed))
    elif stored != recomputed or isinstance(stored, bool) != isinstance(recomputed, bool):
        yield Difference(place, stored, recomputed)


def _compare_parts(place: str, stored: Mapping[str, Any], recomputed: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*stored, *recomputed)):
        yield from compare_trees(f"{place}.{name}", stored.get(name, ABSENT), recomputed.get(name, ABSENT))


def _by_name(entries: list[Any]) -> dict[str, Any]:
    """A list as a table: by ``name`` or ``code`` where its entries have one, else by number."""
    names = [
        str(entry.get("name") or entry.get("code") or index) if isinstance(entry, dict) else str(index)
        for index, entry in enumerate(entries, start=1)
    ]
    return dict(
        zip(names if len(set(names)) == len(names) else map(str, range(1, len(names) + 1)), entries, strict=True)
    )
