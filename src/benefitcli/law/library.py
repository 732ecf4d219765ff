"""The store of documents: those of all tables folders, and the law of a region as it was known on a day."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.law.model import Calendar, Holiday, Provision, Reading
from benefitcli.law.reader import Document, read_document
from benefitcli.law.regions import REGION_FILE, Region, RegionIndex, find_folder, read_regions
from benefitcli.law.source import Source, source_of
from benefitcli.law.timeline import Timeline, build_timeline


def shipped_tables() -> Path:
    """The folder of the shipped tables: inside the installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "tables"
    return installed if installed.is_dir() else package.parent.parent / "tables"


class Library:
    """All documents below the shipped tables and the folders laid over them.

    Documents are read when a region first needs them, so a single case reads only its own chain of folders.
    """

    def __init__(self, overlays: Iterable[Path] = (), as_of: datetime.date | None = None) -> None:
        """Open the shipped tables with ``overlays`` over them, as they were known on ``as_of``.

        Raises :class:`BenefitError` ``tables_folder_missing``.
        """
        self.roots = (shipped_tables(), *overlays)
        for root in self.roots:
            if not root.is_dir():
                raise fail("tables_folder_missing", field="tables", value=str(root))
        self.as_of = as_of
        self._regions_by_word: dict[str, Region] = {}
        self._folders: dict[str, tuple[Document, ...]] = {}
        self._laws: dict[tuple[str, tuple[tuple[str, str], ...]], RegionLaw] = {}

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Every region that has a folder, by path; all region files are read for it."""
        return read_regions(self.roots)

    @cached_property
    def _index(self) -> RegionIndex:
        return RegionIndex(self.regions)

    def region(self, query: str) -> Region:
        """The region that a name, pinyin, division code or path means.

        Where folder names tell which, only the files of its own chain of folders are read. Raises :class:`BenefitError`
        as :func:`read_regions` and :meth:`RegionIndex.find` do.
        """
        if query not in self._regions_by_word:
            path = None if "regions" in self.__dict__ else find_folder(self.roots, query)
            self._regions_by_word[query] = self._index.find(query) if path is None else self._region_at(path)
        return self._regions_by_word[query]

    def _region_at(self, path: str) -> Region:
        """The region of a folder; where its chain of folders has a mistake, every mistake of all regions is told."""
        try:
            return read_regions(self.roots, path)[path]
        except BenefitError:
            return self.regions[path]

    def known_documents(self, region: Region) -> list[Document]:
        """The documents of a region's own folder known on the as-of day, by the day they came into force."""
        known = (
            document
            for document in self.documents(region.path)
            if self.as_of is None or document.instrument.issued <= self.as_of
        )
        return sorted(known, key=lambda document: (document.instrument.in_force, document.instrument.issued))

    def documents(self, folder: str) -> tuple[Document, ...]:
        """The documents of one folder, shipped first, overlays after; every problem of the folder in one error."""
        if folder not in self._folders:
            documents: list[Document] = []
            problems: list[Problem] = []
            for root in self.roots:
                for file in sorted((root / folder).glob("*.toml")):
                    if file.name == REGION_FILE:
                        continue
                    try:
                        documents.append(read_document(file, f"{folder}/{file.name}"))
                    except BenefitError as error:
                        problems.extend(error.problems)
            if problems:
                raise BenefitError(*problems)
            self._folders[folder] = tuple(documents)
        return self._folders[folder]

    def is_shipped(self, document: Document) -> bool:
        """Whether a document is one of the shipped tables and not laid over them."""
        return Path(document.file).is_relative_to(self.roots[0])

    def law_of(self, region: Region, choices: Mapping[str, str] | None = None) -> RegionLaw:
        """The law of a region; ``choices`` are choices of readings by name, the others have their defaults.

        Raises :class:`BenefitError` with every problem of a folder of its chain, or of every clause that is tied to an
        unknown reading (``table_wrong_value``).
        """
        key = region.path, tuple(sorted((choices or {}).items()))
        if key not in self._laws:
            layers = tuple(self.documents(folder) for folder in region.chain)
            law = RegionLaw(region, layers, dict(choices or {}), self.as_of)
            law.check_ties()
            self._laws[key] = law
        return self._laws[key]


@dataclass(frozen=True)
class RegionLaw:
    """The documents that hold in one region, root layer first, and what they say together."""

    region: Region
    layers: tuple[tuple[Document, ...], ...]
    overrides: dict[str, str]
    as_of: datetime.date | None

    @cached_property
    def known(self) -> tuple[Document, ...]:
        """The documents known on the as-of day, root layer first."""
        return tuple(
            document
            for layer in self.layers
            for document in layer
            if self.as_of is None or document.instrument.issued <= self.as_of
        )

    @cached_property
    def digest(self) -> str:
        """``sha256:…`` over the known documents of the chain: the same texts give the same digest everywhere."""
        digest = hashlib.sha256()
        for document in self.known:
            digest.update(f"{document.path}\0{len(document.content)}\0".encode())
            digest.update(document.content)
        return f"sha256:{digest.hexdigest()}"

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The doubtful clauses of this region; a deeper layer's definition replaces the one above."""
        return {
            name: reading for layer in self.layers for document in layer for name, reading in document.readings.items()
        }

    @property
    def known_readings(self) -> frozenset[str]:
        """The readings of the documents known on the as-of day."""
        return frozenset(name for document in self.known for name in document.readings)

    @cached_property
    def choices(self) -> dict[str, str]:
        """The choice taken for each reading: the default of the table or the one asked for."""
        return {
            name: self.overrides[name] if self.overrides.get(name) in reading.choices else reading.default
            for name, reading in self.readings.items()
        }

    def check_ties(self) -> None:
        """Refuse every clause that is tied to a reading or a choice that no document of the chain defines."""
        known = [f"{name}={choice}" for name, reading in self.readings.items() for choice in reading.choices]
        problems = [
            Problem(
                "table_wrong_value",
                field=f"{name}.reading",
                value=clause.reading,
                accepted=", ".join(known),
                details={"file": document.file, "key": f"{name}.reading"},
            )
            for layer in self.layers
            for document in layer
            for name, clause in document.clauses
            if clause.reading and clause.reading not in known
        ]
        if problems:
            raise BenefitError(*problems)

    @cached_property
    def _timelines(self) -> dict[str, Timeline]:
        return {}

    def timeline(self, name: str) -> Timeline:
        """The dated periods of one parameter, by its full name."""
        if name not in self._timelines:
            self._timelines[name] = build_timeline(name, self.layers, self.choices, self.as_of)
        return self._timelines[name]

    def provisions(self, benefit: str, day: int) -> list[tuple[Provision, Source]]:
        """The clauses without a number that a result of this benefit repeats: those of the deepest layer that has any.

        ``day`` is the day number on which they speak.
        """
        repeated: list[tuple[Provision, Source]] = []
        for document in self.known:
            for provision in document.provisions.values():
                if benefit in provision.benefits and document.speaks(day, provision):
                    source = source_of(document, provision)
                    repeated = [pair for pair in repeated if pair[1].layer == source.layer]
                    repeated.append((provision, source))
        return repeated

    def holidays(self, day: int) -> list[tuple[Holiday, Source]]:
        """The statutory holidays of the regulation in force on a day number; empty where none of the tables covers it.

        Only the root layer speaks: the days are the same in every region.
        """
        current: list[tuple[Holiday, Source]] = []
        latest: datetime.date | None = None
        for document in self.known:
            if document not in self.layers[0]:
                continue
            pairs = [
                (holiday, source_of(document, holiday))
                for holiday in document.holidays.values()
                if document.speaks(day, holiday)
            ]
            if pairs and (latest is None or document.instrument.in_force >= latest):
                current, latest = pairs, document.instrument.in_force
        return current

    @cached_property
    def calendars(self) -> dict[int, tuple[Calendar, Source]]:
        """The yearly holiday notices that documents give, by year; the one issued last speaks."""
        return {
            document.calendar.year: (document.calendar, source_of(document, document.calendar))
            for document in sorted(self.known, key=lambda document: document.instrument.issued)
            if document.calendar
        }
