"""The audit of a ledger of allowances, judged by hand from the law.

200 yuan a month from the month of birth to the month before the third birthday: 山西省人口和计划生育条例（2021年修订）
第二十五条第三款, from 2021-09-29; 永办发〔2023〕13号（十三）, from 2023-04-27. A month has the rate in force on its first day.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from audit_support import Row, audit, found, months, read

HEADERS = "employee_id,birth_date,month,amount"
WINDOW = months("2022-05", "2025-04")
"""The thirty-six months of a child born on 2022-05-10."""


def ledger(*lines: str, headers: str = HEADERS) -> str:
    return "\n".join([headers, *lines]) + "\n"


def paid(employee: str, birth: str, these: list[str], amount: str = "200") -> list[str]:
    return [f"{employee},{birth},{month},{amount}" for month in these]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Born 2022-05-10, paid from 2022-05 to 2025-06: 2023-03 left out, 2024-01 twice, 2024-06 at 150."""
    lines = []
    for month in months("2022-05", "2025-06"):
        amount = "150" if month == "2024-06" else "200"
        times = {"2023-03": 0, "2024-01": 2}.get(month, 1)
        lines += paid("E1", "2022-05-10", [month] * times, amount)
    (tmp_path / "ledger.csv").write_text(ledger(*lines), encoding="utf-8")
    return tmp_path


def test_every_defect_of_one_employee(example: Path) -> None:
    done = audit("allowance", example, "ledger.csv", "--to-month", "2025-06", "--totals", "totals.csv")

    assert done.code == 1
    assert found(done.rows, "month", "due_amount", "paid_amount", "difference", "finding") == [
        ("2024-01", "0", "200", "-200", "duplicate"),
        ("2024-06", "200", "150", "50", "underpaid"),
        ("2025-05", "0", "200", "-200", "not_due"),
        ("2025-06", "0", "200", "-200", "not_due"),
        ("2023-03", "200", "0", "200", "missing"),
    ]
    # 38 months less one, and one twice.
    assert len(done.rows) == 38 + 1
    (person,) = [row for row in read(example / "totals.csv") if row["total"] == "employee_id"]
    assert (person["key"], person["arrears"], person["overpaid"]) == ("E1", "250", "600")
    assert (person["due_amount"], person["paid_amount"]) == ("7200", "7550")
    assert "arrears 250 yuan; employees 1" in done.stderr
    assert "paid where nothing was due 600 yuan; employees 1" in done.stderr


def test_the_clause_is_the_one_in_force_on_the_first_day_of_the_month(example: Path) -> None:
    rows = {row["month"]: row for row in audit("allowance", example, "ledger.csv").rows}

    # The plan is in force from 2023-04-27: April still has the rate of the regulation.
    assert "第二十五条第三款" in rows["2023-04"]["clause"]
    assert "永办发〔2023〕13号" in rows["2023-05"]["clause"]
    assert rows["2025-05"]["reason"] == "no_month_due"
    assert rows["2023-03"]["amount"] == ""


def test_all_is_well(tmp_path: Path) -> None:
    done = audit("allowance", tmp_path, stdin=ledger(*paid("E1", "2022-05-10", WINDOW)))

    assert done.code == 0
    assert {row["finding"] for row in done.rows} == {"ok"}
    assert len(done.rows) == 36


def test_a_ledger_without_rows(tmp_path: Path) -> None:
    done = audit("allowance", tmp_path, "--totals", "totals.csv", stdin=ledger())

    assert done.code == 0
    assert done.stdout == HEADERS + ",due_amount,paid_amount,difference,finding,clause,reason\n"
    assert done.stderr.startswith("0 rows (")


def test_missing_months_are_looked_for_between_the_months_named(tmp_path: Path) -> None:
    lines = paid("E1", "2022-05-10", ["2023-06", "2024-02"])
    span = ("--from-month", "2023-05", "--to-month", "2023-08")

    rows = audit("allowance", tmp_path, *span, stdin=ledger(*lines)).rows

    assert [row["month"] for row in rows if row["finding"] == "missing"] == ["2023-05", "2023-07", "2023-08"]
    assert [row["finding"] for row in rows[:2]] == ["ok", "ok"]


def test_a_first_month_before_the_window_changes_nothing(tmp_path: Path) -> None:
    span = ("--from-month", "2020-01", "--to-month", "2030-01")
    rows = audit("allowance", tmp_path, *span, stdin=ledger(*paid("E1", "2022-05-10", WINDOW[1:]))).rows

    assert [row["month"] for row in rows if row["finding"] == "missing"] == ["2022-05"]


def test_the_payers_own_rate(tmp_path: Path) -> None:
    lines = [*paid("E1", "2022-05-10", WINDOW[:3], "300"), *paid("E1", "2022-05-10", WINDOW[3:5], "250")]
    lines += paid("E1", "2022-05-10", WINDOW[5:6], "300.01")
    span = ("--to-month", WINDOW[5])

    without = audit("allowance", tmp_path, *span, stdin=ledger(*lines))
    with_rate = audit("allowance", tmp_path, *span, "--monthly-rate", "300", stdin=ledger(*lines))

    # 不低于200元: more than the floor is as it should be where no rate of the payer's own is held against it.
    assert (without.code, {row["finding"] for row in without.rows}) == (0, {"ok"})
    assert found(with_rate.rows, "month", "difference", "finding") == [
        (WINDOW[3], "50", "underpaid"),
        (WINDOW[4], "50", "underpaid"),
        (WINDOW[5], "-0.01", "above_rate"),
    ]
    assert with_rate.code == 1


def test_a_payment_above_the_rate_needs_no_action(tmp_path: Path) -> None:
    lines = paid("E1", "2022-05-10", WINDOW, "400")
    done = audit("allowance", tmp_path, "--monthly-rate", "300", stdin=ledger(*lines))

    assert (done.code, {row["finding"] for row in done.rows}) == (0, {"above_rate"})


def test_a_rate_below_the_floor_does_not_lower_what_is_due(tmp_path: Path) -> None:
    lines = paid("E1", "2022-05-10", WINDOW, "150")
    done = audit("allowance", tmp_path, "--monthly-rate", "150", stdin=ledger(*lines))

    assert {(row["due_amount"], row["finding"]) for row in done.rows} == {("200", "underpaid")}
    assert "in 36 rows the payer's own rate is below the floor" in done.stderr


def test_a_rate_that_rises_is_judged_month_by_month(tmp_path: Path) -> None:
    folder = tmp_path / "tables/cn/shanxi/yuncheng/yongji"
    folder.mkdir(parents=True)
    (folder / "2024-01-15-rise.toml").write_text(
        '[instrument]\ntitle = "提高保教费的通知"\ntitle_en = "Rise"\nissuer = "永济市"\nissued = 2024-01-15\nin_force = 2024-01-15\n'
        'evidence = "primary"\n[allowance.monthly_rate]\nvalue = 300\nunit = "yuan"\nfloor = true\n'
        'article = "一"\nquote = "每月不低于300元"\n',
        encoding="utf-8",
    )
    lines = paid("E1", "2022-05-10", months("2022-05", "2024-03"))
    lines += paid("E1", "2022-05-10", ["2024-04"], "300")

    rows = audit("allowance", tmp_path, "--tables", "tables", "--to-month", "2024-05", stdin=ledger(*lines)).rows

    # In force on the 15th: January still has 200, from February 300.
    assert found(rows, "month", "due_amount", "difference", "finding") == [
        ("2024-02", "300", "100", "underpaid"),
        ("2024-03", "300", "100", "underpaid"),
        ("2024-05", "300", "300", "missing"),
    ]


def test_both_parents_and_children_apart(tmp_path: Path) -> None:
    headers = "工号,子女编号,出生日期,月份,金额,父母人数,姓名,备注"
    lines = [
        "E1,C1,2022-05-10,2022-05,400,2,张三,甲",
        "E1,C2,2022-05-10,2022-05,400,2,张三,乙",
        "E1,C1,2022-05-10,2022年5月,400,2,张三,丙",
        "Ｅ1,C2,2022/5/10,2022-05,200,1,张三,丁",
    ]
    rows = audit("allowance", tmp_path, "--to-month", "2022-06", stdin=ledger(*lines, headers=headers)).rows

    # The last row is the same employee in full-width letters. A missing month keeps who and whose child, not the remark.
    assert [(row["备注"], row["due_amount"], row["finding"]) for row in rows] == [
        ("甲", "400", "ok"),
        ("乙", "400", "ok"),
        ("丙", "0", "duplicate"),
        ("丁", "0", "duplicate"),
        ("", "400", "missing"),
        ("", "400", "missing"),
    ]
    assert [(row["工号"], row["子女编号"], row["姓名"], row["月份"]) for row in rows[4:]] == [
        ("E1", "C1", "张三", "2022-06"),
        ("E1", "C2", "张三", "2022-06"),
    ]


def test_children_without_an_identifier_are_known_by_their_birth(tmp_path: Path) -> None:
    lines = [*paid("E1", "2022-05-10", WINDOW), *paid("E1", "2024-01-05", months("2024-01", "2025-04"))]
    lines += paid("E2", "2022-05-10", WINDOW)
    span = ("--to-month", "2025-04")
    done = audit("allowance", tmp_path, *span, stdin=ledger(*lines))
    by_child = audit("allowance", tmp_path, *span, "--reading", "allowance_basis=child", stdin=ledger(*lines))

    assert (done.code, {row["finding"] for row in done.rows}) == (0, {"ok"})
    assert "employees with more than one child 1:" in " ".join(done.stderr.split())
    assert "more than one child" not in " ".join(by_child.stderr.split())


def test_a_birth_that_is_not_covered_is_not_due(tmp_path: Path) -> None:
    line = "E1,2023-05-01,2023-05,200,4"
    done = audit("allowance", tmp_path, stdin=ledger(line, headers=HEADERS + ",birth_order"))

    # Three children are covered: a fourth has no allowance, and no month of it is missing.
    assert [(row["finding"], row["reason"]) for row in done.rows] == [("not_due", "birth_not_covered")]
    assert done.rows[0]["clause"] == "《山西省人口和计划生育条例》第十一条"


def test_months_before_the_regulation_are_not_due(tmp_path: Path) -> None:
    done = audit("allowance", tmp_path, "--to-month", "2021-10", stdin=ledger("E1,2020-01-10,2021-09,200"))

    # In force from 2021-09-29: the first month that begins under it is October 2021.
    assert [(row["month"], row["finding"]) for row in done.rows] == [("2021-09", "not_due"), ("2021-10", "missing")]


def test_nothing_paid_where_nothing_is_due_is_as_it_should_be(tmp_path: Path) -> None:
    done = audit("allowance", tmp_path, "--to-month", "2021-09", stdin=ledger("E1,2020-01-10,2021-09,0"))

    assert (done.code, [row["finding"] for row in done.rows]) == (0, ["ok"])


def test_a_row_that_cannot_be_read_comes_out_in_its_place(tmp_path: Path) -> None:
    lines = [
        "E1,2022-05-10,2022-05,200,",
        "E1,2022-05-10,2022-06,two hundred,",
        "E1,2022-02-30,2022-07,200,",
        ",2022-05-10,2022-07,200,",
        "E1,2022-05-10,2022-13,200,",
        "E1,2022-05-10,2022-08,200,nowhere",
        "E1,2022-05-10,2022-09,200,,surplus",
        "E1,2022-05-10,2022-06,200,",
    ]
    done = audit("allowance", tmp_path, "--to-month", "2022-09", stdin=ledger(*lines, headers=HEADERS + ",region"))

    assert done.code == 1
    assert [(row["month"], row["finding"], row["reason"].partition(":")[0]) for row in done.rows] == [
        ("2022-05", "ok", ""),
        ("2022-06", "error", "not_an_amount"),
        ("2022-07", "error", "impossible_date"),
        ("2022-07", "error", "field_missing"),
        ("2022-13", "error", "unreadable_month"),
        ("2022-08", "error", "region_unknown"),
        ("2022-09", "error", "too_many_cells"),
        # A row with an error is no payment that counts: this one is the first of its month.
        ("2022-06", "ok", ""),
        # August and September have rows, whatever is wrong with them; July's cannot be told to be this employee's child.
        ("2022-07", "missing", ""),
    ]
    assert done.rows[1]["due_amount"] == done.rows[1]["difference"] == ""
    assert "1 × not_an_amount: row 3" in done.stderr


def test_sums_hold_to_the_fen(tmp_path: Path) -> None:
    lines = [f"E{number},2022-05-10,2022-05,999999999.99" for number in range(12)]
    done = audit(
        "allowance", tmp_path, "--to-month", "2022-05", "--totals", "t.csv", "--json-errors", stdin=ledger(*lines)
    )

    (total,) = [row for row in read(tmp_path / "t.csv") if row["total"] == "month"]
    # 12 × 999,999,999.99 = 11,999,999,999.88
    assert (total["paid_amount"], total["difference"]) == ("11999999999.88", "-11999997599.88")
    assert done.summary["totals"]["paid_amount"] == 11999999999.88


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("no.csv",), "input_missing"),
        (("ledger.csv", "--to-month", "soon"), "unreadable_month"),
        (("ledger.csv", "--from-month", "2024-02", "--to-month", "2024-01"), "months_out_of_order"),
        (("ledger.csv", "--monthly-rate", "-1"), "out_of_range"),
        (("ledger.csv", "-o", "ledger.csv"), "output_is_input"),
        (("ledger.csv", "-o", "a.csv", "--totals", "a.csv"), "outputs_are_one"),
        (("ledger.csv", "--totals", "totals.doc"), "suffix_unknown"),
        (("ledger.csv", "--region", "atlantis"), "region_unknown"),
        (("ledger.csv", "--reading", "childcare_bonus=flat"), "reading_unknown"),
        (("ledger.csv", "--set", "employee_id=E1"), "field_unknown"),
        (("short.csv",), "column_missing"),
        (("judged.csv",), "column_clash"),
    ],
)
def test_what_cannot_be_used_is_told_and_leaves_nothing(example: Path, arguments: tuple[str, ...], code: str) -> None:
    (example / "short.csv").write_text("employee_id,amount\nE1,200\n", encoding="utf-8")
    (example / "judged.csv").write_text(ledger(headers=HEADERS + ",finding"), encoding="utf-8")
    before = {file: file.read_bytes() for file in example.iterdir()}
    output = () if "-o" in arguments else ("-o", "out.csv")

    done = audit("allowance", example, *arguments, *output, "--json-errors")

    assert (done.code, done.stdout) == (2, "")
    assert code in done.codes
    assert {file: file.read_bytes() for file in example.iterdir()} == before


def test_the_summary_in_chinese(example: Path) -> None:
    done = audit("allowance", example, "ledger.csv", "-o", "out.csv", "--to-month", "2025-06", lang="zh")

    assert done.stdout == ""
    assert done.stderr.startswith("共38行，另补列1行（")
    assert "漏发（补列）" in done.stderr
    assert "欠发合计 250 元，涉及职工1人" in done.stderr


EMPLOYEES = 400
PLANTED = {"missing": 60, "duplicate": 50, "underpaid": 40, "not_due": 30}


def test_every_planted_defect_is_found_and_nothing_else(tmp_path: Path) -> None:
    lines, planted = planted_ledger(Random(7))
    (tmp_path / "ledger.csv").write_text(ledger(*lines), encoding="utf-8")

    done = audit(
        "allowance", tmp_path, "ledger.csv", "-o", "out.csv", "--to-month", "2026-12", "--totals", "totals.csv"
    )

    rows = read(tmp_path / "out.csv")
    seen = Counter((row["finding"], row["employee_id"], row["month"]) for row in rows if row["finding"] != "ok")
    assert seen == planted
    assert done.code == 1
    assert Counter(finding for finding, _, _ in seen.elements()) == PLANTED
    assert_totals_by_awk(tmp_path, read(tmp_path / "totals.csv"))


def planted_ledger(random: Random) -> tuple[list[str], Counter[tuple[str, str, str]]]:
    """A shuffled ledger of complete windows with defects in it, each in a month of its own."""
    payments: dict[tuple[str, str], list[str]] = {}
    births = {}
    for number in range(EMPLOYEES):
        employee, year, month = f"E{number:04d}", 2022 + number % 2, number % 12 + 1
        births[employee] = f"{year}-{month:02d}-{random.randint(1, 28):02d}"
        for one in months(f"{year}-{month:02d}", f"{year + 3 - (month == 1)}-{(month - 2) % 12 + 1:02d}"):
            payments[employee, one] = [random.choice(["200", "200", "260.50"])]
    planted: Counter[tuple[str, str, str]] = Counter()
    # The first month of a child is left alone, so that there is a good row for every child.
    keys = [key for key in payments if not births[key[0]].startswith(key[1])]
    taken = iter(random.sample(keys, sum(PLANTED.values())))
    for finding in ("missing", "duplicate", "underpaid"):
        for _ in range(PLANTED[finding]):
            key = next(taken)
            planted[finding, *key] += 1
            if finding == "duplicate":
                payments[key] *= 2
            else:
                payments[key] = [] if finding == "missing" else ["199.99"]
    for employee in random.sample(sorted(births), PLANTED["not_due"]):
        late = f"{int(births[employee][:4]) + 3}{births[employee][4:7]}"
        payments[employee, late] = ["200"]
        planted["not_due", employee, late] += 1
    lines = [f"{who},{births[who]},{month},{amount}" for (who, month), each in payments.items() for amount in each]
    random.shuffle(lines)
    return lines, planted


def assert_totals_by_awk(folder: Path, totals: list[Row]) -> None:
    """Hold the totals to sums that awk makes: paid from the ledger itself, due from the rows that came out."""
    for name, column in {"month": 3, "employee_id": 1}.items():
        told = {row["key"]: row for row in totals if row["total"] == name}
        assert summed(folder / "ledger.csv", column, 4) == {
            key: row["paid_amount"] for key, row in told.items() if row["paid_amount"] != "0"
        }
        assert summed(folder / "out.csv", column, 5) == {key: row["due_amount"] for key, row in told.items()}
    arrears = {row["key"]: row["arrears"] for row in totals if row["total"] == "employee_id" and row["arrears"] != "0"}
    assert summed(folder / "out.csv", 1, 7, '$8 == "underpaid" || $8 == "missing"') == arrears


def summed(file: Path, key: int, amount: int, condition: str = "1") -> dict[str, str]:
    """The sums of a column of yuan by another one, in whole fen as awk adds them."""
    program = (
        f'NR > 1 && ({condition}) {{ split(${amount}, part, "."); sign = part[1] ~ /^-/ ? -1 : 1;'
        f' sum[${key}] += sign * ((part[1] < 0 ? -part[1] : part[1]) * 100 + substr(part[2] "00", 1, 2)) }}'
        ' END { for (one in sum) printf "%s %.0f\\n", one, sum[one] }'
    )
    done = subprocess.run(["awk", "-F,", program, str(file)], capture_output=True, text=True, check=True)
    fen = {line.split()[0]: int(line.split()[1]) for line in done.stdout.splitlines()}
    return {
        one: str(value // 100) if value % 100 == 0 else f"{value // 100}.{value % 100:02d}"
        for one, value in fen.items()
    }


def test_a_payment_may_be_dated_by_any_day_of_its_month(tmp_path: Path) -> None:
    """Real ledgers hold the day of payment: it tells the month, and the month is not missing."""
    lines = ["E1,2022-05-10,2022-05-31,200", "E1,2022-05-10,2022年6月15日,200", "E1,2022-05-10,2022/7/1,200"]
    (tmp_path / "ledger.csv").write_text(ledger(*lines), encoding="utf-8")
    done = audit("allowance", tmp_path, "ledger.csv", "--to-month", "2022-07")

    assert (done.code, [row["finding"] for row in done.rows]) == (0, ["ok"] * 3)


def test_sums_agree_where_a_row_cannot_be_read(tmp_path: Path) -> None:
    """The 700 of a row without a month are in no sum: due less paid is the difference."""
    (tmp_path / "ledger.csv").write_text(ledger("E1,2024-01-01,2024-01,150", "E1,2024-01-01,xx,700"), encoding="utf-8")
    audit("allowance", tmp_path, "ledger.csv", "--to-month", "2024-01", "--totals", "totals.csv")

    (person,) = [row for row in read(tmp_path / "totals.csv") if row["total"] == "employee_id"]
    assert (person["due_amount"], person["paid_amount"], person["difference"]) == ("200", "150", "50")


def test_a_rate_below_the_floor_is_nothing_to_be_above_of(tmp_path: Path) -> None:
    """A rate of 150 gives way to the floor of 200; 250 is more than the law asks, and no rate was passed."""
    (tmp_path / "ledger.csv").write_text(ledger("E1,2024-01-01,2024-01,250"), encoding="utf-8")
    done = audit("allowance", tmp_path, "ledger.csv", "--to-month", "2024-01", "--monthly-rate", "150")

    assert [row["finding"] for row in done.rows] == ["ok"]
