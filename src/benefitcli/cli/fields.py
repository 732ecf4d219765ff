"""``benefitcli fields``: the columns of a benefit, and how to fill them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from benefitcli.cli.calculate import FORMATS, write_whole
from benefitcli.cli.forms import find_file_form
from benefitcli.cli.state import STATE
from benefitcli.errors import fail


def fields(
    benefit: Annotated[str, typer.Argument()],
    template: Annotated[str | None, typer.Option()] = None,
    json_schema: Annotated[bool, typer.Option("--json-schema")] = False,  # noqa: FBT002
    format: Annotated[str, typer.Option()] = "text",  # noqa: A002 - the name of the option
    lang: Annotated[str | None, typer.Option()] = None,
) -> None:
    """List the columns that the batch of a benefit, or an audit, reads and writes."""
    found = find_file_form(benefit)
    if format not in FORMATS:
        raise fail("format_unknown", value=format, accepted=", ".join(FORMATS))
    if template is not None:
        from benefitcli.reports.fields import write_template

        write_template(found, STATE.language, template)
    elif json_schema:
        from benefitcli.contract import dump
        from benefitcli.reports.fields import json_schema_of

        write_whole(dump(json_schema_of(found)))
    elif format == "json":
        from benefitcli.contract import dump
        from benefitcli.contract.building import fields_of

        write_whole(dump(fields_of(found)))
    else:
        from benefitcli.reports.fields import print_fields

        print_fields(found, STATE.language, sys.stdout)
