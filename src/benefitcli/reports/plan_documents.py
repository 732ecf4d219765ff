"""A plan in the form that was asked for, as the bytes of a file."""

from __future__ import annotations

import datetime
import io

from benefitcli.i18n import Language
from benefitcli.reports.person import Person
from benefitcli.workflows.plan import Plan


def plan_document(plan: Plan, person: Person, language: Language, form: str, *, with_calendar: bool = False) -> bytes:
    """The document of a plan; each writer is loaded only when it is wanted."""
    if form == "json":
        from benefitcli.contract import dump
        from benefitcli.contract.building import plan_of

        return dump(plan_of(plan))
    if form == "ics":
        from benefitcli.reports.plan_ics import plan_as_calendar

        return plan_as_calendar(plan, person, language, datetime.datetime.now(datetime.UTC))
    if form == "html":
        from benefitcli.reports.plan_html import plan_as_page

        return plan_as_page(plan, person, language)
    if form == "md":
        from benefitcli.reports.plan_markdown import plan_as_markdown

        return plan_as_markdown(plan, person, language)
    if form == "xlsx":
        from benefitcli.reports.plan_sheet import plan_as_workbook

        return plan_as_workbook(plan, person, language)
    from benefitcli.reports.terminal import DEFAULT_WIDTH, Sheet
    from benefitcli.reports.plan_text import print_plan

    text = io.StringIO()
    print_plan(plan, person, language, Sheet(text, DEFAULT_WIDTH), with_calendar=with_calendar)
    return text.getvalue().encode()
