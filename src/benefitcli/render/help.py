"""Help, in the language of the call: usage, facts and options with what they accept, and an example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benefitcli.benefits.benefit import Benefit
from benefitcli.benefits.fields import Field
from benefitcli.benefits.register import NAMES, find_benefit
from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.help import COMMANDS, EXAMPLES, OPTIONS, PROGRAM, SECTIONS
from benefitcli.catalogue.words import KINDS, WORDS
from benefitcli.intake.parse import accepted_range


def print_group_help(path: str, names: Sequence[str], command_path: str, language: Language) -> None:
    """The help of a group: what it is for and its commands."""
    page = _HelpPage(language)
    page.usage(f"{command_path} {choose(SECTIONS['commands'], language)} …")
    page.text(choose(COMMANDS[path], language) if path else choose(PROGRAM, language))
    rows = [(name, choose(COMMANDS[f"{path} {name}".strip()], language)) for name in names]
    page.section("commands", rows)
    page.section(
        "options",
        [
            ("--lang zh|en", choose(OPTIONS["lang"], language)),
            ("--version", choose(OPTIONS["version"], language)),
            ("--help", choose(OPTIONS["help"], language)),
        ],
    )
    page.example(EXAMPLES[path])


def print_command_help(command: Any, command_path: str, language: Language) -> None:
    """The help of a command: its facts, its options, an example."""
    path = command_path.partition(" ")[2]
    page = _HelpPage(language)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    words = " ".join(one.name.upper() if one.required else f"[{one.name.upper()}]" for one in arguments)
    page.usage(f"{command_path} {words} [{choose(SECTIONS['options'], language)}]".replace("  ", " "))
    page.text(choose(COMMANDS[path], language))
    page.section("arguments", [(one.name.upper(), choose(OPTIONS[one.name], language)) for one in arguments])
    benefit = _benefit_of(path)
    fields = {one.name: one for one in benefit.fields} if benefit else {}
    page.section("facts", [page.fact(one) for one in fields.values()])
    options = [one for one in command.params if one.param_type_name == "option" and one.name not in fields]
    page.section(
        "options",
        [page.option(one) for one in options if one.name != "help"] + [("--help", choose(OPTIONS["help"], language))],
    )
    page.example(EXAMPLES[path])


def _benefit_of(path: str) -> Benefit | None:
    name = path.replace(" ", ".").replace("-", "_")
    return find_benefit(name) if name in NAMES else None


class _HelpPage:
    """A page of help, printed section by section."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.console = Console(highlight=False, emoji=False, markup=False)

    def word(self, name: str) -> str:
        return choose(SECTIONS[name], self.language)

    def usage(self, line: str) -> None:
        self.console.print(Text(f"{self.word('usage')}{'：' if self.language == 'zh' else ': '}{line}", style="bold"))

    def text(self, text: str) -> None:
        self.console.print(Text())
        self.console.print(Text(f"  {text}"))

    def section(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        if not rows:
            return
        self.console.print(Text())
        self.console.print(Text(self.word(name), style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column()
        table.add_column(no_wrap=True, style="cyan")
        table.add_column(overflow="fold")
        for left, right in rows:
            table.add_row("", left, right)
        self.console.print(table)

    def example(self, line: str) -> None:
        self.console.print(Text())
        self.console.print(Text(self.word("example"), style="bold"))
        self.console.print(Text(f"  {line}"), soft_wrap=True)

    def fact(self, field: Field) -> tuple[str, str]:
        """A field as an option: what it is, what it accepts, its default."""
        meaning = field.zh if self.language == "zh" else field.en
        kind = choose(KINDS[field.kind], self.language)
        notes = [kind if field.kind in ("date", "month", "boolean") else f"{kind} {accepted_range(field)}"]
        if field.required:
            notes.append(self.word("required"))
        elif field.default and field.kind != "boolean":
            notes.append(f"{self.word('default')} {self.default(field)}")
        brackets = "（{}）" if self.language == "zh" else " ({})"
        return field.option, meaning + brackets.format("；".join(notes) if self.language == "zh" else "; ".join(notes))

    def default(self, field: Field) -> str:
        """The default as a person reads it."""
        text = field.default or ""
        return choose(WORDS["same_as"], self.language).format(field=text[1:]) if text.startswith("=") else text

    def option(self, option: Any) -> tuple[str, str]:
        """An option that is not a fact."""
        values = {"format": "text|json", "lang": "zh|en", "reading": "NAME=CHOICE", "set": "FIELD=VALUE"}
        name = option.name.rstrip("_")
        left = ", ".join(sorted(option.opts, key=len)) + (f" {values[name]}" if name in values else "")
        text = choose(OPTIONS[name], self.language)
        shown = option.default not in (None, False, "", []) and not callable(option.default)
        brackets = "（{} {}）" if self.language == "zh" else " ({} {})"
        return left, text + (brackets.format(self.word("default"), option.default) if shown else "")
