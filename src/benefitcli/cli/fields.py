"""``benefitcli fields``: the columns of a benefit, and how to fill them."""

from __future__ import annotations

from typing import Annotated

import typer

from benefitcli.cli.calculate import write_whole
from benefitcli.cli.forms import find_file_form
from benefitcli.cli.output import Format, Output, chosen_format, print_result
from benefitcli.cli.state import STATE
from benefitcli.i18n.translator import Translator


def fields(
    benefit: Annotated[str, typer.Argument()],
    template: Annotated[str | None, typer.Option()] = None,
    json_schema: Annotated[bool, typer.Option("--json-schema")] = False,  # noqa: FBT002
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Annotated[str | None, typer.Option()] = None,
) -> None:
    """List the columns that the batch of a benefit, or an audit, reads and writes."""
    from benefitcli.contract import dump
    from benefitcli.contract.building import fields_of
    from benefitcli.reports.fields import fields_report, json_schema_of, write_template

    schema = find_file_form(benefit)
    wanted = chosen_format(output, format)
    if template is not None:
        write_template(schema, Translator(STATE.language), template)
    elif json_schema:
        write_whole(dump(json_schema_of(schema)))
    else:
        print_result(output, wanted, lambda translator: fields_report(schema, translator), lambda: fields_of(schema))
