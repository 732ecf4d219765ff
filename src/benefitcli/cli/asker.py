"""Taking what options leave open from a person at a terminal, and keeping what is missing where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from benefitcli.cli.state import STATE
from benefitcli.errors import BenefitError, Problem
from benefitcli.i18n import choose
from benefitcli.i18n.problems import format_error
from benefitcli.i18n.tables import QUESTIONS

Read = TypeVar("Read")


class Prompter:
    """Takes an option if it was given, asks if it may, and keeps what is missing otherwise."""

    def __init__(self, *, may_ask: bool) -> None:
        """Begin with nothing missing."""
        self.may_ask = may_ask
        self.problems: list[Problem] = []
        self.missing: list[str] = []

    def take(
        self, name: str, given: str | None, read: Callable[[str], Read], default: str | None = None
    ) -> Read | None:
        """The value of an option or of an answer, read; an answer that cannot be read is asked for again.

        With a ``default`` nothing is missing: an empty answer means the default.
        """
        if given is not None:
            return self._read(read, given)
        while self.may_ask:
            answer = self.ask(name, default)
            try:
                return read(answer)
            except BenefitError as error:
                tell(error)
        if default is not None:
            return self._read(read, default)
        self.missing.append("--" + name.replace("_", "-"))
        return None

    def finish(self) -> None:
        """Raise :class:`BenefitError` with all that is missing, in one problem, and all that cannot be read."""
        absent = [Problem("option_missing", field=", ".join(dict.fromkeys(self.missing)))] if self.missing else []
        if absent or self.problems:
            raise BenefitError(*absent, *self.problems)

    def ask(self, name: str, default: str | None = None, **details: str) -> str:
        """Put a question on the standard error and give the answer without its blanks."""
        text = choose(QUESTIONS[name], STATE.language).format(**details)
        suffix = "：" if STATE.language == "zh" else ": "
        try:
            answer: str = typer.prompt(
                text, default=default, show_default=bool(default), err=True, prompt_suffix=suffix
            )
        except typer.Abort:
            raise KeyboardInterrupt from None
        return answer.strip()

    def _read(self, read: Callable[[str], Read], text: str) -> Read | None:
        try:
            return read(text)
        except BenefitError as error:
            self.problems += error.problems
            return None


def tell(error: BenefitError) -> None:
    """Say on the standard error what is wrong with an answer."""
    for problem in error.problems:
        sys.stderr.write("\n".join(format_error(problem, STATE.language)) + "\n")
