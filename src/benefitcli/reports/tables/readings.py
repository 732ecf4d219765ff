"""The clauses that can be read in more ways than one: the question, the choices, the default and the reason."""

from __future__ import annotations

from typing import Any, TextIO

from benefitcli.i18n import Language, choose
from benefitcli.i18n.tables import TABLES
from benefitcli.law.library import RegionLaw
from benefitcli.law.model import Bilingual, Reading
from benefitcli.law.parameters import PARAMETERS
from benefitcli.reports.tables.pieces import parameter_name
from benefitcli.reports.terminal import Sheet


def print_readings(law: RegionLaw, language: Language, stream: TextIO) -> None:
    """Print every doubtful clause of a region, a paragraph each."""
    sheet = Sheet(stream)
    region = law.region.name if language == "zh" else law.region.name_en
    sheet.line(f"{region} · {choose(TABLES['readings'], language)}", "bold")
    for name, reading in _known(law).items():
        sheet.line()
        print_reading(sheet, name, reading, law.choices[name], language)
    if not _known(law):
        sheet.line(choose(TABLES["no_readings"], language), indent=2)


def print_reading(sheet: Sheet, name: str, reading: Reading, taken: str, language: Language) -> None:
    """Print one doubtful clause."""
    colon = "：" if language == "zh" else ": "
    sheet.line(name, "bold", 2)
    sheet.line(_said(reading.question, language), indent=4)
    clause = f" ({parameter_name(reading.clause, language)})" if reading.clause in PARAMETERS else ""
    sheet.line(f"{_word('clause', language)}{colon}{reading.clause}{clause}", indent=4)
    for choice, meaning in reading.choices.items():
        marks = [_word("default", language)] if choice == reading.default else []
        marks += [_word("taken", language)] if choice == taken != reading.default else []
        mark = f" [{', '.join(marks)}]" if marks else ""
        sheet.item("-", [f"{name}={choice}{mark}{colon}{_said(meaning, language)}"], 4)
    sheet.line(f"{_word('why', language)}{colon}{_said(reading.reason, language)}", indent=4)


def readings_as_json(law: RegionLaw) -> dict[str, Any]:
    """The same for a script."""
    return {
        "region": {"code": law.region.code, "name": law.region.name, "path": law.region.path},
        "readings": {name: reading_as_json(reading, law.choices[name]) for name, reading in _known(law).items()},
        "tables": {"digest": law.digest, "as_of": law.as_of.isoformat() if law.as_of else None},
    }


def reading_as_json(reading: Reading, taken: str) -> dict[str, Any]:
    """A reading with the choice that is taken."""
    return {**reading.model_dump(), "taken": taken}


def _known(law: RegionLaw) -> dict[str, Reading]:
    return {name: reading for name, reading in law.readings.items() if name in law.known_readings}


def _said(text: Bilingual, language: Language) -> str:
    return text.zh if language == "zh" else text.en


def _word(name: str, language: Language) -> str:
    return choose(TABLES[name], language)
