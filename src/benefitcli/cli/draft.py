"""From options and answers to a draft: what the options leave open is asked for in a terminal, and else an error."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from benefitcli.benefits.fields import ON
from benefitcli.cli.options import split_pair
from benefitcli.cli.process import STATE
from benefitcli.cli.prompt import OptionPrompter, ask
from benefitcli.errors import BenefitError, Problem
from benefitcli.i18n.tables import QUESTIONS
from benefitcli.inputs.parse import parse
from benefitcli.law.authoring import Draft, DraftClause, check_slug, new_region, number_of, parameter_named
from benefitcli.law.dates import to_date
from benefitcli.law.library import Library
from benefitcli.law.regions import Region

Options = Mapping[str, Any]
"""What the options of ``tables new`` say, by name; None or nothing where they were left out."""


def make_draft(library: Library, options: Options, prompter: OptionPrompter) -> Draft:
    """The draft that the options and the answers make. Raises :class:`BenefitError` with all that is missing or wrong."""
    region, is_new = _region(library, options, prompter)
    title = prompter.take("title", options["title"], _text)
    number = prompter.take("number", options["number"], str, default="")
    issuer = prompter.take("issuer", options["issuer"], _text)
    issued = prompter.take("issued", options["issued"], _day("issued"))
    first = prompter.take("in_force", options["in_force"], _day("in_force"), default=str(issued)) if issued else None
    last = prompter.take("in_force_to", options["in_force_to"], _day("in_force_to")) if options["in_force_to"] else None
    clauses = _clauses(options, prompter)
    slug = prompter.take("slug", options["slug"], check_slug) if options["slug"] is not None else None
    prompter.finish()
    assert region is not None, "a region that is missing is a problem"
    instrument = {
        "title": title,
        "title_en": options["title_en"] or title,
        "number": number or None,
        "issuer": issuer,
        "issued": issued,
        "in_force": first,
        "in_force_to": last,
        "evidence": options["evidence"],
    }
    return Draft(region, is_new, instrument, clauses, slug)


def _region(library: Library, options: Options, prompter: OptionPrompter) -> tuple[Region | None, bool]:
    """The region of the document, and whether it is a new one: a name makes it so, or an answer that none is called."""
    asked = prompter.take("region", options["region"], _text)
    if asked is None:
        return None, False
    is_new = options["name"] is not None or options["code"] is not None or options["parent"] is not None
    try:
        known = library.region(asked)
    except BenefitError as error:
        if not is_new and not (prompter.may_ask and options["region"] is None):
            prompter.problems += error.problems
            return None, False
    else:
        if is_new:
            prompter.problems.append(Problem("draft_region_exists", value=asked))
        return known, False
    parent = prompter.take("parent", options["parent"], library.region)
    name = prompter.take("name", options["name"], _text)
    code = prompter.take("code", options["code"], _text)
    if parent is None or name is None or code is None:
        return None, True
    try:
        return new_region(parent, asked, name, options["name_en"] or asked.capitalize(), code), True
    except BenefitError as error:
        prompter.problems += error.problems
        return None, True


def _clauses(options: Options, prompter: OptionPrompter) -> tuple[DraftClause, ...]:
    """The numbers with their articles and quotations; asked for one by one where no option gives any."""
    if not options["sets"] and prompter.may_ask:
        return tuple(_prompt_for_clauses(prompter))
    if not options["sets"]:
        prompter.missing.append("--set")
    sets = options["sets"] or ()
    count = len(sets)
    articles = _paired("article", options["articles"] or (), count, prompter)
    quotes = _paired("quote", options["quotes"] or (), count, prompter)
    clauses = []
    for text, article, quote in zip(sets, articles, quotes, strict=True):
        setting = prompter.take("set", text, _setting)
        cited = prompter.take("article", article, _text), prompter.take("quote", quote, _text)
        if setting and cited[0] and cited[1]:
            clauses.append(DraftClause(*setting, cited[0], cited[1]))
    return tuple(clauses)


def _prompt_for_clauses(prompter: OptionPrompter) -> Iterator[DraftClause]:
    """Ask for a number, its article and its words, until an empty answer says that there are no more."""
    question = STATE.translator(QUESTIONS["set"], example="allowance.monthly_rate=300")
    is_first = True
    while setting := ask(question, (), _setting if is_first else _setting_or_none):
        article, quote = (prompter.take(name, None, _text) or "" for name in ("article", "quote"))
        yield DraftClause(*setting, article, quote)
        is_first = False


def _setting_or_none(text: str) -> tuple[str, str, str] | None:
    return _setting(text) if text else None


def _paired(name: str, texts: Sequence[str], count: int, prompter: OptionPrompter) -> Sequence[str | None]:
    """One text for each number: one for all, one for each, or none yet."""
    if len(texts) <= 1:
        return (*texts, None)[:1] * count
    if len(texts) != count:
        prompter.problems.append(Problem("draft_counts_differ", f"--{name}", str(count), details={"count": len(texts)}))
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
