"""Terms of a formula as people read them, with the brackets that keep its meaning, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable

from benefitcli.engine.benefit import Field
from benefitcli.engine.formula.terms import (
    SPANS,
    FieldTerm,
    NumberTerm,
    Operation,
    Parameter,
    Recorded,
    Term,
    Truth,
    walk,
)
from benefitcli.engine.quantity import Sources
from benefitcli.i18n.formulas import COUNTINGS, FORMULA_WORDS, OPERATORS, PHRASES, VIEWS
from benefitcli.i18n.labels import CHOICES, label
from benefitcli.i18n.translator import Translator
from benefitcli.law.dates import FIRST_DAY
from benefitcli.law.parameters import PARAMETERS
from benefitcli.reports.terminal import NO_BREAK
from benefitcli.reports.values import human_amount, human_date

# How tightly an expression holds together, loosest first; a looser one inside a tighter one is put in brackets.
OR, AND, COMPARISON, PHRASE, SUM, ROUNDED, PRODUCT, WORD = range(8)
_LEVELS = {"or": OR, "and": AND, "add": SUM, "subtract": SUM, "anniversary": SUM, "multiply": PRODUCT}
_ROUNDED = ("divide_down", "divide_up", "share", "share_up")
_POSSESSIVES = ("month_of", "year_of", "first_day_of", "first_day_of_year", "last_day_of_year", "first_month_from")
_EXTREMES = ("latest", "earliest", "smallest", "which_is_smallest")

_BLANK_AT_BRACKET = re.compile(r"(?<=）)[ \u00a0](?!\[)|[ \u00a0](?=（)")


def tidy(text: str) -> str:
    """The text without blanks beside full-width brackets, which bring their own."""
    return _BLANK_AT_BRACKET.sub("", text)


class FormulaWriter:
    """Writes settled terms in a language.

    ``known_day`` is the day, in words, whose law is already said to hold for all that is written; only another day is
    named beside a number.
    """

    def __init__(self, translator: Translator, steps: frozenset[str], marks: Callable[[Sources], str]) -> None:
        """Write in a language; ``steps`` are the names of the rule's steps, ``marks`` gives the numbers of sources."""
        self.translator = translator
        self.known_day: str | None = None
        self._steps = steps
        self._marks = marks

    def write(self, term: Term, least: int = OR) -> str:
        """The term, in brackets where it holds together less than ``least``."""
        if not isinstance(term, Operation):
            return self._leaf(term)
        level, text = self._operation(term)
        return tidy(self.word("brackets", text) if level < least else text)

    def noun(self, term: Term) -> str:
        """A term where no sign stands beside it: "the month of …" needs no brackets there."""
        return self.write(term, OR if isinstance(term, Operation) and term.op in _POSSESSIVES else PRODUCT)

    def days_in(self, *terms: Term | None) -> list[str | None]:
        """The days, in words, whose law some terms ask for; None is the day of the event."""
        days = [
            parameter.day
            for term in terms
            if term is not None
            for parameter in walk(term)
            if isinstance(parameter, Parameter)
        ]
        return list(dict.fromkeys(None if day is None else self.noun(day) for day in days))

    def _leaf(self, term: Term) -> str:
        if isinstance(term, NumberTerm):
            return self.amount(term.unit, term.value)
        if isinstance(term, Truth):
            return self.word("always" if term.value else "never")
        if isinstance(term, FieldTerm):
            name = self._fact(term)
            return self.word("yes", name) if term.field.kind == "boolean" else name
        if isinstance(term, Parameter):
            return self._parameter(term)
        assert isinstance(term, Recorded), "readings are settled before a term is written"
        return self.named(label(term.name, self.translator.language))

    def _operation(self, term: Operation) -> tuple[int, str]:
        """How tightly an operation holds together, and its text."""
        if term.op in OPERATORS:
            return self._infix(term)
        if term.op in ("and", "or"):
            return _LEVELS[term.op], self.word(term.op).join(
                self.write(operand, COMPARISON) for operand in term.operands
            )
        if term.op in ("given", "not_given", "not"):
            return COMPARISON, self._negatable(term)
        if term.op == "otherwise":
            return COMPARISON, self.word("otherwise").join(self.write(operand, SUM) for operand in term.operands)
        if term.op in _EXTREMES:
            return PHRASE, self._extreme(term)
        return self._verb(term)

    def _verb(self, term: Operation) -> tuple[int, str]:
        parts = [self._part(operand, term) for operand in term.operands]
        if term.op == "band" and isinstance(term.operands[0], Parameter):
            scale = term.operands[0]
            parts = [self._dated(scale, self.parameter_name(scale.name)), parts[1], self.rungs(scale)]
        # In Chinese the noun comes last and cannot be torn from its "of".
        is_noun = term.op in _POSSESSIVES and self.translator.language == "zh"
        level = WORD if is_noun else ROUNDED if term.op in _ROUNDED else PHRASE
        return level, self.phrase(term.op, *parts) + self.marked(term.sources)

    def _infix(self, term: Operation) -> tuple[int, str]:
        """A sum, product or comparison; the sign stays with what follows it."""
        left, right = term.operands
        level = _LEVELS.get(term.op, COMPARISON)
        if level == COMPARISON:
            sides = self.write(left, PHRASE), self.write(right, PHRASE)
        elif term.op == "anniversary" and isinstance(right, NumberTerm):
            word = "one_year" if right.value == 1 else "years"
            sides = self.write(left, level), self.word(word, right.value).replace(" ", NO_BREAK)
        else:
            sides = self.write(left, level), self.write(right, level + (term.op == "subtract"))
        return level, f"{sides[0]} {OPERATORS[term.op]}{NO_BREAK}{sides[1]}"

    def _fact(self, term: FieldTerm) -> str:
        field = term.field
        name = self.fact_name(field)
        is_step_too = field.name in self._steps and field.kind != "boolean"
        return self.word("as_given", name) if is_step_too else name

    def _parameter(self, term: Parameter) -> str:
        name = self.parameter_name(term.name)
        if term.period is None:
            return self._dated(term, self.word("unset", name))
        assert isinstance(term.value, int), "a view without a number is settled, or written with its verb"
        return self._dated(term, self.seen(term.view, term, term.value, term.sources))

    def _dated(self, term: Parameter, text: str) -> str:
        day = None if term.day is None else self.noun(term.day)
        return text if day in (None, self.known_day) else self.word("on", text, day)

    def _part(self, term: Term, whole: Operation) -> str:
        if isinstance(term, Parameter) and term.view in ("counting", "scale"):
            return self.counting(term) if term.view == "counting" else self.parameter_name(term.name)
        return self.noun(term) if whole.op in _POSSESSIVES else self.write(term, PRODUCT)

    def _negatable(self, term: Operation) -> str:
        """Whether something is given, or a yes-or-no fact is no."""
        (subject,) = term.operands
        if term.op == "not":
            assert isinstance(subject, FieldTerm), "the opposite of any other condition is written as a condition"
            return self.word("no", self._fact(subject))
        if isinstance(subject, Operation) and subject.op == "band":
            subject = subject.operands[0]
        if isinstance(subject, Parameter):
            phrase = {"given": "is_set", "not_given": "is_not_set"}[term.op]
            return self.phrase(phrase, self.parameter_name(subject.name))
        name = self.fact_name(subject.field) if isinstance(subject, FieldTerm) else self.write(subject, PRODUCT)
        return self.phrase(term.op, name)

    def _extreme(self, term: Operation) -> str:
        if term.op == "which_is_smallest":
            texts = [self.translator(CHOICES[name]) for name in term.names]
        else:
            texts = [self._candidate(operand) for operand in term.operands]
        listed = self.word("comma").join(texts[:-1]) + self.word("last_comma") + texts[-1]
        of_two = len(texts) == len(("one", "the other"))
        if term.op in ("latest", "earliest"):
            days = term.unit in SPANS
            suffix = {(True, True): "two_days", (False, True): "days", (True, False): "two", (False, False): "many"}
            return self.phrase(f"{term.op}_of_{suffix[of_two, days]}", all=listed)
        return self.phrase(term.op, all=listed)

    def _candidate(self, term: Term) -> str:
        """One of several to choose from; what a case may leave empty does not take part then."""
        text = self.noun(term)
        may_be_missing = any(isinstance(part, FieldTerm) and part.may_be_missing for part in walk(term))
        has_fallback = isinstance(term, Operation) and term.op == "otherwise"
        return self.phrase("if_given", text) if may_be_missing and not has_fallback else text

    def named(self, name: str) -> str:
        """A name as a defined term: in English it has a capital letter."""
        return name[:1].upper() + name[1:]

    def fact_name(self, field: Field) -> str:
        """What a field is called."""
        return self.named(self.translator.field(field.name, field.zh))

    def parameter_name(self, name: str) -> str:
        """What a parameter is called."""
        return self.named(self.translator.of(PARAMETERS[name]))

    def amount(self, unit: str | None, value: int) -> str:
        """A number with its unit, not to be broken."""
        if unit == "date":
            is_open = value <= FIRST_DAY
            return self.word("beginning") if is_open else human_date(value, self.translator, weekday=False)
        return human_amount(unit, value, self.translator).replace(" ", NO_BREAK)

    def seen(self, view: str, term: Parameter, value: int, sources: Sources) -> str:
        """A parameter through a view, with the number and the sources that it has there."""
        amount = self.amount(term.unit, value) + self.marked(sources)
        text = self.translator(VIEWS[view], self.parameter_name(term.name), amount)
        return tidy(text.replace(f" {amount}", NO_BREAK + amount))

    def rungs(self, term: Parameter) -> str:
        """The rungs of a scale and its sources."""
        if term.period is None:
            return ""
        texts = [
            self.phrase("threshold", first, self.amount(term.unit, value)) for first, value in term.period.brackets
        ]
        return self.word("comma").join(text.replace(" ", NO_BREAK) for text in texts) + self.marked(term.period.sources)

    def counting(self, term: Parameter) -> str:
        """How the days of a parameter are counted, whether that is assumed, and who says so."""
        if term.period is None:
            return self.word("unset_counting")
        text = self.translator(COUNTINGS[str(term.value)]) + self.marked(term.sources)
        return self.word("assumed", text) if term.period.is_counting_assumed else text

    def marked(self, sources: Sources) -> str:
        """The numbers of some sources, on the line of what they follow."""
        return NO_BREAK + self._marks(sources) if sources else ""

    def word(self, name: str, *values: object) -> str:
        """A fixed word of formulas."""
        return self.translator(FORMULA_WORDS[name], *values)

    def phrase(self, name: str, *values: object, **named: object) -> str:
        """The phrase of a verb."""
        return self.translator(PHRASES[name], *values, **named)
