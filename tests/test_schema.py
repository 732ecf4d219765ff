"""The schema of a table file takes every shipped table and refuses what the tables refuse."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from benefitcli.law.authoring import schema_of_a_table
from benefitcli.law.parameters import PARAMETERS
from support import TABLES, TESTS

SCHEMA = schema_of_a_table()
VALIDATOR = Draft202012Validator(SCHEMA)
SHIPPED = [file for file in sorted(TABLES.rglob("*.toml")) if file.name != "region.toml"]
# What one value says about another, or what is no day at all: beyond a schema, and left to `tables check`.
BEYOND_A_SCHEMA = {
    "day_as_text", "day_with_time", "default_not_a_choice", "fraction_of_a_fen", "holiday_impossible_day",
    "holiday_without_month", "basis_without_note", "calendar_day_off_and_worked", "calendar_day_outside_year",
    "calendar_impossible_type", "citation_missing", "citation_missing_for_own_evidence", "in_force_to_before_in_force", "scale_empty", "scale_not_rising", "to_before_from",
}  # fmt: skip
NO_TOML = {"impossible_day", "key_twice", "not_toml", "not_utf8"}
REFUSED = [file for file in sorted((TESTS / "bad_tables").glob("*.toml")) if file.stem not in BEYOND_A_SCHEMA | NO_TOML]


def as_json(value: Any) -> Any:
    """A TOML value as an editor's validator sees it: days are texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def read(file: Path) -> Any:
    return as_json(tomli.loads(file.read_text(encoding="utf-8")))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_table_is_taken(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(read(file))] == []


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_a_bad_table_is_refused(file: Path) -> None:
    assert not VALIDATOR.is_valid(read(file))


def test_an_editor_finds_every_parameter_with_its_meaning_and_its_unit() -> None:
    for name, parameter in PARAMETERS.items():
        place: Any = SCHEMA
        for part in name.split("."):
            place = place["properties"][part]
        assert place["title"] == parameter.zh
        assert place["anyOf"][0]["allOf"][1]["properties"]["unit"] == {"const": parameter.unit}


@pytest.mark.parametrize(
    ("clause", "accepted"),
    [
        ({"value": 100, "unit": "day"}, True),
        ({"counting": "calendar"}, True),
        ({"value": 100}, False),
        ({"value": 100, "add": 5, "unit": "day"}, False),
        ({"value": 100.5, "unit": "day"}, False),
        ({"value": -1, "unit": "day"}, False),
        ({"value": 100, "unit": "yuan"}, False),
    ],
)
def test_a_clause(clause: dict[str, Any], accepted: bool) -> None:
    table = read(SHIPPED[0]) | {"leave": {"paternity": {"days": {"article": "第一条", "quote": "原文", **clause}}}}

    assert VALIDATOR.is_valid(table) is accepted
