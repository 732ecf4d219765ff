"""What a birth gives both parents: which results of which benefits are the entitlements of a plan.

There is no rule here. Every date, day and sum is that of the benefit named; this only says whose it is and which fields
of the family it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from benefitcli.benefits import fields
from benefitcli.benefits.childcare import CHILD_YEARS
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import REGION, InputSchema, Result, date, days, number, yuan

Parent = Literal["mother", "father"]

PARENTS: tuple[Parent, ...] = ("mother", "father")
REGION_OF: dict[Parent, str] = {"mother": fields.MOTHER_REGION, "father": fields.FATHER_REGION}
BORN = "born"
"""The day that stands for the birth in a plan: the date of birth or, until it is known, the due date."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One line of a plan.

    ``facts`` says which field of the plan fills a field of the benefit; ``takes`` which step of the benefit's rule gives
    a result of the plan. ``until_date`` among them is the day after the last one; a span given so has its length as its
    ``days``. A step in months gives the first or the last day of the month. ``is_absence`` marks whole days away from
    work, as against a span in which days, hours or money are due.
    """

    parent: Parent
    name: str
    benefit: str
    facts: Mapping[str, str]
    takes: Mapping[str, str]
    is_absence: bool = False

    @property
    def group(self) -> str:
        """The name that entitlements of one answer share where there is none: all child-years are ``childcare``."""
        return self.name.partition("_year_")[0]


def _same(*names: str) -> dict[str, str]:
    """Fields or results that a benefit and the plan call alike."""
    return {name: name for name in names}


_OF_LEAVE = {"from_date": "start_date", "to_date": "end_date", "days": "days", "return_date": "return_date"}
_BIRTH = {"birth_date": BORN}
_CHILD = {**_BIRTH, **_same("birth_order")}
_MONTHS = {"from_date": "first_month", "to_date": "last_month", **_same("months", "monthly_amount", "total_amount")}


def _of_both(parent: Parent, rate: str) -> tuple[Entitlement, ...]:
    """What either parent has: the leave of each child-year and the allowance."""
    years = (
        Entitlement(
            parent,
            f"childcare_year_{year}",
            "leave.childcare",
            _CHILD,
            {"from_date": f"year_{year}_from", "to_date": f"year_{year}_to", "days": f"year_{year}_days"},
        )
        for year in CHILD_YEARS
    )
    paid = {**_CHILD, **_same("infants"), "monthly_rate": rate}
    return (*years, Entitlement(parent, "allowance", "allowance", paid, _MONTHS))


_PROTECTED = _same("from_date", "to_date")
_OF_MOTHER = {**_CHILD, **_same("start_date", "infants", "difficult_birth")}
_OF_FATHER = {**_CHILD, "start_date": "father_start_date"}

ENTITLEMENTS = (
    Entitlement("mother", "protection", "leave.protection", _same("due_date", "birth_date"), _PROTECTED),
    Entitlement(
        "mother", "prenatal", "leave.maternity", _BIRTH, {"from_date": "earliest_start", "until_date": "start_date"}
    ),
    Entitlement("mother", "maternity", "leave.maternity", _OF_MOTHER, _OF_LEAVE, is_absence=True),
    Entitlement("father", "paternity", "leave.paternity", _OF_FATHER, _OF_LEAVE, is_absence=True),
    Entitlement(
        "mother", "nursing", "leave.nursing", {**_BIRTH, **_same("infants")}, {**_PROTECTED, **_same("minutes_per_day")}
    ),
    *_of_both("mother", "monthly_rate"),
    *_of_both("father", "father_monthly_rate"),
)
"""In the order in which they stand where they begin on the same day."""

NAMES = tuple(dict.fromkeys(name for entitlement in ENTITLEMENTS for name in (entitlement.name, entitlement.group)))
BENEFITS = tuple(dict.fromkeys(entitlement.benefit for entitlement in ENTITLEMENTS))

PLAN = InputSchema(
    name="leave.plan",
    zh="生育待遇时间表",
    en="everything a birth gives both parents",
    fields=(
        fields.DUE_DATE,
        fields.BIRTH_DATE,
        replace(
            fields.START_DATE,
            zh="产假开始日期",
            en="first day of maternity leave",
            aliases=(fields.START_DATE.zh, *fields.START_DATE.aliases),
        ),
        fields.FATHER_START_DATE,
        fields.INFANTS,
        fields.DIFFICULT_BIRTH,
        fields.BIRTH_ORDER,
        fields.MONTHLY_RATE,
        fields.FATHER_MONTHLY_RATE.as_optional("=monthly_rate"),
    ),
    results=(
        Result("parent", "choice", choices=PARENTS),
        Result("entitlement", "choice", choices=NAMES),
        date("from_date"),
        date("to_date"),
        days(),
        number("minutes_per_day", "minute"),
        number("months", "month"),
        yuan("monthly_amount"),
        yuan("total_amount"),
        date("return_date"),
    ),
    readings=tuple(dict.fromkeys(reading for name in BENEFITS for reading in find_benefit(name).readings)),
    one_of=("due_date", "birth_date"),
    parts=BENEFITS,
    regions=(REGION, fields.MOTHER_REGION, fields.FATHER_REGION),
)
