"""The printable page that every HTML document shares: one file, no script, nothing fetched from a network.

A page is a tree of elements, and only its writer makes text of it: there is no way to a page that leaves escaping out.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from benefitcli import __version__
from benefitcli.i18n import Language, choose
from benefitcli.i18n.forms import FORMS
from benefitcli.i18n.words import WORDS
from benefitcli.reports.person import Person

Child = Element | str | None

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def element(tag: str, *children: Child, **attributes: str) -> Element:
    """An element with its children; ``class_`` is ``class``, and other underscores are hyphens, as in ``stroke_width``."""
    made = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, Element):
            made.append(child)
        elif child and len(made):
            made[-1].tail = (made[-1].tail or "") + child
        elif child:
            made.text = (made.text or "") + child
    return made


def page(title: str, language: Language, *body: Child) -> bytes:
    """The whole document, UTF-8; a policy in its head keeps even a browser from fetching or running anything."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Path(__file__).with_suffix(".css").read_text(encoding="utf-8")),
    )
    tree = element("html", head, element("body", *body), lang=_LANGUAGES[language])
    text = "<!DOCTYPE html>\n" + tostring(tree, encoding="unicode", method="html") + "\n"
    return text.encode(errors="backslashreplace")


def heading(title: str, subject: str, person: Person, language: Language) -> list[Element]:
    """The title of the form, what it is about, and whom."""
    lines = person.lines(language)
    return [
        element("h1", title),
        element("p", subject, class_="subject"),
        *([pairs(lines, class_="person")] if lines else []),
    ]


def pairs(lines: list[tuple[str, str]], most_across: int = 3, **attributes: str) -> Element:
    """A table of labels and values, at most so many pairs across; the last row is filled with empty cells."""
    across = min(most_across, len(lines))
    filled = [*lines, *[("", "")] * (-len(lines) % across)]
    rows = [filled[first : first + across] for first in range(0, len(filled), across)]
    return element("table", *(element("tr", *_cells(row)) for row in rows), **attributes)


def _cells(row: list[tuple[str, str]]) -> list[Element]:
    return [cell for label, value in row for cell in (element("th", label), element("td", value))]


def section(title: str, *children: Child) -> Element:
    """A part of the page under a heading of its own."""
    return element("section", element("h2", title), *children)


def signature_lines(language: Language, applicant: str = "employee_signs") -> Element:
    """A line each for who it is about, for who prepared the form, and for who approves it."""
    blocks = [
        element(
            "div",
            choose(FORMS[key], language),
            element("div", class_="rule"),
            element("div", choose(FORMS["signed_on"], language), class_="day"),
        )
        for key in (applicant, "checker_signs", "employer_signs")
    ]
    return element("div", *blocks, class_="signatures")


def colophon(digest: str, as_of: datetime.date | None, language: Language) -> Element:
    """The foot of the page: which tables made it, as they were known on which day, and by which version."""
    parts = [
        f"{choose(FORMS['digest'], language)} {digest}",
        choose(WORDS["as_of"], language).format(date=as_of.isoformat()) if as_of else None,
        choose(FORMS["made_by"], language).format(version=__version__),
    ]
    return element("footer", *(element("div", part) for part in parts if part))
