"""``benefitcli leave plan``: everything a birth gives both parents, in order of time."""

from __future__ import annotations

import sys
from inspect import Signature
from typing import Any

from benefitcli.benefits.fields import FATHER_REGION, MOTHER_REGION
from benefitcli.benefits.plan import PARENTS, PLAN, Parent
from benefitcli.cli.calculate import as_text, field_option
from benefitcli.cli.options import law_options, make_question, option
from benefitcli.cli.state import STATE
from benefitcli.errors import fail
from benefitcli.files.places import STANDARD, open_output
from benefitcli.plan import Family, Plan, calculate_plan
from benefitcli.render.person import Person

EXIT_WITH_ERRORS = 1
FORMATS = {".txt": "text", ".json": "json", ".ics": "ics", ".html": "html", ".htm": "html"}
"""The formats of a plan, by suffix."""


def plan(**values: Any) -> int:
    """Calculate a plan and write it."""
    facts = {one.name: as_text(values.pop(one.name)) for one in PLAN.fields}
    values.pop("lang")
    output = values.pop("output")
    form = _format_of(output, values.pop("format"))
    with_calendar = values.pop("calendar")
    person = Person(*(values.pop(one) for one in ("name", "employee_id", "employer")))
    regions = {"mother": values.pop(MOTHER_REGION), "father": values.pop(FATHER_REGION)}
    left_out = values.pop("without")
    question = make_question(**values)
    family = Family({one: regions[one] or question.region for one in _parents(left_out)})
    found = calculate_plan({name: text for name, text in facts.items() if text is not None}, question, family)
    _write(found, person, form, output, with_calendar=with_calendar)
    return EXIT_WITH_ERRORS if any(item.status == "error" for item in found.items) else 0


def _parents(left_out: str | None) -> tuple[Parent, ...]:
    """The parents who are in the plan."""
    if left_out is not None and left_out not in PARENTS:
        raise fail("out_of_range", field="--without", value=left_out, accepted=" | ".join(PARENTS))
    return tuple(one for one in PARENTS if one != left_out)


def _format_of(output: str | None, named: str | None) -> str:
    from benefitcli.files.formats import format_of

    return format_of(output, named, "text", FORMATS)


def _write(found: Plan, person: Person, form: str, output: str | None, *, with_calendar: bool) -> None:
    from benefitcli.render.plan_documents import plan_document, print_plan_text

    if form == "text" and output in (None, STANDARD):
        print_plan_text(found, person, STATE.language, sys.stdout, with_calendar=with_calendar)
        return
    document = plan_document(found, person, STATE.language, form, with_calendar=with_calendar)
    with open_output(output) as stream:
        stream.write(document)


def _signature() -> Signature:
    fields = [field_option(one) for one in PLAN.fields]
    who = [
        option(MOTHER_REGION, str | None, None),
        option(FATHER_REGION, str | None, None),
        option("without", str | None, None),
    ]
    form = [
        option("calendar", bool, False, "--calendar"),  # noqa: FBT003 - the default of the option
        option("output", str | None, None, "--output", "-o"),
        option("format", str | None, None, shape="|".join(dict.fromkeys(FORMATS.values()))),
        option("name", str | None, None),
        option("employee_id", str | None, None),
        option("employer", str | None, None),
    ]
    return Signature([*fields, *who, *law_options(), *form])


plan.__signature__ = _signature()  # type: ignore[attr-defined]
plan.__annotations__ = {name: one.annotation for name, one in plan.__signature__.parameters.items()}  # type: ignore[attr-defined]
