"""Records of leave: what each leave asks of a record, and which days of a record an earlier one covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from benefitcli.benefits.childcare import CHILD_YEARS
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.names import (
    COUNTED_FROM,
    FIRST_TAKEN,
    GIVEN_FOR,
    LEAVE,
    OVERLAPS,
    PROBLEM,
    ROW,
    ROW_ID,
    SURPLUS,
    WHO,
    case_column,
)
from benefitcli.engine.rule import Number, Verbs
from benefitcli.errors import Problem
from benefitcli.inputs.columns import describe, joined
from benefitcli.inputs.headers import header_key
from benefitcli.law.dates import FIRST_DAY
from benefitcli.workflows.audit.rows import Rows, children_of, identifiers_of
from benefitcli.workflows.audit.schemas import RECORDS

MAX_ROWS = 2**32
"""A day and the number of a row are kept as one number, so that the latest day brings its row along."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A leave with a number of days.

    ``needs`` are the facts of a record without which nothing can be said. ``parameter`` is the rule's short name of the
    days. ``starts`` is the first day that the rule is asked with. ``periods`` are the steps of the rule for the first
    day, the last day and the days of each period; no step for a day stands for no bound. ``given_for`` is the column of
    what the days are given once for: a child, an employee or a record. Where the ``window_holds_days``, a record within it cannot have too many.
    """

    name: str
    needs: tuple[str, ...]
    parameter: str
    starts: pl.Expr | None
    periods: tuple[tuple[str | None, str | None, str], ...]
    given_for: str = GIVEN_FOR
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
_BORN = ("birth_date",)
LEAVES = (
    # It begins with the birth at the latest, so its end does not move when the first record is later; the window
    # itself holds the number of days, however they are counted.
    Leave(
        "leave.maternity",
        _BORN,
        "base_days",
        pl.min_horizontal(FIRST_TAKEN, _BIRTH),
        (("start_date", "end_date", "days"),),
        window_holds_days=True,
    ),
    Leave("leave.paternity", _BORN, "days", pl.max_horizontal(FIRST_TAKEN, _BIRTH), (("start_date", None, "days"),)),
    Leave(
        "leave.childcare",
        _BORN,
        "days_per_year",
        None,
        tuple((f"year_{year}_from", f"year_{year}_to", f"year_{year}_days") for year in CHILD_YEARS),
    ),
    Leave("leave.marriage", (), "days", pl.col(FIRST_TAKEN), ((None, None, "days"),), WHO),
    Leave(
        "leave.miscarriage",
        ("gestation_weeks",),
        "days",
        pl.col(FIRST_TAKEN),
        (("start_date", "end_date", "days"),),
        ROW_ID,
        window_holds_days=True,
    ),
)


def _leave_words() -> dict[str, str]:
    """Every word for a leave, reduced as headers are, and the name of the leave."""
    words: dict[str, str] = {}
    for leave in LEAVES:
        benefit = find_benefit(leave.name)
        named = [leave.name, leave.name.partition(".")[2], *benefit.zh.replace("）", "").split("（"), benefit.en]
        words |= {header_key(word): leave.name for word in named}
    return words


def read_records(rows: Rows) -> pl.DataFrame:
    """The records in their order, with the name of the leave, what repeats earlier days, and problems."""
    combinations, index = rows.read([*(field.name for field in RECORDS.fields), REGION, SURPLUS])
    words = _leave_words()
    texts = combinations.get_column(case_column("benefit"))
    known = {text: words.get(header_key(text)) for text in texts.drop_nulls().unique()}
    leave = texts.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)
    records = combinations.with_columns(leave.alias(LEAVE))[index]
    (_, who), (_, child) = (identifiers_of(rows, name) for name in ("employee_id", "child_id"))
    _, children = children_of(who, child, records.get_column(case_column("birth_date")))
    records = records.with_columns(
        who.cast(pl.UInt32).alias(WHO), children.alias(GIVEN_FOR), rows.frame.get_column(ROW)
    ).with_row_index(ROW_ID)
    records = records.with_columns(_problems(rows.reader.field_headers).alias(PROBLEM))
    return _with_overlaps(records.with_columns(pl.when(pl.col(PROBLEM).is_null()).then(LEAVE).alias(LEAVE)))


def _problems(headers: Mapping[str, str]) -> pl.Expr:
    """What keeps a record from being checked: cells that cannot be read, and facts that its leave needs."""
    header = headers.get("benefit", "benefit")
    benefit, last = pl.col(case_column("benefit")), pl.col(case_column("to_date"))
    accepted = ", ".join(leave.name for leave in LEAVES)
    unknown = pl.format(f'leave_not_audited: {header}="{{}}" ({accepted})', benefit)
    day = last.cast(pl.Int32).cast(pl.Date).cast(pl.String)
    backwards = pl.format(f'days_out_of_order: {headers["to_date"]}="{{}}" (>= from_date)', day)
    problems = [
        pl.when(benefit.is_not_null() & pl.col(LEAVE).is_null()).then(unknown),
        pl.when(last < pl.col(case_column("from_date"))).then(backwards),
    ]
    for name in ("birth_date", "gestation_weeks"):
        kinds = [leave.name for leave in LEAVES if name in leave.needs]
        lacks = pl.col(LEAVE).is_in(kinds) & pl.col(case_column(name)).is_null()
        missing = describe(Problem("field_missing", field=name), headers.get(name))
        problems.append(pl.when(lacks).then(pl.lit(missing)))
    return pl.coalesce(PROBLEM, joined(problems))


def _with_overlaps(records: pl.DataFrame) -> pl.DataFrame:
    """The row that already covers the first day of a record, and the first day that is not covered."""
    first, last, number = pl.col(case_column("from_date")), pl.col(case_column("to_date")), pl.col(ROW)
    good = records.filter(pl.col(LEAVE).is_not_null()).sort(WHO, case_column("from_date"), ROW)
    before = ((last - FIRST_DAY) * MAX_ROWS + number).cum_max().shift(1).over(WHO)
    until = before // MAX_ROWS + FIRST_DAY
    good = good.select(
        ROW_ID,
        pl.when(first <= until).then(before % MAX_ROWS).alias(OVERLAPS),
        pl.max_horizontal(first, until + 1).alias(COUNTED_FROM),
    )
    return records.join(good, on=ROW_ID, how="left", maintain_order="left")
