"""The tree of commands. A command is built only when it is called or listed, so that a call pays for no other."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from benefitcli.cli.state import STATE
from benefitcli.errors import fail

CALCULATE = "benefitcli.cli.calculate"
_LEAVES = {
    leaf: f"leave.{leaf.replace('-', '_')}"
    for leaf in (
        "maternity", "paternity", "childcare", "marriage", "miscarriage", "nursing", "protection", "parent-care",
    )
}  # fmt: skip
_TREE: dict[str, Any] = {
    "leave": {"plan": ("benefitcli.cli.plan", "plan"), **_LEAVES},
    "allowance": "allowance",
    "places": "places",
    "loan": "loan",
    "targets": "targets",
    "forecast": {
        "allowance": ("benefitcli.cli.forecast", "forecast_command", "allowance"),
        "places": ("benefitcli.cli.forecast", "forecast_command", "places"),
    },
    "batch": ("benefitcli.cli.batch", "batch"),
    "audit": {kind: ("benefitcli.cli.audit", kind) for kind in ("allowance", "places", "leave")},
    "fields": ("benefitcli.cli.fields", "fields"),
    "tables": {
        "list": ("benefitcli.cli.tables", "list_documents"),
        "show": ("benefitcli.cli.tables", "show"),
        "diff": ("benefitcli.cli.tables", "diff"),
        "check": ("benefitcli.cli.tables_check", "check"),
        "readings": ("benefitcli.cli.tables", "readings"),
        "schema": ("benefitcli.cli.tables", "schema"),
        "new": ("benefitcli.cli.tables_new", "new"),
    },
    "verify": ("benefitcli.cli.verify", "verify"),
    "rules": {"list": ("benefitcli.cli.rules", "list_rules"), "show": ("benefitcli.cli.rules", "show")},
    "schema": ("benefitcli.cli.schema", "print_schema"),
    "completion": ("benefitcli.cli.completion", "completion"),
}


class HelpfulCommand(TyperCommand):
    """A command whose help is written by the catalogue, in the language of the call."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        from benefitcli.reports.help import print_command_help

        print_command_help(self, ctx.command_path, STATE.language)


class LazyGroup(TyperGroup):
    """A group that knows the names of its commands and builds one when it is asked for."""

    branch: dict[str, Any]
    path: str

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the tree."""
        return list(self.branch)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build a command. Raises :class:`BenefitError` with the nearest names where there is none of this name."""
        if cmd_name not in self.branch:
            near = difflib.get_close_matches(cmd_name, self.branch, n=3) or list(self.branch)
            raise fail("command_unknown", value=cmd_name, accepted=", ".join(near))
        path = f"{self.path} {cmd_name}".strip()
        return _build(path, self.branch[cmd_name])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        from benefitcli.reports.help import print_group_help

        print_group_help(self.path, list(self.branch), ctx.command_path, STATE.language)


def root_command() -> Any:
    """The command line as a whole."""
    return _build("", _TREE)


def _build(path: str, node: Any) -> Any:
    """A group for a branch, a command for a leaf.

    A leaf is a benefit; or a module and the function in it; or these and the benefit for which it makes the function.
    """
    name = path.rpartition(" ")[2] or "benefitcli"
    if isinstance(node, dict):
        group = type("Group", (LazyGroup,), {"branch": node, "path": path})
        app = typer.Typer(cls=group, no_args_is_help=True, invoke_without_command=True, add_completion=False)
        app.callback()(_root if not path else _branch)
        command = get_command(app)
    else:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        app.command(name, cls=HelpfulCommand)(_function(node))
        command = get_command(app)
    command.name = name
    return command


def _function(node: Any) -> Callable[..., Any]:
    if isinstance(node, str):
        from benefitcli.cli.calculate import calculate_command

        return calculate_command(node)
    module, function, *benefit = node
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found(*benefit) if benefit else found


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version")] = False,  # noqa: FBT002
    lang: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Options of the program itself; the language was already found when the process began."""
    if version:
        from benefitcli import __version__

        typer.echo(f"benefitcli {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.get_help()


def _branch(context: typer.Context, lang: Annotated[str | None, typer.Option()] = None) -> None:
    """The one option of a group of commands; the language was already found when the process began."""
    if context.invoked_subcommand is None:
        context.get_help()
