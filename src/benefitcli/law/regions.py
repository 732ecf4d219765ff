"""Jurisdictions: one folder each, found by name, pinyin, division code or path."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field

from benefitcli.errors import BenefitError, Problem, fail, nearest
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
_LEVELS = 4
"""Country, province, city, county: a division code of six digits names nothing below."""
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
        return chain_of(self.path)

    @property
    def bare(self) -> str:
        """The name without 省, 市 and the like."""
        bare = next((self.name.removesuffix(suffix) for suffix in _SUFFIXES if self.name.endswith(suffix)), self.name)
        return bare if len(bare) > 1 else self.name


def chain_of(path: str) -> tuple[str, ...]:
    """The folders of a path, root first: of ``cn/shanxi`` they are ``cn`` and ``cn/shanxi``."""
    parts = path.split("/")
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def read_regions(roots: Sequence[Path], only: str | None = None) -> dict[str, Region]:
    """The regions below the given tables folders, by path; a later folder may name a region anew.

    ``only`` is a path: its own chain of folders is read and nothing else, so that one region costs the same however
    many others there are.

    Raises :class:`BenefitError` with every region file that cannot be used (``table_…``) and every document outside of
    a region (``table_outside_region``).
    """
    regions: dict[str, Region] = {}
    problems: list[Problem] = []
    for root in roots:
        files = _all_files(root) if only is None else _files_of_chain(root, only)
        for folder, name in files:
            if name == REGION_FILE:
                try:
                    regions[folder] = _read_region(root / folder / name, folder)
                except BenefitError as error:
                    problems.extend(error.problems)
        named = {folder for folder, name in files if name == REGION_FILE} | regions.keys()
        problems += [
            Problem("table_outside_region", accepted=", ".join(regions), details={"file": root / folder / name})
            for folder, name in files
            if folder not in named
        ]
    if problems:
        raise BenefitError(*problems)
    return regions


def _all_files(root: Path) -> list[tuple[str, str]]:
    """Every table file below a tables folder, as (folder, name) in the order of their paths."""
    files: list[tuple[str, str]] = []
    for directory, _, names in os.walk(root):
        folder = directory[len(str(root)) + 1 :].replace(os.sep, "/")
        files += [(folder, name) for name in names if name.endswith(".toml")]
    return sorted(files, key=lambda file: [part for part in file[0].split("/") if part] + [file[1]])


def _files_of_chain(root: Path, path: str) -> list[tuple[str, str]]:
    """The table files of a region and of those above it, as (folder, name)."""
    return [
        (folder, name)
        for folder in chain_of(path)
        for name in sorted(_names_in(root, folder))
        if name.endswith(".toml")
    ]


def _names_in(root: Path, folder: str) -> list[str]:
    """The names of what is in a folder below a tables folder; none where it is no folder."""
    try:
        return os.listdir(f"{root}/{folder}")  # noqa: PTH208 - names alone are enough, and thousands of folders are asked
    except OSError:
        return []


def find_folder(roots: Sequence[Path], query: str) -> str | None:
    """The path of the one folder that a path or the names of folders mean, as in ``shanxi/yongji``; no file is read.

    None where no folder or more than one is called so, where what is asked for is not the name of a folder but that of
    a region, which :class:`RegionIndex` knows, and where a document beside the way to it belongs to no region: it may
    stand in a folder whose name was mistyped.
    """
    parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", query).casefold()) if part]
    matches: set[str] = set()
    without_region: set[str] = set()
    for root in roots if parts else ():
        folders = [""]
        for _ in range(_LEVELS):
            names = {folder: _names_in(root, folder) for folder in folders}
            matches |= {f"{folder}{parts[-1]}" for folder in folders if parts[-1] in names[folder]}
            without_region |= {folder for folder in folders if _lacks_region(names[folder])}
            folders = [f"{folder}{name}/" for folder in folders for name in names[folder] if "." not in name]
    matches = {path for path in matches if _follow(parts, path.split("/"))}
    if len(matches) != 1:
        return None
    path = matches.pop()
    beside = path[: path.rfind("/") + 1]
    without_region |= {
        f"{beside}{name}/"
        for root in roots
        for name in _names_in(root, beside)
        if "." not in name and _lacks_region(_names_in(root, f"{beside}{name}"))
    }
    is_named = (any((root / folder / REGION_FILE).is_file() for root in roots) for folder in {path, *without_region})
    return path if all(is_named) else None


def _lacks_region(names: Sequence[str]) -> bool:
    """Whether a folder of these names has documents without saying of which region."""
    return REGION_FILE not in names and any(name.endswith(".toml") for name in names)


def _follow(parts: Sequence[str], folders: Sequence[str]) -> bool:
    """Whether the parts are among the folders of a path, in this order."""
    rest = iter(folders)
    return all(part in rest for part in parts)


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


class RegionIndex:
    """All spellings of all regions, so that a name or a code is found without looking at each region."""

    def __init__(self, regions: Mapping[str, Region]) -> None:
        """Index the own names of each region: whatever means it ends with one of them, or is its code."""
        self._regions = regions
        self._endings: dict[str, list[str]] = {}
        for path, region in regions.items():
            own = {_key(word) for word in (region.name, region.bare, region.pinyin, region.name_en)}
            for ending in own | {region.code}:
                self._endings.setdefault(ending, []).append(path)

    def find(self, query: str) -> Region:
        """The region that a word means: a name, its pinyin, the division code or a path, with or without 省 and 市.

        Raises :class:`BenefitError`: ``region_ambiguous`` with all that the word may mean, ``region_unknown`` with the
        nearest known names.
        """
        key = _key(query)
        paths = {path for start in range(len(key)) for path in self._endings.get(key[start:], ())}
        meant = [self._regions[path] for path in paths if key in self._words(self._regions[path])]
        if len(meant) == 1:
            return meant[0]
        if meant:
            accepted = ", ".join(f"{region.name} {region.path}" for region in self._regions.values() if region in meant)
            raise fail("region_ambiguous", field="region", value=query, accepted=accepted)
        near = [self._spellings[word] for word in nearest(key, self._spellings, NEAREST, cutoff=0.5)]
        shown = dict.fromkeys(f"{region.name} {region.pinyin} {region.code}" for region in near)
        accepted = "; ".join(shown or _all_names(self._regions))
        raise fail("region_unknown", field="region", value=query, accepted=accepted)

    @cached_property
    def _spellings(self) -> dict[str, Region]:
        return {word: region for region in self._regions.values() for word in self._words(region)}

    def _words(self, region: Region) -> set[str]:
        """Every word that means a region, as :func:`_key` writes it: its names alone or after those of its ancestors."""
        above = [self._regions[path] for path in region.chain[:-1] if path in self._regions]
        chinese = itertools.product(
            *(("", ancestor.name, ancestor.bare) for ancestor in above), (region.name, region.bare)
        )
        pinyin = itertools.product(*(("", ancestor.pinyin) for ancestor in above), (region.pinyin,))
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


def _all_names(regions: Mapping[str, Region]) -> list[str]:
    """Every region by name, the default one first and in all its forms."""
    ordered = sorted(regions.values(), key=lambda region: (region.pinyin != DEFAULT_REGION, region.path))
    first, *others = ordered
    return [f"{first.name} {first.pinyin} {first.code}", *(region.name for region in others)]
