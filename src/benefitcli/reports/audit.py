"""What an audit says at its end, and the further sheets of its workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from benefitcli.i18n import Language, choose
from benefitcli.i18n.audit import FINDINGS, HEADINGS, NOTICES, PAGES, SUMMARY
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.reports.summary import columns_lines, error_lines
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.values import grouped_yuan, human_amount, machine_value

if TYPE_CHECKING:
    from benefitcli.io.table import Page
    from benefitcli.workflows.audit.forms import AuditForm
    from benefitcli.workflows.audit.job import AuditOutcome
    from benefitcli.workflows.audit.verdict import Totals


def report_audit(outcome: AuditOutcome, language: Language, *, as_json: bool, stream: TextIO) -> None:
    """Write the summary, for a person or for a script."""
    if as_json:
        from benefitcli.reports.machine import dump

        stream.write(dump(audit_as_json(outcome)).decode())
        return
    sheet = Sheet(stream)
    counts = {"rows": f"{outcome.rows:,}", "added": f"{outcome.added:,}", "seconds": f"{outcome.seconds:.1f}"}
    sheet.line(choose(SUMMARY["rows_added" if outcome.added else "rows"], language).format(**counts))
    by_finding = outcome.totals[0]
    if not by_finding.frame.is_empty():
        right = frozenset(range(1, len(_shown_columns(by_finding))))
        sheet.grid(_grid(by_finding, language), right=right)
    for line in _lines(outcome, language):
        sheet.line(line, indent=2)


def _shown_columns(totals: Totals) -> list[str]:
    """The columns that a person sees: arrears and overpayment are told in a sentence."""
    return [name for name in totals.kinds if name not in ("arrears", "overpaid")]


def _grid(totals: Totals, language: Language) -> list[list[str]]:
    names = _shown_columns(totals)
    rows = [[choose(HEADINGS[name], language) for name in names]]
    for record in totals.frame.select(names).iter_rows():
        finding, *numbers = record
        rows.append([choose(FINDINGS[finding], language), *_numbers(totals, names[1:], numbers)])
    sums = totals.frame.select(names[1:]).sum().row(0)
    return [*rows, [choose(SUMMARY["total"], language), *_numbers(totals, names[1:], sums)]]


def _numbers(totals: Totals, names: list[str], numbers: Any) -> list[str]:
    return [
        _amount(value) if totals.kinds[name] == "money" else f"{value or 0:,}"
        for name, value in zip(names, numbers, strict=True)
    ]


def _amount(fen: int | None) -> str:
    """Yuan without the word, signed."""
    return grouped_yuan(fen or 0)


def _lines(outcome: AuditOutcome, language: Language) -> list[str]:
    lines = []
    by_person = outcome.totals[-1].frame
    if "arrears" in by_person.columns:
        for name, word in zip(("arrears", "overpaid"), outcome.form.sums, strict=True):
            amount = int(by_person.get_column(name).sum())
            if amount:
                count = int((by_person.get_column(name) > 0).sum())
                shown = human_amount("yuan", amount, Translator(language))
                lines.append(choose(SUMMARY[word], language).format(amount=shown, count=f"{count:,}"))
    lines += [choose(NOTICES[code], language).format(**details) for code, details in outcome.notices]
    if outcome.blank_rows:
        lines.append(choose(WORDS["blank_rows"], language).format(count=outcome.blank_rows))
    return [
        *lines,
        *columns_lines(language, outcome.found, outcome.passed_through),
        *error_lines(outcome.errors, language),
    ]


def audit_as_json(outcome: AuditOutcome) -> dict[str, Any]:
    """The same for a script: amounts in yuan, findings by their codes."""
    by_finding = outcome.totals[0]
    names = [name for name in by_finding.kinds if name != "finding"]
    findings = {
        record["finding"]: {name: machine_value(by_finding.kinds[name], record[name]) for name in names}
        for record in by_finding.frame.iter_rows(named=True)
    }
    sums = by_finding.frame.select(names).sum().row(0, named=True)
    return {
        "rows": outcome.rows,
        "added": outcome.added,
        "findings": findings,
        "totals": {name: machine_value(by_finding.kinds[name], sums[name] or 0) for name in names if name != "rows"},
        "notices": [{"code": code, **details} for code, details in outcome.notices],
        "blank_rows": outcome.blank_rows,
        "columns": dict(outcome.found),
        "passed_through": outcome.passed_through,
        "seconds": round(outcome.seconds, 3),
        "errors": [
            {"code": code, "count": kind.count, "first_rows": kind.first_rows} for code, kind in outcome.errors.items()
        ],
    }


def audit_pages(form: AuditForm, outcome: AuditOutcome, language: Language) -> list[Page]:
    """A sheet for each table of totals, and one of what the findings mean."""
    pages: list[Page] = []
    for totals in outcome.totals:
        names = list(totals.kinds)
        lines: list[list[str | float | None]] = [[choose(HEADINGS[name], language) for name in names]]
        for record in totals.frame.select(names).iter_rows():
            cells = zip(names, record, strict=True)
            lines.append([_cell(totals.kinds[name], value) for name, value in cells])
        pages.append((choose(PAGES[totals.name], language), lines))
    notes = [(code, choose(FINDINGS[code], language)) for code in form.findings]
    notes += [("", line) for line in _lines(outcome, language)]
    return [*pages, (choose(PAGES["notes"], language), notes)]


def _cell(kind: str, value: Any) -> str | float | None:
    return value if kind == "text" else machine_value(kind, value)
