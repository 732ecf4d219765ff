"""``benefitcli batch``: a file of cases in, the same rows with their results out."""

from __future__ import annotations

import gc
import sys
from typing import Any

from benefitcli.cli.commands import Command
from benefitcli.cli.files import INPUT, file_options
from benefitcli.cli.options import BENEFIT, law_options, make_question, split_pair
from benefitcli.cli.process import STATE, exit_cleanly_on_signals
from benefitcli.errors import fail

EXIT_WITH_ERRORS = 1


def command(_path: str) -> Command:
    """The command: the files, what is done with their rows, what is said, and the law."""
    files = "output from_ to sheet encoding output_encoding set_ rejects explain prefix limit quiet json_errors"
    return Command([BENEFIT, INPUT, *file_options(files), *law_options()], batch)


def batch(**values: Any) -> int:
    """Read, calculate, write; the summary goes to the standard error."""
    from benefitcli.io.formats import format_of
    from benefitcli.reports.summary import report
    from benefitcli.workflows.pipeline import Job, Paths, run_job

    # What the start has made stays: the collector need not look at it again.
    gc.freeze()
    gc.enable()
    exit_cleanly_on_signals()
    limit, rejects, quiet, json_errors = (values[name] for name in ("limit", "rejects", "quiet", "json_errors"))
    if limit is not None and limit < 1:
        raise fail("out_of_range", field="--limit", value=limit, accepted=">= 1")
    paths = Paths(
        input=values["input"],
        output=values["output"],
        rejects=rejects,
        source=format_of(values["input"], values["from_"]),
        target=format_of(values["output"], values["to"]),
        rejected=format_of(rejects, None if rejects else values["to"]),
        sheet=values["sheet"],
        encoding=values["encoding"],
        output_encoding=values["output_encoding"],
    )
    job = Job(
        benefit=values["benefit"],
        question=make_question(*(values[name] for name in ("region", "on", "as_of", "reading", "tables"))),
        constants=dict(split_pair(text, "set_malformed") for text in values["set_"] or ()),
        prefix=values["prefix"],
        explain=values["explain"],
        limit=limit,
        language=STATE.language,
        shows_progress=not quiet and not json_errors and sys.stderr.isatty(),
    )
    outcome = run_job(job, paths)
    if json_errors or not quiet:
        report(outcome, STATE.language, as_json=json_errors, stream=sys.stderr)
    return EXIT_WITH_ERRORS if outcome.tally.failed else 0
