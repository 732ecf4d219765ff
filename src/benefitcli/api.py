"""The library: one case, or a frame of many, with the same answers as the command line.

>>> import benefitcli
>>> answer = benefitcli.calculate("leave.maternity", birth_date="2023-05-01")
>>> answer.values["end_date"]
datetime.date(2023, 10, 5)
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from benefitcli.inputs.case import Question
from benefitcli.law.regions import DEFAULT_REGION
from benefitcli.workflows.case import Answer, calculate_case

if TYPE_CHECKING:
    import polars as pl

    from benefitcli.benefits.plan import Parent
    from benefitcli.workflows.plan import Plan

CaseValue = str | int | float | bool | Decimal | datetime.date | None


def calculate(
    benefit: str,
    *,
    region: str = DEFAULT_REGION,
    on: datetime.date | None = None,
    as_of: datetime.date | None = None,
    readings: Mapping[str, str] | None = None,
    tables: Iterable[str | Path] = (),
    **facts: CaseValue,
) -> Answer:
    """Calculate a benefit for one case.

    Args:
        benefit: Its name, such as ``leave.maternity``.
        region: A name, its pinyin or the division code.
        on: Use the law in force on this day instead of the day of the event.
        as_of: Leave out documents issued after this day.
        readings: Choices for doubtful clauses, by the name of the reading.
        tables: Folders of further documents, laid over the shipped ones.
        facts: The fields of the benefit (``benefitcli fields NAME`` lists them), as texts in any form the command line
            takes or as Python values; amounts are in yuan. None is a field left out.

    Returns:
        ``status`` (``ok`` or ``not_entitled``), ``reason``, ``values`` by result (dates, whole numbers, exact decimals
        in yuan), ``warnings``, and the trace with the source of every step.

    Raises:
        BenefitError: With every problem: ``benefit_unknown``, ``region_unknown``, ``field_missing``, ``out_of_range``,
            ``not_covered`` and those of reading a value.
    """
    return calculate_case(benefit, _texts(facts), _question(region, on, as_of, readings, tables))


def calculate_plan(
    *,
    mother_region: str | None = None,
    father_region: str | None = None,
    without: Parent | None = None,
    region: str = DEFAULT_REGION,
    on: datetime.date | None = None,
    as_of: datetime.date | None = None,
    readings: Mapping[str, str] | None = None,
    tables: Iterable[str | Path] = (),
    **facts: CaseValue,
) -> Plan:
    """Calculate everything a birth gives both parents.

    Args:
        mother_region: The mother's region; ``region`` where it is None.
        father_region: The father's region; ``region`` where it is None.
        without: The parent to leave out: ``mother`` or ``father``.
        region: As for :func:`calculate`, like ``on``, ``as_of``, ``readings`` and ``tables``.
        on: Use the law in force on this day.
        as_of: Leave out documents issued after this day.
        readings: Choices for doubtful clauses.
        tables: Folders of further documents.
        facts: The fields of ``leave.plan``; amounts are in yuan.

    Returns:
        ``items`` in order of time, each with the ``answer`` behind it; what one benefit refuses stands in its item.

    Raises:
        BenefitError: The whole plan cannot be used, as for :func:`calculate`.
    """
    from benefitcli.benefits.plan import PARENTS
    from benefitcli.workflows.plan import Family
    from benefitcli.workflows.plan import calculate_plan as calculate_one

    own = {"mother": mother_region, "father": father_region}
    family = Family({parent: own[parent] or region for parent in PARENTS if parent != without})
    return calculate_one(_texts(facts), _question(region, on, as_of, readings, tables), family)


def calculate_frame(
    benefit: str,
    frame: pl.DataFrame,
    *,
    region: str = DEFAULT_REGION,
    on: datetime.date | None = None,
    as_of: datetime.date | None = None,
    readings: Mapping[str, str] | None = None,
    tables: Iterable[str | Path] = (),
    constants: Mapping[str, str] | None = None,
    prefix: str = "",
    explain: bool = False,
) -> pl.DataFrame:
    """Calculate a benefit for every row of a Polars frame.

    Args:
        benefit: Its name, or ``leave.plan``.
        frame: Columns are found by their English or Chinese names and may be texts or typed; amounts are in yuan.
        region: As for :func:`calculate`, where a row names none; like ``on``, ``as_of``, ``readings`` and ``tables``.
        on: Use the law in force on this day.
        as_of: Leave out documents issued after this day.
        readings: Choices for doubtful clauses.
        tables: Folders of further documents.
        constants: Values for fields that a row leaves blank, as texts.
        prefix: What to put before the names of the new columns.
        explain: Whether to add a column for each step.

    Returns:
        The columns of the frame, then the results (dates, whole numbers, decimals in yuan), ``status``, ``reason`` and
        ``warnings``; a row that cannot be calculated has the status ``error``.

    Raises:
        BenefitError: The whole frame cannot be used: ``column_missing``, ``column_twice``, ``column_clash`` and those
            of :func:`calculate` that no row brings.
    """
    from benefitcli.workflows.batch import Batch, output_rows
    from benefitcli.workflows.pipeline import Job

    question = _question(region, on, as_of, readings, tables)
    batch = Batch(Job(benefit, question, constants or {}, prefix=prefix, explain=explain), frame.columns, "exact")
    piece = frame.rename({name: str(index) for index, name in enumerate(frame.columns)})
    rows = output_rows(batch.run(piece))
    return rows.rename(dict(zip(rows.columns, batch.headers, strict=True)))


def _question(
    region: str,
    on: datetime.date | None,
    as_of: datetime.date | None,
    readings: Mapping[str, str] | None,
    tables: Iterable[str | Path],
) -> Question:
    return Question(region, on, as_of, dict(readings or {}), tuple(Path(folder) for folder in tables))


def _texts(facts: Mapping[str, CaseValue]) -> dict[str, str]:
    def text(value: CaseValue) -> str:
        if isinstance(value, Decimal):
            return f"{value:f}"
        return str(value).lower() if isinstance(value, bool) else str(value)

    return {name: text(value) for name, value in facts.items() if value is not None}
