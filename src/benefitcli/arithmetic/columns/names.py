"""The names of the columns that a run adds; none of them can be a header of a file."""

from __future__ import annotations

REGION_INDEX = "\x00region"
FACT = "\x00fact:"
STEP = "\x00step:"
PROBLEM = "\x00problem"
STOP = "\x00stop:"
WARNING = "\x00warning:"
VALUE = "\x00value:"

STATUS = "status"
REASON = "reason"
WARNINGS = "warnings"

WARNING_SEPARATOR = "; "


def fact(name: str) -> str:
    """The column of a typed field."""
    return FACT + name


def step_column(name: str) -> str:
    """The column of a recorded step."""
    return STEP + name
