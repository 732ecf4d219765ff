"""What the commands on files of rows share: their options, and what these mean to a run."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from benefitcli.cli.commands import Parameter, Suggestion, argument, flag, option, several
from benefitcli.cli.options import OUTPUT, make_question, schema_so_far, split_pair
from benefitcli.cli.process import STATE, exit_cleanly_on_signals
from benefitcli.errors import fail
from benefitcli.io.formats import TABLES, format_of, format_of_input
from benefitcli.io.streams import STANDARD

if TYPE_CHECKING:
    from benefitcli.inputs.case import Question
    from benefitcli.workflows.pipeline import OnProgress, Outcome, Paths

EXIT_WITH_ERRORS = 1


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
    option(
        "sheet",
        (
            "工作表名；不写则看得见、列名对得上的那一张",
            "the sheet of a workbook; the visible one with the columns if left out",
        ),
        "NAME",
    ),
    option(
        "header_row",
        ("列名所在的行号；不写则自动找", "the number of the row with the headers; found if left out"),
        "N",
        kind=int | None,
    ),
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
        "map_", ("把这一列当作某个字段，可重复", "take a column for a field; may be repeated"), "HEADER=FIELD", "--map"
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
    flag(
        "strict", ("读文件时有提示也算有错（退出码1）", "a notice on how the file was read is an error (exit code 1)")
    ),
    flag("quiet", ("不在标准错误上写小结", "no summary on the standard error")),
    flag("json_errors", ("小结和错误以JSON写到标准错误", "summary and errors as JSON on the standard error")),
)


def file_options(names: str) -> list[Parameter]:
    """The named options: where the rows come from and go to, what is done with them, and what is said."""
    options = {parameter.name: parameter for parameter in _OPTIONS}
    return [options[name] for name in names.split()]


def prepare(values: Mapping[str, Any]) -> None:
    """Be ready for a long run; to be called when the workflow, and Polars with it, is there."""
    # What the start has made stays: the collector need not look at it again.
    gc.freeze()
    gc.enable()
    exit_cleanly_on_signals()
    limit = values.get("limit")
    if limit is not None and limit < 1:
        raise fail("out_of_range", field="--limit", value=limit, accepted=">= 1")


def paths_of(
    values: Mapping[str, Any], source: str, fallback: str = "csv", suffixes: Mapping[str, str] = TABLES
) -> Paths:
    """Where the rows come from and go to.

    Args:
        values: The options.
        source: The input.
        fallback: The format of an output to the standard stream.
        suffixes: The formats of the output by suffix.
    """
    from benefitcli.workflows.pipeline import Paths

    output, rejects, totals, to = (values.get(name) for name in ("output", "rejects", "totals", "to"))
    return Paths(
        input=source,
        output=output,
        rejects=rejects,
        totals=totals,
        input_format=format_of_input(source, values["from_"]),
        output_format=format_of(output, values.get("format", to), fallback, suffixes),
        rejects_format=format_of(rejects, None if rejects else to),
        totals_format=format_of(totals, None),
        sheet=values["sheet"],
        header_row=values["header_row"],
        encoding=values["encoding"],
        output_encoding=values["output_encoding"],
    )


def question_of(values: Mapping[str, Any], on: str = "on") -> Question:
    """The question that the options of the law ask."""
    return make_question(*(values[name] for name in ("region", on, "as_of", "reading", "tables")))


def constants_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are filled for all rows."""
    return dict(split_pair(text, "set_malformed") for text in values["set_"] or ())


def mapping_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The fields that headers are said to mean. Raises :class:`BenefitError` ``map_malformed``."""
    mapping: dict[str, str] = {}
    for text in values["map_"] or ():
        header, equals, name = text.rpartition("=")
        if not (header.strip() and equals and name.strip()):
            raise fail("map_malformed", value=text)
        mapping[header.strip()] = name.strip().replace("-", "_")
    return mapping


def progress_of(values: Mapping[str, Any]) -> OnProgress:
    """A bar on the standard error where somebody sees it and did not ask for silence."""
    from benefitcli.workflows.pipeline import no_progress

    if values["quiet"] or values["json_errors"] or not sys.stderr.isatty():
        return no_progress
    from benefitcli.reports.summary import progress

    return partial(progress, t=STATE.translator)


def report_outcome(outcome: Outcome, values: Mapping[str, Any]) -> int:
    """Write the summary to the standard error, and give the exit code."""
    from benefitcli.reports.summary import report

    if values["json_errors"] or not values["quiet"]:
        report(outcome, STATE.translator, as_json=values["json_errors"], stream=sys.stderr)
    return EXIT_WITH_ERRORS if outcome.counts.failed or (values["strict"] and outcome.header_notices) else 0
