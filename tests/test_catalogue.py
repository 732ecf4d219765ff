"""Both languages everywhere: no sentence lacks one, and neither leaks into the other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.cli._typer import build
from benefitcli.cli.commands import TREE
from benefitcli.cli.process import STATE
from benefitcli.i18n import audit, forecast, formulas, labels, outcomes, plans, problems, tables, words
from benefitcli.i18n import help as help_texts
from benefitcli.inputs.case import Question
from benefitcli.law.parameters import PARAMETERS
from benefitcli.workflows.case import calculate_case
from support import ROOT, TODAY

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Names that are the same in every language: commands, options, fields, placeholders, formats.
NAMES_IN_CHINESE = re.compile(
    r"\{[^}]*\}|--[a-z-]+|\[[a-z._]+\]|benefitcli( [a-z]+)?|[a-z]+[._][a-z_]+|UTF-8|utf-8(-sig)?|gb18030|CSV|Excel|Schema|\.(xlsx|csv)|GB18030|TOML|JSON|(?<![a-z])(ok|not_entitled|error)(?![a-z])|accepted|"
    r"reading|birth_order|(?<![a-z])(value|add|scale|counting|unit|from|to|default|choices|note)(?![a-z])|NAME=CHOICE|cumulative|allowance|births|batch|Tab|bash|zsh|fish|powershell|shell|PYTHONUTF8|Markdown|HTML|XLSX|text|json|md|html|csv|tsv|xlsx|jsonl|parquet"
)
DICTIONARIES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (audit, forecast, formulas, help_texts, labels, outcomes, plans, problems, tables, words)
    for name, value in vars(module).items()
    if isinstance(value, dict) and value and all(isinstance(pair, tuple) for pair in value.values())
}


@pytest.mark.parametrize("name", DICTIONARIES)
def test_every_sentence_has_both_languages(name: str) -> None:
    for key, (chinese, english) in DICTIONARIES[name].items():
        assert chinese, key
        assert english, key
        assert not CHINESE.search(english), (key, english)
        without_names = NAMES_IN_CHINESE.sub("", chinese)
        assert not LATIN_WORD.search(without_names), (key, without_names)
        placeholders = [sorted(re.findall(r"\{(\w+?)(?:_zh|_en)?(?::[^}]*)?\}", side)) for side in (chinese, english)]
        assert placeholders[0] == placeholders[1] or key == "not_covered", key


def parameters(path: str = "", command: Any = None) -> Iterator[tuple[str, Any]]:
    """Every option and argument of every command, as it is built in the language of the process."""
    command = command or build("", TREE, STATE.language)
    context = command.make_context(path or "benefitcli", [], resilient_parsing=True)
    yield from ((f"{path} {parameter.name}", parameter) for parameter in command.get_params(context))
    for name in getattr(command, "names", ()):
        yield from parameters(f"{path} {name}".strip(), command.get_command(context, name))


def test_every_option_and_argument_has_its_help_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    helps = {}
    for language in ("zh", "en"):
        monkeypatch.setattr(STATE, "language", language)
        helps[language] = {name: parameter.help for name, parameter in parameters()}

    assert len(helps["zh"]) > 200
    assert [name for name, text in helps["en"].items() if not text or CHINESE.search(text)] == []
    assert [
        name for name, text in helps["zh"].items() if LATIN_WORD.search(NAMES_IN_CHINESE.sub("", text or "xx"))
    ] == []


def test_parameters_and_fields_have_both_languages() -> None:
    for parameter in PARAMETERS.values():
        assert CHINESE.search(parameter.zh)
        assert not CHINESE.search(parameter.en)
    for field in problems.known_fields().values():
        assert CHINESE.search(field.zh)
        assert not CHINESE.search(field.en)


def codes(verb: str) -> set[str]:
    """The codes that rules give to a verb."""
    found = set()
    for file in (ROOT / "src" / "benefitcli" / "benefits").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == verb:
                code = node.args[0]
                assert isinstance(code, ast.Constant)
                found.add(str(code.value))
    return found


def test_every_code_of_a_rule_has_its_sentence_and_no_sentence_is_idle() -> None:
    by_the_machinery = {"counting_assumed", "provisional", "clause_not_yet_issued"}

    assert codes("warn") | by_the_machinery == set(outcomes.WARNINGS)
    assert codes("deny") == set(outcomes.REASONS)
    assert codes("error") <= set(problems.MESSAGES)


def test_every_problem_that_is_raised_has_its_message() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    raised = set(re.findall(r'(?:Problem|fail)\(\s*"(\w+)"', source))

    assert raised <= set(problems.MESSAGES)
    assert set(problems.HINTS) <= set(problems.MESSAGES)


@pytest.mark.parametrize("name", NAMES)
def test_every_step_and_result_has_a_label(name: str) -> None:
    benefit = find_benefit(name)
    given = {field.name: field.example for field in benefit.fields}
    given |= {"only_child_certificate": "是", "hospitalised": "是"} if name == "leave.parent_care" else {}
    if "birth_date" in given:
        given |= {"start_date": "", "to_month": "", "due_date": ""}
    given = {field: text for field, text in given.items() if any(field == one.name for one in benefit.fields)}
    answer = calculate_case(name, given, Question(today=TODAY))

    assert answer.trace.status == "ok"
    for step in answer.trace.steps:
        assert labels.label(step.name, "zh")
        assert labels.label(step.name, "en")
    for result in benefit.results:
        assert result.name in labels.RESULTS
