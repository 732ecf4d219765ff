"""The names of the columns that a run adds; none of them can be a header of a file."""

from __future__ import annotations

ROW = "\x00row"
"""The number a person gives a row."""

SURPLUS = "\x00surplus"
"""The cells of a row beyond those that have a header."""

CELL_PROBLEM = "\x00cell:"
"""Beside a column of the input: why a cell of it has no value, as ``cell_error D17``."""

REGION_INDEX = "\x00region"
CASE = "\x00fact:"
STEP = "\x00step:"
PROBLEM = "\x00problem"
STOP = "\x00stop:"
WARNING = "\x00warning:"
VALUE = "\x00value:"

STATUS = "status"
REASON = "reason"
WARNINGS = "warnings"

WARNING_SEPARATOR = "; "


def case_column(name: str) -> str:
    """The column of a typed field."""
    return CASE + name


def step_column(name: str) -> str:
    """The column of a recorded step."""
    return STEP + name


def cell_problem_column(column: str) -> str:
    """The column that says which cells of a column of the input have no value: code and place, or null."""
    return CELL_PROBLEM + column
