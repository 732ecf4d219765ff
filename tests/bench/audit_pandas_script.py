"""The same audit written plainly in pandas: today's numbers in the code, no source, no check of the input."""

from __future__ import annotations

import sys

import numpy
import pandas as pd

RATE, MONTHS = 200, 36


def month_text(months: pd.Series) -> pd.Series:
    return (months // 12).astype(str) + "-" + (months % 12 + 1).astype(str).str.zfill(2)


if __name__ == "__main__":
    source, target, totals, to_month = sys.argv[1:]
    ledger = pd.read_csv(source)
    birth = pd.to_datetime(ledger["birth_date"])
    first = birth.dt.year * 12 + birth.dt.month - 1
    month = ledger["month"].str[:4].astype(int) * 12 + ledger["month"].str[5:].astype(int) - 1
    is_due = (month >= first) & (month < first + MONTHS)
    is_twice = ledger.duplicated(["employee_id", "birth_date", "month"])
    ledger["due_amount"] = numpy.where(is_due & ~is_twice, RATE, 0)
    ledger["paid_amount"] = ledger["amount"]
    ledger["difference"] = ledger["due_amount"] - ledger["paid_amount"]
    ledger["finding"] = numpy.select(
        [is_twice, ~is_due, ledger["difference"] > 0], ["duplicate", "not_due", "underpaid"], "ok"
    )
    year, number = map(int, to_month.split("-"))
    people = ledger.drop_duplicates(["employee_id", "birth_date"])[["employee_id", "birth_date", "department"]]
    people = people.assign(first=first[people.index], last=lambda frame: frame["first"] + MONTHS - 1)
    people["last"] = people["last"].clip(upper=year * 12 + number - 1)
    wanted = people.loc[people.index.repeat(people["last"] - people["first"] + 1)]
    wanted = wanted.assign(month=month_text(wanted["first"] + wanted.groupby(level=0).cumcount()))
    joined = wanted.merge(ledger[["employee_id", "birth_date", "month"]].drop_duplicates(), how="left", indicator=True)
    missing = joined[joined["_merge"] == "left_only"][["employee_id", "birth_date", "month", "department"]]
    missing = missing.assign(due_amount=RATE, paid_amount=0, difference=RATE, finding="missing")
    done = pd.concat([ledger, missing])
    done.to_csv(target, index=False)
    parts = []
    for key in ("finding", "month", "employee_id"):
        sums = done.groupby(key)[["due_amount", "paid_amount", "difference"]].sum()
        parts.append(sums.assign(rows=done.groupby(key).size(), total=key).reset_index(names="key"))
    pd.concat(parts).to_csv(totals, index=False)
