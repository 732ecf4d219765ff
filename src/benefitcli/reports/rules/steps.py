"""A step of a formula as paragraphs: what it is, when it applies, by whose law, and what another reading makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from benefitcli.engine.formula.settle import holds, settle, settle_condition
from benefitcli.engine.formula.terms import Choice, Chosen, StepStatement, walk
from benefitcli.i18n import Language, choose
from benefitcli.i18n.formulas import PAGE
from benefitcli.i18n.labels import UNITS, label
from benefitcli.reports.rules.names import tidy
from benefitcli.reports.rules.writer import FormulaWriter
from benefitcli.workflows.explain import StatedRule


@dataclass(frozen=True, slots=True)
class _Wording:
    """A step under some readings: its amount, its condition and the day whose law it takes, in words.

    Without an amount it does not apply at all.
    """

    amount: str | None
    when: str | None
    day: str | None


class StepWriter:
    """Writes the steps of one rule."""

    def __init__(self, rule: StatedRule, language: Language, writer: FormulaWriter) -> None:
        self._rule = rule
        self._language = language
        self._writer = writer

    def lines(self, step: StepStatement) -> list[str]:
        """The paragraphs of a step; another reading has one only for what it changes."""
        taken = self._wording(step, {})
        name = self._name(step)
        lines = [self._say("no_step", name) if taken.amount is None else self._say("step", name, taken.amount)]
        lines += [self._say("step_if", taken.when)] if taken.when else []
        lines += [self._say("step_on", taken.day)] if taken.day else []
        lines += [self._say("read_as", readings, change) for change, readings in self._others(step, taken).items()]
        return lines

    def _others(self, step: StepStatement, taken: _Wording) -> dict[str, str]:
        """What each other reading changes, with the readings that change it so."""
        found: dict[str, list[str]] = {}
        for reading in self._readings_in(step):
            choice, known = self._rule.readings.get(reading, ("", None))
            for other in known.choices if known else ():
                change = self._change(taken, self._wording(step, {reading: other}))
                if other != choice and change:
                    found.setdefault(change, []).append(f"{reading}={other}")
        either = choose(PAGE["either"], self._language)
        return {change: either.join(readings) for change, readings in found.items()}

    def _name(self, step: StepStatement) -> str:
        """What a step is called, with its unit where that is not the one of its formula."""
        name = self._writer.named(label(step.name, self._language))
        result = next((one for one in self._rule.benefit.results if one.name == step.name), None)
        units = [choose(UNITS[unit], self._language) for unit in (result and result.unit, step.unit) if unit in UNITS]
        return self._say("fact", name, units[0]) if len(set(units)) > 1 else name

    def _wording(self, step: StepStatement, other: dict[str, str]) -> _Wording:
        taken = {**self._rule.taken, **other}
        amount = settle(step.amount, taken)
        when = None if step.when is None else settle_condition(step.when, taken)
        if when is not None and holds(when, value=False):
            return _Wording(None, None, None)
        if when is not None and holds(when, value=True):
            when = None
        self._writer.known_day = None
        days = self._writer.days_in(amount, when)
        self._writer.known_day = days[0] if len(days) == 1 else None
        text = self._writer.write(amount)
        condition = None if when is None else self._writer.write(when)
        wording = _Wording(text, condition, self._writer.known_day)
        self._writer.known_day = None
        return wording

    def _change(self, taken: _Wording, other: _Wording) -> str:
        """What another reading says differently, in one sentence."""
        if other.amount is None:
            return "" if taken.amount is None else self._say("never")
        parts = [f"= {other.amount}"] if other.amount != taken.amount else []
        if other.when != taken.when:
            parts.append(self._say("step_if", other.when) if other.when else self._say("without_condition"))
        if other.day != taken.day:
            parts.append(self._say("step_on", other.day) if other.day else self._say("of_the_event"))
        return ("；" if self._language == "zh" else "; ").join(parts)

    def _readings_in(self, step: StepStatement) -> list[str]:
        terms = [*walk(step.amount), *(walk(step.when) if step.when is not None else ())]
        return list(dict.fromkeys(one.reading.name for one in terms if isinstance(one, (Choice, Chosen))))

    def _say(self, name: str, *values: str) -> str:
        return tidy(choose(PAGE[name], self._language).format(*values))
