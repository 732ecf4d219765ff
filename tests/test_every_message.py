"""Every message of the catalogue is reached, in both languages: by a format of its own, and by what provokes it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benefitcli import i18n
from benefitcli.benefits.register import schema_of_command
from benefitcli.engine.benefit import Benefit
from benefitcli.errors import Problem
from benefitcli.i18n import choose
from benefitcli.i18n.help import EXAMPLES
from benefitcli.i18n.outcomes import REASONS, WARNINGS
from benefitcli.i18n.problems import HINTS, MESSAGES, format_error
from benefitcli.i18n.translator import Translator
from benefitcli.io import excel, workbook
from console import Ended, run_here, words_of
from support import ROOT, TESTS

LANGUAGES = ("zh", "en")
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
LATIN_WORD = re.compile(r"(?<![\w/=.-])[A-Z]?[a-z]{3,}(?![\w/=.-])")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CATALOGUES = [importlib.import_module(f"benefitcli.i18n.{one.name}") for one in pkgutil.iter_modules(i18n.__path__)]
SOURCE = {
    file: file.read_text(encoding="utf-8")
    for file in (ROOT / "src").rglob("*.py")
    if file.parent.name != "i18n" or file.name == "language.py"
}


def dictionaries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every dictionary of sentences in the catalogue, by name."""
    for module in CATALOGUES:
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, dict) and all(isinstance(pair, tuple) for pair in value.values()):
                yield f"{module.__name__.rpartition('.')[2]}.{name}", value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", MESSAGES)
def test_every_problem_is_a_whole_sentence(code: str, language: Any) -> None:
    details = dict.fromkeys(PLACEHOLDER.findall("".join(MESSAGES[code])), "7")
    details = {name: text for name, text in details.items() if name not in ("place", "value", "field")}
    problem = Problem(code, field="birth_date", value="8", accepted="1..9", details=details)

    lines = format_error(problem, Translator(language))

    assert len(lines) == 3 if code in HINTS else 2
    assert lines[0].startswith("错误：" if language == "zh" else "error: ")
    assert lines[1].strip() in ("可以写：1..9", "accepted: 1..9")
    assert not re.search(r"[{}]", "".join(lines))
    if language == "en":
        assert not CHINESE.search("".join(lines))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*REASONS, *WARNINGS])
def test_every_reason_and_warning_is_a_whole_sentence(code: str, language: Any) -> None:
    sentence = choose({**REASONS, **WARNINGS}[code], language).format(documents="7")

    assert not re.search(r"[{}]", sentence)
    assert bool(CHINESE.search(sentence)) == (language == "zh")


def test_every_problem_is_raised_somewhere_and_provoked_by_a_test() -> None:
    """A problem of a table is raised by what follows ``table_`` in a check of the model."""
    raised = "\n".join(SOURCE.values())
    files = [file for kind in ("py", "toml") for file in TESTS.rglob(f"*.{kind}")]
    tests = "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)

    for code in MESSAGES:
        names = {code, code.removeprefix("table_")}
        assert any(re.search(rf'["\' ]{name}["\':]', raised) for name in names), f"{code} is never raised"
        assert any(re.search(rf"\b{name}\b", tests) for name in names), f"{code} is never provoked"


@pytest.mark.parametrize(
    "name", ["words.WORDS", "words.PROMPTS", "words.COMPLETION", "words.FORMS", "help.SECTIONS", "plans.PLAN_WORDS"]
)
def test_no_word_is_idle(name: str) -> None:
    source = "\n".join(SOURCE.values()) + "\n".join(
        Path(str(module.__file__)).read_text(encoding="utf-8").partition("def ")[2] for module in CATALOGUES
    )

    for word in dict(dictionaries())[name]:
        assert re.search(rf"""["']{word}["']""", source), word


# What no other test provokes: a command, the code, words that the message must hold.
FILES = {
    "rows.csv": b"birth_date\n2023-05-01\n2023-05-02\n2023-05-03\n",
    "quote.csv": b'name,birth_date\n"Zhang,2023-05-01\nLi,2023-05-01\n',
    "bad.jsonl": b'{"birth_date": "2023-05-01"}\n{"birth_date": \n',
    "long.csv": b"birth_date,note\n2023-05-01," + b"x" * (excel.MAX_CHARACTERS + 1) + b"\n",
}
TWINS = "leave maternity --birth-date 2023-05-01"
PROVOKED = [
    ("leave protection --due-date 2024-05-20 --birth-date 2020-01-01", "dates_far_apart", "2020-01-01"),
    ("allowance --birth-date 2023-05-01 --from-month 2024-05 --to-month 2024-04", "months_out_of_order", "2024-04"),
    ("targets --population 1000 --existing 5 --existing-inclusive 6", "more_inclusive_than_all", "6"),
    (f"{TWINS} --region 140881 --tables twice", "region_ambiguous", "140881"),
    (f"{TWINS} --difficult-birth=yes", "option_takes_no_value", "--difficult-birth"),
    (f"{TWINS} --lang klingon", "language_unknown", "klingon"),
    (f"{TWINS} --name {'x' * 40_000} -o form.xlsx", "text_too_long_for_a_cell", "40000"),
    (f"{TWINS} -o form.pdf", "suffix_unknown", ".pdf"),
    ("completion tcsh", "shell_unknown", "tcsh"),
    ("schema nothing", "schema_unknown", "nothing"),
    ("batch leave.plan rows.csv --explain", "no_steps_of_its_own", "leave.plan"),
    ("batch leave.maternity bad.jsonl", "json_line_malformed", "2"),
    ("batch leave.maternity quote.csv", "quote_not_closed", "2"),
    ("batch leave.maternity long.csv -o long.xlsx", "text_too_long_for_a_cell", "32768"),
    ("batch leave.maternity rows.csv -o out.csv --rejects out.csv", "outputs_are_one", "out.csv"),
    ("batch leave.maternity rows.csv -o rows.csv", "output_is_input", "rows.csv"),
    ("batch leave.maternity rows.csv -o rows.xlsx", "too_many_rows_for_a_workbook", "4"),
]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files, and tables in which a second region has the code of Yongji; a sheet holds three rows."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    folder = tmp_path / "twice" / "cn" / "second"
    folder.mkdir(parents=True)
    (folder / "region.toml").write_text('name = "乙"\nname_en = "Second"\ncode = "140881"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("command", "code", "word"), PROVOKED, ids=[f"{code}-{number}" for number, (_, code, _) in enumerate(PROVOKED)]
)
def test_what_provokes_it_says_it(command: str, code: str, word: str, language: Any, place: Path) -> None:
    before = sorted(place.iterdir())
    ended = run_here(*shlex.split(command), *([] if "--lang" in command else ["--lang", language]))

    assert ended.code == 2
    message = ended.stderr.splitlines()[0]
    spoken: Any = "en" if "--lang" in command else language
    template = map(re.escape, PLACEHOLDER.split(choose(MESSAGES[code], spoken))[::2])
    assert re.search(".*".join(template), message), message
    assert word in message
    assert sorted(place.iterdir()) == before


RISEN = """\
[instrument]
title    = "某通知"
title_en = "Some notice"
issuer   = "某局"
issued   = 2023-12-01
in_force = 2024-01-01
evidence = "primary"

[allowance.monthly_rate]
value   = 300
unit    = "yuan"
article = "第一条"
quote   = "每月300元"
"""


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "标准在期间有变化"), ("en", "the rate changes within the time")]
)
def test_a_rate_that_changes_is_told(language: str, words: str, tmp_path: Path) -> None:
    """Born in May 2023: 8 months of 2023 at 200 yuan and 28 from 2024 to April 2026 at 300 are 10,000 yuan."""
    folder = tmp_path / "cn" / "shanxi" / "yuncheng" / "yongji"
    folder.mkdir(parents=True)
    (folder / "2023-12-01-notice.toml").write_text(RISEN, encoding="utf-8")

    ended = run_here("allowance", "--birth-date", "2023-05-01", "--tables", str(tmp_path), "--lang", language)

    assert ended.code == 0
    assert words in ended.stdout
    assert "10,000" in ended.stdout


QUOTED = re.compile(r"“[^”]*”|《[^》]*》.*|^ *(> .*|\d+\. .*)$", re.MULTILINE)
"""Quotations and citations: the words of the law stay in the language of the law."""

NAMES = re.compile(r"--?[a-z-]+|\w+=\w+|sha256|benefitcli|chinesecalendar|class|lang|[A-Z]{3,}")


def own_words(ended: Ended) -> str:
    text = re.sub(r"<style>.*?</style>|<[^>]*>", "\n", ended.stdout.replace("\\", ""), flags=re.DOTALL)
    lines = [line for line in text.splitlines() if "（" not in line or "《" not in line]
    return QUOTED.sub("", "\n".join(lines))


RESULTS = [
    (path, form)
    for path in EXAMPLES
    for form in ("text", "md", "html")
    if isinstance(schema_of_command(path), Benefit) or path == "leave plan"
]


@pytest.mark.parametrize(("path", "form"), RESULTS)
def test_no_result_mixes_its_languages(path: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # a citation stays on one line
    english = own_words(run_here(*words_of(EXAMPLES[path], "--lang", "en", "--format", form)))
    chinese = NAMES.sub("", own_words(run_here(*words_of(EXAMPLES[path], "--lang", "zh", "--format", form))))

    assert not CHINESE.findall(english)
    assert not LATIN_WORD.findall(chinese)
    assert CHINESE.search(chinese)
    assert LATIN_WORD.search(english)
