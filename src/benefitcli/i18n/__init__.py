"""Every sentence the program says, in Chinese and in English, side by side.

Machine formats hold codes and never come here. Each entry is a pair ``(zh, en)``; a test keeps the languages apart and
sees that no message lacks one.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]
Pair = tuple[str, str]


def choose(pair: Pair, language: Language) -> str:
    """The side of a pair in a language."""
    return pair[0] if language == "zh" else pair[1]
