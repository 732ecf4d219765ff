"""Written text before it means anything: what cannot be seen taken out, wide letters made plain, blanks known as such.

Only the form of a character changes, never what it is: a footnote mark such as ``①`` or ``²`` is no digit and stays.
"""

from __future__ import annotations

import re
import unicodedata

BLANK_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "/",
        "\\",
        "\\n",
        "无",
        "暂无",
        "空",
        "不适用",
        "n/a",
        "na",
        "nan",
        "none",
        "null",
        "nil",
    }
)
"""What is written in a cell that says nothing, in small letters. The ``#N/A`` of a formula that failed is none of them."""

_DASHES = "‐‑‒–—―−﹘﹣－⁃─"
_FORM_RANGES = ((0x2F00, 0x2FD6), (0xF900, 0xFADA), (0xFE50, 0xFE6C), (0xFF01, 0xFF5F), (0xFFE0, 0xFFE7))
"""Radicals and compatibility characters of copied documents, small forms, and letters as wide as a Chinese character."""

_ALSO_INVISIBLE = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10))
_ESCAPED_CONTROL = r"(?i:_x00(?:0[0-9A-F]|1[0-9A-F]|7F)_)"
"""How a workbook stores a control character, such as the first half of a line break of Windows."""

YEAR_DIGITS = 4
_DIGIT = "一二两三四五六七八九"
_CHINESE_NUMBER = rf"(?:[{_DIGIT}]千零?)?(?:[{_DIGIT}]百零?)?(?:[{_DIGIT}]?十)?[{_DIGIT}]?|零"
_ONE_BY_ONE = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇○貳兩叄參陸", "一二三四五六七八九十百千零零二两三三六")


class _PlainForms(dict[int, str | int]):
    """The plain form of each character that was met, found when it is met first."""

    def __missing__(self, code: int) -> str | int:
        self[code] = form = _plain_form(chr(code))
        return form


def _plain_form(character: str) -> str | int:
    """The plain form of one character: nothing for an invisible one, the character itself where it is plain."""
    code, kind = ord(character), unicodedata.category(character)
    if kind == "Cf" or code in _ALSO_INVISIBLE or (kind == "Cc" and not character.isspace()):
        return ""
    if character.isspace():
        return " "
    if character in _DASHES:
        return "-"
    if character == "￥":
        return "¥"
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    is_other_form = any(first <= code < end for first, end in _FORM_RANGES)
    return unicodedata.normalize("NFKC", character) if is_other_form else code


_PLAIN_FORMS = _PlainForms()


def clean(text: str) -> str:
    """The text without outer blanks and invisible marks, its wide letters and digits made plain."""
    if "_x" in text:
        text = re.sub(_ESCAPED_CONTROL, "", text)
    if not (text.isascii() and text.isprintable()):
        text = text.translate(_PLAIN_FORMS)
    return text.strip()


def is_blank_word(text: str) -> bool:
    """Whether a cleaned text only says that there is nothing."""
    return text.casefold() in BLANK_WORDS


def read_chinese_number(text: str) -> int | None:
    """``十二``, ``叁``, ``两百`` or digits one by one such as ``二〇二三`` as a number; None for anything else."""
    plain = text.translate(_FORMAL)
    if plain and re.fullmatch(_CHINESE_NUMBER, plain):
        from benefitcli.law.lint.numerals import chinese_number

        value = chinese_number(plain)
        return None if value is None else int(value)
    if len(plain) == YEAR_DIGITS and all(character in _ONE_BY_ONE for character in plain):
        return int("".join(_ONE_BY_ONE[character] for character in plain))
    return None
