"""Running a command line: whatever is wrong becomes one clear message and the right exit code."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Sequence

from benefitcli.cli._typer import COMPLETION_VARIABLE, PROGRAM, Exit, UsageError, build, usage_problem
from benefitcli.cli.commands import TREE
from benefitcli.cli.process import STATE, check_language, configure_streams, detect_language, print_error, unencodable
from benefitcli.errors import BenefitError, fail
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
    except UsageError as error:
        problem = usage_problem(error)
        return _report(BenefitError(problem)) if problem else 0
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Standard output was closed early, as by `head`.
        _silence()
        return 0
    except OSError as error:
        _silence()
        code = "system" if error.filename else "output_unwritable"
        return _report(fail(code, value=error.filename or "-", message=error.strerror or error))


def _obey(arguments: Sequence[str]) -> int:
    """Do what the command line says, or tell a shell what may stand next on it."""
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        from benefitcli.cli.completion import answer_shell

        return answer_shell(instruction)
    check_language(arguments)
    return _invoke(arguments)


def _invoke(arguments: Sequence[str]) -> int:
    command = build("", TREE, STATE.language)
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            code = command.invoke(context)
    except Exit as end:
        code = end.exit_code
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            # The exit code stays that of the command.
            _silence()
    for encoding in sorted(unencodable):
        sys.stderr.write(STATE.translator(WORDS["characters_lost"], encoding=encoding) + "\n")
    unencodable.clear()
    return code if isinstance(code, int) else 0


def _silence() -> None:
    """Keep Python from writing the rest once more at exit, and from complaining about it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether errors are to be JSON: known before the command line is understood."""
    pairs = itertools.pairwise(arguments)
    return "--json-errors" in arguments or "--format=json" in arguments or ("--format", "json") in pairs


def _report(error: BenefitError) -> int:
    """Say what is wrong on the standard error, as text or as JSON."""
    if STATE.json_errors:
        from benefitcli.cli.output import problem_message
        from benefitcli.contract import dump
        from benefitcli.contract.building import error_of

        sys.stderr.write(dump(error_of(error, problem_message)).decode())
    else:
        print_error(error, STATE.translator)
    sys.stderr.flush()
    return error.exit_code
