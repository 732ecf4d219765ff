"""The page of a plan: whatever was written for a name stays text, and a real browser finds nothing wrong with it."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.reports.model import Person
from benefitcli.reports.plan import plan_report
from benefitcli.reports.writers.html import html_of
from benefitcli.workflows.plan import Family, Plan, calculate_plan
from support import TODAY

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PDF_READER = shutil.which("pdfinfo")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="needs Chromium: apt-get install chromium")
EVIL = """<script>document.title='run'</script>"><img src=x onerror="document.title='run'">&lt;b&gt;</style></title>"""
KNOWN_TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td",
    "section", "svg", "line", "text", "rect", "a", "div", "ul", "li", "br", "span", "blockquote", "footer",
}  # fmt: skip


class Reader(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def plan_as_page(plan: Plan, person: Person, language: Any) -> bytes:
    return html_of(plan_report(plan, person, Translator(language)))


def page(facts: dict[str, str], person: Person | None = None, language: Any = "zh", **where: Any) -> bytes:
    return plan_as_page(calculate_plan(facts, Question(today=TODAY, **where)), person or Person(), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_for_a_name_stays_text(language: str) -> None:
    found = Reader(page({"birth_date": "2023-05-01"}, Person(EVIL, EVIL, EVIL), language))

    assert {tag for tag, _ in found.tags} <= KNOWN_TAGS
    assert not any(name.startswith("on") or name == "src" for _, given in found.tags for name in given)
    assert found.texts.count(EVIL) == 3


def test_the_name_of_a_region_stays_text(tmp_path: Path) -> None:
    """A region of a table of one's own, named as badly as can be."""
    folder = tmp_path / "cn" / "evil"
    folder.mkdir(parents=True)
    name = EVIL.replace('"', '\\"')
    (folder / "region.toml").write_text(f'name = "{name}"\nname_en = "{name}"\ncode = "990000"\n', encoding="utf-8")
    where = Question(region="evil", tables=(tmp_path,), today=TODAY)
    found = Reader(plan_as_page(calculate_plan({"birth_date": "2023-05-01"}, where), Person(), "zh"))

    assert {tag for tag, _ in found.tags} <= KNOWN_TAGS
    assert EVIL in found.texts


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fetches_nothing_and_has_all_it_needs(language: str) -> None:
    data = page({"due_date": "2026-12-20"}, Person("张三"), language)
    found = Reader(data)

    assert not re.search(rb"https?://|url\(|@import|<link|<script", data)
    assert all(given["href"].startswith("#source-") for tag, given in found.tags if tag == "a" and given["href"])
    anchors = {given["href"] for tag, given in found.tags if tag == "a"}
    assert anchors == {f"#{given['id']}" for _, given in found.tags if str(given.get("id", "")).startswith("source-")}
    assert any(re.fullmatch(r".*sha256:[0-9a-f]{64}", text) for text in found.texts)
    words = {
        "zh": ("假期核定表", "职工签名", "估算：还没有出生日期"),
        "en": ("Leave assessment", "Employee", "An estimate:"),
    }
    assert [word for word in words[language] if not any(text.startswith(word) for text in found.texts)] == []
    assert sum(tag == "rect" for tag, _ in found.tags) == 13


def test_the_picture_has_the_same_scale_as_the_days() -> None:
    """2024-01-01 出生：轴自 2023-10-01 至 2026-12-31，共1188天、562像素宽；产假158天。"""
    found = Reader(page({"birth_date": "2024-01-01"}))
    bars = [given for tag, given in found.tags if tag == "rect" and given["class"] == "mother absence"]

    assert [float(bars[0][name] or 0) for name in ("x", "width")] == pytest.approx(
        [118 + 92 * 562 / 1188, 158 * 562 / 1188], abs=0.06
    )


def browse(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    assert BROWSER is not None
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
        f"--user-data-dir={file.parent / 'profile'}", *options, file.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)


@needs_browser
@pytest.mark.skipif(PDF_READER is None, reason="needs pdfinfo: apt-get install poppler-utils")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "facts",
    [{"birth_date": "2023-05-01", "infants": "2", "difficult_birth": "是"}, {"due_date": "2026-12-20"}],
    ids=["twins", "estimate"],
)
def test_a_browser_prints_it_on_two_pages_and_finds_nothing_wrong(
    facts: dict[str, str], language: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(page(facts, Person(EVIL, EVIL, EVIL), language))
    shown = browse(file, "--dump-dom")
    file.write_bytes(page(facts, Person("张三", "007", "永济市某公司"), language))
    browse(file, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")

    assert "CONSOLE" not in shown.stderr
    assert "<title>run</title>" not in shown.stdout
    told = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages: +2\n", told)
    assert re.search(r"Page size: +59[45]\S* x 84[12]", told)


def test_two_regions_have_both_names_and_both_digests() -> None:
    family = Family({"mother": "yongji", "father": "shanxi"})
    found = Reader(plan_as_page(calculate_plan({"birth_date": "2024-09-10"}, None, family), Person(), "zh"))

    assert any("永济市 / 山西省" in text for text in found.texts)
    assert len(re.findall(r"sha256:[0-9a-f]{64}", " ".join(found.texts))) == 2
