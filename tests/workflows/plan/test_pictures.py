"""The scale, the timeline and the months: true to the days, within the width, in characters of one cell."""

from __future__ import annotations

import datetime
import io
import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from benefitcli.i18n.translator import Translator
from benefitcli.inputs.case import Question
from benefitcli.law.dates import to_day
from benefitcli.reports.model import Person
from benefitcli.reports.pictures.months import months_picture
from benefitcli.reports.pictures.timeline import Scale, scale_of
from benefitcli.reports.plan import plan_report
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.writers.text import print_report
from benefitcli.workflows.plan import Plan, calculate_plan
from support import TODAY

DAYS = st.integers(to_day(datetime.date(1990, 1, 1)), to_day(datetime.date(2080, 12, 31)))


def day(text: str) -> int:
    return to_day(datetime.date.fromisoformat(text))


def plan(**facts: str) -> Plan:
    return calculate_plan(facts, Question(today=TODAY))


def calendar(found: Plan, language: Any, width: int) -> list[str]:
    return months_picture(found.day_kinds(), Translator(language), width)


def printed(found: Plan, language: Any = "zh", width: int = 80, *, with_calendar: bool = False) -> list[str]:
    text = io.StringIO()
    report = plan_report(found, Person(), Translator(language), with_calendar=with_calendar)
    print_report(report, Sheet(text, width))
    return text.getvalue().splitlines()


@given(first=DAYS, length=st.integers(1, 3000), columns=st.integers(12, 200), data=st.data())
def test_a_span_is_as_long_as_its_share_of_the_time(first: int, length: int, columns: int, data: st.DataObject) -> None:
    scale = Scale(first, first + length - 1, columns)
    start = data.draw(st.integers(scale.first, scale.last))
    end = data.draw(st.integers(start, scale.last))

    begin, after = scale.cells(start, end)

    assert 0 <= begin < after <= columns
    assert abs((after - begin) - (end - start + 1) * columns / length) < 1 or after - begin == 1
    if end < scale.last and after - begin > 1:
        # what follows at once begins where this ends
        assert scale.cells(end + 1, scale.last)[0] == after or after == columns


@given(first=DAYS, length=st.integers(40, 3000), columns=st.integers(12, 200))
def test_ticks_are_months_at_even_steps(first: int, length: int, columns: int) -> None:
    scale = scale_of([first, first + length], columns)
    ticks = list(scale.ticks(3))

    places = [scale.at(one) for one, _ in ticks]
    assert all(0 <= place < columns for place in places)
    dates = [(datetime.date(1970, 1, 1) + datetime.timedelta(one), is_year) for one, is_year in ticks]
    assert all(date.day == 1 and (date.month == 1) == is_year for date, is_year in dates)
    assert all(later - earlier > 1 for earlier, later in itertools.pairwise(places))


def bar(lines: list[str], name: str) -> str:
    return next(line for line in lines if line.startswith(f"  {name} "))


def test_the_bars_stand_where_their_days_are() -> None:
    """2024-01-01 出生：轴自 2023-10-01 至 2026-12-31，共1188天；80列中减去名称剩61格，每格19.5天。"""
    lines = printed(plan(birth_date="2024-01-01"))

    margin = len("                   ")
    axis = next(line for line in lines if line.strip().startswith("---") or "+--" in line)
    assert axis[margin + (day("2024-01-01") - day("2023-10-01")) * 61 // 1188] == "|"
    maternity = bar(lines, "母 产假")
    offset = cell_len(maternity[: maternity.index("#")])
    assert offset == margin + 92 * 61 // 1188
    # 158天 × 61 / 1188 = 8.1 格
    assert maternity.count("#") == 8
    # 15天不足一格，仍画一格
    assert bar(lines, "父 护理假").count("#") == 1
    years = bar(lines, "母 育儿假")
    assert years.count("|") == 3
    assert years.count("20 天") == 3


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "facts",
    [{"birth_date": "2024-02-29", "infants": "2"}, {"due_date": "2026-12-20"}, {"birth_date": "2023-05-01", "birth_order": "4"}],
    ids=str,
)  # fmt: skip
def test_the_pictures_keep_to_the_width(facts: dict[str, str], language: str, width: int) -> None:
    lines = printed(plan(**facts), language, width, with_calendar=True)

    assert [line for line in lines if cell_len(line) > width and " " in line.strip()] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_drawn_marks_are_ascii() -> None:
    """Block and line characters are two cells wide in a Chinese terminal, and would bend the picture."""
    lines = printed(plan(birth_date="2024-01-01"), with_calendar=True)
    begin, end = lines.index("时间轴"), next(i for i, line in enumerate(lines) if line.startswith("明细"))
    drawn = "".join(lines[begin:end] + calendar(plan(birth_date="2024-01-01"), "zh", 80))

    assert set(re.sub(r"[\u4e00-\u9fff]", "", drawn)) <= set(map(chr, range(32, 127)))


def test_a_rate_keeps_its_fen() -> None:
    """永办发〔2023〕13号（十三）不低于200元：250.50元 × 36 = 9018元。"""
    lines = printed(plan(birth_date="2023-05-01", monthly_rate="250.5"))

    assert " 250.50 元/月 " in bar(lines, "母 保教费")
    assert any(line.startswith("  母 保教费 ") and "9,018 元" in line for line in lines)


def test_an_estimate_says_so_at_the_top() -> None:
    assert any(line.startswith("估算：") for line in printed(plan(due_date="2026-12-20"))[:6])
    assert not any("估算" in line for line in printed(plan(birth_date="2023-05-01")))
    assert any(line.startswith("An estimate:") for line in printed(plan(due_date="2026-12-20"), "en")[:6])


def month(lines: list[str], name: str) -> dict[int, str]:
    """The marks of a month that stands alone in its lines, by day."""
    start = lines.index(name)
    marks: dict[int, str] = {}
    for line in lines[start + 2 :]:
        if not line.strip():
            break
        marks |= {int(number): mark for number, mark in re.findall(r"(\d+)([#*+.!<]?)", line)}
    return marks


def test_the_months_mark_leave_rest_and_make_up_days() -> None:
    """产假止于 2023-10-05（国庆假内）；10-06 休，10-07 周六调休上班并返岗，10-08 周日调休上班（国办2023年放假通知）。"""
    lines = [line.strip() for line in calendar(plan(birth_date="2023-05-01"), "zh", 40)]

    october = month(lines, "2023年10月")
    assert [october[number] for number in range(1, 10)] == ["*", "*", "*", "*", "*", ".", "<", "!", ""]
    assert october[14] == october[15] == "."
    as_optional = month(lines, "2023年5月")
    # 护理假 05-01 至 05-15 与产假重叠
    assert [as_optional[number] for number in (1, 15, 16, 31)] == ["#", "#", "*", "*"]
    assert len(as_optional) == 31


def test_without_whole_days_off_there_is_no_month() -> None:
    given = {"birth_date": "2023-05-01", "start_date": "2023-06-01", "birth_order": "4"}

    assert calendar(plan(**given), "en", 80) == ["  no whole days off: no month to draw"]
