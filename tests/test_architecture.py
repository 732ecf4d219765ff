"""Who may import what, and what a rule may be made of."""

from __future__ import annotations

import ast
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.i18n.help import EXAMPLES
from support import ROOT

SOURCE = ROOT / "src" / "benefitcli"
MODULES = sorted(SOURCE.rglob("*.py"))
MAY_USE_POLARS = (
    "api.py",
    "engine/columns/",
    "reports/chart_workbook.py",
    "reports/forecast_rows.py",
    "workflows/",
    "batch.py",
    "inputs/rows.py",
    "io/",
    "forecast/",
    "inputs/columns.py",
    "plan_batch.py",
)
NOT_ONE_CASE = ("", "audit", "batch", "completion", "fields", "forecast", "tables new", "verify", "schema")
MAY_USE_TYPER = ("cli/_typer.py",)
MAY_USE_RICH = ("reports/",)


def imports(file: Path) -> set[str]:
    """Every module a file imports anywhere in it, by full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_libraries_stay_in_their_rooms(file: Path) -> None:
    place = file.relative_to(SOURCE).as_posix()
    roots = {name.partition(".")[0] for name in imports(file)}

    assert "polars" not in roots or place.startswith(MAY_USE_POLARS)
    assert "typer" not in roots or place.startswith(MAY_USE_TYPER)
    assert "rich" not in roots or place.startswith(MAY_USE_RICH)


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("law", ("benefits", "arithmetic", "intake", "files", "render", "cli", "single", "batch")),
        (
            "benefits",
            ("intake", "files", "render", "cli", "single", "batch", "arithmetic.columns", "arithmetic.scalar"),
        ),
        ("arithmetic", ("intake", "files", "render", "cli", "single", "batch")),
        ("intake", ("files", "render", "cli", "single", "batch")),
        ("files", ("benefits", "arithmetic", "render", "cli", "single", "batch")),
        ("render", ("cli",)),
    ],
)
def test_data_flows_one_way(room: str, forbidden: tuple[str, ...]) -> None:
    for file in (SOURCE / room).rglob("*.py"):
        for name in imports(file):
            for other in forbidden:
                assert not name.startswith(f"benefitcli.{other}"), f"{file.name} imports {name}"


RULE_FILES = [
    file for file in sorted((SOURCE / "benefits").glob("*.py")) if "rule=" in file.read_text(encoding="utf-8")
]
BRANCHES = (ast.If, ast.IfExp, ast.While, ast.Try, ast.BoolOp, ast.Not, ast.Match)


def test_every_benefit_is_a_file_of_its_own() -> None:
    assert len([file for file in RULE_FILES if file.name != "benefit.py"]) == len(NAMES)


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
