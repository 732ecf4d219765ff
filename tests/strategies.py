"""Random cases of any benefit, with the days on which the law changes and the edges of the fields among them.

Rows are drawn from a seed and not field by field, so that thousands of cases cost seconds; a failure names its row.
"""

from __future__ import annotations

import datetime
from random import Random

from hypothesis import strategies as st

from benefitcli.engine.benefit import Benefit, Field
from benefitcli.law.library import Library
from support import TODAY

CHANGES = [
    datetime.date.fromisoformat(day)
    for day in (
        "2012-04-28", "2015-10-01", "2016-01-01", "2016-01-20", "2018-09-29", "2020-02-29", "2021-05-31", "2021-06-01",
        "2021-08-20", "2021-09-28", "2021-09-29", "2022-05-18", "2023-04-27", "2024-02-29", "2025-01-01", "2026-12-31",
        "2021-11-23", "2021-11-25", "2021-11-26", "2021-12-01", "2021-12-03", "2022-01-01", "2022-02-10", "2022-03-30",
        "2022-03-31", "2022-05-25", "2022-11-01", "2023-12-31", "2025-01-18", "2025-11-28", "2025-12-31", "2027-10-31",
    )
]  # fmt: skip
HERE = ("yongji", "永济市", "shanxi", "yuncheng", "cn", "140881", "nowhere")
EVERYWHERE = tuple(region.name for region in Library().regions.values())
FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2090, 12, 31)

DAYS = st.one_of(st.none(), st.none(), st.sampled_from(CHANGES), st.dates(datetime.date(2016, 2, 1), TODAY))


def random_rows(benefit: Benefit, random: Random, count: int) -> list[dict[str, str]]:
    return [
        {one.name: random_text(one, random) for one in benefit.fields}
        | {"region": random.choice(random.choice((HERE, EVERYWHERE)))}
        for _ in range(count)
    ]


def random_text(field: Field, random: Random) -> str:
    """A text of a field in plain form, blank at times where it may be."""
    if not field.required and random.random() < 0.4:
        return ""
    if field.kind == "date":
        return str(random_date(random))
    if field.kind == "month":
        return f"{random_date(random):%Y-%m}"
    if field.kind == "boolean":
        return random.choice(("是", "否"))
    if field.kind == "ratio":
        return f"{random.randint(0, 10_000) / 10_000:g}"
    if field.kind == "money":
        fen = random.choice((random.randint(0, 2_000_00), random.randint(0, int(field.maximum or 0) * 100)))
        return f"{fen // 100}.{fen % 100:02d}"
    low, high = int(field.minimum or 0), int(field.maximum or 1)
    few = (2021, 2028) if field.name == "year" else (low, min(high, low + 4))
    return str(random.randint(*random.choice((few, few, (low, high)))))


def random_date(random: Random) -> datetime.date:
    kind = random.random()
    if kind < 0.3:
        return random.choice(CHANGES) + datetime.timedelta(days=random.randint(-3, 3))
    first, last = (FIRST, LAST) if kind > 0.9 else (datetime.date(2015, 12, 1), datetime.date(2028, 12, 31))
    return datetime.date.fromordinal(random.randint(first.toordinal(), last.toordinal()))


def readings(benefit: Benefit, choices: dict[str, list[str]]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(choices[name]) for name in benefit.readings})
