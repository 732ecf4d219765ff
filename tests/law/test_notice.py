"""The holiday notice of a year that the calendar package does not have, given as a document.

The notice of 2027 below is made up for the test: Spring Festival from 6 February (New Year's Day of the lunar calendar) to
the 12th, made up for on Sunday 31 January and Saturday 20 February; New Year from 31 December 2026 to 2 January.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from benefitcli.inputs.case import Question
from benefitcli.law.dates import to_date, to_day
from benefitcli.law.library import Library
from benefitcli.law.workdays import NOTICE_YEARS, WorkCalendar
from benefitcli.workflows.case import calculate_case
from support import TODAY, run_rows, run_single

YEAR = 2027
NOTICE = """\
[instrument]
title    = "2027年节假日安排"
title_en = "Holiday notice of 2027"
number   = "国办发明电〔2026〕9号"
issuer   = "国务院办公厅"
issued   = 2026-11-04
in_force = 2026-11-04
evidence = "primary"
read_in  = ["test"]

[calendar]
year         = 2027
days_off     = [2026-12-31, 2027-01-01, 2027-01-02, 2027-02-06, 2027-02-07, 2027-02-08, 2027-02-09, 2027-02-10, 2027-02-11, 2027-02-12]
working_days = [2027-01-31, 2027-02-20]
article      = "二、春节"
quote        = "2月6日至12日放假调休，共7天。1月31日（星期日）、2月20日（星期六）上班。"
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    assert YEAR not in NOTICE_YEARS, "the package has this year now: take a later one"
    (tmp_path / "cn").mkdir()
    (tmp_path / "cn" / "2026-11-04-holiday-notice.toml").write_text(NOTICE, encoding="utf-8")
    return tmp_path


def work(tables: Path, as_of: datetime.date | None = None) -> WorkCalendar:
    library = Library([tables], as_of)
    return WorkCalendar(library.law_of(library.region("yongji")))


def day(text: str) -> int:
    return to_day(datetime.date.fromisoformat(text))


@pytest.mark.parametrize(
    ("date", "worked"),
    [
        ("2026-12-30", True),
        ("2026-12-31", False),  # the notice of a year may begin in the one before
        ("2027-01-01", False),
        ("2027-01-04", True),
        ("2027-01-30", False),  # an ordinary Saturday
        ("2027-01-31", True),  # Sunday, made up
        ("2027-02-05", True),  # the eve: a statutory holiday, but not off by this made-up notice
        ("2027-02-12", False),
        ("2027-02-15", True),
        ("2027-02-20", True),  # Saturday, made up
        ("2027-05-03", True),  # named by no line of the notice
    ],
)
def test_a_document_settles_the_days_of_its_year(date: str, worked: bool, tables: Path) -> None:
    assert work(tables).is_workday(day(date)) is worked


def test_statutory_holidays_stay_those_of_the_regulation(tables: Path) -> None:
    """The 12th is only a rest day moved beside the festival; the eve and three days are the holiday (2024 regulation)."""
    calendar = work(tables)
    off = [to_date(one).day for one in range(day("2027-02-01"), day("2027-02-28")) if calendar.is_statutory(one)]

    assert off == [5, 6, 7, 8]


def paternity(start: str) -> dict[str, str]:
    return {"birth_date": start}


def test_the_year_is_no_longer_provisional_and_the_return_date_cites_the_document(tables: Path) -> None:
    """2027-01-29 + 14 days is 2027-02-12, the last day off; the 13th and 14th are a weekend."""
    case = paternity("2027-01-29")
    without = calculate_case("leave.paternity", case, Question(today=TODAY))
    with_document = calculate_case("leave.paternity", case, Question(tables=(tables,), today=TODAY))

    assert "provisional" in without.warnings
    assert "provisional" not in with_document.warnings
    assert with_document.values["return_date"] == datetime.date(2027, 2, 15)
    source = next(step for step in with_document.trace.steps if step.name == "return_date").sources[0]
    assert (source.number, source.article) == ("国办发明电〔2026〕9号", "二、春节")


def test_a_make_up_day_of_the_document_is_the_day_of_return(tables: Path) -> None:
    """2027-01-16 + 14 days is Saturday 2027-01-30; Sunday the 31st is worked."""
    answer = calculate_case("leave.paternity", paternity("2027-01-16"), Question(tables=(tables,), today=TODAY))

    assert answer.values["return_date"] == datetime.date(2027, 1, 31)


def test_the_year_after_is_provisional_still(tables: Path) -> None:
    answer = calculate_case("leave.paternity", paternity("2027-12-25"), Question(tables=(tables,), today=TODAY))

    assert "provisional" in answer.warnings


def test_the_day_of_issue_counts_for_as_of(tables: Path) -> None:
    assert not work(tables, datetime.date(2026, 11, 3)).is_published(day("2027-03-01"))
    assert work(tables, datetime.date(2026, 11, 4)).is_published(day("2027-03-01"))


def test_the_package_stays_the_source_of_its_own_years(tmp_path: Path) -> None:
    (tmp_path / "cn").mkdir()
    other = NOTICE.replace("= 2027", "= 2024").replace("2027-", "2024-").replace("2026-12", "2023-12")
    (tmp_path / "cn" / "notice.toml").write_text(other, encoding="utf-8")

    assert work(tmp_path).is_workday(day("2024-02-07"))


@pytest.mark.parametrize("region", ["yongji", "上海", "安徽"])
@pytest.mark.parametrize("as_of", [None, "2026-11-03", "2026-11-04"])
def test_batch_and_single_agree_with_the_document_and_without(region: str, as_of: str | None, tables: Path) -> None:
    """With and without in one process: what was worked out for the one is not taken for the other."""
    first = datetime.date(2026, 12, 1)
    rows = [{"birth_date": str(first + datetime.timedelta(days=7 * week))} for week in range(60)]
    known = datetime.date.fromisoformat(as_of) if as_of else None
    for folders in ((), (tables,), ()):
        question = Question(region, as_of=known, tables=folders, today=TODAY)
        for benefit in ("leave.maternity", "leave.miscarriage"):
            facts = rows if benefit == "leave.maternity" else [
                {"start_date": row["birth_date"], "gestation_weeks": "20"} for row in rows
            ]  # fmt: skip
            assert run_rows(benefit, facts, question) == [
                run_single(benefit, case_column, question) for case_column in facts
            ]
