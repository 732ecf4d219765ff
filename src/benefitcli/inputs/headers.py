"""Which column of a file is which field: English names, Chinese headers, and what stands in brackets beside them.

A unit in a header counts for the whole column or the column is refused. What is not certain is a notice: a
:class:`Problem` that stops nothing.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping, Sequence

from benefitcli.benefits.fields import REGIONS
from benefitcli.engine.benefit import REGION, Field, InputSchema
from benefitcli.errors import BenefitError, Problem, fail
from benefitcli.inputs.counts import MAGNITUDES
from benefitcli.inputs.header_words import (
    EVERYDAY_HEADERS,
    EVERYDAY_REGIONS,
    HEADERS_OF_NOTATIONS,
    LESS_CERTAIN_HEADERS,
    SIGNS_OF_FACTS,
)
from benefitcli.inputs.parse import FEN_OF_UNITS, SHARES
from benefitcli.inputs.text import clean

NEAR, NEAR_LONG, LONG = 1, 2, 8
"""So many letters may differ in a near miss, and in one of a long word."""

_BRACKETS = re.compile(r"[(\[{<【〔「『《]([^)\]}>】〕」』》]*)(?:[)\]}>】〕」』》]|$)|[)\]}>】〕」』》]")
_NUMBERING = re.compile(r"^\s*\d{1,2}\s*[.、)]\s*(?=\D)")
_LITTER = re.compile(r"[\s:*_\-?。,;、•·\"'#]+")
_LUNAR = re.compile(r"农历|阴历|旧历")
_SOLAR = re.compile(r"公历|阳历|新历|西历")
_SAYS_NOTHING = re.compile(
    r"|必填|选填|可选|可不填|非必填|必填项|选择|下拉|下拉选择|文本|文本型|数字|日期|\d{1,2}|[一二三四五六七八九十]|[a-z]"
    r"|(?:格式|例|如|比如|示例|注|说明|请|填|见|按|默认).*|.*[ymd]{2,4}.*|年月日?|年[/.]月([/.]日)?|年份?|月份?"
    r"|是[/或、]?否|有[/或、]?无|是1.*|1是.*|y/n|√/?×?|打√|打勾|子女|孩子|宝宝|婴儿|婴幼儿|新生儿|小孩|幼儿"
)
_OTHER_PEOPLE = re.compile(r"职工|员工|本人|母亲?|父亲?|父母|产妇|配偶|妻子?|丈夫|女方|男方|家长|老人|申请人")
_MONEY = re.compile(r"(?:人民币)?((?:百万|千万|[百千万亿])?)(元|圆|块|rmb|cny|yuan|角|分|)(?:人民币)?(?:[/每](.+))?")
_COUNTED = re.compile(r"(百万|千万|[千万亿])?(?:个|名|位|人|口|张|孩|胎|次|岁|户|数量|人数|家)?")
_TIMES = re.compile(r"[年月周天日季]|小时|分钟")
_OWN_TIME = {"gestation_weeks": "周", "years": "年", "year": "年", "child_year": "年"}
_EXACT_TIMES = {"gestation_weeks": ("天", "日"), "years": ("月",)}
_UNITS_AT_END = re.compile(r"(?:百万|千万|[百千万亿])?元(?:/.+)?|[千万]人|[%‰]|[元角分周天个人]$")
_PER_YEAR, _PER_MONTH = ("monthly_rate", "father_monthly_rate"), ("place_rate",)


@dataclasses.dataclass(slots=True)
class HeaderMap:
    """What the headers of a table mean.

    ``places`` has the column of each field and region, ``notations`` what the header of a field says of its values,
    ``notices`` what a person should look at: ``header_near_miss`` (``accepted`` is the name that may be meant),
    ``header_not_used``, ``header_less_certain`` and ``header_note_unknown``.
    """

    places: dict[str, int] = dataclasses.field(default_factory=dict)
    notations: dict[str, str] = dataclasses.field(default_factory=dict)
    notices: list[Problem] = dataclasses.field(default_factory=list)


def header_key(header: str) -> str:
    """A header reduced to what distinguishes it: no case, blanks, colon, star, number or bracket; wide letters plain."""
    return _reduced(_BRACKETS.sub("", clean(header)))


def _reduced(text: str) -> str:
    text = _LITTER.sub("", _NUMBERING.sub("", text).casefold())
    return "".join(character for character in text if unicodedata.category(character) != "No")


def header_words(schema: InputSchema) -> dict[str, str]:
    """Every reduced header of a schema's fields, and the field it means."""
    words = {header_key(word): name for name in schema.regions for word in (name, *REGIONS[name])}
    if REGION in schema.regions:
        words |= dict.fromkeys(EVERYDAY_REGIONS.split(), REGION)
    for field in schema.fields:
        everyday = EVERYDAY_HEADERS.get(field.name, "").split()
        words |= {header_key(word): field.name for word in (field.name, field.zh, *field.aliases, *everyday)}
    return words


def second_words(schema: InputSchema) -> dict[str, tuple[str, str]]:
    """The reduced headers that give way to the better ones, the field each means, and its notation."""
    words: dict[str, tuple[str, str]] = {}
    for field in schema.fields:
        words |= {header_key(word): (field.name, "") for word in LESS_CERTAIN_HEADERS.get(field.name, "").split()}
        for notation, names in HEADERS_OF_NOTATIONS.get(field.name, {}).items():
            words |= {header_key(word): (field.name, notation) for word in names.split()}
    return words


def field_of_header(header: str, words: Mapping[str, str], seconds: Mapping[str, tuple[str, str]]) -> str | None:
    """The field that a header means by :func:`header_words` or, failing these, by :func:`second_words`."""
    key = _known_key(header, words)
    if key is not None:
        return words[key]
    second = _known_key(header, seconds)
    return None if second is None else seconds[second][0]


def map_headers(
    schema: InputSchema, headers: Sequence[str], given: Sequence[str], mapping: Mapping[str, str] | None = None
) -> HeaderMap:
    """Find the column of each field by its header.

    ``given`` are the fields filled for all rows; ``mapping`` says of some headers which field they are. Raises
    :class:`BenefitError` where two columns mean the same field, a required field has no column at all, or a unit in a
    header cannot be counted in.
    """
    table = HeaderMap()
    problems = _place_mapped(schema, headers, mapping or {}, table)
    by_hand = frozenset(table.places.values())
    _place(schema, headers, by_hand, table, problems)
    for name, index in table.places.items():
        field = next((known for known in schema.fields if known.name == name), None)
        if field is not None:
            _read_notes(field, headers[index], table, problems)
    problems += _missing_columns(schema, headers, {*table.places, *given})
    if problems:
        raise BenefitError(*problems)
    _look_for_facts(schema, headers, table)
    return table


def _place_mapped(
    schema: InputSchema, headers: Sequence[str], mapping: Mapping[str, str], table: HeaderMap
) -> list[Problem]:
    """Place what a person has mapped by hand; a header may be written as it looks."""
    problems = []
    names = {*(field.name for field in schema.fields), *schema.regions}
    words = header_words(schema)
    for header, word in mapping.items():
        name = word if word in names else words.get(header_key(word))
        places = [index for index, known in enumerate(headers) if known == header] or [
            index for index, known in enumerate(headers) if header_key(known) == header_key(header)
        ]
        if name is None:
            problems.append(Problem("field_unknown", field=word, accepted=", ".join(sorted(names))))
        elif not places:
            problems.append(Problem("map_header_unknown", name, header, accepted=" | ".join(headers)))
        elif len(places) > 1 or name in table.places:
            both = [headers[index] for index in (*places, *([table.places[name]] if name in table.places else []))]
            problems.append(Problem("column_twice", name, " | ".join(both)))
        else:
            table.places[name] = places[0]
    return problems


def _place(
    schema: InputSchema, headers: Sequence[str], by_hand: frozenset[int], table: HeaderMap, problems: list[Problem]
) -> None:
    """Place every header that is known, the better names before the others."""
    words, seconds = header_words(schema), second_words(schema)
    mapped = frozenset(table.places)
    later: list[tuple[int, str, str]] = []
    for index, header in enumerate(headers):
        key = _known_key(header, words) or _known_key(header, seconds)
        if index in by_hand or key is None:
            continue
        name = words.get(key)
        if name is None:
            later.append((index, *seconds[key]))
        elif name in mapped or (name == "birth_date" and any(map(_OTHER_PEOPLE.fullmatch, _notes_of(header)))):
            table.notices.append(Problem("header_not_used", name, header))
        elif name in table.places:
            problems.append(Problem("column_twice", name, f"{headers[table.places[name]]} | {header}"))
        else:
            table.places[name] = index
    for index, name, notation in later:
        if name in table.places:
            table.notices.append(Problem("header_not_used", name, headers[index]))
            continue
        table.places[name] = index
        if notation:
            table.notations[name] = notation
        else:
            table.notices.append(Problem("header_less_certain", name, headers[index]))


def _known_key(header: str, words: Mapping[str, object]) -> str | None:
    """The reduced header that is known: with its brackets, without them, without its unit or its calendar."""
    plain = clean(header)
    key = header_key(header)
    without_calendar = _SOLAR.sub("", _LUNAR.sub("", key))
    keys = [_reduced(re.sub(r"[()\[\]{}<>【】〔〕「」『』《》]", "", plain)), key, without_calendar]
    unit = _unit_at_end(plain)
    if unit:
        keys.append(key.removesuffix(_reduced(unit)).rstrip("/单位"))
    return next((known for known in keys if known in words), None)


def _unit_at_end(text: str) -> str:
    """A unit that stands behind a header without brackets."""
    plain = _BRACKETS.sub("", text).strip()
    match = re.search(rf"(?:{_UNITS_AT_END.pattern})$", plain)
    return match.group() if match else ""


def _notes_of(header: str) -> list[str]:
    """What stands in the brackets of a header, without ``单位``."""
    notes = [note.casefold() for note in _BRACKETS.findall(clean(header))]
    return [re.sub(r"^单位|[\s:*]+", "", note) for note in notes]


def _read_notes(field: Field, header: str, table: HeaderMap, problems: list[Problem]) -> None:
    """Understand what a header says beside its name: a unit, a calendar, something that says nothing, or a notice."""
    known = header_words_of(field)
    key = header_key(header)
    if _LUNAR.search(clean(header)):
        problems.append(Problem("header_lunar", field.name, header))
        return
    notes = _notes_of(header)
    if key not in known and key not in second_words_of(field):
        notes.append(_unit_at_end(clean(header)).casefold())
    for note in notes:
        notation = _notation_of(field, note)
        if notation == REFUSED:
            accepted = {"money": " | ".join(FEN_OF_UNITS), "ratio": " | ".join(SHARES)}.get(field.kind)
            problems.append(Problem("header_unit_refused", field.name, header, accepted))
        elif notation is None and not (
            _SAYS_NOTHING.fullmatch(note) or _SOLAR.fullmatch(note) or _reduced(note) in known
        ):
            table.notices.append(Problem("header_note_unknown", field.name, header))
        elif notation:
            table.notations[field.name] = notation


def header_words_of(field: Field) -> frozenset[str]:
    """The reduced headers of one field."""
    words = (field.name, field.zh, *field.aliases, *EVERYDAY_HEADERS.get(field.name, "").split())
    return frozenset(map(header_key, words))


def second_words_of(field: Field) -> frozenset[str]:
    """The reduced headers of one field that give way to better ones."""
    names = [LESS_CERTAIN_HEADERS.get(field.name, ""), *HEADERS_OF_NOTATIONS.get(field.name, {}).values()]
    return frozenset(header_key(word) for text in names for word in text.split())


REFUSED = "refused"


def _notation_of(field: Field, note: str) -> str | None:
    """The notation that a note gives a column; empty for the usual unit, ``REFUSED``, or None where it is no unit."""
    if field.kind == "money":
        return _unit_of_money(field.name, note)
    if field.kind == "ratio":
        if note in ("%", "百分比", "百分数", "百分率"):
            return "%"
        is_unit = _MONEY.fullmatch(note) and note
        return note if note in SHARES else REFUSED if note == "成" or is_unit else None
    if field.kind == "integer":
        return _unit_of_number(field.name, note)
    return None


def _unit_of_money(name: str, note: str) -> str | None:
    if re.search(r"美元|港[元币]|欧元|日元|英镑|usd|hkd|eur|[$€£%‰]", note):
        return REFUSED
    match = _MONEY.fullmatch(note)
    if match is None or not note:
        return None
    scale, unit, per = match.groups()
    if not scale and not unit:
        return None
    if per and (
        (name in _PER_YEAR and re.search("[年季天日]", per)) or (name in _PER_MONTH and re.search("[月季天日]", per))
    ):
        return REFUSED
    small = unit in ("角", "分")
    if small and scale:
        return REFUSED
    return unit if small else f"{scale}元" if scale else ""


def _unit_of_number(name: str, note: str) -> str | None:
    if note == _OWN_TIME.get(name):
        return ""
    if note in _EXACT_TIMES.get(name, ()):
        return note
    if _TIMES.fullmatch(note) or note in SHARES or (note and _MONEY.fullmatch(note) and "元" in note):
        return REFUSED
    match = _COUNTED.fullmatch(note)
    if match is None or not note:
        return None
    return match.group(1) if match.group(1) in MAGNITUDES else ""


def _missing_columns(schema: InputSchema, headers: Sequence[str], known: set[str]) -> list[Problem]:
    """The required fields that have no column."""
    shown = ", ".join(headers)
    problems = [
        Problem("column_missing", field.name, shown, " | ".join((field.name, field.zh, *field.aliases)))
        for field in schema.fields
        if field.required and field.name not in known
    ]
    if schema.one_of and not known & set(schema.one_of):
        problems.append(Problem("column_missing", schema.one_of[0], shown, " | ".join(schema.one_of)))
    return problems


def _look_for_facts(schema: InputSchema, headers: Sequence[str], table: HeaderMap) -> None:
    """Note the headers that mean no field but look as if they were meant to."""
    told = {notice.value for notice in table.notices}
    words = {key: name for key, name in header_words(schema).items() if name not in table.places}
    names = {header_key(word): word for field in schema.fields for word in (field.name, field.zh, *field.aliases)}
    for index, header in enumerate(headers):
        key = header_key(header)
        if index in table.places.values() or header in told or not key:
            continue
        near = next((word for word in words if _is_near(key, word)), None)
        if near is not None:
            table.notices.append(Problem("header_near_miss", words[near], header, names.get(near, near)))
            continue
        fact = next(
            (name for name, sign in SIGNS_OF_FACTS.items() if name in words.values() and re.search(sign, key)), None
        )
        if fact is not None:
            table.notices.append(Problem("header_not_used", fact, header))


def _is_near(key: str, word: str) -> bool:
    """Whether two words differ in a letter or so, or in the order of two."""
    limit = NEAR_LONG if len(word) >= LONG and word.isascii() else NEAR
    if len(word) <= NEAR_LONG or abs(len(key) - len(word)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(word) + 1))
    for line, letter in enumerate(key, 1):
        oldest, before, row = before, row, [line]
        for place, other in enumerate(word, 1):
            least = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != other))
            if oldest and place > 1 and letter == word[place - 2] and key[line - 2] == other:
                least = min(least, oldest[place - 2] + 1)
            row.append(least)
    return row[-1] <= limit


def find_column(schema: InputSchema, headers: Sequence[str], word: str) -> int:
    """The index of the column that a person means: by its header, by its header reduced, or by the field it is.

    Raises :class:`BenefitError` (``group_column_missing``) where there is none.
    """
    words = header_words(schema)
    keys = [header_key(header) for header in headers]
    ways: list[tuple[str, Mapping[str, int]]] = [
        (word, {header: index for index, header in enumerate(headers)}),
        (header_key(word), {key: index for index, key in enumerate(keys)}),
        (words.get(header_key(word), ""), {words[key]: index for index, key in enumerate(keys) if key in words}),
    ]
    for name, indices in ways:
        if name in indices:
            return indices[name]
    raise fail("group_column_missing", value=word, accepted=", ".join(headers))
