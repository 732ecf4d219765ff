"""From wishes and answers to a draft: what the options leave open is asked for in a terminal, and else an error."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benefitcli.benefits.fields import ON
from benefitcli.cli.asker import Prompter, tell
from benefitcli.cli.options import split_pair
from benefitcli.errors import BenefitError, Problem
from benefitcli.inputs.parse import parse
from benefitcli.law.authoring import Draft, DraftClause, check_slug, new_region, number_of, parameter_named
from benefitcli.law.dates import to_date
from benefitcli.law.library import Library
from benefitcli.law.regions import Region


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """What the options say, as they were written."""

    region: str | None
    name: str | None
    name_en: str | None
    code: str | None
    parent: str | None
    title: str | None
    title_en: str | None
    number: str | None
    issuer: str | None
    issued: str | None
    in_force: str | None
    in_force_to: str | None
    evidence: str
    sets: tuple[str, ...]
    articles: tuple[str, ...]
    quotes: tuple[str, ...]
    slug: str | None


def make_draft(library: Library, wishes: DraftOptions, asker: Prompter) -> Draft:
    """The draft that the wishes and the answers make. Raises :class:`BenefitError` with all that is missing or wrong."""
    region, is_new = _region(library, wishes, asker)
    title = asker.take("title", wishes.title, _text)
    number = asker.take("number", wishes.number, str, default="")
    issuer = asker.take("issuer", wishes.issuer, _text)
    issued = asker.take("issued", wishes.issued, _day("issued"))
    first = asker.take("in_force", wishes.in_force, _day("in_force"), default=str(issued)) if issued else None
    last = asker.take("in_force_to", wishes.in_force_to, _day("in_force_to")) if wishes.in_force_to else None
    clauses = _clauses(wishes, asker)
    slug = asker.take("slug", wishes.slug, check_slug) if wishes.slug is not None else None
    asker.finish()
    assert region is not None, "a region that is missing is a problem"
    instrument = {
        "title": title,
        "title_en": wishes.title_en or title,
        "number": number or None,
        "issuer": issuer,
        "issued": issued,
        "in_force": first,
        "in_force_to": last,
        "evidence": wishes.evidence,
    }
    return Draft(region, is_new, instrument, clauses, slug)


def _region(library: Library, wishes: DraftOptions, asker: Prompter) -> tuple[Region | None, bool]:
    """The region of the document, and whether it is a new one: a name makes it so, or an answer that none is called."""
    asked = asker.take("region", wishes.region, _text)
    if asked is None:
        return None, False
    is_new = wishes.name is not None or wishes.code is not None or wishes.parent is not None
    try:
        known = library.region(asked)
    except BenefitError as error:
        if not is_new and not (asker.may_ask and wishes.region is None):
            asker.problems += error.problems
            return None, False
    else:
        if is_new:
            asker.problems.append(Problem("draft_region_exists", value=asked))
        return known, False
    parent = asker.take("parent", wishes.parent, library.region)
    name = asker.take("name", wishes.name, _text)
    code = asker.take("code", wishes.code, _text)
    if parent is None or name is None or code is None:
        return None, True
    try:
        return new_region(parent, asked, name, wishes.name_en or asked.capitalize(), code), True
    except BenefitError as error:
        asker.problems += error.problems
        return None, True


def _clauses(wishes: DraftOptions, asker: Prompter) -> tuple[DraftClause, ...]:
    """The numbers with their articles and quotations; asked for one by one where no option gives any."""
    if not wishes.sets and asker.may_ask:
        return tuple(_asked_clauses(asker))
    if not wishes.sets:
        asker.missing.append("--set")
    count = len(wishes.sets)
    articles = _paired("article", wishes.articles, count, asker)
    quotes = _paired("quote", wishes.quotes, count, asker)
    clauses = []
    for text, article, quote in zip(wishes.sets, articles, quotes, strict=True):
        setting = asker.take("set", text, _setting)
        cited = asker.take("article", article, _text), asker.take("quote", quote, _text)
        if setting and cited[0] and cited[1]:
            clauses.append(DraftClause(*setting, cited[0], cited[1]))
    return tuple(clauses)


def _asked_clauses(asker: Prompter) -> Sequence[DraftClause]:
    clauses: list[DraftClause] = []
    while True:
        text = asker.ask("set", "", example="allowance.monthly_rate=300")
        if not text and clauses:
            return clauses
        try:
            setting = _setting(text)
        except BenefitError as error:
            tell(error)
            continue
        article, quote = (asker.take(name, None, _text) or "" for name in ("article", "quote"))
        clauses.append(DraftClause(*setting, article, quote))


def _paired(name: str, texts: tuple[str, ...], count: int, asker: Prompter) -> Sequence[str | None]:
    """One text for each number: one for all, one for each, or none yet."""
    if len(texts) <= 1:
        return (texts or (None,)) * count
    if len(texts) != count:
        asker.problems.append(Problem("draft_counts_differ", f"--{name}", str(count), details={"count": len(texts)}))
    return (*texts, *(None,) * count)[:count]


def _setting(text: str) -> tuple[str, str, str]:
    """``PARAMETER=NUMBER`` as the parameter, the key of the clause and its number."""
    name, number = split_pair(text, "draft_set_malformed")
    return (parameter_named(name), *number_of(number))


def _day(name: str) -> Callable[[str], datetime.date]:
    def read(text: str) -> datetime.date:
        value = parse(replace(ON, name=f"--{name.replace('_', '-')}"), text)
        if isinstance(value, Problem):
            raise BenefitError(value)
        return to_date(value)

    return read


def _text(text: str) -> str:
    if not text.strip():
        raise BenefitError(Problem("draft_text_empty"))
    return text.strip()
