"""``benefitcli tables new``: a new table file, from options and, in a terminal, from answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benefitcli.cli.draft import DraftOptions, make_draft
from benefitcli.cli.options import FOLDERS, FORMAT, NO_INPUT, REGION_OPTION, make_question, suggest_regions
from benefitcli.cli.parameters import LANG, Command, argument, option
from benefitcli.cli.process import STATE, is_attended
from benefitcli.cli.prompt import OptionPrompter
from benefitcli.cli.tables import check_format, give
from benefitcli.errors import fail
from benefitcli.i18n.drafts import GUIDE
from benefitcli.io.streams import open_output
from benefitcli.law.regions import DEFAULT_REGION, REGION_FILE

EXIT_WITH_FINDINGS = 1


def command(_path: str) -> Command:
    """The command: where to write, the region, the document, its numbers."""
    folder = argument("folder", help=("政策表文件夹", "a folder of tables"))
    return Command([folder, *_REGION, *_DOCUMENT, *_NUMBERS, NO_INPUT, FOLDERS, FORMAT, LANG], new)


_REGION = (
    REGION_OPTION._replace(kind=str | None, default=None),
    option("name", shape="NAME", help=("新地区的名称", "name of a new region")),
    option(
        "name_en",
        shape="NAME",
        help=("新地区的英文名；不写则按拼音", "its name in English; from the pinyin if left out"),
    ),
    option("code", shape="140899", help=("新地区的六位区划代码", "six-digit division code of a new region")),
    option(
        "parent",
        shape="NAME",
        suggest=suggest_regions,
        help=("新地区的上一级地区", "the region that a new one belongs to"),
    ),
)
_DOCUMENT = (
    option("title", shape="TEXT", help=("文件标题", "title of the document")),
    option(
        "title_en", shape="TEXT", help=("英文标题；不写则同中文", "its title in English; the Chinese one if left out")
    ),
    option("number", shape="TEXT", help=("文号", "its number")),
    option("issuer", shape="TEXT", help=("发文机关", "who issued it")),
    option("issued", shape="DATE", help=("发布日期", "day of issue")),
    option(
        "in_force", shape="DATE", help=("施行日期；不写则发布当天", "first day in force; the day of issue if left out")
    ),
    option("in_force_to", shape="DATE", help=("有效期的最后一天", "last day in force")),
)
_NUMBERS = (
    option(
        "sets",
        list[str] | None,
        None,
        "--set",
        shape="PARAMETER=NUMBER",
        help=(
            "它规定的一个数字：300代替上级的，+5在上级之上再加，20%，或按子女数2:10%,3:20%；可重复",
            "a number that it gives: 300 in place of what the region above gives, +5 on top of it, 20%, or 2:10%,3:20% by children; may be repeated",
        ),
    ),
    option(
        "articles",
        list[str] | None,
        None,
        "--article",
        shape="TEXT",
        help=(
            "数字在第几条；写一次管全部，或与数字一一对应",
            "the article of the numbers: one for all, or one for each",
        ),
    ),
    option(
        "quotes",
        list[str] | None,
        None,
        "--quote",
        shape="TEXT",
        help=("条文原话；写一次管全部，或与数字一一对应", "the words of the article: once for all, or for each number"),
    ),
    option(
        "evidence",
        str,
        "primary",
        shape="primary|secondary|…",
        help=("来源：读过原文，还是转引等", "how well the text was read"),
    ),
    option(
        "slug", shape="WORD", help=("文件名里日期后面的词（拉丁字母）", "the word after the date in the file's name")
    ),
)


def new(folder: str, tables: Sequence[str] | None, format: str, *, no_input: bool, **values: Any) -> int:
    """Write a table for a new document below a folder, and the file of its region where that is new."""
    from benefitcli.benefits.register import NAMES
    from benefitcli.law.drafting import read_draft, write_document, write_region
    from benefitcli.law.lint.quotations import document_findings
    from benefitcli.reports.tables.drafts import draft_as_json, print_draft

    check_format(format)
    root = Path(folder)
    folders = [*(tables or ()), *([folder] if root.is_dir() else ())]
    library = make_question(DEFAULT_REGION, None, None, None, folders).library()
    draft = make_draft(library, DraftOptions(**values), OptionPrompter(may_ask=not no_input and is_attended()))
    files = {root / draft.path: write_document(draft, STATE.translator(GUIDE))}
    document = read_draft(files[root / draft.path], str(root / draft.path), draft.path)
    if draft.is_new_region:
        files = {root / draft.region.path / REGION_FILE: write_region(draft.region), **files}
    _write(files)
    regions = {**library.regions, draft.region.path: draft.region}
    findings = tuple(document_findings(document, regions, NAMES))
    give(
        format,
        lambda: draft_as_json(tuple(files), findings, STATE.language),
        lambda language, stream: print_draft(tuple(files), findings, folder, language, stream),
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
