"""A single result as a file: the same answer as text, JSON, Markdown, page and workbook, and nothing runs in any."""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, strategies

from benefitcli.benefits.register import NAMES, schema_of_command
from benefitcli.engine.benefit import Benefit
from benefitcli.i18n.help import EXAMPLES
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.io.formats import ANSWERS
from benefitcli.reports.case import case_report
from benefitcli.reports.model import Person
from benefitcli.reports.writers.html import html_of
from benefitcli.reports.writers.markdown import markdown_of
from benefitcli.workflows.case import calculate_case
from console import run_here, words_of
from support import TODAY

COMMANDS = [path for path in EXAMPLES if isinstance(schema_of_command(path), Benefit)]
FORMATS = tuple(dict.fromkeys(ANSWERS.values()))
TWINS = ("leave", "maternity", "--birth-date", "2023-05-01", "--infants", "2", "--difficult-birth")
"""女职工劳动保护特别规定 art. 7: 98 + 15 + 15, and 60 more by the Yongji plan (十三): 188 days from 1 May to 4 November;
5 November 2023 is a Sunday."""

EVIL = """<script>alert(1)</script>"><img src=x onerror=alert(1)>&'"""
SIGNS = {"zh": ("经办人签名", "单位审核"), "en": ("Prepared by", "Approved by")}
FIRST_SIGN = {"zh": ("职工签名", "申请人（单位）签名"), "en": ("Employee", "Applicant")}
VOID = ("meta", "br", "img", "link", "input", "hr")


class Page(HTMLParser):
    """A page as a browser reads it: its elements, their attributes and its text; unbalanced tags fail."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def made(folder: Path, suffix: str, *arguments: str) -> bytes:
    """The file that a command writes; it says nothing and leaves nothing else."""
    file = folder / f"answer{suffix}"
    ended = run_here(*arguments, "-o", str(file))
    assert (ended.code, ended.data, ended.stderr) == (0, b"", "")
    assert [one.name for one in folder.iterdir()] == [file.name]
    content = file.read_bytes()
    file.unlink()
    return content


def rows_of(workbook: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("suffix", ANSWERS)
def test_the_suffix_chooses_the_form(suffix: str, tmp_path: Path) -> None:
    content = made(tmp_path, suffix, *TWINS, "--lang", "zh")

    begins = {"text": "永济市 · 产假".encode(), "json": b'{\n  "benefit"', "md": "# 假期核定表".encode(),
              "html": b"<!DOCTYPE html>", "xlsx": b"PK"}  # fmt: skip
    assert content.startswith(begins[ANSWERS[suffix]])
    if suffix != ".xlsx":
        assert "2023-11-04" in content.decode()


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_a_pipe_gets_the_same_bytes_as_a_file(form: str, tmp_path: Path) -> None:
    suffix = next(suffix for suffix, known in ANSWERS.items() if known == form)

    piped = run_here(*TWINS, "--format", form, "--lang", "zh")

    assert (piped.code, piped.stderr) == (0, "")
    assert piped.data == made(tmp_path, suffix, *TWINS, "--lang", "zh")


def test_the_form_that_is_named_goes_before_the_suffix(tmp_path: Path) -> None:
    assert json.loads(made(tmp_path, ".txt", *TWINS, "--format", "json"))["result"]["days"] == 188


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", COMMANDS)
def test_every_benefit_has_every_form(path: str, language: str, tmp_path: Path) -> None:
    arguments = words_of(EXAMPLES[path], "--lang", language, "--name", "张三", "--employee-id", "0017")
    document = json.loads(run_here(*arguments, "--format", "json").data)
    digest = document["tables"]["digest"]
    quotes = {step["source"]["quote"] for step in document["steps"] if step["source"] and step["source"]["quote"]}
    assert digest.startswith("sha256:")

    page = Page(made(tmp_path, ".html", *arguments))
    markdown = made(tmp_path, ".md", *arguments).decode()
    cells = "\n".join(str(cell) for row in rows_of(made(tmp_path, ".xlsx", *arguments)) for cell in row)

    for text in (page.text, re.sub(r"\\(.)", r"\1", markdown), cells):
        assert [one for one in (*quotes, digest, "张三", "0017") if one not in text] == []
    signs = (FIRST_SIGN[language][not path.startswith("leave")], *SIGNS[language])
    assert [sign for sign in signs if sign not in page.text] == []


def test_every_benefit_is_among_the_commands() -> None:
    assert len(COMMANDS) == len(NAMES)


def test_the_name_is_for_documents_only() -> None:
    assert "张三" not in run_here(*TWINS, "--name", "张三", "--format", "json").stdout
    assert "姓名 张三" in run_here(*TWINS, "--name", "张三", "--lang", "zh").stdout


def test_a_page_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    content = made(tmp_path, ".html", *TWINS)
    page = Page(content)

    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(page.tags)
    assert {value for name, value in page.attributes if name in ("src", "href", "action") and value} <= {
        f"#source-{number}" for number in range(1, 20)
    }
    assert b"http:" not in content
    assert b"https:" not in content
    assert b"url(" not in content
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_marks_lead_to_their_sources(tmp_path: Path) -> None:
    page = Page(made(tmp_path, ".html", *TWINS))

    targets = {value for name, value in page.attributes if name == "id"}
    links = {(value or "").removeprefix("#") for name, value in page.attributes if name == "href"}
    assert links
    assert links <= targets


@pytest.fixture
def evil_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Further tables whose region has a name that would like to be markup."""
    folder = tmp_path_factory.mktemp("tables") / "cn" / "shanxi" / "yuncheng" / "evil"
    folder.mkdir(parents=True)
    text = f"name = {json.dumps(EVIL)}\nname_en = {json.dumps(EVIL)}\ncode = '149999'\n"
    (folder / "region.toml").write_text(text, encoding="utf-8")
    return folder.parents[3]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_name_becomes_markup(language: str, evil_tables: Path, tmp_path: Path) -> None:
    """In the name, the number, the employer and the region: each comes out as it was written, and only as text."""
    evil = ("--name", EVIL, "--employee-id", EVIL, "--employer", EVIL, "--tables", str(evil_tables), "--region", "evil")

    page = Page(made(tmp_path, ".html", *TWINS, *evil, "--lang", language))
    plain = Page(
        made(tmp_path, ".html", *TWINS, "--name", "a", "--employee-id", "a", "--employer", "a", "--lang", language)
    )

    assert set(page.tags) == set(plain.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert page.text.count(EVIL) >= 4


def test_no_name_becomes_markup_in_markdown(evil_tables: Path, tmp_path: Path) -> None:
    evil = ("--name", "[1](javascript:alert(1)) **x** | y", "--employer", EVIL)

    markdown = made(tmp_path, ".md", *TWINS, *evil, "--tables", str(evil_tables), "--region", "evil").decode()

    without_quotes = re.sub(r"^   > ", "", markdown, flags=re.MULTILINE)
    assert not re.search(r"(?<!\\)[<>]", without_quotes)
    assert r"\[1\](javascript:alert(1)) \*\*x\*\* \| y" in markdown


ANSWER = calculate_case("leave.nursing", {"birth_date": "2024-03-01"}, Question(today=TODAY))
CHINESE = Translator("zh")
PLAIN = Page(html_of(case_report(ANSWER, Person("a", "a", "a"), CHINESE)))


@given(name=strategies.text(max_size=40))
def test_any_name_is_text_and_nothing_else(name: str) -> None:
    page = Page(html_of(case_report(ANSWER, Person(f"a{name}", "a", "a"), CHINESE)))
    markdown = markdown_of(case_report(ANSWER, Person(f"a{name}"), CHINESE)).decode()
    cell = next(line for line in markdown.split("\n") if "姓名" in line)

    assert page.tags == PLAIN.tags
    assert page.attributes == PLAIN.attributes
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", cell)) == 3
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`*]", cell)


def test_text_of_a_sheet_is_no_formula(tmp_path: Path) -> None:
    names = ("=1+1", '+cmd|" /C calc"!A0', "@SUM(A1)", "-2+3")
    for name in names:
        content = made(tmp_path, ".xlsx", *TWINS, "--name", name, "--employer", "https://example.com")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == name)
        assert cell.data_type == "s"
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink or cell.data_type == "f"]


def test_a_sheet_has_real_dates_and_numbers(tmp_path: Path) -> None:
    """188 days, from Monday 1 May to Saturday 4 November 2023; work again on Monday the 6th."""
    rows = rows_of(made(tmp_path, ".xlsx", *TWINS, "--lang", "zh"))
    values = {row[0]: row[1] for row in reversed(rows) if row[0]}

    assert values["天数"] == 188
    assert values["法定产假"] == 98
    assert values["奖励延长产假"] == 60
    assert values["结束日期"] == datetime.datetime(2023, 11, 4)  # noqa: DTZ001 - a cell knows no time zone
    assert values["返岗日期"] == datetime.datetime(2023, 11, 6)  # noqa: DTZ001
    assert values["婴儿数"] == 2
    basis = next(row[2] for row in rows if row[0] == "难产增加")
    assert "《女职工劳动保护特别规定》（国务院令第619号）第七条" in basis


def test_money_and_ratios_of_a_sheet_are_numbers(tmp_path: Path) -> None:
    """600,000 yuan raised by a fifth."""
    loan = ("loan", "--children", "2", "--base-ceiling", "600000", "--uplift", "0.2", "--lang", "en")
    values = {row[0]: row[1] for row in rows_of(made(tmp_path, ".xlsx", *loan))}

    assert (values["ceiling"], values["rise"], values["raised ceiling"]) == (600000, 0.2, 720000)


@pytest.mark.parametrize(("language", "words"), [("zh", "不享受：这一孩次"), ("en", "Not entitled: on the day")])
@pytest.mark.parametrize("suffix", [".html", ".md", ".xlsx", ".txt"])
def test_a_refusal_says_why(suffix: str, language: str, words: str, tmp_path: Path) -> None:
    """A fourth child: 山西省人口和计划生育条例 art. 11 covers three."""
    fourth = ("leave", "paternity", "--birth-date", "2023-05-01", "--birth-order", "4", "--lang", language)
    content = made(tmp_path, suffix, *fourth)

    text = "\n".join(str(cell) for row in rows_of(content) for cell in row) if suffix == ".xlsx" else content.decode()
    assert words in text
    assert "一对夫妻可以生育三个子女" in text


def test_what_cannot_be_printed_is_left_out(tmp_path: Path) -> None:
    """Control characters, reversed writing and half characters of a name; the rest of it stays."""
    name = "张\x1b[31m三\u202e\udcff\n李四"
    for suffix in (".html", ".md", ".xlsx", ".txt"):
        content = made(tmp_path, suffix, *TWINS, "--name", name)
        text = "\n".join(map(str, rows_of(content))) if suffix == ".xlsx" else content.decode()
        assert "张" in text
        assert "李四" in text
        assert not re.search(r"[\x1b\u202e\ud800-\udfff]", text)


def test_a_file_stays_where_the_result_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "old.html"
    file.write_text("old", encoding="utf-8")

    ended = run_here("leave", "maternity", "--birth-date", "1990-05-01", "-o", str(file))

    assert (ended.code, ended.data) == (2, b"")
    assert [one.name for one in tmp_path.iterdir()] == ["old.html"]
    assert file.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("options", "code"),
    [(("-o", "answer.pdf"), "pdf"), (("--format", "pdf"), "pdf"), (("-o", "no/a.html"), "no/a.html")],
)
def test_a_form_or_place_that_does_not_exist_is_refused(options: tuple[str, ...], code: str) -> None:
    ended = run_here(*TWINS, *options, "--lang", "en")

    assert (ended.code, ended.data) == (2, b"")
    assert ended.stderr.startswith("error: ")
    assert code in ended.stderr


def test_a_document_does_not_load_polars(tmp_path: Path) -> None:
    import subprocess

    program = (
        "import sys; from benefitcli.cli.main import run\n"
        f"for suffix in ('html', 'md', 'xlsx'): run({[*TWINS, '-o']!r} + [sys.argv[1] + '/a.' + suffix])\n"
        "print('polars' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
    assert len(list(tmp_path.iterdir())) == 3
