"""A name that a rule misspells: what it is told, in every form in which the rule runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.benefit import Benefit
from benefitcli.engine.columns import run_columns
from benefitcli.engine.columns.names import PROBLEM, case_column
from benefitcli.engine.formula import run_words
from benefitcli.engine.namespace import VIEWS
from benefitcli.engine.scalar import run_scalar
from benefitcli.law.library import Library

LIBRARY = Library()
LAW = LIBRARY.law_of(LIBRARY.region("yongji"))
DAY = 19_500
CASE = {"birth_date": DAY, "start_date": DAY, "infants": 1, "difficult_birth": False, "birth_order": 1}


def run_on_columns(benefit: Benefit) -> None:
    frame = pl.DataFrame({case_column(name): [CASE.get(name)] for name in (field.name for field in benefit.fields)})
    run_columns(benefit, frame.with_columns(pl.lit(None, pl.String).alias(PROBLEM)).lazy(), [LAW], None, DAY)


FORMS: dict[str, Callable[[Benefit], object]] = {
    "scalar": lambda benefit: run_scalar(benefit, dict.fromkeys((field.name for field in benefit.fields), None) | CASE,
                                         LAW, None, DAY),
    "columns": run_on_columns,
    "formula": lambda benefit: run_words(benefit, LAW, DAY),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("view", [None, *sorted(VIEWS)])
def test_an_unknown_parameter_is_told(form: str, view: str | None) -> None:
    def rule(_case: Any, law: Any, _do: Any, _step: Any) -> None:
        assert (getattr(law, view) if view else law).bse_days

    with pytest.raises(AttributeError, match="the benefit has no parameter bse_days"):
        FORMS[form](replace(find_benefit("leave.maternity"), rule=rule))


@pytest.mark.parametrize("form", FORMS)
def test_an_unknown_field_is_told(form: str) -> None:
    def rule(case: Any, _law: Any, _do: Any, _step: Any) -> None:
        assert case.birth_dat

    with pytest.raises(AttributeError, match="the benefit has no field birth_dat"):
        FORMS[form](replace(find_benefit("leave.maternity"), rule=rule))
