"""Count the rows of a file by what decides their amounts, chunk by chunk: facts, law and group.

However many rows a file has, only its distinct combinations are kept. Children who are only expected are counted like
those of the file: an assumption of whoever asks, never a fact.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from benefitcli.engine.columns.combinations import distinct
from benefitcli.engine.columns.names import (
    BEGIN,
    COMBINATION,
    COUNT,
    FIRST,
    GROUP,
    LAST,
    OUTSIDE,
    PROBLEM,
    REASON,
    REGION_INDEX,
    STATUS,
    SURPLUS,
    WARNING_SEPARATOR,
    WARNINGS,
    case_column,
)
from benefitcli.errors import fail
from benefitcli.inputs.columns import as_input_text
from benefitcli.inputs.headers import find_column
from benefitcli.inputs.rows import Laws, RowReader, read_constants
from benefitcli.law.dates import MONTHS_PER_YEAR, first_day_of_month, format_day, month_of
from benefitcli.workflows.forecast.request import EXPECTED, Request
from benefitcli.workflows.forecast.schedule import PaymentSchedule, asked_within, with_facts

BELOW_FLOOR = "rate_below_floor"
MAX_KEPT = 1 << 18
"""So many counted combinations are kept before equal ones are put together."""


class PopulationCounts:
    """The rows of one file, counted under each scenario.

    ``warnings`` are the codes that results came with, ``ignored`` the headers that mean neither a fact nor the group,
    and ``last_birth`` is the last month in which a child of the file was born. Raises :class:`BenefitError` where the
    whole file cannot be used.
    """

    def __init__(self, request: Request, schedule: PaymentSchedule, headers: Sequence[str]) -> None:
        """Find the columns of the facts and of the group."""
        self.request = request
        self.schedule = schedule
        self.reader = RowReader(schedule.benefit, headers, request.constants, request.mapping)
        self.laws = Laws(schedule.benefit, request.question)
        self._overrides = [read_constants(schedule.benefit, scenario.facts) for scenario in request.scenarios]
        self._counted: list[list[pl.DataFrame]] = [[] for _ in request.scenarios]
        self.warnings: dict[str, None] = {}
        self.last_birth: int | None = None
        group = None if request.group_by is None else find_column(schedule.benefit, headers, request.group_by)
        self._group = None if group is None else str(group)
        used = {*self.reader.column_index.values(), group}
        self.ignored = [header for index, header in enumerate(headers) if index not in used]

    def add(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Count some rows, and give the rows back with ``status`` and ``reason``.

        A row that has an error in any scenario has that error and counts in none of them, so that the scenarios compare
        like with like. A scenario whose rate the law does not admit is no scenario: it is refused as a whole.
        """
        keys = [*self.reader.texts(rows), *(rows.get_column(name) for name in (SURPLUS,) if name in rows.columns)]
        first, index = distinct(keys, rows.height)
        people = pl.DataFrame({COMBINATION: index, GROUP: self._group_of(rows)})
        people = people.group_by(COMBINATION, GROUP, maintain_order=True).agg(pl.len().cast(pl.Int64).alias(COUNT))
        cases = self.laws.bind(self.reader.read(rows[first]), self.reader.region)
        answers = [self.evaluate(number, cases) for number in range(len(self._counted))]
        outcomes = answers[0].select(STATUS, REASON)
        for scenario, other in zip(self.request.scenarios[1:], answers[1:], strict=True):
            is_new = (other[STATUS] == "error") & (outcomes[STATUS] != "error")
            refused = other.filter(is_new & other[REASON].str.starts_with(BELOW_FLOOR)).get_column(REASON)
            if refused.len():
                raise fail("scenario_refused", name=scenario.name, value=refused.item(0))
            outcomes = pl.DataFrame([other[name].zip_with(is_new, outcomes[name]) for name in (STATUS, REASON)])
        is_good = outcomes[STATUS] != "error"
        for number, answer in enumerate(answers):
            self.count(number, answer.with_row_index(COMBINATION).filter(is_good), people)
        if self.request.expects_births and is_good.any():
            last = month_of(max(cases.filter(is_good).get_column(case_column("birth_date")).to_list()))
            self.last_birth = max(last, self.last_birth or last)
        return rows.with_columns(outcomes[index].iter_columns())

    def evaluate(self, scenario: int, cases: pl.DataFrame) -> pl.DataFrame:
        """Run the rule for the whole window under a scenario: status, reason, warnings, and the instalments due."""
        asked = asked_within(self.schedule, with_facts(cases, self._overrides[scenario]), self.request.window)
        is_outside = pl.col(OUTSIDE) & pl.col(PROBLEM).is_null()
        edges = zip(self.schedule.due, (FIRST, LAST), strict=True)
        return (
            self.laws.run(self.schedule.benefit, asked)
            .with_columns(
                pl.when(is_outside).then(pl.lit("not_entitled")).otherwise(STATUS).alias(STATUS),
                pl.when(~is_outside).then(REASON).alias(REASON),
                pl.col(FIRST).alias(BEGIN),
                *(edge.alias(name) for edge, name in edges),
            )
            .collect()
        )

    def count(self, scenario: int, answers: pl.DataFrame, people: pl.DataFrame) -> None:
        """Keep the combinations to which something falls due under a scenario, with their people.

        ``answers`` has the index of each combination; ``people`` says how many of each group there are for an index.
        """
        is_due = answers.filter(pl.col(STATUS) == "ok")
        names = [case_column(field.name) for field in self.schedule.benefit.fields]
        counted = is_due.join(people, on=COMBINATION, maintain_order="left_right")
        parts = self._counted[scenario]
        parts.append(counted.select(*names, REGION_INDEX, BEGIN, FIRST, LAST, GROUP, COUNT))
        if sum(part.height for part in parts[1:]) + min(parts[0].height, MAX_KEPT // 2) > MAX_KEPT:
            parts[:] = [self.merged(scenario)]
        for text in is_due.get_column(WARNINGS).drop_nulls().unique(maintain_order=True):
            self.warnings.update(dict.fromkeys(text.split(WARNING_SEPARATOR)))

    def merged(self, scenario: int) -> pl.DataFrame:
        """How many rows have each combination of facts, law and group, in the order in which they turned up."""
        everything = pl.concat(self._counted[scenario])
        keys = [name for name in everything.columns if name != COUNT]
        return everything.group_by(keys, maintain_order=True).agg(pl.col(COUNT).sum())

    def _group_of(self, rows: pl.DataFrame) -> pl.Series:
        if self._group is None:
            return pl.repeat("", rows.height, dtype=pl.String, eager=True)
        return as_input_text(rows.get_column(self._group)).str.strip_chars().fill_null("")


def months_of_birth(request: Request, last_birth: int | None) -> range:
    """The months in which children are expected: those of the window after the last birth of the file."""
    first, last = request.window
    return range(first if last_birth is None else max(first, last_birth + 1), last + 1)


def births_in(month: int, a_year: int) -> int:
    """How many of the births of a year fall on the first day of a month.

    The months are as even as whole children allow, and those of a calendar year add up to ``a_year``: up to the end of
    its n-th month there were n twelfths, rounded down.
    """
    number = month % MONTHS_PER_YEAR
    return (number + 1) * a_year // MONTHS_PER_YEAR - number * a_year // MONTHS_PER_YEAR


def count_expected(population: PopulationCounts) -> None:
    """Count the children that each scenario expects, with the defaults and the facts that hold for every row.

    Raises :class:`BenefitError` where the rule cannot calculate them.
    """
    request = population.request
    months = months_of_birth(request, population.last_birth)
    for index, scenario in enumerate(request.scenarios):
        counts = {month: births_in(month, scenario.births) for month in months}
        counts = {month: count for month, count in counts.items() if count}
        if not counts:
            continue
        reader = RowReader(population.schedule.benefit, ["birth_date"], request.constants)
        days = [format_day(first_day_of_month(month)) for month in counts]
        cases = population.laws.bind(reader.read(pl.DataFrame({"0": days})), None)
        answers = population.evaluate(index, cases)
        failed = answers.filter(pl.col(STATUS) == "error").get_column(REASON).to_list()
        if failed:
            raise fail("expected_births_failed", value=failed[0], name=scenario.name)
        people = pl.DataFrame({COUNT: list(counts.values())}, schema={COUNT: pl.Int64}).with_row_index(COMBINATION)
        people = people.with_columns(pl.lit(EXPECTED).alias(GROUP))
        population.count(index, answers.with_row_index(COMBINATION), people)
