"""What should be looked at in one document: a quotation without its number, a name that nothing has, another place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import chain

from benefitcli.errors import Problem
from benefitcli.law.lint.numerals import numbers_in
from benefitcli.law.model import Clause
from benefitcli.law.parameters import PARAMETERS, Unit
from benefitcli.law.reader import Document
from benefitcli.law.regions import Region

# What a text may count in instead of the unit of the table: 60分钟 for an hour, 36个月 for three years.
_OTHER_UNITS: dict[Unit, tuple[tuple[str, int], ...]] = {
    "hour": (("分钟", 60),),
    "week": (("天", 7), ("日", 7)),
    "year": (("个月", 12), ("月龄", 12)),
}


def document_findings(
    document: Document, regions: Mapping[str, Region], benefits: Collection[str]
) -> Iterable[Problem]:
    """What should be looked at in a document; ``regions`` are all that are known, by path."""
    return chain(
        _quotations_without_number(document),
        _names_that_nothing_has(document, benefits),
        _other_places(document, regions),
    )


def _quotations_without_number(document: Document) -> Iterable[Problem]:
    for name, clause in document.clauses:
        for number in _numbers_of(clause):
            if not names_number(clause.quote, number, PARAMETERS[name].unit):
                yield _finding("check_quote_without_number", document, name, number, quote=clause.quote)
    for name, holiday in document.holidays.items():
        if not names_number(holiday.quote, Decimal(holiday.days), "day"):
            key = f"holidays.{name}"
            yield _finding("check_quote_without_number", document, key, holiday.days, quote=holiday.quote)


def _numbers_of(clause: Clause) -> list[Decimal]:
    """The numbers that the text must give.

    A nought is what a text gives that says nothing of the matter, and ``before`` is about the time without the text.
    """
    numbers = [clause.value, clause.add, *(bracket.value for bracket in clause.scale or ())]
    return [number for number in dict.fromkeys(numbers) if number]


def names_number(quote: str | None, number: Decimal, unit: Unit) -> bool:
    """Whether a quotation names a number, in Arabic or Chinese numerals, in its unit or one that a text may prefer.

    Where there is no quotation there is nothing to look at.
    """
    numbers = numbers_in(quote or "")
    others = ((word, number * factor) for word, factor in _OTHER_UNITS.get(unit, ()))
    return (
        not quote
        or any(value == number for value, _ in numbers)
        or any(value == other and behind.startswith(word) for word, other in others for value, behind in numbers)
    )


def _names_that_nothing_has(document: Document, benefits: Collection[str]) -> Iterable[Problem]:
    """A reading of a parameter, or a clause for a benefit, that does not exist is never shown to anyone."""
    for name, reading in document.readings.items():
        if reading.clause not in PARAMETERS:
            yield _finding("check_unknown_clause", document, f"readings.{name}.clause", reading.clause)
    for name, provision in document.provisions.items():
        for benefit in provision.benefits:
            if benefit not in benefits:
                key = f"provisions.{name}.benefits"
                yield _finding("check_unknown_benefit", document, key, benefit, accepted=", ".join(sorted(benefits)))


def _other_places(document: Document, regions: Mapping[str, Region]) -> Iterable[Problem]:
    """A title or an issuer that names a region which is neither that of the folder nor one above it."""
    own = regions.get(document.path.rpartition("/")[0])
    if own is None:
        return
    here = [regions[path].name for path in own.chain if path in regions]
    others = [region.name for region in regions.values() if region.path not in own.chain]
    for key in ("title", "issuer"):
        text = getattr(document.instrument, key)
        named = [name for name in others if name in text]
        if named and not any(name in text for name in here):
            details = {"other": named[0], "region": own.name}
            yield _finding("check_other_place", document, f"instrument.{key}", text, **details)


def _finding(
    code: str, document: Document, key: str, value: object, accepted: str | None = None, **details: object
) -> Problem:
    return Problem(
        code, field=key, value=str(value), accepted=accepted, details={"file": document.file, "key": key, **details}
    )
