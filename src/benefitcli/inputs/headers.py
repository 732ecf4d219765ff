"""Which column of a file is which field: English names, Chinese headers, and the blanks and brackets around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from benefitcli.benefits.fields import REGIONS
from benefitcli.engine.benefit import InputSchema
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.inputs.parse import clean

_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")


def header_key(header: str) -> str:
    """A header reduced to what distinguishes it: no case, blanks, colon, star or bracketed unit; full-width made plain."""
    plain = _BRACKETS.sub("", clean(header)).casefold()
    return re.sub(r"[\s:*_-]+", "", plain)


def header_words(schema: InputSchema) -> dict[str, str]:
    """Every reduced header of a schema's fields, and the field it means."""
    words = {header_key(word): name for name in schema.regions for word in (name, *REGIONS[name])}
    for field in schema.fields:
        words |= {header_key(word): field.name for word in (field.name, field.zh, *field.aliases)}
    return words


def map_headers(schema: InputSchema, headers: Sequence[str], given: Sequence[str]) -> dict[str, int]:
    """Find the column of each field by its header; ``given`` are the fields filled for all rows.

    Raises :class:`BenefitError` where two columns mean the same field or a required field has no column at all.
    """
    words = header_words(schema)
    column_index: dict[str, int] = {}
    problems: list[Problem] = []
    for index, header in enumerate(headers):
        name = words.get(header_key(header))
        if name in column_index:
            both = f"{headers[column_index[name]]} | {header}"
            problems.append(Problem("column_twice", field=name, value=both))
        elif name is not None:
            column_index[name] = index
    known = {*column_index, *given}
    for field in schema.fields:
        if field.required and field.name not in known:
            accepted = " | ".join((field.name, field.zh, *field.aliases))
            problems.append(Problem("column_missing", field=field.name, value=", ".join(headers), accepted=accepted))
    if schema.one_of and not known & set(schema.one_of):
        accepted = " | ".join(schema.one_of)
        problems.append(Problem("column_missing", schema.one_of[0], ", ".join(headers), accepted))
    if problems:
        raise BenefitError(*problems)
    return column_index


def find_column(schema: InputSchema, headers: Sequence[str], word: str) -> int:
    """The index of the column that a person means: by its header, by its header reduced, or by the field it is.

    Raises :class:`BenefitError` (``group_column_missing``) where there is none.
    """
    words = header_words(schema)
    keys = [header_key(header) for header in headers]
    ways: list[tuple[str, Mapping[str, int]]] = [
        (word, {header: index for index, header in enumerate(headers)}),
        (header_key(word), {key: index for index, key in enumerate(keys)}),
        (words.get(header_key(word), ""), {words[key]: index for index, key in enumerate(keys) if key in words}),
    ]
    for name, indices in ways:
        if name in indices:
            return indices[name]
    raise fail("group_column_missing", value=word, accepted=", ".join(headers))
