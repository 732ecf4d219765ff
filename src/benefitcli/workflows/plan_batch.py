"""The plans of many births: one row for each entitlement, beside the columns of the row it comes from.

The benefits run as they do alone, each once over all rows; their results are then laid under one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from benefitcli.benefits.plan import BORN, ENTITLEMENTS, PARENTS, PLAN, REGION_OF, Entitlement
from benefitcli.benefits.plan import NAMES as ENTITLEMENT_NAMES
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import REGION, Benefit
from benefitcli.engine.columns.names import (
    ORDER,
    PROBLEM,
    REASON,
    REGION_INDEX,
    REGION_TEXT,
    ROW_ID,
    STATUS,
    WARNING_SEPARATOR,
    WARNINGS,
    case_column,
    step_column,
)
from benefitcli.inputs.case import default_values
from benefitcli.inputs.columns import TextColumn
from benefitcli.inputs.rows import Laws, RowReader
from benefitcli.law.dates import MONTHS_PER_YEAR
from benefitcli.workflows.plan import ESTIMATED, NO_SPAN, OF_RETURN


def plan_rows(rows: pl.DataFrame, reader: RowReader, laws: Laws) -> pl.LazyFrame:
    """Calculate the plans of some rows: the entitlements of each in order of time, one row with ``error`` if unreadable.

    Returns:
        A column :func:`step_column` for each result of the plan, ``status``, ``reason``, ``warnings`` and the row.
    """
    frame = reader.read(rows).with_columns(
        pl.coalesce(case_column("birth_date"), case_column("due_date")).alias(case_column(BORN))
    )
    frame = _with_laws(frame, reader, laws).with_row_index(ROW_ID)
    is_readable = pl.col(PROBLEM).is_null()
    unreadable = frame.filter(~is_readable).select(ROW_ID, pl.lit("error").alias(STATUS), pl.col(PROBLEM).alias(REASON))
    entitled = pl.concat([*_outcomes(frame.filter(is_readable), laws), unreadable], how="diagonal")
    is_dated = pl.col(STATUS) == "ok"
    entitled = entitled.sort(ROW_ID, ~is_dated, pl.when(is_dated).then("from_date"), ORDER, nulls_last=True)
    results = [pl.col(result.name).alias(step_column(result.name)) for result in PLAN.results]
    return entitled.lazy().select(ROW_ID, *results, STATUS, REASON, WARNINGS)


def _with_laws(frame: pl.DataFrame, reader: RowReader, laws: Laws) -> pl.DataFrame:
    """Add the index of each parent's law: of the parent's own region or, where that is blank, of the row's."""
    for parent in PARENTS:
        columns = [reader.columns[name] for name in (REGION_OF[parent], REGION) if name in reader.columns]
        region = None
        if columns:
            texts = [pl.col(column.column).cast(pl.String).str.strip_chars() for column in columns]
            given = pl.coalesce(pl.when(text != "").then(text) for text in texts)
            frame = frame.with_columns(given.alias(REGION_TEXT + parent))
            region = TextColumn(REGION_TEXT + parent, columns[0].header)
        frame = laws.bind(frame, region, REGION_INDEX + parent)
    return frame


def _outcomes(frame: pl.DataFrame, laws: Laws) -> Iterator[pl.DataFrame]:
    """What each entitlement comes to in each row; a benefit runs once for all that it gives a parent."""
    calculated: dict[tuple[object, ...], pl.DataFrame] = {}
    for order, entitlement in enumerate(ENTITLEMENTS):
        key = (entitlement.parent, entitlement.benefit, *entitlement.facts.items())
        if key not in calculated:
            benefit = find_benefit(entitlement.benefit)
            facts = frame.select(
                ROW_ID,
                PROBLEM,
                pl.col(REGION_INDEX + entitlement.parent).alias(REGION_INDEX),
                pl.col(case_column("birth_date")).is_null().alias(ESTIMATED),
                *_facts_of(benefit, entitlement.facts),
            )
            calculated[key] = laws.run(benefit, facts).collect()
        yield _outcome(entitlement, order, calculated[key])


def _facts_of(benefit: Benefit, facts: Mapping[str, str]) -> Iterator[pl.Expr]:
    """The columns of a benefit's fields, with its defaults where the plan has no such fact."""
    defaults = default_values(benefit)
    for field in benefit.fields:
        kind = pl.Boolean if field.kind == "boolean" else pl.Int64
        is_given = field.name in facts
        value = pl.col(case_column(facts[field.name])) if is_given else pl.lit(defaults.get(field.name), kind)
        if field.default and field.default.startswith("="):
            value = pl.coalesce(value, case_column(facts[field.default[1:]]))
        yield value.cast(kind).alias(case_column(field.name))


def _outcome(entitlement: Entitlement, order: int, calculated: pl.DataFrame) -> pl.DataFrame:
    """One entitlement of every row: the column form of :class:`benefitcli.workflows.plan.PlanItem`."""
    results = dict(_results(entitlement))
    is_ok = pl.col(STATUS) == "ok"
    has_span = results["days"] != 0 if "days" in results else pl.lit(value=True)
    name, group = (ENTITLEMENT_NAMES.index(name) for name in (entitlement.name, entitlement.group))
    frame = calculated.select(
        ROW_ID,
        pl.lit(order).alias(ORDER),
        pl.lit(PARENTS.index(entitlement.parent), pl.Int64).alias("parent"),
        pl.when(is_ok).then(name).otherwise(group).cast(pl.Int64).alias("entitlement"),
        *(pl.when(is_ok & has_span).then(value).cast(pl.Int64).alias(name) for name, value in results.items()),
        pl.when(is_ok & ~has_span).then(pl.lit("not_entitled")).otherwise(STATUS).alias(STATUS),
        pl.when(is_ok & ~has_span).then(pl.lit(NO_SPAN)).otherwise(_reason(entitlement)).alias(REASON),
        pl.when(~is_ok | has_span).then(_warnings(entitlement)).alias(WARNINGS),
        is_ok.alias(PROBLEM),
    )
    is_first = next(other for other in ENTITLEMENTS if other.group == entitlement.group).name == entitlement.name
    # An answer that says no makes one row, whichever child-years it would have had.
    return frame.filter(pl.lit(is_first) | pl.col(PROBLEM)).drop(PROBLEM)


def _results(entitlement: Entitlement) -> Iterator[tuple[str, pl.Expr]]:
    """The results of the plan out of the steps of a benefit: :func:`benefitcli.workflows.plan.result_of` in columns."""
    steps = {name: pl.col(step_column(step)) for name, step in entitlement.takes.items()}
    for name, step in entitlement.takes.items():
        if name == "until_date":
            yield "to_date", steps[name] - 1
            yield "days", steps[name] - steps["from_date"]
        elif step == "first_month":
            yield name, _first_day(steps[name])
        elif step == "last_month":
            yield name, _first_day(steps[name] + 1) - 1
        else:
            yield name, steps[name]


def _first_day(month: pl.Expr) -> pl.Expr:
    day = pl.date(month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1)
    return day.cast(pl.Int32).cast(pl.Int64)


def _reason(entitlement: Entitlement) -> pl.Expr:
    """The reason with the plan's names for the benefit's fields."""
    reason = pl.col(REASON)
    for field, name in entitlement.facts.items():
        if name not in {field, BORN}:
            reason = reason.str.replace(rf"^(\w+): {field}=", f"${{1}}: {name}=")
    return reason


def _warnings(entitlement: Entitlement) -> pl.Expr:
    """The warnings, with the one that everything is an estimate before them and none about a return there is not."""
    left_out = [ESTIMATED] if "return_date" in entitlement.takes else [ESTIMATED, OF_RETURN]
    codes = pl.col(WARNINGS).fill_null("").str.split(WARNING_SEPARATOR)
    others = codes.list.filter(~pl.element().is_in([*left_out, ""])).list.join(WARNING_SEPARATOR)
    estimated = pl.when(pl.col(ESTIMATED) & (pl.col(STATUS) == "ok")).then(pl.lit(ESTIMATED))
    both = pl.concat_str(estimated, pl.when(others != "").then(others), separator=WARNING_SEPARATOR, ignore_nulls=True)
    return pl.when(both != "").then(both)
