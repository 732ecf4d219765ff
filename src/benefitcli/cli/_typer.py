"""Typer behind a fence: how commands are built from what is declared, its usage errors, its completion of shells.

No other file imports a private name of Typer, and ruff sees to it: Typer carries a private copy of Click, which it may
change in any version. The upper bound in ``pyproject.toml`` rises together with this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from inspect import Parameter as Keyword
from inspect import Signature
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._click.exceptions import ClickException, MissingParameter, NoArgsIsHelpError, NoSuchOption
from typer._click.shell_completion import CompletionItem
from typer.core import TyperGroup
from typer.main import get_command

from benefitcli.benefits.register import SCHEMA_NAMES
from benefitcli.cli.commands import LANG, VERSION, Command, Parameter, Suggestion, declared_command
from benefitcli.errors import BenefitError, Problem, fail, nearest
from benefitcli.i18n import Language, choose
from benefitcli.i18n.help import COMMANDS, OPTIONS
from benefitcli.i18n.translator import Translator

PROGRAM = "benefitcli"
COMPLETION_VARIABLE = "_BENEFITCLI_COMPLETE"
"""Set by the script in a shell when it asks what may stand next."""
_BREAK = "="
"""Bash breaks words here, so that ``--reading NAME=CHOICE`` reaches us in parts, and takes only the last part back."""

UsageError = ClickException
Exit = typer.Exit


class LocalisedGroup(TyperGroup):
    """A group of commands that names and describes them without building any; it builds the one that is asked for."""

    language: Language
    path: str
    names: Sequence[str]
    build: Callable[[str], Any]

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in order."""
        return list(self.names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build a command. Raises :class:`BenefitError` with the nearest names where there is none of this name."""
        if cmd_name not in self.names:
            near = nearest(cmd_name, self.names) or self.names
            raise fail("command_unknown", value=cmd_name, accepted=", ".join(near))
        return self.build(cmd_name)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, each with what it is for, or the options."""
        names = [name for name in self.names if name.startswith(incomplete)]
        meanings = [choose(COMMANDS[f"{self.path} {name}".strip()], self.language) for name in names]
        commands = [CompletionItem(name, help=meaning) for name, meaning in zip(names, meanings, strict=True)]
        # What Typer's own group adds to the options are the commands, built one and all.
        return commands + super(TyperGroup, self).shell_complete(ctx, incomplete)


def _localised(command: Any, language: Language) -> Any:
    """A group or a command that prints its help in our way and in the language."""

    def print_help(context: Any, _formatter: Any) -> None:
        from benefitcli.reports import help as pages

        show = pages.print_group_help if isinstance(command, LocalisedGroup) else pages.print_command_help
        show(command, context, Translator(language))

    command.format_help = print_help
    command.get_help_option(typer.Context(command)).help = choose(OPTIONS["help"], language)
    return command


def build(path: str, node: Any, language: Language) -> Any:
    """What the tree has at a path, as Typer runs it: a group for a branch, a command for the name of a module."""
    if isinstance(node, str):
        return _command(path, declared_command(node, path), language)
    parameters = [LANG] if path else [LANG, VERSION]
    group = _group(path.rpartition(" ")[2] or PROGRAM, parameters, language)
    group.language, group.path, group.names = language, path, list(node)
    group.build = lambda name: build(f"{path} {name}".strip(), node[name], language)
    return group


def _command(path: str, command: Command, language: Language) -> Any:
    def run(lang: str | None, **values: Any) -> int | None:  # noqa: ARG001 - the language is known before
        return command[1](**values)

    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    parameters = [_keyword(parameter, language) for parameter in command[0]]
    app.command(path.rpartition(" ")[2])(_declared(run, parameters))
    return _localised(get_command(app), language)


def _group(name: str, parameters: Sequence[Parameter], language: Language) -> Any:
    """A group of commands; without one it shows its help."""

    def run(context: typer.Context, **values: Any) -> None:
        if values.get("version"):
            from benefitcli import __version__

            typer.echo(f"{PROGRAM} {__version__}")
            raise Exit
        if context.invoked_subcommand is None:
            context.get_help()

    context = Keyword("context", Keyword.KEYWORD_ONLY, annotation=typer.Context)
    app = typer.Typer(cls=LocalisedGroup, no_args_is_help=True, invoke_without_command=True, add_completion=False)
    app.callback()(_declared(run, [context, *(_keyword(parameter, language) for parameter in parameters)]))
    group = _localised(get_command(app), language)
    group.name = name
    return group


def _declared(function: Callable[..., Any], keywords: Sequence[Keyword]) -> Callable[..., Any]:
    """A function with the signature that Typer is to read."""
    function.__signature__ = Signature(keywords)  # type: ignore[attr-defined]
    function.__annotations__ = {keyword.name: keyword.annotation for keyword in keywords}
    return function


def _keyword(parameter: Parameter, language: Language) -> Keyword:
    """A parameter as Typer reads it from a signature."""

    def suggest(context: typer.Context) -> list[Suggestion]:
        return list(dict.fromkeys(parameter.known_values(context)))

    info: Any
    text = choose(parameter.help, language)
    if parameter.spellings:
        info = typer.Option(*parameter.spellings, metavar=parameter.shape, help=text, autocompletion=suggest)
    else:
        info = typer.Argument(help=text, autocompletion=suggest)
    default = Keyword.empty if parameter.default is ... else parameter.default
    return Keyword(parameter.name, Keyword.KEYWORD_ONLY, default=default, annotation=Annotated[parameter.kind, info])


def usage_problem(error: ClickException) -> Problem | None:
    """What is wrong with the command line, without Typer's own English sentence where the kind is known.

    None where nothing is: the help was shown instead.
    """
    if isinstance(error, NoArgsIsHelpError):
        return None
    if isinstance(error, NoSuchOption):
        accepted = ", ".join(sorted(error.possibilities or ())) or None
        return Problem("option_unknown", value=error.option_name, accepted=accepted)
    if isinstance(error, MissingParameter):
        name = (error.param.name if error.param else None) or ""
        accepted = ", ".join(SCHEMA_NAMES) if name == "benefit" else None
        return Problem("argument_missing", value=name.upper(), accepted=accepted)
    message = error.format_message()
    unexpected = re.search(r"unexpected extra argument\S* \((.*)\)", message)
    if unexpected:
        return Problem("argument_unexpected", value=unexpected.group(1))
    if option := getattr(error, "option_name", None):
        code = "option_takes_no_value" if "does not take a value" in message else "option_incomplete"
        return Problem(code, value=option)
    return Problem("usage", details={"message": message})


def shell_in_use() -> str | None:
    """The name of the shell that the program was called from."""
    from typer._completion_shared import _get_shell_name

    return _get_shell_name()


def completion_script(shell: str) -> str:
    """The script that lets a shell complete command lines."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name=PROGRAM, complete_var=COMPLETION_VARIABLE, shell=shell)


def install_completion(shell: str) -> Path:
    """Put the script where the shell finds it, and give its file."""
    from typer._completion_shared import install

    _, file = install(shell=shell, prog_name=PROGRAM, complete_var=COMPLETION_VARIABLE)
    return file


def complete(command: Any, instruction: str) -> str | None:
    """The answer to a shell that asks what may stand next; None for a shell that Typer does not know.

    The shell asks by environment variables of its own. Where nothing sensible can be said, nothing is.
    """
    from typer._click.shell_completion import get_completion_class
    from typer._completion_classes import completion_init

    completion_init()
    shell_class = get_completion_class(instruction.removeprefix("complete_"))
    if shell_class is None:
        return None
    shell: Any = shell_class(command, {}, PROGRAM, COMPLETION_VARIABLE)
    arguments, typed = shell.get_completion_args()
    if is_bash := shell.name == "bash":
        arguments, typed = _rejoined(arguments, typed)
    format_item = shell.format_completion

    def format_completion(item: Any) -> str:
        item.value = _as_typed(item.value, typed, ends_at_break=is_bash)
        # Typer breaks a long meaning into lines, which a shell takes for further words.
        return re.sub(r" *\n", " ", format_item(item))

    shell.get_completion_args = lambda: (arguments, typed)
    shell.get_completions = partial(_completions, command)
    shell.format_completion = format_completion
    return str(shell.complete())


def _completions(command: Any, arguments: list[str], incomplete: str) -> list[CompletionItem]:
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    try:
        context = _resolve_context(command, {}, PROGRAM, arguments)
        target, incomplete = _resolve_incomplete(context, arguments, incomplete)
        if arguments and arguments[-1].startswith("-"):
            # An option that still lacks its value would hide what stands before it.
            context = _resolve_context(command, {}, PROGRAM, arguments[:-1])
        return target.shell_complete(context, incomplete)
    except BenefitError:
        return []


def _as_typed(value: str, typed: str, *, ends_at_break: bool) -> str:
    """A value in the form that replaces what was typed: with the option before it, or from the last break on."""
    option, equals, rest = typed.partition(_BREAK)
    if not (equals and option.startswith("-")):
        option, equals, rest = "", "", typed
    if ends_at_break:
        return value.removeprefix(rest[: rest.rfind(_BREAK) + 1])
    return option + equals + value


def _rejoined(arguments: Sequence[str], incomplete: str) -> tuple[list[str], str]:
    """The words of a command line that Bash has broken at equal signs."""
    words: list[str] = []
    glued = False
    for word in (*arguments, incomplete):
        if words and (word == _BREAK or glued):
            words[-1] += word
        else:
            words.append(word)
        glued = word == _BREAK
    return words[:-1], words[-1]
