"""The same work written plainly in pandas: today's numbers in the code, no source, no check of the input."""

from __future__ import annotations

import sys

import pandas as pd

if __name__ == "__main__":
    benefit, source, target = sys.argv[1:]
    frame = pd.read_csv(source)
    birth = pd.to_datetime(frame["birth_date"])
    if benefit == "leave.maternity":
        days = 98 + 15 * frame["difficult_birth"] + 15 * (frame["infants"] - 1) + 60
        frame["days"] = days
        frame["start_date"] = birth.dt.strftime("%Y-%m-%d")
        frame["end_date"] = (birth + pd.to_timedelta(days - 1, unit="D")).dt.strftime("%Y-%m-%d")
    else:
        months = birth.dt.year * 12 + birth.dt.month - 1
        last = months + 35
        frame["monthly_amount"] = 200
        frame["first_month"] = (months // 12).astype(str) + "-" + (months % 12 + 1).astype(str).str.zfill(2)
        frame["last_month"] = (last // 12).astype(str) + "-" + (last % 12 + 1).astype(str).str.zfill(2)
        frame["months"] = 36
        frame["total_amount"] = 36 * 200
    frame["status"] = "ok"
    frame.to_csv(target, index=False)
