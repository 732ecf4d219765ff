"""A plan for a calendar program: all-day events that a later import of the same plan replaces (RFC 5545).

What identifies an event is whose plan it is, which parent and which entitlement; never a date, because dates are what
changes when the child is born on another day than expected.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from icalendar import Alarm, Calendar, Event, vText

from benefitcli import __version__
from benefitcli.i18n.plans import ENTITLEMENTS, PARENTS, PLAN_WORDS
from benefitcli.i18n.translator import Translator
from benefitcli.law.dates import format_day, to_date
from benefitcli.reports.citations import Citations
from benefitcli.reports.model import Person
from benefitcli.reports.plan import estimate_of, title_of
from benefitcli.reports.plan_rows import Row, row_of
from benefitcli.reports.remarks import note_of
from benefitcli.workflows.plan import Plan, PlanItem

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "plan.benefitcli")
FIRST_REVISION = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
"""Revisions are numbered by the seconds since then: a later file has the higher number, whoever makes it."""

DAY = datetime.timedelta(days=1)
MORNING = datetime.timedelta(hours=9)
REMINDERS = (7, 1)
"""Days before a return to work."""


def plan_as_calendar(plan: Plan, person: Person, translator: Translator, stamp: datetime.datetime) -> bytes:
    """Return the calendar of a plan; ``stamp`` is the time it is made at, in UTC."""
    identity, made = identity_of(plan, person), stamp.replace(microsecond=0)

    def begin(item: PlanItem, name: str, first: int, last: int) -> Event:
        """Return an all-day event; its end is the day after its last day, as the format wants it."""
        event = Event()
        uid = uuid.uuid5(NAMESPACE, f"{identity}\n{item.parent}\n{name}")
        event.add("uid", f"{uid}@benefitcli")
        event.add("dtstamp", made)
        event.add("last-modified", made)
        event.add("sequence", int((made - FIRST_REVISION).total_seconds()))
        event.add("dtstart", to_date(first))
        event.add("dtend", to_date(last + 1))
        event.add("status", "TENTATIVE" if plan.is_estimate else "CONFIRMED")
        event.add("class", "PRIVATE")
        event.add("categories", [translator(PARENTS[item.parent])])
        return event

    calendar = Calendar()
    calendar.add("prodid", f"-//benefitcli//benefitcli {__version__}//{translator.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    names = " ".join(value for _, value in person.lines(translator))
    title = translator(PLAN_WORDS["calendar_name"], title=names) if names else title_of(plan, translator)
    calendar.add("x-wr-calname", vText(title))
    citations = Citations(translator)
    for row in [row_of(item, citations) for item in plan.dated]:
        item = row.item
        event = begin(item, item.name, item.day("from_date"), item.day("to_date"))
        amounts = dict.fromkeys(amount for amount in (row.amount, row.rate) if amount)
        event.add(
            "summary", " · ".join([translator(ENTITLEMENTS[item.name]), translator(PARENTS[item.parent]), *amounts])
        )
        event.add("description", "\n".join(_description(plan, person, row, translator)))
        event.add("transp", "OPAQUE" if item.entitlement.is_absence else "TRANSPARENT")
        calendar.add_component(event)
        if item.result.get("return_date") is not None:
            day = item.day("return_date")
            calendar.add_component(_with_reminders(begin(item, f"{item.name}_return", day, day), item, translator))
    data: bytes = calendar.to_ical(sorted=False)
    return data


def identity_of(plan: Plan, person: Person) -> str:
    """Return what stays the same between two versions of a plan.

    The employee and which child it is; where no employee is named the due date or, without one, the date of birth.
    """
    who = person.employee_id or person.name
    if who:
        return "\n".join((person.employer or "", who, str(plan.case["birth_order"])))
    day = plan.case["due_date"] if plan.case["due_date"] is not None else plan.birth
    return f"{format_day(day)}\n{plan.case['birth_order']}"


def _with_reminders(event: Event, item: PlanItem, translator: Translator) -> Event:
    who, what = translator(PARENTS[item.parent]), translator(ENTITLEMENTS[item.name])
    event.add("summary", translator(PLAN_WORDS["return"], who=who, what=what))
    event.add("transp", "TRANSPARENT")
    for days in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", MORNING - days * DAY)
        word = "tomorrow" if days == 1 else "reminder"
        date = format_day(item.day("return_date"))
        alarm.add("description", translator(PLAN_WORDS[word], days=days, date=date))
        event.add_component(alarm)
    return event


def _description(plan: Plan, person: Person, row: Row, translator: Translator) -> Iterable[str]:
    for label, value in person.lines(translator):
        yield f"{label} {value}"
    estimate = estimate_of(plan, translator)
    if estimate:
        yield estimate
    yield row.meaning
    if row.workings != row.meaning:
        yield row.workings
    for code, sources in row.item.warnings.items():
        yield note_of(code, sources, translator)
    for source in row.item.sources:
        yield f"{source.label} “{source.quote}”" if source.quote else source.label
