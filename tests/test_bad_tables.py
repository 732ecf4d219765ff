"""Every mistake that a table file can hold: found on reading, named with its place, all of them in one run.

Each file of ``bad_tables`` begins with a line ``# expect: CODE | PLACE | WORD …`` for each mistake in it: the code of
the problem, the key it is reported under, and words its message must hold in every language.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benefitcli.i18n.problems import MESSAGES
from support import TESTS

FILES = sorted((TESTS / "bad_tables").glob("*.toml"))
MARK = "# expect: "
LANGUAGES = ("zh", "en")
ERROR = {"zh": "错误：", "en": "error: "}
WITHOUT_KEY = ("table_syntax", "table_not_utf8")

INSTRUMENT = """\
[instrument]
title    = "某办法"
title_en = "Some measures"
issuer   = "某局"
issued   = 2023-04-27
in_force = 2023-04-27
evidence = "primary"
"""
GOOD_CLAUSE = """
[leave.maternity.base_days]
value   = 100
unit    = "day"
article = "第一条"
quote   = "产假100天"
"""
REGION = 'name = "河北省"\nname_en = "Hebei"\ncode = "130000"\n'


@dataclass(frozen=True)
class Mistake:
    """What a file is expected to be told: the code, and words of which the first is the place."""

    code: str
    words: tuple[str, ...]

    @property
    def place(self) -> str | None:
        return None if self.code in WITHOUT_KEY else self.words[0]


@dataclass(frozen=True)
class Run:
    """How a process ended and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def errors(self) -> list[dict[str, Any]]:
        errors: list[dict[str, Any]] = json.loads(self.stderr)["errors"]
        return errors

    @property
    def kinds(self) -> list[tuple[str, str | None]]:
        return sorted((error["code"], error["field"]) for error in self.errors)


def mistakes_of(file: Path) -> list[Mistake]:
    lines = file.read_bytes().splitlines()
    texts = [line.decode().removeprefix(MARK) for line in lines if line.startswith(MARK.encode())]
    parts = [[part.strip() for part in text.split("|")] for text in texts]
    return [Mistake(code, tuple(words)) for code, *words in parts]


def ask(tables: Path, *options: str) -> Run:
    """Ask for a maternity leave with further tables; no mistake ends in a traceback."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BENEFITCLI_")}
    case = ("leave", "maternity", "--birth-date", "2023-05-01")
    finished = subprocess.run(
        [sys.executable, "-m", "benefitcli", *case, "--tables", str(tables), *options],
        env={**environment, "LC_ALL": "C.UTF-8"},
        cwd=tables,
        capture_output=True,
        check=False,
        timeout=30,
    )
    run = Run(finished.returncode, finished.stdout.decode(), finished.stderr.decode())
    assert "Traceback" not in run.stderr
    return run


def refuse(tables: Path, *options: str) -> Run:
    """Ask, and see that the tables are refused: exit code 2 and nothing on the standard output."""
    run = ask(tables, *options)
    assert (run.code, run.stdout) == (2, "")
    return run


def lay(tables: Path, path: str, content: bytes) -> None:
    file = tables / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_mistake_is_told_in_words(file: Path, language: str, tmp_path: Path) -> None:
    lay(tmp_path, f"cn/{file.name}", file.read_bytes())

    run = refuse(tmp_path, "--lang", language)

    messages = [line for line in run.stderr.splitlines() if line.startswith(ERROR[language])]
    assert messages, run.stderr
    assert all(file.name in message for message in messages)
    for mistake in mistakes_of(file):
        assert all(word in run.stderr for word in mistake.words)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_mistake_is_told_once_under_its_key(file: Path, tmp_path: Path) -> None:
    lay(tmp_path, f"cn/{file.name}", file.read_bytes())

    run = refuse(tmp_path, "--format", "json")

    assert run.kinds == sorted((mistake.code, mistake.place) for mistake in mistakes_of(file))
    assert {Path(error["details"]["file"]) for error in run.errors} == {tmp_path / "cn" / file.name}


OUTSIDE, ONLY_NATIONAL = "table_outside_region", "table_only_national"
"""What no table can be by itself: it depends on where the file stands."""


def test_every_code_has_a_bad_table() -> None:
    codes = {mistake.code for file in FILES for mistake in mistakes_of(file)}

    assert codes | {OUTSIDE, ONLY_NATIONAL} == {code for code in MESSAGES if code.startswith("table_")}


def test_table_outside_of_any_region_is_refused(tmp_path: Path) -> None:
    """A forgotten folder would otherwise leave the document out unseen."""
    lay(tmp_path, "stray.toml", (INSTRUMENT + GOOD_CLAUSE).encode())

    run = ask(tmp_path, "--format", "json")

    assert (run.code, run.stdout) == (2, "")
    assert [error["code"] for error in run.errors] == [OUTSIDE]


HOLIDAY = """
[holidays.new_year]
calendar = "solar"
month    = 1
day      = 1
days     = 1
article  = "第二条"
quote    = "元旦，放假1天"
"""
NOTICE = """
[calendar]
year     = 2027
days_off = [2027-01-01]
article  = "一"
quote    = "元旦：1月1日"
"""


@pytest.mark.parametrize(("section", "key"), [(HOLIDAY, "holidays"), (NOTICE, "calendar")], ids=["holiday", "notice"])
def test_holidays_of_a_single_province_are_refused(section: str, key: str, tmp_path: Path) -> None:
    """Only the whole country's count: what a province's folder said would be passed over unseen."""
    lay(tmp_path, "cn/shanxi/notice.toml", (INSTRUMENT + section).encode())

    as_json = refuse(tmp_path, "--format", "json")
    assert as_json.kinds == [(ONLY_NATIONAL, key)]
    for language in LANGUAGES:
        told = refuse(tmp_path, "--lang", language).stderr
        assert all(word in told for word in ("notice.toml", key, "cn/shanxi"))


def test_clause_tied_to_a_reading_that_no_document_defines_is_refused(tmp_path: Path) -> None:
    lay(tmp_path, "cn/tied.toml", (INSTRUMENT + GOOD_CLAUSE + 'reading = "no_such=reading"\n').encode())

    run = ask(tmp_path, "--format", "json")

    assert [error["code"] for error in run.errors] == ["table_wrong_value"]
    assert "childcare_year=child" in run.errors[0]["accepted"]


def test_good_table_beside_the_shipped_ones_is_taken(tmp_path: Path) -> None:
    """What the bad tables share is good: without a mistake the number counts."""
    lay(tmp_path, "cn/good.toml", (INSTRUMENT + GOOD_CLAUSE).encode())

    run = ask(tmp_path, "--format", "json")

    assert (run.code, run.stderr) == (0, "")
    assert json.loads(run.stdout)["result"]["days"] == 160


def test_mistakes_of_all_files_of_a_folder_are_told_in_one_run(tmp_path: Path) -> None:
    lay(tmp_path, "cn/a.toml", b"[instrument\n")
    lay(tmp_path, "cn/b.toml", (INSTRUMENT + GOOD_CLAUSE.replace("100", "-1")).encode())
    lay(tmp_path, "cn/c.toml", INSTRUMENT.encode("gb18030"))

    run = refuse(tmp_path, "--format", "json")

    assert [(error["code"], Path(error["details"]["file"]).name) for error in run.errors] == [
        ("table_syntax", "a.toml"),
        ("table_wrong_value", "b.toml"),
        ("table_not_utf8", "c.toml"),
    ]


@pytest.mark.parametrize("name", ["number_negative", "article_empty", "section_not_a_table", "unknown_counting"])
def test_chinese_error_holds_no_english_sentence(name: str, tmp_path: Path) -> None:
    file = TESTS / "bad_tables" / f"{name}.toml"
    lay(tmp_path, f"cn/{file.name}", file.read_bytes())

    stderr = refuse(tmp_path, "--lang", "zh").stderr.replace(str(tmp_path), "")

    assert not re.findall(r"[A-Za-z]+ [a-z]+(?: [a-z]+)*", stderr)


REGIONS: list[tuple[str, str, list[tuple[str, str | None]], Sequence[str]]] = [
    ("not TOML", "name = ", [("table_syntax", None)], ()),
    ("name empty", REGION.replace("河北省", ""), [("table_wrong_value", "name")], ()),
    ("code as number", REGION.replace('"130000"', "130000"), [("table_wrong_value", "code")], ("130000",)),
    ("code too short", REGION.replace("130000", "1300"), [("table_wrong_value", "code")], ("1300",)),
    ("key missing", REGION.replace('name_en = "Hebei"\n', ""), [("table_missing_key", "name_en")], ()),
    ("unknown key", REGION + 'pinyin = "hebei"\n', [("table_unknown_key", "pinyin")], ("name_en",)),
    (
        "two mistakes",
        REGION.replace("130000", "1300").replace("河北省", ""),
        [("table_wrong_value", "code"), ("table_wrong_value", "name")],
        ("1300",),
    ),
]


@pytest.mark.parametrize(
    ("content", "kinds", "words"), [region[1:] for region in REGIONS], ids=[region[0] for region in REGIONS]
)
def test_malformed_region_is_refused(
    content: str, kinds: list[tuple[str, str | None]], words: Sequence[str], tmp_path: Path
) -> None:
    lay(tmp_path, "cn/hebei/region.toml", content.encode())

    as_json = refuse(tmp_path, "--region", "hebei", "--format", "json")
    assert as_json.kinds == kinds
    in_words = refuse(tmp_path, "--region", "hebei", "--lang", "zh").stderr
    places = [key for _, key in kinds if key]
    assert in_words.startswith(ERROR["zh"])
    assert all(word in in_words for word in ("cn/hebei/region.toml", *places, *words))


def test_region_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    lay(tmp_path, "cn/hebei/region.toml", REGION.encode("gb18030"))

    run = refuse(tmp_path, "--region", "hebei", "--format", "json")

    assert run.kinds == [("table_not_utf8", None)]
    assert run.errors[0]["details"]["file"] == str(tmp_path / "cn/hebei/region.toml")


def test_malformed_region_is_told_where_all_regions_are_read(tmp_path: Path) -> None:
    """Opening one region reads its own chain of folders; a name, a code and a check need those of all."""
    lay(tmp_path, "cn/hebei/region.toml", REGION.encode("gb18030"))

    assert ask(tmp_path).code == 0
    assert refuse(tmp_path, "--region", "永济市", "--format", "json").kinds == [("table_not_utf8", None)]


@pytest.mark.parametrize("kind", ["folder", "dangling link"])
def test_table_that_cannot_be_opened_ends_in_a_message(kind: str, tmp_path: Path) -> None:
    """A folder with a file's name, or the lock file that an editor leaves beside a file it has open."""
    (tmp_path / "cn").mkdir()
    if kind == "folder":
        (tmp_path / "cn" / "notice.toml").mkdir()
    else:
        (tmp_path / "cn" / ".#notice.toml").symlink_to("someone@office.123")

    run = ask(tmp_path, "--lang", "en")

    assert run.code == 0 or ((run.code, run.stdout) == (2, "") and "notice.toml" in run.stderr)
    assert "cannot write" not in run.stderr
