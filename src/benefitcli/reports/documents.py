"""A single result in the form that was asked for, as the bytes of a file."""

from __future__ import annotations

import io

from benefitcli.i18n import Language
from benefitcli.reports.person import Person
from benefitcli.workflows.case import Answer


def document_of(answer: Answer, person: Person, language: Language, form: str) -> bytes:
    """The document of an answer; each writer is loaded only when it is wanted."""
    if form == "json":
        from benefitcli.contract import dump
        from benefitcli.contract.building import result_of

        return dump(result_of(answer))
    if form == "html":
        from benefitcli.reports.html_case import html_of

        return html_of(answer, person, language)
    if form == "md":
        from benefitcli.reports.markdown import markdown_of

        return markdown_of(answer, person, language)
    if form == "xlsx":
        from benefitcli.reports.sheet import workbook_of

        return workbook_of(answer, person, language)
    return _text_of(answer, person, language)


def _text_of(answer: Answer, person: Person, language: Language) -> bytes:
    """The terminal's answer for a file: as wide as usual, whatever terminal it was asked for in."""
    from benefitcli.reports.terminal import DEFAULT_WIDTH, Sheet
    from benefitcli.reports.text import print_answer

    text = io.StringIO()
    print_answer(answer, person, language, Sheet(text, DEFAULT_WIDTH))
    return text.getvalue().encode()
