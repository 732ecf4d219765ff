"""``benefitcli tables new``: a new table file. What the options leave open is asked for in a terminal, else an error."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benefitcli.benefits.fields import ON
from benefitcli.cli.commands import Command, argument, option, several
from benefitcli.cli.options import FOLDERS, NO_INPUT, REGION_OPTION, make_question, split_pair, suggest_regions, valid
from benefitcli.cli.output import Made, problem_message, reporting
from benefitcli.cli.process import STATE, is_attended
from benefitcli.cli.prompt import OptionPrompter, ask
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.i18n.help import OPTIONS
from benefitcli.i18n.tables import GUIDE, QUESTIONS
from benefitcli.inputs.parse import parse
from benefitcli.io.streams import open_output
from benefitcli.law.authoring import Draft, DraftClause, check_slug, new_region, number_of, parameter_named
from benefitcli.law.dates import to_date
from benefitcli.law.library import Library
from benefitcli.law.regions import REGION_FILE, Region

EXIT_WITH_FINDINGS = 1


Options = Mapping[str, Any]
"""What the options say, by name; None or nothing where they were left out."""


def command(_path: str) -> Command:
    """The command: where to write, the region, the document, its numbers."""
    region = [
        REGION_OPTION._replace(kind=str | None, default=None),
        option("name", "NAME", help=OPTIONS["region_name"]),
        option("name_en", "NAME"),
        option("code", "140899"),
        option("parent", "NAME", suggest=suggest_regions),
    ]
    document = [option(name, "TEXT") for name in ("title", "title_en", "number", "issuer")]
    document += [option(name, "DATE") for name in ("issued", "in_force", "in_force_to")]
    numbers = [
        several("sets", "PARAMETER=NUMBER", "--set"),
        several("articles", "TEXT", "--article"),
        several("quotes", "TEXT", "--quote"),
        option("evidence", "primary|secondary|…", kind=str, default="primary"),
        option("slug", "WORD"),
    ]
    return reporting([argument("folder"), *region, *document, *numbers, NO_INPUT, FOLDERS], new)


def new(folder: str, tables: Sequence[str] | None, *, no_input: bool, **options: Any) -> Made:
    """Write a table for a new document below a folder, and the file of its region where that is new."""
    from benefitcli.benefits.register import NAMES
    from benefitcli.contract.building import tables_new_of
    from benefitcli.law.authoring import read_draft, write_document, write_region
    from benefitcli.law.lint.quotations import document_findings
    from benefitcli.reports.tables import draft_report

    root = Path(folder)
    folders = [*(tables or ()), *([folder] if root.is_dir() else ())]
    library = make_question(tables=folders).library()
    draft = make_draft(library, options, OptionPrompter(may_ask=not no_input and is_attended()))
    files = {root / draft.path: write_document(draft, STATE.translator(GUIDE))}
    document = read_draft(files[root / draft.path], str(root / draft.path), draft.path)
    if draft.is_new_region:
        files = {root / draft.region.path / REGION_FILE: write_region(draft.region), **files}
    _write(files)
    regions = {**library.regions, draft.region.path: draft.region}
    findings = tuple(document_findings(document, regions, NAMES))
    return (
        partial(draft_report, files, findings, folder),
        partial(tables_new_of, files, findings, problem_message),
        EXIT_WITH_FINDINGS if findings else 0,
    )


def _write(files: dict[Path, str]) -> None:
    """Write all files or, where one of them is already there, none."""
    for file in files:
        if file.exists():
            raise fail("draft_file_exists", value=str(file))
    for file, text in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fail("output_unwritable", value=str(file.parent), message=error.strerror) from None
        with open_output(str(file)) as stream:
            stream.write(text.encode(errors="backslashreplace"))


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
    field = replace(ON, name=f"--{name.replace('_', '-')}")
    return lambda text: to_date(*valid([parse(field, text)]))


def _text(text: str) -> str:
    if not text.strip():
        raise BenefitError(Problem("draft_text_empty"))
    return text.strip()
