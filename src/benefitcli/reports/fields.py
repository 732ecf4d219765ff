"""The columns of a benefit, for a person and for a script."""

from __future__ import annotations

from typing import Any, TextIO

from benefitcli.benefits.fields import REGIONS
from benefitcli.engine.benefit import REGION, Field, InputSchema
from benefitcli.errors import fail
from benefitcli.i18n import Language, choose
from benefitcli.i18n.audit import FINDINGS, HEADINGS
from benefitcli.i18n.labels import RESULTS, label
from benefitcli.i18n.words import COLUMNS, KINDS, WORDS
from benefitcli.inputs.parse import accepted_forms
from benefitcli.law.regions import DEFAULT_REGION
from benefitcli.reports.terminal import Sheet
from benefitcli.workflows.audit.forms import AuditForm


def print_fields(form: InputSchema, language: Language, stream: TextIO) -> None:
    """Print a paragraph for each column read, and a line for each one written."""
    sheet = Sheet(stream)
    name = form.zh if language == "zh" else form.en
    sheet.line(choose(WORDS["fields_of"], language).format(benefit=f"{form.name} {name}"), "bold")
    for one in form.fields:
        sheet.line()
        sheet.definitions(_paragraph(one, language))
    for name in form.regions:
        sheet.line()
        sheet.definitions(_paragraph(_region_column(name), language, kind="", accepted="永济市 | yongji | 140881"))
    sheet.line()
    sheet.line(choose(WORDS["results_of"], language), "bold")
    results = [
        (one.name, f"{_label(one.name, language)} · {choose(KINDS[one.kind], language)}") for one in form.results
    ]
    if isinstance(form, AuditForm):
        sheet.definitions(results)
        sheet.line()
        sheet.line(choose(HEADINGS["finding"], language), "bold")
        sheet.definitions([(code, choose(FINDINGS[code], language)) for code in form.findings])
        return
    columns = [(one, choose(COLUMNS[one], language)) for one in ("status", "reason", "warnings")]
    sheet.definitions([*results, *columns])


def _label(name: str, language: Language) -> str:
    return choose(HEADINGS[name], language) if name in HEADINGS and name not in RESULTS else label(name, language)


def _region_column(name: str) -> Field:
    """The column of a region; where there are several, the further ones default to the first."""
    default = DEFAULT_REGION if name == REGION else f"={REGION}"
    return Field(name, "integer", *COLUMNS[name], example="永济市", default=default, aliases=REGIONS[name])


def _paragraph(
    field: Field, language: Language, kind: str | None = None, accepted: str | None = None
) -> list[tuple[str, str]]:
    """A column: its names, its kind, what it accepts, its default, an example."""

    def word(name: str) -> str:
        return choose(WORDS[name], language)

    kind = choose(KINDS[field.kind], language) if kind is None else kind
    need = word("required") if field.required else word("empty")
    if field.default:
        is_other = field.default.startswith("=")
        need = f"{word('default')} {word('same_as').format(field=field.default[1:]) if is_other else field.default}"
    meaning = field.zh if language == "zh" else field.en
    accepted = accepted or accepted_forms(field)
    return [
        (field.name, " · ".join(part for part in (meaning, kind, need) if part)),
        *([("", f"{word('accepted')} {accepted}")] if accepted else []),
        ("", f"{word('headers')} {' '.join(dict.fromkeys((field.zh, *field.aliases)))}"),
        ("", f"{word('example')} {field.example}"),
    ]


def json_schema_of(form: InputSchema) -> dict[str, Any]:
    """The JSON Schema of one row, as JSON Lines hold it."""
    kinds: dict[str, dict[str, Any]] = {
        "date": {"type": "string", "format": "date"},
        "month": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
        "integer": {"type": "integer"},
        "boolean": {"type": "boolean"},
        "money": {"type": "number", "multipleOf": 0.01},
        "ratio": {"type": "number"},
        "text": {"type": "string"},
    }
    properties: dict[str, Any] = {}
    for one in form.fields:
        schema: dict[str, Any] = {**kinds[one.kind], "title": one.zh, "description": one.en}
        if schema["type"] in ("integer", "number"):
            schema |= {"minimum": float(one.minimum or 0), "maximum": float(one.maximum or 0)}
        properties[one.name] = schema
    for name in form.regions:
        properties[name] = {"type": "string", **({"default": DEFAULT_REGION} if name == REGION else {})}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.name,
        "type": "object",
        "properties": properties,
        "required": [one.name for one in form.fields if one.required],
        "additionalProperties": True,
    }


def write_template(form: InputSchema, language: Language, place: str) -> None:
    """Write an empty sheet to fill in, as a workbook or as CSV by the suffix."""
    from benefitcli.io.formats import format_of
    from benefitcli.io.streams import open_output
    from benefitcli.io.template import Column, template_csv, template_workbook

    kind = format_of(place, None)
    makers = {"xlsx": template_workbook, "csv": template_csv}
    if kind not in makers:
        raise fail("format_unknown", value=kind, accepted=", ".join(makers))
    columns = []
    for one in form.fields:
        note = "\n".join(text for _, text in _paragraph(one, language))
        choices = ("是", "否") if one.kind == "boolean" else ()
        example = one.example if one.required or one.name in form.one_of[:1] else ""
        if one.kind == "boolean":
            example = "是" if one.default == "true" else "否"
        columns.append(Column(one.zh, example, note, choices))
    with open_output(place) as stream:
        stream.write(makers[kind](columns))
