"""Who is paid for which child: rows that belong together get the same number."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from benefitcli.engine.columns.names import case_column
from benefitcli.law.dates import FIRST_DAY
from benefitcli.workflows.audit.numbers import combinations, numbered
from benefitcli.workflows.audit.rows import Rows


@dataclass(frozen=True, slots=True)
class Names:
    """The values of a text field: ``texts`` once each, and for every row the place of its text; null where it is blank."""

    texts: pl.Series
    codes: pl.Series


def names_of(rows: Rows, field: str) -> Names | None:
    """The values of a field as they are compared: without outer blanks, full-width forms made plain."""
    if field not in rows.frame.columns:
        return None
    distinct, position = rows.read([field])
    texts = distinct.get_column(case_column(field))
    numbers = numbered(texts)
    first = pl.DataFrame({"number": numbers, "text": texts}).drop_nulls().unique("number", keep="first")
    return Names(first.sort("number").get_column("text"), numbers[position])


def groups_of(person: Names, child: Names | None, birth: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The first row of each employee and child, and for every row the number of its employee and child.

    Without an identifier of its own a child is known by its day of birth.
    """
    height = person.codes.len()
    born = (birth - FIRST_DAY).cast(pl.UInt64)
    if child is None:
        return combinations([person.codes, born], height)
    _, pair = combinations([person.codes, child.codes], height)
    return combinations([pair, born.set(child.codes.is_not_null(), None)], height)
