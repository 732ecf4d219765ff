"""What a batch says at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from benefitcli.i18n import Language
from benefitcli.i18n.translator import Translator
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
    translator = Translator(language)
    counts = outcome.tally
    numbers = {"rows": counts.rows, "ok": counts.ok, "not_entitled": counts.not_entitled, "failed": counts.failed}
    lines = [translator(WORDS["rows"], **numbers, seconds=f"{outcome.seconds:.1f}")]
    if outcome.blank_rows:
        lines.append("  " + translator(WORDS["blank_rows"], count=outcome.blank_rows))
    columns = columns_lines(language, outcome.found, outcome.passed_through, outcome.ignored)
    lines += ["  " + line for line in (*columns, *error_lines(counts.errors, language))]
    if outcome.rejects and counts.failed:
        lines.append("  " + translator(WORDS["rejected"], place=outcome.rejects))
    return lines


def columns_lines(
    language: Language, found: Mapping[str, str], passed_through: Sequence[str], ignored: Sequence[str] = ()
) -> list[str]:
    """Which columns were found, and which only passed through or were not looked at."""
    translator = Translator(language)
    lines = []
    if found:
        columns = (header if header == field else f"{header} = {field}" for field, header in found.items())
        lines.append(translator(WORDS["columns_found"], columns=translator.listed(columns)))
    for word, headers in (("passed_through", passed_through), ("ignored", ignored)):
        if headers:
            shown = translator.listed(header or "-" for header in headers[:HEADERS_SHOWN])
            more = translator(WORDS["more"]) if len(headers) > HEADERS_SHOWN else ""
            lines.append(translator(WORDS[word], columns=shown + more))
    return lines


def error_lines(errors: Mapping[str, ErrorKind], language: Language) -> list[str]:
    """Each kind of error with the rows that first had it."""
    translator = Translator(language)
    lines = []
    for code, kind in errors.items():
        rows = translator.listed(map(str, kind.first_rows))
        more = translator(WORDS["more"]) if kind.count > len(kind.first_rows) else ""
        lines.append(translator(WORDS["error_kind"], count=kind.count, code=code, rows=rows + more))
    return lines
