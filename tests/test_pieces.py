"""A file that is worked through in several pieces gives what one piece would: no row gets the result of another."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

import polars as pl
import pytest

from benefitcli.engine.columns import combinations
from benefitcli.engine.columns.combinations import Combinations, distinct
from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.io.delimited import read_csv
from benefitcli.io.encoding import BLOCK
from benefitcli.workflows.batch import FEW_ROWS, Batch, output_rows, run_batch
from benefitcli.workflows.pipeline import Job, Paths
from support import TODAY

HEADERS = ["birth_date", "infants", "difficult_birth", "name"]


def some_rows(count: int, seed: int) -> list[list[str]]:
    random = Random(seed)
    births = [f"{year}-{month:02d}-{day:02d}" for year in (2021, 2023, 2025) for month in (1, 6, 12) for day in (1, 28)]
    # Every piece has births that no piece before it had, bad cells and blanks among them.
    return [
        [
            random.choice([*births[: 2 + 16 * index // count], "", "never"]),
            random.choice(["1", "2", "", "two"]),
            random.choice(["yes", "no", ""]),
            f"N{index}",
        ]
        for index in range(count)
    ]


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADERS, *rows])
    return text.getvalue().encode()


def run_pieces(data: bytes, block: int) -> list[pl.DataFrame]:
    table = read_csv(io.BytesIO(data), "rows", block=block)
    batch = Batch(Job("leave.maternity", Question(today=TODAY)), table.headers)
    return [output_rows(batch.run(chunk.frame)) for chunk in table.chunks]


def rows_one_by_one(rows: list[list[str]]) -> pl.DataFrame:
    """The same rows in pieces so small that each row is calculated by itself."""
    pieces = [run_pieces(as_csv(rows[start : start + 500]), BLOCK) for start in range(0, len(rows), 500)]
    return pl.concat(piece for group in pieces for piece in group)


@pytest.mark.parametrize("most", [1 << 18, 3])
def test_pieces_share_what_they_know(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combinations, "MAX_KNOWN", most)
    rows = some_rows(8000, seed=most)
    pieces = run_pieces(as_csv(rows), 1 << 15)
    assert len(pieces) >= 4
    assert all(piece.height > FEW_ROWS for piece in pieces)
    assert pl.concat(pieces).equals(rows_one_by_one(rows))


def test_a_combination_is_calculated_once() -> None:
    asked: list[list[str]] = []

    def calculate(piece: pl.DataFrame) -> pl.DataFrame:
        asked.append(piece.get_column("a").to_list())
        return piece.select(pl.col("a").alias("echo"))

    known = Combinations()
    for values in (["x", "y", "x", None, "x", "y", "x", "x"], ["y", "z", "x", None, "y", "y"], ["x", "z", None, "y"]):
        piece = pl.DataFrame({"a": values})
        results = known.results(piece, piece, calculate)
        assert results.get_column("echo").to_list() == values
    assert asked == [["x", "y", None], ["z"]]


@pytest.mark.parametrize("limit", [1 << 63, 100, 8])
@pytest.mark.parametrize("height", [0, 1, 7, 3000])
def test_distinct_combinations_are_those_of_the_rows(limit: int, height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the cells of a row no longer fit into one number and are numbered on the way."""
    monkeypatch.setattr(combinations, "MAX_COMBINATIONS", limit)
    random = Random(height)
    columns = [
        pl.Series("0", random.choices(["a", "b", None, ""], k=height), dtype=pl.String),
        pl.Series("1", random.choices([0, 3, None], k=height), dtype=pl.UInt32),
        pl.Series("2", random.choices([True, False, None], k=height), dtype=pl.Boolean),
        pl.Series("3", random.choices(["x", "y"], k=height), dtype=pl.String),
    ]
    rows = list(zip(*(column.to_list() for column in columns), strict=True))
    expected = list(dict.fromkeys(rows))

    first, index = distinct(columns, height)

    assert [rows[row] for row in first] == expected
    assert [expected[combination] for combination in index] == rows
    assert first.to_list() == sorted(first)


def test_rows_without_a_column_are_all_alike() -> None:
    first, index = distinct([], 3)
    assert (first.to_list(), index.to_list()) == ([0], [0, 0, 0])


def test_rows_with_little_in_common_are_not_looked_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combinations, "MAX_KNOWN", 6)
    known = Combinations()
    asked = []
    for values in (["1", "2", "3", "1"], ["4", "5", "6", "7"], ["1", "1", "1", "1"]):
        piece = pl.DataFrame({"a": values})
        assert known.results(piece, piece, lambda rows: asked.append(rows.height) or rows).equals(piece)  # type: ignore[func-returns-value]
    assert asked == [3, 4, 4]


def test_quotes_that_come_late_are_still_written(tmp_path: Path) -> None:
    rows = some_rows(BLOCK // 8, seed=5)
    rows = [row for row in rows if row[0] not in ("", "never") and row[1] != "two"]
    rows[-1][3] = 'the "last", of\nall'
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(as_csv(rows))
    assert source.stat().st_size > BLOCK
    run_batch(Job("leave.maternity", Question(today=TODAY)), Paths(input=str(source), output=str(target)))
    with target.open(encoding="utf-8", newline="") as stream:
        written = list(csv.reader(stream))
    assert [row[3] for row in written[1:]] == [row[3] for row in rows]


def test_a_reason_with_commas_is_quoted(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(as_csv([["2023-05-01", "1", "否", "a"], ["never", "1", "否", "b"]]))
    run_batch(Job("leave.maternity", Question(today=TODAY)), Paths(input=str(source), output=str(target)))
    with target.open(encoding="utf-8", newline="") as stream:
        header, *written = csv.reader(stream)
    assert {len(row) for row in written} == {len(header)}
    assert written[1][header.index("reason")].startswith('unreadable_date: birth_date="never"')


def test_a_quote_that_nobody_closes_is_refused_before_the_file_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benefitcli.io.delimited.LONGEST_FIELD", 2000)
    stream = io.BytesIO(b'name,birth_date\n"open,2023-05-01\n' + b"x,2023-05-01\n" * 10_000)
    table = read_csv(stream, "rows", block=500)
    with pytest.raises(BenefitError) as caught:
        list(table.chunks)
    assert caught.value.problems[0].code == "quote_not_closed"
    assert caught.value.problems[0].details["line"] == 2
    assert stream.tell() < 5000
