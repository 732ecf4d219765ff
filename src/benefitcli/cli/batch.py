"""``benefitcli batch``: a file of cases in, the same rows with their results out."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import Any

from benefitcli.cli.files import (
    argument,
    command,
    constants_of,
    file_options,
    paths_of,
    progress_of,
    question_of,
    report_outcome,
)
from benefitcli.cli.options import law_options
from benefitcli.cli.state import STATE


def _batch(values: Mapping[str, Any]) -> int:
    """Read, calculate, write; the summary goes to the standard error."""
    from benefitcli.i18n.translator import Translator
    from benefitcli.reports.summary import workbook_notes
    from benefitcli.workflows.batch import run_batch
    from benefitcli.workflows.pipeline import Job

    paths = paths_of(values, values["input"])
    job = Job(
        name=values["benefit"],
        question=question_of(values),
        constants=constants_of(values),
        prefix=values["prefix"],
        explain=values["explain"],
        limit=values["limit"],
    )
    t = Translator(STATE.language)
    outcome = run_batch(job, paths, lambda outcome: workbook_notes(job, outcome, t), progress_of(values))
    return report_outcome(outcome, values)


batch = command(
    _batch,
    [
        argument("benefit", Parameter.empty),
        argument("input"),
        *file_options(
            "output from_ to sheet encoding output_encoding set_ rejects explain prefix limit quiet json_errors"
        ),
        *law_options(),
    ],
)
