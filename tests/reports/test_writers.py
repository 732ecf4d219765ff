"""Any report in any format: what each writer makes of each kind of block."""

from __future__ import annotations

import io
import re
from xml.etree.ElementTree import Element

import openpyxl
import pytest

from benefitcli.i18n.translator import Translator
from benefitcli.reports.model import (
    NOT_APPLIED,
    Cell,
    Column,
    Item,
    Items,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
    bullets,
    definitions,
)
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.writers import write_report
from benefitcli.reports.writers.text import print_report

TABLE = Table(
    (Column("what"), Column("sum", right=True), Column("why", only="md html")),
    (
        (Cell("north", role="name"), Cell("1,234.50 yuan", 123450, "yuan", "amount"), Cell("a|b [1]", role="basis")),
        (Cell("south", role="name"), Cell("-", role="amount"), Cell("", role="basis")),
    ),
    "lines",
    totals=frozenset({1}),
)
REPORT = Report(
    translator=Translator("en"),
    title="Law <in force>",
    subtitles=("as of today",),
    lead=(Items((Item("incomplete", mark="!"),), indent=0),),
    sections=(
        Section("Sums", (TABLE,)),
        Section(
            "Lists",
            (Items((Item("name", ("below", "further"), "*"), Item("other", term="Term"))), bullets(["plain"], "")),
        ),
        Section("", (definitions((("field", ("meaning", "also")), ("second", ("it",))), apart=True),)),
        Section("Within", (Paragraph("question"), bullets(["choice"])), level=2),
        Section("Drawn", (Picture(lambda width: ["#" * (width - 78)], lambda: Element("svg")),)),
        Section("Only drawn here", (Picture(text=lambda _: ["+"]),)),
        Section("", (Paragraph("benefitcli tables check x", "verbatim", 0), Paragraph("said", "dim", 0))),
    ),
    remarks=(Section("Note", (bullets(["mind"], "!"),), style="notice"),),
    digests=("sha256:0123456789abcdef",),
)


def test_text() -> None:
    assert (
        write_report(REPORT, "text").decode()
        == """Law <in force>
as of today
! incomplete

Sums
  what             sum
  north  1,234.50 yuan
  south              -

Lists
  * name
    below
    further
  - Term other
  plain

  field  meaning
         also

  second  it

  Within
    question
    - choice

Drawn
##

Only drawn here
+

benefitcli tables check x
said

Note
  ! mind

Tables sha256:0123456789ab
"""
    )


def test_markdown() -> None:
    assert (
        write_report(REPORT, "md").decode()
        == """# Law \\<in force\\>

as of today

- incomplete

## Sums

| what | sum | why |
| --- | ---: | --- |
| north | 1,234.50 yuan | a\\|b [1] |
| south | - |  |

## Lists

- name
  - below
  - further
- **Term** other

- plain

- **field** meaning
  - also
- **second** it

### Within

question

- choice

    benefitcli tables check x

said

## Note

- mind

Digest of the tables `sha256:0123456789abcdef`
"""
    )


def test_page() -> None:
    page = write_report(REPORT, "html").decode()
    body = page[page.index("<body>") :]

    assert "<h1>Law &lt;in force&gt;</h1>" in body
    assert '<td class="basis">a|b <a href="#source-1">[1]</a></td>' in body
    assert '<tr class="total"><th>south</th>' in body
    assert "<li>name<br>below<br>further</li><li>Term other</li>" in body
    assert "<p>plain</p>" in body
    assert "<h3>Within</h3>" in body
    assert body.count("<svg></svg>") == 1
    assert "Only drawn here" not in body
    assert "<pre>benefitcli tables check x</pre>" in body
    assert '<ul class="notes"><li>mind</li></ul>' in body
    assert "signatures" not in body


def test_workbook() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_report(REPORT, "xlsx"))).active
    assert sheet is not None
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]

    assert sheet.title == "Law <in force>"
    assert ["what", "sum"] in rows
    assert ["north", 1234.5] in rows
    assert ["Term", "other"] in rows
    assert ["field", "meaning\nalso"] in rows
    assert ["Drawn"] not in rows


def test_a_table_too_wide_for_the_terminal_gives_way() -> None:
    narrow = (Section("apart", (bullets(["one"]),)),)
    section = Section("Sums", (TABLE,), text_title="", narrow=narrow)
    report = Report(translator=Translator("en"), title="t", sections=(section,))
    lines = {}
    for width in (20, 80):
        text = io.StringIO()
        print_report(report, Sheet(text, width))
        lines[width] = text.getvalue().splitlines()

    assert lines[20] == ["t", "", "apart", "  - one"]
    assert lines[80][:3] == ["t", "", "  what             sum"]


def test_what_does_not_apply_is_dim_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    rows = tuple((Cell(name), Cell("-", role=role)) for name, role in (("a", "amount"), ("b", NOT_APPLIED)))
    table = Table((Column("x"), Column("y")), rows, headed=False)
    report = Report(translator=Translator("en"), title="", sections=(Section("", (table,)),))
    text = _Terminal()
    print_report(report, Sheet(text, 80))

    assert [re.sub(r"\x1b\[2m(.*)\x1b\[0m", r"<\1>", line) for line in text.getvalue().splitlines()] == [
        "  a  -",
        "<  b  ->",
    ]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
