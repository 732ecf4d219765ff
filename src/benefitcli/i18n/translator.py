"""Saying things in one language: sentences, plurals, lists and punctuation."""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import Any, Protocol

from benefitcli.i18n import Language, Pair, choose


class Bilingual(Protocol):
    """Whatever has a Chinese and an English side: a field, a parameter, a meaning."""

    @property
    def zh(self) -> str:
        """The Chinese side."""

    @property
    def en(self) -> str:
        """The English side."""


class Named(Protocol):
    """Whatever has a Chinese and an English name: a region, a document's title."""

    @property
    def name(self) -> str:
        """The Chinese name."""

    @property
    def name_en(self) -> str:
        """The English name."""


class _Plurals(string.Formatter):
    """``{rows:row|rows}`` is the number with the word that goes with it: ``1 row``, ``2 rows``."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, more = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if str(value) == '1' else more}"


_PLURALS = _Plurals()


class Translator:
    """One language, as the reports and messages speak it.

    ``translator(PAIR, rows=3)`` is a sentence of the catalogue with its places filled.
    """

    def __init__(self, language: Language) -> None:
        """Speak ``language``."""
        self.language = language

    def __call__(self, pair: Pair, /, *values: object, **named: Any) -> str:
        """The sentence in the language, with its places filled."""
        text = choose(pair, self.language)
        return _PLURALS.vformat(text, values, named) if values or named else text

    def of(self, thing: Bilingual) -> str:
        """The side of a thing in the language."""
        return thing.zh if self.language == "zh" else thing.en

    def name(self, thing: Named) -> str:
        """The name of a thing in the language."""
        return thing.name if self.language == "zh" else thing.name_en

    def field(self, name: str, zh: str) -> str:
        """What a field is called: by its Chinese side, or by its own name."""
        return zh if self.language == "zh" else name.replace("_", " ")

    def choice(self, reading: str, choice: str, meaning: Bilingual, mark: str = "") -> str:
        """A way to read a clause: ``NAME=CHOICE: meaning``."""
        return self.colon(f"{reading}={choice}{mark}", self.of(meaning))

    def listed(self, items: Iterable[str]) -> str:
        """Words one after the other: ``a、b`` or ``a, b``."""
        return ("、" if self.language == "zh" else ", ").join(items)

    def clauses(self, items: Iterable[str]) -> str:
        """Parts of a sentence one after the other: ``a；b`` or ``a; b``."""
        return ("；" if self.language == "zh" else "; ").join(items)

    def comma(self, *parts: str) -> str:
        """Parts of a clause one after the other, those that are there: ``a，b`` or ``a, b``."""
        return ("，" if self.language == "zh" else ", ").join(part for part in parts if part)

    def colon(self, label: str, text: str) -> str:
        """``label：text`` or ``label: text``."""
        return f"{label}：{text}" if self.language == "zh" else f"{label}: {text}"

    def brackets(self, text: str) -> str:
        """``（text）`` or `` (text)``."""
        return f"（{text}）" if self.language == "zh" else f" ({text})"
