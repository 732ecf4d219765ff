"""What may stand next on a command line: commands, options, regions, benefits, readings, formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from benefitcli.benefits.register import SCHEMA_NAMES
from benefitcli.cli.forms import FILE_FORM_NAMES, file_form_of_command, find_file_form
from benefitcli.cli.options import make_question
from benefitcli.cli.state import SHELLS
from benefitcli.engine.benefit import REGION
from benefitcli.i18n import Language, choose
from benefitcli.i18n.help import COMMANDS, OPTIONS, VALUES
from benefitcli.io.formats import TABLES
from benefitcli.law.regions import DEFAULT_REGION

Suggestion = tuple[str, str | None]
"""A word and what it means."""


def suggestions(context: Any, target: Any, incomplete: str, language: Language) -> list[Suggestion]:
    """The words that may stand in a place, each with what it means.

    ``target`` is the command whose option or sub-command is being typed, or the option or argument whose value is.
    """
    if hasattr(target, "param_type_name"):
        found = _values(context, target, language)
    elif incomplete.startswith("-"):
        found = _options(context, language)
    else:
        found = _commands(target, language)
    return [one for one in dict(found).items() if one[0].casefold().startswith(incomplete.casefold())]


def _commands(group: Any, language: Language) -> Iterator[Suggestion]:
    for name in getattr(group, "branch", ()):
        yield name, choose(COMMANDS[f"{group.path} {name}".strip()], language)


def _options(context: Any, language: Language) -> Iterator[Suggestion]:
    benefit = _benefit_of(context)
    meanings = {name: choose(pair, language) for name, pair in OPTIONS.items()}
    for field in benefit.fields if benefit else ():
        meanings[field.name] = field.zh if language == "zh" else field.en
    for option in context.command.params:
        for word in (*option.opts, *option.secondary_opts) if option.param_type_name == "option" else ():
            yield word, meanings.get(option.name.rstrip("_"))
    yield "--help", meanings["help"]


def _values(context: Any, parameter: Any, language: Language) -> Iterable[Suggestion]:
    """The values of an option or an argument; none where they are not a few known words."""
    name = REGION if parameter.name.endswith(REGION) else parameter.name.rstrip("_")
    if name in _KNOWN:
        return _KNOWN[name](context, language)
    shape = parameter.metavar or VALUES.get(name, "")
    return ((word, None) for word in shape.split("|")) if "|" in shape else ()


def _benefits(context: Any, language: Language) -> Iterator[Suggestion]:
    for name in FILE_FORM_NAMES if context.command.name == "fields" else SCHEMA_NAMES:
        benefit = find_file_form(name)
        yield name, benefit.zh if language == "zh" else benefit.en


def _regions(context: Any, language: Language) -> Iterator[Suggestion]:
    """The pinyin, the name and the code of every region."""
    for region in _question(context).library().regions.values():
        meaning = region.name if language == "zh" else region.name_en
        yield from ((word, meaning) for word in (region.pinyin, region.name, region.code))


def _readings(context: Any, language: Language) -> Iterator[Suggestion]:
    """``NAME=CHOICE`` for the readings of the benefit, or of all benefits where none is named."""
    question = _question(context)
    library = question.library()
    law = library.law_of(library.region(question.region))
    benefit = _benefit_of(context)
    for name, reading in law.readings.items():
        if benefit is None or name in benefit.readings:
            for choice, text in reading.choices.items():
                yield f"{name}={choice}", text.zh if language == "zh" else text.en


def _constants(context: Any, language: Language) -> Iterator[Suggestion]:
    """``FIELD=`` for the fields that can be the same for all rows."""
    benefit = _benefit_of(context)
    for one in benefit.fields if benefit else ():
        if one.kind != "text":
            yield f"{one.name}=", one.zh if language == "zh" else one.en


def _schemas(_context: Any, _language: Language) -> Iterator[Suggestion]:
    from benefitcli.contract import SCHEMAS

    return ((name, None) for name in SCHEMAS)


def _words(words: Iterable[str]) -> Callable[[Any, Language], Iterable[Suggestion]]:
    return lambda _context, _language: ((word, None) for word in words)


_KNOWN: dict[str, Callable[[Any, Language], Iterable[Suggestion]]] = {
    "benefit": _benefits,
    REGION: _regions,
    "reading": _readings,
    "set": _constants,
    "from": _words(TABLES.values()),
    "to": _words(TABLES.values()),
    "schema": _schemas,
    "shell": _words(SHELLS),
}


def _question(context: Any) -> Any:
    given = context.params
    return make_question(given.get(REGION) or DEFAULT_REGION, None, None, None, given.get("tables"))


def _benefit_of(context: Any) -> Any:
    """The benefit of a command: that of its path, or the one named as its argument."""
    named = context.params.get("benefit")
    path = context.command_path.partition(" ")[2]
    return find_file_form(named) if named else file_form_of_command(path)
