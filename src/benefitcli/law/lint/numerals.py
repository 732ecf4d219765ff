"""The numbers that a Chinese text names: ``98天``, ``三十日``, ``2万元``, ``百分之八十``, ``两成``, ``600,000元``.

Days of the calendar and the numbers of articles are no amounts and are left out: 9月29日 names neither 9 nor 29.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_RANKS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳參陸", "一二三四五六七八九十百千万亿两二三六")

_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONE = rf"(?:(?:{_ARABIC})[十百千万亿]*|{_CHINESE}|半)"
_NUMERAL = re.compile(rf"({_ONE})分之({_ONE})|({_ONE})(%|％|成)?")
_NOT_AN_AMOUNT = re.compile(
    rf"{_ONE}\s*年\s*{_ONE}\s*月(?:\s*{_ONE}\s*[日号])?|{_ONE}\s*月\s*{_ONE}\s*[日号]|\d{{4}}\s*年"
    rf"|第\s*{_ONE}\s*[条款项章]|[（(]{_CHINESE}[)）]|〔\d+〕\d+号"
)


def numbers_in(text: str) -> frozenset[tuple[Decimal, str]]:
    """Every number of a text with the two characters behind it, so that 12个月 can be told from 12天."""
    plain = unicodedata.normalize("NFKC", text).translate(_FORMAL)
    plain = re.sub(r"\s+", "", _NOT_AN_AMOUNT.sub("…", plain))
    return frozenset(_numbers(plain))


def _numbers(text: str) -> Iterator[tuple[Decimal, str]]:
    for match in _NUMERAL.finditer(text):
        parts, whole, number, share = match.groups()
        behind = text[match.end() : match.end() + 2]
        if parts:
            divisor, value = _value(parts), _value(whole)
            if divisor and value is not None:
                yield value / divisor, behind
            continue
        value = _value(number)
        if value is not None:
            yield value / {"%": 100, "％": 100, "成": 10}.get(share or "", 1), behind


def _value(numeral: str) -> Decimal | None:
    """The value of one numeral; None where the characters do not make one, as in 一二."""
    if numeral == "半":
        return Decimal("0.5")
    match = re.match(_ARABIC, numeral)
    if match:
        value = Decimal(match.group().replace(",", ""))
        for rank in numeral[match.end() :]:
            value *= {**_RANKS, **_MYRIADS}[rank]
        return value
    return chinese_number(numeral)


def chinese_number(numeral: str) -> Decimal | None:
    """``三十`` is 30, ``十五`` 15, ``一百二十`` 120, ``两万`` 20,000."""
    total = section = 0
    digit: int | None = None
    for character in numeral:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _RANKS:
            section += (1 if digit is None else digit) * _RANKS[character]
            digit = None
        else:
            section += digit or 0
            if character == "亿":
                total = (total + section) * _MYRIADS[character]
            else:
                total += section * _MYRIADS[character]
            section, digit = 0, None
    return Decimal(total + section + (digit or 0))
