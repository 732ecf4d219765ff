"""What an audit says at its end, and the further sheets of its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from benefitcli.engine.texts import machine_value
from benefitcli.i18n import Language
from benefitcli.i18n.audit import FINDINGS, HEADINGS, NOTICES, PAGES, SUMMARY
from benefitcli.i18n.translator import Translator
from benefitcli.reports.model import Block, Cell, Column, Paragraph, Report, Table
from benefitcli.reports.summary import blank_lines, columns_lines, error_lines
from benefitcli.reports.terminal import Sheet
from benefitcli.reports.values import grouped_yuan, human_amount
from benefitcli.reports.writers.text import print_report

if TYPE_CHECKING:
    from benefitcli.io.table import Worksheet
    from benefitcli.workflows.audit.result import Totals
    from benefitcli.workflows.audit.run import AuditOutcome


def report_audit(outcome: AuditOutcome, translator: Translator, *, as_json: bool, stream: TextIO) -> None:
    """Write the summary, for a person or for a script."""
    if as_json:
        from benefitcli.contract import dump
        from benefitcli.contract.building import audit_of

        stream.write(dump(audit_of(outcome)).decode())
    else:
        print_report(audit_report(outcome, translator), Sheet(stream))


def audit_report(outcome: AuditOutcome, translator: Translator) -> Report:
    """Build the summary of an audit: the rows, the sums by finding, and what else there is to say."""
    counts = {"rows": f"{outcome.counts.rows:,}", "added": f"{outcome.added:,}", "seconds": f"{outcome.seconds:.1f}"}
    blocks: list[Block] = [
        Paragraph(translator(SUMMARY["rows_added" if outcome.added else "rows"], **counts), indent=0)
    ]
    if not outcome.totals[0].frame.is_empty():
        blocks.append(_by_finding(outcome.totals[0], translator))
    blocks += [Paragraph(line) for line in _lines(outcome, translator)]
    return Report(translator=translator, title="", lead=tuple(blocks))


def _by_finding(totals: Totals, translator: Translator) -> Table:
    """Return the sums by finding; arrears and overpayment are told in a sentence."""
    names = [name for name in totals.kinds if name not in ("finding", "arrears", "overpaid")]
    rows = [
        (Cell(translator(FINDINGS[record["finding"]])), *_numbers(totals, names, record))
        for record in totals.frame.iter_rows(named=True)
    ]
    sums = totals.frame.select(names).sum().row(0, named=True)
    rows.append((Cell(translator(SUMMARY["total"])), *_numbers(totals, names, sums)))
    columns = (Column(translator(HEADINGS[name]), right=name != "finding") for name in ("finding", *names))
    return Table(tuple(columns), tuple(rows), totals=frozenset([len(rows) - 1]))


def _numbers(totals: Totals, names: list[str], record: Mapping[str, Any]) -> list[Cell]:
    """Return the numbers of a line; amounts are yuan without the word, signed."""
    return [
        Cell(grouped_yuan(record[name] or 0) if totals.kinds[name] == "money" else f"{record[name] or 0:,}")
        for name in names
    ]


def _lines(outcome: AuditOutcome, translator: Translator) -> list[str]:
    lines = []
    by_person = outcome.totals[-1].frame
    if "arrears" in by_person.columns:
        for name, word in zip(("arrears", "overpaid"), outcome.schema.sums, strict=True):
            amount = int(by_person.get_column(name).sum())
            if amount:
                count = int((by_person.get_column(name) > 0).sum())
                amounts = {"amount": human_amount("yuan", amount, translator), "count": f"{count:,}"}
                lines.append(translator(SUMMARY[word], **amounts))
    lines += [translator(NOTICES[code], **details) for code, details in outcome.notices]
    return [
        *lines,
        *blank_lines(outcome, translator),
        *columns_lines(outcome, translator),
        *error_lines(outcome.counts, translator),
    ]


def audit_pages(outcome: AuditOutcome, language: Language) -> list[Worksheet]:
    """A sheet for each table of totals, and one of what the findings mean."""
    translator = Translator(language)
    pages: list[Worksheet] = []
    for totals in outcome.totals:
        names = list(totals.kinds)
        lines: list[list[str | float | None]] = [[translator(HEADINGS[name]) for name in names]]
        for record in totals.frame.select(names).iter_rows():
            cells = zip(names, record, strict=True)
            lines.append([_cell(totals.kinds[name], value) for name, value in cells])
        pages.append((translator(PAGES[totals.name]), lines))
    notes = [(code, translator(FINDINGS[code])) for code in outcome.schema.findings]
    notes += [("", line) for line in _lines(outcome, translator)]
    return [*pages, (translator(PAGES["notes"]), notes)]


def _cell(kind: str, value: Any) -> str | float | None:
    return value if kind == "text" else machine_value(kind, value)
