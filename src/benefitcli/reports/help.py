"""Help, in the language of the call: usage, facts and options with what they accept, and an example."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from benefitcli.benefits.register import schema_of_command
from benefitcli.engine.benefit import Field
from benefitcli.i18n import Language, choose
from benefitcli.i18n.help import COMMANDS, EXAMPLES, OPTIONS, PROGRAM, SECTIONS, VALUES
from benefitcli.i18n.words import KINDS, WORDS
from benefitcli.inputs.parse import accepted_range
from benefitcli.reports.terminal import Sheet


def print_group_help(path: str, names: Sequence[str], command_path: str, language: Language) -> None:
    """The help of a group: what it is for and its commands."""
    page = _HelpPage(language)
    page.opening(f"{command_path} {page.word('command')} …", choose(COMMANDS[path] if path else PROGRAM, language))
    page.section("commands", [(name, choose(COMMANDS[f"{path} {name}".strip()], language)) for name in names])
    options = ["lang", "help"] if path else ["lang", "version", "help"]
    page.section("options", [(page.left(name), choose(OPTIONS[name], language)) for name in options])
    page.example(EXAMPLES[path])


def print_command_help(command: Any, command_path: str, language: Language) -> None:
    """The help of a command: its facts, its options, an example."""
    path = command_path.partition(" ")[2]
    page = _HelpPage(language, path)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    words = [one.name.upper() if one.required else f"[{one.name.upper()}]" for one in arguments]
    page.opening(" ".join([command_path, *words, f"[{page.word('options')}]"]), choose(COMMANDS[path], language))
    page.section("arguments", [(one.name.upper(), choose(OPTIONS[one.name], language)) for one in arguments])
    benefit = schema_of_command(path)
    facts = {one.name: one for one in benefit.fields} if benefit else {}
    page.section("facts", [page.case_column(one) for one in facts.values()])
    options = [one for one in command.params if one.param_type_name == "option" and one.name not in {*facts, "help"}]
    page.section("options", [*map(page.option, options), ("--help", choose(OPTIONS["help"], language))])
    page.example(EXAMPLES[path])


class _HelpPage:
    """A page of help, printed section by section."""

    def __init__(self, language: Language, path: str = "") -> None:
        self.language = language
        self.path = path
        self.is_chinese = language == "zh"
        self.sheet = Sheet(sys.stdout)

    def word(self, name: str) -> str:
        return choose(SECTIONS[name], self.language)

    def opening(self, usage: str, text: str) -> None:
        self.sheet.line(f"{self.word('usage')}{'：' if self.is_chinese else ': '}{usage}", "bold")
        self.sheet.line()
        self.sheet.line(text, indent=2)

    def section(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        if rows:
            self.sheet.line()
            self.sheet.line(self.word(name), "bold")
            self.sheet.definitions(rows)

    def example(self, line: str) -> None:
        self.sheet.line()
        self.sheet.line(self.word("example"), "bold")
        self.sheet.verbatim(f"  {line}")

    def left(self, name: str) -> str:
        """An option with the shape of its value."""
        return f"--{name.replace('_', '-')} {VALUES.get(name, '')}".rstrip()

    def case_column(self, field: Field) -> tuple[str, str]:
        """A field as an option: what it is, what it accepts, its default."""
        meaning = field.zh if self.is_chinese else field.en
        kind = choose(KINDS[field.kind], self.language)
        notes = [kind if field.kind in ("date", "month", "boolean") else f"{kind} {accepted_range(field)}"]
        if field.required:
            notes.append(self.word("required"))
        elif field.kind == "boolean":
            notes = [
                f"{self.word('default')} {choose(WORDS['yes' if field.default == 'true' else 'no'], self.language)}"
            ]
        elif field.default:
            notes.append(f"{self.word('default')} {self._default(field)}")
        left = f"--[no-]{field.option.removeprefix('--')}" if field.kind == "boolean" else field.option
        return left, f"{meaning}{self._bracketed(('；' if self.is_chinese else '; ').join(notes))}"

    def option(self, option: Any) -> tuple[str, str]:
        """An option that is not a fact."""
        name = option.name.rstrip("_")
        words = ", ".join(sorted(option.opts, key=len))
        shown = option.default not in (None, False, "", [])
        default = self._bracketed(f"{self.word('default')} {option.default}") if shown else ""
        # What an option of one group of commands means stands under the names of both.
        meaning = OPTIONS.get(f"{self.path.partition(' ')[0]} {name}", OPTIONS[name])
        return f"{words} {option.metavar or VALUES.get(name, '')}".rstrip(), choose(meaning, self.language) + default

    def _default(self, field: Field) -> str:
        text = field.default or ""
        return choose(WORDS["same_as"], self.language).format(field=text[1:]) if text.startswith("=") else text

    def _bracketed(self, text: str) -> str:
        return f"（{text}）" if self.is_chinese else f" ({text})"
