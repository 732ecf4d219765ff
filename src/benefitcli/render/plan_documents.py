"""A plan in the form that was asked for, as the bytes of a file."""

from __future__ import annotations

import datetime
import io

from benefitcli.catalogue import Language
from benefitcli.plan import Plan
from benefitcli.render.person import Person


def plan_document(plan: Plan, person: Person, language: Language, form: str, *, with_calendar: bool = False) -> bytes:
    """The document of a plan; each writer is loaded only when it is wanted."""
    if form == "json":
        from benefitcli.render.json import dump
        from benefitcli.render.plan_json import plan_as_json

        return dump(plan_as_json(plan))
    if form == "ics":
        from benefitcli.render.plan_ics import plan_as_calendar

        return plan_as_calendar(plan, person, language, datetime.datetime.now(datetime.UTC))
    if form == "html":
        from benefitcli.render.plan_html import plan_as_page

        return plan_as_page(plan, person, language)
    if form == "md":
        from benefitcli.render.plan_markdown import plan_as_markdown

        return plan_as_markdown(plan, person, language)
    if form == "xlsx":
        from benefitcli.render.plan_sheet import plan_as_workbook

        return plan_as_workbook(plan, person, language)
    from benefitcli.render.layout import DEFAULT_WIDTH, Sheet
    from benefitcli.render.plan_text import print_plan

    text = io.StringIO()
    print_plan(plan, person, language, Sheet(text, DEFAULT_WIDTH), with_calendar=with_calendar)
    return text.getvalue().encode()
