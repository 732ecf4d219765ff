"""The pages for people: what they show is what the program does, and what they name is there.

``python tests/pages.py`` writes the outputs anew after a change that is meant, ``python tests/reference.py`` the reference.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pages import BLOCK, CHINESE, ROOT, commands, pages, read, refreshed
from reference import FOLDER, command_paths, reference, said

PAGES = pages()
REFERENCE = "docs/reference/"
ONE_EDITION = re.compile(r"CHANGELOG\.md|docs/decisions/.*|docs/glossary\.md|tests/README\.md")
"""Pages for those who read both languages, or none but English."""

TRANSLATED = [page for page in PAGES if not page.endswith(CHINESE) and not ONE_EDITION.fullmatch(page)]
AT_THE_TOP = re.compile(
    r"pyproject\.toml|src|tables|tests|docs|README(\.zh-CN)?\.md|CONTRIBUTING(\.zh-CN)?\.md|CHANGELOG\.md|LICENSE"
    r"|requirements\.lock|\..+"
)
FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"(?:[\w.-]+/)*[\w.-]+\.(?:py|toml|md|yml|yaml|lock|css)|(?:[\w.-]+/)+")
"""What looks like a file or a folder of the repository."""

EXAMPLES_OF_PATHS = re.compile(r"(staff|leave|result|plan|our-tables|cn/2|\.venv).*|.*moving\.py")


def edition(page: str) -> str:
    return page.removesuffix(".md") + CHINESE


@pytest.mark.parametrize("page", [page for page in PAGES if BLOCK.search(read(page))])
def test_every_command_prints_what_the_page_shows(page: str) -> None:
    assert refreshed(page) == read(page)


@pytest.mark.parametrize("page", TRANSLATED)
def test_the_editions_show_the_same_commands(page: str) -> None:
    english, chinese = read(page), read(edition(page))

    assert commands(english) == commands(chinese)
    if not page.startswith(REFERENCE):
        languages = [[language for language, _ in FENCED.findall(text)] for text in (english, chinese)]
        assert languages[0] == languages[1]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in LINK.findall(FENCED.sub("", read(page))):
        assert "://" in target or (ROOT / page).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("page", [page for page in PAGES if page != "CHANGELOG.md"])
def test_every_path_that_is_named_exists(page: str) -> None:
    """Below the page, the repository, the package or the tests; made-up ones have the names of examples."""
    roots = ((ROOT / page).parent, ROOT, ROOT / "src" / "benefitcli", ROOT / "tests")
    for name in INLINE.findall(FENCED.sub("", read(page))):
        if PATH.fullmatch(name) and not EXAMPLES_OF_PATHS.fullmatch(name):
            assert any((root / name).exists() for root in roots), name


NAME = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith(REFERENCE) and page != "CHANGELOG.md"])
def test_every_class_that_is_named_exists(page: str) -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    for name in INLINE.findall(FENCED.sub("", read(page))):
        assert not NAME.fullmatch(name) or f"class {name}" in source, name


@cache
def known_commands() -> set[tuple[str, ...]]:
    return {(), *command_paths(())}


@cache
def help_of(path: tuple[str, ...]) -> str:
    return said(*path, "--help")


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith(REFERENCE) and page != "CHANGELOG.md"])
def test_every_command_that_is_named_exists_with_its_options(page: str) -> None:
    """Also those in a sentence, which are not run."""
    for text in INLINE.findall(FENCED.sub("", read(page))):
        words = shlex.split(text.replace("'", " ")) if text.startswith("benefitcli ") else []
        path: tuple[str, ...] = ()
        for word in words[1:]:
            names = word.split("|")
            if not all((*path, name) in known_commands() for name in names):
                break
            path = (*path, names[0])
        assert path or len(words) < 2 or words[1].startswith("-"), text
        for word in words[1 + len(path) :]:
            if word.startswith("--"):
                assert word.partition("=")[0] in help_of(path), text


def test_the_reference_is_what_the_program_says() -> None:
    written = dict(reference())

    assert {file.name for file in FOLDER.iterdir()} == set(written)
    for name, text in written.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, "run python tests/reference.py"


@pytest.mark.parametrize("page", [page for page in PAGES if ">>> " in read(page)])
def test_python_examples_give_what_the_page_shows(page: str) -> None:
    blocks = [text for language, text in FENCED.findall(read(page)) if language == "python" and ">>> " in text]
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page, page, 0)

    assert doctest.DocTestRunner().run(test).failed == 0


def test_only_the_agreed_names_stand_at_the_top() -> None:
    ignored = {"build", "dist"}
    names = {path.name for path in ROOT.iterdir() if path.name not in ignored}

    assert [name for name in sorted(names) if not AT_THE_TOP.fullmatch(name)] == []


REGION = "docs/guides/adding-a-region.md"


def test_the_made_up_county_gets_the_right_answers() -> None:
    """Worked out from the page: 15 days of the province and 10 of 第三条; 36 months at the 300 of 第四条."""
    shown = read(edition(REGION))

    assert re.search(r"第一年天数 +25 天  2024-03-01 – 2025-02-28", shown)
    assert re.search(r"第二年天数 +25 天  2025-03-01 – 2026-02-28", shown)
    assert re.search(r"第三年天数 +25 天  2026-03-01 – 2027-02-28", shown)
    assert re.search(r"合计 +75 天", shown)
    assert re.search(r"合计金额 +10,800 元", shown)
    assert re.search(r"月数 +36 个月", shown)


def test_the_ceiling_recorded_in_six_lines_is_the_one_that_answers() -> None:
    """Three children: 600,000 and a fifth of it, 720,000 (第二条 of the made-up notice)."""
    shown = read(edition(REGION))
    command = next(block for block in BLOCK.findall(shown) if "loan.base_ceiling" in block)

    assert len([line for line in command.splitlines() if line.startswith(("$", "    "))]) == 6
    assert re.search(r"最高贷款额度 +600,000 元", shown)
    assert re.search(r"上浮后最高额度 +720,000 元", shown)


def test_the_stored_result_holds_until_a_later_document_changes_it() -> None:
    """2024-03 to 2025-06 are 16 months at 300, 2025-07 to 2027-02 are 20 at 500: 14,800 instead of 10,800."""
    first, second = (block for block in BLOCK.findall(read(REGION)) if "verify" in block)

    assert "The result holds" in first
    assert "The result no longer holds" in second
    assert re.search(r"result.total_amount\s+stored: 10800\s+now: 14800", second)
    assert "《关于提高婴幼儿保教费标准的通知》" in second


STEP = re.compile(r"Add to `(\w+)` in `([^`]+)`|[Ww]rite `([^`]+)`")


def test_the_made_up_benefit_needs_no_more_than_is_written(tmp_path: Path) -> None:
    """On a copy of the source: each block of the page is a file, or what is added at the beginning of a list."""
    shutil.copytree(ROOT / "src", tmp_path / "src")
    shutil.copytree(ROOT / "tables", tmp_path / "tables")
    section = read("CONTRIBUTING.md").partition("## Adding a benefit\n")[2].partition("\n## ")[0]
    before = 0
    for block in FENCED.finditer(section):
        said_before = STEP.findall(section[before : block.start()]) or [("", "", "")]
        added_to, changed, written = said_before[-1]
        before = block.end()
        if written:
            file = tmp_path / written
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.group(2), encoding="utf-8")
        elif added_to:
            file = tmp_path / changed
            opening = re.compile(rf"^{added_to}\b.*[({{\[]\n", re.MULTILINE)
            first, *more = opening.finditer(text := file.read_text(encoding="utf-8"))
            assert not more, added_to
            file.write_text(text[: first.end()] + block.group(2) + text[first.end() :], encoding="utf-8")
    command, _, shown = section.partition("```text\n$ ")[2].partition("```")[0].partition("\n")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src"), "LANG": "C.UTF-8", "COLUMNS": "80"}
    command = command.replace("benefitcli", f"{sys.executable} -m benefitcli", 1)
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )

    assert (done.stdout, done.stderr) == (shown, "")
