"""Numbers in place of texts, and one number for several: what belongs together is found by comparing numbers."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

MAX_COMBINATIONS = 2**63


def numbered(text: pl.Series) -> pl.Series:
    """The texts of a column as numbers from 0; a null stays null.

    The numbers mean something within this one column only: where no series holds on to its categories, Polars forgets
    them, and the next column begins at 0 again.
    """
    return text.cast(pl.Categorical(pl.Categories.random())).to_physical()


def combinations(columns: Sequence[pl.Series], height: int) -> tuple[pl.Series, pl.Series]:
    """The rows that first show each distinct combination of numbers, and for every row the place of its combination.

    The columns hold small whole numbers; those of a row are put together as the digits of one number.
    """
    numbers = pl.repeat(0, height, dtype=pl.UInt64, eager=True)
    size = 1
    for column in columns:
        codes = column.cast(pl.UInt64)
        highest = codes.max()
        base = (highest if isinstance(highest, int) else -1) + 2
        size *= base
        if size >= MAX_COMBINATIONS:
            every = pl.int_range(height, dtype=pl.UInt32, eager=True)
            return every, every
        numbers = numbers * base + codes.fill_null(base - 1)
    return _places(numbers, size)


def _places(numbers: pl.Series, size: int) -> tuple[pl.Series, pl.Series]:
    """The first row of each number below ``size``, and for every row the place of its number."""
    rows = pl.DataFrame({"number": numbers}).with_row_index("first")
    distinct = rows.unique("number", keep="first", maintain_order=True).with_row_index("position")
    first, number, position = (distinct.get_column(name) for name in ("first", "number", "position"))
    if size <= numbers.len():
        # Few numbers are possible: a table of them is quicker than a join.
        table = pl.repeat(0, size, dtype=pl.UInt32, eager=True)
        return first, table.scatter(number, position).gather(numbers)
    found = rows.join(distinct.select("number", "position"), on="number", how="left", maintain_order="left")
    return first, found.get_column("position")
