"""From counted combinations to sums: each instalment asked of the rule alone, then added up by period and group."""

from __future__ import annotations

import polars as pl

from benefitcli.engine.columns import run_columns
from benefitcli.engine.columns.names import PROBLEM, REASON, STATUS
from benefitcli.errors import fail
from benefitcli.law.dates import to_day
from benefitcli.workflows.forecast.census import COUNT, GROUP, PopulationCounts
from benefitcli.workflows.forecast.course import BEGIN, FIRST, LAST, with_facts
from benefitcli.workflows.forecast.request import EXPECTED, TOTAL

INSTALMENT = "\x00instalment"
PERIOD = "\x00period"
_NUMBER = "\x00number"
_CHUNK = 1 << 11
"""So many combinations are spread over their instalments at a time."""


def project(census: PopulationCounts) -> pl.DataFrame:
    """One row for each scenario, period and group, in this order, with people, measures and amounts in fen.

    Periods have their names; the rows of :data:`TOTAL` stand last, and there a person who is paid in several periods, or
    by several groups, counts once. ``scenario`` and ``difference`` (to the first scenario) are there where there are
    several, ``group`` where groups were asked for, and the part of ``expected_…`` where births are expected.
    """
    request, course = census.request, census.course
    sums = [_sums(census, index) for index in range(len(request.scenarios))]
    found = pl.concat([one.get_column(GROUP) for one in sums]).unique().sort()
    groups = [*found.filter(found != EXPECTED), *found.filter(found == EXPECTED)] if request.group_by else []
    frames = [_arranged(one, census, groups) for one in sums]
    shown = ["period", *(["group"] if request.group_by else []), *_names(census)]
    if len(frames) > 1:
        frames = [
            frame.with_columns(
                pl.lit(scenario.name).alias("scenario"), (frame["amount"] - frames[0]["amount"]).alias("difference")
            )
            for scenario, frame in zip(request.scenarios, frames, strict=True)
        ]
        shown = ["scenario", *shown, "difference"]
    if request.expects_births:
        shown += [f"expected_{course.people}", "expected_amount"]
    return pl.concat(frames).select(shown)


def _names(census: PopulationCounts) -> list[str]:
    return [census.course.people, *(one.name for one in census.course.measures)]


def _sums(census: PopulationCounts, index: int) -> pl.DataFrame:
    """The sums of a scenario by period and group; the period of the whole time is null."""
    counted = census.counts[index].merged()
    keys = [name for name in counted.columns if name not in (GROUP, COUNT)]
    distinct = counted.group_by(keys, maintain_order=True).agg(GROUP, COUNT).with_row_index(_NUMBER)
    parts = [_part(census, chunk) for chunk in (list(distinct.iter_slices(_CHUNK)) or [distinct])]
    return pl.concat(parts).group_by(PERIOD, GROUP).sum()


def _part(census: PopulationCounts, chunk: pl.DataFrame) -> pl.DataFrame:
    """The sums of some combinations: first what one person gets in a period, then times the people of each group."""
    instalments = _instalments(census, chunk)
    measures = [one.name for one in census.course.measures]
    by_period = instalments.group_by(_NUMBER, pl.col(INSTALMENT) // census.request.size).agg(pl.col(measures).sum())
    overall = by_period.group_by(_NUMBER).agg(pl.lit(None, pl.Int64).alias(INSTALMENT), pl.col(measures).sum())
    per_person = pl.concat([by_period, overall.select(by_period.columns)]).rename({INSTALMENT: PERIOD})
    people = chunk.select(_NUMBER, GROUP, COUNT).explode(GROUP, COUNT)
    # Period by period, because people times periods may be many.
    parts = [_weighed(part, people, census) for part in per_person.partition_by(PERIOD)]
    return pl.concat(parts or [_weighed(per_person, people, census)])


def _weighed(per_person: pl.DataFrame, people: pl.DataFrame, census: PopulationCounts) -> pl.DataFrame:
    """The sums of a period by group: what one person gets times how many there are."""
    measures = [one.name for one in census.course.measures]
    return (
        per_person.join(people, on=_NUMBER)
        .group_by(PERIOD, GROUP)
        .agg(pl.col(COUNT).sum().alias(census.course.people), (pl.col(measures) * pl.col(COUNT)).sum())
    )


def _instalments(census: PopulationCounts, chunk: pl.DataFrame) -> pl.DataFrame:
    """What each combination comes to in each of its instalments: the rule's own answer for that one alone."""
    course, question = census.course, census.request.question
    spread = chunk.drop(GROUP, COUNT).with_columns(
        pl.int_ranges(FIRST, pl.col(LAST) + 1).alias(INSTALMENT), pl.lit(None, pl.String).alias(PROBLEM)
    )
    spread = spread.explode(INSTALMENT).drop_nulls(INSTALMENT)
    asked = with_facts(spread, course.facts_of(pl.col(INSTALMENT), pl.col(INSTALMENT), pl.col(BEGIN)))
    on = to_day(question.on) if question.on else None
    ran = run_columns(course.benefit, asked.lazy(), census.reader.laws.laws, on, to_day(question.today))
    numbers = [one.number.alias(one.name) for one in course.measures]
    found = ran.select(_NUMBER, INSTALMENT, STATUS, REASON, *numbers).collect()
    failed = found.filter(pl.col(STATUS) == "error").get_column(REASON)
    if failed.len():
        raise fail("instalment_failed", value=failed.item(0))
    return found.filter((pl.col(STATUS) == "ok") & (pl.col("amount") > 0)).drop(STATUS, REASON)


def _arranged(sums: pl.DataFrame, census: PopulationCounts, groups: list[str]) -> pl.DataFrame:
    """Every period with every group and then the total, zeros where nothing falls due; the whole time last."""
    names = _names(census)
    is_expected = pl.col(GROUP) == EXPECTED
    sums = sums.with_columns(
        pl.when(is_expected).then(name).otherwise(pl.lit(0)).cast(pl.Int64).alias(f"expected_{name}")
        for name in (census.course.people, "amount")
    ).with_columns(pl.col(census.course.people).cast(pl.Int64))
    totals = sums.drop(GROUP).group_by(PERIOD).sum().with_columns(pl.lit(None, pl.String).alias(GROUP))
    periods = census.request.periods
    skeleton = pl.DataFrame({PERIOD: [*periods, None], "period": [*periods.values(), TOTAL]}).join(
        pl.DataFrame({GROUP: [*groups, None], "group": [*groups, TOTAL]}, schema_overrides={GROUP: pl.String}),
        how="cross",
        maintain_order="left_right",
    )
    everything = pl.concat([sums, totals.select(sums.columns)])
    numbers = [*names, f"expected_{census.course.people}", "expected_amount"]
    return skeleton.join(
        everything, on=[PERIOD, GROUP], how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(pl.col(numbers).fill_null(0))
