"""``benefitcli fields``: the columns of a benefit or of an audit, and how to fill them."""

from __future__ import annotations

import sys

from benefitcli.cli.calculate import FORMATS, write_whole
from benefitcli.cli.commands import LANG, Command, flag, option
from benefitcli.cli.options import BENEFIT, FORMAT, dataset_names, describe_datasets, find_dataset
from benefitcli.cli.process import STATE
from benefitcli.errors import fail


def command(_path: str) -> Command:
    """The command."""
    benefit = BENEFIT._replace(suggest=lambda _context: describe_datasets(dataset_names()))
    template = option(
        "template", ("写一个空表供填写：.xlsx 或 .csv", "write an empty sheet to fill in: .xlsx or .csv"), "FILE"
    )
    json_schema = flag("json_schema", ("一行的JSON Schema", "the JSON Schema of a row"))
    return Command([benefit, template, json_schema, FORMAT, LANG], fields)


def fields(benefit: str, template: str | None, format: str, *, json_schema: bool) -> None:
    """List the columns that the batch of a benefit, or an audit, reads and writes."""
    dataset = find_dataset(benefit)
    if format not in FORMATS:
        raise fail("format_unknown", value=format, accepted=", ".join(FORMATS))
    if template is not None:
        from benefitcli.reports.fields import write_template

        write_template(dataset, STATE.language, template)
    elif json_schema:
        from benefitcli.reports.fields import json_schema_of
        from benefitcli.reports.machine import dump

        write_whole(dump(json_schema_of(dataset)))
    elif format == "json":
        from benefitcli.reports.fields import fields_as_json
        from benefitcli.reports.machine import dump

        write_whole(dump(fields_as_json(dataset)))
    else:
        from benefitcli.reports.fields import print_fields

        print_fields(dataset, STATE.language, sys.stdout)
