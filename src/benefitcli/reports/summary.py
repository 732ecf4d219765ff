"""What a batch says at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from benefitcli.i18n import Language, choose
from benefitcli.i18n.words import WORDS
from benefitcli.workflows.batch import ErrorKind
from benefitcli.workflows.pipeline import Outcome

HEADERS_SHOWN = 12


def report(outcome: Outcome, language: Language, *, as_json: bool, stream: TextIO) -> None:
    """Write the summary, for a person or for a script."""
    if as_json:
        from benefitcli.contract import dump
        from benefitcli.contract.building import batch_of

        stream.write(dump(batch_of(outcome)).decode())
    else:
        stream.write("".join(f"{line}\n" for line in summary_lines(outcome, language)))


def summary_lines(outcome: Outcome, language: Language) -> list[str]:
    """The rows by status, and each kind of error with its first rows."""
    tally = outcome.tally
    counts = {"rows": tally.rows, "ok": tally.ok, "not_entitled": tally.not_entitled, "failed": tally.failed}
    lines = [choose(WORDS["rows"], language).format(**counts, seconds=f"{outcome.seconds:.1f}")]
    if outcome.blank_rows:
        lines.append("  " + choose(WORDS["blank_rows"], language).format(count=outcome.blank_rows))
    columns = columns_lines(language, outcome.found, outcome.passed_through, outcome.ignored)
    lines += ["  " + line for line in (*columns, *error_lines(tally.errors, language))]
    if outcome.rejects and tally.failed:
        lines.append("  " + choose(WORDS["rejected"], language).format(place=outcome.rejects))
    return lines


def columns_lines(
    language: Language, found: Mapping[str, str], passed_through: Sequence[str], ignored: Sequence[str] = ()
) -> list[str]:
    """Which columns were found, and which only passed through or were not looked at."""
    lines = []
    separator = "、" if language == "zh" else ", "
    if found:
        shown = separator.join(header if header == one else f"{header} = {one}" for one, header in found.items())
        lines.append(choose(WORDS["columns_found"], language).format(columns=shown))
    for word, headers in (("passed_through", passed_through), ("ignored", ignored)):
        if headers:
            shown = separator.join(header or "-" for header in headers[:HEADERS_SHOWN])
            more = choose(WORDS["more"], language) if len(headers) > HEADERS_SHOWN else ""
            lines.append(choose(WORDS[word], language).format(columns=shown + more))
    return lines


def error_lines(errors: Mapping[str, ErrorKind], language: Language) -> list[str]:
    """Each kind of error with the rows that first had it."""
    lines = []
    for code, kind in errors.items():
        rows = ("、" if language == "zh" else ", ").join(map(str, kind.first_rows))
        more = choose(WORDS["more"], language) if kind.count > len(kind.first_rows) else ""
        lines.append(choose(WORDS["error_kind"], language).format(count=kind.count, code=code, rows=rows + more))
    return lines
