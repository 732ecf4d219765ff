"""Many rows: read the facts, bind the law, run the rule, and put the results beside the rows they belong to.

Rows come in pieces and leave in pieces, so memory does not grow with the file. The rule runs once for each distinct
combination of facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from benefitcli.benefits.register import find_schema
from benefitcli.engine.benefit import Benefit, Result
from benefitcli.engine.columns import run_columns
from benefitcli.engine.columns.combinations import Combinations
from benefitcli.engine.columns.names import REASON, ROW, STATUS, SURPLUS, WARNINGS, step_column
from benefitcli.engine.columns.texts import as_text, as_typed
from benefitcli.engine.texts import kind_of_unit
from benefitcli.errors import fail
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import as_input_text
from benefitcli.inputs.rows import RowReader
from benefitcli.io.cells import flattened
from benefitcli.io.table import Table
from benefitcli.law.dates import to_day
from benefitcli.workflows.case import steps_of

NEW = "\x00new:"
TEXT = "\x00text:"
NEEDS_QUOTES = r"[,\t\"\r\n]"
ROWS_SHOWN = 5
FEW_ROWS = 1000
STEP_PREFIX = "step_"


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How the output is to be: names of new columns, a column for each step, values as text or in their types.

    ``values`` is ``text`` (CSV), ``number`` (JSON, workbooks) or ``exact`` (decimals, for Parquet). ``keeps_types`` is
    false where the pieces of an input may differ in type but those of the output may not: all that came in is text then.
    """

    prefix: str = ""
    explain: bool = False
    values: str = "text"
    keeps_types: bool = True


@dataclass(slots=True)
class ErrorKind:
    """How many rows have an error of one kind, and the numbers of the first of them."""

    count: int = 0
    first_rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class RowCounts:
    """How the rows fared; ``errors`` has each kind of error by its code."""

    rows: int = 0
    ok: int = 0
    not_entitled: int = 0
    failed: int = 0
    errors: dict[str, ErrorKind] = field(default_factory=dict)

    def add(self, piece: pl.DataFrame) -> None:
        """Count the rows of an output piece."""
        counts = dict(piece.get_column(STATUS).value_counts().iter_rows())
        self.rows += piece.height
        self.ok += counts.get("ok", 0)
        self.not_entitled += counts.get("not_entitled", 0)
        self.failed += counts.get("error", 0)
        if "error" in counts:
            failed = piece.filter(pl.col(STATUS) == "error")
            kinds = failed.select(pl.col(REASON).str.extract(r"^(\w+)").alias("code"), ROW)
            grouped = kinds.group_by("code", maintain_order=True).agg(
                pl.len(), pl.col(ROW).unique(maintain_order=True).head(ROWS_SHOWN)
            )
            for code, count, rows in grouped.iter_rows():
                kind = self.errors.setdefault(code, ErrorKind())
                kind.count += count
                kind.first_rows = list(dict.fromkeys(kind.first_rows + rows))[:ROWS_SHOWN]


@dataclass(frozen=True, slots=True)
class OutputPiece:
    """Some rows of the output: the columns of the headers by number, and beside them ROW, ``status`` and ``reason``.

    ``unquoted`` is as in :class:`Table`.
    """

    frame: pl.DataFrame
    unquoted: str = ""

    def rows(self, *, rejected: bool | None = None) -> pl.DataFrame:
        """The columns of the headers: of all rows, of those with an error, or of those without."""
        frame = self.frame
        if rejected is not None:
            frame = frame.filter((pl.col(STATUS) == "error") == rejected)
        return frame.select(pl.exclude(ROW, STATUS, REASON))


def batch_of(
    name: str,
    headers: Sequence[str],
    question: Question,
    constants: Mapping[str, str] | None = None,
    manner: OutputOptions | None = None,
) -> Batch:
    """The batch of a benefit, or of what is composed of several."""
    if isinstance(find_schema(name), Benefit):
        return Batch(name, headers, question, constants, manner)
    from benefitcli.workflows.plan_batch import PlanBatch

    return PlanBatch(name, headers, question, constants, manner)


class Batch:
    """A benefit calculated for the rows of one table.

    ``headers`` are those of the output, ``tally`` counts what has gone through; ``found`` has the header of each field,
    ``passed_through`` the headers that mean none. Raises :class:`BenefitError` where the
    whole table cannot be used; a row that cannot be calculated comes out with status ``error``.
    """

    def __init__(
        self,
        name: str,
        headers: Sequence[str],
        question: Question,
        constants: Mapping[str, str] | None = None,
        manner: OutputOptions | None = None,
    ) -> None:
        """Plan the columns; ``constants`` fill a field for all rows that leave it blank."""
        self.form = find_schema(name)
        self.question = question
        self.manner = manner or OutputOptions()
        self.tally = RowCounts()
        self._facts = RowReader(self.form, headers, question, constants)
        places = self._facts.places
        self._combinations = Combinations()
        results = {one.name for one in self.form.results}
        units = steps_of(self.benefit) if self.manner.explain else {}
        self._steps = {step: unit for step, unit in units.items() if step not in results}
        self._shared = {self._facts.columns[one.name].column: one for one in self.form.results if one.name in places}
        self.date_columns = frozenset(int(column) for column, one in self._shared.items() if one.kind == "date")
        self._input = [str(index) for index in range(len(headers))]
        new = [one.name for one in self.form.results if one.name not in places]
        self.found, self.passed_through = self._facts.found, self._facts.other
        self._new = [*new, *(STEP_PREFIX + step for step in self._steps), STATUS, REASON, WARNINGS]
        named = [self.manner.prefix + one for one in self._new]
        self.headers = [*headers, *named]
        self._refuse_clashes(headers, set(places.values()), set(named))

    @property
    def benefit(self) -> Benefit:
        """The benefit. Raises :class:`BenefitError` for a form that is composed of several."""
        if not isinstance(self.form, Benefit):
            raise fail("no_steps_of_its_own", value=self.form.name)
        return self.form

    def pieces(self, table: Table) -> Iterator[OutputPiece]:
        """The output, piece by piece."""
        for piece in table.pieces:
            output = self.run(piece)
            self.tally.add(output)
            # Of all that is added to a row only the reason may have a comma or a quote in it.
            is_plain = not output.get_column(REASON).str.contains(NEEDS_QUOTES).any()
            yield OutputPiece(output, table.unquoted if is_plain else "")

    def run(self, piece: pl.DataFrame) -> pl.DataFrame:
        """The output for one piece of rows."""
        return self._arranged(pl.concat([piece, self._results(piece)], how="horizontal"))

    def _results(self, piece: pl.DataFrame) -> pl.DataFrame:
        """What is added to each row of a piece; what was calculated for the same facts before is known."""
        if SURPLUS not in piece.columns and piece.height > FEW_ROWS and self._facts.columns:
            return self._combinations.results(piece, pl.DataFrame(self._facts.texts(piece)), self._calculate)
        return self._calculate(piece)

    def _calculate(self, piece: pl.DataFrame) -> pl.DataFrame:
        """A column for everything that is added to the rows."""
        frame = self._facts.read(piece)
        on = to_day(self.question.on) if self.question.on else None
        calculated = run_columns(self.benefit, frame.lazy(), self._facts.laws.laws, on, to_day(self.question.today))
        is_ok = pl.col(STATUS) == "ok"
        added = [pl.when(is_ok).then(self._value(one)).alias(NEW + one.name) for one in self.form.results]
        added += [
            pl.when(is_ok).then(as_text(one.kind, pl.col(step_column(one.name)), one.choices)).alias(TEXT + one.name)
            for one in self._shared.values()
        ]
        added += [pl.when(is_ok).then(self._step(step)).alias(NEW + STEP_PREFIX + step) for step in self._steps]
        return calculated.select(*added, *(pl.col(one) for one in (STATUS, REASON, WARNINGS))).collect()

    def _arranged(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The columns in the order of the headers; a column that is field and result alike is one column.

        An ok row has the result in it, any other row what came in.
        """
        if not self.manner.keeps_types:
            given = flattened(frame.select(self._input))
            frame = frame.with_columns(as_input_text(column) for column in given.iter_columns())
        columns = [self._filled(frame, column) for column in self._input]
        columns += [pl.col(one if one in (STATUS, REASON, WARNINGS) else NEW + one) for one in self._new]
        numbered = [one.alias(str(index)) for index, one in enumerate(columns)]
        aside = [pl.col(one) for one in (ROW, STATUS, REASON) if one in frame.columns]
        return frame.select(*numbered, *aside)

    def _filled(self, frame: pl.DataFrame, column: str) -> pl.Expr:
        given = pl.col(column)
        if frame.schema[column] == pl.String:
            # An empty cell is written as nothing, not as an empty quotation.
            given = pl.when(given != "").then(given)
        if column not in self._shared:
            return given
        result = self._shared[column]
        value = pl.col(NEW + result.name)
        if frame.schema[column] == frame.schema[NEW + result.name]:
            return pl.coalesce(value, given)
        came_in = given.cast(pl.String)
        if isinstance(frame.schema[column], pl.Decimal):
            came_in = came_in.str.replace(r"(\.\d*?)0+$", "$1").str.strip_suffix(".")
        return pl.coalesce(pl.col(TEXT + result.name), came_in)

    def _value(self, result: Result) -> pl.Expr:
        return self._shown(result.kind, pl.col(step_column(result.name)), result.choices)

    def _shown(self, kind: str, value: pl.Expr, choices: Sequence[str] = ()) -> pl.Expr:
        if self.manner.values == "text":
            return as_text(kind, value, choices)
        return as_typed(kind, value, choices, exact=self.manner.values == "exact")

    def _step(self, name: str) -> pl.Expr:
        return self._shown(kind_of_unit(self._steps[name]), pl.col(step_column(name)))

    def _refuse_clashes(self, headers: Sequence[str], mapped: set[int], new: set[str]) -> None:
        """Refuse an input column that has the name of a new one and is not the field of that name."""
        clashes = [header for index, header in enumerate(headers) if header.strip() in new and index not in mapped]
        if clashes:
            raise fail("column_clash", value=", ".join(clashes))
