"""What the commands on files of rows share: their options, and what these mean to a run."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from benefitcli.cli.options import make_question, option, split_pair
from benefitcli.cli.signals import exit_cleanly_on_signals
from benefitcli.cli.state import STATE
from benefitcli.errors import fail
from benefitcli.io.formats import TABLES, format_of
from benefitcli.io.streams import STANDARD

if TYPE_CHECKING:
    from benefitcli.inputs.case import Question
    from benefitcli.workflows.pipeline import OnProgress, Outcome, Paths

EXIT_WITH_ERRORS = 1
_OPTIONS = {
    parameter.name: parameter
    for parameter in (
        option("output", str | None, None, "--output", "-o"),
        option("totals", str | None),
        option("format", str | None, shape="FORMAT"),
        option("from_", str | None, None, "--from"),
        option("to", str | None, None, "--to"),
        option("sheet", str | None),
        option("encoding", str | None),
        option("output_encoding", str, "utf-8"),
        option("set_", list[str] | None, None, "--set"),
        option("rejects", str | None),
        option("explain", bool, False, "--explain"),  # noqa: FBT003 - a flag is off unless it is given
        option("prefix", str, ""),
        option("limit", int | None),
        option("quiet", bool, False, "--quiet"),  # noqa: FBT003 - the same
        option("json_errors", bool, False, "--json-errors"),  # noqa: FBT003 - the same
    )
}


def file_options(names: str) -> list[Parameter]:
    """The named options: where the rows come from and go to, what is done with them, and what is said."""
    return [_OPTIONS[name] for name in names.split()]


def argument(name: str, default: Any = STANDARD) -> Parameter:
    """An argument; an input is the standard stream where it is left out."""
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[str, typer.Argument()])


def command(run: Callable[[Mapping[str, Any]], int], parameters: Sequence[Parameter]) -> Callable[..., int]:
    """A command function with these parameters, which come to ``run`` by name."""

    def call(**values: Any) -> int:
        return run(values)

    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call


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
        input_format=format_of(source, values["from_"]),
        output_format=format_of(output, values.get("format", to), fallback, suffixes),
        rejects_format=format_of(rejects, None if rejects else to),
        totals_format=format_of(totals, None),
        sheet=values["sheet"],
        encoding=values["encoding"],
        output_encoding=values["output_encoding"],
    )


def question_of(values: Mapping[str, Any], on: str = "on") -> Question:
    """The question that the options of the law ask."""
    return make_question(*(values[name] for name in ("region", on, "as_of", "reading", "tables")))


def constants_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are filled for all rows."""
    return dict(split_pair(text, "set_malformed") for text in values["set_"] or ())


def progress_of(values: Mapping[str, Any]) -> OnProgress:
    """A bar on the standard error where somebody sees it and did not ask for silence."""
    from benefitcli.workflows.pipeline import no_progress

    if values["quiet"] or values["json_errors"] or not sys.stderr.isatty():
        return no_progress
    from benefitcli.i18n.translator import Translator
    from benefitcli.reports.summary import progress

    return partial(progress, t=Translator(STATE.language))


def report_outcome(outcome: Outcome, values: Mapping[str, Any]) -> int:
    """Write the summary to the standard error, and give the exit code."""
    from benefitcli.i18n.translator import Translator
    from benefitcli.reports.summary import report

    if values["json_errors"] or not values["quiet"]:
        report(outcome, Translator(STATE.language), as_json=values["json_errors"], stream=sys.stderr)
    return EXIT_WITH_ERRORS if outcome.counts.failed else 0
