"""What a batch says at its end."""

from __future__ import annotations

from typing import Any

from benefitcli.batch import BatchResult
from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.words import WORDS


def summary_lines(result: BatchResult, language: Language) -> list[str]:
    """The rows by status, and each kind of error with its first rows."""
    counts = {"rows": result.rows, "ok": result.ok, "not_entitled": result.not_entitled, "failed": result.failed}
    lines = [choose(WORDS["rows"], language).format(**counts)]
    if result.blank_rows:
        lines.append("  " + choose(WORDS["blank_rows"], language).format(count=result.blank_rows))
    for code, kind in result.errors.items():
        rows = ("、" if language == "zh" else ", ").join(map(str, kind.first_rows))
        more = choose(WORDS["more"], language) if kind.count > len(kind.first_rows) else ""
        lines.append("  " + choose(WORDS["error_kind"], language).format(count=kind.count, code=code, rows=rows + more))
    return lines


def summary_as_json(result: BatchResult) -> dict[str, Any]:
    """The same for a script."""
    return {
        "rows": result.rows,
        "ok": result.ok,
        "not_entitled": result.not_entitled,
        "error": result.failed,
        "blank_rows": result.blank_rows,
        "errors": [
            {"code": code, "count": kind.count, "first_rows": list(kind.first_rows)}
            for code, kind in result.errors.items()
        ],
    }
