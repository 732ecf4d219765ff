"""The facts of many rows: the columns of a table as typed values, beside each row the law that it falls under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from benefitcli.engine.benefit import REGION, Benefit, InputSchema
from benefitcli.engine.columns import run_columns
from benefitcli.engine.columns.names import PROBLEM, REGION_INDEX, SURPLUS
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.case import Question, check_readings, default_values
from benefitcli.inputs.columns import TextColumn, as_input_text, describe, read_facts
from benefitcli.inputs.headers import header_key, header_words, map_headers
from benefitcli.inputs.parse import parse
from benefitcli.law.library import RegionLaw


class RowReader:
    """The facts of a schema in the rows of one table.

    ``column_index`` says in which column each field stands, ``field_headers`` under which header; ``other_headers`` mean
    no field. Raises :class:`BenefitError` where the whole table cannot be used (``column_missing``, ``column_twice``,
    ``field_unknown``, or a constant that cannot be read).
    """

    def __init__(self, schema: InputSchema, headers: Sequence[str], constants: Mapping[str, str] | None = None) -> None:
        """Find the columns; ``constants`` fill a field for all rows that leave it blank."""
        self.schema = schema
        self.headers = list(headers)
        given = read_constants(schema, constants or {})
        self.constants: dict[str, int | bool | None] = {**default_values(schema), **given}
        self.column_index = map_headers(schema, headers, list(given))
        self.field_headers = {field: headers[index] for field, index in self.column_index.items()}
        self.columns = {name: TextColumn(str(index), headers[index]) for name, index in self.column_index.items()}
        self.other_headers = [header for index, header in enumerate(headers) if index not in self.column_index.values()]

    @property
    def region(self) -> TextColumn | None:
        """The column of the region, where there is one."""
        return self.columns.get(REGION)

    def texts(self, rows: pl.DataFrame) -> list[pl.Series]:
        """The columns that facts are read from, as texts."""
        return [as_input_text(rows.get_column(text.column)) for text in self.columns.values()]

    def read(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with a typed column for each field, and in :data:`PROBLEM` what is wrong with them or null."""
        frame = read_facts(self.schema, rows.with_columns(self.texts(rows)), self.columns, self.constants)
        return with_surplus(frame) if SURPLUS in rows.columns else frame


class Laws:
    """The laws that the rows of a table need, found as their regions turn up; the first is that of the question."""

    def __init__(self, schema: InputSchema, question: Question) -> None:
        """Find the law of the question. Raises :class:`BenefitError` for an unknown region or reading."""
        self._schema = schema
        self._question = question
        self._library = question.library()
        self._index_of_path: dict[str, int] = {}
        self._index_of_text: dict[str, int] = {}
        self._problem_of_text: dict[str, str] = {}
        self.laws: list[RegionLaw] = []
        self._index_of(question.region)

    def _index_of(self, region_text: str) -> int:
        """The index of a region's law in :attr:`laws`."""
        region = self._library.region(region_text)
        if region.path not in self._index_of_path:
            law = self._library.law_of(region, self._question.readings)
            check_readings(self._schema, law, self._question.readings)
            self._index_of_path[region.path] = len(self.laws)
            self.laws.append(law)
        return self._index_of_path[region.path]

    def bind(self, frame: pl.DataFrame, region: TextColumn | None, index: str = REGION_INDEX) -> pl.DataFrame:
        """Add the index of each row's law; a blank is the question's region, an unknown one a problem of its row."""
        if region is None:
            return frame.with_columns(pl.lit(0, pl.UInt32).alias(index))
        texts = frame.get_column(region.column).str.strip_chars()
        for text in texts.drop_nulls().unique().to_list():
            if text and text not in self._index_of_text and text not in self._problem_of_text:
                try:
                    self._index_of_text[text] = self._index_of(text)
                except BenefitError as error:
                    self._problem_of_text[text] = describe(error.problems[0], region.header)
        frame = frame.with_columns(_looked_up(texts, self._index_of_text, pl.UInt32).fill_null(0).alias(index))
        if self._problem_of_text:
            problems = _looked_up(texts, self._problem_of_text, pl.String)
            frame = frame.with_columns(pl.coalesce(PROBLEM, problems).alias(PROBLEM))
        return frame

    def run(self, benefit: Benefit, frame: pl.DataFrame) -> pl.LazyFrame:
        """Run the rule of a benefit on typed rows with the index of their law, as the question asks.

        Returns:
            What :func:`benefitcli.engine.columns.run_columns` gives.
        """
        question = self._question
        return run_columns(benefit, frame.lazy(), self.laws, question.law_day, question.today_day)


def with_surplus(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows, where those with more cells than there are headers have that as their problem."""
    shown = pl.concat_str(pl.lit('too_many_cells: "'), pl.col(SURPLUS), pl.lit('"'))
    return frame.with_columns(pl.coalesce(shown, PROBLEM).alias(PROBLEM))


def _looked_up(texts: pl.Series, values: Mapping[str, object], kind: type[pl.DataType]) -> pl.Series:
    """The value of each text; null for a text that has none."""
    if not values:
        return pl.repeat(None, texts.len(), dtype=kind, eager=True)
    return texts.replace_strict(list(values), list(values.values()), default=None, return_dtype=kind)


def read_constants(schema: InputSchema, texts: Mapping[str, str]) -> dict[str, int | bool]:
    """The values of fields that are filled for all rows. Raises :class:`BenefitError` for all that cannot be read.

    A text, such as who somebody is, is never the same for all rows.
    """
    problems: list[Problem] = []
    values: dict[str, int | bool] = {}
    fields = {field.name: field for field in schema.fields if field.kind != "text"}
    words = header_words(schema)
    for word, text in texts.items():
        name = words.get(header_key(word), word)
        if name not in fields:
            problems.append(Problem("field_unknown", field=name, accepted=", ".join(fields)))
            continue
        value = parse(fields[name], text)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            values[name] = value
    if problems:
        raise BenefitError(*problems)
    return values
