"""What the rows of a ledger, of claims and of leave records hold, and what the audit puts beside them."""

from __future__ import annotations

from dataclasses import dataclass

from benefitcli.benefits import fields
from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import InputSchema, Result, days, yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSchema(InputSchema):
    """One kind of audit: rows that belong together.

    ``parts`` are the benefits that say what was due, ``results`` what is put beside the rows, ``findings`` are listed in
    this order. ``who`` names the field of the one who is paid, ``when`` that of the month or year (None: the audit has no
    totals by time). ``harmless`` are the findings that ask for no action, ``sums`` the words of the messages for what is
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


FINDING_RESULTS = (Result("finding", "text"), Result("clause", "text"), Result("reason", "text"))

AUDITED_LEAVES = ("leave.maternity", "leave.paternity", "leave.childcare", "leave.marriage", "leave.miscarriage")

LEDGER = AuditSchema(
    name="audit.allowance",
    zh="婴幼儿保教费发放台账",
    en="ledger of the monthly childcare allowance",
    fields=(
        fields.EMPLOYEE_ID.as_required(),
        fields.NAME,
        fields.DEPARTMENT,
        fields.CHILD_ID,
        fields.BIRTH_DATE.as_required(),
        fields.BIRTH_ORDER,
        fields.MONTH.as_required(),
        fields.AMOUNT.as_required(),
        fields.MONTHLY_RATE,
        fields.PARENTS,
        fields.INFANTS,
    ),
    results=(yuan("due_amount"), yuan("paid_amount"), yuan("difference"), *FINDING_RESULTS),
    findings=("ok", "above_rate", "underpaid", "missing", "not_due", "duplicate", "error"),
    harmless=("ok", "above_rate"),
    sums=("arrears", "overpaid"),
    who="employee_id",
    when="month",
    parts=("allowance",),
    readings=_readings_of(("allowance",)),
)
CLAIMS = AuditSchema(
    name="audit.places",
    zh="托位补贴申领台账",
    en="claims of place subsidies",
    fields=(
        fields.INSTITUTION_ID.as_required(),
        fields.YEAR.as_required(),
        fields.INCLUSIVE_PLACES.as_required(),
        fields.CAPACITY,
        fields.STANDARD_MET,
        fields.SOCIAL_INSTITUTION,
        fields.ONE_OFF_CLAIMED,
        fields.PLACE_RATE,
        fields.AMOUNT_CLAIMED.as_required(),
    ),
    results=(yuan("due_amount"), yuan("claimed_amount"), yuan("difference"), *FINDING_RESULTS),
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
RECORDS = AuditSchema(
    name="audit.leave",
    zh="休假记录",
    en="records of leave taken",
    fields=(
        fields.EMPLOYEE_ID.as_required(),
        fields.NAME,
        fields.DEPARTMENT,
        fields.LEAVE.as_required(),
        fields.FROM_DATE,
        fields.TO_DATE,
        fields.CHILD_ID,
        fields.BIRTH_DATE,
        fields.BIRTH_ORDER,
        fields.INFANTS,
        fields.DIFFICULT_BIRTH,
        fields.GESTATION_WEEKS,
        fields.CHILD_YEAR,
    ),
    results=(
        days("days_taken"),
        Result("year_of_child", "integer"),
        days("days_due"),
        days("days_left"),
        *FINDING_RESULTS,
    ),
    findings=("ok", "too_early", "outside_window", "beyond_entitlement", "overlap", "not_entitled", "error"),
    who="employee_id",
    parts=AUDITED_LEAVES,
    readings=_readings_of(AUDITED_LEAVES),
)
AUDITS = {schema.name: schema for schema in (LEDGER, CLAIMS, RECORDS)}
