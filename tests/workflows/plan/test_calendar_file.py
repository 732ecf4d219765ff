"""The iCalendar file: read by another library, identified by what does not change, ended on the day after."""

from __future__ import annotations

import datetime
import re
import warnings
from typing import Any

import pytest

from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.reports.model import Person
from benefitcli.reports.writers.ics import plan_as_calendar
from benefitcli.workflows.plan import Family, calculate_plan
from support import TODAY

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import vobject

STAMP = datetime.datetime(2026, 11, 23, 8, 30, tzinfo=datetime.UTC)
EXPECTED = {"due_date": "2026-12-20"}
BORN = {"due_date": "2026-12-20", "birth_date": "2026-12-31"}


def written(
    facts: dict[str, str], person: Person | None = None, stamp: datetime.datetime = STAMP, language: Any = "zh"
) -> bytes:
    plan = calculate_plan(facts, Question(today=TODAY))
    return plan_as_calendar(plan, person or Person(), Translator(language), stamp)


def events(data: bytes) -> list[dict[str, Any]]:
    """The events as the second library reads them."""
    read = vobject.readOne(data.decode(), validate=True)
    return [
        {name: lines[0].value for name, lines in event.contents.items() if name != "valarm"}
        | {"alarms": event.contents.get("valarm", [])}
        for event in read.vevent_list
    ]


def imported(*files: bytes) -> dict[str, dict[str, Any]]:
    """What a calendar holds after it has imported some files: by UID, the higher revision wins (RFC 5546, 2.1.5)."""
    held: dict[str, dict[str, Any]] = {}
    for data in files:
        for event in events(data):
            known = held.get(event["uid"])
            if known is None or int(event["sequence"]) > int(known["sequence"]):
                held[event["uid"]] = event
    return held


def test_another_library_reads_every_entitlement_and_every_return() -> None:
    found = events(written({"birth_date": "2024-03-12"}))

    assert len(found) == 13 + 2
    assert len({one["uid"] for one in found}) == len(found)
    maternity = next(one for one in found if one["summary"] == "产假 · 母亲 · 158 天")
    # 2024-03-12 起158天止于 2024-08-16；DTEND 不含本日，为次日
    assert (maternity["dtstart"], maternity["dtend"]) == (datetime.date(2024, 3, 12), datetime.date(2024, 8, 17))
    back = next(one for one in found if one["summary"] == "母亲返岗（产假结束）")
    # 08-16 周五，08-19 周一返岗
    assert (back["dtstart"], back["dtend"]) == (datetime.date(2024, 8, 19), datetime.date(2024, 8, 20))


def test_every_event_is_a_whole_day_and_marked_private() -> None:
    for event in events(written(EXPECTED)):
        assert type(event["dtstart"]) is datetime.date
        assert event["dtend"] > event["dtstart"]
        assert event["class"] == "PRIVATE"


def test_there_is_a_reminder_a_week_and_a_day_before_each_return() -> None:
    with_alarm = [one for one in events(written(EXPECTED)) if one["alarms"]]

    assert [one["summary"] for one in with_alarm] == ["母亲返岗（产假结束）", "父亲返岗（护理假结束）"]
    for event in with_alarm:
        # nine in the morning, seven days and one day before midnight of the day
        assert [one.trigger.value for one in event["alarms"]] == [
            datetime.timedelta(days=-7, hours=9),
            datetime.timedelta(days=-1, hours=9),
        ]
        assert {one.action.value for one in event["alarms"]} == {"DISPLAY"}


@pytest.mark.parametrize("person", [Person(), Person("张三", "007", "某公司")])
def test_a_second_import_updates_instead_of_doubling(person: Person) -> None:
    later = STAMP + datetime.timedelta(days=40)
    first, second = written(EXPECTED, person), written(BORN, person, later)

    held = imported(first, second)

    assert len(held) == len(events(first)) == len(events(second)) == 15
    assert {one["status"] for one in held.values()} == {"CONFIRMED"}
    assert {one["last-modified"] for one in held.values()} == {later}
    assert {one["dtstamp"] for one in held.values()} == {later}
    # an old file that is imported late changes nothing
    late = imported(second, first)
    assert [(uid, one["dtstart"], one["sequence"]) for uid, one in late.items()] == [
        (one["uid"], one["dtstart"], one["sequence"]) for one in events(second)
    ]


def test_only_the_estimate_is_tentative() -> None:
    assert {one["status"] for one in events(written(EXPECTED))} == {"TENTATIVE"}


def test_two_employees_and_two_children_do_not_share_events() -> None:
    def uids(facts: dict[str, str], person: Person) -> set[str]:
        return {one["uid"] for one in events(written(facts, person))}

    one = uids(EXPECTED, Person("张三", "007"))
    assert not one & uids(EXPECTED, Person("李四", "008"))
    assert not one & uids({**EXPECTED, "birth_order": "2"}, Person("张三", "007"))
    assert not one & uids({"due_date": "2026-12-21"}, Person())
    assert one == uids({**EXPECTED, "infants": "2"}, Person("张三", "007"))


def test_the_language_does_not_change_what_an_event_is() -> None:
    chinese, english = events(written(EXPECTED)), events(written(EXPECTED, language="en"))

    assert [one["uid"] for one in chinese] == [one["uid"] for one in english]
    assert "maternity · mother · 158 days" in [one["summary"] for one in english]


def test_lines_are_folded_at_75_bytes_and_end_as_the_format_wants() -> None:
    data = written({"birth_date": "2021-07-10", "birth_order": "3"}, Person("张" * 90, employer="a;b,c\\d\nEND:VEVENT"))

    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n", data)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
    unfolded = data.replace(b"\r\n ", b"")
    assert "张".encode() * 90 in unfolded
    # what a person wrote begins no line of the file
    assert unfolded.count(b"\nEND:VEVENT\r") == unfolded.count(b"\nBEGIN:VEVENT\r") == 15


def test_a_parent_left_out_has_no_events() -> None:
    plan = calculate_plan({"birth_date": "2024-03-12"}, Question(today=TODAY), Family({"father": "yongji"}))
    found = events(plan_as_calendar(plan, Person(), Translator("en"), STAMP))

    assert {event["categories"][0] for event in found} == {"father"}
    assert len(found) == 6
