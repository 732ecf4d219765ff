"""The columns of a benefit, for a person and for a script."""

from __future__ import annotations

from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benefitcli.benefits.benefit import Benefit
from benefitcli.benefits.fields import REGION, REGION_ALIASES, Field
from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.labels import label
from benefitcli.catalogue.words import KINDS, WORDS
from benefitcli.intake.parse import accepted_forms


def print_fields(benefit: Benefit, language: Language, stream: TextIO) -> None:
    """Print a paragraph for each column read, and a line for each one written."""
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    name = benefit.zh if language == "zh" else benefit.en
    console.print(Text(choose(WORDS["fields_of"], language).format(benefit=f"{benefit.name} {name}"), style="bold"))
    for one in benefit.fields:
        console.print(Text())
        console.print(_paragraph(one, language))
    console.print(Text())
    region = Field(REGION, "integer", "地区", "region", "永济市", default="yongji", aliases=REGION_ALIASES)
    console.print(_paragraph(region, language, kind="", accepted="永济市 | yongji | 140881"))
    console.print(Text())
    console.print(Text(choose(WORDS["results_of"], language), style="bold"))
    table = _grid()
    for result in benefit.results:
        table.add_row(result.name, f"{label(result.name, language)} · {choose(KINDS[result.kind], language)}")
    for column in ("status", "reason", "warnings"):
        table.add_row(column, "")
    console.print(table)


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    return table


def _paragraph(field: Field, language: Language, kind: str | None = None, accepted: str | None = None) -> Table:
    """A column: its names, its kind, what it accepts, its default, an example."""

    def word(name: str) -> str:
        return choose(WORDS[name], language)

    kind = choose(KINDS[field.kind], language) if kind is None else kind
    need = word("required") if field.required else word("empty")
    default = field.default
    if default:
        shown = word("same_as").format(field=default[1:]) if default.startswith("=") else default
        need = f"{word('default')} {shown}"
    table = _grid()
    meaning = field.zh if language == "zh" else field.en
    table.add_row(field.name, " · ".join(part for part in (meaning, kind, need) if part))
    table.add_row("", f"{word('accepted')} {accepted or accepted_forms(field)}")
    table.add_row("", f"{word('headers')} {'、'.join((field.zh, *field.aliases))}")
    table.add_row("", f"{word('example')} {field.example}")
    return table


def fields_as_json(benefit: Benefit) -> dict[str, Any]:
    """The same for a script."""
    return {
        "benefit": benefit.name,
        "fields": [
            {
                "name": one.name,
                "type": one.kind,
                "required": one.required,
                "default": one.default,
                "minimum": one.minimum,
                "maximum": one.maximum,
                "headers": [one.zh, *one.aliases],
                "example": one.example,
                "zh": one.zh,
                "en": one.en,
            }
            for one in benefit.fields
        ],
        "results": [{"name": one.name, "type": one.kind, "unit": one.unit} for one in benefit.results],
    }
