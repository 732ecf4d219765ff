"""Asking at a terminal for what the command line left out, and saying how to ask for it in one line next time.

A question stands on a line of its own, with what may be written and what an empty answer means; the answer is typed
after ``> `` on the next one. Everything goes to the standard error.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from benefitcli.cli._typer import PROGRAM
from benefitcli.cli.process import STATE, print_error
from benefitcli.engine.benefit import Field, InputSchema
from benefitcli.engine.texts import format_fact
from benefitcli.errors import BenefitError, Problem
from benefitcli.i18n.problems import localised_notations, message_of
from benefitcli.i18n.tables import QUESTIONS
from benefitcli.i18n.words import KINDS, PROMPTS, WORDS
from benefitcli.inputs.case import Question
from benefitcli.inputs.parse import accepted_forms, clean, parse
from benefitcli.law.dates import to_day
from benefitcli.reports.terminal import Sheet

PROMPT = "> "

Value = TypeVar("Value")


def ask(question: str, notes: Sequence[str], read: Callable[[str], Value]) -> Value:
    """Put a question until ``read`` takes the answer, which has no blanks around it; it may be empty.

    The notes stand in brackets behind the question. The end of the input, like an interrupt, is the end of the
    conversation.
    """
    translator = STATE.translator
    Sheet(sys.stderr).line(question + (translator.brackets(translator.clauses(notes)) if notes else ""))
    while True:
        try:
            return read(clean(_read_line()))
        except BenefitError as error:
            print_error(error, translator)


def _read_line() -> str:
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


class FieldPrompter:
    """Asks for the fields of one case until it can be calculated.

    A field is asked for that a problem names and the command line left out; once anything is asked, so are the fields
    with a default of their own, because they change the result.
    """

    def __init__(self, schema: InputSchema, given: Mapping[str, str], question: Question) -> None:
        """Begin with the facts of the command line."""
        self.schema = schema
        self.given = {name: text for name, text in given.items() if clean(text)}
        self.question = question
        self.answers: dict[str, str | None] = {}
        self.translator = STATE.translator
        self.sheet = Sheet(sys.stderr)

    def prompt_for_missing(self, calculate: Callable[[Mapping[str, str]], Value]) -> Value:
        """What the calculation gives in the end. Raises :class:`BenefitError` for what asking cannot mend."""
        while True:
            answered = {name: text for name, text in self.answers.items() if text is not None}
            try:
                return calculate({**self.given, **answered})
            except BenefitError as error:
                if not all(self._can_ask_for(problem) for problem in error.problems):
                    raise
                self._ask_about(error.problems)

    def print_command_line(self, arguments: Sequence[str]) -> None:
        """Say the command line that would have done without the questions, if there were any."""
        if not self.answers:
            return
        words = [PROGRAM, *arguments]
        for name, text in self.answers.items():
            if text is not None:
                words += _option_words(self.schema.field(name), text)
        sys.stdout.flush()
        self.sheet.line()
        self.sheet.line(self.translator(PROMPTS["one_line"]), "dim")
        self.sheet.verbatim(f"  {shlex.join(words)}")

    def _can_ask_for(self, problem: Problem) -> bool:
        """Whether the field of the problem was left out, or answered here and not on the command line."""
        return problem.field in {field.name for field in self.schema.fields} and problem.field not in self.given

    def _ask_about(self, problems: Sequence[Problem]) -> None:
        is_first = not self.answers
        for problem in problems:
            if problem.code == "one_field_needed":
                self.sheet.line(message_of(problem, self.translator))
                self._ask_for_one_of(self.schema.one_of)
            else:
                if problem.field in self.answers:
                    print_error(BenefitError(problem), self.translator)
                elif problem.code != "field_missing":
                    self.sheet.line(message_of(problem, self.translator))
                self._ask(self.schema.field(problem.field or ""), is_needed=True)
        for field in self.schema.fields if is_first else ():
            if field.name not in {*self.given, *self.answers} and self._has_default(field):
                self._ask(field, is_needed=False)
        self.sheet.line()

    def _has_default(self, field: Field) -> bool:
        """Whether the field has a value if nobody gives one; that of another field has to be there itself."""
        other = field.default.removeprefix("=") if field.default else ""
        return field.default is not None and (field.default == other or other in {*self.given, *self.answers})

    def _ask_for_one_of(self, names: Sequence[str]) -> None:
        for name in names:
            self._ask(self.schema.field(name), is_needed=name == names[-1])
            if self.answers[name] is not None:
                return

    def _ask(self, field: Field, *, is_needed: bool) -> None:
        """Ask for a field; an empty answer takes the default, or leaves out what need not be there."""
        default = _today(field, self.question) if is_needed else None
        can_be_empty = bool(default) or not is_needed
        notations = self.translator(KINDS["boolean"]) if field.kind == "boolean" else accepted_forms(field)
        notes = [self.translator(PROMPTS["accepted"], forms=localised_notations(notations, self.translator))]
        if can_be_empty:
            notes.append(self.translator(PROMPTS["enter"], default=default or self._default_of(field)))
        name = self.translator.of(field)
        read = partial(_read_answer, field, default, can_be_empty=can_be_empty)
        self.answers[field.name] = ask(name[0].upper() + name[1:], notes, read)

    def _default_of(self, field: Field) -> str:
        """The default in words."""
        text = field.default
        if text is None:
            return self.translator(PROMPTS["left_out"])
        if text.startswith("="):
            return self.translator(WORDS["same_as"], field=self.translator.of(self.schema.field(text[1:])))
        if field.kind == "boolean":
            return self.translator(WORDS["yes" if text == "true" else "no"])
        return text


def _read_answer(field: Field, default: str | None, text: str, *, can_be_empty: bool) -> str | None:
    """The answer as the text that a file would hold. Raises :class:`BenefitError` for one that cannot be read."""
    if not text and can_be_empty:
        return default
    value = parse(field, text) if text else Problem("field_missing", field.name, accepted=accepted_forms(field))
    if isinstance(value, Problem):
        raise BenefitError(value)
    return str(value).lower() if isinstance(value, bool) else format_fact(field.kind, value)


def _today(field: Field, question: Question) -> str | None:
    """A day or a year that is asked for because it is the case's own time is today's, unless another is named."""
    if field.name in ("start_date", "on_date"):
        return format_fact("date", to_day(question.today))
    return str(question.today.year) if field.name == "year" else None


def _option_words(field: Field, text: str) -> list[str]:
    if field.kind != "boolean":
        return [field.option, text]
    return [field.option if text == "true" else "--no-" + field.option.removeprefix("--")]


class OptionPrompter:
    """Takes an option if it was given, asks if it may, and keeps what is missing otherwise."""

    def __init__(self, *, may_ask: bool) -> None:
        """Begin with nothing missing."""
        self.may_ask = may_ask
        self.problems: list[Problem] = []
        self.missing: list[str] = []

    def take(
        self, name: str, given: str | None, read: Callable[[str], Value], default: str | None = None
    ) -> Value | None:
        """The value of an option or of an answer, read; an answer that cannot be read is asked for again.

        With a ``default`` nothing is missing: an empty answer means the default.
        """
        if given is None and self.may_ask:
            notes = [STATE.translator(PROMPTS["enter"], default=default)] if default else []
            return ask(STATE.translator(QUESTIONS[name]), notes, lambda text: read(text or default or ""))
        text = default if given is None else given
        if text is None:
            self.missing.append("--" + name.replace("_", "-"))
            return None
        try:
            return read(text)
        except BenefitError as error:
            self.problems += error.problems
            return None

    def finish(self) -> None:
        """Raise :class:`BenefitError` with all that is missing, in one problem, and all that cannot be read."""
        absent = [Problem("option_missing", field=", ".join(dict.fromkeys(self.missing)))] if self.missing else []
        if absent or self.problems:
            raise BenefitError(*absent, *self.problems)
