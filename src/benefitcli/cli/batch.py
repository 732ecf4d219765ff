"""``benefitcli batch``: a file of cases in, the same rows with their results out."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from benefitcli.cli.options import make_question, split_pair
from benefitcli.cli.state import STATE
from benefitcli.law.regions import DEFAULT_REGION

EXIT_WITH_ERRORS = 1


def batch(
    benefit: Annotated[str, typer.Argument()],
    input: Annotated[str, typer.Argument()] = "-",  # noqa: A002 - the name shown in the help
    output: Annotated[str | None, typer.Option("--output", "-o")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set")] = None,
    prefix: Annotated[str, typer.Option()] = "",
    encoding: Annotated[str | None, typer.Option()] = None,
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
    from benefitcli.batch import run_batch
    from benefitcli.benefits.register import find_benefit
    from benefitcli.files.csv import read_csv, write_csv
    from benefitcli.files.places import open_input, open_output
    from benefitcli.render.summary import summary_as_json, summary_lines

    gc.enable()
    find_benefit(benefit)
    question = make_question(region, on, as_of, reading, tables)
    constants = dict(split_pair(text, "set_malformed") for text in set_ or ())
    with open_input(input) as stream:
        table = read_csv(stream, input, encoding)
    result = run_batch(benefit, table, question, constants, prefix)
    with open_output(output) as target:
        write_csv(result.frame, result.headers, target)
    if json_errors:
        from benefitcli.render.json import dump

        sys.stderr.write(dump(summary_as_json(result)).decode())
    elif not quiet:
        sys.stderr.write("".join(f"{line}\n" for line in summary_lines(result, STATE.language)))
    return EXIT_WITH_ERRORS if result.failed else 0
