"""``benefitcli batch``: a file of cases in, the same rows with their results out."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from benefitcli.cli.options import make_question, split_pair
from benefitcli.cli.signals import exit_cleanly_on_signals
from benefitcli.cli.state import STATE
from benefitcli.errors import fail
from benefitcli.law.regions import DEFAULT_REGION

EXIT_WITH_ERRORS = 1


def batch(
    benefit: Annotated[str, typer.Argument()],
    input: Annotated[str, typer.Argument()] = "-",  # noqa: A002 - the name shown in the help
    output: Annotated[str | None, typer.Option("--output", "-o")] = None,
    from_: Annotated[str | None, typer.Option("--from")] = None,
    to: Annotated[str | None, typer.Option("--to")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet")] = None,
    encoding: Annotated[str | None, typer.Option()] = None,
    output_encoding: Annotated[str, typer.Option()] = "utf-8",
    set_: Annotated[list[str] | None, typer.Option("--set")] = None,
    rejects: Annotated[str | None, typer.Option()] = None,
    explain: Annotated[bool, typer.Option("--explain")] = False,  # noqa: FBT002
    prefix: Annotated[str, typer.Option()] = "",
    limit: Annotated[int | None, typer.Option()] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,  # noqa: FBT002
    json_errors: Annotated[bool, typer.Option("--json-errors")] = False,  # noqa: FBT002
    region: Annotated[str, typer.Option()] = DEFAULT_REGION,
    on: Annotated[str | None, typer.Option()] = None,
    as_of: Annotated[str | None, typer.Option()] = None,
    reading: Annotated[list[str] | None, typer.Option()] = None,
    tables: Annotated[list[str] | None, typer.Option()] = None,
    lang: Annotated[str | None, typer.Option()] = None,
) -> int:
    """Read, calculate, write; the summary goes to the standard error."""
    from benefitcli.io.formats import format_of
    from benefitcli.reports.summary import report
    from benefitcli.workflows.pipeline import Job, Paths, run_job

    # What the start has made stays: the collector need not look at it again.
    gc.freeze()
    gc.enable()
    exit_cleanly_on_signals()
    if limit is not None and limit < 1:
        raise fail("out_of_range", field="--limit", value=limit, accepted=">= 1")
    places = Paths(
        input=input,
        output=output,
        rejects=rejects,
        source=format_of(input, from_),
        target=format_of(output, to),
        rejected=format_of(rejects, None if rejects else to),
        sheet=sheet,
        encoding=encoding,
        output_encoding=output_encoding,
    )
    job = Job(
        benefit=benefit,
        question=make_question(region, on, as_of, reading, tables),
        constants=dict(split_pair(text, "set_malformed") for text in set_ or ()),
        prefix=prefix,
        explain=explain,
        limit=limit,
        language=STATE.language,
        shows_progress=not quiet and not json_errors and sys.stderr.isatty(),
    )
    outcome = run_job(job, places)
    if json_errors or not quiet:
        report(outcome, STATE.language, as_json=json_errors, stream=sys.stderr)
    return EXIT_WITH_ERRORS if outcome.tally.failed else 0
