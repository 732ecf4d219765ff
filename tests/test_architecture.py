"""Who may import what, and what a rule may be made of."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.i18n.help import EXAMPLES
from support import ROOT

SOURCE = ROOT / "src" / "benefitcli"
LAYERS = ("errors", "law", "engine", "benefits", "inputs", "io", "workflows", "contract", "i18n", "reports", "cli")
"""Each may import those before it; ``api``, ``__init__`` and ``__main__`` stand above all."""

POLARS = re.compile(r"api$|engine\.columns|inputs\.|io\.|workflows\.(pipeline|batch|plan_batch|audit|forecast)\b")
TYPER, PRIVATE_TYPER, RICH = re.compile(r"cli\._typer$"), re.compile(r"cli\._typer$"), re.compile(r"reports\.")
MAY_USE = {r"polars\b": POLARS, r"typer\b": TYPER, r"typer\._": PRIVATE_TYPER, r"rich\b": RICH}
"""Which modules may use a library, or the private modules of one."""

NOT_ONE_CASE = ("", "audit", "batch", "completion", "fields", "forecast", "tables new", "verify", "schema")


def name_of(file: Path) -> str:
    """``law.library`` and the like; ``law`` is the ``__init__`` of that package."""
    return ".".join(part for part in file.relative_to(SOURCE).with_suffix("").parts if part != "__init__")


MODULES = {name_of(file): file for file in sorted(SOURCE.rglob("*.py"))}


def imports(file: Path) -> set[str]:
    """Every module or name that a file imports anywhere in it, by full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own_imports(module: str) -> set[str]:
    """The modules of the program that a module imports, early or late; the package itself is loaded with any of them."""
    own = {
        name.removeprefix("benefitcli").lstrip(".")
        for name in imports(MODULES[module])
        if name.startswith("benefitcli")
    }
    return {name if name in MODULES else name.rpartition(".")[0] for name in own} - {module, ""}


def layer(module: str) -> int:
    top = module.partition(".")[0]
    return LAYERS.index(top) if top in LAYERS else len(LAYERS)


def test_imports_run_one_way() -> None:
    graph = {module: own_imports(module) for module in MODULES}
    upward = [f"{module} -> {other}" for module in graph for other in graph[module] if layer(other) > layer(module)]

    assert sorted(upward) == []
    TopologicalSorter(graph).prepare()  # raises CycleError with the files of a circle


def test_libraries_stay_where_they_belong() -> None:
    misplaced = [
        f"{module} uses {name}"
        for module, file in MODULES.items()
        for name in imports(file)
        for library, allowed in MAY_USE.items()
        if re.match(library, name) and not allowed.match(module)
    ]

    assert sorted(misplaced) == []


RULE_FILES = [
    file for file in sorted((SOURCE / "benefits").glob("*.py")) if "rule=" in file.read_text(encoding="utf-8")
]
BRANCHES = (ast.If, ast.IfExp, ast.While, ast.Try, ast.BoolOp, ast.Not, ast.Match)


def test_every_benefit_is_a_file_of_its_own() -> None:
    assert len(RULE_FILES) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_no_branch_and_no_number_of_the_law(name: str) -> None:
    import inspect

    module = inspect.getmodule(find_benefit(name).rule)
    assert module is not None
    tree = ast.parse(inspect.getsource(module))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.args.args]
    assert functions
    for function in functions:
        for node in ast.walk(function):
            assert not isinstance(node, BRANCHES), ast.dump(node)
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
                assert node.value in (0, 1, 2), node.value


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "command",
    [text for path, text in EXAMPLES.items() if not {path, path.partition(" ")[0]} & set(NOT_ONE_CASE)],
)
def test_one_case_never_loads_polars(command: str, form: str) -> None:
    words = [*shlex.split(command), "--format", form]
    program = (
        "import sys; from benefitcli.cli.main import run\n"
        f"code = run({words[1:]!r})\n"
        "print(code, 'polars' in sys.modules, 'rich.console' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr == "0 False False\n"


def test_a_rule_that_branches_fails_at_once() -> None:
    from benefitcli.engine.quantity import Condition, Quantity

    for value in (Quantity(1), Condition(value=True)):
        with pytest.raises(TypeError, match="cannot branch"):
            bool(value)
