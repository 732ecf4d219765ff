"""A forecast of a file: read it to its end, then ask each instalment of the rule alone and add up by period and group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from benefitcli.engine.columns.names import (
    BEGIN,
    COMBINATION,
    COUNT,
    FIRST,
    GROUP,
    INSTALMENT,
    LAST,
    PERIOD,
    PROBLEM,
    REASON,
    ROW,
    SKIPPED,
    STATUS,
)
from benefitcli.errors import fail
from benefitcli.io.table import Chunk
from benefitcli.io.tables import VALUES, value_for
from benefitcli.law.library import RegionLaw
from benefitcli.workflows.forecast.counts import PopulationCounts, count_expected, months_of_birth
from benefitcli.workflows.forecast.request import EXPECTED, TOTAL, Request
from benefitcli.workflows.forecast.schedule import schedule_of, with_facts
from benefitcli.workflows.pipeline import OnProgress, Outcome, Paths, no_progress, open_run

_AT_ONCE = 1 << 11
"""So many combinations are spread over their instalments at a time."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What falls due, and how it was found.

    ``frame`` has the rows of :func:`project`, ``kinds`` its columns with the kind of value; ``births`` are the first and
    the last month of the births that were assumed, where any were.
    """

    request: Request
    kinds: dict[str, str]
    frame: pl.DataFrame
    outcome: Outcome
    laws: list[RegionLaw]
    warnings: list[str]
    births: tuple[int, int] | None

    @property
    def lines(self) -> list[dict[str, str | int]]:
        """The rows with their columns by name; amounts in fen."""
        return self.frame.to_dicts()


def rows_for(forecast: Forecast, output_format: str) -> Chunk:
    """The rows of a forecast as a format of rows holds them."""
    values = VALUES[output_format]
    shown = (value_for(values, forecast.kinds[name], pl.col(name)) for name in forecast.frame.columns)
    return Chunk(forecast.frame.select(value.alias(str(index)) for index, value in enumerate(shown)))


def make_forecast(request: Request, paths: Paths, on_progress: OnProgress = no_progress) -> Forecast:
    """Read a file and make the sums.

    Rows with an error go into no sum; they are counted in the outcome and, whole, written to the path for rejects.

    Args:
        request: What is asked.
        paths: Where the rows come from, and where the rejects go to.
        on_progress: Shows how far the run has come.

    Raises:
        BenefitError: The file or a table cannot be used.
    """
    schedule = schedule_of(request.benefit)
    with open_run(paths, schedule.benefit, request.constants, request.mapping, request.limit) as run:
        headers = run.table.headers
        population = PopulationCounts(request, schedule, headers)
        rejects = None
        if paths.rejects is not None:
            rejects = run.open_writer(paths.rejects, [*headers, STATUS, REASON], paths.rejects_format)
        columns = [str(index) for index in range(len(headers))]
        # A file without rows is counted like every other.
        population.add(pl.DataFrame(schema={ROW: pl.UInt32, **dict.fromkeys(columns, pl.String)}))
        with on_progress(run.table, run.counts):
            for chunk in run.table.chunks:
                rows = population.reader.with_skipped(chunk.frame)
                if SKIPPED in rows.columns:
                    persons = rows.filter(~pl.col(SKIPPED))
                    run.counts.rows += rows.height - persons.height
                    run.counts.skipped += rows.height - persons.height
                    rows = persons
                rows = population.add(rows)
                run.counts.add(rows)
                if rejects is not None:
                    rejects.write(Chunk(rows.filter(pl.col(STATUS) == "error").select(*columns, STATUS, REASON)))
        if rejects is not None:
            rejects.close(list)
        count_expected(population)
        frame = project(population)
        outcome = {**run.outcome(population.reader), "passed_through": (), "ignored": population.ignored}
    births = months_of_birth(request, population.last_birth) if request.expects_births else None
    return Forecast(
        request=request,
        kinds=_kinds(population, frame),
        frame=frame,
        outcome=Outcome(**outcome),
        laws=population.laws.laws,
        warnings=list(population.warnings),
        births=(births[0], births[-1]) if births else None,
    )


def _kinds(population: PopulationCounts, frame: pl.DataFrame) -> dict[str, str]:
    """The kind of value of each column."""
    kinds = {name: kind for name, (kind, _) in population.schedule.measures.items()}
    kinds |= {"difference": "money", "expected_amount": "money"}
    return {name: kinds.get(name, "integer" if frame.schema[name].is_integer() else "text") for name in frame.columns}


def project(population: PopulationCounts) -> pl.DataFrame:
    """One row for each scenario, period and group, in this order, with people, measures and amounts in fen.

    Periods have their names; the rows of :data:`TOTAL` stand last, and there a person who is paid in several periods, or
    by several groups, counts once. ``scenario`` and ``difference`` (to the first scenario) are there where there are
    several, ``group`` where groups were asked for, and the part of ``expected_…`` where births are expected.
    """
    request = population.request
    sums = [_sums(population, index) for index in range(len(request.scenarios))]
    names = pl.concat([frame.get_column(GROUP) for frame in sums]).unique().sort()
    groups = [*names.filter(names != EXPECTED), *names.filter(names == EXPECTED)] if request.group_by else []
    frames = [_arranged(frame, population, groups) for frame in sums]
    shown = [
        "period",
        *(["group"] if request.group_by else []),
        population.schedule.people,
        *population.schedule.measures,
    ]
    if len(frames) > 1:
        frames = [
            frame.with_columns(
                pl.lit(scenario.name).alias("scenario"), (frame["amount"] - frames[0]["amount"]).alias("difference")
            )
            for scenario, frame in zip(request.scenarios, frames, strict=True)
        ]
        shown = ["scenario", *shown, "difference"]
    if request.expects_births:
        shown += [f"expected_{population.schedule.people}", "expected_amount"]
    return pl.concat(frames).select(shown)


def _sums(population: PopulationCounts, index: int) -> pl.DataFrame:
    """The sums of a scenario by period and group; the period of the whole time is null."""
    counted = population.merged(index)
    keys = [name for name in counted.columns if name not in (GROUP, COUNT)]
    combinations = counted.group_by(keys, maintain_order=True).agg(GROUP, COUNT).with_row_index(COMBINATION)
    parts = [_part(population, some) for some in (list(combinations.iter_slices(_AT_ONCE)) or [combinations])]
    return pl.concat(parts).group_by(PERIOD, GROUP).sum()


def _part(population: PopulationCounts, combinations: pl.DataFrame) -> pl.DataFrame:
    """The sums of some combinations: first what one person gets in a period, then times the people of each group."""
    instalments = _instalments(population, combinations)
    measures = list(population.schedule.measures)
    by_period = instalments.group_by(COMBINATION, pl.col(INSTALMENT) // population.request.size).agg(
        pl.col(measures).sum()
    )
    overall = by_period.group_by(COMBINATION).agg(pl.lit(None, pl.Int64).alias(INSTALMENT), pl.col(measures).sum())
    per_person = pl.concat([by_period, overall.select(by_period.columns)]).rename({INSTALMENT: PERIOD})
    people = combinations.select(COMBINATION, GROUP, COUNT).explode(GROUP, COUNT)
    number = pl.col(COUNT).sum().alias(population.schedule.people)
    sums = (pl.col(measures) * pl.col(COUNT)).sum()
    # Period by period, because people times periods may be many.
    return pl.concat(
        part.join(people, on=COMBINATION).group_by(PERIOD, GROUP).agg(number, sums)
        for part in per_person.partition_by(PERIOD) or [per_person]
    )


def _instalments(population: PopulationCounts, combinations: pl.DataFrame) -> pl.DataFrame:
    """What each combination comes to in each of its instalments: the rule's own answer for that one alone."""
    schedule = population.schedule
    spread = combinations.drop(GROUP, COUNT).with_columns(
        pl.int_ranges(FIRST, pl.col(LAST) + 1).alias(INSTALMENT), pl.lit(None, pl.String).alias(PROBLEM)
    )
    spread = spread.explode(INSTALMENT).drop_nulls(INSTALMENT)
    asked = with_facts(spread, schedule.facts_of(pl.col(INSTALMENT), pl.col(INSTALMENT), pl.col(BEGIN)))
    numbers = [number.alias(name) for name, (_, number) in schedule.measures.items()]
    answers = population.laws.run(schedule.benefit, asked)
    amounts = answers.select(COMBINATION, INSTALMENT, STATUS, REASON, *numbers).collect()
    failed = amounts.filter(pl.col(STATUS) == "error").get_column(REASON)
    if failed.len():
        raise fail("instalment_failed", value=failed.item(0))
    return amounts.filter((pl.col(STATUS) == "ok") & (pl.col("amount") > 0)).drop(STATUS, REASON)


def _arranged(sums: pl.DataFrame, population: PopulationCounts, groups: Sequence[str]) -> pl.DataFrame:
    """Every period with every group and then the total, zeros where nothing falls due; the whole time last."""
    names = [population.schedule.people, *population.schedule.measures]
    is_expected = pl.col(GROUP) == EXPECTED
    sums = sums.with_columns(
        pl.when(is_expected).then(name).otherwise(pl.lit(0)).cast(pl.Int64).alias(f"expected_{name}")
        for name in (population.schedule.people, "amount")
    ).with_columns(pl.col(population.schedule.people).cast(pl.Int64))
    totals = sums.drop(GROUP).group_by(PERIOD).sum().with_columns(pl.lit(None, pl.String).alias(GROUP))
    periods = population.request.periods
    skeleton = pl.DataFrame({PERIOD: [*periods, None], "period": [*periods.values(), TOTAL]}).join(
        pl.DataFrame({GROUP: [*groups, None], "group": [*groups, TOTAL]}, schema_overrides={GROUP: pl.String}),
        how="cross",
        maintain_order="left_right",
    )
    everything = pl.concat([sums, totals.select(sums.columns)])
    numbers = [*names, f"expected_{population.schedule.people}", "expected_amount"]
    return skeleton.join(
        everything, on=[PERIOD, GROUP], how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(pl.col(numbers).fill_null(0))
