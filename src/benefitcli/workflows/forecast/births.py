"""Children who are only expected: an assumption of whoever asks, never a fact of the file."""

from __future__ import annotations

import polars as pl

from benefitcli.engine.columns.names import REASON, STATUS
from benefitcli.errors import fail
from benefitcli.inputs.rows import RowReader
from benefitcli.law.dates import MONTHS_PER_YEAR, first_day_of_month, format_day
from benefitcli.workflows.forecast.census import PLACE, PopulationCounts, people_of
from benefitcli.workflows.forecast.request import EXPECTED, Request


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


def count_expected(census: PopulationCounts) -> None:
    """Count the children that each scenario expects, with the defaults and the facts that hold for every row.

    Raises :class:`BenefitError` where the rule cannot calculate them.
    """
    request, course = census.request, census.course
    for index, scenario in enumerate(request.scenarios):
        counted = {month: births_in(month, scenario.births) for month in months_of_birth(request, census.last_birth)}
        counted = {month: count for month, count in counted.items() if count}
        if not counted:
            continue
        reader = RowReader(course.benefit, ["birth_date"], request.question, request.constants)
        days = [format_day(first_day_of_month(month)) for month in counted]
        facts = reader.read(pl.DataFrame({"0": days}))
        judged = census.judge(index, facts)
        failed = judged.filter(pl.col(STATUS) == "error").get_column(REASON).to_list()
        if failed:
            raise fail("expected_births_failed", value=failed[0], name=scenario.name)
        census.count(index, judged.with_row_index(PLACE), people_of({EXPECTED: list(counted.values())}))
