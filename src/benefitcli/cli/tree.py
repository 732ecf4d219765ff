"""The tree of commands. A command is built only when it is called, so that a call pays for no other."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from benefitcli.cli._typer import build_command, build_group
from benefitcli.cli.parameters import LANG, Command, flag
from benefitcli.cli.process import STATE

_LEAVES = (
    "maternity", "paternity", "childcare", "marriage", "miscarriage", "nursing", "protection", "parent-care",
)  # fmt: skip
_TREE: dict[str, Any] = {
    "leave": {"plan": "plan", **dict.fromkeys(_LEAVES, "calculate")},
    **dict.fromkeys(("allowance", "places", "loan", "targets"), "calculate"),
    "forecast": dict.fromkeys(("allowance", "places"), "forecast"),
    "batch": "batch",
    "audit": dict.fromkeys(("allowance", "places", "leave"), "audit"),
    "fields": "fields",
    "tables": {
        **dict.fromkeys(("list", "show", "diff"), "tables"),
        "check": "tables_check",
        **dict.fromkeys(("readings", "schema"), "tables"),
        "new": "tables_new",
    },
    "verify": "verify",
    "rules": dict.fromkeys(("list", "show"), "rules"),
    "completion": "completion",
}
"""Each command with the module of this package whose ``command(path)`` declares it."""

_VERSION = flag("version", ("显示版本", "show the version"))


def root_command() -> Any:
    """The command line as a whole."""
    return _build("", _TREE)


def _build(path: str, node: Any) -> Any:
    """A group for a branch, a command for the name of a module."""
    if isinstance(node, str):
        command: Command = import_module(f"benefitcli.cli.{node}").command(path)
        return build_command(path.rpartition(" ")[2], command, STATE.language)
    parameters = [LANG] if path else [LANG, _VERSION]
    return build_group(
        path, list(node), lambda name: _build(f"{path} {name}".strip(), node[name]), parameters, STATE.language
    )
