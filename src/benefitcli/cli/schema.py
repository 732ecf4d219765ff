"""``benefitcli schema``: the JSON Schema of what a command prints for machines."""

from __future__ import annotations

from typing import Annotated

import typer

from benefitcli.cli.calculate import write_whole
from benefitcli.errors import fail


def print_schema(
    schema: Annotated[str | None, typer.Argument()] = None,
    lang: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Print a JSON Schema by its name."""
    from benefitcli.contract import SCHEMAS, dump, schema_of

    if schema is None:
        raise fail("argument_missing", value="SCHEMA", accepted=", ".join(SCHEMAS))
    write_whole(dump(schema_of(schema)))
