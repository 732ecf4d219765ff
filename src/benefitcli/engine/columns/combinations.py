"""Which rows state the same facts: each distinct combination of texts is calculated once, however often it comes.

A province has millions of births, but only so many days. What was calculated for one piece of a file is kept for the
pieces that follow.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

MAX_KNOWN = 1 << 18
"""So many combinations are remembered before all are forgotten, so that memory does not grow with the file."""

POSITION = "\x00position"


class Combinations:
    """Remembers the result of each combination of texts that has come up.

    Where the memory fills up and most rows are still new, the rows have too little in common: nothing is looked for
    in the pieces that follow.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._given_up = False
        self._known = pl.DataFrame()
        self._results = pl.DataFrame()

    def results(
        self, piece: pl.DataFrame, texts: pl.DataFrame, calculate: Callable[[pl.DataFrame], pl.DataFrame]
    ) -> pl.DataFrame:
        """The results of all rows of a piece; ``calculate`` gives those of some rows, in their order.

        ``texts`` are the columns that the results depend on.
        """
        if self._given_up:
            return calculate(piece)
        if self._known.is_empty():
            self._known = texts.clear().with_columns(pl.lit(None, pl.UInt32).alias(POSITION))
        found = _find(texts, self._known)
        missing = found.is_null().arg_true()
        if len(missing):
            fresh = texts[missing]
            new = fresh.with_columns(missing.alias(POSITION)).unique(texts.columns, keep="first", maintain_order=True)
            if self._known.height + new.height > MAX_KNOWN:
                self._known, self._results = pl.DataFrame(), pl.DataFrame()
                self._given_up = new.height * 2 > piece.height
                return calculate(piece)
            learned = self._learn(new, calculate(piece[new.get_column(POSITION)]))
            found = found.scatter(missing, _find(fresh, learned))
        return self._results[found]

    def _learn(self, new: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
        """Keep the results of new combinations; gives these with their places."""
        first = self._known.height
        places = pl.int_range(first, first + new.height, dtype=pl.UInt32, eager=True).alias(POSITION)
        learned = new.with_columns(places)
        self._known = pl.concat([self._known, learned], rechunk=True)
        self._results = pl.concat([self._results, results], rechunk=True) if first else results
        return learned


def _find(texts: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """The place of each row's combination among those known; null for a new one."""
    joined = texts.join(known, on=texts.columns, how="left", nulls_equal=True, maintain_order="left")
    return joined.get_column(POSITION)
