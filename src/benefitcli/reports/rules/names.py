"""What the terms of a formula are called: facts, parameters, their numbers and their sources."""

from __future__ import annotations

import re
from collections.abc import Callable

from benefitcli.engine.benefit import Field
from benefitcli.engine.formula.law import is_assumed
from benefitcli.engine.formula.terms import Parameter
from benefitcli.engine.quantity import Sources
from benefitcli.i18n import Language, choose
from benefitcli.i18n.formulas import COUNTINGS, FORMULA_WORDS, PHRASES, VIEWS
from benefitcli.i18n.translator import Translator
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.timeline import EARLIEST
from benefitcli.reports.terminal import NO_BREAK
from benefitcli.reports.values import human_amount, human_date

_BLANK_AT_BRACKET = re.compile(r"(?<=）)[ \u00a0](?!\[)|[ \u00a0](?=（)")


def tidy(text: str) -> str:
    """The text without blanks beside full-width brackets, which bring their own."""
    return _BLANK_AT_BRACKET.sub("", text)


class TermNames:
    """The names of terms in a language; ``marks`` gives the numbers of some sources."""

    def __init__(self, language: Language, marks: Callable[[Sources], str]) -> None:
        self.language = language
        self._marks = marks

    def named(self, name: str) -> str:
        """A name as a defined term: in English it has a capital letter."""
        return name[:1].upper() + name[1:]

    def fact_name(self, field: Field) -> str:
        """What a field is called."""
        return self.named(field.zh if self.language == "zh" else field.name.replace("_", " "))

    def parameter_name(self, name: str) -> str:
        """What a parameter is called."""
        known = PARAMETERS[name]
        return self.named(known.zh if self.language == "zh" else known.en)

    def amount(self, unit: str | None, value: int) -> str:
        """A number with its unit, not to be broken."""
        if unit == "date":
            is_open = value <= EARLIEST
            return self.word("beginning") if is_open else human_date(value, Translator(self.language), weekday=False)
        return human_amount(unit, value, Translator(self.language)).replace(" ", NO_BREAK)

    def seen(self, view: str, term: Parameter, value: int, sources: Sources) -> str:
        """A parameter through a view, with the number and the sources that it has there."""
        amount = self.amount(term.unit, value) + self.marked(sources)
        text = choose(VIEWS[view], self.language).format(self.parameter_name(term.name), amount)
        return tidy(text.replace(f" {amount}", NO_BREAK + amount))

    def rungs(self, term: Parameter) -> str:
        """The rungs of a scale and its sources."""
        if term.piece is None:
            return ""
        texts = [
            self.phrase("threshold").format(first, self.amount(term.unit, value)) for first, value in term.piece.bands
        ]
        return self.word("comma").join(text.replace(" ", NO_BREAK) for text in texts) + self.marked(term.piece.sources)

    def counting(self, term: Parameter) -> str:
        """How the days of a parameter are counted, whether that is assumed, and who says so."""
        if term.piece is None:
            return self.word("unset_counting")
        text = choose(COUNTINGS[str(term.value)], self.language) + self.marked(term.sources)
        return self.word("assumed").format(text) if is_assumed(term.piece) else text

    def marked(self, sources: Sources) -> str:
        """The numbers of some sources, on the line of what they follow."""
        return NO_BREAK + self._marks(sources) if sources else ""

    def word(self, name: str) -> str:
        """A fixed word of formulas."""
        return choose(FORMULA_WORDS[name], self.language)

    def phrase(self, name: str) -> str:
        """The phrase of a verb."""
        return choose(PHRASES[name], self.language)
