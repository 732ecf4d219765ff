"""``verify``: a stored result holds, or it is said which document or which altered value is the cause."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.contract import dump, read_result
from benefitcli.contract.building import result_of, result_tree
from benefitcli.errors import BenefitError
from benefitcli.i18n.help import EXAMPLES
from benefitcli.inputs.case import Question
from benefitcli.workflows.case import calculate_case
from benefitcli.workflows.verify import Verification, verify_result

YONGJI = "cn/shanxi/yuncheng/yongji"
HIGHER_RATE = """\
[instrument]
title    = "关于提高保教费标准的通知"
title_en = "Notice on a higher allowance"
issuer   = "永济市人民政府办公室"
issued   = 2024-01-01
in_force = 2024-01-01
evidence = "primary"

[allowance.monthly_rate]
value   = {value}
unit    = "yuan"
floor   = true
article = "第一条"
quote   = "每月不低于{value}元"
"""
FACTS = {"birth_date": "2022-05-10", "parents": "2"}


def stored(benefit: str = "allowance", facts: dict[str, str] | None = None, **question: Any) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(dump(result_of(calculate_case(benefit, facts or FACTS, Question(**question)))))
    return tree


def verify(tree: dict[str, Any], *tables: Path) -> Verification:
    stored, question = read_result(json.dumps(tree).encode(), "result.json")
    return verify_result(stored, replace(question, tables=tables), result_tree)


def higher_rate(folder: Path, value: int = 300) -> Path:
    file = folder / YONGJI / "2024-01-01-rate.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HIGHER_RATE.format(value=value), encoding="utf-8")
    return folder


def example(name: str) -> dict[str, str]:
    """The example of every field of a benefit that is required, and a yes for what else the benefit asks."""
    benefit = find_benefit(name)
    facts = {one.name: one.example for one in benefit.fields if one.required or one.name in benefit.one_of[:1]}
    if name == "loan":
        facts |= {"base_ceiling": "600000", "uplift": "0.2"}
    return facts


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "question",
    [
        {},
        {"on": datetime.date(2024, 6, 1)},
        {"as_of": datetime.date(2024, 6, 1)},
        {"today": datetime.date(2025, 1, 1)},
    ],
    ids=["plain", "on", "as of", "another day"],
)
def test_every_result_holds(name: str, question: dict[str, Any]) -> None:
    """On whatever day it is verified: a result is about its own day, not about today."""
    found = verify(stored(name, example(name), **question))

    assert (found.verdict, found.differences, found.unchecked) == ("holds", (), ())


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_that_was_asked_for_is_taken_again(name: str) -> None:
    for reading in find_benefit(name).readings:
        region = "zhejiang" if reading == "maternity_count_from" else "yongji"
        law = calculate_case(name, example(name), Question(region=region)).law
        for choice in law.readings[reading].choices:
            assert verify(stored(name, example(name), region=region, readings={reading: choice})).verdict == "holds"


def test_a_refusal_is_a_result_too() -> None:
    tree = stored("leave.paternity", {"birth_date": "2023-05-01", "birth_order": "4"})

    assert tree["status"] == "not_entitled"
    assert verify(tree).verdict == "holds"


def test_a_later_document_without_effect(tmp_path: Path) -> None:
    found = verify(stored("leave.paternity", {"birth_date": "2023-05-01"}), higher_rate(tmp_path))

    assert (found.verdict, found.holds, found.differences) == ("holds_changed", True, ())
    assert [document.instrument.title for document in found.added] == ["关于提高保教费标准的通知"]


def test_a_later_document_that_changes_it_is_the_cause(tmp_path: Path) -> None:
    """20 months to 2023-12 at 200 and 16 from 2024-01 at 300, two parents: 17,600 instead of 14,400."""
    idle = tmp_path / YONGJI / "2024-02-01-marriage.toml"
    higher_rate(tmp_path)
    idle.write_text(
        HIGHER_RATE.format(value=30).replace("allowance.monthly_rate", "leave.marriage.days").replace('"yuan"', '"day"')
    )
    found = verify(stored(), tmp_path)

    totals = [(one.stored, one.recomputed) for one in found.differences if one.place == "result.total_amount"]
    assert (found.verdict, found.holds, totals) == ("changed", False, [(14_400, 17_600)])
    assert [document.path for document in found.causes] == [f"{YONGJI}/2024-01-01-rate.toml"]
    assert len(found.added) == 2
    assert found.alterations == ()


def test_a_later_document_that_refuses_the_case_is_the_cause(tmp_path: Path) -> None:
    """A payer's own 250 was above the floor of 200 and is below that of 300."""
    found = verify(stored(facts={**FACTS, "monthly_rate": "250"}), higher_rate(tmp_path))

    assert (found.verdict, [problem.code for problem in found.problems]) == ("changed", ["rate_below_floor"])
    assert [document.instrument.title for document in found.causes] == ["关于提高保教费标准的通知"]


def test_as_of_keeps_a_later_document_out(tmp_path: Path) -> None:
    tree = stored(as_of=datetime.date(2023, 12, 31))

    assert (verify(tree, higher_rate(tmp_path)).verdict, verify(tree).verdict) == ("holds", "holds")
    tree = stored(as_of=datetime.date(2023, 12, 31), tables=(tmp_path,))
    assert [warning["code"] for warning in tree["warnings"]] == ["clause_not_yet_issued", "employer_may_pay"]
    assert verify(tree).verdict == "holds"


def test_a_document_that_is_gone(tmp_path: Path) -> None:
    tree = stored(tables=(higher_rate(tmp_path),))
    found = verify(tree)

    assert (found.verdict, found.removed) == ("unclear", (f"{YONGJI}/2024-01-01-rate.toml",))


def test_a_document_whose_text_changed(tmp_path: Path) -> None:
    tree = stored(tables=(higher_rate(tmp_path / "before"),))
    found = verify(tree, higher_rate(tmp_path / "after", 400))

    assert (found.verdict, found.altered, found.removed) == ("unclear", (f"{YONGJI}/2024-01-01-rate.toml",), ())


def test_a_result_of_an_earlier_version_lists_no_documents(tmp_path: Path) -> None:
    tree = stored()
    del tree["tables"]["documents"]

    assert verify(tree).verdict == "holds"
    found = verify(tree, higher_rate(tmp_path))
    assert (found.verdict, found.lists_documents) == ("unclear", False)


def change(place: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def carry_out(tree: dict[str, Any]) -> None:
        *folders, leaf = place.split(".")
        at: Any = tree
        for folder in folders:
            at = at[int(folder)] if isinstance(at, list) else at[folder]
        at[leaf] = value

    return carry_out


ALTERATIONS: list[tuple[str, Callable[[dict[str, Any]], None], str]] = [
    ("a sum", change("result.total_amount", 18_000), "result.total_amount"),
    ("a fen", change("result.total_amount", 14_400.01), "result.total_amount"),
    ("a month", change("result.last_month", "2026-04"), "result.last_month"),
    ("the status", change("status", "not_entitled"), "status"),
    ("a truth for a number", change("result.monthly_amount", value=True), "result.monthly_amount"),
    ("a step", change("steps.0.amount", 4), "steps.age_limit.amount"),
    ("a quotation", change("steps.0.source.quote", "…"), "steps.age_limit.source.quote"),
    ("the case", change("case.parents", 1), "result.total_amount"),
    ("the region's name", change("region.name", "上海市"), "region.name"),
    ("a result that is gone", lambda tree: tree["result"].pop("months"), "result.months"),
    ("a step that is gone", lambda tree: tree["steps"].pop(), "steps.total_amount"),
    ("the warnings are gone", lambda tree: tree.pop("warnings"), "warnings"),
    ("a step too many", lambda tree: tree["steps"].append({"name": "gift", "amount": 1}), "steps.gift"),
    ("the digest", change("tables.digest", "sha256:0"), "tables.digest"),
    ("the list of documents", lambda tree: tree["tables"]["documents"].pop(), "tables.documents"),
]


@pytest.mark.parametrize(("alter", "place"), [one[1:] for one in ALTERATIONS], ids=[one[0] for one in ALTERATIONS])
def test_what_was_altered_is_named(alter: Callable[[dict[str, Any]], None], place: str) -> None:
    tree = stored()
    alter(tree)
    found = verify(tree)

    assert (found.verdict, found.holds) == ("altered", False)
    assert place in [one.place for one in found.differences]


def test_a_case_that_cannot_be_read_was_altered() -> None:
    tree = stored()
    tree["case"]["birth_date"] = "2022-02-30"
    found = verify(tree)

    assert (found.verdict, [problem.code for problem in found.problems]) == ("altered", ["impossible_date"])


def test_an_alteration_is_told_from_a_change_of_the_documents(tmp_path: Path) -> None:
    tree = stored()
    tree["result"]["total_amount"] = 18_000
    found = verify(tree, higher_rate(tmp_path))

    assert found.verdict == "both"
    assert [(one.place, one.stored, one.recomputed) for one in found.alterations] == [
        ("result.total_amount", 18_000, 14_400)
    ]


def test_what_is_not_part_of_the_calculation_is_said_to_be_unchecked() -> None:
    found = verify({**stored(), "approved_by": "张三"})

    assert (found.verdict, found.unchecked) == ("holds", ("approved_by",))


def run(*arguments: str, stdin: bytes = b"", folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BENEFITCLI_")}
    done = subprocess.run(
        [sys.executable, "-m", "benefitcli", "verify", *arguments],
        cwd=folder,
        env={**environment, "LC_ALL": "C.UTF-8", "COLUMNS": "80"},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    return done


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(json.dumps(stored()).encode())
    higher_rate(tmp_path / "ours")

    done = run(*EXAMPLES["verify"].split()[2:], folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("The result holds")

    done = run("result.json", "--tables", "ours", "--lang", "zh", folder=tmp_path)
    assert (done.returncode, done.stderr) == (1, b"")
    text = done.stdout.decode()
    assert text.startswith("结果不再成立")
    assert "《关于提高保教费标准的通知》" in text
    assert "所存：14400" in text
    assert "重新计算：17600" in text

    done = run(
        "-", "--tables", "ours", "--format", "json", stdin=(tmp_path / "result.json").read_bytes(), folder=tmp_path
    )
    assert (done.returncode, done.stderr) == (1, b"")
    tree = json.loads(done.stdout)
    assert (tree["holds"], tree["verdict"]) == (False, "changed")
    assert [one["path"] for one in tree["causes"]] == [f"{YONGJI}/2024-01-01-rate.toml"]
    assert {"place": "result.total_amount", "stored": 14400, "recomputed": 17600} in tree["differences"]


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "result_not_json", "-"),
        (b'{"benefit": ', "result_not_json", "-"),
        (b"\xff\xfe", "result_not_json", "-"),
        (b"[" * 100_000, "result_not_json", "-"),
        (b"[]", "result_malformed", "-"),
        (b"{}", "result_malformed", "benefit"),
        (json.dumps({**stored(), "on": "yesterday"}).encode(), "result_malformed", "on"),
        (json.dumps({**stored(), "tables": {}}).encode(), "result_malformed", "tables.digest"),
        (json.dumps({**stored(), "benefit": "leave.sabbatical"}).encode(), "benefit_unknown", "leave."),
        (json.dumps({**stored(), "region": {"code": "999999"}}).encode(), "region_unknown", "999999"),
    ],
)
def test_what_is_no_result_is_refused(content: bytes, code: str, word: str, tmp_path: Path) -> None:
    done = run("-", "--format", "json", stdin=content, folder=tmp_path)

    assert (done.returncode, done.stdout) == (2, b"")
    assert [error["code"] for error in json.loads(done.stderr)["errors"]] == [code]
    for language in ("zh", "en"):
        told = run("-", "--lang", language, stdin=content, folder=tmp_path)
        assert (told.returncode, told.stdout) == (2, b"")
        assert word in told.stderr.decode()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run("missing.json", folder=tmp_path)

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"missing.json" in done.stderr


def test_a_question_is_about_its_own_day() -> None:
    """A result without an event is about the day on which it was asked for."""
    answer = calculate_case("loan", example("loan"), Question(today=datetime.date(2025, 1, 1)))

    assert answer.on == datetime.date(2025, 1, 1)


def test_a_plan_is_not_verified_as_a_whole() -> None:
    with pytest.raises(BenefitError) as caught:
        verify({"benefit": "leave.plan", "items": []})
    assert [problem.code for problem in caught.value.problems] == ["plan_not_verified"]
