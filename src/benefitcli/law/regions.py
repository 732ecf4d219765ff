"""Jurisdictions: one folder each, found by name, pinyin, division code or path."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.law.checker import Checker, read_toml
from benefitcli.law.instrument import Strict

DEFAULT_REGION = "yongji"
REGION_FILE = "region.toml"
_SUFFIXES = ("自治区", "特别行政区", "自治州", "省", "市", "县", "区")


class _RegionFile(Strict):
    name: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    code: str = Field(pattern=r"^\d{6}$")


@dataclass(frozen=True, slots=True)
class Region:
    """A jurisdiction. ``path`` is its folder below the tables, such as ``cn/shanxi/yuncheng/yongji``, ``file`` what names it."""

    path: str
    name: str
    name_en: str
    code: str
    file: str

    @property
    def pinyin(self) -> str:
        """The name of its folder."""
        return self.path.rpartition("/")[2]

    @property
    def chain(self) -> tuple[str, ...]:
        """The folders whose documents hold here, root first."""
        parts = self.path.split("/")
        return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))

    def names(self) -> Iterable[str]:
        """Every word that means this region."""
        yield from (self.path, self.pinyin, self.code, self.name, self.name_en.casefold())
        bare = next((self.name.removesuffix(suffix) for suffix in _SUFFIXES if self.name.endswith(suffix)), self.name)
        if len(bare) > 1:
            yield bare


def read_regions(roots: Iterable[Path]) -> dict[str, Region]:
    """All regions below the given tables folders, by path; a later folder may name a region anew.

    Raises :class:`BenefitError` with every region file that cannot be used and every document outside of a region.
    """
    regions: dict[str, Region] = {}
    problems: list[Problem] = []
    for root in roots:
        files = sorted(root.rglob("*.toml"))
        named = {file.parent: file for file in files if file.name == REGION_FILE}
        for folder, file in named.items():
            path = folder.relative_to(root).as_posix()
            try:
                regions[path] = _read_region(file, path)
            except BenefitError as error:
                problems.extend(error.problems)
        problems += [
            Problem("table_outside_region", accepted=", ".join(regions), details={"file": file})
            for file in files
            if file.parent not in named and file.parent.relative_to(root).as_posix() not in regions
        ]
    if problems:
        raise BenefitError(*problems)
    return regions


def _read_region(file: Path, path: str) -> Region:
    _, tree = read_toml(file)
    return make_region(tree, str(file), path)


def make_region(tree: dict[str, Any], file: str, path: str) -> Region:
    """The region that a region file describes. Raises :class:`BenefitError` with everything that is wrong with it."""
    checker = Checker(file)
    data = checker.model(_RegionFile, "", tree)
    if data is None:
        raise BenefitError(*checker.problems)
    return Region(path, data.name, data.name_en, data.code, file)


def _full_name(regions: Mapping[str, Region], region: Region) -> str:
    """The names of the folder chain below the root in one word: 山西省运城市永济市."""
    return "".join(regions[path].name for path in region.chain[1:] if path in regions)


def find_region(regions: Mapping[str, Region], query: str) -> Region:
    """The region that a word means. Raises :class:`BenefitError` with the nearest known names, or all that it may mean."""
    word = unicodedata.normalize("NFKC", query).strip().casefold()
    found = {
        region.path: region for region in regions.values() if word in (*region.names(), _full_name(regions, region))
    }
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        accepted = ", ".join(f"{region.name} {path}" for path, region in found.items())
        raise fail("region_ambiguous", field="region", value=query, accepted=accepted)
    by_word = {name: region for region in regions.values() for name in region.names()}
    near = [by_word[name] for name in difflib.get_close_matches(word, by_word, n=3, cutoff=0.5)] or list(
        regions.values()
    )
    shown = dict.fromkeys(f"{region.name} {region.pinyin} {region.code}" for region in near[:8])
    raise fail("region_unknown", field="region", value=query, accepted="; ".join(shown))
