"""The entitlements of a plan in words, one row each, for report, pictures and calendar file alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benefitcli.i18n.labels import label
from benefitcli.i18n.plans import ENTITLEMENTS, INITIALS, MEANINGS, PARENTS, PLAN_WORDS
from benefitcli.i18n.translator import Translator
from benefitcli.reports.citations import Citations
from benefitcli.reports.values import human_amount, human_date
from benefitcli.workflows.plan import PlanItem

_MEASURES = (("days", "day"), ("total_amount", "yuan"), ("minutes_per_day", "minute_per_day"))
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
    lane: str
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

    @property
    def first(self) -> int:
        """The first day, in days since 1970."""
        return self.item.day("from_date")

    @property
    def last(self) -> int:
        """The last day, in days since 1970."""
        return self.item.day("to_date")


def row_of(item: PlanItem, citations: Citations) -> Row:
    """Return the row of an entitlement; its clauses are then among the citations."""
    translator = citations.translator
    meaning = translator(MEANINGS[item.entitlement.group])
    who = translator(INITIALS[item.parent])
    measure, rate = _measure(item), _rate(item, translator)
    amount = human_amount(measure[1], measure[0], translator) if measure and measure[1] != "minute_per_day" else ""
    back = item.result.get("return_date")
    return Row(
        item=item,
        who=who,
        what=translator(ENTITLEMENTS[item.name]),
        lane=f"{who} {translator(ENTITLEMENTS[item.entitlement.group])}",
        meaning=meaning,
        measure=measure,
        amount=amount or rate,
        rate=rate,
        back="" if back is None else human_date(back, translator, weekday=False),
        marks=citations.marks(item.sources),
        workings=translator.clauses(_workings(item, translator)) or meaning,
    )


def lanes(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows that share a line of a picture: the child-years of a parent; the mother's lines stand first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for parent in PARENTS:
        for row in rows:
            if row.item.parent == parent:
                groups.setdefault((parent, row.item.entitlement.group), []).append(row)
    return list(groups.values())


def _rate(item: PlanItem, translator: Translator) -> str:
    minutes, monthly = item.result.get("minutes_per_day"), item.result.get("monthly_amount")
    if minutes is not None:
        return translator(PLAN_WORDS["per_day"], minutes=minutes)
    if monthly is None:
        return ""
    return translator(PLAN_WORDS["per_month"], amount=human_amount("yuan", monthly, translator))


def _measure(item: PlanItem) -> tuple[int, str] | None:
    numbers = ((item.result.get(name), unit) for name, unit in _MEASURES)
    return next(((number, unit) for number, unit in numbers if number is not None), None)


def _workings(item: PlanItem, translator: Translator) -> Iterable[str]:
    """Yield how the amount adds up; of a child-year its own steps, without its name."""
    months = item.result.get("months")
    if months is not None:
        monthly = human_amount("yuan", item.result["monthly_amount"], translator)
        yield f"{monthly} × {human_amount('months', months, translator)}"
        return
    if "until_date" in item.entitlement.takes:
        return
    assert item.answer is not None
    results = {result.name for result in item.answer.benefit.results}
    prefix = item.name.removeprefix("childcare_") + "_" if item.name != item.entitlement.group else ""
    for step in item.answer.trace.steps:
        if step.applied and step.name.startswith(prefix) and step.name not in results and step.unit not in _DATED:
            own = step.name.removeprefix(prefix)
            name = translator(PLAN_WORDS[own]) if prefix else label(own, translator.language)
            yield f"{name} {human_amount(step.unit, step.amount, translator)}"
