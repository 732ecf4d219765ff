"""Terms of a formula as people read them, with the brackets that keep its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable

from benefitcli.arithmetic.figures import Sources
from benefitcli.arithmetic.words.formula import walk
from benefitcli.arithmetic.words.law import is_assumed
from benefitcli.arithmetic.words.terms import SPANS, Fact, Number, Operation, Parameter, Recorded, Term, Truth
from benefitcli.benefits.fields import Field
from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.formulas import COUNTINGS, FORMULA_WORDS, OPERATORS, PHRASES, VIEWS
from benefitcli.catalogue.labels import CHOICES, label
from benefitcli.law.vocabulary import PARAMETERS
from benefitcli.render.layout import NO_BREAK
from benefitcli.render.values import human_amount, human_date

# How tightly an expression holds together, loosest first; a looser one inside a tighter one is put in brackets.
OR, AND, COMPARISON, PHRASE, SUM, ROUNDED, PRODUCT, WORD = range(8)
_LEVELS = {"or": OR, "and": AND, "add": SUM, "subtract": SUM, "anniversary": SUM, "multiply": PRODUCT}
_ROUNDED = ("divide_down", "divide_up", "share", "share_up")
_POSSESSIVES = ("month_of", "year_of", "first_day_of", "first_day_of_year", "last_day_of_year", "first_month_from")
_BLANK_AT_BRACKET = re.compile(r"(?<=）)[ \u00a0](?!\[)|[ \u00a0](?=（)")
_EXTREMES = ("latest", "earliest", "smallest", "which_is_smallest")


class FormulaWriter:
    """Writes settled terms in a language.

    ``marks`` gives the numbers of some sources. ``known_day`` is the day, in words, whose law is already said to hold
    for all that is written; only another day is named beside a number.
    """

    def __init__(self, language: Language, steps: frozenset[str], marks: Callable[[Sources], str]) -> None:
        self.language = language
        self.known_day: str | None = None
        self._steps = steps
        self._marks = marks

    def write(self, term: Term, least: int = OR) -> str:
        """The term, in brackets where it holds together less than ``least``."""
        if isinstance(term, Number):
            return self._number(term, term.unit)
        if isinstance(term, Truth):
            raise TypeError("a settled condition is no part of a formula")
        if isinstance(term, Fact):
            name = self._fact(term)
            return self._word("yes").format(name) if term.field.kind == "boolean" else name
        if isinstance(term, Recorded):
            return self.named(label(term.name, self.language))
        if isinstance(term, Parameter):
            return _tidy(self._parameter(term))
        assert isinstance(term, Operation), "readings are settled before a term is written"
        level, text = self._operation(term)
        return _tidy(self._word("brackets").format(text) if level < least else text)

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

    def amount(self, unit: str | None, value: int | None) -> str:
        """A number with its unit, not to be broken."""
        if unit == "date" and value is not None:
            return human_date(value, self.language, weekday=False)
        return human_amount(unit, value, self.language).replace(" ", NO_BREAK)

    def rungs(self, term: Parameter) -> str:
        """The rungs of a scale and its sources."""
        bands = term.piece.bands if term.piece else ()
        texts = [self._phrase("rung").format(first, self.amount(term.unit, value)) for first, value in bands]
        return self._word("comma").join(texts) + self.marked(term.piece.sources if term.piece else ())

    def counting(self, term: Parameter) -> str:
        """How the days of a parameter are counted, whether that is assumed, and who says so."""
        text = choose(COUNTINGS[str(term.value)], self.language) if term.piece else ""
        text += self.marked(term.sources)
        return self._word("assumed").format(text) if is_assumed(term.piece) else text

    def days_in(self, *terms: Term | None) -> list[str | None]:
        """The days, in words, whose law some terms ask for; None is the day of the event."""
        found = [one.day for term in terms if term is not None for one in walk(term) if isinstance(one, Parameter)]
        return list(dict.fromkeys(None if day is None else self.write(day) for day in found))

    def _operation(self, term: Operation) -> tuple[int, str]:
        if term.op in OPERATORS:
            return self._infix(term)
        if term.op in ("and", "or"):
            level = _LEVELS[term.op]
            return level, self._word(term.op).join(self.write(one, level + 1) for one in term.operands)
        if term.op in ("given", "not_given", "not"):
            return COMPARISON, self._negatable(term)
        if term.op == "otherwise":
            return COMPARISON, self._word("otherwise").join(self.write(one, SUM) for one in term.operands)
        if term.op in _EXTREMES:
            return PHRASE, self._extreme(term)
        parts = [self._part(one, term) for one in term.operands]
        if term.op == "band" and isinstance(term.operands[0], Parameter):
            scale = term.operands[0]
            parts = [self._dated(scale, self.parameter_name(scale.name)), parts[1], self.rungs(scale)]
        level = ROUNDED if term.op in _ROUNDED else PHRASE
        return level, self._phrase(term.op).format(*parts) + self.marked(term.sources)

    def _infix(self, term: Operation) -> tuple[int, str]:
        """A sum, product or comparison; the sign stays with what follows it."""
        left, right = term.operands
        level = _LEVELS.get(term.op, COMPARISON)
        if level == COMPARISON:
            sides = self.write(left, PHRASE), self.write(right, PHRASE)
        elif term.op == "anniversary" and isinstance(right, Number):
            word = "one_year" if right.value == 1 else "years"
            sides = self.write(left, level), self._word(word).format(right.value).replace(" ", NO_BREAK)
        else:
            sides = self._side(left, right, level), self._side(right, left, level + (term.op == "subtract"))
        return level, f"{sides[0]} {OPERATORS[term.op]}{NO_BREAK}{sides[1]}"

    def _side(self, term: Term, other: Term, least: int) -> str:
        """One side of a sum: a plain number beside a date is a number of days."""
        if isinstance(term, Number) and least <= PRODUCT and other.unit in (*SPANS, "ratio"):
            is_factor = least == PRODUCT and other.unit == "ratio"
            return self._number(term, None if is_factor else SPANS.get(other.unit or "", other.unit))
        return self.write(term, least)

    def _number(self, term: Number, unit: str | None) -> str:
        return self.amount(unit, term.value)

    def _fact(self, term: Fact) -> str:
        field = term.field
        name = self.fact_name(field)
        is_step_too = field.name in self._steps and field.kind != "boolean"
        return self._word("as_given").format(name) if is_step_too else name

    def _parameter(self, term: Parameter) -> str:
        name = self.parameter_name(term.name)
        if term.piece is None:
            return self._dated(term, self._word("unset").format(name))
        seen = choose(VIEWS[term.view], self.language).format(name)
        value = NO_BREAK + self.amount(term.unit, term.value) if isinstance(term.value, int) else ""
        return self._dated(term, seen + value + self.marked(term.sources))

    def _dated(self, term: Parameter, text: str) -> str:
        day = None if term.day is None else self.write(term.day)
        return text if day in (None, self.known_day) else self._word("on").format(text, day)

    def _part(self, term: Term, whole: Operation) -> str:
        """An operand of a phrase."""
        if isinstance(term, Parameter) and term.view == "counting":
            return self.counting(term)
        return self.noun(term) if whole.op in _POSSESSIVES else self.write(term, PRODUCT)

    def noun(self, term: Term) -> str:
        """A term where no sign stands beside it: "the month of …" needs no brackets there."""
        return self.write(term, OR if isinstance(term, Operation) and term.op in _POSSESSIVES else PRODUCT)

    def _negatable(self, term: Operation) -> str:
        """Whether something is given, or a yes-or-no fact is no."""
        (subject,) = term.operands
        if term.op == "not":
            assert isinstance(subject, Fact), "the opposite of any other condition is written as a condition"
            return self._word("no").format(self._fact(subject))
        if isinstance(subject, Operation) and subject.op == "band":
            subject = subject.operands[0]
        if isinstance(subject, Parameter):
            phrase = {"given": "is_set", "not_given": "is_not_set"}[term.op]
            return self._phrase(phrase).format(self.parameter_name(subject.name))
        name = self.fact_name(subject.field) if isinstance(subject, Fact) else self.write(subject, PRODUCT)
        return self._phrase(term.op).format(name)

    def _extreme(self, term: Operation) -> str:
        if term.op == "which_is_smallest":
            texts = [self.named(choose(CHOICES[name], self.language)) for name in term.names]
        else:
            texts = [self._candidate(one) for one in term.operands]
        listed = self._word("comma").join(texts[:-1]) + self._word("last_comma") + texts[-1]
        of_two = len(texts) == len(("one", "the other"))
        if term.op in ("latest", "earliest"):
            days = term.unit in SPANS
            suffix = {(True, True): "two_days", (False, True): "days", (True, False): "two", (False, False): "many"}
            return self._phrase(f"{term.op}_of_{suffix[of_two, days]}").format(all=listed)
        return self._phrase(term.op).format(all=listed)

    def _candidate(self, term: Term) -> str:
        """One of several to choose from; what a case may leave empty does not take part then."""
        text = self.noun(term)
        may_be_missing = any(isinstance(one, Fact) and one.may_be_missing for one in walk(term))
        has_fallback = isinstance(term, Operation) and term.op == "otherwise"
        return self._phrase("if_given").format(text) if may_be_missing and not has_fallback else text

    def marked(self, sources: Sources) -> str:
        """The numbers of some sources, on the line of what they follow."""
        return NO_BREAK + self._marks(sources) if sources else ""

    def _word(self, name: str) -> str:
        return choose(FORMULA_WORDS[name], self.language)

    def _phrase(self, name: str) -> str:
        return choose(PHRASES[name], self.language)


def _tidy(text: str) -> str:
    """Full-width brackets bring their own space."""
    return _BLANK_AT_BRACKET.sub("", text)
