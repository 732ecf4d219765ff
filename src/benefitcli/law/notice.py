"""The yearly holiday notice as a table file may give it: the section ``[calendar]``."""

from __future__ import annotations

import datetime
from typing import Self

from pydantic import Field, model_validator

from benefitcli.law.model import Quoted


class Calendar(Quoted):
    """The yearly holiday notice: the weekdays that are off and the weekend days that are worked.

    Both lists may be complete or name only what differs from plain weeks. A notice of a year may begin in December of
    the year before.
    """

    year: int = Field(ge=1949, le=2098)
    days_off: tuple[datetime.date, ...] = Field(strict=False)
    working_days: tuple[datetime.date, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _days_of_the_year(self) -> Self:
        first, last = datetime.date(self.year - 1, 12, 1), datetime.date(self.year, 12, 31)
        if any(not first <= day <= last for day in (*self.days_off, *self.working_days)):
            raise ValueError("day_outside_year")
        if set(self.days_off) & set(self.working_days):
            raise ValueError("day_off_and_worked")
        return self
