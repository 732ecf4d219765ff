"""``benefitcli fields`` and ``schema``: the columns that are read, and what is printed for machines."""

from __future__ import annotations

from benefitcli.cli.calculate import write_whole
from benefitcli.cli.commands import LANG, Command, Parameter, argument, flag, option
from benefitcli.cli.options import BENEFIT, FORMAT, OUTPUT, dataset_names, describe_datasets, find_dataset
from benefitcli.cli.output import chosen_format, print_result
from benefitcli.cli.process import STATE
from benefitcli.errors import fail


def command(path: str) -> Command:
    """The command of a path."""
    if path == "schema":
        return Command([_schema_argument(), LANG], print_schema)
    benefit = BENEFIT._replace(suggest=lambda _context: describe_datasets(dataset_names()))
    template = option(
        "template", ("写一个空表供填写：.xlsx 或 .csv", "write an empty sheet to fill in: .xlsx or .csv"), "FILE"
    )
    json_schema = flag("json_schema", ("一行的JSON Schema", "the JSON Schema of a row"))
    return Command([benefit, template, json_schema, OUTPUT, FORMAT, LANG], fields)


def _schema_argument() -> Parameter:
    from benefitcli.contract import SCHEMAS

    meaning = (
        "哪一种输出；不写或写错时列出全部",
        "what is printed; where it is left out or wrong, all of them are listed",
    )
    return argument("schema", meaning, None, lambda _context: SCHEMAS)


def fields(benefit: str, template: str | None, output: str | None, format: str | None, *, json_schema: bool) -> None:
    """List the columns that the batch of a benefit, or an audit, reads and writes."""
    from benefitcli.contract import dump
    from benefitcli.contract.building import fields_of
    from benefitcli.reports.fields import fields_report, json_schema_of, write_template

    schema = find_dataset(benefit)
    wanted = chosen_format(output, format)
    if template is not None:
        write_template(schema, STATE.translator, template)
    elif json_schema:
        write_whole(dump(json_schema_of(schema)))
    else:
        print_result(output, wanted, lambda translator: fields_report(schema, translator), lambda: fields_of(schema))


def print_schema(schema: str | None) -> None:
    """Print a JSON Schema by its name."""
    from benefitcli.contract import SCHEMAS, dump, schema_of

    if schema is None:
        raise fail("argument_missing", value="SCHEMA", accepted=", ".join(SCHEMAS))
    write_whole(dump(schema_of(schema)))
