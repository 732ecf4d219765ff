"""What the commands on files of rows share, their options and what these mean to a run; and ``benefitcli batch``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from benefitcli.cli.commands import Command, Parameter, Suggestion, argument, flag, option, several
from benefitcli.cli.options import BENEFIT, OUTPUT, law_options, make_question, schema_so_far, split_pair
from benefitcli.cli.process import STATE, exit_cleanly_on_signals
from benefitcli.errors import fail
from benefitcli.io.encoding import UTF_8, UTF_8_MARKED
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


INPUT = argument("input", STANDARD)
_OPTIONS = (
    OUTPUT,
    option("from_", "FORMAT", "--from", suggest=TABLES.values()),
    option("to", "FORMAT", suggest=TABLES.values()),
    option("sheet", "NAME"),
    option("header_row", "N", kind=int | None),
    option("encoding", "NAME"),
    option("output_encoding", "NAME"),
    several("map_", "HEADER=FIELD", "--map"),
    several("set_", "FIELD=VALUE", "--set", suggest=_suggest_constants),
    option("rejects", "FILE"),
    option("limit", "N", kind=int | None),
    flag("explain"),
    option("prefix", "TEXT", kind=str, default=""),
    option("totals", "FILE"),
    flag("strict"),
    flag("quiet"),
    flag("json_errors"),
)


def command(_path: str) -> Command:
    """The command ``batch``: the files, what is done with their rows, what is said, and the law."""
    files = "output from_ to sheet header_row encoding output_encoding map_ set_ rejects explain prefix limit strict quiet json_errors"
    return [BENEFIT, INPUT, *file_options(files), *law_options()], _batch


def _batch(**values: Any) -> int:
    """Read, calculate, write; the summary goes to the standard error."""
    from benefitcli.i18n.problems import reason_in_words
    from benefitcli.reports.summary import workbook_notes
    from benefitcli.workflows.batch import run_batch
    from benefitcli.workflows.pipeline import Job

    prepare(values)
    paths = paths_of(values, values["input"])
    job = Job(
        name=values["benefit"],
        question=question_of(values),
        constants=constants_of(values),
        mapping=mapping_of(values),
        **{name: values[name] for name in ("prefix", "explain", "limit")},
    )
    notes = partial(workbook_notes, job, t=STATE.translator)
    in_words = partial(reason_in_words, t=STATE.translator)
    return report_outcome(run_batch(job, paths, notes, progress_of(values), in_words), values)


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
        output_encoding=values["output_encoding"] or _encoding_of(output),
    )


def _encoding_of(output: str | None) -> str:
    """The encoding of a text where none is named: a file for a Chinese reader has the mark by which Excel knows UTF-8."""
    return UTF_8_MARKED if STATE.language == "zh" and output not in (None, STANDARD) else UTF_8


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
