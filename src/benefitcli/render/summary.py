"""What a batch says at its end."""

from __future__ import annotations

from typing import Any, TextIO

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.words import WORDS
from benefitcli.job import Outcome


def report(outcome: Outcome, language: Language, *, as_json: bool, stream: TextIO) -> None:
    """Write the summary, for a person or for a script."""
    if as_json:
        from benefitcli.render.json import dump

        stream.write(dump(summary_as_json(outcome)).decode())
    else:
        stream.write("".join(f"{line}\n" for line in summary_lines(outcome, language)))


def summary_lines(outcome: Outcome, language: Language) -> list[str]:
    """The rows by status, and each kind of error with its first rows."""
    tally = outcome.tally
    counts = {"rows": tally.rows, "ok": tally.ok, "not_entitled": tally.not_entitled, "failed": tally.failed}
    lines = [choose(WORDS["rows"], language).format(**counts, seconds=f"{outcome.seconds:.1f}")]
    if outcome.blank_rows:
        lines.append("  " + choose(WORDS["blank_rows"], language).format(count=outcome.blank_rows))
    for code, kind in tally.errors.items():
        rows = ("、" if language == "zh" else ", ").join(map(str, kind.first_rows))
        more = choose(WORDS["more"], language) if kind.count > len(kind.first_rows) else ""
        lines.append("  " + choose(WORDS["error_kind"], language).format(count=kind.count, code=code, rows=rows + more))
    if outcome.rejects and tally.failed:
        lines.append("  " + choose(WORDS["rejected"], language).format(place=outcome.rejects))
    return lines


def summary_as_json(outcome: Outcome) -> dict[str, Any]:
    """The same for a script."""
    tally = outcome.tally
    return {
        "rows": tally.rows,
        "ok": tally.ok,
        "not_entitled": tally.not_entitled,
        "error": tally.failed,
        "blank_rows": outcome.blank_rows,
        "seconds": round(outcome.seconds, 3),
        "errors": [
            {"code": code, "count": kind.count, "first_rows": kind.first_rows} for code, kind in tally.errors.items()
        ],
    }
