"""The entitlements of a plan in words, one row each, for text, page, sheet and calendar alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benefitcli.i18n import Language, choose
from benefitcli.i18n.labels import label
from benefitcli.i18n.plans import ENTITLEMENTS, INITIALS, MEANINGS, PARENTS
from benefitcli.reports.citations import Citations
from benefitcli.reports.plan_words import wording
from benefitcli.reports.values import human_amount, human_date
from benefitcli.workflows.plan import PlanItem

_MEASURES = (("days", "day"), ("total_amount", "yuan"), ("minutes_per_day", "minute"))
"""The results that say how much there is, the foremost first, each with its unit."""

_DATED = ("date", "month")
"""Units of steps that are points in time and add nothing up."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entitlement in words: ``amount`` is its days or its sum, ``rate`` what is due each day or month.

    ``measure`` is the whole number behind ``amount`` with its unit: days, yuan in fen, or minutes of each working day.
    """

    item: PlanItem
    who: str
    what: str
    meaning: str
    measure: tuple[int, str] | None
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
    measure, rate = _measure(item), _rate(item, language)
    return Row(
        item=item,
        who=choose(INITIALS[item.parent], language),
        what=choose(ENTITLEMENTS[item.name], language),
        meaning=meaning,
        measure=measure,
        amount=_amount(measure, language) or rate,
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


def _measure(item: PlanItem) -> tuple[int, str] | None:
    found = ((item.result.get(name), unit) for name, unit in _MEASURES)
    return next(((number, unit) for number, unit in found if number is not None), None)


def _amount(measure: tuple[int, str] | None, language: Language) -> str:
    """Days or a sum in words; minutes are a rate."""
    if measure is None or measure[1] == "minute":
        return ""
    number, unit = measure
    return human_amount(unit, number, language)


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
