"""One writer for each format: any report as text, Markdown, HTML or a workbook."""

from __future__ import annotations

from benefitcli.reports.model import Report


def write_report(report: Report, output_format: str) -> bytes:
    """Write a report as a file; each writer is loaded only when it is wanted.

    Args:
        report: What to write.
        output_format: ``text`` (80 cells wide, whatever terminal it was asked for in), ``md``, ``html`` or ``xlsx``.

    Returns:
        The bytes of the file; UTF-8 but for a workbook.

    Raises:
        BenefitError: ``text_too_long_for_a_cell``.
    """
    if output_format == "html":
        from benefitcli.reports.writers.html import html_of

        return html_of(report)
    if output_format == "md":
        from benefitcli.reports.writers.markdown import markdown_of

        return markdown_of(report)
    if output_format == "xlsx":
        from benefitcli.reports.writers.xlsx import workbook_of

        return workbook_of(report)
    from benefitcli.reports.writers.text import text_of

    return text_of(report)
