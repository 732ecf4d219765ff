"""Which rows are alike: each distinct combination of cells is looked at once, however often it comes.

A province has millions of births, but only so many days. What was calculated for one chunk of a file is kept for the
chunks that follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from benefitcli.engine.columns.names import COMBINATION, ROW_ID

MAX_KNOWN = 1 << 18
"""So many combinations are remembered before all are forgotten, so that memory does not grow with the file."""

MAX_COMBINATIONS = 2**63
_NUMBER = "number"


def distinct(columns: Sequence[pl.Series], height: int) -> tuple[pl.Series, pl.Series]:
    """Find the distinct combinations of some columns.

    Args:
        columns: Texts, truth values or whole numbers from 0 that are small; a null is a value of its own.
        height: The number of rows.

    Returns:
        The index of the first row of each combination, in the order of the rows, and for every row the index of its
        combination.
    """
    # The cells of a row are put together as the digits of one number.
    numbers = pl.repeat(0, height, dtype=pl.UInt64, eager=True)
    size = 1
    for column in columns:
        digits = (numbered(column) if column.dtype == pl.String else column).cast(pl.UInt64)
        highest = digits.max()
        base = (highest if isinstance(highest, int) else -1) + 2
        if size * base >= MAX_COMBINATIONS:
            numbers = numbers.rank("dense").cast(pl.UInt64) - 1
            size = int(numbers.n_unique())
        size *= base
        numbers = numbers * base + digits.fill_null(base - 1)
    rows = pl.DataFrame({_NUMBER: numbers}).with_row_index(ROW_ID)
    firsts = rows.unique(_NUMBER, keep="first", maintain_order=True).with_row_index(COMBINATION)
    first, index = firsts.get_column(ROW_ID), firsts.get_column(COMBINATION)
    if size <= height:
        # Few numbers are possible: a table of them is quicker than a join.
        table = pl.repeat(0, size, dtype=pl.UInt32, eager=True)
        return first, table.scatter(firsts.get_column(_NUMBER), index).gather(numbers)
    joined = rows.join(firsts.select(_NUMBER, COMBINATION), on=_NUMBER, how="left", maintain_order="left")
    return first, joined.get_column(COMBINATION)


def numbered(text: pl.Series) -> pl.Series:
    """The texts of a column as numbers from 0; a null stays null.

    The numbers mean something within this one column only: where no series holds on to its categories, Polars forgets
    them, and the next column begins at 0 again.
    """
    return text.cast(pl.Categorical(pl.Categories.random())).to_physical()


class Combinations:
    """Remembers the results of each combination of texts that has come up.

    Where the memory fills up and most rows are still new, the rows have too little in common: nothing is looked for
    in the chunks that follow.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._given_up = False
        self._known = pl.DataFrame()
        self._results = pl.DataFrame()

    def results(
        self, rows: pl.DataFrame, texts: pl.DataFrame, calculate: Callable[[pl.DataFrame], pl.DataFrame]
    ) -> pl.DataFrame:
        """The results of all rows, in their order.

        Args:
            rows: Some rows.
            texts: The columns of these rows that the results depend on.
            calculate: Gives the results of some of the rows, in their order.
        """
        if self._given_up:
            return calculate(rows)
        if self._known.is_empty():
            self._known = texts.clear().with_columns(pl.lit(None, pl.UInt32).alias(COMBINATION))
        # A join with what is known takes less than half the time of finding what is distinct first.
        joined = texts.join(self._known, on=texts.columns, how="left", nulls_equal=True, maintain_order="left")
        index = joined.get_column(COMBINATION)
        missing = index.is_null().arg_true()
        if len(missing):
            fresh = texts[missing]
            first, fresh_index = distinct(fresh.get_columns(), fresh.height)
            if self._known.height + first.len() > MAX_KNOWN:
                self._known, self._results = pl.DataFrame(), pl.DataFrame()
                self._given_up = first.len() * 2 > rows.height
                return calculate(rows)
            index = index.scatter(missing, fresh_index + self._known.height)
            self._learn(fresh[first], calculate(rows[missing[first]]))
        return self._results[index]

    def _learn(self, texts: pl.DataFrame, results: pl.DataFrame) -> None:
        """Keep the results of new combinations."""
        height = self._known.height
        numbers = pl.int_range(height, height + texts.height, dtype=pl.UInt32, eager=True).alias(COMBINATION)
        self._known = pl.concat([self._known, texts.with_columns(numbers)], rechunk=True)
        self._results = pl.concat([self._results, results], rechunk=True) if height else results
