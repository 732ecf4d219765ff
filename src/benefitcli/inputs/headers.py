"""Which column of a file is which field: English names, Chinese headers, and the blanks and brackets around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benefitcli.benefits.fields import REGIONS
from benefitcli.engine.benefit import InputSchema
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.parse import clean

_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")


def header_key(header: str) -> str:
    """A header reduced to what distinguishes it: no case, blanks, colon, star or bracketed unit; full-width made plain."""
    plain = _BRACKETS.sub("", clean(header)).casefold()
    return re.sub(r"[\s:*_-]+", "", plain)


def header_words(form: InputSchema) -> dict[str, str]:
    """Every reduced header of a form's fields, and the field it means."""
    words = {header_key(word): name for name in form.regions for word in (name, *REGIONS[name])}
    for field in form.fields:
        words |= {header_key(word): field.name for word in (field.name, field.zh, *field.aliases)}
    return words


def map_headers(form: InputSchema, headers: Sequence[str], given: Sequence[str]) -> dict[str, int]:
    """Find the column of each field by its header; ``given`` are the fields filled for all rows.

    Raises :class:`BenefitError` where two columns mean the same field or a required field has no column at all.
    """
    words = header_words(form)
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for index, header in enumerate(headers):
        name = words.get(header_key(header))
        if name in found:
            both = f"{headers[found[name]]} | {header}"
            problems.append(Problem("column_twice", field=name, value=both))
        elif name is not None:
            found[name] = index
    known = {*found, *given}
    for field in form.fields:
        if field.required and field.name not in known:
            accepted = " | ".join((field.name, field.zh, *field.aliases))
            problems.append(Problem("column_missing", field=field.name, value=", ".join(headers), accepted=accepted))
    if form.one_of and not known & set(form.one_of):
        problems.append(
            Problem("column_missing", field=form.one_of[0], value=", ".join(headers), accepted=" | ".join(form.one_of))
        )
    if problems:
        raise BenefitError(*problems)
    return found
