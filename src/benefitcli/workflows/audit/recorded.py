"""Reading leave records: which leave each is, what keeps it from being judged, and which days an earlier one covers."""

from __future__ import annotations

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.names import PROBLEM, ROW, SURPLUS, case_column
from benefitcli.errors import Problem
from benefitcli.inputs.columns import PROBLEM_SEPARATOR, describe
from benefitcli.inputs.headers import header_key
from benefitcli.law.dates import FIRST_DAY
from benefitcli.workflows.audit.leaves import COUNTED_FROM, GROUP, KIND, LEAVES, OVERLAPS, PLACE, words_of_leaves
from benefitcli.workflows.audit.people import groups_of, names_of
from benefitcli.workflows.audit.rows import Rows
from benefitcli.workflows.audit.totals import WHO

MAX_ROWS = 2**32
"""A day and the number of a row are kept as one number, so that the latest day brings its row along."""


def read_records(rows: Rows) -> pl.DataFrame:
    """The records in their order, with the name of the leave, what repeats earlier days, and problems."""
    names = [one.name for one in rows.form.fields]
    distinct, place = rows.read([*names, REGION, SURPLUS])
    words = words_of_leaves()
    texts = distinct.get_column(case_column("benefit"))
    known = {text: words.get(header_key(text)) for text in texts.drop_nulls().unique()}
    kind = texts.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)
    records = distinct.with_columns(kind.alias(KIND))[place]
    who, child = names_of(rows, "employee_id"), names_of(rows, "child_id")
    assert who is not None, "a required column"
    _, group = groups_of(who, child, records.get_column(case_column("birth_date")))
    records = records.with_columns(
        who.codes.cast(pl.UInt32).alias(WHO), group.alias(GROUP), rows.frame.get_column(ROW)
    ).with_row_index(PLACE)
    records = records.with_columns(_problems(rows).alias(PROBLEM))
    records = records.with_columns(pl.when(pl.col(PROBLEM).is_null()).then(KIND).alias(KIND))
    return _with_overlaps(records)


def _problems(rows: Rows) -> pl.Expr:
    """What keeps a record from being judged: cells that cannot be read, and facts that its leave needs."""
    header = rows.found.get("benefit", "benefit")
    benefit, last = pl.col(case_column("benefit")), pl.col(case_column("to_date"))
    accepted = ", ".join(leave.name for leave in LEAVES)
    unknown = pl.format(f'leave_not_audited: {header}="{{}}" ({accepted})', benefit)
    day = last.cast(pl.Int32).cast(pl.Date).cast(pl.String)
    backwards = pl.format(f'days_out_of_order: {rows.found["to_date"]}="{{}}" (>= from_date)', day)
    found = [
        pl.when(benefit.is_not_null() & pl.col(KIND).is_null()).then(unknown),
        pl.when(last < pl.col(case_column("from_date"))).then(backwards),
    ]
    for name in ("birth_date", "gestation_weeks"):
        kinds = [leave.name for leave in LEAVES if name in leave.needs]
        lacks = pl.col(KIND).is_in(kinds) & pl.col(case_column(name)).is_null()
        missing = describe(Problem("field_missing", field=name), rows.found.get(name))
        found.append(pl.when(lacks).then(pl.lit(missing)))
    several = pl.concat_str(found, separator=PROBLEM_SEPARATOR, ignore_nulls=True)
    return pl.coalesce(PROBLEM, pl.when(several != "").then(several))


def _with_overlaps(records: pl.DataFrame) -> pl.DataFrame:
    """The row that already covers the first day of a record, and the first day that is not covered."""
    first, last, number = pl.col(case_column("from_date")), pl.col(case_column("to_date")), pl.col(ROW)
    good = records.filter(pl.col(KIND).is_not_null()).sort(WHO, case_column("from_date"), ROW)
    before = ((last - FIRST_DAY) * MAX_ROWS + number).cum_max().shift(1).over(WHO)
    until = before // MAX_ROWS + FIRST_DAY
    good = good.select(
        PLACE,
        pl.when(first <= until).then(before % MAX_ROWS).alias(OVERLAPS),
        pl.max_horizontal(first, until + 1).alias(COUNTED_FROM),
    )
    return records.join(good, on=PLACE, how="left", maintain_order="left")
