"""``benefitcli batch``: a file of cases in, the same rows with their results out."""

from __future__ import annotations

from functools import partial
from typing import Any

from benefitcli.cli.commands import Command
from benefitcli.cli.files import (
    INPUT,
    constants_of,
    file_options,
    mapping_of,
    paths_of,
    prepare,
    progress_of,
    question_of,
    report_outcome,
)
from benefitcli.cli.options import BENEFIT, law_options
from benefitcli.cli.process import STATE


def command(_path: str) -> Command:
    """The command: the files, what is done with their rows, what is said, and the law."""
    files = "output from_ to sheet header_row encoding output_encoding map_ set_ rejects explain prefix limit strict quiet json_errors"
    return Command([BENEFIT, INPUT, *file_options(files), *law_options()], _batch)


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
        prefix=values["prefix"],
        explain=values["explain"],
        limit=values["limit"],
    )
    t = STATE.translator
    in_words = partial(reason_in_words, t=t)
    outcome = run_batch(job, paths, lambda outcome: workbook_notes(job, outcome, t), progress_of(values), in_words)
    return report_outcome(outcome, values)
