"""The names of all columns that a run adds to a frame; none of them can be a header of a file.

Columns of the input are called ``"0"``, ``"1"`` … in the order of the headers.
"""

from __future__ import annotations

ROW = "\x00row"
"""The number a person gives a row: the headers are row 1."""

SURPLUS = "\x00surplus"
"""The cells of a row beyond those that have a header."""

ROW_ID = "\x00row_id"
"""The index of a row in the frame at hand, where rows are spread or sorted on the way."""

COMBINATION = "\x00combination"
"""The index of a distinct combination of cells."""

# What is read from a row, and the law beside it.
CASE = "\x00case:"
PROBLEM = "\x00problem"
REGION_INDEX = "\x00region"
REGION_TEXT = "\x00region_text:"

# What a rule adds.
STEP = "\x00step:"
STOP = "\x00stop:"
WARNING = "\x00warning:"
VALUE = "\x00value:"
STATUS = "status"
REASON = "reason"
WARNINGS = "warnings"
WARNING_SEPARATOR = "; "

# What a batch adds: results in the values of the output, results as texts, and the entitlements of a plan.
NEW = "\x00new:"
TEXT = "\x00text:"
ITEMS = "\x00items"
ORDER = "\x00order"

# What a forecast adds: the first and the last instalment asked for, and the very first, with which a sum once is paid;
# the group of a row, the number of rows alike, and the instalment and the period that a sum is of.
FIRST, LAST, BEGIN = "\x00first", "\x00last", "\x00begin"
OUTSIDE, INVERTED = "\x00outside", "\x00inverted"
GROUP, COUNT = "\x00group", "\x00count"
INSTALMENT, PERIOD = "\x00instalment", "\x00period"

# What an audit adds: the month or year and the person of an outcome; of a leave record its leave, what its days are
# given for, the first day that the records of the leave show, the first that no earlier record covers, and the row that
# covers its first day.
WHEN, WHO = "\x00when", "\x00who"
LEAVE, GIVEN_FOR = "\x00leave", "\x00given_for"
FIRST_TAKEN, COUNTED_FROM, OVERLAPS = "\x00first_taken", "\x00counted_from", "\x00overlaps"


def case_column(name: str) -> str:
    """The column of a typed field."""
    return CASE + name


def step_column(name: str) -> str:
    """The column of a recorded step."""
    return STEP + name
