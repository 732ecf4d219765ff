"""What the program prints for machines is what its published schemas say, and nothing that they do not."""

from __future__ import annotations

import itertools
import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from benefitcli.benefits.register import NAMES, SCHEMA_NAMES, schema_of_command
from benefitcli.contract import SCHEMAS, schema_of
from benefitcli.i18n.help import EXAMPLES
from benefitcli.workflows.audit.schemas import AUDITS
from console import Ended, run_here

VALIDATORS = {name: Draft202012Validator(schema_of(name)) for name in SCHEMAS}
REGIONS = ("yongji", "shanghai", "zhejiang", "beijing", "cn")
LEDGER = "工号,出生日期,月份,金额\nE1,2022-05-10,2023-01,200\nE1,2022-05-10,2023-02,150\nE2,x,2023-01,200\n"
CLAIMS = "institution_id,year,inclusive_places,amount_claimed\na,2023,20,6000\nb,2023,5,9\n"
RECORDS = "employee_id,benefit,from_date,to_date,birth_date\nE1,leave.childcare,2024-01-01,2024-01-05,2023-05-01\n"
STAFF = "employee_id,birth_date,town\nE1,2025-05-10,east\nE2,x,west\n"
DRAFT = (
    "tables new ours --region yongji --title 通知 --issuer 某局 --issued 2024-01-01 --in-force 2024-01-01"
    " --set allowance.monthly_rate=300 --article 第一条 --quote 每月300元 --no-input --format json"
)
CASES = [path for path in EXAMPLES if schema_of_command(path) is not None]
PRINTED = [
    *(
        ("plan" if path == "leave plan" else "result", f"{EXAMPLES[path].partition(' ')[2]} --format json {where}")
        for path in CASES
        for where in ("", "--region shanghai")
        if not where or path in ("leave maternity", "leave childcare", "leave plan")
    ),
    ("result", "leave paternity --birth-date 2023-05-01 --birth-order 4 --format json"),
    ("result", "loan --children 2 --base-ceiling 600000 --uplift 0.2 --reading loan_uplift=both --format json"),
    ("plan", "leave plan --due-date 2027-01-20 --father-region shanghai --format json"),
    ("plan", "leave plan --birth-date 2016-03-01 --birth-order 9 --without father --format json"),
    ("error", "loan --children 2 --format json"),
    ("error", "leave maternity --birth-date 2023-02-30 --region nowhere --format json"),
    ("error", "leav --format json"),
    ("error", "tables show nowhere --format json"),
    ("tables.list", "tables list --format json"),
    ("tables.list", "tables list 永济 --as-of 2022-01-01 --format json"),
    *(("tables.show", f"tables show {region} --on 2024-05-01 --format json") for region in REGIONS),
    ("tables.show", "tables show yongji --as-of 2020-01-01 --format json"),
    *(("tables.diff", f"tables diff {region} 2012-01-01 2025-12-31 --format json") for region in REGIONS),
    ("tables.diff", "tables diff yongji 2025-12-31 2012-01-01 --format json"),
    *(("tables.readings", f"tables readings {region} --format json") for region in REGIONS),
    ("tables.check", "tables check --format json"),
    ("tables.check", "tables check broken --format json"),
    ("tables.new", DRAFT),
    ("rules.list", "rules list --format json"),
    *(("rules.show", f"rules show {name} --format json --region {region}") for name in NAMES for region in REGIONS[:3]),
    ("rules.show", "rules show leave.paternity --region cn --format json"),
    *(("fields", f"fields {name} --format json") for name in (*SCHEMA_NAMES, *AUDITS)),
    ("batch", "batch allowance staff.csv -o out.csv --json-errors"),
    ("audit", "audit allowance ledger.csv -o out.csv --json-errors"),
    ("audit", "audit places claims.csv -o out.csv --json-errors"),
    ("audit", "audit leave records.csv -o out.csv --json-errors"),
    ("forecast", "forecast allowance staff.csv --from-month 2026-01 --to-month 2026-12 --group-by town --format json"),
    ("forecast", "forecast allowance staff.csv --from-month 2026-01 --to-month 2027-12 --by year --format json"),
    ("verification", "verify result.json --format json"),
    ("verification", "verify altered.json --format json"),
    ("verification", "verify unreadable.json --format json"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the commands read."""
    folder = tmp_path_factory.mktemp("printed")
    texts = {"ledger.csv": LEDGER, "claims.csv": CLAIMS, "records.csv": RECORDS, "staff.csv": STAFF}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "broken").mkdir()
    (folder / "broken" / "2024-01-01-broken.toml").write_text("x =", encoding="utf-8")
    return folder


def printed(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What a command prints for machines, on whichever stream."""
    monkeypatch.chdir(folder)
    tree = json.loads(run_here("allowance", "--birth-date", "2022-05-10", "--format", "json").stdout)
    (folder / "result.json").write_text(json.dumps(tree), encoding="utf-8")
    altered = {**tree, "result": {**tree["result"], "months": 3}}
    (folder / "altered.json").write_text(json.dumps(altered), encoding="utf-8")
    (folder / "unreadable.json").write_text(json.dumps({**tree, "case": {"birth_date": "x"}}), encoding="utf-8")
    ended: Ended = run_here(*shlex.split(line))
    return json.loads(ended.stdout or ended.stderr)


@pytest.mark.parametrize(("name", "line"), PRINTED, ids=[line for _, line in PRINTED])
def test_what_is_printed_is_as_the_schema_says(
    name: str, line: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = printed(line, folder, monkeypatch)

    assert [error.message for error in VALIDATORS[name].iter_errors(tree)] == []
    if "." in name:
        VALIDATORS[name.partition(".")[0]].validate(tree)


def test_every_schema_is_one_and_is_printed_by_its_name() -> None:
    for name in SCHEMAS:
        schema = json.loads(run_here("schema", name).stdout)
        Draft202012Validator.check_schema(schema)
        assert schema == schema_of(name)
        assert schema["title"] == f"benefitcli {name}"
    assert set(SCHEMAS) == {name for name, _ in PRINTED} | {"tables", "rules"}


def objects(tree: Any, schema: Any, definitions: Any) -> Any:
    """Every object of a tree whose keys are fixed, so that a further one is wrong."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    for choice in schema.get("anyOf", ()):
        yield from objects(tree, choice, definitions)
    if isinstance(tree, dict) and "properties" in schema:
        yield tree
        for key, value in tree.items():
            yield from objects(value, schema["properties"].get(key, {}), definitions)
    elif isinstance(tree, dict):
        further = schema.get("additionalProperties", {})
        for value in tree.values():
            yield from objects(value, further if isinstance(further, dict) else {}, definitions)
    elif isinstance(tree, list):
        for value in tree:
            yield from objects(value, schema.get("items", {}), definitions)


WRONG = [(name, line) for name, group in itertools.groupby(PRINTED, lambda pair: pair[0]) for _, line in [next(group)]]


@pytest.mark.parametrize(("name", "line"), WRONG, ids=[name for name, _ in WRONG])
def test_a_wrong_key_or_a_missing_one_is_refused(
    name: str, line: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps(printed(line, folder, monkeypatch))
    schema = schema_of(name)
    count = len(list(objects(json.loads(text), schema, schema["$defs"])))

    @settings(max_examples=25, deadline=None)
    @given(index=some.integers(0, count - 1), key=some.text(min_size=1, max_size=8))
    def any_object(index: int, key: str) -> None:
        tree = json.loads(text)
        target = list(objects(tree, schema, schema["$defs"]))[index]
        if key in target:
            return
        target[key] = None
        assert not VALIDATORS[name].is_valid(tree)

    any_object()
    tree = json.loads(text)
    for key in schema["required"]:
        assert not VALIDATORS[name].is_valid({other: value for other, value in tree.items() if other != key})
