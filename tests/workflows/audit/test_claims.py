"""The audit of claims of place subsidies, judged by hand from 永办发〔2023〕13号（十）.

20,000 yuan once for a private institution that meets the county's standard; at least 600 yuan a year for each inclusive place.
"""

from __future__ import annotations

from pathlib import Path

from audit_support import audit, read

HEADERS = "机构编号,年度,普惠托位数,达标,申领一次性补助,申领金额,核定托位数,社会性机构"
CASES = [
    # 20,000 + 60 × 600 = 56,000
    ("A,2023,60,是,是,56000,80,是", "56000", "0", "ok", ""),
    # Claimed in 2023 already: 36,000 are left.
    ("A,2024,60,是,是,56000,80,是", "36000", "-20000", "one_off_twice", "one_off_twice; more_than_due"),
    ("A,2025,60,是,否,36000,80,是", "36000", "0", "ok", ""),
    ("B,2024,60,否,是,56000,80,是", "36000", "-20000", "one_off_not_due", "one_off_not_due; more_than_due"),
    ("C,2024,10,是,是,26000,80,否", "6000", "-20000", "one_off_not_due", "one_off_not_due; more_than_due"),
    # 80 of the 90 places may exist: 48,000.
    ("D,2024,90,是,否,54000,80,是", "48000", "-6000", "above_capacity", "above_capacity; more_than_due"),
    ("E,2024,10,是,否,5999.99,,是", "6000", "0.01", "less_than_due", "less_than_due"),
    ("F,2024,10,是,否,6001,,是", "6000", "-1", "more_than_due", "more_than_due"),
    ("F,2024,10,是,否,6000,,是", "0", "-6000", "duplicate", ""),
    ("G,2024,ten,是,否,6000,,是", "", "", "error", "not_a_whole_number"),
    # The places of 2022 are before the plan; a year has the rate of its last day, 2022-12-31.
    ("H,2022,10,是,否,6000,,是", "", "", "error", "not_covered"),
    # The later year stands first: the one-off sum belongs to the earlier one.
    ("I,2025,10,是,是,26000,,是", "6000", "-20000", "one_off_twice", "one_off_twice; more_than_due"),
    ("I,2024,10,是,是,26000,,是", "26000", "0", "ok", ""),
]


def text(cases: list[tuple[str, str, str, str, str]] = CASES) -> str:
    return "\n".join([HEADERS, *(case[0] for case in cases)]) + "\n"


def test_every_way_in_which_a_claim_is_wrong(tmp_path: Path) -> None:
    done = audit("places", tmp_path, "--totals", "totals.csv", stdin=text())

    assert done.code == 1
    told = [
        (row["due_amount"], row["difference"], row["finding"], row["reason"].partition(":")[0]) for row in done.rows
    ]
    assert told == [tuple(case[1:]) for case in CASES]
    assert done.rows[0]["clause"].endswith("（永办发〔2023〕13号）（十）")
    totals = {(row["total"], row["key"]): row for row in read(tmp_path / "totals.csv")}
    # A: 56,000 + 36,000 + 36,000 are due, 56,000 + 56,000 + 36,000 are claimed.
    assert totals["institution_id", "A"]["due_amount"] == "128000"
    assert totals["institution_id", "A"]["claimed_amount"] == "148000"
    assert totals["finding", "above_capacity"]["overpaid"] == "6000"
    assert "claimed less than due 0.01 yuan; institutions 1" in done.stderr


def test_claims_that_are_as_due(tmp_path: Path) -> None:
    done = audit("places", tmp_path, stdin=text([CASES[0], CASES[2]]))

    assert (done.code, [row["finding"] for row in done.rows]) == (0, ["ok", "ok"])


def test_the_payers_own_rate_per_place(tmp_path: Path) -> None:
    # 60 × 700 + 20,000 = 62,000; below the floor of 600 the floor holds.
    higher = audit("places", tmp_path, "--place-rate", "700", stdin=text(CASES[:1])).rows
    lower = audit("places", tmp_path, "--place-rate", "500", stdin=text(CASES[:1])).rows

    assert [(row["due_amount"], row["finding"]) for row in higher] == [("62000", "less_than_due")]
    assert [(row["due_amount"], row["finding"]) for row in lower] == [("56000", "ok")]


def test_a_claim_repeated_does_not_use_up_the_one_off_sum(tmp_path: Path) -> None:
    lines = [("A,2023,60,是,否,36000,,是", "", "", "", ""), ("A,2023,60,是,是,56000,,是", "", "", "", "")]
    lines.append(("A,2024,60,是,是,56000,,是", "", "", "", ""))
    rows = audit("places", tmp_path, stdin=text(lines)).rows

    assert [row["finding"] for row in rows] == ["ok", "duplicate", "ok"]
