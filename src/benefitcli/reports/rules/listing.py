"""The list of rules: each benefit with its names, what it gives, and the documents behind it."""

from __future__ import annotations

from typing import TextIO

from benefitcli.i18n import Language, choose
from benefitcli.i18n.formulas import PAGE
from benefitcli.i18n.labels import label
from benefitcli.law.regions import Region
from benefitcli.reports.terminal import Sheet
from benefitcli.workflows.explain import StatedRule


def print_rules(rules: list[StatedRule], region: Region, language: Language, stream: TextIO) -> None:
    """Print a paragraph for each benefit."""
    sheet = Sheet(stream)
    name = region.name if language == "zh" else region.name_en
    sheet.line(choose(PAGE["list_title"], language).format(region=name), "bold")
    for rule in rules:
        sheet.line()
        sheet.definitions(_paragraph(rule, language))


def _paragraph(rule: StatedRule, language: Language) -> list[tuple[str, str]]:
    benefit = rule.benefit
    names = (benefit.zh, benefit.en) if language == "zh" else (benefit.en, benefit.zh)
    separator = "、" if language == "zh" else "; "
    results = separator.join(label(one.name, language) for one in benefit.results)
    gives = choose(PAGE["gives"], language).format(results)
    return [(benefit.name, " · ".join(names)), ("", gives), ("", _documents(rule, language))]


def _documents(rule: StatedRule, language: Language) -> str:
    """How many parameters the rule has, how many of them are set on the day, and by which documents."""
    parameters = rule.parameters()
    known = [one for one in parameters if one.piece is not None]
    if not known:
        return choose(PAGE["none_set"], language).format(len(parameters))
    titles = [f"《{one.title}》" if language == "zh" else one.title_en for one in rule.documents()]
    documents = ("、" if language == "zh" else "; ").join(dict.fromkeys(titles))
    if len(known) < len(parameters):
        return choose(PAGE["set_of"], language).format(len(parameters), len(known), documents)
    return choose(PAGE["from_documents"], language).format(len(parameters), documents)
