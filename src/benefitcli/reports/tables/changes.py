"""What changed in a region between two days."""

from __future__ import annotations

from typing import Any, TextIO

from benefitcli.i18n import Language, choose
from benefitcli.i18n.tables import TABLES
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.law.comparison import Change, Comparison, Kind
from benefitcli.law.dates import format_day
from benefitcli.law.in_force import Provided
from benefitcli.reports.citations import Citations
from benefitcli.reports.tables.in_force import holiday_as_json, print_holidays, provided_as_json
from benefitcli.reports.tables.pieces import human_piece, parameter_name, piece_as_json, source_as_json
from benefitcli.reports.tables.readings import reading_as_json
from benefitcli.reports.terminal import Sheet


def print_changes(found: Comparison, language: Language, stream: TextIO) -> None:
    """Print the changes by kind, each with the clause that made it."""
    page = _Page(found, language, Sheet(stream))
    page.heading()
    for kind in ("changed", "new", "ended", "restated"):
        page.changes(kind, found.of_kind(kind))
    page.provisions("new_provisions", found.new_provisions)
    page.provisions("ended_provisions", found.ended_provisions)
    for word, readings in (("new_readings", found.new_readings), ("ended_readings", found.ended_readings)):
        page.section(word, [f"{name}={one.default}" for name, one in readings.items()])
    for word, holidays in (("new_holidays", found.new_holidays), ("ended_holidays", found.ended_holidays)):
        if holidays:
            page.title(word)
            print_holidays(page.sheet, holidays)
    page.ending()


class _Page:
    """The printed comparison; sources are numbered as they appear."""

    def __init__(self, found: Comparison, language: Language, sheet: Sheet) -> None:
        self.found = found
        self.language = language
        self.sheet = sheet
        self.cited = Citations(Translator(language))

    def word(self, name: str) -> str:
        return choose(TABLES[name], self.language)

    def title(self, word: str) -> None:
        self.sheet.line()
        self.sheet.line(self.word(word), "bold")

    def heading(self) -> None:
        law = self.found.after.law
        region = law.region.name if self.language == "zh" else law.region.name_en
        days = {"first": format_day(self.found.before.day), "last": format_day(self.found.after.day)}
        self.sheet.line(self.word("changes").format(region=region, **days), "bold")
        if law.as_of:
            self.sheet.line(choose(WORDS["as_of"], self.language).format(date=law.as_of), "dim")
        if self.found.is_empty:
            self.sheet.line(self.word("unchanged"), indent=2)

    def section(self, word: str, lines: list[str]) -> None:
        """A title and its lines, or nothing at all."""
        if lines:
            self.title(word)
        for line in lines:
            self.sheet.item("-", [line])

    def changes(self, kind: Kind, changes: tuple[Change, ...]) -> None:
        if changes:
            self.title(kind)
        for change in changes:
            sides = [
                human_piece(change.parameter, piece, self.language) if piece else self.word("nothing_before")
                for piece in (change.before, change.after)
            ]
            shown = f"{sides[0]} → {sides[1]}" if kind in ("changed", "ended") else sides[1]
            name = f"{parameter_name(change.parameter, self.language)} · {change.parameter}"
            self.sheet.item("-", [name, f"{shown} {self.cited.marks(change.by)}"])

    def provisions(self, word: str, provisions: tuple[Provided, ...]) -> None:
        if provisions:
            self.title(word)
        for one in provisions:
            meaning = one.provision.meaning.zh if self.language == "zh" else one.provision.meaning.en
            self.sheet.item("-", [f"{meaning} {self.cited.marks((one.source,))}", ", ".join(one.benefits)])

    def ending(self) -> None:
        if self.cited.all():
            self.sheet.line()
            self.sheet.line(choose(WORDS["sources"], self.language), "bold")
            self.cited.print(self.sheet)
        self.sheet.line()
        self.sheet.line(f"{choose(WORDS['tables'], self.language)} {self.found.after.law.digest[:19]}", "dim")


def changes_as_json(found: Comparison) -> dict[str, Any]:
    """The same for a script; ``kind`` is ``new``, ``changed``, ``restated`` or ``ended``."""
    law = found.after.law
    return {
        "region": {"code": law.region.code, "name": law.region.name, "path": law.region.path},
        "from": format_day(found.before.day),
        "to": format_day(found.after.day),
        "parameters": [_change_as_json(change) for change in found.parameters],
        "provisions": {
            "new": [provided_as_json(one) for one in found.new_provisions],
            "ended": [provided_as_json(one) for one in found.ended_provisions],
        },
        "readings": {
            "new": {name: reading_as_json(one, law.choices[name]) for name, one in found.new_readings.items()},
            "ended": {name: reading_as_json(one, law.choices[name]) for name, one in found.ended_readings.items()},
        },
        "holidays": {
            "new": [holiday_as_json(*pair) for pair in found.new_holidays],
            "ended": [holiday_as_json(*pair) for pair in found.ended_holidays],
        },
        "tables": {"digest": law.digest, "as_of": law.as_of.isoformat() if law.as_of else None},
    }


def _change_as_json(change: Change) -> dict[str, Any]:
    before, after = (
        piece_as_json(change.parameter, piece) if piece else None for piece in (change.before, change.after)
    )
    by = [source_as_json(source) for source in change.by]
    return {"parameter": change.parameter, "kind": change.kind, "before": before, "after": after, "by": by}
