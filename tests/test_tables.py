"""The tables as a work of editing: what they set, what they cite, and whether the cited text really says it."""

from __future__ import annotations

import ast
import inspect
import re

import pytest

from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.engine.benefit import Benefit
from benefitcli.law.library import Library
from benefitcli.law.model import Cited
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.reader import Document
from support import TESTS

LIBRARY = Library()
DOCUMENTS = [document for region in LIBRARY.regions for document in LIBRARY.documents(region)]
TEXTS = {file.stem: file for file in (TESTS / "law").iterdir() if file.suffix in (".md", ".txt")}
BENEFITS = [find_benefit(name) for name in NAMES]


def normalised(text: str) -> str:
    """A text without what scans and conversions change: blanks, page breaks, half- and full-width marks."""
    text = text.translate(str.maketrans("，；：（）", ",;:()"))
    return re.sub(r"\s+", "", text)


def cited(document: Document) -> list[tuple[str, Cited]]:
    return [*document.clauses, *document.provisions.items(), *document.holidays.items()]


def test_every_parameter_of_the_tables_is_used_by_a_rule_and_the_reverse() -> None:
    used = {name for benefit in BENEFITS for name in benefit.parameters.values()}
    set_by_a_table = {name for document in DOCUMENTS for name, _ in document.clauses}

    assert used == set(PARAMETERS)
    assert set_by_a_table == {name for name, parameter in PARAMETERS.items() if parameter.shipped}


def test_a_parameter_that_no_shipped_table_sets_is_optional_in_its_rule() -> None:
    optional = {name for benefit in BENEFITS for name in benefit.optional_law.values()}
    only_in_some_places = {"leave.marriage.extra_days", "leave.parent_care.days_at_home"}

    assert optional - only_in_some_places == {name for name, parameter in PARAMETERS.items() if not parameter.shipped}


@pytest.mark.parametrize("benefit", BENEFITS, ids=NAMES)
def test_a_rule_asks_for_every_parameter_that_it_declares(benefit: Benefit) -> None:
    module = inspect.getmodule(benefit.rule)
    assert module is not None
    asked = {node.attr for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Attribute)}

    assert set(benefit.parameters) <= asked


PRIMARY = [
    (document, name, clause)
    for document in DOCUMENTS
    for name, clause in cited(document)
    if (clause.evidence or document.instrument.evidence) == "primary"
]


@pytest.mark.parametrize(
    ("document", "name", "clause"), PRIMARY, ids=[f"{document.path}:{name}" for document, name, _ in PRIMARY]
)
def test_a_quotation_stands_in_the_text_it_cites(document: Document, name: str, clause: Cited) -> None:
    text = TEXTS[document.instrument.read_in[0]].read_text(encoding="utf-8")

    assert clause.quote
    assert normalised(clause.quote) in normalised(text), name


@pytest.mark.parametrize(
    ("document", "name", "clause"), PRIMARY, ids=[f"{document.path}:{name}" for document, name, _ in PRIMARY]
)
def test_a_quotation_stands_in_the_article_it_cites(document: Document, name: str, clause: Cited) -> None:
    text = normalised(TEXTS[document.instrument.read_in[0]].read_text(encoding="utf-8"))
    assert clause.article
    assert clause.quote
    article = normalised(re.sub(r"(第[一二三四五六七八九十]+[款项])+$", "", clause.article)).removeprefix("二")
    end = next_article(article)
    start = text.index(article)
    stop = text.find(end, start) if end else len(text)

    assert normalised(clause.quote) in text[start : stop if stop > 0 else len(text)], name


NUMERALS = "零一二三四五六七八九十"


def next_article(article: str) -> str:
    """The heading that follows ``第七条`` or ``(十三)``."""
    match = re.search(r"[一二三四五六七八九十]+", article)
    assert match is not None
    word = match.group()
    tens, _, ones = word.rpartition("十") if "十" in word else ("", "", word)
    value = (
        ((NUMERALS.index(tens) if tens else 1) * 10 if "十" in word else 0) + (NUMERALS.index(ones) if ones else 0) + 1
    )
    ones_word = NUMERALS[value % 10] if value % 10 else ""
    tens_word = ("" if value < 20 else NUMERALS[value // 10]) + "十" if value >= 10 else ""
    return article.replace(word, tens_word + ones_word)


def test_every_official_text_kept_with_the_tests_is_cited() -> None:
    cited_texts = {document.instrument.read_in[0] for document in DOCUMENTS if document.instrument.read_in}

    assert set(TEXTS) <= cited_texts


def test_every_number_of_days_says_how_it_is_counted() -> None:
    for region in LIBRARY.regions.values():
        law = LIBRARY.law_of(region)
        for name, parameter in PARAMETERS.items():
            for period in law.timeline(name).periods if parameter.unit == "day" else ():
                assert period.counting is not None or period.value == 0, (region.path, name, period.first)


def test_what_no_text_says_is_not_shown_as_cited() -> None:
    for document in DOCUMENTS:
        is_convention = document.instrument.evidence == "convention"
        assert is_convention == document.path.endswith("conventions.toml")
        assert document.instrument.read_in or is_convention
        if document.instrument.evidence in ("secondary", "weak"):
            assert not set(document.instrument.read_in) & set(TEXTS)


def test_readings_name_clauses_and_benefits_that_exist() -> None:
    readings = {name: reading for document in DOCUMENTS for name, reading in document.readings.items()}
    of_benefits = {name for benefit in BENEFITS for name in benefit.readings}

    assert set(readings) == of_benefits
    assert {reading.clause for reading in readings.values()} <= set(PARAMETERS)
    ties = {clause.reading for document in DOCUMENTS for _, clause in document.clauses if clause.reading}
    for tie in ties:
        name, _, choice = tie.partition("=")
        assert choice in readings[name].choices


def test_provisions_name_benefits_that_exist() -> None:
    named = {name for document in DOCUMENTS for one in document.provisions.values() for name in one.benefits}

    assert named <= set(NAMES)


def test_every_leave_repeats_the_clause_on_pay() -> None:
    yongji = LIBRARY.law_of(LIBRARY.region("yongji"))
    today = 20_000
    for name in NAMES:
        if name.startswith("leave."):
            assert yongji.provisions(name, today), name


def test_a_document_is_named_after_the_day_it_was_issued_or_came_into_force() -> None:
    for document in DOCUMENTS:
        day = document.path.rpartition("/")[2][:10]
        assert day in (str(document.instrument.issued), str(document.instrument.in_force))
