"""The headers of real sheets: which field each is, what its brackets say, and what a person is told of the others."""

from __future__ import annotations

from itertools import combinations

import polars as pl
import pytest

from benefitcli.benefits.fields import REGIONS
from benefitcli.benefits.register import SCHEMA_NAMES, find_schema
from benefitcli.engine.benefit import InputSchema
from benefitcli.engine.columns.names import PROBLEM, case_column
from benefitcli.errors import BenefitError, Problem
from benefitcli.i18n.problems import message_of
from benefitcli.i18n.translator import Translator
from benefitcli.inputs.header_words import EVERYDAY_HEADERS, HEADERS_OF_NOTATIONS, LESS_CERTAIN_HEADERS
from benefitcli.inputs.headers import HeaderMap, header_key, header_words, map_headers, second_words
from benefitcli.inputs.rows import RowReader
from benefitcli.workflows.audit.schemas import AUDITS
from console import run_here

SCHEMAS: list[InputSchema] = [*(find_schema(name) for name in SCHEMA_NAMES), *AUDITS.values()]
MATERNITY = find_schema("leave.maternity")
LEDGER = AUDITS["audit.allowance"]
CLAIMS = AUDITS["audit.places"]


def mapped(schema: InputSchema, *headers: str, given: tuple[str, ...] = (), **mapping: str) -> HeaderMap:
    """What headers mean where no column is required."""
    required = [field.name for field in schema.fields if field.required or field.name in schema.one_of]
    return map_headers(schema, headers, [*required, *given], mapping)


def problems_of(schema: InputSchema, *headers: str, mapping: dict[str, str] | None = None) -> list[Problem]:
    """Why headers are refused."""
    required = [field.name for field in schema.fields if field.required or field.name in schema.one_of]
    with pytest.raises(BenefitError) as refusal:
        map_headers(schema, headers, required, mapping)
    return list(refusal.value.problems)


@pytest.mark.parametrize("schema", SCHEMAS, ids=[schema.name for schema in SCHEMAS])
def test_no_header_means_two_fields_of_one_benefit(schema: InputSchema) -> None:
    names: dict[str, frozenset[str]] = {
        name: frozenset(map(header_key, (name, *REGIONS[name]))) for name in schema.regions
    }
    for field in schema.fields:
        words = (field.name, field.zh, *field.aliases, *EVERYDAY_HEADERS.get(field.name, "").split())
        names[field.name] = frozenset(map(header_key, words))
    for (one, keys), (other, others) in combinations(names.items(), 2):
        assert not keys & others, (one, other)
    assert not second_words(schema).keys() & header_words(schema).keys()


def test_every_everyday_name_belongs_to_a_field_and_there_are_hundreds() -> None:
    fields = {field.name for schema in SCHEMAS for field in schema.fields}
    assert EVERYDAY_HEADERS.keys() | LESS_CERTAIN_HEADERS.keys() | HEADERS_OF_NOTATIONS.keys() <= fields
    words = [word for words in EVERYDAY_HEADERS.values() for word in words.split()]
    assert len(words) > 300


@pytest.mark.parametrize(
    ("schema", "header", "field"),
    [
        (MATERNITY, "宝宝生日", "birth_date"),
        (MATERNITY, "出生年月日", "birth_date"),
        (MATERNITY, "1.出生日期", "birth_date"),
        (MATERNITY, "（1）出生日期", "birth_date"),
        (MATERNITY, "出生日期①", "birth_date"),
        (MATERNITY, "出生日期（公历）", "birth_date"),
        (MATERNITY, "出生\n日期", "birth_date"),
        (MATERNITY, "婴儿数_x000D_\n（个）", "infants"),
        (MATERNITY, "婴儿数\u200e", "infants"),
        (MATERNITY, "婴儿数（个", "infants"),
        (MATERNITY, "婴儿数【必填】", "infants"),
        (MATERNITY, "ｉｎｆａｎｔｓ", "infants"),
        (MATERNITY, "是否难产？", "difficult_birth"),
        (MATERNITY, "难产\u202c", "difficult_birth"),
        (MATERNITY, "胎次", "birth_order"),
        (MATERNITY, "第几孩", "birth_order"),
        (LEDGER, "月补贴标准", "monthly_rate"),
        (LEDGER, "月补贴标准（元/月）", "monthly_rate"),
        (LEDGER, "实发金额", "amount"),
        (LEDGER, "金额:元", "amount"),
        (LEDGER, "发放年月", "month"),
        (LEDGER, "补贴月份", "month"),
        (LEDGER, "子女身份证号", "child_id"),
    ],
)
def test_an_everyday_header_is_known_and_nothing_is_said_of_it(schema: InputSchema, header: str, field: str) -> None:
    headers = mapped(schema, "备注", header)
    assert (headers.places, headers.notations, headers.notices) == ({field: 1}, {}, [])


@pytest.mark.parametrize(
    ("schema", "header", "field", "notation"),
    [
        (CLAIMS, "申领金额（万元）", "amount_claimed", "万元"),
        (CLAIMS, "申领金额(单位：万元)", "amount_claimed", "万元"),
        (CLAIMS, "申领金额（万元", "amount_claimed", "万元"),
        (CLAIMS, "申领金额/万元", "amount_claimed", "万元"),
        (CLAIMS, "申领金额万元", "amount_claimed", "万元"),
        (CLAIMS, "申领金额【千元】", "amount_claimed", "千元"),
        (LEDGER, "金额（分）", "amount", "分"),
        (LEDGER, "金额（角）", "amount", "角"),
        (LEDGER, "金额（亿元）", "amount", "亿元"),
        (find_schema("loan"), "上浮比例（%）", "uplift", "%"),
        (find_schema("loan"), "首付比例（‰）", "down_payment_ratio", "‰"),
        (find_schema("targets"), "常住人口（万人）", "population", "万"),
        (find_schema("leave.miscarriage"), "孕周（天）", "gestation_weeks", "天"),
        (find_schema("places"), "年数（月）", "years", "月"),
        (MATERNITY, "双胞胎", "infants", "twins"),
        (MATERNITY, "是否双胞胎", "infants", "is_twins"),
        (MATERNITY, "是否多胞胎", "infants", "multiples"),
        (MATERNITY, "分娩方式", "difficult_birth", "delivery"),
    ],
)
def test_a_header_says_how_its_values_are_read(schema: InputSchema, header: str, field: str, notation: str) -> None:
    headers = mapped(schema, header)
    assert (headers.places, headers.notations, headers.notices) == ({field: 0}, {field: notation}, [])


@pytest.mark.parametrize(
    ("schema", "header", "code"),
    [
        (MATERNITY, "出生日期（农历）", "header_lunar"),
        (MATERNITY, "农历出生日期", "header_lunar"),
        (MATERNITY, "出生日期(阴历", "header_lunar"),
        (LEDGER, "金额（美元）", "header_unit_refused"),
        (LEDGER, "金额（%）", "header_unit_refused"),
        (LEDGER, "月补贴标准（元/年）", "header_unit_refused"),
        (find_schema("places"), "每托位标准（元/月）", "header_unit_refused"),
        (find_schema("loan"), "上浮比例（元）", "header_unit_refused"),
        (find_schema("loan"), "上浮比例（成）", "header_unit_refused"),
        (find_schema("leave.miscarriage"), "孕周（月）", "header_unit_refused"),
        (MATERNITY, "婴儿数（天）", "header_unit_refused"),
    ],
)
def test_what_cannot_be_counted_in_is_refused(schema: InputSchema, header: str, code: str) -> None:
    (problem,) = problems_of(schema, header)
    assert (problem.code, problem.value) == (code, header)
    assert header in message_of(problem, Translator("zh"))


@pytest.mark.parametrize(
    ("schema", "headers", "notice"),
    [
        (MATERNITY, ["出生曰期"], ("header_near_miss", "birth_date", "出生曰期", "出生日期")),
        (MATERNITY, ["出日生期"], ("header_near_miss", "birth_date", "出日生期", "出生日期")),
        (MATERNITY, ["婴儿树"], ("header_near_miss", "infants", "婴儿树", "婴儿数")),
        (MATERNITY, ["dificult_birth"], ("header_near_miss", "difficult_birth", "dificult_birth", "difficult_birth")),
        (MATERNITY, ["是否剖宫产"], ("header_not_used", "difficult_birth", "是否剖宫产", None)),
        (MATERNITY, ["本次分娩婴儿情况"], ("header_not_used", "infants", "本次分娩婴儿情况", None)),
        (MATERNITY, ["出生日期（母亲）"], ("header_not_used", "birth_date", "出生日期（母亲）", None)),
        (MATERNITY, ["婴儿数", "双胞胎"], ("header_not_used", "infants", "双胞胎", None)),
        (LEDGER, ["实发金额", "应发金额"], ("header_not_used", "amount", "应发金额", None)),
        (LEDGER, ["应发金额"], ("header_less_certain", "amount", "应发金额", None)),
        (LEDGER, ["身份证号码"], ("header_less_certain", "employee_id", "身份证号码", None)),
        (LEDGER, ["金额（上年）"], ("header_note_unknown", "amount", "金额（上年）", None)),
        (LEDGER, ["金额（应发）"], ("header_note_unknown", "amount", "金额（应发）", None)),
        (MATERNITY, ["难产（否）"], ("header_note_unknown", "difficult_birth", "难产（否）", None)),
    ],
)
def test_a_person_is_told_what_is_not_certain(
    schema: InputSchema, headers: list[str], notice: tuple[str, str, str, str | None]
) -> None:
    (problem,) = mapped(schema, *headers).notices
    assert (problem.code, problem.field, problem.value, problem.accepted) == notice
    assert headers[-1] in message_of(problem, Translator("en"))
    if notice[3]:
        assert message_of(problem, Translator("zh")) == f"列“{notice[2]}”没有使用：是不是“{notice[3]}”？"


def test_what_is_no_fact_is_left_alone() -> None:
    headers = ["姓名", "备注", "身份证号", "入职日期", "部门", "", "电话"]
    assert mapped(MATERNITY, *headers).notices == []


def test_a_header_means_what_it_is_said_to_mean() -> None:
    assert mapped(MATERNITY, "孩子情况", "婴儿数", 孩子情况="infants").places == {"infants": 0}
    assert mapped(MATERNITY, "孩子情况", "婴儿数", 孩子情况="infants").notices[0].code == "header_not_used"
    assert mapped(MATERNITY, "孩子情况", "婴儿数", 孩子情况="孩次").places == {"birth_order": 0, "infants": 1}
    assert mapped(MATERNITY, " 合计 （万元）", 合计="地区").places == {"region": 0}
    assert mapped(CLAIMS, "合计（万元）", 合计="amount_claimed").notations == {"amount_claimed": "万元"}


@pytest.mark.parametrize(
    ("headers", "mapping", "code"),
    [
        (["姓名"], {"生": "birth_date"}, "map_header_unknown"),
        (["姓名"], {"姓名": "weight"}, "field_unknown"),
        (["甲", "甲"], {"甲": "birth_date"}, "column_twice"),
        (["甲", "乙"], {"甲": "birth_date", "乙": "出生日期"}, "column_twice"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused(headers: list[str], mapping: dict[str, str], code: str) -> None:
    (problem,) = problems_of(MATERNITY, *headers, mapping=mapping)
    assert problem.code == code
    assert message_of(problem, Translator("zh"))


def test_a_table_is_read_by_what_its_headers_say() -> None:
    reader = RowReader(CLAIMS, ["机构编号", "年度", "普惠托位数", "申领金额（万元）"])
    rows = reader.read(
        pl.DataFrame({"0": ["J1", "J2"], "1": ["2024年"] * 2, "2": ["60个"] * 2, "3": ["5.6", "56000元"]})
    )
    assert rows[case_column("amount_claimed")].to_list() == [5_600_000, None]
    assert rows[PROBLEM].to_list() == [
        None,
        'unit_contradicts: 申领金额（万元）="56000元" (56000元 | 56000万元)',
    ]


def test_the_summary_tells_what_was_not_certain() -> None:
    headers = "出生日期,婴儿树,孩次（上年）"
    result = run_here("batch", "leave.maternity", "--lang", "zh", stdin=f"{headers}\n2023-05-01,2,1\n".encode())
    assert "列“婴儿树”没有使用：是不是“婴儿数”？" in result.stderr
    assert "括号里的话没有理会" in result.stderr


def test_spellings_that_only_look_alike_are_one_person_and_told() -> None:
    ledger = "工号,出生日期,月份,金额\nE1,2023-05-10,2024-01,200\nE1\u200e,2023-05-10,2024-02,200\nE2,2023-05-10,2024-01,200\n"
    command = ["audit", "allowance", "--from-month", "2024-01", "--to-month", "2024-02", "--lang", "zh"]
    result = run_here(*command, stdin=ledger.encode())
    assert "1个编号有几种看上去一样的写法，各当作一个（如“E1”）" in result.stderr
    assert result.stdout.count("missing") == 1
