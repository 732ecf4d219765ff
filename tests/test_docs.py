"""The page for someone who does not program: its commands alone add a made-up county and give the right answers.

``python tests/test_docs.py`` writes the outputs anew after a change that is meant.
"""

from __future__ import annotations

import re
from itertools import chain

import pytest

from support import ROOT
from test_readme import BLOCK, COMMAND, refreshed

PAGES = {"docs/adding-a-place.md": "C.UTF-8", "docs/adding-a-place.zh-CN.md": "zh_CN.UTF-8"}


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_prints_what_the_page_shows(page: str) -> None:
    assert refreshed(read(page), PAGES[page]) == read(page)


def commands(page: str) -> list[str]:
    parts = (re.split(r"^\$ ", block, flags=re.MULTILINE)[1:] for block in BLOCK.findall(read(page)))
    return [match.group() for part in chain.from_iterable(parts) if (match := COMMAND.match(part))]


def test_the_editions_show_the_same_commands() -> None:
    english, chinese = map(commands, PAGES)

    assert english == chinese


def test_the_made_up_county_gets_the_right_answers() -> None:
    """Worked out from the page: 15 days of the province and 10 of 第三条; 36 months at the 300 of 第四条."""
    shown = read("docs/adding-a-place.zh-CN.md")

    assert re.search(r"第一年天数 +25 天  2024-03-01 – 2025-02-28", shown)
    assert re.search(r"第二年天数 +25 天  2025-03-01 – 2026-02-28", shown)
    assert re.search(r"第三年天数 +25 天  2026-03-01 – 2027-02-28", shown)
    assert re.search(r"合计 +75 天", shown)
    assert re.search(r"合计金额 +10,800 元", shown)
    assert re.search(r"月数 +36 个月", shown)


def test_the_ceiling_recorded_in_six_lines_is_the_one_that_answers() -> None:
    """Three children: 600,000 and a fifth of it, 720,000 (第二条 of the made-up notice)."""
    shown = read("docs/adding-a-place.zh-CN.md")
    command = next(block for block in BLOCK.findall(shown) if "loan.base_ceiling" in block)

    assert len([line for line in command.splitlines() if line.startswith(("$", "    "))]) == 6
    assert re.search(r"最高贷款额度 +600,000 元", shown)
    assert re.search(r"上浮后最高额度 +720,000 元", shown)


def test_the_stored_result_holds_until_a_later_document_changes_it() -> None:
    """2024-03 to 2025-06 are 16 months at 300, 2025-07 to 2027-02 are 20 at 500: 14,800 instead of 10,800."""
    shown = read("docs/adding-a-place.md")
    first, second = (block for block in BLOCK.findall(shown) if "verify" in block)

    assert "The result holds" in first
    assert "The result no longer holds" in second
    assert re.search(r"result.total_amount\s+stored: 10800\s+now: 14800", second)
    assert "《关于提高婴幼儿保教费标准的通知》" in second


if __name__ == "__main__":
    for name, locale in PAGES.items():
        (ROOT / name).write_text(refreshed(read(name), locale), encoding="utf-8")
