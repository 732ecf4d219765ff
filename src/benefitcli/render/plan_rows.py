"""The entitlements of a plan in words, one row each, for text, page and calendar alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.labels import label
from benefitcli.catalogue.plans import ENTITLEMENTS, INITIALS, MEANINGS, PARENTS
from benefitcli.plan import PlanItem
from benefitcli.render.citations import Citations
from benefitcli.render.plan_words import wording
from benefitcli.render.values import human_amount, human_date

_DATED = ("date", "month")
"""Units of steps that are points in time and add nothing up."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entitlement in words: ``amount`` is its days or its sum, ``rate`` what is due each day or month."""

    item: PlanItem
    who: str
    what: str
    meaning: str
    amount: str
    rate: str
    back: str
    marks: str
    workings: str

    @property
    def name(self) -> str:
        """Whose and what."""
        return f"{self.who} {self.what}"


def row_of(item: PlanItem, citations: Citations) -> Row:
    """The row of an entitlement; its clauses are among the citations."""
    language = citations.language
    meaning = choose(MEANINGS[item.entitlement.group], language)
    rate = _rate(item, language)
    return Row(
        item=item,
        who=choose(INITIALS[item.parent], language),
        what=choose(ENTITLEMENTS[item.name], language),
        meaning=meaning,
        amount=_amount(item, language) or rate,
        rate=rate,
        back=_back(item, language),
        marks=citations.marks(item.sources),
        workings=("；" if language == "zh" else "; ").join(_workings(item, language)) or meaning,
    )


def lanes(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows that share a line of a picture: the child-years of a parent; the mother's lines stand first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for parent in PARENTS:
        for row in rows:
            if row.item.parent == parent:
                found.setdefault((parent, row.item.entitlement.group), []).append(row)
    return list(found.values())


def _rate(item: PlanItem, language: Language) -> str:
    minutes, monthly = item.result.get("minutes_per_day"), item.result.get("monthly_amount")
    if minutes is not None:
        return wording("per_day", language, minutes=minutes)
    return wording("per_month", language, amount=human_amount("yuan", monthly, language)) if monthly is not None else ""


def _amount(item: PlanItem, language: Language) -> str:
    for name, unit in (("days", "day"), ("total_amount", "yuan")):
        if item.result.get(name) is not None:
            return human_amount(unit, item.result[name], language)
    return ""


def _back(item: PlanItem, language: Language) -> str:
    if item.result.get("return_date") is None:
        return ""
    return human_date(item.day("return_date"), language, weekday=False)


def _workings(item: PlanItem, language: Language) -> Iterable[str]:
    """How the amount adds up; of a child-year its own steps, without its name."""
    months = item.result.get("months")
    if months is not None:
        monthly = human_amount("yuan", item.result["monthly_amount"], language)
        yield f"{monthly} × {human_amount('months', months, language)}"
        return
    if "until_date" in item.entitlement.takes:
        return
    assert item.answer is not None
    results = {one.name for one in item.answer.benefit.results}
    prefix = item.name.removeprefix("childcare_") + "_" if item.name != item.entitlement.group else ""
    for step in item.answer.trace.steps:
        if step.applied and step.name.startswith(prefix) and step.name not in results and step.unit not in _DATED:
            own = step.name.removeprefix(prefix)
            name = wording(own, language) if prefix else label(own, language)
            yield f"{name} {human_amount(step.unit, step.amount, language)}"
