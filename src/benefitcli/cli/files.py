"""What the commands on files of rows share: their options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benefitcli.cli.commands import Parameter, Suggestion, argument, flag, option, several
from benefitcli.cli.options import OUTPUT, schema_so_far
from benefitcli.cli.process import STATE
from benefitcli.io.formats import TABLES
from benefitcli.io.streams import STANDARD


def _suggest_constants(context: Any) -> Iterator[Suggestion]:
    """``FIELD=`` for the fields that can be the same for all rows."""
    schema = schema_so_far(context)
    for field in schema.fields if schema else ():
        if field.kind != "text":
            yield f"{field.name}=", STATE.translator.of(field)


INPUT = argument("input", ("输入文件；- 或不写为标准输入", "input file; - or nothing is the standard input"), STANDARD)
_OPTIONS = (
    OUTPUT,
    option(
        "from_",
        ("输入格式；不写则看文件名", "format of the input, where its name does not tell"),
        "FORMAT",
        "--from",
        suggest=lambda _context: TABLES.values(),
    ),
    option(
        "to",
        ("输出格式；不写则看文件名", "format of the output, where its name does not tell"),
        "FORMAT",
        suggest=lambda _context: TABLES.values(),
    ),
    option("sheet", ("工作表名；不写则第一张", "the sheet of a workbook; the first if left out"), "NAME"),
    option(
        "encoding",
        (
            "输入编码；不写则自动识别UTF-8与GB18030",
            "encoding of the input; UTF-8 and GB18030 are told apart by themselves",
        ),
        "NAME",
    ),
    option(
        "output_encoding",
        (
            "输出CSV的编码：utf-8，或给Excel用的utf-8-sig、gb18030",
            "encoding of a CSV output: utf-8, or utf-8-sig and gb18030 for Excel",
        ),
        "NAME",
        kind=str,
        default="utf-8",
    ),
    several(
        "set_",
        ("所有空着的行都用这个值，可重复", "a value for all rows that leave the field blank; may be repeated"),
        "FIELD=VALUE",
        "--set",
        suggest=_suggest_constants,
    ),
    option(
        "rejects",
        ("有错的行不进输出，写到这个文件", "take the rows with errors out of the output and into this file"),
        "FILE",
    ),
    option("limit", ("只算前几行", "only the first so many rows"), "N", kind=int | None),
    flag("explain", ("每一步一列", "a column for each step")),
    option(
        "prefix",
        ("新增列名前加的字样", "what to put before the names of the new columns"),
        "TEXT",
        kind=str,
        default="",
    ),
    option("totals", ("汇总另写到这个文件", "write the totals into this file"), "FILE"),
    flag("quiet", ("不在标准错误上写小结", "no summary on the standard error")),
    flag("json_errors", ("小结和错误以JSON写到标准错误", "summary and errors as JSON on the standard error")),
)


def file_options(names: str) -> list[Parameter]:
    """The named options: where the rows come from and go to, what is done with them, and what is said."""
    options = {parameter.name: parameter for parameter in _OPTIONS}
    return [options[name] for name in names.split()]
