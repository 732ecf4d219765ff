"""Asking at a terminal for what the command line left out, and saying how to ask for it in one line next time."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from benefitcli.engine.benefit import Field, InputSchema
from benefitcli.engine.texts import format_fact
from benefitcli.errors import BenefitError, Problem
from benefitcli.i18n import Language, choose
from benefitcli.i18n.problems import format_error, localised_notations, message_of
from benefitcli.i18n.words import KINDS, PROMPTS, WORDS
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import accepted_forms, clean, parse
from benefitcli.law.dates import to_day
from benefitcli.reports.terminal import Sheet

PROMPT = "> "

Answered = TypeVar("Answered")


class Conversation:
    """Questions about one case until it can be calculated.

    A field is asked for that a problem names and the command line left out; once anything is asked, so are the fields
    with a default of their own, because they change the result. Everything goes to the standard error.
    """

    def __init__(self, form: InputSchema, facts: Mapping[str, str], language: Language) -> None:
        """Begin with the facts of the command line."""
        self.form = form
        self.given = {name: text for name, text in facts.items() if clean(text)}
        self.answers: dict[str, str | None] = {}
        self.language = language
        self.sheet = Sheet(sys.stderr)

    def answer(self, question: Question, calculate: Callable[[Mapping[str, str]], Answered]) -> Answered:
        """What the calculation gives in the end. Raises :class:`BenefitError` for what asking cannot mend.

        The end of the input ends the conversation as an interrupt does.
        """
        while True:
            answered = {name: text for name, text in self.answers.items() if text is not None}
            try:
                return calculate({**self.given, **answered})
            except BenefitError as error:
                if not all(self._can_ask_for(problem) for problem in error.problems):
                    raise
                self._ask_about(error.problems, question)

    def end(self, arguments: Sequence[str]) -> None:
        """Say the command line that would have done without the questions, if there were any."""
        if not self.answers:
            return
        words = ["benefitcli", *arguments]
        for name, text in self.answers.items():
            if text is not None:
                words += _option_words(self.form.field(name), text)
        sys.stdout.flush()
        self.sheet.line()
        self.sheet.line(self._word("one_line"), "dim")
        self.sheet.verbatim(f"  {shlex.join(words)}")

    def _can_ask_for(self, problem: Problem) -> bool:
        """Whether the field of the problem was left out, or answered here and not on the command line."""
        return problem.field in {one.name for one in self.form.fields} and problem.field not in self.given

    def _ask_about(self, problems: Sequence[Problem], question: Question) -> None:
        is_first = not self.answers
        for problem in problems:
            if problem.code == "one_field_needed":
                self.sheet.line(message_of(problem, self.language))
                self._ask_for_one_of(self.form.one_of, question)
            else:
                if problem.field in self.answers:
                    self._show(problem)
                elif problem.code != "field_missing":
                    self.sheet.line(message_of(problem, self.language))
                self._ask(self.form.field(problem.field or ""), question, is_needed=True)
        for field in self.form.fields if is_first else ():
            if field.name not in {*self.given, *self.answers} and self._has_default(field):
                self._ask(field, question, is_needed=False)
        self.sheet.line()

    def _has_default(self, field: Field) -> bool:
        """Whether the field has a value if nobody gives one; that of another field has to be there itself."""
        other = field.default.removeprefix("=") if field.default else ""
        return field.default is not None and (field.default == other or other in {*self.given, *self.answers})

    def _ask_for_one_of(self, names: Sequence[str], question: Question) -> None:
        for name in names:
            self._ask(self.form.field(name), question, is_needed=name == names[-1])
            if self.answers[name] is not None:
                return

    def _ask(self, field: Field, question: Question, *, is_needed: bool) -> None:
        """Ask until the answer can be read; an empty one takes the default, or leaves out what need not be there."""
        default = _today(field, question) if is_needed else None
        self.sheet.line(self._question(field, default, is_needed=is_needed))
        while True:
            text = clean(_read_line())
            if not text and (default or not is_needed):
                self.answers[field.name] = default
                return
            value = parse(field, text) if text else Problem("field_missing", field.name, accepted=accepted_forms(field))
            if not isinstance(value, Problem):
                self.answers[field.name] = (
                    str(value).lower() if isinstance(value, bool) else format_fact(field.kind, value)
                )
                return
            self._show(value)

    def _question(self, field: Field, default: str | None, *, is_needed: bool) -> str:
        """``婴儿数（可以写：1..9；回车：1）``."""
        is_chinese = self.language == "zh"
        name = field.zh if is_chinese else field.en[0].upper() + field.en[1:]
        forms = choose(KINDS["boolean"], self.language) if field.kind == "boolean" else accepted_forms(field)
        notes = [self._word("accepted").format(forms=localised_notations(forms, self.language))]
        if default or not is_needed:
            notes.append(self._word("enter").format(default=default or self._default_of(field)))
        return f"{name}（{'；'.join(notes)}）" if is_chinese else f"{name} ({'; '.join(notes)})"

    def _default_of(self, field: Field) -> str:
        """The default in words."""
        text = field.default
        if text is None:
            return self._word("left_out")
        if text.startswith("="):
            other = self.form.field(text[1:])
            return choose(WORDS["same_as"], self.language).format(field=other.zh if self.language == "zh" else other.en)
        if field.kind == "boolean":
            return choose(WORDS["yes" if text == "true" else "no"], self.language)
        return text

    def _show(self, problem: Problem) -> None:
        first, *further = format_error(problem, self.language)
        self.sheet.line(first)
        for line in further:
            self.sheet.line(line, indent=2)

    def _word(self, name: str) -> str:
        return choose(PROMPTS[name], self.language)


def _today(field: Field, question: Question) -> str | None:
    """A day or a year that is asked for because it is the case's own time is today's, unless another is named."""
    if field.name in ("start_date", "on_date"):
        return format_fact("date", to_day(question.today))
    return str(question.today.year) if field.name == "year" else None


def _option_words(field: Field, text: str) -> list[str]:
    if field.kind != "boolean":
        return [field.option, text]
    return [field.option if text == "true" else "--no-" + field.option.removeprefix("--")]


def _read_line() -> str:
    """A line from the terminal; the end of the input, like an interrupt, is the end of the conversation."""
    sys.stderr.write(PROMPT)
    sys.stderr.flush()
    line = ""
    try:
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
    finally:
        if not line.endswith("\n"):
            sys.stderr.write("\n")
    return line
