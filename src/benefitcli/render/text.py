"""The terminal answer: what, from when to when, how it adds up, and which clause says so.

Plain lines that read the same in a terminal, in a mail and without colour.
"""

from __future__ import annotations

from typing import TextIO

from benefitcli.arithmetic.scalar.trace import TraceStep
from benefitcli.benefits.benefit import LEAVE_RESULTS, Result
from benefitcli.catalogue import Language, choose
from benefitcli.catalogue.labels import label
from benefitcli.catalogue.outcomes import REASONS, WARNINGS
from benefitcli.catalogue.words import WORDS
from benefitcli.law.source import Source
from benefitcli.law.workdays import WorkCalendar
from benefitcli.render.citations import Citations
from benefitcli.render.layout import Sheet
from benefitcli.render.values import human_amount, human_date, human_fact, human_result
from benefitcli.single import Answer, decisive_readings


def print_answer(answer: Answer, language: Language, stream: TextIO) -> None:
    """Print an answer; colours only where the stream is a terminal that has them."""
    page = _Page(answer, language, Sheet(stream))
    page.heading()
    if answer.trace.status == "ok":
        page.result()
        page.steps()
        page.treatment()
        page.readings()
    else:
        page.refusal()
        page.readings()
    page.notes()
    page.citations()
    page.tables()


class _Page:
    """A printed answer, section by section; sources are numbered as they appear."""

    def __init__(self, answer: Answer, language: Language, sheet: Sheet) -> None:
        self.answer = answer
        self.language = language
        self.sheet = sheet
        self.cited = Citations(language)
        self.is_chinese = language == "zh"

    def heading(self) -> None:
        answer = self.answer
        region, name = (
            (answer.region.name, answer.benefit.zh) if self.is_chinese else (answer.region.name_en, answer.benefit.en)
        )
        self.sheet.line(f"{region} · {name}", "bold")
        facts = [
            f"{one.zh if self.is_chinese else one.name.replace('_', ' ')} "
            + human_fact(one.kind, answer.case[one.name], self.language)
            for one in answer.benefit.fields
            if answer.case[one.name] is not None
        ]
        self.sheet.line(("；" if self.is_chinese else "; ").join(facts), "dim")
        self.sheet.line()

    def refusal(self) -> None:
        trace = self.answer.trace
        reason = choose(REASONS[trace.reason or ""], self.language)
        self.sheet.line(
            f"{self._word('not_entitled')}{self._colon}{reason} {self._marks(trace.reason_sources)}", "bold", 2
        )

    def result(self) -> None:
        results = self.answer.benefit.results
        if results == LEAVE_RESULTS:
            self._leave()
            return
        rows = []
        for one in results:
            span = self._span_of(one)
            if one.name.endswith(("_from", "_to")) and one.name.startswith("year_"):
                continue
            value = human_result(one, self.answer.result[one.name], self.language)
            marks = self._marks(self._sources_of(one.name)) if one.kind == "date" else ""
            rows.append((label(one.name, self.language), value, span or marks))
        self.sheet.grid(rows, frozenset({1}), "bold")

    def _leave(self) -> None:
        days, start, end, back = (self.answer.result[one.name] or 0 for one in LEAVE_RESULTS)
        first, last, return_day = (human_date(day, self.language) for day in (start, end, back))
        marks = self._marks(self._sources_of("end_date")), self._marks(self._sources_of("return_date"))
        make_up = ("，" if self.is_chinese else ", ") + self._word("make_up_day")
        extra = make_up if WorkCalendar(self.answer.law).is_make_up(back) else ""
        if self.is_chinese:
            lines = f"共 {days} 天：{first}至 {last} {marks[0]}", f"返岗：{return_day}{extra} {marks[1]}"
        else:
            lines = f"{days} days: {first} to {last} {marks[0]}", f"Back at work: {return_day}{extra} {marks[1]}"
        for line in lines:
            self.sheet.line(line, "bold", 2)

    def _span_of(self, result: Result) -> str:
        """The dates of a child-year beside its days."""
        year = result.name.removesuffix("_days")
        if f"{year}_from" not in self.answer.result:
            return ""
        first, last = (self.answer.result[f"{year}_{edge}"] or 0 for edge in ("from", "to"))
        return " – ".join(human_date(day, self.language, weekday=False) for day in (first, last))

    def steps(self) -> None:
        shown = {one.name for one in self.answer.benefit.results if one.kind == "date"}
        rows = [self._step(step) for step in self.answer.trace.steps if step.name not in shown]
        if rows:
            self._section("how")
            self.sheet.grid(rows, frozenset({1}))

    def _step(self, step: TraceStep) -> tuple[str, str, str]:
        name = label(step.name, self.language)
        if not step.applied:
            return name, self._word("not_applied"), ""
        result = next((one for one in self.answer.benefit.results if one.name == step.name), None)
        if result is not None:
            amount = human_result(result, step.amount, self.language)
        else:
            amount = human_amount(step.unit, step.amount, self.language)
        return name, amount, self._marks(step.sources)

    def treatment(self) -> None:
        if self.answer.provisions:
            self._section("treatment")
        for provision, source in self.answer.provisions:
            meaning = provision.meaning.zh if self.is_chinese else provision.meaning.en
            self.sheet.line(f"{meaning} {self.cited.mark(source)}", indent=2)

    def readings(self) -> None:
        readings = decisive_readings(self.answer)
        if readings:
            self._section("readings")
        for name, others in readings.items():
            choice, reading = self.answer.readings[name]
            texts = {one: text.zh if self.is_chinese else text.en for one, text in reading.choices.items()}
            other = [f"{self._word('other')} {name}={one}{self._colon}{texts[one]}" for one in others]
            self.sheet.item("-", [f"{name}={choice}{self._colon}{texts[choice]}", *other])

    def notes(self) -> None:
        notes = []
        for code, sources in self.answer.trace.warnings.items():
            documents = "；".join(dict.fromkeys(source.label for source in sources))
            notes.append(choose(WARNINGS[code], self.language).format(documents=documents))
        question = self.answer.question
        if question.on:
            notes.append(self._word("on").format(date=question.on.isoformat()))
        if question.as_of:
            notes.append(self._word("as_of").format(date=question.as_of.isoformat()))
        if notes:
            self._section("notes")
        for note in notes:
            self.sheet.item("!", [note])

    def citations(self) -> None:
        if self.cited.sources:
            self._section("sources")
        self.cited.print(self.sheet)

    def tables(self) -> None:
        self.sheet.line()
        self.sheet.line(f"{self._word('tables')} {self.answer.digest[:19]}", "dim")

    def _section(self, name: str) -> None:
        self.sheet.line()
        self.sheet.line(self._word(name), "notice" if name == "notes" else "bold")

    def _word(self, name: str) -> str:
        return choose(WORDS[name], self.language)

    @property
    def _colon(self) -> str:
        return "：" if self.is_chinese else ": "

    def _sources_of(self, step: str) -> tuple[Source, ...]:
        return next(one.sources for one in self.answer.trace.steps if one.name == step)

    def _marks(self, sources: tuple[Source, ...]) -> str:
        return self.cited.marks(sources)
