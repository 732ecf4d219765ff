"""Counting the rows of a file by what decides their amounts, piece by piece: facts, law and group.

However many rows a file has, only its distinct combinations are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from benefitcli.engine.columns import run_columns
from benefitcli.engine.columns.names import (
    PROBLEM,
    REASON,
    REGION_INDEX,
    STATUS,
    SURPLUS,
    WARNING_SEPARATOR,
    WARNINGS,
    case_column,
)
from benefitcli.errors import fail
from benefitcli.inputs.columns import as_input_text
from benefitcli.inputs.headers import header_key, header_words
from benefitcli.inputs.rows import RowReader, read_constants
from benefitcli.law.dates import month_of, to_day
from benefitcli.law.library import RegionLaw
from benefitcli.workflows.forecast.course import BEGIN, FIRST, LAST, OUTSIDE, PaymentSchedule, asked_within, with_facts
from benefitcli.workflows.forecast.request import Request

GROUP = "\x00group"
COUNT = "\x00count"
PLACE = "\x00place"
BELOW_FLOOR = "rate_below_floor"
_ROW_OF = "\x00row_of"
MAX_KEPT = 1 << 18
"""So many counted combinations are kept before equal ones are put together."""


@dataclass(slots=True)
class Counts:
    """How many rows have each combination of facts, law and group, in one scenario, and where something falls due."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    height: int = 0

    def add(self, frame: pl.DataFrame) -> None:
        """Add counted combinations."""
        self.frames.append(frame)
        self.height += frame.height
        if self.height > MAX_KEPT:
            merged = self.merged()
            self.frames, self.height = [merged], min(merged.height, MAX_KEPT // 2)

    def merged(self) -> pl.DataFrame:
        """All of them, each combination once, in the order in which they turned up."""
        everything = pl.concat(self.frames)
        keys = [name for name in everything.columns if name != COUNT]
        return everything.group_by(keys, maintain_order=True).agg(pl.col(COUNT).sum())


class PopulationCounts:
    """The rows of one file, counted under each scenario.

    ``counts`` are those of each scenario, ``warnings`` the codes that results came with, ``ignored`` the headers that
    mean neither a fact nor the group, and ``last_birth`` the last month in which a child of the file was born. Raises :class:`BenefitError` where the whole file cannot be used.
    """

    def __init__(self, request: Request, course: PaymentSchedule, headers: Sequence[str]) -> None:
        """Find the columns of the facts and of the group."""
        self.request = request
        self.course = course
        self.reader = RowReader(course.benefit, headers, request.question, request.constants)
        self.overrides = [read_constants(course.benefit, scenario.facts) for scenario in request.scenarios]
        self.counts = [Counts() for _ in request.scenarios]
        self.warnings: dict[str, None] = {}
        self.last_birth: int | None = None
        group = None if request.group_by is None else _group_place(request.group_by, course, headers)
        self._group = None if group is None else str(group)
        used = {*self.reader.places.values(), group}
        self.ignored = [header for index, header in enumerate(headers) if index not in used]

    def take(self, piece: pl.DataFrame) -> pl.DataFrame:
        """Count some rows, and give the rows back with ``status`` and ``reason``.

        A row that has an error in any scenario has that error and counts in none of them, so that the scenarios compare
        like with like. A scenario whose rate the law does not admit is no scenario: it is refused as a whole.
        """
        keys = [*self.reader.texts(piece), *(piece.get_column(name) for name in (SURPLUS,) if name in piece.columns)]
        first, position = _distinct(pl.DataFrame(keys))
        people = pl.DataFrame({PLACE: position, GROUP: self._group_of(piece)})
        people = people.group_by(PLACE, GROUP, maintain_order=True).agg(pl.len().cast(pl.Int64).alias(COUNT))
        distinct = self.reader.read(piece[first])
        judged = [self.judge(index, distinct) for index in range(len(self.counts))]
        found = judged[0].select(STATUS, REASON)
        for scenario, other in zip(self.request.scenarios[1:], judged[1:], strict=True):
            is_new = (other[STATUS] == "error") & (found[STATUS] != "error")
            refused = other.filter(is_new & other[REASON].str.starts_with(BELOW_FLOOR)).get_column(REASON)
            if refused.len():
                raise fail("scenario_refused", name=scenario.name, value=refused.item(0))
            found = pl.DataFrame([other[name].zip_with(is_new, found[name]) for name in (STATUS, REASON)])
        is_good = found[STATUS] != "error"
        for index, frame in enumerate(judged):
            self.count(index, frame.with_row_index(PLACE).filter(is_good), people)
        self._note_births(distinct.filter(is_good))
        return piece.with_columns(found[position].iter_columns())

    def judge(self, index: int, distinct: pl.DataFrame) -> pl.DataFrame:
        """What the rule says of combinations under a scenario."""
        return judge(self.course, with_facts(distinct, self.overrides[index]), self.request, self.reader.laws.laws)

    def count(self, index: int, judged: pl.DataFrame, people: pl.DataFrame) -> None:
        """Keep the combinations to which something falls due under a scenario, with their people.

        ``judged`` has the place of each combination; ``people`` says how many of each group there are for a place.
        """
        is_due = judged.filter(pl.col(STATUS) == "ok")
        names = [case_column(one.name) for one in self.course.benefit.fields]
        counted = is_due.join(people, on=PLACE, maintain_order="left_right")
        self.counts[index].add(counted.select(*names, REGION_INDEX, BEGIN, FIRST, LAST, GROUP, COUNT))
        for text in is_due.get_column(WARNINGS).drop_nulls().unique(maintain_order=True):
            self.warnings.update(dict.fromkeys(text.split(WARNING_SEPARATOR)))

    def _group_of(self, piece: pl.DataFrame) -> pl.Series:
        if self._group is None:
            return pl.repeat("", piece.height, dtype=pl.String, eager=True)
        return as_input_text(piece.get_column(self._group)).str.strip_chars().fill_null("")

    def _note_births(self, readable: pl.DataFrame) -> None:
        if self.request.expects_births and readable.height:
            last = month_of(max(readable.get_column(case_column("birth_date")).to_list()))
            self.last_birth = max(last, self.last_birth or last)


def people_of(groups: Mapping[str, Sequence[int]]) -> pl.DataFrame:
    """The people of each group by the place of their combination, as :meth:`PopulationCounts.count` takes them."""
    frames = [
        pl.DataFrame({COUNT: counts}, schema={COUNT: pl.Int64})
        .with_row_index(PLACE)
        .with_columns(pl.lit(name).alias(GROUP))
        for name, counts in groups.items()
    ]
    return pl.concat(frames)


def judge(course: PaymentSchedule, facts: pl.DataFrame, request: Request, laws: Sequence[RegionLaw]) -> pl.DataFrame:
    """The rows with what the rule says of the whole window: status, reason, warnings, and the instalments due."""
    asked = asked_within(course, facts, request.window)
    on = to_day(request.question.on) if request.question.on else None
    ran = run_columns(course.benefit, asked.lazy(), laws, on, to_day(request.question.today))
    is_outside = pl.col(OUTSIDE) & pl.col(PROBLEM).is_null()
    return ran.with_columns(
        pl.when(is_outside).then(pl.lit("not_entitled")).otherwise(STATUS).alias(STATUS),
        pl.when(~is_outside).then(REASON).alias(REASON),
        pl.col(FIRST).alias(BEGIN),
        *(edge.alias(name) for edge, name in zip(course.due, (FIRST, LAST), strict=True)),
    ).collect()


def _distinct(texts: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """The rows that first show each combination of texts, and for every row the place of its combination among them."""
    names = texts.columns
    known = texts.with_row_index(_ROW_OF).unique(names, keep="first", maintain_order=True).with_row_index(PLACE)
    places = texts.join(known, on=names, how="left", nulls_equal=True, maintain_order="left").get_column(PLACE)
    return known.get_column(_ROW_OF), places


def _group_place(word: str, course: PaymentSchedule, headers: Sequence[str]) -> int:
    """The column that a person means: by its header, by its header but for blanks and case, or by the field it is."""
    words = header_words(course.benefit)
    keys = [header_key(header) for header in headers]
    ways: list[Mapping[str, int]] = [
        {header: index for index, header in enumerate(headers)},
        {key: index for index, key in enumerate(keys)},
        {words[key]: index for index, key in enumerate(keys) if key in words},
    ]
    for name, way in zip((word, header_key(word), words.get(header_key(word), "")), ways, strict=True):
        if name in way:
            return way[name]
    raise fail("group_column_missing", value=word, accepted=", ".join(headers))
