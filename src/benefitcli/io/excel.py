"""What a workbook can hold, for every part that writes one."""

from __future__ import annotations

import datetime

MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
"""In one cell."""

HIGHEST_ROW = 409.0
"""In points."""

FIRST_DAY_OF_EXCEL = datetime.date(1900, 3, 1)
"""Before this day Excel's calendar, which has a 29 February 1900, is not ours."""

TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
"""Options of a workbook: text is text whatever it begins with, so that no cell is run as a formula."""
