"""The leaves that can be audited: what each asks of a record, and in which periods its days may lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from benefitcli.benefits.childcare import CHILD_YEARS
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.columns.names import case_column
from benefitcli.engine.rule import Number, Verbs
from benefitcli.inputs.headers import header_key

PLACE, GROUP, KIND = "\x00place", "\x00group", "\x00kind"
"""The place of a record among all; what its days are given for; the name of its leave."""

FIRST_TAKEN, COUNTED_FROM, OVERLAPS = "\x00first_taken", "\x00counted_from", "\x00overlaps"
"""The first day that the records of a leave show; the first of a record that no earlier one covers; the row that does."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A leave with a number of days.

    ``needs`` are the facts of a record without which nothing can be said. ``parameter`` is the rule's short name of the
    days. ``starts`` is the first day that the rule is asked with. ``periods`` are the steps of the rule for the first
    day, the last day and the days of each period; no step for a day stands for no bound. ``belongs_to`` tells for what
    the days are given once. Where the ``window_holds_days``, a record within it cannot have too many.
    """

    name: str
    needs: tuple[str, ...]
    parameter: str
    starts: pl.Expr | None
    periods: tuple[tuple[str | None, str | None, str], ...]
    belongs_to: Literal["child", "employee", "record"] = "child"
    window_holds_days: bool = False

    @property
    def by_child_year(self) -> bool:
        """Whether each year of the child has days of its own."""
        return len(self.periods) > 1

    @property
    def steps(self) -> tuple[str, ...]:
        """Every step of the rule that a period is made of."""
        return tuple(dict.fromkeys(step for period in self.periods for step in period if step))

    def further(self, _case: Number, law: Number, _do: Verbs) -> Mapping[str, Number]:
        """The clause of the days on the first day taken, and how they are counted."""
        then = law.on(pl.col(case_column("from_date")))
        return {
            "clause": getattr(then.clause, self.parameter),
            "counting": getattr(then.counting, self.parameter).counting,
        }


_BIRTH = pl.col(case_column("birth_date"))
LEAVES = (
    # It begins with the birth at the latest, so its end does not move when the first record is later; the window
    # itself holds the number of days, however they are counted.
    Leave(
        "leave.maternity",
        ("birth_date",),
        "base_days",
        pl.min_horizontal(FIRST_TAKEN, _BIRTH),
        (("start_date", "end_date", "days"),),
        window_holds_days=True,
    ),
    Leave(
        "leave.paternity",
        ("birth_date",),
        "days",
        pl.max_horizontal(FIRST_TAKEN, _BIRTH),
        (("start_date", None, "days"),),
    ),
    Leave(
        "leave.childcare",
        ("birth_date",),
        "days_per_year",
        None,
        tuple((f"year_{year}_from", f"year_{year}_to", f"year_{year}_days") for year in CHILD_YEARS),
    ),
    Leave("leave.marriage", (), "days", pl.col(FIRST_TAKEN), ((None, None, "days"),), "employee"),
    Leave(
        "leave.miscarriage",
        ("gestation_weeks",),
        "days",
        pl.col(FIRST_TAKEN),
        (("start_date", "end_date", "days"),),
        "record",
        window_holds_days=True,
    ),
)


def words_of_leaves() -> dict[str, str]:
    """Every word for a leave, reduced as headers are, and the name of the leave."""
    words: dict[str, str] = {}
    for leave in LEAVES:
        benefit = find_benefit(leave.name)
        named = [leave.name, leave.name.partition(".")[2], *benefit.zh.replace("）", "").split("（"), benefit.en]
        words |= {header_key(word): leave.name for word in named}
    return words
