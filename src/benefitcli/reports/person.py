"""Whom a document is about: what people print, sign and file has a name on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benefitcli.i18n import Language, choose
from benefitcli.i18n.forms import FORMS

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, reversals of the direction of writing, and halves of surrogate pairs."""


@dataclass(frozen=True, slots=True)
class Person:
    """The employee of a document. Goes on the page as it was written, and into no calculation."""

    name: str | None = None
    employee_id: str | None = None
    employer: str | None = None

    def lines(self, language: Language) -> list[tuple[str, str]]:
        """What is known, each with its label."""
        known = {"name": self.name, "employee_id": self.employee_id, "employer": self.employer}
        written = {key: printable(text) for key, text in known.items() if text}
        return [(choose(FORMS[key], language), text) for key, text in written.items() if text]


def printable(text: str) -> str:
    """The text in one line, without what no page, sheet or terminal should be sent."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
