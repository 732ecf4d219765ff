"""Jurisdictions: one folder each, found by name, pinyin, division code or path."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import tomli
from pydantic import Field, ValidationError

from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.law.instrument import Strict

DEFAULT_REGION = "yongji"
_SUFFIXES = ("自治区", "特别行政区", "自治州", "省", "市", "县", "区")


class _RegionFile(Strict):
    name: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    code: str = Field(pattern=r"^\d{6}$")


@dataclass(frozen=True, slots=True)
class Region:
    """A jurisdiction. ``path`` is its folder below the tables, such as ``cn/shanxi/yuncheng/yongji``."""

    path: str
    name: str
    name_en: str
    code: str

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
    """All regions below the given tables folders, by path; a later folder may name a region anew."""
    regions: dict[str, Region] = {}
    for root in roots:
        for file in sorted(root.rglob("region.toml")):
            path = file.parent.relative_to(root).as_posix()
            regions[path] = _read_region(file, path)
    return regions


def _read_region(file: Path, path: str) -> Region:
    try:
        data = _RegionFile.model_validate(tomli.loads(file.read_text(encoding="utf-8")))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise fail("table_syntax", file=file, message=error) from None
    except ValidationError as error:
        problem = error.errors()[0]
        key = ".".join(map(str, problem["loc"]))
        raise BenefitError(
            Problem(
                "table_wrong_value",
                field=key,
                value=str(problem["input"]),
                accepted="name, name_en, code (6 digits)",
                details={"file": file, "key": key},
            )
        ) from None
    return Region(path, data.name, data.name_en, data.code)


def find_region(regions: Mapping[str, Region], query: str) -> Region:
    """The region that a word means. Raises :class:`BenefitError` with the nearest known names, or all that it may mean."""
    word = query.strip().casefold()
    found = {region.path: region for region in regions.values() if word in region.names()}
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
