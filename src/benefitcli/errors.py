"""What can go wrong, as values.

A :class:`Problem` says where, what was seen and what is accepted; it holds no sentence in any language. The
catalogue turns it into one, so a single case, a row of a batch and ``--format json`` all report the same thing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``code`` names the kind and is part of the contract; ``field`` and ``value`` say where and what was seen,
    ``accepted`` what would do, in a form that reads in every language; ``details`` fills the message.
    """

    code: str
    field: str | None = None
    value: str | None = None
    accepted: str | None = None
    details: dict[str, Any] = dataclasses.field(default_factory=dict)


class BenefitError(Exception):
    """The command, the input or a table cannot be used.

    Carries every problem found, never only the first; ``exit_code`` is what the process ends with.
    """

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems in the order in which they were found."""
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems


def fail(code: str, **details: Any) -> BenefitError:
    """A :class:`BenefitError` of one problem; ``field``, ``value`` and ``accepted`` are taken out of the details."""
    place = {name: details.pop(name) for name in ("field", "value", "accepted") if name in details}
    return BenefitError(Problem(code, **place, details=details))


def nearest(word: str, known: Iterable[str], count: int = 3, cutoff: float = 0.6) -> list[str]:
    """At most ``count`` of the ``known`` words that are most like one that is not among them, the best first.

    ``cutoff`` is how alike they must be, from 0 to 1.
    """
    # Only a wrong word needs it.
    from difflib import get_close_matches

    return get_close_matches(word, list(known), n=count, cutoff=cutoff)
