"""The word form says what the other two do: a reader who works a formula out by itself comes to the same numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benefitcli.benefits.fields import BIRTH_ORDER, DIFFICULT_BIRTH, INFANTS, MONTHLY_RATE
from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.engine.formula import run_words
from benefitcli.engine.formula.settle import settle, settle_condition
from benefitcli.engine.formula.terms import FieldTerm, Formula, NumberTerm, Operation, Parameter, Term, condition
from benefitcli.engine.formula.verbs import WordVerbs
from benefitcli.engine.namespace import VIEWS
from benefitcli.engine.rule import NOT_YET_ISSUED, Verbs
from benefitcli.engine.scalar import run_scalar
from benefitcli.engine.texts import machine_value
from benefitcli.errors import BenefitError
from benefitcli.i18n.formulas import OPERATORS, PHRASES
from benefitcli.i18n.formulas import VIEWS as VIEW_WORDS
from benefitcli.inputs.case import Question, read_case
from benefitcli.law.dates import to_day
from benefitcli.workflows.case import calculate_case
from formula_value import FormulaReader, MissingError, Reached
from strategies import DAYS, random_rows, readings
from support import TESTS, TODAY, Case, plain, read_cases

CASES = [case for file in sorted((TESTS / "cases").rglob("*.toml")) for case in read_cases(file)]
ROWS = 60
LIBRARY = Question().library()
CHOICES = {
    name: list(reading.choices)
    for region in LIBRARY.regions.values()
    for name, reading in LIBRARY.law_of(region).readings.items()
}


def read_formula(name: str, facts: dict[str, str], question: Question, *, settled: bool) -> Reached:
    """What the formula of a benefit comes to in a case; raises where a number that it needs is set by no document."""
    benefit = find_benefit(name)
    library = question.library()
    law = library.law_of(library.region(question.region), question.readings)
    on = to_day(question.on) if question.on else None
    reader = FormulaReader(benefit, law, read_case(benefit, facts), on, to_day(question.today), settled)
    formula = run_words(benefit, law, on or to_day(question.today))
    # The page of another day may leave out what cannot happen under its law: take that of the event.
    page = run_words(benefit, law, on or reader.event_of(formula))
    return reader.read(page)


@pytest.mark.parametrize("settled", [False, True], ids=["rule", "page"])
@pytest.mark.parametrize("case", CASES, ids=[f"{case.region}-{case.benefit}-{case.title}" for case in CASES])
def test_a_formula_comes_to_what_the_law_gives(case: Case, settled: bool) -> None:
    try:
        reached = read_formula(case.benefit, case.given, case.question, settled=settled)
    except (MissingError, BenefitError):
        assert case.status == "error"
        return

    assert (reached.status, reached.reason) == (case.status, case.reason)
    amounts = {name: amount for name, amount, _ in reached.steps}
    for result in find_benefit(case.benefit).results:
        if result.name in case.expect:
            found = plain(machine_value(result.kind, amounts[result.name], result.choices), result.kind)
            assert found == plain(case.expect[result.name], result.kind)


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data(), seed=st.integers(0, 2**32), settled=st.booleans())
def test_formula_and_answer_agree(name: str, data: st.DataObject, seed: int, settled: bool) -> None:
    benefit = find_benefit(name)
    on, as_of, taken = data.draw(DAYS), data.draw(DAYS), data.draw(readings(benefit, CHOICES))
    compared = 0
    for case in random_rows(benefit, Random(seed), ROWS):
        question = Question(on=on or (TODAY if settled else None), as_of=as_of, readings=taken, today=TODAY)
        question = replace(question, region="yongji" if case["region"] == "nowhere" else case["region"])
        facts = {field: text for field, text in case.items() if field != "region"}
        try:
            read_case(benefit, facts)
        except BenefitError:
            continue
        compared += 1
        assert_agree(name, facts, question, settled=settled)
    assert compared


def assert_agree(name: str, facts: dict[str, str], question: Question, *, settled: bool) -> None:
    benefit = find_benefit(name)
    library = question.library()
    law = library.law_of(library.region(question.region), question.readings)
    on = to_day(question.on) if question.on else None
    try:
        trace = run_scalar(benefit, read_case(benefit, facts), law, on, to_day(question.today))
    except BenefitError:  # a calendar that no document of the tables covers
        return
    if trace.problem and trace.problem.code == "not_covered":
        return
    reached = read_formula(name, facts, question, settled=settled)
    reason = trace.problem.code if trace.problem else trace.reason
    assert (reached.status, reached.reason) == (trace.status, reason), facts
    assert reached.steps == [(step.name, step.amount, step.applied) for step in trace.steps], facts
    assert reached.warnings == set(trace.warnings) - {NOT_YET_ISSUED}, facts


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_are_those_of_the_answer(name: str) -> None:
    facts = {one.name: "true" if one.kind == "boolean" else one.example for one in find_benefit(name).fields}
    facts |= {"from_month": "", "to_month": ""} if name == "allowance" else {}
    facts = {key: text for key, text in facts.items() if any(key == one.name for one in find_benefit(name).fields)}
    answer = calculate_case(name, facts, Question(today=TODAY))

    assert answer.status == "ok"
    assert [step.name for step in formula_of(name).steps] == [step.name for step in answer.trace.steps]
    assert [step.unit for step in formula_of(name).steps] == [step.unit for step in answer.trace.steps]


@pytest.mark.parametrize("region", ["cn", "shanxi", "yongji"])
@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_of_the_rule_is_a_term(name: str, region: str) -> None:
    named = {term.name for term in formula_of(name, region).terms() if isinstance(term, Parameter)}

    assert named == set(find_benefit(name).parameters.values())


def formula_of(name: str, region: str = "yongji") -> Formula:
    library = Question().library()
    return run_words(find_benefit(name), library.law_of(library.region(region)), to_day(TODAY))


def test_every_verb_has_a_word_form() -> None:
    verbs = {name for name in vars(Verbs) if not name.startswith("_")}

    assert verbs - set(vars(WordVerbs)) == set()


def test_every_operation_and_view_has_its_words() -> None:
    with_words_of_their_own = {"and", "or", "not", "otherwise"}
    extremes = {"latest", "earliest"}
    used = {term.op for name in NAMES for term in formula_of(name).terms() if isinstance(term, Operation)}
    verbs = set(re.findall(r'(?:call|condition|Operation)\(\s*"(\w+)"', word_verbs_source()))

    assert used | verbs <= set(PHRASES) | set(OPERATORS) | with_words_of_their_own | extremes
    settled_as_conditions = {"counting_assumed", "floor"}
    by_their_verb = {"scale", "counting", "clause"} | settled_as_conditions
    assert VIEWS - by_their_verb <= set(VIEW_WORDS)


def word_verbs_source() -> str:
    import benefitcli.engine.formula.verbs as module

    return Path(str(module.__file__)).read_text(encoding="utf-8")


INFANTS_TERM, ORDER, RATE = FieldTerm(INFANTS), FieldTerm(BIRTH_ORDER), FieldTerm(MONTHLY_RATE, unit="yuan")


def written(term: Term) -> str:
    """A term in Polish notation."""
    if isinstance(term, Operation):
        return f"({' '.join([term.op, *map(written, term.operands)])})"
    return term.field.name if isinstance(term, FieldTerm) else str(getattr(term, "value", term))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (INFANTS_TERM + 0, "infants"),
        (0 + INFANTS_TERM, "infants"),
        (INFANTS_TERM - 0, "infants"),
        (INFANTS_TERM * 1, "infants"),
        (1 * INFANTS_TERM, "infants"),
        (INFANTS_TERM * 0, "0"),
        (INFANTS_TERM + 3 - 1, "(add infants 2)"),
        (INFANTS_TERM - 1 - 1, "(subtract infants 2)"),
        (INFANTS_TERM - 1 + 1, "infants"),
        (1 - INFANTS_TERM, "(subtract 1 infants)"),
        (Operation("first_day_of_year", (INFANTS_TERM + 1,)) - 1, "(last_day_of_year infants)"),
        (Operation("first_day_of_year", (INFANTS_TERM,)) - 1, "(last_day_of_year (subtract infants 1))"),
        (Operation("anniversary", (INFANTS_TERM, NumberTerm(0))), "infants"),
        (
            Operation("otherwise", (condition("otherwise", RATE, ORDER), NumberTerm(0))),
            "(otherwise monthly_rate birth_order 0)",
        ),
    ],
)
def test_terms_are_settled_as_people_write_them(term: Term, expected: str) -> None:
    assert written(settle(term, {})) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (~(INFANTS_TERM > 1), "(less_or_equal infants 1)"),
        (~(INFANTS_TERM == 1), "(not_equal infants 1)"),
        (~~(INFANTS_TERM != 1), "(not_equal infants 1)"),
        (~((INFANTS_TERM > 1) & (ORDER < 2)), "(or (less_or_equal infants 1) (greater_or_equal birth_order 2))"),
        (~((INFANTS_TERM >= 1) | (ORDER <= 2)), "(and (less infants 1) (greater birth_order 2))"),
        (~FieldTerm(DIFFICULT_BIRTH), "(not difficult_birth)"),
        (~condition("given", RATE), "(not_given monthly_rate)"),
        (
            ~condition("given", condition("otherwise", RATE, ORDER)),
            "(and (not_given monthly_rate) (not_given birth_order))",
        ),
    ],
)
def test_conditions_are_turned_the_right_way_round(term: Term, expected: str) -> None:
    assert written(settle_condition(term, {})) == expected


def test_a_term_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="cannot branch"):
        bool(INFANTS_TERM > 1)
