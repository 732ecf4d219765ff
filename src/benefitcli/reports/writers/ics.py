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
    made = _Maker(plan, person, translator, stamp.replace(microsecond=0))
    data: bytes = made.calendar().to_ical(sorted=False)
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


class _Maker:
    """Makes the events of one calendar."""

    def __init__(self, plan: Plan, person: Person, translator: Translator, stamp: datetime.datetime) -> None:
        self.plan = plan
        self.person = person
        self.translator = translator
        self.stamp = stamp
        self.identity = identity_of(plan, person)

    def calendar(self) -> Calendar:
        calendar = Calendar()
        calendar.add("prodid", f"-//benefitcli//benefitcli {__version__}//{self.translator.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        names = [value for _, value in self.person.lines(self.translator)]
        title = (
            self.translator(PLAN_WORDS["calendar_name"], title=" ".join(names))
            if names
            else title_of(self.plan, self.translator)
        )
        calendar.add("x-wr-calname", vText(title))
        citations = Citations(self.translator)
        for row in (row_of(item, citations) for item in self.plan.dated):
            calendar.add_component(self._entitlement(row))
            if row.item.result.get("return_date") is not None:
                calendar.add_component(self._return(row))
        return calendar

    def _entitlement(self, row: Row) -> Event:
        item = row.item
        amounts = [amount for amount in (row.amount, row.rate) if amount]
        parts = [self.translator(ENTITLEMENTS[item.name]), self.translator(PARENTS[item.parent])]
        event = self._event(item, item.name, item.day("from_date"), item.day("to_date"))
        event.add("summary", " · ".join([*parts, *dict.fromkeys(amounts)]))
        event.add("description", "\n".join(self._description(row)))
        event.add("transp", "OPAQUE" if item.entitlement.is_absence else "TRANSPARENT")
        return event

    def _return(self, row: Row) -> Event:
        item = row.item
        day = item.day("return_date")
        event = self._event(item, f"{item.name}_return", day, day)
        who, what = self.translator(PARENTS[item.parent]), self.translator(ENTITLEMENTS[item.name])
        event.add("summary", self.translator(PLAN_WORDS["return"], who=who, what=what))
        event.add("transp", "TRANSPARENT")
        for days in REMINDERS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", MORNING - days * DAY)
            word = "tomorrow" if days == 1 else "reminder"
            alarm.add("description", self.translator(PLAN_WORDS[word], days=days, date=format_day(day)))
            event.add_component(alarm)
        return event

    def _event(self, item: PlanItem, name: str, first: int, last: int) -> Event:
        """Return an all-day event; its end is the day after its last day, as the format wants it."""
        event = Event()
        uid = uuid.uuid5(NAMESPACE, f"{self.identity}\n{item.parent}\n{name}")
        event.add("uid", f"{uid}@benefitcli")
        event.add("dtstamp", self.stamp)
        event.add("last-modified", self.stamp)
        event.add("sequence", int((self.stamp - FIRST_REVISION).total_seconds()))
        event.add("dtstart", to_date(first))
        event.add("dtend", to_date(last + 1))
        event.add("status", "TENTATIVE" if self.plan.is_estimate else "CONFIRMED")
        event.add("class", "PRIVATE")
        event.add("categories", [self.translator(PARENTS[item.parent])])
        return event

    def _description(self, row: Row) -> Iterable[str]:
        """Yield whom it is for, what it is, how it adds up, what to know, and the clauses."""
        for label, value in self.person.lines(self.translator):
            yield f"{label} {value}"
        estimate = estimate_of(self.plan, self.translator)
        if estimate:
            yield estimate
        yield row.meaning
        if row.workings != row.meaning:
            yield row.workings
        for code, sources in row.item.warnings.items():
            yield note_of(code, sources, self.translator)
        for source in row.item.sources:
            yield f"{source.label} “{source.quote}”" if source.quote else source.label
