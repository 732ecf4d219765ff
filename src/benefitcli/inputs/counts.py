"""Reading a written whole number: ``2``, ``384,653``, ``二孩``, ``头胎``, ``第三个孩子``, ``双胞胎``, ``12周``, ``3.5万``.

How many and which one are different questions: ``二胎`` answers which child it is, and is refused where the number of
children born is asked for.
"""

from __future__ import annotations

import re
from decimal import Decimal

from benefitcli.inputs.dates import Refusal
from benefitcli.inputs.text import read_chinese_number

NOT_A_COUNT = Refusal("not_a_whole_number")
MAGNITUDES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
DAYS_PER_WEEK, MONTHS_PER_YEAR = 7, 12

_WHOLE = r"([+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4}))(?:\.0+)?"
_N = r"(\d{1,9}|[零〇一二两叁三四五六七八九十百千壹贰肆伍陆柒捌玖拾佰]{1,9})"
_CHILD = r"(?:孩子|子女|婴儿|宝宝|小孩|胎儿|娃|孩)"
_COUNTED = rf"{_N} ?(?:[个名位人口张户家年周岁]|[个名位]{_CHILD})?"
_SCALED = r"(\d{1,9}(?:\.\d{1,8})?) ?(百万|千万|[千万亿]) ?[个名位人口张]?"
_FORMS = {
    "infants": rf"{_N} ?(?:[个名位人]|[个名位]{_CHILD}|胞胎)?",
    "birth_order": rf"{_N}|第? ?{_N} ?(?:孩|胎|[个名位]{_CHILD}|胎次)|第 ?{_N} ?(?:[个名位次])?",
    "children": rf"{_N} ?(?:[个名位人孩]|[个名位]{_CHILD})?",
    "year": r"(\d{4}|[零〇一二三四五六七八九]{4}) ?年度?",
    "child_year": rf"第? ?{_N} ?(?:周岁)?[年岁]?",
    "gestation_weeks": rf"(?:怀孕|妊娠|孕)?满?{_N} ?(?:周|孕周)?(?:(?:(?<=周)[+零]?|\+)[0-6]天?)?",
}
_WORDS = {
    "infants": {
        **dict.fromkeys(("单胎", "单胞胎", "单生", "独胎"), 1),
        **dict.fromkeys(("双胎", "双胞胎", "双生", "孪生", "龙凤胎", "一对双胞胎"), 2),
    },
    "birth_order": {
        **dict.fromkeys(("头胎", "首胎", "头孩", "首孩", "头生", "老大"), 1),
        **dict.fromkeys(("老二",), 2),
        **dict.fromkeys(("老三",), 3),
    },
}
_OTHER_QUESTION = {
    "infants": (rf"第? ?{_N} ?(?:孩|胎|次)|第 ?{_N}.*", _WORDS["birth_order"]),
    "birth_order": (rf"{_N} ?(?:[个名位人]|胞胎)", _WORDS["infants"]),
}
_ASKED_ELSEWHERE = {"infants": "birth_order", "birth_order": "infants"}


def read_count(name: str, text: str, notation: str = "") -> int | Refusal:
    """Read the whole number of a field; ``notation`` is the unit in the header of its column."""
    if not notation:
        return _read(name, text)
    scale = notation.rstrip("个名位人")
    if scale in MAGNITUDES:
        number = re.fullmatch(r"\d{1,9}(?:\.\d{1,8})?", text.replace(",", ""))
        return _exact(Decimal(number.group()) * MAGNITUDES[scale]) if number else _read(name, text)
    number = re.fullmatch(r"\d{1,9}(?:\.0+)?", text)
    if notation in ("天", "日", "月") and number:
        # Days of a pregnancy are counted in whole weeks, months of a subsidy in whole years, or not at all.
        size = MONTHS_PER_YEAR if notation == "月" else DAYS_PER_WEEK
        return _exact(Decimal(number.group()) / size)
    return NOT_A_COUNT if notation in ("天", "日", "月") else _read(name, text)


def _read(name: str, text: str) -> int | Refusal:
    whole = re.fullmatch(_WHOLE, text)
    if whole:
        return int(whole.group(1).replace(",", ""))
    words = _WORDS.get(name, {})
    if text in words:
        return words[text]
    match = re.fullmatch(_FORMS.get(name, _COMMON), text)
    value = _number(match)
    if value is not None:
        return value
    scaled = re.fullmatch(_SCALED, text) if name not in _FORMS else None
    if scaled:
        return _exact(Decimal(scaled.group(1)) * MAGNITUDES[scaled.group(2)])
    other, known = _OTHER_QUESTION.get(name, (_NOTHING, {}))
    value = known.get(text) or _number(re.fullmatch(other, text))
    if value is not None:
        return Refusal("count_or_order", (f"{name}={value}", f"{_ASKED_ELSEWHERE[name]}={value}"))
    return NOT_A_COUNT


def _number(match: re.Match[str] | None) -> int | None:
    """The number that a form names."""
    written = next((group for group in match.groups() if group), None) if match else None
    if written is None:
        return None
    return int(written) if written.isdigit() else read_chinese_number(written)


def _exact(number: Decimal) -> int | Refusal:
    return int(number) if number == number.to_integral_value() else NOT_A_COUNT


_COMMON = _COUNTED
_NOTHING = r"(?!)"
