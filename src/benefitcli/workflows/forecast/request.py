"""What is asked of a forecast: over which time, in which steps, by which groups, under which assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from benefitcli.inputs.case import Question
from benefitcli.law.dates import MONTHS_PER_YEAR, format_month

By = Literal["month", "quarter", "year"]
BASE = "base"
"""The scenario of the file as it is."""

TOTAL = "total"
EXPECTED = "expected_births"
"""The group of the children who are only expected."""

MONTHS_PER_QUARTER = 3
_QUARTERS_PER_YEAR = MONTHS_PER_YEAR // MONTHS_PER_QUARTER
_SIZES: dict[By, int] = {"month": 1, "quarter": MONTHS_PER_QUARTER, "year": MONTHS_PER_YEAR}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A name, the facts that hold for every row whatever the file says, and the births expected a year."""

    name: str = BASE
    facts: Mapping[str, str] = field(default_factory=dict)
    births: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A forecast to make.

    ``window`` is the first and last month (months since year 0) for the allowance, the first and last year for places.
    ``scenarios`` begins with the one of the file as it is; ``constants`` fill a field for all rows that leave it blank, ``mapping`` says of headers which field they mean.
    """

    benefit: str
    window: tuple[int, int]
    question: Question
    by: By = "month"
    group_by: str | None = None
    scenarios: tuple[Scenario, ...] = (Scenario(),)
    constants: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None

    @property
    def is_monthly(self) -> bool:
        """Whether instalments are months; else they are years."""
        return self.benefit == "allowance"

    @property
    def size(self) -> int:
        """How many instalments lie in a period."""
        return _SIZES[self.by] if self.is_monthly else 1

    @property
    def periods(self) -> dict[int, str]:
        """Every period that the window touches, by number, with its name: ``2026-01``, ``2026-Q1`` or ``2026``."""
        first, last = (edge // self.size for edge in self.window)
        return {
            number: _period_name(number, self.by if self.is_monthly else "year") for number in range(first, last + 1)
        }

    @property
    def span(self) -> tuple[str, str]:
        """The first and last month or year as people and machines write it."""
        first, last = (format_month(edge) if self.is_monthly else str(edge) for edge in self.window)
        return first, last

    @property
    def expects_births(self) -> bool:
        """Whether any scenario assumes births to come."""
        return any(scenario.births for scenario in self.scenarios)


def _period_name(number: int, by: By) -> str:
    if by == "month":
        return format_month(number)
    if by == "quarter":
        return f"{number // _QUARTERS_PER_YEAR:04d}-Q{number % _QUARTERS_PER_YEAR + 1}"
    return f"{number:04d}"
