"""What Excel can hold, and empty sheets to fill in with it: Chinese headers, an example row, lists of choices, notes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
"""In one cell."""

HIGHEST_ROW = 409.0
"""In points."""

FIRST_DAY_OF_EXCEL = datetime.date(1900, 3, 1)
"""Before this day Excel's calendar, which has a 29 February 1900, is not ours."""

TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
"""Options of a workbook: text is text whatever it begins with, so that no cell is run as a formula."""

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
    from benefitcli.io.delimited import header_bytes
    from benefitcli.io.encoding import UTF_8, UTF_8_MARKED

    headers = header_bytes([column.header for column in columns], encoding=UTF_8_MARKED)
    return headers + header_bytes([column.example for column in columns], encoding=UTF_8)


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
                choices = {"validate": "list", "source": list(column.choices)}
                sheet.data_validation(1, index, ROWS_TO_FILL, index, choices)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
