"""Help, in the language of the call: usage, facts and options with what they accept, and an example."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benefitcli.benefits.register import schema_of_command
from benefitcli.engine.benefit import Field
from benefitcli.i18n.help import COMMANDS, EXAMPLES, PROGRAM, SECTIONS
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import KINDS, WORDS
from benefitcli.inputs.parse import accepted_range
from benefitcli.reports.terminal import Sheet

Row = tuple[str, str]
"""What is typed, and what it means."""


def print_group_help(group: Any, context: Any, translator: Translator) -> None:
    """Print the help of a group: what it is for, its commands and its options."""
    path = group.path
    usage = f"{context.command_path} {translator(SECTIONS['command'])} …"
    commands = [(name, translator(COMMANDS[f"{path} {name}".strip()])) for name in group.names]
    options = [_option(option, translator) for option in _parameters(group, context, "option")]
    sections = {"commands": commands, "options": options}
    _print_page(usage, translator(COMMANDS[path] if path else PROGRAM), sections, EXAMPLES[path], translator)


def print_command_help(command: Any, context: Any, translator: Translator) -> None:
    """Print the help of a command: its facts, its options, an example."""
    path = context.command_path.partition(" ")[2]
    arguments = [(argument.name.upper(), argument) for argument in _parameters(command, context, "argument")]
    words = [name if argument.required else f"[{name}]" for name, argument in arguments]
    usage = " ".join([context.command_path, *words, f"[{translator(SECTIONS['options'])}]"])
    schema = schema_of_command(path)
    facts = {field.name: field for field in schema.fields} if schema else {}
    options = [option for option in _parameters(command, context, "option") if option.name not in facts]
    sections = {
        "arguments": [(name, argument.help) for name, argument in arguments],
        "facts": [_fact(field, translator) for field in facts.values()],
        "options": [_option(option, translator) for option in options],
    }
    _print_page(usage, translator(COMMANDS[path]), sections, EXAMPLES[path], translator)


def _parameters(command: Any, context: Any, kind: str) -> list[Any]:
    return [parameter for parameter in command.get_params(context) if parameter.param_type_name == kind]


def _print_page(
    usage: str, purpose: str, sections: Mapping[str, Sequence[Row]], example: str, translator: Translator
) -> None:
    """Print a page of help; a section without rows is left out."""
    sheet = Sheet(sys.stdout)
    sheet.line(translator.colon(translator(SECTIONS["usage"]), usage), "bold")
    sheet.line()
    sheet.line(purpose, indent=2)
    for name, rows in sections.items():
        if rows:
            sheet.line()
            sheet.line(translator(SECTIONS[name]), "bold")
            sheet.definitions(rows)
    sheet.line()
    sheet.line(translator(SECTIONS["example"]), "bold")
    sheet.verbatim(f"  {example}")


def _fact(field: Field, translator: Translator) -> Row:
    default = translator(SECTIONS["default"])
    if field.kind == "boolean":
        left = f"--[no-]{field.option.removeprefix('--')}"
        notes = [f"{default} {translator(WORDS['yes' if field.default == 'true' else 'no'])}"]
        if field.required:
            notes = [translator(KINDS[field.kind]), translator(SECTIONS["required"])]
    else:
        left = field.option
        kind = translator(KINDS[field.kind])
        notes = [kind if field.kind in ("date", "month") else f"{kind} {accepted_range(field)}"]
        if field.required:
            notes.append(translator(SECTIONS["required"]))
        elif field.default:
            notes.append(f"{default} {_default(field.default, translator)}")
    return left, translator.of(field) + translator.brackets(translator.clauses(notes))


def _default(text: str, translator: Translator) -> str:
    return translator(WORDS["same_as"], field=text[1:]) if text.startswith("=") else text


def _option(option: Any, translator: Translator) -> Row:
    words = ", ".join(sorted(option.opts, key=len))
    shows_default = option.default not in (None, False, "", [])
    default = translator.brackets(f"{translator(SECTIONS['default'])} {option.default}") if shows_default else ""
    return f"{words} {option.metavar or ''}".rstrip(), option.help + default
