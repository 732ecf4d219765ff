"""Lines of mixed Chinese and Latin text, measured in terminal cells and broken as Chinese typesetting wants.

Where they go to a terminal, Rich draws them: it knows which terminal has which colours. It does not lay them out: its
tables pad every line with blanks that a mail then carries, and let a line begin with a comma. A pipe or a file gets plain
text, and the console, slow to load, is not.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TextIO

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.console import Console

Style = Literal["plain", "bold", "dim", "notice", "error"]

DEFAULT_WIDTH = 80
MIN_WIDTH = 40
_STYLES: dict[Style, str] = {"plain": "", "bold": "bold", "dim": "dim", "notice": "bold yellow", "error": "red"}
_COLOURED = (
    r"(?:\[\d+\])+",
    r"(?<![\w./-])[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+(?:=[a-z0-9_]+)?(?![\w/])",
    r"(?<![\w-])--[a-z][a-z-]+",
)
"""The marks of citations, codes such as ``leave.maternity`` and ``childcare_bonus=flat``, and options."""

NO_BREAK = "\u00a0"
"""A blank at which no line is broken; it is written as a plain one."""
_NEVER_FIRST = "，。；：、）》”’』】！？,.;:)]!?%…" + NO_BREAK
_NEVER_LAST = "（《“‘『【([−×÷≤≥≠" + NO_BREAK
_BLANKS = re.compile(r"[^\S\u00a0]+")
_ATOM = re.compile(r"[\x21-\x7e\u00b7]+|[^\S\u00a0]+|.", re.DOTALL)


class Sheet:
    """A stream of text lines with a width; where the stream is a terminal, or ``FORCE_COLOR`` is set, Rich draws them."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        """Take the width of the terminal, or 80 columns where there is none."""
        self.stream = stream
        self.width = width or max(MIN_WIDTH, shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns)
        is_drawn = stream.isatty() or bool(os.environ.get("FORCE_COLOR"))
        self._console = _console_of(stream) if is_drawn and not os.environ.get("NO_COLOR") else None

    def line(self, text: str = "", style: Style = "plain", indent: int = 0) -> None:
        """Print a paragraph, wrapped, every line of it set in."""
        for part in wrap(text, self.width - indent) or [""]:
            self._write(" " * indent + part, style)

    def item(self, mark: str, paragraphs: Sequence[str], indent: int = 2) -> None:
        """Print a mark and the paragraphs that hang beside it."""
        margin = indent + cell_len(mark) + 1
        lead = " " * indent + mark + " "
        for paragraph in paragraphs:
            for part in wrap(paragraph, self.width - margin):
                self._write(lead + part, "plain")
                lead = " " * margin

    def grid(
        self, rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset(), styles: Sequence[Style] = ()
    ) -> None:
        """Print columns as wide as their widest cell; those in ``right`` are set to the right. ``styles`` are those of the rows.

        Where they do not fit beside each other, the first cell of a row has a line and the others stand below it.
        """
        table = list(rows)
        styles = styles or ["plain"] * len(table)
        widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
        if 2 + sum(widths) + 2 * (len(widths) - 1) > self.width:
            for (first, *others), style in zip(table, styles, strict=True):
                self.line(first, style, 2)
                self.line("  ".join(cell for cell in others if cell), style, 4)
            return
        for row, style in zip(table, styles, strict=True):
            cells = [
                pad(cell, width, to_right=index in right)
                for index, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            self._write("  " + "  ".join(cells), style)

    def definitions(self, rows: Sequence[tuple[str, str]]) -> None:
        """Print words on the left and what they mean beside them, in a column of its own, or below on narrow paper."""
        margin = 2 + max(cell_len(left) for left, _ in rows) + 2
        if self.width - margin < MIN_WIDTH // 2:
            for left, right in rows:
                for text, indent in ((left, 2), (right, 6)):
                    if text:
                        self.line(text, indent=indent)
            return
        for left, right in rows:
            lead = pad(f"  {left}", margin, to_right=False)
            for part in wrap(right, self.width - margin) or [""]:
                self._write(lead + part, "plain")
                lead = " " * margin

    def verbatim(self, text: str, style: Style = "plain") -> None:
        """Print a line that must not be broken, because it is to be copied."""
        self._write(text, style)

    def _write(self, text: str, style: Style) -> None:
        text = text.rstrip()
        if self._console is None:
            self.stream.write(text + "\n")
            return
        from rich.text import Text

        line = Text(text, _STYLES[style])
        if style != "error":
            for pattern in _COLOURED:
                line.highlight_regex(pattern, "cyan")
        self._console.print(line, soft_wrap=True)


def print_lines(stream: TextIO, lines: Iterable[str], style: Style = "plain") -> None:
    """Print lines as they are, in a style where the stream is a terminal."""
    sheet = Sheet(stream, DEFAULT_WIDTH)
    for line in lines:
        sheet.verbatim(line, style)


def _console_of(stream: TextIO) -> Console:
    from rich.console import Console

    class StreamConsole(Console):
        """A console that leaves it to the program what a closed pipe means."""

        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - Rich calls this while it handles the error

    return StreamConsole(file=stream, highlight=False, markup=False, emoji=False)


def pad(text: str, width: int, *, to_right: bool) -> str:
    """Return the text filled with blanks to a width in cells, set to the left or to the right."""
    blanks = " " * (width - cell_len(text))
    return blanks + text if to_right else text + blanks


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a paragraph, none wider than ``width`` cells unless a single word is.

    A line breaks at a blank or between two Chinese characters, never before closing punctuation nor after opening.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(_BLANKS.sub(" ", text).strip(" ")):
        if line and cell_len((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    return [part.replace(NO_BREAK, " ") for part in ([*lines, line.rstrip()] if line.strip() else lines)]


def _pieces(text: str) -> list[str]:
    """Return the text in parts that must not be broken: words, and characters with the punctuation that clings to them."""
    pieces: list[str] = []
    for atom in _ATOM.findall(text):
        is_blank = atom.isspace() and atom != NO_BREAK
        if pieces and atom[0] in _NEVER_FIRST and pieces[-1].isspace() and len(pieces) > 1:
            # Closing punctuation after a blank takes the word before the blank with it.
            blank = pieces.pop()
            pieces[-1] += blank + atom
        elif pieces and not is_blank and (atom[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST):
            pieces[-1] += atom
        else:
            pieces.append(atom)
    return pieces
