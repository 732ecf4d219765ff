"""Tiny workbooks part by part, so that a test can make each fault that a program or a broken disk makes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def text_cell(place: str, text: str, attributes: str = "") -> str:
    return f'<c r="{place}" t="inlineStr"{attributes}><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def number_cell(place: str, number: object, style: int | None = None) -> str:
    marked = "" if style is None else f' s="{style}"'
    return f'<c r="{place}"{marked}><v>{number}</v></c>'


def row(number: int | None, *cells: object) -> str:
    """A row: texts and numbers in their columns, XML as it is, None for a blank."""
    shown = []
    for column, cell in enumerate(cells):
        place = f"{chr(ord('A') + column)}{number or ''}"
        if cell is None:
            continue
        if isinstance(cell, str):
            shown.append(cell if cell.startswith("<") else text_cell(place, cell))
        else:
            shown.append(number_cell(place, cell))
    numbered = "" if number is None else f' r="{number}"'
    return f"<row{numbered}>{''.join(shown)}</row>"


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return (
        f'{START}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"
    )


def merges(*ranges: str) -> str:
    return f'<mergeCells count="{len(ranges)}">{"".join(f"<mergeCell ref={one!r}/>" for one in ranges)}</mergeCells>'.replace(
        "'", '"'
    )


def styles(*formats: int | str) -> str:
    """A part of styles with a style for each number format: the number of a built-in one, or a code."""
    codes = {164 + index: code for index, code in enumerate(formats) if isinstance(code, str)}
    named = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for number, code in codes.items()
    )
    numbers = [164 + index if isinstance(code, str) else code for index, code in enumerate(formats)]
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return (
        f'{START}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{named}</numFmts><cellStyleXfs count="1">'
        f'<xf numFmtId="14"/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>'
    )


def workbook(  # noqa: PLR0913 - the parts of a workbook
    *sheets: str,
    style: str | None = None,
    strings: str | None = None,
    names: tuple[str, ...] = (),
    states: Mapping[int, str] | None = None,
    extra: str = "",
    change: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """A workbook of sheets; ``change`` replaces parts or, with None, leaves them out."""
    states = states or {}
    listed = "".join(
        f'<sheet name="{names[index] if names else f"S{index + 1}"}" sheetId="{index + 1}" r:id="rId{index + 1}"'
        f"{f' state={chr(34)}{states[index]}{chr(34)}' if index in states else ''}/>"
        for index in range(len(sheets))
    )
    relations = "".join(
        f'<Relationship Id="rId{index + 1}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{index + 1}.xml"/>'
        for index in range(len(sheets))
    )
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": f'{START}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{START}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{START}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{extra}<sheets>{listed}</sheets></workbook>',
    }
    for index, text in enumerate(sheets):
        parts[f"xl/worksheets/sheet{index + 1}.xml"] = text
    if style is not None:
        parts["xl/styles.xml"] = style
        relations += f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f'{START}<sst xmlns="{MAIN}">{strings}</sst>'
        relations += f'<Relationship Id="rIdT" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = f'{START}<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
    return zipped(parts | dict(change or {}))


def zipped(parts: Mapping[str, str | bytes | None]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if part is not None:
                archive.writestr(name, part)
    return content.getvalue()
