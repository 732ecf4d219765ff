"""``benefitcli tables new``: a new table file, from options and, in a terminal, from answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benefitcli.cli.commands import LANG, Command, argument, option, several
from benefitcli.cli.draft import make_draft
from benefitcli.cli.options import FOLDERS, FORMAT, NO_INPUT, OUTPUT, REGION_OPTION, make_question, suggest_regions
from benefitcli.cli.output import chosen_format, print_result, problem_message
from benefitcli.cli.process import STATE, is_attended
from benefitcli.cli.prompt import OptionPrompter
from benefitcli.errors import fail
from benefitcli.i18n import Pair
from benefitcli.i18n.tables import GUIDE
from benefitcli.io.streams import open_output
from benefitcli.law.regions import REGION_FILE

EXIT_WITH_FINDINGS = 1


def command(_path: str) -> Command:
    """The command: where to write, the region, the document, its numbers."""
    folder = argument("folder", ("政策表文件夹", "a folder of tables"))
    return Command([folder, *_REGION, *_DOCUMENT, *_NUMBERS, NO_INPUT, FOLDERS, OUTPUT, FORMAT, LANG], new)


_REGION = (
    REGION_OPTION._replace(kind=str | None, default=None),
    option("name", ("新地区的名称", "name of a new region"), "NAME"),
    option("name_en", ("新地区的英文名；不写则按拼音", "its name in English; from the pinyin if left out"), "NAME"),
    option("code", ("新地区的六位区划代码", "six-digit division code of a new region"), "140899"),
    option("parent", ("新地区的上一级地区", "the region that a new one belongs to"), "NAME", suggest=suggest_regions),
)
_DOCUMENT = (
    option("title", ("文件标题", "title of the document"), "TEXT"),
    option("title_en", ("英文标题；不写则同中文", "its title in English; the Chinese one if left out"), "TEXT"),
    option("number", ("文号", "its number"), "TEXT"),
    option("issuer", ("发文机关", "who issued it"), "TEXT"),
    option("issued", ("发布日期", "day of issue"), "DATE"),
    option("in_force", ("施行日期；不写则发布当天", "first day in force; the day of issue if left out"), "DATE"),
    option("in_force_to", ("有效期的最后一天", "last day in force"), "DATE"),
)
_SET: Pair = (
    "它规定的一个数字：300代替上级的，+5在上级之上再加，20%，或按子女数2:10%,3:20%；可重复",
    "a number that it gives: 300 in place of what the region above gives, +5 on top of it, 20%, or 2:10%,3:20% by children; may be repeated",
)
_ARTICLE: Pair = (
    "数字在第几条；写一次管全部，或与数字一一对应",
    "the article of the numbers: one for all, or one for each",
)
_QUOTE: Pair = (
    "条文原话；写一次管全部，或与数字一一对应",
    "the words of the article: once for all, or for each number",
)
_EVIDENCE: Pair = ("来源：读过原文，还是转引等", "how well the text was read")
_NUMBERS = (
    several("sets", _SET, "PARAMETER=NUMBER", "--set"),
    several("articles", _ARTICLE, "TEXT", "--article"),
    several("quotes", _QUOTE, "TEXT", "--quote"),
    option("evidence", _EVIDENCE, "primary|secondary|…", kind=str, default="primary"),
    option("slug", ("文件名里日期后面的词（拉丁字母）", "the word after the date in the file's name"), "WORD"),
)


def new(
    folder: str, tables: Sequence[str] | None, output: str | None, format: str | None, *, no_input: bool, **values: Any
) -> int:
    """Write a table for a new document below a folder, and the file of its region where that is new."""
    from benefitcli.benefits.register import NAMES
    from benefitcli.contract.building import tables_new_of
    from benefitcli.law.authoring import read_draft, write_document, write_region
    from benefitcli.law.lint.quotations import document_findings
    from benefitcli.reports.tables import draft_report

    wanted = chosen_format(output, format)
    root = Path(folder)
    folders = [*(tables or ()), *([folder] if root.is_dir() else ())]
    library = make_question(tables=folders).library()
    draft = make_draft(library, values, OptionPrompter(may_ask=not no_input and is_attended()))
    files = {root / draft.path: write_document(draft, STATE.translator(GUIDE))}
    document = read_draft(files[root / draft.path], str(root / draft.path), draft.path)
    if draft.is_new_region:
        files = {root / draft.region.path / REGION_FILE: write_region(draft.region), **files}
    _write(files)
    regions = {**library.regions, draft.region.path: draft.region}
    findings = tuple(document_findings(document, regions, NAMES))
    print_result(
        output,
        wanted,
        lambda translator: draft_report(files, findings, folder, translator),
        lambda: tables_new_of(files, findings, problem_message),
    )
    return EXIT_WITH_FINDINGS if findings else 0


def _write(files: dict[Path, str]) -> None:
    """Write all files or, where one of them is already there, none."""
    for file in files:
        if file.exists():
            raise fail("draft_file_exists", value=str(file))
    for file, text in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fail("output_unwritable", value=str(file.parent), message=error.strerror) from None
        with open_output(str(file)) as stream:
            stream.write(text.encode(errors="backslashreplace"))
