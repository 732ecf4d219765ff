"""What an answer says to a person, in one language and in no form yet: text, page and sheet all show this.

Sources are numbered in the order in which the report comes upon them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benefitcli.engine.benefit import UNITS_OF_KINDS, InputSchema, Result
from benefitcli.engine.scalar.trace import TraceStep
from benefitcli.i18n import Language, choose
from benefitcli.i18n.labels import label
from benefitcli.i18n.outcomes import REASONS
from benefitcli.i18n.words import WORDS
from benefitcli.inputs.parse import Value
from benefitcli.law.dates import to_date
from benefitcli.law.workdays import WorkCalendar
from benefitcli.reports.citations import Citations, colon, marks_of
from benefitcli.reports.remarks import Remarks, TakenReading, note_of, notes_of_question, taken_reading, treatment_of
from benefitcli.reports.values import human_amount, human_fact, human_result, unit_of
from benefitcli.workflows.case import Answer, decisive_readings


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a report.

    ``amount`` is the whole number in its small unit (days since 1970, months, fen, basis points) or None where it does
    not apply or is missing; ``text`` says the same in words. ``sources`` are numbers of citations. ``span`` are the first
    and the last day that the number is for, where it has such.
    """

    name: str
    label: str
    text: str
    amount: int | None
    unit: str | None
    sources: tuple[int, ...]
    applied: bool = True
    span: tuple[int, int] | None = None
    remark: str | None = None

    @property
    def marks(self) -> str:
        """``[1][3]``."""
        return marks_of(self.sources)

    @property
    def pair(self) -> tuple[str, str]:
        """The label and the number in words."""
        return self.label, self.text

    @property
    def basis(self) -> str:
        """What stands behind the number: a remark, the days that it is for, the marks of its sources."""
        return " ".join(part for part in (self.remark, self.span_text, self.marks) if part)

    @property
    def span_text(self) -> str:
        """The two days of the span, or nothing."""
        return " – ".join(to_date(day).isoformat() for day in self.span or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Remarks):
    """An answer in words.

    ``refusal`` says why there is nothing, and then ``results`` and ``steps`` are empty.
    """

    title: str
    facts: tuple[Line, ...]
    refusal: str | None
    results: tuple[Line, ...]
    steps: tuple[Line, ...]
    digest: str
    as_of: datetime.date | None


def report_of(answer: Answer, language: Language) -> Report:
    """The report of an answer."""
    return _Reporter(answer, language).report()


def facts_of(form: InputSchema, case: Mapping[str, Value | None], language: Language) -> Iterable[Line]:
    """What was given about a case, and what its fields are without it."""
    for one in form.fields:
        value = case[one.name]
        if value is not None:
            name = one.zh if language == "zh" else one.name.replace("_", " ")
            amount = None if isinstance(value, bool) else value
            yield Line(one.name, name, human_fact(one.kind, value, language), amount, UNITS_OF_KINDS.get(one.kind), ())


class _Reporter:
    """Puts the report together; every source that is named gets the next number."""

    def __init__(self, answer: Answer, language: Language) -> None:
        self.answer = answer
        self.language = language
        self.is_chinese = language == "zh"
        self.citations = Citations(language)

    def report(self) -> Report:
        answer = self.answer
        is_ok = answer.status == "ok"
        place, name = (
            (answer.region.name, answer.benefit.zh) if self.is_chinese else (answer.region.name_en, answer.benefit.en)
        )
        return Report(
            title=f"{place} · {name}",
            facts=tuple(self._facts()),
            refusal=None if is_ok else self._refusal(),
            results=tuple(self._results()) if is_ok else (),
            steps=tuple(self._steps()) if is_ok else (),
            treatment=tuple(treatment_of(answer, self.citations)),
            readings=tuple(self._readings()),
            notes=tuple(self._notes()),
            citations=self.citations.all(),
            digest=answer.digest,
            as_of=answer.question.as_of,
        )

    def _facts(self) -> Iterable[Line]:
        return facts_of(self.answer.benefit, self.answer.case, self.language)

    def _refusal(self) -> str:
        trace = self.answer.trace
        reason = choose(REASONS[trace.reason or ""], self.language)
        marks = self.citations.marks(trace.reason_sources)
        return f"{self._word('not_entitled')}{colon(self.language)}{reason} {marks}".rstrip()

    def _results(self) -> Iterable[Line]:
        sources = {step.name: step.sources for step in self.answer.trace.steps}
        for one in self.answer.benefit.results:
            if _is_edge_of_a_year(one):
                continue
            value = self.answer.result[one.name]
            yield Line(
                one.name,
                label(one.name, self.language),
                human_result(one, value, self.language),
                value,
                unit_of(one),
                self.citations.numbers(sources[one.name]) if one.kind == "date" else (),
                span=self._span_of(one),
                remark=self._remark(one, value),
            )

    def _remark(self, result: Result, value: int | None) -> str | None:
        is_make_up_day = result.name == "return_date" and WorkCalendar(self.answer.law).is_make_up(value or 0)
        return self._word("make_up_day") if is_make_up_day else None

    def _span_of(self, result: Result) -> tuple[int, int] | None:
        """The first and the last day of a child-year, which stand beside its days."""
        year = result.name.removesuffix("_days")
        if f"{year}_from" not in self.answer.result:
            return None
        return self.answer.result[f"{year}_from"] or 0, self.answer.result[f"{year}_to"] or 0

    def _steps(self) -> Iterable[Line]:
        shown = {one.name for one in self.answer.benefit.results if one.kind == "date"}
        return (self._step(step) for step in self.answer.trace.steps if step.name not in shown)

    def _step(self, step: TraceStep) -> Line:
        name = label(step.name, self.language)
        if not step.applied:
            return Line(step.name, name, self._word("not_applied"), None, step.unit, (), applied=False)
        result = next((one for one in self.answer.benefit.results if one.name == step.name), None)
        if result is not None:
            text = human_result(result, step.amount, self.language)
        else:
            text = human_amount(step.unit, step.amount, self.language)
        unit = unit_of(result) if result is not None else step.unit
        return Line(step.name, name, text, step.amount, unit, self.citations.numbers(step.sources))

    def _readings(self) -> Iterable[TakenReading]:
        for name, others in decisive_readings(self.answer).items():
            yield taken_reading(self.answer, name, others, self.language)

    def _notes(self) -> Iterable[str]:
        for code, sources in self.answer.trace.warnings.items():
            yield note_of(code, sources, self.language)
        yield from notes_of_question(self.answer.question, self.language)

    def _word(self, name: str) -> str:
        return choose(WORDS[name], self.language)


def _is_edge_of_a_year(result: Result) -> bool:
    """Whether it is a day that stands beside the days of its child-year."""
    return result.name.startswith("year_") and result.name.endswith(("_from", "_to"))
