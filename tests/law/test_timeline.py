"""Small documents of two or three layers, folded into the dated pieces of one parameter."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefitcli.errors import BenefitError
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, to_date, to_day
from benefitcli.law.library import Library, RegionLaw
from benefitcli.law.reader import Document, read_document
from benefitcli.law.timeline import Period, Timeline, build_timeline

DAYS = "leave.paternity.days"
RATE = "allowance.monthly_rate"
SHARE = "targets.inclusive_share"
MONTHS_SCALE = "leave.miscarriage.days"
UNITS = {DAYS: "day", RATE: "yuan", SHARE: "ratio", MONTHS_SCALE: "day"}

Write = Callable[..., Document]


def document_text(title: str, clauses: Sequence[str], name: str = DAYS, **dates: str | None) -> str:
    """A table file with clauses for one parameter; each clause is the lines that matter."""
    lines = [
        "[instrument]",
        f'title = "{title}"',
        f'title_en = "{title}"',
        'issuer = "issuer"',
        *(f"{key} = {date}" for key, date in dates.items() if date),
        'evidence = "primary"',
    ]
    for clause in clauses:
        number = [] if clause.startswith("counting") else [f'unit = "{UNITS[name]}"']
        lines += [f"[[{name}]]", 'article = "第一条"', 'quote = "…"', *number, *clause.split("; ")]
    return "\n".join(lines) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a document to a file and read it back."""

    def write_document(
        title: str, in_force: str, *clauses: str, name: str = DAYS, until: str | None = None, issued: str | None = None
    ) -> Document:
        file = tmp_path / f"{title}.toml"
        text = document_text(title, clauses, name, in_force=in_force, in_force_to=until, issued=issued or in_force)
        file.write_text(text, encoding="utf-8")
        return read_document(file, f"land/{file.name}")

    return write_document


def day(text: str) -> int:
    return to_day(datetime.date.fromisoformat(text))


def at(timeline: Timeline, text: str) -> Period:
    period = timeline.at(day(text))
    assert period is not None, f"no piece on {text}"
    return period


def spans(timeline: Timeline) -> list[tuple[str, str, int]]:
    """The pieces as first day, last day and value; the open ends of time as dots."""
    return [
        (
            "…" if period.first == FIRST_DAY else str(to_date(period.first)),
            "…" if period.last == LAST_DAY else str(to_date(period.last)),
            period.value,
        )
        for period in timeline.periods
    ]


def titles(period: Period) -> list[str]:
    return [source.title for source in period.sources]


def test_a_single_clause_holds_from_its_first_day_on(write: Write) -> None:
    timeline = build_timeline(DAYS, [[write("a", "2020-01-01", "value = 15")]], {})
    assert spans(timeline) == [("2020-01-01", "…", 15)]
    assert timeline.at(day("2019-12-31")) is None
    assert at(timeline, "2020-01-01").value == 15
    assert timeline.at(LAST_DAY) == timeline.periods[0]
    assert timeline.unit == "day"


def test_a_document_holds_on_its_last_day_and_not_on_the_next(write: Write) -> None:
    timeline = build_timeline(DAYS, [[write("a", "2020-01-01", "value = 15", until="2020-12-31")]], {})
    assert spans(timeline) == [("2020-01-01", "2020-12-31", 15)]
    assert timeline.at(day("2021-01-01")) is None
    assert timeline.covered() == ((day("2020-01-01"), day("2020-12-31")),)


def test_from_and_to_narrow_a_clause_and_both_are_included(write: Write) -> None:
    clause = "value = 15; from = 2020-03-01; to = 2020-03-31"
    timeline = build_timeline(DAYS, [[write("a", "2020-01-01", clause)]], {})
    held = [str(to_date(one)) for one in range(day("2020-01-01"), day("2021-01-01")) if timeline.at(one)]
    assert (held[0], held[-1], len(held)) == ("2020-03-01", "2020-03-31", 31)


def test_a_clause_may_hold_for_a_single_day(write: Write) -> None:
    document = write("a", "2020-01-01", "value = 1", "value = 2; from = 2020-03-01; to = 2020-03-01")
    assert spans(build_timeline(DAYS, [[document]], {})) == [
        ("2020-01-01", "2020-02-29", 1),
        ("2020-03-01", "2020-03-01", 2),
        ("2020-03-02", "…", 1),
    ]


def test_from_may_reach_back_behind_the_document(write: Write) -> None:
    clause = "value = 3; from = 2021-05-31; to = 2021-09-28"
    timeline = build_timeline(DAYS, [[write("plan", "2023-04-27", clause)]], {})
    assert spans(timeline) == [("2021-05-31", "2021-09-28", 3)]


def test_a_value_replaces_what_the_layers_above_say(write: Write) -> None:
    layers = [[write("nation", "2012-01-01", "value = 98")], [write("province", "2016-01-01", "value = 158")]]
    timeline = build_timeline(DAYS, layers, {})
    assert spans(timeline) == [("2012-01-01", "2015-12-31", 98), ("2016-01-01", "…", 158)]
    period = at(timeline, "2016-01-01")
    assert (period.base, period.added, period.national, titles(period)) == (158, 0, 98, ["province"])
    assert [source.title for source in period.national_sources] == ["nation"]


def test_an_addition_comes_on_top_of_the_layers_above(write: Write) -> None:
    layers = [
        [write("province", "2021-09-29", "value = 15")],
        [],
        [write("city", "2022-01-01", "add = 2")],
        [write("county", "2023-04-27", "add = 5", until="2023-12-31")],
    ]
    timeline = build_timeline(DAYS, layers, {})
    assert spans(timeline) == [
        ("2021-09-29", "2021-12-31", 15),
        ("2022-01-01", "2023-04-26", 17),
        ("2023-04-27", "2023-12-31", 22),
        ("2024-01-01", "…", 17),
    ]
    period = at(timeline, "2023-04-27")
    assert (period.base, period.added, period.national) == (15, 7, 15)
    assert titles(period) == ["province", "city", "county"]
    assert [source.title for source in period.base_sources] == ["province"]
    assert [source.title for source in period.added_sources] == ["city", "county"]


def test_a_value_below_an_addition_replaces_both(write: Write) -> None:
    layers = [
        [write("nation", "2012-01-01", "value = 10")],
        [write("province", "2012-01-01", "add = 5")],
        [write("city", "2012-01-01", "value = 7")],
    ]
    (period,) = build_timeline(DAYS, layers, {}).periods
    assert (period.value, period.base, period.added, period.national, titles(period)) == (7, 7, 0, 10, ["city"])


def test_an_addition_to_nothing_covers_no_day(write: Write) -> None:
    layers = [[write("nation", "2022-01-01", "value = 10")], [write("province", "2020-01-01", "add = 5")]]
    assert spans(build_timeline(DAYS, layers, {})) == [("2022-01-01", "…", 15)]
    assert build_timeline(DAYS, [[], layers[1]], {}).periods == ()


@pytest.mark.parametrize("in_order", [True, False])
def test_the_later_document_of_a_layer_speaks_while_it_is_in_force(write: Write, in_order: bool) -> None:
    documents = [write("old", "2012-01-01", "value = 90"), write("new", "2020-01-01", "value = 98", until="2020-12-31")]
    timeline = build_timeline(DAYS, [documents if in_order else documents[::-1]], {})
    assert spans(timeline) == [
        ("2012-01-01", "2019-12-31", 90),
        ("2020-01-01", "2020-12-31", 98),
        ("2021-01-01", "…", 90),
    ]


def test_of_two_documents_in_force_on_one_day_the_one_issued_later_speaks(write: Write) -> None:
    documents = [
        write("later", "2020-01-01", "value = 2", issued="2019-12-01"),
        write("earlier", "2020-01-01", "value = 1", issued="2019-11-01"),
    ]
    assert spans(build_timeline(DAYS, [documents], {})) == [("2020-01-01", "…", 2)]


def test_a_later_document_speaks_even_where_its_clause_reaches_back_behind_the_earlier_one(write: Write) -> None:
    documents = [write("old", "2020-01-01", "value = 1"), write("new", "2023-01-01", "value = 2; from = 2019-01-01")]
    assert spans(build_timeline(DAYS, [documents], {})) == [("2019-01-01", "…", 2)]


def test_a_later_clause_of_one_document_speaks_from_its_own_day(write: Write) -> None:
    document = write("a", "2020-01-01", "value = 1", "value = 2; from = 2021-01-01; to = 2021-12-31")
    timeline = build_timeline(DAYS, [[document]], {})
    assert spans(timeline) == [("2020-01-01", "2020-12-31", 1), ("2021-01-01", "2021-12-31", 2), ("2022-01-01", "…", 1)]


def test_before_is_the_value_on_the_days_before_the_document(write: Write) -> None:
    timeline = build_timeline(DAYS, [[write("a", "2021-09-29", "value = 15; before = 0")]], {})
    assert spans(timeline) == [("…", "2021-09-28", 0), ("2021-09-29", "…", 15)]
    assert timeline.covered() == ((FIRST_DAY, LAST_DAY),)


def test_before_says_nothing_about_the_days_after_the_document(write: Write) -> None:
    timeline = build_timeline(DAYS, [[write("a", "2021-09-29", "value = 15; before = 0", until="2021-12-31")]], {})
    assert spans(timeline) == [("…", "2021-09-28", 0), ("2021-09-29", "2021-12-31", 15)]


def test_before_yields_to_an_earlier_document_and_to_the_layers_above(write: Write) -> None:
    earlier = write("earlier", "2015-01-01", "value = 5", until="2017-12-31")
    created = write("created", "2020-01-01", "value = 15; before = 0")
    assert spans(build_timeline(DAYS, [[earlier, created]], {})) == [
        ("…", "2014-12-31", 0),
        ("2015-01-01", "2017-12-31", 5),
        ("2018-01-01", "2019-12-31", 0),
        ("2020-01-01", "…", 15),
    ]
    assert spans(build_timeline(DAYS, [[earlier], [created]], {})) == [
        ("…", "2014-12-31", 0),
        ("2015-01-01", "2017-12-31", 5),
        ("2018-01-01", "2019-12-31", 0),
        ("2020-01-01", "…", 15),
    ]


def test_before_of_an_addition_leaves_the_layers_above_alone(write: Write) -> None:
    layers = [[write("province", "2012-01-01", "value = 15")], [write("city", "2020-01-01", "add = 5; before = 0")]]
    assert spans(build_timeline(DAYS, layers, {})) == [
        ("…", "2011-12-31", 0),
        ("2012-01-01", "2019-12-31", 15),
        ("2020-01-01", "…", 20),
    ]


def test_a_document_not_yet_in_force_does_not_say_how_days_are_counted(write: Write) -> None:
    layers = [
        [write("nation", "2012-01-01", 'value = 98; counting = "calendar"')],
        [write("province", "2021-01-01", 'value = 158; counting = "working"; before = 0')],
    ]
    timeline = build_timeline(DAYS, layers, {})
    assert at(timeline, "2021-01-01").counting == "working"
    assert at(timeline, "2020-12-31").counting == "calendar"


def test_a_clause_tied_to_a_reading_speaks_only_when_it_is_chosen(write: Write) -> None:
    document = write("a", "2020-01-01", 'value = 2; reading = "who=some"', 'value = 3; reading = "who=all"')
    assert spans(build_timeline(DAYS, [[document]], {"who": "some"})) == [("2020-01-01", "…", 2)]
    assert spans(build_timeline(DAYS, [[document]], {"who": "all"})) == [("2020-01-01", "…", 3)]
    assert build_timeline(DAYS, [[document]], {"who": "none"}).periods == ()
    assert build_timeline(DAYS, [[document]], {}).periods == ()


def test_the_readings_of_an_inclusive_and_an_exclusive_first_day(write: Write) -> None:
    document = write(
        "plan",
        "2023-04-27",
        'value = 3; from = 2021-05-31; to = 2021-09-28; reading = "from=inclusive"',
        'value = 3; from = 2021-06-01; to = 2021-09-28; reading = "from=exclusive"',
    )
    inclusive = build_timeline(DAYS, [[document]], {"from": "inclusive"})
    exclusive = build_timeline(DAYS, [[document]], {"from": "exclusive"})
    assert at(inclusive, "2021-05-31").value == 3
    assert exclusive.at(day("2021-05-31")) is None
    assert at(exclusive, "2021-06-01").value == 3


def test_as_of_leaves_out_what_was_issued_later_and_says_where_it_would_matter(write: Write) -> None:
    layers = [
        [write("nation", "2012-01-01", "value = 98", issued="2011-12-01")],
        [write("province", "2021-01-01", "value = 158", issued="2022-05-18")],
    ]
    before = build_timeline(DAYS, layers, {}, datetime.date(2022, 5, 17))
    assert spans(before) == [("2012-01-01", "2020-12-31", 98), ("2021-01-01", "…", 98)]
    assert at(before, "2020-12-31").superseded_by is None
    superseded_by = at(before, "2021-01-01").superseded_by
    assert superseded_by is not None
    assert superseded_by.title == "province"

    on_the_day = build_timeline(DAYS, layers, {}, datetime.date(2022, 5, 18))
    assert spans(on_the_day) == [("2012-01-01", "2020-12-31", 98), ("2021-01-01", "…", 158)]
    assert [period.superseded_by for period in on_the_day.periods] == [None, None]
    assert on_the_day == build_timeline(DAYS, layers, {})


def test_as_of_before_every_document_nothing_is_known(write: Write) -> None:
    layers = [[write("nation", "2012-01-01", "value = 98", issued="2011-12-01")]]
    assert build_timeline(DAYS, layers, {}, datetime.date(2011, 11, 30)).periods == ()


def test_a_later_document_that_changes_nothing_is_not_withheld(write: Write) -> None:
    layers = [[write("old", "2012-01-01", "value = 98"), write("new", "2021-01-01", "value = 98")]]
    (period,) = build_timeline(DAYS, layers, {}, datetime.date(2020, 1, 1)).periods
    assert (period.value, period.superseded_by, titles(period)) == (98, None, ["old"])


SCALE = "scale = [{ from = 0, value = 15 }, { from = 4, value = 42 }, { from = 7, value = 98 }]"


def test_a_scale_has_a_value_for_each_rung(write: Write) -> None:
    document = write("a", "2012-01-01", SCALE, name=MONTHS_SCALE)
    (period,) = build_timeline(MONTHS_SCALE, [[document]], {}).periods
    assert period.brackets == ((0, 15), (4, 42), (7, 98))
    assert (period.value, period.base, period.national) == (15, 15, 15)


def test_an_addition_raises_every_rung_of_a_scale_and_a_value_replaces_them_all(write: Write) -> None:
    scale = write("a", "2012-01-01", SCALE, name=MONTHS_SCALE)
    more = write("b", "2020-01-01", "add = 3", name=MONTHS_SCALE, until="2020-12-31")
    flat = write("c", "2021-01-01", "value = 30", name=MONTHS_SCALE)
    timeline = build_timeline(MONTHS_SCALE, [[scale], [more, flat]], {})
    assert at(timeline, "2019-12-31").brackets == ((0, 15), (4, 42), (7, 98))
    assert at(timeline, "2020-06-01").brackets == ((0, 18), (4, 45), (7, 101))
    assert at(timeline, "2021-01-01").brackets == ((0, 30),)


def test_an_entitlement_only_from_a_higher_rung_on_is_an_entitlement_all_the_same(write: Write) -> None:
    clause = "scale = [{{ from = 0, value = 0 }}, {{ from = 4, value = {} }}]"
    documents = [
        write("a", "2012-01-01", clause.format(42), name=MONTHS_SCALE),
        write("b", "2015-01-01", clause.format(45), name=MONTHS_SCALE),
    ]
    timeline = build_timeline(MONTHS_SCALE, [documents], {})
    assert at(timeline, "2016-01-01").since == day("2012-01-01")


def test_a_clause_may_say_only_how_days_are_counted(write: Write) -> None:
    layers = [
        [write("nation", "2012-01-01", "value = 98")],
        [write("reply", "2021-09-29", 'counting = "calendar"', until="2022-12-31")],
    ]
    timeline = build_timeline(DAYS, layers, {})
    assert [(period.value, period.counting) for period in timeline.periods] == [
        (98, None),
        (98, "calendar"),
        (98, None),
    ]
    period = at(timeline, "2021-09-29")
    assert titles(period) == ["nation"]
    assert period.counting_source is not None
    assert period.counting_source.title == "reply"
    assert at(timeline, "2022-12-31").counting == "calendar"


def test_counting_alone_covers_no_day(write: Write) -> None:
    assert build_timeline(DAYS, [[write("reply", "2021-09-29", 'counting = "calendar"')]], {}).periods == ()


def test_the_deepest_clause_about_counting_holds_and_carries_its_own_mark(write: Write) -> None:
    layers = [
        [write("nation", "2012-01-01", 'value = 98; counting = "calendar"; counting_assumed = true')],
        [write("province", "2016-01-01", 'value = 158; counting = "skip_statutory"')],
        [write("city", "2018-01-01", "add = 1")],
    ]
    timeline = build_timeline(DAYS, layers, {})
    found = [(period.value, period.counting, period.counting_assumed) for period in timeline.periods]
    assert found == [(98, "calendar", True), (158, "skip_statutory", False), (159, "skip_statutory", False)]


def test_the_national_value_is_what_the_root_layer_alone_says(write: Write) -> None:
    layers = [
        [write("nation", "2012-01-01", "value = 1", until="2019-12-31")],
        [write("province", "2016-01-01", "value = 3")],
    ]
    timeline = build_timeline(DAYS, layers, {})
    assert [(period.value, period.national) for period in timeline.periods] == [(1, 1), (3, 1), (3, None)]
    assert timeline.periods[-1].national_sources == ()


def test_since_is_the_first_day_of_an_unbroken_entitlement(write: Write) -> None:
    documents = [
        write("first", "2012-01-01", "value = 3; before = 0", until="2013-12-31"),
        write("none", "2014-01-01", "value = 0"),
        write("second", "2015-01-01", "value = 5"),
        write("third", "2016-01-01", "value = 15"),
    ]
    timeline = build_timeline(DAYS, [documents], {})
    since = {
        on: str(to_date(at(timeline, on).since)) for on in ("2012-06-01", "2015-06-01", "2016-06-01", "2030-01-01")
    }
    assert since == {
        "2012-06-01": "2012-01-01",
        "2015-06-01": "2015-01-01",
        "2016-06-01": "2015-01-01",
        "2030-01-01": "2015-01-01",
    }


def test_since_rests_on_the_clauses_that_began_the_entitlement(write: Write) -> None:
    documents = [write("first", "2012-01-01", "value = 3"), write("second", "2015-01-01", "value = 5")]
    period = at(build_timeline(DAYS, [documents], {}), "2016-01-01")
    assert [source.title for source in period.since_sources] == ["first"]


def test_at_least_since_looks_through_a_time_with_more_but_not_one_with_less(write: Write) -> None:
    documents = [
        write("first", "2012-01-01", "value = 5"),
        write("more", "2013-01-01", "value = 7"),
        write("again", "2014-01-01", "value = 5"),
        write("less", "2015-01-01", "value = 3"),
        write("last", "2016-01-01", "value = 5"),
    ]
    timeline = build_timeline(DAYS, [documents], {})
    assert [to_date(period.at_least_since).year for period in timeline.periods] == [2012, 2013, 2012, 2012, 2016]


def test_a_gap_breaks_an_entitlement(write: Write) -> None:
    documents = [write("a", "2012-01-01", "value = 3", until="2013-12-30"), write("b", "2014-01-01", "value = 3")]
    timeline = build_timeline(DAYS, [documents], {})
    assert [str(to_date(period.since)) for period in timeline.periods] == ["2012-01-01", "2014-01-01"]
    assert len(timeline.covered()) == 2


@pytest.mark.parametrize(
    ("name", "number", "whole"),
    [(RATE, "200", 20_000), (RATE, "199.99", 19_999), (RATE, "0.29", 29), (SHARE, "0.6", 6000), (SHARE, "0.57", 5700)],
)
def test_amounts_are_whole_numbers_of_their_small_unit(write: Write, name: str, number: str, whole: int) -> None:
    (period,) = build_timeline(name, [[write("a", "2020-01-01", f"value = {number}", name=name)]], {}).periods
    assert period.value == whole


def test_a_frozen_timeline_has_the_law_of_one_day_for_ever(write: Write) -> None:
    documents = [write("old", "2012-01-01", "value = 90"), write("new", "2020-01-01", "value = 98")]
    timeline = build_timeline(DAYS, [documents], {})
    assert spans(timeline.frozen(day("2019-12-31"))) == [("…", "…", 90)]
    assert spans(timeline.frozen(day("2020-01-01"))) == [("…", "…", 98)]
    assert timeline.frozen(day("2011-12-31")).periods == ()


def test_clauses_of_other_parameters_say_nothing(write: Write) -> None:
    documents = [write("a", "2020-01-01", "value = 15"), write("b", "2021-01-01", "value = 200", name=RATE)]
    assert spans(build_timeline(DAYS, [documents], {})) == [("2020-01-01", "…", 15)]
    assert spans(build_timeline(RATE, [documents], {})) == [("2021-01-01", "…", 20_000)]


@pytest.fixture
def land(tmp_path: Path) -> Path:
    """A tables folder with a land of one city, in which the city adds to the law of the land."""
    plan = ['add = 3; reading = "size=small"', 'add = 5; reading = "size=large"']
    documents = {
        "land/2012-law.toml": document_text("law", ["value = 10"], in_force="2012-01-01", issued="2011-06-01"),
        "land/2020-law.toml": document_text("revision", ["value = 12"], in_force="2020-01-01", issued="2019-06-01"),
        "land/city/2021-plan.toml": document_text("plan", plan, in_force="2021-01-01", issued="2021-02-01")
        + """
[readings.size]
default = "small"
clause = "leave.paternity.days"
question = { zh = "多少？", en = "How many?" }
reason = { zh = "谨慎", en = "caution" }
choices = { small = { zh = "少", en = "few" }, large = { zh = "多", en = "many" } }
""",
    }
    for place, text in documents.items():
        file = tmp_path / "tables" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for path, name, code in (("land", "测试省", "990000"), ("land/city", "测试市", "990100")):
        region = f'name = "{name}"\nname_en = "{path}"\ncode = "{code}"\n'
        (tmp_path / "tables" / path / "region.toml").write_text(region, encoding="utf-8")
    return tmp_path / "tables"


def law_of(tables: Path, region: str, choices: Mapping[str, str] | None = None, as_of: str | None = None) -> RegionLaw:
    library = Library([tables], datetime.date.fromisoformat(as_of) if as_of else None)
    return library.law_of(library.region(region), choices)


def test_the_folders_of_a_region_are_its_layers(land: Path) -> None:
    assert spans(law_of(land, "测试省").timeline(DAYS)) == [("2012-01-01", "2019-12-31", 10), ("2020-01-01", "…", 12)]
    assert spans(law_of(land, "990100").timeline(DAYS)) == [
        ("2012-01-01", "2019-12-31", 10),
        ("2020-01-01", "2020-12-31", 12),
        ("2021-01-01", "…", 15),
    ]
    assert law_of(land, "city").timeline(RATE).periods == ()


def test_a_region_takes_the_default_of_a_reading_or_the_choice_asked_for(land: Path) -> None:
    assert law_of(land, "city").choices == {"size": "small"}
    assert at(law_of(land, "city", {"size": "large"}).timeline(DAYS), "2021-01-01").value == 17
    assert law_of(land, "测试省").choices == {}


def test_a_region_as_it_was_known_on_a_day(land: Path) -> None:
    then = law_of(land, "city", as_of="2021-01-31")
    period = at(then.timeline(DAYS), "2021-01-01")
    assert (period.value, period.superseded_by and period.superseded_by.title) == (12, "plan")
    assert [document.instrument.title for document in then.known] == ["law", "revision"]
    assert then.digest == law_of(land, "测试省").digest
    assert then.digest != law_of(land, "city").digest
    assert law_of(land, "city", as_of="2021-02-01").digest == law_of(land, "city").digest


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("value = 1; add = 1", "table_more_than_one_number"),
        ("value = 1; from = 2021-01-02; to = 2021-01-01", "table_to_before_from"),
        ("before = 1", "table_no_number"),
        ("scale = [{ from = 4, value = 1 }, { from = 0, value = 2 }]", "table_scale_not_rising"),
        ('value = 1; counting = "holidays"', "table_wrong_value"),
        ('value = "1"', "table_wrong_value"),
        ("value = -1", "table_wrong_value"),
        ("value = 1; form = 2021-01-01", "table_unknown_key"),
    ],
)
def test_a_malformed_clause_is_refused(write: Write, clause: str, code: str) -> None:
    with pytest.raises(BenefitError) as refusal:
        write("a", "2020-01-01", clause)
    assert code in {problem.code for problem in refusal.value.problems}


# What follows folds random documents and compares every day with a plain reference.

WINDOW = range(day("2020-01-01"), day("2020-02-10"))
OUTSIDE = (FIRST_DAY, WINDOW.start - 1, *WINDOW, WINDOW.stop, LAST_DAY)
"""All clauses begin and end within the window, so before and after it nothing changes."""


@dataclass(frozen=True)
class Rule:
    """A clause as the reference sees it; ``first`` and ``last`` are its days, ``last`` None where it is open."""

    kind: str
    number: int
    first: int
    last: int | None
    before: int | None
    counting: str | None
    reading: str | None
    narrowed: bool = False

    def text(self) -> str:
        parts = {
            "value": f"value = {self.number}",
            "add": f"add = {self.number}",
            "scale": f"scale = [{{ from = 0, value = {self.number} }}, {{ from = 3, value = {self.number + 7} }}]",
            "counting": "",
        }
        lines = [parts[self.kind]] if self.kind != "counting" else []
        lines += [f'counting = "{self.counting}"'] if self.counting else []
        lines += [f"from = {to_date(self.first)}"] if self.narrowed else []
        lines += [f"to = {to_date(self.last)}"] if self.narrowed and self.last is not None else []
        lines += [f"before = {self.before}"] if self.before is not None else []
        lines += [f'reading = "pick={self.reading}"'] if self.reading else []
        return "; ".join(lines)

    def is_in_force(self, on: int) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True)
class Paper:
    """A document as the reference sees it."""

    layer: int
    in_force: int
    until: int | None
    issued: int
    rules: tuple[Rule, ...]


@st.composite
def papers(draw: st.DrawFn, layer: int, in_force: int) -> Paper:
    """A document with a clause for its whole time and, at times, one for a part of it."""
    until = draw(st.none() | st.integers(in_force, WINDOW.stop - 1))
    kind = draw(st.sampled_from(["value", "value", "add", "scale", "counting"]))
    # A value for the days before a document comes without counting: those days have a test of their own above.
    before = draw(st.none() | st.integers(0, 2)) if kind != "counting" else None
    counting = draw(st.none() | st.sampled_from(["calendar", "working", "skip_statutory"])) if before is None else None
    if kind == "counting":
        counting = counting or "calendar"
    reading = draw(st.none() | st.sampled_from(["one", "other"]))
    least = 1 if kind == "scale" else 0  # a scale whose lowest rung is 0 has a test of its own above
    rules = [Rule(kind, draw(st.integers(least, 5)), in_force, until, before, counting, reading)]
    if draw(st.booleans()):
        first = draw(st.integers(in_force + 1, WINDOW.stop - 1))
        last = draw(st.integers(first, WINDOW.stop - 1))
        number = draw(st.integers(0, 5))
        rules.append(Rule("value", number, first, last, None, None, draw(st.none() | st.just("one")), narrowed=True))
    return Paper(layer, in_force, until, in_force + draw(st.integers(-20, 20)), tuple(rules))


@st.composite
def shelves(draw: st.DrawFn) -> list[Paper]:
    """The documents of three layers; no two of a layer come into force on one day."""
    shelf = []
    for layer in range(3):
        starts = draw(st.lists(st.integers(WINDOW.start, WINDOW.stop - 2), max_size=3, unique=True))
        shelf += [draw(papers(layer, start)) for start in starts]
    return shelf


@dataclass(frozen=True)
class Expected:
    """What is in force on one day, by the reference."""

    brackets: tuple[tuple[int, int], ...]
    base: int
    added: int
    national: int | None
    counting: str | None


def expected_on(shelf: Sequence[Paper], on: int, choice: str) -> Expected | None:
    """The law of one day, read off the documents one layer after the other."""
    brackets: tuple[tuple[int, int], ...] = ()
    added, national, counting = 0, None, None
    for layer in range(3):
        rules = [
            (paper.in_force, rule.first, rule)
            for paper in shelf
            if paper.layer == layer
            for rule in paper.rules
            if rule.reading in (None, choice)
        ]
        rules.sort(key=lambda ranked: ranked[:2])
        speaking = [rule for *_, rule in rules if rule.is_in_force(on)]
        counting = next((rule.counting for rule in reversed(speaking) if rule.counting), counting)
        numbers = [rule for rule in speaking if rule.kind != "counting"]
        past = [rule for *_, rule in rules if rule.before is not None and on < rule.first]
        if numbers and numbers[-1].kind == "add":
            added += numbers[-1].number
        elif numbers:
            rule = numbers[-1]
            brackets, added = ((0, rule.number), (3, rule.number + 7))[: 2 if rule.kind == "scale" else 1], 0
        elif past and not brackets:
            brackets, added = ((0, past[-1].before or 0),), 0
        if layer == 0 and brackets:
            national = brackets[0][1]
    if not brackets:
        return None
    return Expected(
        tuple((threshold, value + added) for threshold, value in brackets), brackets[0][1], added, national, counting
    )


def seen_on(timeline: Timeline, on: int) -> Expected | None:
    period = timeline.at(on)
    if period is None:
        return None
    return Expected(period.brackets, period.base, period.added, period.national, period.counting)


def read_shelf(shelf: Sequence[Paper]) -> Iterator[list[Document]]:
    """Write the documents to files and read them back, one list a layer."""
    with tempfile.TemporaryDirectory() as folder:
        for layer in range(3):
            documents = []
            for index, paper in enumerate(shelf):
                if paper.layer != layer:
                    continue
                file = Path(folder) / f"{index}.toml"
                dates = {"in_force": paper.in_force, "in_force_to": paper.until, "issued": paper.issued}
                shown = {key: None if day is None else str(to_date(day)) for key, day in dates.items()}
                text = document_text(f"paper {index}", [rule.text() for rule in paper.rules], MONTHS_SCALE, **shown)
                file.write_text(text, encoding="utf-8")
                documents.append(read_document(file, f"layer{layer}/{file.name}"))
            yield documents


@settings(deadline=None)
@given(shelves(), st.sampled_from(["one", "other"]))
def test_every_day_has_what_a_plain_reading_of_the_documents_gives(shelf: list[Paper], choice: str) -> None:
    timeline = build_timeline(MONTHS_SCALE, list(read_shelf(shelf)), {"pick": choice})

    assert {on: seen_on(timeline, on) for on in OUTSIDE} == {on: expected_on(shelf, on, choice) for on in OUTSIDE}


@settings(deadline=None)
@given(shelves())
def test_pieces_are_in_order_and_never_overlap(shelf: list[Paper]) -> None:
    periods = build_timeline(MONTHS_SCALE, list(read_shelf(shelf)), {"pick": "one"}).periods
    assert all(FIRST_DAY <= period.first <= period.last <= LAST_DAY for period in periods)
    for period, following in pairwise(periods):
        assert period.last < following.first
        same = replace(following, first=period.first, last=period.last, since=period.since) == period
        assert not same or period.last + 1 < following.first


@settings(deadline=None)
@given(shelves())
def test_since_is_the_day_after_the_last_day_without_an_entitlement(shelf: list[Paper]) -> None:
    timeline = build_timeline(MONTHS_SCALE, list(read_shelf(shelf)), {"pick": "one"})
    since: int | None = None
    for on in OUTSIDE:
        expected = expected_on(shelf, on, "one")
        entitled = expected is not None and any(value > 0 for _, value in expected.brackets)
        since = (on if since is None else since) if entitled else None
        period = timeline.at(on)
        if since is not None:
            assert period is not None
            assert to_date(period.since) == to_date(since)


def gives_less(then: Expected, now: Expected) -> bool:
    """Whether some rung had less then: of the two rungs that a scale of the shelf has, a plain number fills both."""
    return any(
        dict(then.brackets).get(threshold, then.brackets[0][1]) < dict(now.brackets).get(threshold, now.brackets[0][1])
        for threshold in (0, 3)
    )


@settings(deadline=None)
@given(shelves())
def test_at_least_since_is_the_first_day_from_which_the_value_was_never_less(shelf: list[Paper]) -> None:
    timeline = build_timeline(MONTHS_SCALE, list(read_shelf(shelf)), {"pick": "one"})
    law = {on: expected_on(shelf, on, "one") for on in OUTSIDE}
    for on in OUTSIDE:
        period, now = timeline.at(on), law[on]
        if period is None or now is None:
            continue
        earlier = [day for day in OUTSIDE if day <= on]
        less = [day for day in earlier if (then := law[day]) is None or gives_less(then, now)]
        first = min(day for day in earlier if not less or day > less[-1])
        assert to_date(period.at_least_since) == to_date(first)


@settings(deadline=None)
@given(shelves(), st.integers(WINDOW.start - 25, WINDOW.stop + 25))
def test_as_of_gives_the_law_of_the_documents_issued_by_then_and_marks_what_would_change(
    shelf: list[Paper], as_of: int
) -> None:
    timeline = build_timeline(MONTHS_SCALE, list(read_shelf(shelf)), {"pick": "one"}, to_date(as_of))
    known = [paper for paper in shelf if paper.issued <= as_of]
    unknown = {f"paper {index}": paper for index, paper in enumerate(shelf) if paper.issued > as_of}
    # An addition that takes the place of a value of its own layer can uncover a day; no one document then stands for it.
    adding = any(rule.kind == "add" for paper in unknown.values() for rule in paper.rules)
    for on in OUTSIDE:
        expected, full = expected_on(known, on, "one"), expected_on(shelf, on, "one")
        assert seen_on(timeline, on) == expected
        period = timeline.at(on)
        if period is None or expected is None or full is None:
            continue
        changed = (full.brackets, full.added) != (expected.brackets, expected.added)
        assert (period.superseded_by is not None) == changed
        assert period.superseded_by is None or adding or period.superseded_by.title in unknown
