"""Every command that shows something to people writes it in every format, in both languages, wherever it is wanted."""

from __future__ import annotations

import io
import json
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from console import run_here

COMMANDS = (
    "tables list yongji",
    "tables show yongji --on 2024-05-01",
    "tables show shanghai --on 2024-05-01 --as-of 2022-01-01",
    "tables diff yongji 2021-01-01 2023-12-31",
    "tables readings yongji",
    "tables check broken",
    "rules list",
    "rules show leave.childcare",
    "rules show loan",
    "fields allowance",
    "fields audit.allowance",
    "verify altered.json",
)


class Words(HTMLParser):
    """The words of a page, and whether its elements are closed in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    tree = json.loads(run_here("allowance", "--birth-date", "2022-05-10", "--format", "json").stdout)
    tree["result"]["months"] = 3
    Path("altered.json").write_text(json.dumps(tree), encoding="utf-8")
    Path("broken").mkdir()
    Path("broken", "2024-01-01-broken.toml").write_text("x =", encoding="utf-8")
    return tmp_path


def squeezed(text: str) -> str:
    """A text without blanks, line breaks and what Markdown escapes."""
    return re.sub(r"[\s\\|*#`>-]|\[\d+\]|\d+\.(?= )", "", text)


def first_words(command: str, language: str) -> list[str]:
    """What the text of a command says of things, one line each, without marks of sources and of lists."""
    text = run_here(*shlex.split(command), "--lang", language).stdout
    return [squeezed(line) for line in text.splitlines() if line.startswith("  - ")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_format_says_what_the_text_says(command: str, language: str) -> None:
    words = [*shlex.split(command), "--lang", language]
    text = run_here(*words)
    for suffix in ("txt", "md", "html", "xlsx", "json"):
        ended = run_here(*words, "-o", f"out.{suffix}")
        assert (ended.code, ended.stdout) == (text.code, ""), ended.stderr

    assert Path("out.txt").read_text(encoding="utf-8") == text.stdout
    json.loads(Path("out.json").read_text(encoding="utf-8"))
    page = Words()
    page.feed(Path("out.html").read_text(encoding="utf-8"))
    assert page.open == []
    book = openpyxl.load_workbook(io.BytesIO(Path("out.xlsx").read_bytes()))
    cells = "\n".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell is not None)
    markdown = Path("out.md").read_text(encoding="utf-8")
    for said in first_words(command, language):
        for where in (page.words, markdown, cells):
            # A terminal breaks lines; what stands before the break is enough to know it by.
            assert said[:12] in squeezed(where), (said, where)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_has_a_title_and_a_format_that_is_named_wins(command: str) -> None:
    words = shlex.split(command)
    html = run_here(*words, "--format", "html").stdout
    assert re.search(r"<h1>[^<]+</h1>", html)
    assert run_here(*words, "--format", "md").stdout.startswith("# ")
    assert run_here(*words, "--format", "text", "-o", "page.html").stdout == ""
    assert not Path("page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE")
    refused = run_here(*words, "--format", "pdf", "--lang", "en")
    assert (refused.code, refused.stdout) == (2, "")
    assert "text, json, md, html, xlsx" in refused.stderr


def test_numbers_in_force_are_numbers_in_a_workbook() -> None:
    run_here("tables", "show", "yongji", "--on", "2024-05-01", "-o", "out.xlsx")
    rows = openpyxl.load_workbook("out.xlsx").active.iter_rows(values_only=True)
    values = {row[0].rpartition(" · ")[2]: row[1] for row in rows if row[0] and " · " in str(row[0])}
    assert (values["leave.maternity.base_days"], values["allowance.monthly_rate"]) == (98, 200)
    assert values["targets.inclusive_share"] == 0.8


def test_a_new_table_is_told_in_every_format() -> None:
    options = (
        "--region yongji --title 通知 --issuer 某局 --issued 2024-01-01 --in-force 2024-01-01"
        " --set allowance.monthly_rate=300 --article 第一条 --quote 每月三百元 --no-input --lang en"
    )
    for suffix in ("md", "html", "xlsx"):
        ended = run_here("tables", "new", f"ours-{suffix}", *shlex.split(options), "-o", f"out.{suffix}")
        assert (ended.code, ended.stdout, ended.stderr) == (ended.code, "", ""), ended.stderr
        assert Path(f"out.{suffix}").stat().st_size
    assert "tables check ours-md" in Path("out.md").read_text(encoding="utf-8")
