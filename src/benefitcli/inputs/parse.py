"""Reading one written value: dates, months, numbers, yes and no, money, ratios and names as they really arrive.

Every parser takes the text as it came and gives a whole number (or a truth value), or a :class:`Problem` that says what
was seen and what is accepted. A value that could mean two things is refused with both, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from benefitcli.engine.benefit import Field
from benefitcli.errors import Problem
from benefitcli.inputs.counts import read_count
from benefitcli.inputs.dates import Refusal, read_date, read_month, read_month_of_day
from benefitcli.inputs.text import clean, is_blank_word
from benefitcli.law.parameters import BASIS_POINTS, FEN_PER_YUAN

Value = int | bool

DATE_FORMS = "2024-03-01 | 2024/3/1 | 2024.3.1 | 20240301 | 2024年3月1日"
MONTH_FORMS = "2024-03 | 2024/3 | 202403 | 2024年3月"
BOOLEAN_FORMS = "是/否 | 有/无 | true/false | yes/no | Y/N | 1/0"

TRUE_WORDS = frozenset({"是", "有", "对", "true", "t", "yes", "y", "1", "1.0", "√", "✓", "✔", "☑", "真", "是的"})
FALSE_WORDS = frozenset(
    {"否", "无", "没有", "不是", "错", "false", "f", "no", "n", "0", "0.0", "×", "✗", "✘", "✕", "✖", "☐", "假"}
)
WORDS_OF_FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "difficult_birth": (
        frozenset({"难产"}),
        frozenset({"顺产", "平产", "自然分娩", "正常分娩", "阴道分娩", "自然生产", "非难产", "自然顺产"}),
    ),
    "standard_met": (frozenset({"达标", "已达标", "达到"}), frozenset({"未达标", "不达标", "未达到"})),
    "one_off_paid": (frozenset({"已发", "已发放", "已领"}), frozenset({"未发", "未发放", "未领"})),
}
"""What else says yes and no to some questions."""

OPERATIVE_BIRTHS = r"剖[宫腹]?产?术?|剖宫产术?|.*产钳.*|.*胎头吸引.*|助产|臀[位助]产?|.*剖[宫腹].*"
"""Ways of birth that no text of the law calls difficult or not by themselves."""

DELIVERY, TWINS, IS_TWINS, MULTIPLES = "delivery", "twins", "is_twins", "multiples"
"""How a column can put a question in another way: how the child was born, whether there were two, whether several."""

FEN_OF_UNITS = {
    "分": 1,
    "角": 10,
    "元": FEN_PER_YUAN,
    "百元": 100 * FEN_PER_YUAN,
    "千元": 1000 * FEN_PER_YUAN,
    "万元": 10**4 * FEN_PER_YUAN,
    "百万元": 10**6 * FEN_PER_YUAN,
    "千万元": 10**7 * FEN_PER_YUAN,
    "亿元": 10**8 * FEN_PER_YUAN,
}
SHARES = {"%": BASIS_POINTS // 100, "‰": BASIS_POINTS // 1000}

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.\d+)?"
_MONEY = rf"(?i:([+-]?)(¥|RMB|CNY|人民币)? ?([+-]?)({_NUMBER}) ?(?:([百千万亿角分]|百万|千万)?(元|圆|块)?整?)?(?: ?(?:RMB|CNY|人民币))?)"
_RATIO = r"([+-]?\d{1,6}(?:\.\d+)?) ?([%‰]?)"
_MIXED_COMMA = r"[0-9]\s*，|，\s*[0-9]"
_ROUNDED_NUMBER = r"\d(?:\.\d+)?[eE]\+\d+|\d\.\d+[eE]\d+"
_CARD_NUMBER = r"\d{15}000"
_CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_CHECK = "10X98765432"


def is_blank(field: Field, text: str) -> bool:
    """Whether a text only says that there is nothing. ``无`` answers a question of yes and no."""
    plain = clean(text)
    return not plain or (is_blank_word(plain) and not (field.kind == "boolean" and plain.casefold() in FALSE_WORDS))


def parse(field: Field, text: str, notation: str = "") -> Value | Problem:
    """Read the text of one field that is not of kind ``text``; it is not blank. The bounds hold for the result.

    ``notation`` is what the header says of the whole column: a unit, or another way in which the question is put.
    """
    value = _read(field, text, notation)
    if isinstance(value, Refusal):
        readings = " | ".join(value.readings)
        details = {"readings": readings} if readings else {}
        return Problem(value.code, field.name, text, readings or accepted_forms(field), details)
    low, high = bounds(field)
    if (low is not None and value < low) or (high is not None and value > high):
        return Problem("out_of_range", field=field.name, value=text, accepted=accepted_range(field))
    return value


def parse_text(field: Field, text: str) -> str | Problem:
    """Read a name or a number that names somebody; what only looks different is the same text.

    A number that a spreadsheet has rounded names nobody: ``1.40881E+17``, or 18 digits of which it kept 15.
    """
    plain = clean(text)
    is_rounded = re.fullmatch(_ROUNDED_NUMBER, plain) or (
        re.fullmatch(_CARD_NUMBER, plain) and not _is_card_number(plain)
    )
    if field.name.endswith("_id") and is_rounded:
        return Problem("id_rounded", field=field.name, value=text, accepted=field.example)
    return plain


def _is_card_number(digits: str) -> bool:
    """Whether the last of 18 digits is the check digit of an identity card."""
    total = sum(weight * int(digit) for weight, digit in zip(_CARD_WEIGHTS, digits, strict=False))
    return _CARD_CHECK[total % 11] == digits[-1]


def bounds(field: Field) -> tuple[int | None, int | None]:
    """The least and the greatest value of a field, as whole numbers."""
    return tuple(None if text is None else _bound(field, text) for text in (field.minimum, field.maximum))  # type: ignore[return-value]


def _bound(field: Field, text: str) -> int:
    value = _read(field, text, "")
    assert isinstance(value, int), f"bound of {field.name}"
    return value


def accepted_forms(field: Field) -> str:
    """What may be written for a field, in a form that reads in every language."""
    forms = {"date": DATE_FORMS, "month": MONTH_FORMS, "boolean": BOOLEAN_FORMS}
    return forms.get(field.kind) or accepted_range(field)


def accepted_range(field: Field) -> str:
    """The bounds of a field: ``1..9``, ``0..1000000000``; ratios also as a percentage."""
    spans = {"month": "1900-01..2090-12", "ratio": f"{field.minimum}..{field.maximum} | 20%", "text": ""}
    return spans.get(field.kind, f"{field.minimum}..{field.maximum}")


def _read(field: Field, text: str, notation: str) -> Value | Refusal:
    """The value of a text by the kind of its field."""
    plain = clean(text)
    if field.kind == "date":
        return read_date(plain)
    if field.kind == "month":
        return read_month_of_day(plain) if field.any_day else read_month(plain)
    if field.kind == "boolean":
        return _read_boolean(field.name, plain, notation)
    if field.kind == "ratio":
        return _read_ratio(plain, notation)
    value = _read_money(plain, notation) if field.kind == "money" else _read_whole(field.name, plain, notation)
    if isinstance(value, int) and re.search(_MIXED_COMMA, text):
        # One comma of the full-width keyboard among plain digits may part two numbers as well as thousands.
        return Refusal("ambiguous_number", (plain.replace(",", ""), plain.partition(",")[0] + " + …"))
    return value


def _read_boolean(name: str, text: str, notation: str) -> bool | Refusal:
    word = text.casefold()
    also_true, also_false = WORDS_OF_FIELDS.get(name, (frozenset(), frozenset()))
    if word in also_true or word in also_false:
        return word in also_true
    if name == "difficult_birth" and re.fullmatch(OPERATIVE_BIRTHS, text):
        return Refusal("delivery_not_decided", ("难产", "顺产") if notation == DELIVERY else ())
    if notation != DELIVERY and (word in TRUE_WORDS or word in FALSE_WORDS):
        return word in TRUE_WORDS
    return Refusal("not_yes_or_no")


def _read_whole(name: str, text: str, notation: str) -> int | Refusal:
    """A whole number; yes or no where the column asks whether there were twins."""
    word = text.casefold()
    if notation in (TWINS, IS_TWINS, MULTIPLES):
        if word in ("1", "1.0") and notation != IS_TWINS:
            return Refusal("ambiguous_number", ("1", "2"))
        if word in FALSE_WORDS:
            return 1
        if word in TRUE_WORDS:
            return Refusal("how_many_infants", ("2", "3")) if notation == MULTIPLES else 2
    return read_count(name, text, notation)


def _read_money(text: str, notation: str) -> int | Refusal:
    """An amount in fen; ``(200)`` is an amount below nothing."""
    is_negative = text.startswith("(") and text.endswith(")")
    match = re.fullmatch(_MONEY, text[1:-1] if is_negative else text)
    if match is None or (match.group(1) and match.group(3)) or (is_negative and (match.group(1) or match.group(3))):
        return Refusal("not_an_amount")
    outer, symbol, inner, digits, scale, yuan = match.groups()
    unit = f"{scale or ''}元" if scale not in ("角", "分") else scale
    number = digits.replace(",", "")
    is_told = bool(scale or yuan or symbol)
    if (scale in ("角", "分") and yuan) or (unit not in FEN_OF_UNITS) or (scale and Decimal(number) < 1):
        return Refusal("not_an_amount")
    if is_told and notation not in ("", unit):
        return Refusal("unit_contradicts", (f"{digits}{unit}", f"{digits}{notation}"))
    factor = FEN_OF_UNITS[unit if is_told or not notation else notation]
    sign = "-" if is_negative or "-" in (outer, inner) else ""
    return _scaled(sign + number, factor, "not_an_amount")


def _read_ratio(text: str, notation: str) -> int | Refusal:
    """A share in basis points. In a column of percentages a bare 0.2 may be a fifth as well as two thousandths."""
    match = re.fullmatch(_RATIO, text)
    if match is None:
        return Refusal("not_a_ratio")
    number, sign = match.groups()
    if notation and not sign and 0 < abs(Decimal(number)) <= 1:
        return Refusal("ambiguous_number", (f"{number}{notation}", f"{(Decimal(number) * 100).normalize():f}%"))
    if notation and sign and sign != notation:
        return Refusal("unit_contradicts", (f"{number}{sign}", f"{number}{notation}"))
    return _scaled(number, SHARES.get(sign or notation, BASIS_POINTS), "not_a_ratio")


def _scaled(number: str, factor: int, code: str) -> int | Refusal:
    """The number in small units; more decimals than those hold are refused, not rounded."""
    try:
        value = Decimal(number) * factor
    except InvalidOperation:
        return Refusal(code)
    return int(value) if value == value.to_integral_value() else Refusal("too_many_decimals")
