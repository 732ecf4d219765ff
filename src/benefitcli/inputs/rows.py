"""The facts of many rows: the columns of a table as typed values, beside each row the law that it falls under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from benefitcli.engine.benefit import REGION, InputSchema
from benefitcli.engine.columns.names import PROBLEM, REGION_INDEX, SURPLUS
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.case import Question, check_readings, default_values
from benefitcli.inputs.columns import TextColumn, as_input_text, describe, read_facts
from benefitcli.inputs.headers import header_key, header_words, map_headers
from benefitcli.inputs.parse import parse
from benefitcli.law.library import RegionLaw


class RowReader:
    """The facts of a benefit in the rows of one table.

    ``columns`` says where each field stands; ``found`` has the header of each field, ``other`` the headers that mean
    none. Raises :class:`BenefitError` where the whole table cannot be used.
    """

    def __init__(
        self, form: InputSchema, headers: Sequence[str], question: Question, constants: Mapping[str, str] | None = None
    ) -> None:
        """Find the columns; ``constants`` fill a field for all rows that leave it blank."""
        self.form = form
        given = read_constants(form, constants or {})
        self.places = map_headers(form, headers, list(given))
        self.columns = {one: TextColumn(str(index), headers[index]) for one, index in self.places.items()}
        self.found = {one: headers[index] for one, index in self.places.items()}
        self.other = [header for index, header in enumerate(headers) if index not in self.places.values()]
        self.constants: dict[str, int | bool | None] = {**default_values(form), **given}
        self.laws = Laws(form, question)

    def texts(self, piece: pl.DataFrame) -> list[pl.Series]:
        """The columns that facts are read from, as texts."""
        return [as_input_text(piece.get_column(one.column)) for one in self.columns.values()]

    def read(self, piece: pl.DataFrame) -> pl.DataFrame:
        """The rows with a typed column for each field, the index of their law, and what is wrong with them or null."""
        return self.laws.bind(self.facts(piece), self.columns.get(REGION))

    def facts(self, piece: pl.DataFrame) -> pl.DataFrame:
        """The rows with a typed column for each field, and what is wrong with them or null."""
        frame = read_facts(self.form, piece.with_columns(self.texts(piece)), self.columns, self.constants)
        return with_surplus(frame) if SURPLUS in piece.columns else frame


class Laws:
    """The laws that the rows of a table need, found as their regions turn up."""

    def __init__(self, form: InputSchema, question: Question) -> None:
        self._form = form
        self._question = question
        self._library = question.library()
        self._paths: dict[str, int] = {}
        self._indices: dict[str, int] = {}
        self._unknown: dict[str, str] = {}
        self.laws: list[RegionLaw] = []
        self._index_of(question.region)

    def _index_of(self, word: str) -> int:
        """The place of a region's law in :attr:`laws`."""
        region = self._library.region(word)
        if region.path not in self._paths:
            law = self._library.law_of(region, self._question.readings)
            check_readings(self._form, law, self._question.readings)
            self._paths[region.path] = len(self.laws)
            self.laws.append(law)
        return self._paths[region.path]

    def bind(self, frame: pl.DataFrame, place: TextColumn | None, index: str = REGION_INDEX) -> pl.DataFrame:
        """Add the index of each row's law; a blank is the question's region, an unknown one a problem of its row."""
        if place is None:
            return frame.with_columns(pl.lit(0, pl.UInt32).alias(index))
        words = frame.get_column(place.column).str.strip_chars()
        for word in words.drop_nulls().unique().to_list():
            if word and word not in self._indices and word not in self._unknown:
                try:
                    self._indices[word] = self._index_of(word)
                except BenefitError as error:
                    self._unknown[word] = describe(error.problems[0], place.header)
        frame = frame.with_columns(_looked_up(words, self._indices, pl.UInt32).fill_null(0).alias(index))
        if self._unknown:
            problems = _looked_up(words, self._unknown, pl.String)
            frame = frame.with_columns(pl.coalesce(PROBLEM, problems).alias(PROBLEM))
        return frame


def with_surplus(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows, where those with more cells than there are headers have that as their problem."""
    shown = pl.concat_str(pl.lit('too_many_cells: "'), pl.col(SURPLUS), pl.lit('"'))
    return frame.with_columns(pl.coalesce(shown, PROBLEM).alias(PROBLEM))


def _looked_up(words: pl.Series, found: Mapping[str, object], kind: type[pl.DataType]) -> pl.Series:
    """What is found for each word; null for a word that is not there."""
    if not found:
        return pl.repeat(None, words.len(), dtype=kind, eager=True)
    return words.replace_strict(list(found), list(found.values()), default=None, return_dtype=kind)


def read_constants(form: InputSchema, texts: Mapping[str, str]) -> dict[str, int | bool]:
    """The values of fields that are filled for all rows. Raises :class:`BenefitError` for all that cannot be read.

    A text, such as who somebody is, is never the same for all rows.
    """
    problems: list[Problem] = []
    values: dict[str, int | bool] = {}
    known = {one.name: one for one in form.fields if one.kind != "text"}
    words = header_words(form)
    for word, text in texts.items():
        name = words.get(header_key(word), word)
        if name not in known:
            problems.append(Problem("field_unknown", field=name, accepted=", ".join(known)))
            continue
        value = parse(known[name], text)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            values[name] = value
    if problems:
        raise BenefitError(*problems)
    return values
