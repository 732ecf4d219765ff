"""The columns of a benefit, for a person and for a script."""

from __future__ import annotations

from typing import Any

from benefitcli.benefits.fields import REGIONS
from benefitcli.engine.benefit import REGION, Field, InputSchema
from benefitcli.errors import fail
from benefitcli.i18n.audit import FINDINGS, HEADINGS
from benefitcli.i18n.labels import RESULTS, label
from benefitcli.i18n.problems import localised_notations
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import COLUMNS, KINDS, WORDS
from benefitcli.inputs.parse import accepted_forms
from benefitcli.law.regions import DEFAULT_REGION
from benefitcli.reports.model import Report, Section, definitions


def fields_report(schema: InputSchema, translator: Translator) -> Report:
    """Build the report of the columns: a paragraph for each one read, and a line for each one written."""
    entries = [_paragraph(field, translator) for field in schema.fields]
    accepted = "永济市 | yongji | 140881"
    entries += [_paragraph(_region_column(name), translator, kind="", accepted=accepted) for name in schema.regions]
    results = [
        (result.name, (f"{_label(result.name, translator)} · {translator(KINDS[result.kind])}",))
        for result in schema.results
    ]
    columns = [(name, (translator(COLUMNS[name]),)) for name in ("status", "reason", "warnings")]
    findings = [(code, (translator(FINDINGS[code]),)) for code in getattr(schema, "findings", ())]
    sections = [
        Section("", (definitions(entries, apart=True),)),
        Section(translator(WORDS["results_of"]), (definitions((*results, *(() if findings else columns))),)),
    ]
    if findings:
        sections.append(Section(translator(HEADINGS["finding"]), (definitions(findings),)))
    title = translator(WORDS["fields_of"], benefit=f"{schema.name} {translator.of(schema)}")
    return Report(translator=translator, title=title, sections=tuple(sections))


def _label(name: str, translator: Translator) -> str:
    is_heading = name in HEADINGS and name not in RESULTS
    return translator(HEADINGS[name]) if is_heading else label(name, translator.language)


def _region_column(name: str) -> Field:
    """Return the column of a region; where there are several, the further ones default to the first."""
    default = DEFAULT_REGION if name == REGION else f"={REGION}"
    return Field(name, "integer", *COLUMNS[name], example="永济市", default=default, aliases=REGIONS[name])


def _paragraph(
    field: Field, translator: Translator, kind: str | None = None, accepted: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """Return a column with its names, its kind, what it accepts, its default and an example."""
    kind = translator(KINDS[field.kind]) if kind is None else kind
    need = translator(WORDS["required" if field.required else "empty"])
    if field.default:
        is_other = field.default.startswith("=")
        same = translator(WORDS["same_as"], field=field.default[1:]) if is_other else field.default
        need = f"{translator(WORDS['default'])} {same}"
    accepted = accepted or localised_notations(accepted_forms(field), translator)
    return field.name, (
        " · ".join(part for part in (translator.of(field), kind, need) if part),
        *([f"{translator(WORDS['accepted'])} {accepted}"] if accepted else []),
        f"{translator(WORDS['headers'])} {' '.join(dict.fromkeys((field.zh, *field.aliases)))}",
        f"{translator(WORDS['example'])} {field.example}",
    )


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
    for field in form.fields:
        schema: dict[str, Any] = {**kinds[field.kind], "title": field.zh, "description": field.en}
        if schema["type"] in ("integer", "number"):
            schema |= {"minimum": float(field.minimum or 0), "maximum": float(field.maximum or 0)}
        properties[field.name] = schema
    for name in form.regions:
        properties[name] = {"type": "string", **({"default": DEFAULT_REGION} if name == REGION else {})}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.name,
        "type": "object",
        "properties": properties,
        "required": [field.name for field in form.fields if field.required],
        "additionalProperties": True,
    }


def write_template(form: InputSchema, translator: Translator, place: str) -> None:
    """Write an empty sheet to fill in, as a workbook or as CSV by the suffix."""
    from benefitcli.io.excel import Column, template_csv, template_workbook
    from benefitcli.io.formats import format_of
    from benefitcli.io.streams import open_output

    kind = format_of(place, None)
    makers = {"xlsx": template_workbook, "csv": template_csv}
    if kind not in makers:
        raise fail("format_unknown", value=kind, accepted=", ".join(makers))
    columns = []
    for field in form.fields:
        note = "\n".join(_paragraph(field, translator)[1])
        choices = ("是", "否") if field.kind == "boolean" else ()
        example = field.example if field.required or field.name in form.one_of[:1] else ""
        if field.kind == "boolean":
            example = "是" if field.default == "true" else "否"
        columns.append(Column(field.zh, example, note, choices))
    with open_output(place) as stream:
        stream.write(makers[kind](columns))
