"""What the rows of a ledger, of claims and of leave records hold, and what the audit puts beside them."""

from __future__ import annotations

from dataclasses import dataclass

from benefitcli.benefits.fields import (
    BIRTH_DATE,
    BIRTH_ORDER,
    DIFFICULT_BIRTH,
    GESTATION_WEEKS,
    INCLUSIVE_PLACES,
    INFANTS,
    MONTHLY_RATE,
    PARENTS,
    PLACE_RATE,
    SOCIAL_INSTITUTION,
    STANDARD_MET,
    YEAR,
)
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import InputSchema, Result, days, yuan
from benefitcli.workflows.audit.fields import (
    AMOUNT,
    AMOUNT_CLAIMED,
    CAPACITY,
    CHILD_ID,
    CHILD_YEAR,
    DEPARTMENT,
    EMPLOYEE_ID,
    FROM_DATE,
    INSTITUTION_ID,
    LEAVE,
    MONTH,
    NAME,
    ONE_OFF_CLAIMED,
    TO_DATE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditForm(InputSchema):
    """One kind of audit: a form of many rows that belong together.

    ``parts`` are the benefits that say what was due, ``results`` what is put beside the rows, ``findings`` are listed in
    this order. ``who`` names the field of the one who is paid, ``when`` that of the month or year (None: the audit has no
    totals by time). ``harmless`` are the findings that ask for no action, ``sums`` the words of the catalogue for what is
    still owed and what was beyond.
    """

    findings: tuple[str, ...]
    who: str
    when: str | None = None
    harmless: tuple[str, ...] = ("ok",)
    sums: tuple[str, ...] = ()

    @property
    def needing_action(self) -> tuple[str, ...]:
        """The findings that somebody has to look at; with any of them the exit code is 1."""
        return tuple(finding for finding in self.findings if finding not in self.harmless)


def _readings_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The doubtful clauses of some benefits."""
    return tuple(dict.fromkeys(reading for name in parts for reading in find_benefit(name).readings))


REASON = Result("reason", "text")
JUDGED = (Result("finding", "text"), Result("clause", "text"), REASON)

AUDITED_LEAVES = (
    "leave.maternity",
    "leave.paternity",
    "leave.childcare",
    "leave.marriage",
    "leave.miscarriage",
)

LEDGER = AuditForm(
    name="audit.allowance",
    zh="婴幼儿保教费发放台账",
    en="ledger of the monthly childcare allowance",
    fields=(
        EMPLOYEE_ID.as_required(),
        NAME,
        DEPARTMENT,
        CHILD_ID,
        BIRTH_DATE.as_required(),
        BIRTH_ORDER,
        MONTH.as_required(),
        AMOUNT.as_required(),
        MONTHLY_RATE,
        PARENTS,
        INFANTS,
    ),
    results=(yuan("due_amount"), yuan("paid_amount"), yuan("difference"), *JUDGED),
    findings=("ok", "above_rate", "underpaid", "missing", "not_due", "duplicate", "error"),
    harmless=("ok", "above_rate"),
    sums=("arrears", "overpaid"),
    who="employee_id",
    when="month",
    parts=("allowance",),
    readings=_readings_of(("allowance",)),
)
CLAIMS = AuditForm(
    name="audit.places",
    zh="托位补贴申领台账",
    en="claims of place subsidies",
    fields=(
        INSTITUTION_ID.as_required(),
        YEAR.as_required(),
        INCLUSIVE_PLACES.as_required(),
        CAPACITY,
        STANDARD_MET,
        SOCIAL_INSTITUTION,
        ONE_OFF_CLAIMED,
        PLACE_RATE,
        AMOUNT_CLAIMED.as_required(),
    ),
    results=(yuan("due_amount"), yuan("claimed_amount"), yuan("difference"), *JUDGED),
    findings=(
        "ok",
        "less_than_due",
        "more_than_due",
        "above_capacity",
        "one_off_not_due",
        "one_off_twice",
        "duplicate",
        "error",
    ),
    sums=("claimed_less", "claimed_more"),
    who="institution_id",
    when="year",
    parts=("places",),
    readings=_readings_of(("places",)),
)
RECORDS = AuditForm(
    name="audit.leave",
    zh="休假记录",
    en="records of leave taken",
    fields=(
        EMPLOYEE_ID.as_required(),
        NAME,
        DEPARTMENT,
        LEAVE.as_required(),
        FROM_DATE,
        TO_DATE,
        CHILD_ID,
        BIRTH_DATE,
        BIRTH_ORDER,
        INFANTS,
        DIFFICULT_BIRTH,
        GESTATION_WEEKS,
        CHILD_YEAR,
    ),
    results=(
        days("days_taken"),
        Result("year_of_child", "integer"),
        days("days_due"),
        days("days_left"),
        *JUDGED,
    ),
    findings=("ok", "too_early", "outside_window", "beyond_entitlement", "overlap", "not_entitled", "error"),
    who="employee_id",
    parts=AUDITED_LEAVES,
    readings=_readings_of(AUDITED_LEAVES),
)
FORMS = {form.name: form for form in (LEDGER, CLAIMS, RECORDS)}
