"""Numbers and conditions that carry their clauses: the same arithmetic and the same logic as the columns have."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable
from itertools import product
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefitcli.engine.quantity import Condition, Quantity, merged, sources_of
from benefitcli.law.source import Source

Operation = Callable[[Any, Any], Any]

TRUTHS = (True, False, None)
ARITHMETIC: list[Operation] = [operator.add, operator.sub, operator.mul]
COMPARISONS: list[Operation] = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
NUMBERS = st.one_of(st.none(), st.integers(-3, 3), st.integers(-(10**9), 10**9))


def name_of(operation: Operation) -> str:
    return str(getattr(operation, "__name__", operation))


def source(title: str) -> Source:
    return Source(title, title, None, "第一条", "…", datetime.date(2020, 1, 1), "primary")


LAW, PLAN, REPLY = source("law"), source("plan"), source("reply")


def by_polars(operation: Operation, left: int | None, right: int | None) -> int | bool | None:
    columns = pl.DataFrame({"left": [left], "right": [right]}, schema={"left": pl.Int64, "right": pl.Int64})
    value: int | bool | None = columns.select(operation(pl.col("left"), pl.col("right"))).item()
    return value


@pytest.mark.parametrize("operation", [*ARITHMETIC, *COMPARISONS], ids=name_of)
@settings(deadline=None)
@given(NUMBERS, NUMBERS)
def test_a_figure_reckons_and_compares_as_a_column_does(
    operation: Operation, left: int | None, right: int | None
) -> None:
    assert operation(Quantity(left), Quantity(right)).value == by_polars(operation, left, right)


@settings(deadline=None)
@given(NUMBERS, NUMBERS.filter(lambda number: number != 0))
def test_a_figure_is_divided_as_a_column_is_rounding_down(left: int | None, right: int | None) -> None:
    assert (Quantity(left) // Quantity(right)).value == by_polars(operator.floordiv, left, right)


@pytest.mark.parametrize(
    ("left", "right", "quotient"), [(7, 2, 3), (-7, 2, -4), (7, -2, -4), (-7, -2, 3), (6, 3, 2), (0, 5, 0), (1, 2, 0)]
)
def test_quotients_are_rounded_down(left: int, right: int, quotient: int) -> None:
    assert (Quantity(left) // right).value == quotient


@pytest.mark.parametrize(
    ("result", "value"),
    [
        (Quantity(98) + Quantity(15), 113),
        (Quantity(98) + 15, 113),
        (Quantity(98) - 15, 83),
        (Quantity(98) * 3, 294),
        (15 + Quantity(98), 113),
        (100 - Quantity(98), 2),
        (Quantity(3) * Quantity(0), 0),
        (sum([Quantity(1), Quantity(2), Quantity(3)]), 6),
    ],
)
def test_sums_differences_and_products(result: Quantity, value: int) -> None:
    assert isinstance(result, Quantity)
    assert result.value == value


@pytest.mark.parametrize(
    "product_of",
    [lambda number, figure: number * figure, lambda number, figure: figure * number],
    ids=["left", "right"],
)
def test_a_plain_number_may_stand_on_either_side_of_a_product(product_of: Operation) -> None:
    assert product_of(2, Quantity(98)).value == 196


@pytest.mark.parametrize("operation", [*ARITHMETIC, operator.floordiv, *COMPARISONS], ids=name_of)
@pytest.mark.parametrize(("left", "right"), [(None, 1), (1, None), (None, None)])
def test_with_a_missing_number_the_result_is_missing(operation: Operation, left: int | None, right: int | None) -> None:
    assert operation(Quantity(left), Quantity(right)).value is None


def test_a_missing_number_is_missing_beside_plain_numbers_too() -> None:
    missing = Quantity(None, "day", (LAW,))
    for result in (missing + 1, 1 + missing, missing - 1, 1 - missing, missing * 0, missing // 2):
        assert (result.value, result.unit, result.sources) == (None, "day", (LAW,))
    for condition in (missing == 1, missing != 1, missing < 1, missing >= 1):
        assert (condition.value, condition.sources) == (None, (LAW,))


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Quantity(3) < 4, True),
        (Quantity(3) < 3, False),
        (Quantity(3) <= 3, True),
        (Quantity(3) > 3, False),
        (Quantity(3) >= 3, True),
        (Quantity(3) == 3, True),
        (Quantity(3) != 3, False),
        (operator.lt(2, Quantity(3)), True),
        (operator.gt(3, Quantity(3)), False),
        (Quantity(3) == Quantity(3), True),
        (Quantity(3, "day") == Quantity(3, "month"), True),
    ],
)
def test_a_comparison_is_a_condition(condition: Condition, value: bool) -> None:
    assert isinstance(condition, Condition)
    assert condition.value is value


@pytest.mark.parametrize(
    ("result", "unit"),
    [
        (Quantity(10, "date") + Quantity(5, "day"), "date"),
        (Quantity(10, "date") - Quantity(5, "day"), "date"),
        (Quantity(10, "date") - 5, "date"),
        (Quantity(10, "date") - Quantity(5, "date"), "day"),
        (Quantity(10, "month") - Quantity(5, "month"), "months"),
        (Quantity(10, "month") + 1, "month"),
        (Quantity(10, "yuan") * Quantity(3, "place"), "yuan"),
        (Quantity(10, "yuan") - Quantity(3, "yuan"), "yuan"),
        (Quantity(10) * Quantity(3, "day"), "day"),
        (1 + Quantity(3, "day"), "day"),
        (100 - Quantity(3, "day"), "day"),
        (Quantity(10) + 1, None),
    ],
)
def test_a_result_has_the_unit_of_its_left_number(result: Quantity, unit: str | None) -> None:
    assert result.unit == unit


@pytest.mark.parametrize("operation", [*ARITHMETIC, operator.floordiv, *COMPARISONS], ids=name_of)
def test_a_result_rests_on_the_clauses_of_both_numbers_each_once_and_in_order(operation: Operation) -> None:
    left, right = Quantity(6, "day", (LAW, PLAN)), Quantity(3, "day", (PLAN, REPLY))
    assert operation(left, right).sources == (LAW, PLAN, REPLY)
    assert operation(left, 3).sources == (LAW, PLAN)


def test_the_span_of_two_dates_rests_on_the_clauses_of_both() -> None:
    assert (Quantity(6, "date", (LAW,)) - Quantity(3, "date", (PLAN,))).sources == (LAW, PLAN)


def test_sources_are_merged_in_the_order_of_their_first_appearance() -> None:
    assert merged((PLAN, LAW), (), (LAW, REPLY, PLAN)) == (PLAN, LAW, REPLY)
    assert merged() == ()
    assert sources_of([Quantity(1, None, (REPLY,)), Quantity(2), Quantity(None, None, (LAW, REPLY))]) == (REPLY, LAW)


def truth_by_polars(operation: Callable[..., Any], *truths: bool | None) -> bool | None:
    names = [str(index) for index in range(len(truths))]
    columns = pl.DataFrame([truths], schema=[(name, pl.Boolean) for name in names], orient="row")
    value: bool | None = columns.select(operation(*map(pl.col, names))).item()
    return value


@pytest.mark.parametrize("operation", [operator.and_, operator.or_], ids=["and", "or"])
@pytest.mark.parametrize(("left", "right"), list(product(TRUTHS, TRUTHS)))
def test_and_and_or_are_those_of_the_columns(operation: Operation, left: bool | None, right: bool | None) -> None:
    assert operation(Condition(left), Condition(right)).value is truth_by_polars(operation, left, right)


@pytest.mark.parametrize("truth", TRUTHS)
def test_not_is_that_of_the_columns(truth: bool | None) -> None:
    assert (~Condition(truth)).value is truth_by_polars(lambda column: ~column, truth)


@pytest.mark.parametrize(("one", "two", "three"), list(product(TRUTHS, TRUTHS, TRUTHS)))
def test_conditions_joined_are_those_of_the_columns(one: bool | None, two: bool | None, three: bool | None) -> None:
    def joined(a: Any, b: Any, c: Any) -> Any:
        return (a | ~b) & (b | c) & ~(a & c)

    assert joined(*map(Condition, (one, two, three))).value is truth_by_polars(joined, one, two, three)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, False, False, False),
        (True, None, None, True),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_the_logic_is_kleenes(left: bool | None, right: bool | None, both: bool | None, either: bool | None) -> None:
    for one, other in ((Condition(left), Condition(right)), (Condition(right), Condition(left))):
        assert (one & other).value is both
        assert (one | other).value is either


def test_a_condition_rests_on_the_clauses_of_all_that_was_compared() -> None:
    first, second = Condition(True, (LAW, PLAN)), Condition(False, (PLAN, REPLY))  # noqa: FBT003
    assert (first & second).sources == (LAW, PLAN, REPLY)
    assert (first | second).sources == (LAW, PLAN, REPLY)
    assert (~first).sources == (LAW, PLAN)


@pytest.mark.parametrize("value", [*map(Condition, TRUTHS), *map(Quantity, (None, 0, 1)), Quantity(1) < 2], ids=repr)
def test_a_truth_value_is_refused(value: Quantity | Condition) -> None:
    with pytest.raises(TypeError, match="branch"):
        bool(value)


def test_every_way_to_branch_is_refused() -> None:
    figure, condition = Quantity(2), Quantity(2) > 1
    attempts: list[Callable[[], Any]] = [
        lambda: 1 if condition else 2,
        lambda: condition and figure,
        lambda: figure or 0,
        lambda: not condition,
        lambda: 1 < figure < 3,
        lambda: max(figure, Quantity(3)),
        lambda: sorted([figure, Quantity(1)]),
        lambda: figure in [Quantity(3), Quantity(4)],
        lambda: all([condition]),
    ]
    for attempt in attempts:
        with pytest.raises(TypeError, match="branch"):
            attempt()


def test_figures_cannot_be_keys_since_they_cannot_be_told_apart() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Quantity(1))


def test_figures_and_conditions_do_not_change() -> None:
    for value in (Quantity(1), Condition(value=True)):
        with pytest.raises(AttributeError):
            value.value = None  # type: ignore[misc]
