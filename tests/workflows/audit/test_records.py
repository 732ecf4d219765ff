"""The audit of leave records, judged by hand from the law.

Maternity leave 98 + 60 days from at most 15 days before the birth (女职工劳动保护特别规定 art. 7; 山西条例 art. 25), paternity
leave 15 days, marriage leave 30 (art. 25), childcare leave 15 + 5 in each year of a child under three (art. 25; the plan
（十三）, from 2023-04-27). All count calendar days. What is not taken in a child-year lapses with it.
"""

from __future__ import annotations

from pathlib import Path

from audit_support import Row, audit, read

HEADERS = "employee_id,benefit,from_date,to_date,birth_date,child_year,birth_order"
BORN = "2023-05-01"


def text(*lines: str) -> str:
    return "\n".join([HEADERS, *lines]) + "\n"


def findings(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row["finding"], row["reason"]) for row in rows]


def test_leaves_that_are_as_due(tmp_path: Path) -> None:
    lines = [
        # 15 days before the birth and 158 days in all: 2023-04-16 … 2023-09-20.
        f"A,产假,2023-04-16,2023-09-20,{BORN},,",
        f"B,leave.paternity,2023-05-03,2023-05-17,{BORN},,",
        f"B,育儿假,2023-10-01,2023-10-20,{BORN},1,",
        # Five days in each of two child-years: the second begins on 2024-05-01.
        f"C,childcare,2024-04-26,2024-05-05,{BORN},,",
        "D,婚假,2024-02-01,2024-03-01,,,",
    ]
    done = audit("leave", tmp_path, "--on", "2024-06-30", stdin=text(*lines))

    assert done.code == 0
    assert {row["finding"] for row in done.rows} == {"ok"}
    assert [row["days_taken"] for row in done.rows] == ["158", "15", "20", "10", "30"]


def test_every_way_in_which_a_leave_is_wrong(tmp_path: Path) -> None:
    lines = [
        # Sixteen days before the birth: one too many.
        f"A,产假,2023-04-15,2023-09-19,{BORN},,",
        # 2023-05-01 + 158 days end on 2023-10-05.
        f"B,产假,2023-05-01,2023-10-06,{BORN},,",
        f"C,护理假,2023-04-30,2023-05-10,{BORN},,",
        f"D,陪产假,2023-05-03,2023-05-20,{BORN},,",
        # The day of the third birthday is in no child-year.
        f"E,育儿假,2026-05-01,2026-05-01,{BORN},,",
        # Booked to the first child-year, which ended on 2024-04-30: three days are in the second.
        f"F,育儿假,2024-04-28,2024-05-03,{BORN},1,",
        # 30 days: 2024-02-01 … 2024-03-01.
        "G,婚假,2024-02-01,2024-03-02,,,",
        f"H,护理假,2023-05-03,2023-05-04,{BORN},,4",
    ]
    rows = audit("leave", tmp_path, "--on", "2024-06-30", stdin=text(*lines)).rows

    assert findings(rows) == [
        ("too_early", "outside: 1 d"),
        ("outside_window", "outside: 1 d"),
        ("too_early", "outside: 1 d"),
        ("beyond_entitlement", "beyond: 3 d"),
        ("outside_window", "outside: 1 d"),
        ("outside_window", "other_year: 3 d"),
        ("beyond_entitlement", "beyond: 1 d"),
        ("not_entitled", "birth_not_covered"),
    ]


def test_overlapping_days_count_once(tmp_path: Path) -> None:
    lines = [
        f"A,育儿假,2024-07-01,2024-07-15,{BORN},,",
        f"A,育儿假,2024-06-01,2024-06-10,{BORN},,",
        f"A,育儿假,2024-06-08,2024-06-12,{BORN},,",
        # Another leave of the same employee within the first one, and another employee on the same days.
        "A,婚假,2024-07-02,2024-07-03,,,",
        f"B,育儿假,2024-06-08,2024-06-12,{BORN},,",
    ]
    rows = audit("leave", tmp_path, "--on", "2024-12-31", stdin=text(*lines)).rows

    # 10 + 2 + 15 days are 27, seven more than 20; they are found in the order of the days, not of the rows.
    assert findings(rows) == [
        ("beyond_entitlement", "beyond: 7 d"),
        ("ok", ""),
        ("overlap", "overlap: row 3"),
        ("overlap", "overlap: row 2"),
        ("ok", ""),
    ]


def test_what_is_left_on_a_day_is_the_sum_of_the_records(tmp_path: Path) -> None:
    lines = [
        f"A,育儿假,2023-10-01,2023-10-12,{BORN},,",
        f"A,育儿假,2024-06-28,2024-07-03,{BORN},,",
        f"A,育儿假,2024-08-01,2024-08-05,{BORN},,",
    ]
    audit("leave", tmp_path, "--on", "2024-06-30", "--totals", "left.csv", stdin=text(*lines))

    years = [row for row in read(tmp_path / "left.csv") if row["total"] == "balance"]
    columns = ("year_of_child", "from_date", "to_date", "days_due", "days_taken", "days_left", "days_lapsed")
    assert [tuple(row[column] for column in columns) for row in years] == [
        # Twelve of twenty days were taken; the year is over, eight have lapsed.
        ("1", "2023-05-01", "2024-04-30", "20", "12", "0", "8"),
        # Up to 30 June three of the six days; August is still to come.
        ("2", "2024-05-01", "2025-04-30", "20", "3", "17", "0"),
        ("3", "2025-05-01", "2026-04-30", "20", "0", "20", "0"),
    ]
    assert {(row["key"], row["benefit"], row["birth_date"]) for row in years} == {("A", "leave.childcare", BORN)}


def test_the_day_of_the_balance_is_not_the_day_of_the_law(tmp_path: Path) -> None:
    """A child-year keeps the law of its own last day: 15 days until the plan of 2023-04-27, 20 after it."""
    line = "A,育儿假,2022-06-01,2022-06-05,2021-12-01,,"
    audit("leave", tmp_path, "--on", "2022-06-30", "--totals", "left.csv", stdin=text(line))

    left = [row["days_left"] for row in read(tmp_path / "left.csv") if row["total"] == "balance"]
    assert left == ["10", "20", "20"]


def test_a_record_that_cannot_be_judged_comes_out_in_its_place(tmp_path: Path) -> None:
    lines = [
        "A,年假,2024-02-01,2024-02-05,,,",
        f"B,育儿假,2024-02-10,2024-02-05,{BORN},,",
        "C,产假,2024-02-01,2024-02-05,,,",
        "D,流产假,2024-02-01,2024-02-05,,,",
        f"E,育儿假,2024-02-30,2024-02-05,{BORN},,",
        f"F,育儿假,2024-02-01,2024-02-05,{BORN},,",
    ]
    done = audit("leave", tmp_path, stdin=text(*lines))

    assert done.code == 1
    assert [(row["finding"], row["reason"].partition(":")[0]) for row in done.rows] == [
        ("error", "leave_not_audited"),
        ("error", "days_out_of_order"),
        ("error", "field_missing"),
        ("error", "leave_not_audited"),
        ("error", "impossible_date"),
        ("ok", ""),
    ]
    assert "年假" in done.rows[0]["reason"]
    assert "leave.childcare" in done.rows[0]["reason"]


def test_records_without_rows(tmp_path: Path) -> None:
    done = audit("leave", tmp_path, "--on", "2024-06-30", "--totals", "left.csv", stdin=text())

    assert done.code == 0
    assert done.stdout.splitlines() == [HEADERS + ",days_taken,year_of_child,days_due,days_left,finding,clause,reason"]


def test_the_summary_names_the_day(tmp_path: Path) -> None:
    line = f"A,育儿假,2023-10-01,2023-10-12,{BORN},,"

    chinese = audit("leave", tmp_path, "--on", "2024-06-30", stdin=text(line), lang="zh")
    english = audit("leave", tmp_path, "--on", "2024-06-30", stdin=text(line))

    assert "剩余天数算到2024-06-30" in chinese.stderr
    assert "days left are as of 2024-06-30 (--on)" in english.stderr


def test_a_reading_of_one_leave_is_taken_where_it_belongs(tmp_path: Path) -> None:
    lines = [f"A,产假,2023-05-01,2023-10-05,{BORN},,", f"A,育儿假,2025-06-01,2025-06-30,{BORN},,"]
    options = ("--on", "2025-06-30", "--reading", "childcare_bonus=cumulative")

    done = audit("leave", tmp_path, *options, stdin=text(*lines))
    refused = audit("leave", tmp_path, "--reading", "place_scope=any", "--json-errors", stdin=text(*lines))

    # 15 + 3 × 5 = 30 days in the third year.
    assert (done.code, [row["days_due"] for row in done.rows]) == (0, ["158", "30"])
    assert (refused.code, refused.codes) == (2, {"reading_unknown"})
