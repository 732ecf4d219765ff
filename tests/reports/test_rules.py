"""A rule as a page: complete, in one language, within the width, and the same as the readable ones in ``golden``."""

from __future__ import annotations

import datetime
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.contract import dump
from benefitcli.contract.building import rule_of
from benefitcli.i18n import Language, choose
from benefitcli.i18n.formulas import NOTES, PAGE
from benefitcli.i18n.labels import label
from benefitcli.i18n.outcomes import REASONS
from benefitcli.i18n.problems import MESSAGES, sentence_of
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.law.parameters import PARAMETERS
from benefitcli.reports.rule import rule_report
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.writers.text import print_report
from benefitcli.workflows.explain import StatedRule, state_rule
from support import TESTS, TODAY
from test_catalogue import CHINESE, LATIN_WORD, NAMES_IN_CHINESE

GOLDEN = sorted((TESTS / "golden" / "rules").glob("*.txt"))
DOTTED_NAME = re.compile(r"[a-z_]+(?:[.=][a-z_]+)+")
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def rule_tree(rule: StatedRule) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(dump(rule_of(rule)))
    return tree


def page_of(rule: StatedRule, language: Language, monkeypatch: pytest.MonkeyPatch, columns: int = 80) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = io.StringIO()
    print_report(rule_report(rule, Translator(language)), Sheet(stream))
    return stream.getvalue()


def without_sources(page: str) -> str:
    """The page up to the sources, which quote the Chinese text in either language."""
    return re.split(r"\n(?:依据\n|Sources\n|政策表 |Tables )", page)[0]


def in_one_line(page: str) -> str:
    return re.sub(r"\s+", "", page)


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_the_page_reads_as_it_was_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, _, language = file.stem.rpartition(".")
    rule = state_rule(name, Question(on=datetime.date(2024, 1, 1), today=TODAY))
    page = page_of(rule, "zh" if language == "zh" else "en", monkeypatch)

    assert without_sources(page).rstrip() == file.read_text(encoding="utf-8").rstrip()


def test_there_is_a_golden_page_in_both_languages() -> None:
    assert {file.stem for file in GOLDEN} >= {
        "leave.maternity.zh", "leave.maternity.en", "allowance.zh", "allowance.en",
    }  # fmt: skip


@pytest.mark.parametrize("region", ["cn", "shanxi", "yongji"])
@pytest.mark.parametrize("on", ["2012-01-01", "2021-09-28", "2026-11-23"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_complete_and_in_one_language(
    name: str, language: Language, on: str, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = state_rule(name, Question(region=region, on=datetime.date.fromisoformat(on), today=TODAY))
    page = without_sources(page_of(rule, language, monkeypatch))

    if language == "en":
        assert not CHINESE.search(page)
    else:
        assert not LATIN_WORD.search(NAMES_IN_CHINESE.sub("", DOTTED_NAME.sub("", page.replace(f"· {name}\n", "", 1))))
    assert max(map(cell_len, page.splitlines())) <= 80
    assert not [line for line in page.splitlines() if line != line.rstrip()]
    squeezed = in_one_line(page)
    assert "{" not in squeezed
    assert not re.search(r"None(?! of)", " ".join(page.split()))
    for short in find_benefit(name).parameters.values():
        assert in_one_line(f"{short}") in squeezed
    places = [squeezed.index(in_one_line(first_words(step.name, rule, language))) for step in rule.formula.steps]
    assert places == sorted(places)


def first_words(step: str, rule: StatedRule, language: Language) -> str:
    """How the paragraph of a step begins."""
    mark = "*" if any(result.name == step for result in rule.benefit.results) else "-"
    name = label(step, language)
    return f"{mark}{name[:1].upper()}{name[1:]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reading_shows_what_it_changes(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """通行读法每年加5天（flat）；另一种逐年累加，第三年加 5×3 天."""
    default = page_of(state_rule("leave.childcare", Question(today=TODAY)), language, monkeypatch)
    question = Question(today=TODAY, readings={"childcare_bonus": "cumulative"})
    other = page_of(state_rule("leave.childcare", question), language, monkeypatch)

    read_as = in_one_line(choose(PAGE["read_as"], language))
    assert read_as.format("childcare_bonus=cumulative", "") in in_one_line(default)
    assert read_as.format("childcare_bonus=cumulative", "") not in in_one_line(other)
    assert read_as.format("childcare_bonus=flat", "") in in_one_line(other)


def test_a_choice_that_ends_a_step_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """额度上浮只在 ceiling、both 两种读法下抬高最高额度."""
    page = in_one_line(page_of(state_rule("loan", Question(today=TODAY)), "zh", monkeypatch))

    assert "-最高额度上浮=最高贷款额度×上浮比例（四舍五入到分）读作loan_uplift=quota时：不适用" in page
    assert "-本人可贷额度（上浮后）：不适用读作loan_uplift=quota、loan_uplift=both时：=本人可贷额度" in page


def test_what_no_document_sets_is_said_and_not_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = state_rule("leave.maternity", Question(region="cn", on=datetime.date(2020, 1, 1), today=TODAY))
    page = in_one_line(page_of(rule, "zh", monkeypatch))

    assert "!这里按2020-01-01的规定算不出：没有文件规定奖励延长产假" in page
    assert "奖励延长产假（没有文件规定）" in page
    assert rule_tree(rule)["missing"] == ["leave.maternity.bonus_days"]


def test_a_number_shows_what_the_layers_give(monkeypatch: pytest.MonkeyPatch) -> None:
    """条例每年十五日，方案在此基础上累加5天；国家没有育儿假."""
    page = in_one_line(page_of(state_rule("leave.childcare", Question(today=TODAY)), "zh", monkeypatch))

    assert "每年育儿假（leave.childcare.days_per_year）：20天[2][3]，2023-04-27起施行" in page
    assert "每年育儿假（基数）15天[2]每年育儿假（加给）5天[3]" in page


def test_what_a_later_document_would_change_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question(on=datetime.date(2024, 1, 1), as_of=datetime.date(2022, 1, 1), today=TODAY)
    page = in_one_line(page_of(state_rule("leave.childcare", question), "en", monkeypatch))

    assert "documentsissuedby2022-01-01" in page
    assert "adocumentissuedafterthe--as-ofdaywouldchangethisresult" in page


@pytest.mark.parametrize("code", sorted(MESSAGES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_no_hole_where_no_value_is_known(code: str, language: Language) -> None:
    text = choose(MESSAGES[code], language)
    if not re.findall(r"\{(?!place|value|clause|quote)\w+\}", text):
        assert "{" not in sentence_of(code, "X", Translator(language))


@pytest.mark.parametrize("name", NAMES)
def test_the_tree_for_scripts_holds_every_step_condition_and_number(name: str) -> None:
    rule = state_rule(name, Question(today=TODAY))
    tree = rule_tree(rule)

    steps = [one for one in tree["statements"] if one["kind"] == "step"]
    assert [one["name"] for one in steps] == [step.name for step in rule.formula.steps]
    assert {one["name"] for one in steps if one["result"]} == {one.name for one in rule.benefit.results}
    assert {one["parameter"] for one in tree["parameters"]} == set(rule.benefit.parameters.values())
    refusals = {one["code"] for one in tree["statements"] if one["kind"] == "not_entitled"}
    assert refusals <= set(REASONS)
    for one in tree["parameters"]:
        assert one["unit"] == PARAMETERS[one["parameter"]].unit
        assert (one["value"] is None) == (one["source"] is None)


def test_money_and_ratios_are_in_the_units_of_the_contract() -> None:
    """每月不低于200元；普惠托位占比80%；贷款按总价的（1−首付比例）."""
    tree = rule_tree(state_rule("allowance", Question(today=TODAY)))
    rates = [one["value"] for one in tree["parameters"] if one["parameter"] == "allowance.monthly_rate"]
    assert rates == [200]
    share = rule_tree(state_rule("targets", Question(today=TODAY)))["parameters"]
    assert [one["value"] for one in share if one["parameter"] == "targets.inclusive_share"] == [0.8]
    limit = next(
        one
        for one in rule_tree(state_rule("loan", Question(today=TODAY)))["statements"]
        if one.get("name") == "loan_limit"
    )
    price = limit["amount"]["operands"][limit["amount"]["names"].index("price")]
    assert price["operands"][1]["operands"][0] == {"op": "number", "value": 1, "unit": "ratio"}


def test_every_note_belongs_to_a_verb_of_some_rule() -> None:
    from benefitcli.engine.formula.terms import Operation

    rules = [state_rule(name, Question(today=TODAY)) for name in NAMES]
    used = {term.op for rule in rules for term in rule.formula.terms() if isinstance(term, Operation)}

    assert set(NOTES) <= used
