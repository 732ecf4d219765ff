"""What is in force in a region on a day: every number with its layer and its clause, then all that has no number."""

from __future__ import annotations

from typing import Any, TextIO

from benefitcli.i18n import Language, Pair, choose
from benefitcli.i18n.tables import TABLES
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.law.dates import format_day
from benefitcli.law.in_force import InForce, Provided
from benefitcli.law.model import Cited, Holiday
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.source import Source
from benefitcli.reports.citations import Citations
from benefitcli.reports.tables.pieces import human_piece, parameter_name, piece_as_json, source_as_json
from benefitcli.reports.tables.readings import reading_as_json
from benefitcli.reports.terminal import Sheet


def print_in_force(found: InForce, names: dict[str, str], language: Language, stream: TextIO) -> None:
    """Print what is in force; ``names`` are the regions of the chain by path."""
    page = _Page(found, names, language, Sheet(stream))
    page.heading()
    page.numbers()
    page.missing()
    page.provisions()
    if found.holidays:
        page.section(TABLES["holidays"])
        print_holidays(page.sheet, found.holidays)
    page.readings()
    page.section(WORDS["sources"])
    page.cited.print(page.sheet)
    page.sheet.line()
    page.sheet.line(f"{choose(WORDS['tables'], language)} {found.law.digest[:19]}", "dim")


class _Page:
    """The printed law of a day; sources are numbered as they appear."""

    def __init__(self, found: InForce, names: dict[str, str], language: Language, sheet: Sheet) -> None:
        self.found = found
        self.names = names
        self.language = language
        self.sheet = sheet
        self.cited = Citations(Translator(language))

    def section(self, title: Pair) -> None:
        self.sheet.line()
        self.sheet.line(choose(title, self.language), "bold")

    def heading(self) -> None:
        law = self.found.law
        region = law.region.name if self.language == "zh" else law.region.name_en
        title = choose(TABLES["in_force"], self.language)
        self.sheet.line(title.format(region=region, date=format_day(self.found.day)), "bold")
        if law.as_of:
            self.sheet.line(choose(WORDS["as_of"], self.language).format(date=law.as_of), "dim")

    def numbers(self) -> None:
        self.section(TABLES["numbers"])
        for name, piece in self.found.pieces.items():
            layers = " + ".join(dict.fromkeys(self.names[source.layer] for source in piece.sources))
            counting = (piece.counting_source,) if piece.counting_source else ()
            marks = self.cited.marks(dict.fromkeys((*piece.sources, *counting)))
            lines = [
                f"{parameter_name(name, self.language)} · {name}",
                f"{human_piece(name, piece, self.language)} · {layers} {marks}",
            ]
            if piece.withheld:
                lines.append(choose(TABLES["withheld"], self.language).format(document=piece.withheld.label))
            self.sheet.item("-", lines)

    def missing(self) -> None:
        if self.found.missing:
            self.section(TABLES["missing"])
        for name, reason in self.found.missing.items():
            why = [reason.zh if self.language == "zh" else reason.en] if reason else []
            self.sheet.item("-", [f"{parameter_name(name, self.language)} · {name}", *why])

    def provisions(self) -> None:
        if self.found.provisions:
            self.section(TABLES["provisions"])
        for one in self.found.provisions:
            meaning = one.provision.meaning.zh if self.language == "zh" else one.provision.meaning.en
            self.sheet.item("-", [f"{meaning} {self.cited.marks((one.source,))}", ", ".join(one.benefits)])

    def readings(self) -> None:
        if self.found.readings:
            self.section(TABLES["readings"])
        for name, reading in self.found.readings.items():
            choice = self.found.law.choices[name]
            meaning = reading.choices[choice]
            text = meaning.zh if self.language == "zh" else meaning.en
            self.sheet.item("-", [f"{name}={choice}{'：' if self.language == 'zh' else ': '}{text}"])


def print_holidays(sheet: Sheet, holidays: tuple[tuple[Holiday, Source], ...]) -> None:
    """The words of the regulation, its name once above them."""
    for label in dict.fromkeys(source.label for _, source in holidays):
        quotes = [source.quote for _, source in holidays if source.label == label and source.quote]
        sheet.item("-", [label, *quotes])


def in_force_as_json(found: InForce) -> dict[str, Any]:
    """The same for a script."""
    law = found.law
    return {
        "region": {"code": law.region.code, "name": law.region.name, "path": law.region.path},
        "on": format_day(found.day),
        "parameters": {
            name: {"zh": PARAMETERS[name].zh, "en": PARAMETERS[name].en, **piece_as_json(name, piece)}
            for name, piece in found.pieces.items()
        },
        "missing": {name: reason.model_dump() if reason else None for name, reason in found.missing.items()},
        "provisions": [provided_as_json(one) for one in found.provisions],
        "holidays": [holiday_as_json(holiday, source) for holiday, source in found.holidays],
        "readings": {name: reading_as_json(one, law.choices[name]) for name, one in found.readings.items()},
        "tables": {"digest": law.digest, "as_of": law.as_of.isoformat() if law.as_of else None},
    }


def holiday_as_json(holiday: Holiday, source: Source) -> dict[str, Any]:
    """A public holiday: its calendar, its first day there and how many days."""
    return {**holiday.model_dump(exclude=set(Cited.model_fields)), "source": source_as_json(source)}


def provided_as_json(one: Provided) -> dict[str, Any]:
    """A clause without a number, and the benefits whose results repeat it."""
    meaning = one.provision.meaning.model_dump()
    return {"benefits": list(one.benefits), "meaning": meaning, "source": source_as_json(one.source)}
