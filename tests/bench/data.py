"""Rows for the benchmarks: births of five years from 2021-10 on, from a fixed seed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from random import Random

FIRST, DAYS = datetime.date(2021, 10, 1), 1800
BLOCK = 100_000


def write_rows(path: Path, count: int, regions: Sequence[str] = (), first: datetime.date = FIRST) -> None:
    """Write ``count`` rows with a name, a birth date, infants, a difficult birth and a birth order, and a region."""
    random = Random(1)
    days = [(first + datetime.timedelta(days=day)).isoformat() for day in range(DAYS)]
    with path.open("w", encoding="utf-8") as stream:
        header = "employee_id,name,birth_date,infants,difficult_birth,birth_order,department"
        stream.write(header + (",region" if regions else "") + "\n")
        for start in range(0, count, BLOCK):
            lines = [
                f"E{number:08d},张三{number % 1000},{days[random.randrange(DAYS)]},{1 if random.random() < 0.97 else 2},"
                f"{'true' if random.random() < 0.1 else 'false'},{random.choice((1, 1, 1, 2, 2, 3))},部门{number % 97}"
                f"{',' + random.choice(regions) if regions else ''}\n"
                for number in range(start, min(start + BLOCK, count))
            ]
            stream.write("".join(lines))
