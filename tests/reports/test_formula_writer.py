"""Brackets keep the meaning of a term: what is done first stands in them where the signs alone would say otherwise."""

from __future__ import annotations

import pytest

from benefitcli.benefits.fields import BIRTH_DATE, BIRTH_ORDER, DIFFICULT_BIRTH, INFANTS, MONTHLY_RATE
from benefitcli.engine.formula.terms import FieldTerm, Operation, Term, call, condition
from benefitcli.i18n import Language
from benefitcli.i18n.translator import Translator
from benefitcli.reports.formula import FormulaWriter
from benefitcli.reports.terminal import NO_BREAK

A, B, RATE = FieldTerm(INFANTS), FieldTerm(BIRTH_ORDER), FieldTerm(MONTHLY_RATE, unit="yuan")
DAY, HARD = FieldTerm(BIRTH_DATE.as_required(), unit="date"), FieldTerm(DIFFICULT_BIRTH)


def written(term: Term, language: Language) -> str:
    writer = FormulaWriter(Translator(language), frozenset(), lambda _sources: "")
    return writer.write(term).replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (A - (B - 1), "Infants − (Birth order − 1)"),
        (A - B - 1, "Infants − Birth order − 1"),
        (A + (B - 1), "Infants + Birth order − 1"),
        ((A + B) * 2, "(Infants + Birth order) × 2"),
        (A * B + 2, "Infants × Birth order + 2"),
        (call("share", None, A + B, B) * 2, "((Infants + Birth order) × Birth order (rounded to the fen, halves up)) × 2"),
        ((A // B) + 1, "Infants ÷ Birth order (rounded down) + 1"),
        (DAY + 1, "Birth date + 1 day"),
        (DAY - 7, "Birth date − 7 days"),
        (call("anniversary", "date", DAY, 3) - 1, "Birth date + 3 years − 1 day"),
        (call("year_of", None, DAY) + 1, "(the year of Birth date) + 1"),
        (call("month_of", "month", DAY + 1), "the month of (Birth date + 1 day)"),
        (call("latest", None, A, B - 1), "the larger of Infants and (Birth order − 1)"),
        (call("earliest", "date", DAY, DAY, DAY), "the earliest of Birth date, Birth date and Birth date"),
        (call("latest", "yuan", RATE, A), "the larger of Monthly rate (if given) and Infants"),
        (call("otherwise", None, A, B) > 1, "(Infants, failing that Birth order) > 1"),
        (call("otherwise", None, A * B, B), "Infants × Birth order, failing that Birth order"),
        (((A > 1) | (B > 2)) & HARD, "(Infants > 1 or Birth order > 2) and Difficult birth = yes"),
        ((A > 1) | ((B > 2) & ~HARD), "Infants > 1 or (Birth order > 2 and Difficult birth = no)"),
        (condition("not_given", RATE), "Monthly rate is not given"),
        (call("pick", None, HARD, A, B), "Infants (if Difficult birth = yes), otherwise Birth order"),
    ],
)  # fmt: skip
def test_english(term: Operation, expected: str) -> None:
    assert written(term, "en") == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ((A - 1) * B, "（婴儿数 − 1）× 孩次"),
        (A * (B - 1), "婴儿数 ×（孩次 − 1）"),
        (call("first_day_of_year", "date", call("year_of", None, DAY) + 1), "（出生日期所在年份 + 1）的1月1日"),
        (call("next_workday", "date", DAY + 1), "（出生日期 + 1 天）当天或其后的第一个工作日"),
        (call("otherwise", "yuan", RATE, A), "每月标准，没有则为婴儿数"),
        ((A > 1) & HARD, "婴儿数 > 1，且难产 = 是"),
        (call("latest", "yuan", RATE, A), "每月标准（如填）与婴儿数中较大的"),
    ],
)
def test_chinese(term: Operation, expected: str) -> None:
    assert written(term, "zh") == expected
