"""Finding a region: every way in which people name one, and what is said of a word that names none or two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benefitcli.errors import BenefitError
from benefitcli.law.library import Library
from benefitcli.law.reader import read_toml
from benefitcli.law.regions import Region, RegionIndex

REGIONS = Library().regions
INDEX = RegionIndex(REGIONS)
TWO_JILIN = {
    path: Region(path, *names)
    for path, *names in (
        ("cn", "全国", "China", "100000"),
        ("cn/jilin", "吉林省", "Jilin", "220000"),
        ("cn/jilin/jilin", "吉林市", "Jilin", "220200"),
    )
}


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("永济市", "cn/shanxi/yuncheng/yongji"),
        ("永济", "cn/shanxi/yuncheng/yongji"),
        (" 永 济 市 ", "cn/shanxi/yuncheng/yongji"),
        ("yongji", "cn/shanxi/yuncheng/yongji"),
        ("YongJi", "cn/shanxi/yuncheng/yongji"),
        ("ｙｏｎｇｊｉ", "cn/shanxi/yuncheng/yongji"),
        ("Yongji City", "cn/shanxi/yuncheng/yongji"),
        ("140881", "cn/shanxi/yuncheng/yongji"),
        ("１４０８８１", "cn/shanxi/yuncheng/yongji"),
        ("140881000000", "cn/shanxi/yuncheng/yongji"),
        ("cn/shanxi/yuncheng/yongji", "cn/shanxi/yuncheng/yongji"),
        ("shanxi/yongji", "cn/shanxi/yuncheng/yongji"),
        ("山西省运城市永济市", "cn/shanxi/yuncheng/yongji"),
        ("山西运城永济", "cn/shanxi/yuncheng/yongji"),
        ("山西省/永济", "cn/shanxi/yuncheng/yongji"),
        ("山西 永济市", "cn/shanxi/yuncheng/yongji"),
        ("14", "cn/shanxi"),
        ("1408", "cn/shanxi/yuncheng"),
        ("山西", "cn/shanxi"),
        ("Shanxi Province", "cn/shanxi"),
        ("陕西", "cn/shaanxi"),
        ("Shaanxi", "cn/shaanxi"),
        ("广西", "cn/guangxi"),
        ("广西壮族自治区", "cn/guangxi"),
        ("上海", "cn/shanghai"),
        ("310000", "cn/shanghai"),
        ("全国", "cn"),
        ("China", "cn"),
    ],
)
def test_a_region_goes_by_all_its_names(word: str, path: str) -> None:
    assert INDEX.find(word).path == path


@pytest.mark.parametrize("region", REGIONS.values(), ids=REGIONS)
def test_every_region_is_found_by_each_of_its_own_names(region: Region) -> None:
    for word in (region.path, region.pinyin, region.code, region.name, region.bare, region.name_en):
        assert INDEX.find(word) == region


@pytest.mark.parametrize(
    ("word", "near"),
    [("永济县", "永济市"), ("yonji", "yongji"), ("shangai", "上海市"), ("浙江浙", "浙江省"), ("140882", "140881"),
     ("四川成都", "四川省")],
)  # fmt: skip
def test_a_misspelt_name_gets_the_nearest_ones(word: str, near: str) -> None:
    with pytest.raises(BenefitError) as caught:
        INDEX.find(word)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field, problem.value) == ("region_unknown", "region", word)
    assert near in (problem.accepted or "")


@pytest.mark.parametrize("word", ["火星", "Mars", "999999", ""])
def test_a_word_far_from_any_gets_them_all(word: str) -> None:
    with pytest.raises(BenefitError) as caught:
        INDEX.find(word)
    (problem,) = caught.value.problems
    assert problem.code == "region_unknown"
    assert all(region.name in (problem.accepted or "") for region in REGIONS.values())


@pytest.mark.parametrize("word", ["吉林", "jilin"])
def test_a_name_of_two_places_is_not_guessed(word: str) -> None:
    with pytest.raises(BenefitError) as caught:
        RegionIndex(TWO_JILIN).find(word)
    (problem,) = caught.value.problems
    assert problem.code == "region_ambiguous"
    assert problem.accepted == "吉林省 cn/jilin, 吉林市 cn/jilin/jilin"


@pytest.mark.parametrize(
    ("word", "path"),
    [("吉林省", "cn/jilin"), ("吉林市", "cn/jilin/jilin"), ("吉林省吉林市", "cn/jilin/jilin"),
     ("吉林吉林", "cn/jilin/jilin"), ("22", "cn/jilin"), ("2202", "cn/jilin/jilin")],
)  # fmt: skip
def test_a_fuller_name_tells_the_two_apart(word: str, path: str) -> None:
    assert RegionIndex(TWO_JILIN).find(word).path == path


def lay(tables: Path, path: str, content: str) -> None:
    file = tables / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def lay_region(tables: Path, path: str, name: str, code: str = "999999") -> None:
    lay(tables, f"{path}/region.toml", f'name = "{name}"\nname_en = "Somewhere"\ncode = "{code}"\n')


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders whose region file is read from here on."""
    folders: list[str] = []

    def read(file: Path) -> tuple[bytes, dict[str, Any]]:
        folders.append(file.parent.name)
        return read_toml(file)

    monkeypatch.setattr("benefitcli.law.regions.read_toml", read)
    return folders


@pytest.mark.parametrize("word", ["yongji", "YONGJI", "ｙｏｎｇｊｉ", "shanxi/yongji", "shanxi yuncheng yongji",
                                  "cn/shanxi/yuncheng/yongji"])  # fmt: skip
def test_a_folder_is_opened_without_reading_the_others(word: str, files_read: list[str]) -> None:
    library = Library()

    assert library.region(word).name == "永济市"
    assert files_read == ["cn", "shanxi", "yuncheng", "yongji"]
    assert library.region(word).name == "永济市"
    assert len(files_read) == 4


@pytest.mark.parametrize("words", [("永济市", "山西"), ("140881", "1408"), ("永济", "yongji")])
def test_a_name_or_a_code_reads_the_others_once(words: tuple[str, str], files_read: list[str]) -> None:
    library = Library()
    for word in words:
        library.region(word)

    assert sorted(files_read) == sorted(region.pinyin for region in REGIONS.values())


@pytest.mark.parametrize("path", REGIONS)
def test_folders_and_the_index_mean_the_same_region(path: str) -> None:
    assert Library().region(path) == Library().region(REGIONS[path].pinyin) == REGIONS[path]


def test_two_folders_of_one_name_are_not_guessed(tmp_path: Path) -> None:
    lay_region(tmp_path, "cn/hebei/somewhere/yongji", "永吉县")
    library = Library([tmp_path])

    with pytest.raises(BenefitError) as caught:
        library.region("yongji")
    assert [(problem.code, problem.accepted) for problem in caught.value.problems] == [
        ("region_ambiguous", "永济市 cn/shanxi/yuncheng/yongji, 永吉县 cn/hebei/somewhere/yongji")
    ]
    assert library.region("shanxi/yongji").name == "永济市"


def test_a_folder_deeper_than_a_county_is_found_by_the_index(tmp_path: Path) -> None:
    lay_region(tmp_path, "cn/shanxi/yuncheng/yongji/town", "某镇")

    assert Library([tmp_path]).region("town").path == "cn/shanxi/yuncheng/yongji/town"


def test_a_region_named_anew_goes_by_its_new_name(tmp_path: Path) -> None:
    lay_region(tmp_path, "cn/shanxi/yuncheng/yongji", "新永济市", "140881")

    assert Library([tmp_path]).region("yongji").name == "新永济市"


@pytest.mark.parametrize(
    "folder",
    [".", "notes", "cn/shanxxi", "cn/shanxi/notes", "cn/shanxi/yunchegn", "cn/shanxi/yuncheng/yongij",
     "cn/shanxi/yunchegn/yongji"],
)  # fmt: skip
def test_a_document_in_a_mistyped_folder_is_not_left_out_unseen(folder: str, tmp_path: Path) -> None:
    lay(tmp_path, f"{folder}/2024-01-01-loan.toml", "")

    with pytest.raises(BenefitError) as caught:
        Library([tmp_path]).region("yongji")
    assert [problem.code for problem in caught.value.problems] == ["table_outside_region"]


def test_a_document_laid_over_a_region_is_no_stray(tmp_path: Path, files_read: list[str]) -> None:
    lay(tmp_path, "cn/shanxi/yuncheng/yongji/2024-01-01-loan.toml", "")

    assert Library([tmp_path]).region("yongji").name == "永济市"
    assert len(files_read) == 4
