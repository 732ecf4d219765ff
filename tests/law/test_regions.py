"""Finding a region: every way in which people name one, and what is said of a word that names none or two."""

from __future__ import annotations

import pytest

from benefitcli.errors import BenefitError
from benefitcli.law.library import Library
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
