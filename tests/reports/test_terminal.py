"""Lines of mixed Chinese and Latin text, measured in terminal cells."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefitcli.reports.terminal import MIN_WIDTH, NO_BREAK, Sheet, print_lines, wrap

CLOSING = "，。；：、）》”’』】！？,.;:)]!?%…"
OPENING = "（《“‘『【(["
CHINESE = "永济市产假护理天女职工劳动保护特别规定一二三"
LATIN = "abcXYZ0189-/=<>_·"

CLOSED_PIECE = st.tuples(
    st.sampled_from(["", *OPENING]),
    st.one_of(st.text(CHINESE, min_size=1, max_size=8), st.text(LATIN, min_size=1, max_size=12)),
    st.text(CLOSING, max_size=2),
).map("".join)
TEXTS = st.lists(st.tuples(CLOSED_PIECE, st.sampled_from(["", "", " ", "  ", "　"])).map("".join)).map("".join)
"""Closing punctuation follows a word at once and opening punctuation precedes one, as in any sentence."""
WIDTHS = st.integers(1, 60)


def cells(text: str) -> int:
    """The width in a terminal, counted by hand: two for a Chinese character or its punctuation, one for the rest."""
    return sum(2 if is_wide(letter) else 1 for letter in text)


def is_wide(letter: str) -> bool:
    return letter in CHINESE or "\u3000" <= letter <= "\u303f" or "\uff01" <= letter <= "\uff60"


def can_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters: at a blank or beside a Chinese one, but not at punctuation."""
    if before.isspace() or after.isspace():
        return True
    return (before in CHINESE or after in CHINESE) and after not in CLOSING and before not in OPENING


def first_piece(line: str) -> str:
    """The beginning of a line, up to where it may be broken."""
    breaks = (end for end, (before, after) in enumerate(pairwise(line), start=1) if can_break(before, after))
    return line[: next(breaks, None)]


def is_unbreakable(line: str) -> bool:
    return first_piece(line) == line


@given(TEXTS, WIDTHS)
def test_a_line_is_wider_than_the_sheet_only_where_it_cannot_be_broken(text: str, width: int) -> None:
    assert [line for line in wrap(text, width) if cells(line) > width and not is_unbreakable(line)] == []


@given(TEXTS, WIDTHS)
def test_no_letter_is_lost_added_or_moved(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(TEXTS, WIDTHS)
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert [line for line in lines if line[0] in CLOSING] == []
    assert [line for line in lines if line[-1] in OPENING] == []


@given(TEXTS, WIDTHS)
def test_lines_have_no_blanks_at_their_ends_and_none_is_empty(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(line and line == line.strip() for line in lines)


@given(TEXTS, WIDTHS)
def test_a_line_is_not_broken_before_it_is_full(text: str, width: int) -> None:
    text, end = " ".join(text.split()), 0
    for line, following in pairwise(wrap(text, width)):
        end = text.index(line, end) + len(line)
        blanks = text[end : text.index(following, end)]
        assert cells(line + blanks + first_piece(following)) > width


@given(TEXTS)
def test_what_fits_stays_on_one_line(text: str) -> None:
    text = " ".join(text.split())
    assert wrap(text, cells(text)) == ([text] if text else [])


@given(st.text(max_size=60), WIDTHS)
def test_any_text_at_all_keeps_its_letters(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, []),
        ("   ", 10, []),
        ("产假", 4, ["产假"]),
        ("产假", 3, ["产", "假"]),
        ("产假158天", 8, ["产假158", "天"]),
        ("产假158天", 9, ["产假158天"]),
        ("产假158天", 6, ["产假", "158天"]),
        ("产假，护理假。", 6, ["产假，", "护理", "假。"]),
        ("产假，护理假。", 4, ["产", "假，", "护理", "假。"]),
        ("《规定》第七条", 8, ["《规定》", "第七条"]),
        ("见《规定》", 4, ["见", "《规", "定》"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 3, ["one", "two", "three"]),
        ("unbreakable", 4, ["unbreakable"]),
        ("an unbreakable word", 4, ["an", "unbreakable", "word"]),
        ("共36个月", 5, ["共36", "个月"]),
        ("（一）（二）", 6, ["（一）", "（二）"]),
        ("上浮20%，可", 9, ["上浮20%，", "可"]),
        ("上浮20%，可", 8, ["上浮", "20%，可"]),
    ],
)
def test_lines_worked_out_by_hand(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@pytest.mark.parametrize("text", ["产假\n护理假", "word\nword", "a\r\nb"])
def test_a_line_has_no_line_break_in_it(text: str) -> None:
    assert [line for line in wrap(text, 80) if "\n" in line] == []


@pytest.mark.parametrize(("text", "width"), [("产假产假 ，护理", 8), ("产假产假 ）护理", 8), ("word … word", 4)])
def test_closing_punctuation_does_not_begin_a_line_after_a_blank_either(text: str, width: int) -> None:
    assert [line for line in wrap(text, width) if line[0] in CLOSING] == []


@pytest.mark.parametrize(
    ("text", "width"), [("产假", 4), ("，", 2), ("Ａ", 2), ("ab", 2), ("《》", 4), ("产a假", 5), ("·", 1), ("　", 2)]
)
def test_a_chinese_character_is_two_cells_wide(text: str, width: int) -> None:
    sheet = Sheet(io.StringIO(), width=80)
    sheet.grid([[text, "|"], ["x" * 10, "|"]])
    first, second = format_error(sheet)
    assert len(second) - len(first) == width - len(text)
    assert first == f"  {text}{' ' * (10 - width)}  |"


def format_error(sheet: Sheet) -> list[str]:
    assert isinstance(sheet.stream, io.StringIO)
    return sheet.stream.getvalue().splitlines()


def sheet_of(width: int) -> Sheet:
    return Sheet(io.StringIO(), width=width)


def test_a_grid_lines_its_columns_up_and_sets_numbers_to_the_right() -> None:
    sheet = sheet_of(80)
    sheet.grid([["法定产假", "98天"], ["bonus", "5天"], ["", "158天"]], right=frozenset({1}))
    assert format_error(sheet) == ["  法定产假   98天", "  bonus       5天", "            158天"]


def test_a_grid_has_no_blanks_at_the_ends_of_its_lines() -> None:
    sheet = sheet_of(80)
    sheet.grid([["a", "long cell"], ["b", "x"]])
    assert format_error(sheet) == ["  a  long cell", "  b  x"]


def test_a_paragraph_is_set_in_on_every_line() -> None:
    sheet = sheet_of(10)
    sheet.line("女职工劳动保护", indent=2)
    sheet.line()
    assert format_error(sheet) == ["  女职工劳", "  动保护", ""]


def test_an_item_hangs_beside_its_mark() -> None:
    sheet = sheet_of(11)
    sheet.item("1.", ["女职工劳动", "保护"])
    assert format_error(sheet) == ["  1. 女职工", "     劳动", "     保护"]


def test_a_chinese_mark_is_two_cells_wide() -> None:
    sheet = sheet_of(11)
    sheet.item("注", ["女职工劳动"], indent=0)
    assert format_error(sheet) == ["注 女职工劳", "   动"]


@pytest.mark.parametrize("width", [20, 33, 80])
def test_no_printed_line_is_wider_than_the_sheet(width: int) -> None:
    text = "女职工生育享受98天产假，其中产前可以休假15天；难产的，应增加产假15天。" * 3
    sheet = sheet_of(width)
    sheet.line(text, indent=4)
    sheet.item("1.", [text, text])
    assert max(cells(line) for line in format_error(sheet)) <= width


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_colours_only_where_a_terminal_has_them(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    on_terminal, in_file = Sheet(Terminal(), width=80), sheet_of(80)
    for sheet in (on_terminal, in_file):
        sheet.line("产假", style="bold")
        sheet.line("158天")
    assert format_error(on_terminal) == (["\x1b[1m产假\x1b[0m", "158天"] if coloured else ["产假", "158天"])
    assert format_error(in_file) == ["产假", "158天"]


def test_a_pipe_that_is_forced_has_colours_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    sheet = sheet_of(80)
    sheet.line("法定产假 98 天 [1][2]")
    sheet.line("childcare_bonus=flat", "dim")
    print_lines(sheet.stream, ["error: no"], "error")

    assert format_error(sheet) == [
        "法定产假 98 天 \x1b[36m[1][2]\x1b[0m",
        "\x1b[2;36mchildcare_bonus=flat\x1b[0m",
        "\x1b[31merror: no\x1b[0m",
    ]


def test_colours_change_no_letter_and_no_line_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    text = "女职工生育享受98天产假，其中产前可以休假15天 [3]；见 leave.maternity.base_days 与 --as-of。" * 5
    drawn, plain = Sheet(Terminal(), width=33), sheet_of(33)
    for sheet in (drawn, plain):
        sheet.item("-", [text, "a  b [x]"])
        sheet.grid([["法定产假", "[bold]98[/bold] :smile:"]], styles=["bold"])
        sheet.verbatim(text)

    assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in format_error(drawn)] == format_error(plain)


@pytest.mark.parametrize("arguments", [("leave", "maternity", "--birth-date", "2023-05-01"), ("leave", "maternity")])
def test_a_pipe_never_loads_a_console(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys; from benefitcli.cli.main import run\n"
        f"run({arguments!r})\n"
        "print('rich.console' in sys.modules, file=sys.stderr)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)

    assert done.stderr.splitlines()[-1] == "False"


@pytest.mark.parametrize(("columns", "width"), [("120", 120), ("10", MIN_WIDTH), ("0", 80)])
def test_a_sheet_is_as_wide_as_its_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Sheet(io.StringIO()).width == width


def test_the_rows_of_a_grid_must_be_of_one_length() -> None:
    rows: Sequence[Sequence[str]] = [["a", "b"], ["c"]]
    with pytest.raises(ValueError, match="zip"):
        sheet_of(80).grid(rows)


def test_a_line_does_not_break_at_a_blank_that_holds_together() -> None:
    held = f"地区有 98{NO_BREAK}天{NO_BREAK}[1] 可休"

    assert wrap(held, 10) == ["地区有", "98 天 [1]", "可休"]
    assert wrap(f"days 98{NO_BREAK}days{NO_BREAK}[1]", 12) == ["days", "98 days [1]"]


def test_a_sign_stays_with_what_follows_it() -> None:
    assert wrap("甲甲甲甲 ×（乙丙）", 10) == ["甲甲甲甲", "×（乙丙）"]
