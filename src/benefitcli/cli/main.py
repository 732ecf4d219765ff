"""Running a command line: whatever is wrong becomes one clear message and the right exit code."""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Sequence

import typer
from typer._click.exceptions import ClickException, MissingParameter, NoArgsIsHelpError, NoSuchOption

from benefitcli.benefits.register import SCHEMA_NAMES
from benefitcli.cli.console import configure_streams, unencodable
from benefitcli.cli.state import COMPLETION_VARIABLE, STATE
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n import choose
from benefitcli.i18n.language import check_language, detect_language
from benefitcli.i18n.words import WORDS

EXIT_INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run a command line and give its exit code; nothing but data has gone to the standard output."""
    configure_streams()
    STATE.arguments = arguments
    STATE.language = detect_language(arguments, os.environ)
    STATE.json_errors = _wants_json(arguments)
    try:
        return _obey(arguments)
    except BenefitError as error:
        return _report(error)
    except ClickException as error:
        return 0 if isinstance(error, NoArgsIsHelpError) else _report(BenefitError(_usage_problem(error)))
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough: end as quietly as it left.
        _silence()
        return 0
    except OSError as error:
        _silence()
        code = "system" if error.filename else "output_unwritable"
        return _report(fail(code, value=error.filename or "-", message=error.strerror or error))


def _obey(arguments: Sequence[str]) -> int:
    """Do what the command line says, or tell a shell what may stand next on it."""
    if asked := os.environ.get(COMPLETION_VARIABLE):
        from benefitcli.cli.completion import answer_shell

        return answer_shell(asked)
    check_language(arguments)
    return _invoke(arguments)


def _invoke(arguments: Sequence[str]) -> int:
    from benefitcli.cli.tree import root_command

    command = root_command()
    try:
        with command.make_context("benefitcli", list(arguments)) as context:
            code = command.invoke(context)
    except typer.Exit as end:
        code = end.exit_code
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader has seen enough; what was found out stands.
            _silence()
    for encoding in sorted(unencodable):
        sys.stderr.write(choose(WORDS["characters_lost"], STATE.language).format(encoding=encoding) + "\n")
    unencodable.clear()
    return code if isinstance(code, int) else 0


def _silence() -> None:
    """Keep Python from writing the rest once more at exit, and from complaining about it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether errors are to be JSON: known before the command line is understood."""
    pairs = itertools.pairwise(arguments)
    return "--json-errors" in arguments or "--format=json" in arguments or ("--format", "json") in pairs


def _usage_problem(error: ClickException) -> Problem:
    """What is wrong with the command line, without Typer's own English sentence where the kind is known."""
    if isinstance(error, NoSuchOption):
        accepted = ", ".join(sorted(error.possibilities or ())) or None
        return Problem("option_unknown", value=error.option_name, accepted=accepted)
    if isinstance(error, MissingParameter):
        name = (error.param.name if error.param else None) or ""
        return Problem(
            "argument_missing", value=name.upper(), accepted=", ".join(SCHEMA_NAMES) if name == "benefit" else None
        )
    unexpected = re.search(r"unexpected extra argument\S* \((.*)\)", error.format_message())
    if unexpected:
        return Problem("argument_unexpected", value=unexpected.group(1))
    option = getattr(error, "option_name", None)
    if option and "does not take a value" in error.format_message():
        return Problem("option_takes_no_value", value=option)
    if option:
        return Problem("option_incomplete", value=option)
    return Problem("usage", details={"message": error.format_message()})


def _report(error: BenefitError) -> int:
    """Say what is wrong on the standard error, as text or as JSON."""
    if STATE.json_errors:
        from benefitcli.contract import dump
        from benefitcli.contract.building import error_of
        from benefitcli.i18n.problems import message_of

        report = error_of(error, lambda problem: message_of(problem, STATE.language))
        sys.stderr.write(dump(report).decode())
    else:
        from benefitcli.i18n.problems import format_error
        from benefitcli.reports.terminal import print_lines

        for problem in error.problems:
            message, *hints = format_error(problem, STATE.language)
            print_lines(sys.stderr, [message], "error")
            print_lines(sys.stderr, hints)
    sys.stderr.flush()
    return error.exit_code
