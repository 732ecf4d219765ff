"""Empty sheets to fill in: Chinese headers, an example row, drop-down lists for yes and no, a note per column."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from benefitcli.io.delimited import header_bytes
from benefitcli.io.encoding import UTF_8, UTF_8_MARKED
from benefitcli.io.excel import TEXT_IS_TEXT

ROWS_TO_FILL = 5000
WIDTH = 18


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a template: its header, an example, what the note says, and the words of a drop-down list."""

    header: str
    example: str
    note: str
    choices: tuple[str, ...] = ()


def template_csv(columns: Sequence[Column]) -> bytes:
    """The template as text that Excel opens with its Chinese intact."""
    return header_bytes([one.header for one in columns], encoding=UTF_8_MARKED) + header_bytes(
        [one.example for one in columns], encoding=UTF_8
    )


def template_workbook(columns: Sequence[Column]) -> bytes:
    """The template as a workbook; every cell is text, so that a date or a long number stays as it is typed."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, TEXT_IS_TEXT) as book:
        sheet = book.add_worksheet("benefitcli")
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        for index, column in enumerate(columns):
            sheet.set_column(index, index, WIDTH, text)
            sheet.write_string(0, index, column.header, bold)
            sheet.write_comment(0, index, column.note, {"x_scale": 2})
            if column.example:
                sheet.write_string(1, index, column.example, text)
            if column.choices:
                sheet.data_validation(
                    1, index, ROWS_TO_FILL, index, {"validate": "list", "source": list(column.choices)}
                )
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
