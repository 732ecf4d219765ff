"""Jurisdictions: one folder each, found by name, pinyin, division code or path."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.law.model import Strict
from benefitcli.law.reader import Checker, read_toml

DEFAULT_REGION = "yongji"
REGION_FILE = "region.toml"
NEAREST = 3
_SUFFIXES = (
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "自治区",
    "特别行政区",
    "自治州",
    "自治县",
    "省",
    "市",
    "县",
    "区",
)
_ENGLISH_SUFFIXES = ("autonomousregion", "municipality", "province", "city", "county", "district")
_SEPARATORS = re.compile(r"[\s/\\·>|,，、'’.-]+")
_CODE_LENGTHS = (2, 4, 9, 12)
"""Division codes are also written without the zeros at their end, or with those of the levels below."""


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
    file: str = ""

    @property
    def pinyin(self) -> str:
        """The name of its folder."""
        return self.path.rpartition("/")[2]

    @property
    def chain(self) -> tuple[str, ...]:
        """The folders whose documents hold here, root first."""
        parts = self.path.split("/")
        return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))

    @property
    def bare(self) -> str:
        """The name without 省, 市 and the like."""
        bare = next((self.name.removesuffix(suffix) for suffix in _SUFFIXES if self.name.endswith(suffix)), self.name)
        return bare if len(bare) > 1 else self.name


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


def _words(regions: Mapping[str, Region], region: Region) -> set[str]:
    """Every word that means this region, as :func:`_key` writes it: its names alone or after those of its ancestors."""
    ancestors = [regions[path] for path in region.chain[:-1] if path in regions]
    chinese = itertools.product(*(("", one.name, one.bare) for one in ancestors), (region.name, region.bare))
    pinyin = itertools.product(*(("", one.pinyin) for one in ancestors), (region.pinyin,))
    spelled = {"".join(parts) for parts in (*chinese, *pinyin)}
    return {_key(word) for word in (*spelled, region.path, region.name_en)} | {region.code}


def _key(text: str) -> str:
    """A word without case, width, blanks and separators, and without "province" and the like."""
    word = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())
    bare = next((word.removesuffix(suffix) for suffix in _ENGLISH_SUFFIXES if word.endswith(suffix)), word)
    return _code(word) if word.isdecimal() else bare or word


def _code(digits: str) -> str:
    """A division code in six digits, where the digits that it lacks or has too many are zeros."""
    if len(digits) not in _CODE_LENGTHS or digits[6:].strip("0"):
        return digits
    return digits[:6].ljust(6, "0")


def find_region(regions: Mapping[str, Region], query: str) -> Region:
    """The region that a word means: a name, its pinyin, the division code or a path, with or without 省 and 市.

    Raises :class:`BenefitError` with the nearest known names, or all that the word may mean.
    """
    key = _key(query)
    words = {region.path: _words(regions, region) for region in regions.values()}
    found = [regions[path] for path, known in words.items() if key in known]
    if len(found) == 1:
        return found[0]
    if found:
        accepted = ", ".join(f"{region.name} {region.path}" for region in found)
        raise fail("region_ambiguous", field="region", value=query, accepted=accepted)
    by_word = {word: regions[path] for path, known in words.items() for word in known}
    near = [by_word[word] for word in difflib.get_close_matches(key, by_word, n=NEAREST, cutoff=0.5)]
    shown = dict.fromkeys(f"{region.name} {region.pinyin} {region.code}" for region in near)
    raise fail("region_unknown", field="region", value=query, accepted="; ".join(shown or _all_names(regions)))


def _all_names(regions: Mapping[str, Region]) -> list[str]:
    """Every region by name, the default one first and in all its forms."""
    ordered = sorted(regions.values(), key=lambda region: (region.pinyin != DEFAULT_REGION, region.path))
    first, *others = ordered
    return [f"{first.name} {first.pinyin} {first.code}", *(region.name for region in others)]
