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
from benefitcli.engine.columns import run_columns
from benefitcli.engine.columns.names import (
    PROBLEM,
    REASON,
    REGION_INDEX,
    STATUS,
    WARNING_SEPARATOR,
    WARNINGS,
    case_column,
    step_column,
)
from benefitcli.inputs.case import default_values
from benefitcli.inputs.columns import TextColumn
from benefitcli.law.dates import MONTHS_PER_YEAR, to_day
from benefitcli.workflows.batch import NEW, Batch
from benefitcli.workflows.plan import ESTIMATED, NO_SPAN, OF_RETURN

POSITION = "\x00position"
ORDER = "\x00order"
ITEMS = "\x00items"
PLACE = "\x00place:"


class PlanBatch(Batch):
    """The plan calculated for the rows of one table: an unreadable row gives one row with status ``error``."""

    def run(self, piece: pl.DataFrame) -> pl.DataFrame:
        """The output for one piece of rows: the entitlements of each in order of time."""
        rows = pl.concat([piece, self._results(piece)], how="horizontal")
        return self._arranged(rows.explode(ITEMS).unnest(ITEMS))

    def _calculate(self, piece: pl.DataFrame) -> pl.DataFrame:
        """The entitlements of each row as one list, in order of time."""
        frame = self._facts.facts(piece).with_columns(
            pl.coalesce(case_column("birth_date"), case_column("due_date")).alias(case_column(BORN))
        )
        frame = self._with_laws(frame).with_row_index(POSITION)
        good = frame.filter(pl.col(PROBLEM).is_null())
        said = pl.concat([*self._outcomes(good), _unreadable(frame)], how="diagonal")
        is_dated = pl.col(STATUS) == "ok"
        said = said.sort(POSITION, ~is_dated, pl.when(is_dated).then("from_date"), ORDER, nulls_last=True)
        shown = [self._shown(one.kind, pl.col(one.name), one.choices).alias(NEW + one.name) for one in PLAN.results]
        items = said.select(POSITION, pl.struct(*shown, STATUS, REASON, WARNINGS).alias(ITEMS))
        return items.group_by(POSITION, maintain_order=True).agg(ITEMS).select(ITEMS)

    def _with_laws(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the index of each parent's law: of the parent's own region or, where that is blank, of the row's."""
        for parent in PARENTS:
            columns = [self._facts.columns[one] for one in (REGION_OF[parent], REGION) if one in self._facts.columns]
            words = [pl.col(one.column).cast(pl.String).str.strip_chars() for one in columns]
            index = REGION_INDEX + parent
            if not columns:
                frame = self._facts.laws.bind(frame, None, index)
                continue
            given = pl.coalesce(pl.when(word != "").then(word) for word in words)
            frame = frame.with_columns(given.alias(PLACE + parent))
            frame = self._facts.laws.bind(frame, TextColumn(PLACE + parent, columns[0].header), index)
        return frame

    def _outcomes(self, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """What each entitlement comes to in each row; a benefit runs once for all that it gives a parent."""
        ran: dict[tuple[object, ...], pl.DataFrame] = {}
        for order, entitlement in enumerate(ENTITLEMENTS):
            key = (entitlement.parent, entitlement.benefit, *entitlement.facts.items())
            if key not in ran:
                ran[key] = self._run(entitlement, frame)
            yield _outcome(entitlement, order, ran[key])

    def _run(self, entitlement: Entitlement, frame: pl.DataFrame) -> pl.DataFrame:
        benefit = find_benefit(entitlement.benefit)
        facts = frame.select(
            POSITION,
            PROBLEM,
            pl.col(REGION_INDEX + entitlement.parent).alias(REGION_INDEX),
            pl.col(case_column("birth_date")).is_null().alias(ESTIMATED),
            *_facts_of(benefit, entitlement.facts),
        )
        on = to_day(self.question.on) if self.question.on else None
        return run_columns(benefit, facts.lazy(), self._facts.laws.laws, on, to_day(self.question.today)).collect()


def _facts_of(benefit: Benefit, facts: Mapping[str, str]) -> Iterator[pl.Expr]:
    """The columns of a benefit's fields, with its defaults where the plan has no such fact."""
    defaults = default_values(benefit)
    for one in benefit.fields:
        kind = pl.Boolean if one.kind == "boolean" else pl.Int64
        value = pl.col(case_column(facts[one.name])) if one.name in facts else pl.lit(defaults.get(one.name), kind)
        if one.default and one.default.startswith("="):
            value = pl.coalesce(value, case_column(facts[one.default[1:]]))
        yield value.cast(kind).alias(case_column(one.name))


def _unreadable(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that no benefit was asked for, with what is wrong with them."""
    status = pl.lit("error").alias(STATUS)
    return frame.filter(pl.col(PROBLEM).is_not_null()).select(POSITION, status, pl.col(PROBLEM).alias(REASON))


def _outcome(entitlement: Entitlement, order: int, ran: pl.DataFrame) -> pl.DataFrame:
    """One entitlement of every row: the column form of :class:`benefitcli.workflows.plan.PlanItem`."""
    results = dict(_results(entitlement))
    is_ok = pl.col(STATUS) == "ok"
    has_span = results["days"] != 0 if "days" in results else pl.lit(value=True)
    names = {name: ENTITLEMENT_NAMES.index(name) for name in (entitlement.name, entitlement.group)}
    frame = ran.select(
        POSITION,
        pl.lit(order).alias(ORDER),
        pl.lit(PARENTS.index(entitlement.parent), pl.Int64).alias("parent"),
        pl.when(is_ok).then(names[entitlement.name]).otherwise(names[entitlement.group]).cast(pl.Int64)
        .alias("entitlement"),
        *(pl.when(is_ok & has_span).then(value).cast(pl.Int64).alias(name) for name, value in results.items()),
        pl.when(is_ok & ~has_span).then(pl.lit("not_entitled")).otherwise(STATUS).alias(STATUS),
        pl.when(is_ok & ~has_span).then(pl.lit(NO_SPAN)).otherwise(_reason(entitlement)).alias(REASON),
        pl.when(~is_ok | has_span).then(_warnings(entitlement)).alias(WARNINGS),
        is_ok.alias(PROBLEM),
    )  # fmt: skip
    is_first = next(one for one in ENTITLEMENTS if one.group == entitlement.group).name == entitlement.name
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
    said = pl.col(WARNINGS).fill_null("").str.split(WARNING_SEPARATOR)
    others = said.list.filter(~pl.element().is_in([*left_out, ""])).list.join(WARNING_SEPARATOR)
    estimated = pl.when(pl.col(ESTIMATED) & (pl.col(STATUS) == "ok")).then(pl.lit(ESTIMATED))
    both = pl.concat_str(estimated, pl.when(others != "").then(others), separator=WARNING_SEPARATOR, ignore_nulls=True)
    return pl.when(both != "").then(both)
