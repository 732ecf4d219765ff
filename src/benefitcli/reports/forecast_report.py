"""What a forecast says to a person, in one language and in no form yet: text, page, sheet and Markdown all show this."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benefitcli.benefits.register import find_benefit
from benefitcli.i18n import Language, choose
from benefitcli.i18n.forecast import FORECAST, LINES
from benefitcli.i18n.outcomes import WARNINGS
from benefitcli.i18n.words import WORDS
from benefitcli.law.dates import MONTHS_PER_YEAR, first_day_of_month, format_month, to_day
from benefitcli.law.source import Source
from benefitcli.reports.chart_model import Chart, Series
from benefitcli.reports.citations import Citation, citations_of, colon
from benefitcli.reports.person import printable
from benefitcli.reports.summary import sentence
from benefitcli.reports.values import grouped_yuan
from benefitcli.workflows.forecast.request import BASE, EXPECTED, TOTAL, Scenario

if TYPE_CHECKING:
    from benefitcli.workflows.forecast.run import Forecast

Line = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts: the columns up to ``words`` are words, the others numbers.

    ``over`` is a line above the header that says to which scenario a column belongs, empty where there is one only;
    ``totals`` are the places of the rows that add up the others.
    """

    over: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int
    totals: frozenset[int]


@dataclass(frozen=True, slots=True)
class ForecastReport:
    """A forecast in words: ``grid`` has the scenarios side by side, ``apart`` one table each under its name."""

    title: str
    subject: str
    headlines: tuple[str, ...]
    grid: Grid
    apart: tuple[tuple[str, Grid], ...]
    charts: tuple[Chart, ...]
    readings: tuple[str, ...]
    notes: tuple[str, ...]
    citations: tuple[Citation, ...]
    digest: str
    as_of: datetime.date | None


def report_of(forecast: Forecast, language: Language) -> ForecastReport:
    """The report of a forecast in a language."""
    return _Reporter(forecast, language).report()


def sources_of(forecast: Forecast) -> list[Source]:
    """The clauses that are in force at any time of the window, or on the day whose law was asked for."""
    request = forecast.request
    first, last = request.window
    length = 1 if request.is_monthly else MONTHS_PER_YEAR
    begin, end = first_day_of_month(first * length), first_day_of_month((last + 1) * length) - 1
    if request.question.on:
        begin = end = to_day(request.question.on)
    pieces = [
        piece
        for law in forecast.laws
        for parameter in find_benefit(request.benefit).law.values()
        for piece in law.timeline(parameter).periods
        if piece.first <= end and piece.last >= begin
    ]
    # Of sources that repeat the same words the strictest comes first and stands for all of them.
    every = sorted(
        (one for piece in pieces for one in piece.sources), key=lambda one: not (one.floor or one.discretionary)
    )
    kept: dict[tuple[str, str | None], Source] = {}
    for source in every:
        kept.setdefault((source.label, source.quote), source)
    return list(kept.values())


class _Reporter:
    """Puts the report together."""

    def __init__(self, forecast: Forecast, language: Language) -> None:
        self.forecast = forecast
        self.request = forecast.request
        self.language = language
        self.is_chinese = self.language == "zh"
        self.law = forecast.laws[0]
        self.benefit = find_benefit(self.request.benefit)
        self.has_groups = "group" in forecast.kinds
        lines = forecast.lines
        self.lines = {
            scenario.name: [line for line in lines if line.get("scenario", BASE) == scenario.name]
            for scenario in self.request.scenarios
        }

    def report(self) -> ForecastReport:
        region = self.law.region.name if self.is_chinese else self.law.region.name_en
        name = self.benefit.zh if self.is_chinese else self.benefit.en
        first, last = self.request.span
        measures = [
            key for key, kind in self.forecast.kinds.items() if kind != "text" and not key.startswith("expected_")
        ]
        side_by_side = [measures[0], "amount", "difference"] if len(self.lines) > 1 else measures
        return ForecastReport(
            title=f"{region} · {self._word('title').format(benefit=name)}",
            subject=self._word("span").format(first=first, last=last),
            headlines=tuple(self._headline(one) for one in self.lines),
            grid=self._grid(list(self.lines), side_by_side),
            apart=tuple((self._name(one), self._grid([one], measures)) for one in self.lines),
            charts=tuple(self._charts()),
            readings=tuple(self._readings()),
            notes=(*self._assumptions(), *self._notes()),
            citations=citations_of(sources_of(self.forecast), self.language),
            digest=self.law.digest,
            as_of=self.request.question.as_of,
        )

    def _headline(self, scenario: str) -> str:
        """The sum of a scenario in a sentence, under its name where there are several."""
        total = self.lines[scenario][-1]
        name = f"{self._name(scenario)}{colon(self.language)}" if len(self.lines) > 1 else ""
        if not total["amount"]:
            return name + self._word("nothing_due")
        shown = {key: f"{value:,}" for key, value in total.items() if isinstance(value, int)}
        shown["amount"] = grouped_yuan(int(total["amount"]))
        return name + self._word(f"{self.request.benefit}_total").format(**shown)

    def _grid(self, scenarios: list[str], measures: list[str]) -> Grid:
        """A row for each period and group, the columns of each scenario beside each other."""
        columns = [(one, key) for one in scenarios for key in measures if key != "difference" or one != BASE]
        words = ["period", "group"] if self.has_groups else ["period"]
        many = len(scenarios) > 1
        over = [self._name(one) for one, _ in columns]
        rows = []
        for index, line in enumerate(self.lines[scenarios[0]]):
            cells = [self._cell(self.lines[one][index], key) for one, key in columns]
            rows.append((*(self._label(str(line[word])) for word in words), *cells))
        totals = [
            index for index, line in enumerate(self.lines[scenarios[0]]) if TOTAL in (line["period"], line.get("group"))
        ]
        header = [choose(LINES[key], self.language) for key in (*words, *(key for _, key in columns))]
        return Grid(
            over=(*[""] * len(words), *over) if many else (),
            header=tuple(header),
            rows=tuple(rows),
            words=len(words),
            totals=frozenset(totals),
        )

    def _cell(self, line: Line, key: str) -> str:
        value = int(line[key])
        text = grouped_yuan(value) if self.forecast.kinds[key] == "money" else f"{value:,}"
        return f"+{text}" if key == "difference" and value > 0 else text

    def _charts(self) -> Iterable[Chart]:
        base = self.lines[BASE]
        for word, title in (("period", "by_period"), ("group", "by_group")):
            other = "group" if word == "period" else "period"
            places = [
                index
                for index, line in enumerate(base)
                if line.get(word, TOTAL) != TOTAL and line.get(other, TOTAL) == TOTAL
            ]
            if places:
                yield Chart(
                    title=self._word(title),
                    categories=tuple(self._label(str(base[index][word])) for index in places),
                    series=tuple(
                        Series(self._name(name), tuple(int(lines[index]["amount"]) for index in places))
                        for name, lines in self.lines.items()
                    ),
                    unit=self._word("yuan"),
                    is_timeline=word == "period",
                )

    def _readings(self) -> Iterable[str]:
        for name in self.benefit.readings:
            if name in self.law.known_readings:
                choice = self.law.choices[name]
                meaning = self.law.readings[name].choices[choice]
                yield f"{name}={choice}{colon(self.language)}{meaning.zh if self.is_chinese else meaning.en}"

    def _assumptions(self) -> Iterable[str]:
        """What holds in each scenario beside the file."""
        for scenario in self.request.scenarios:
            if scenario.facts:
                facts = ("、" if self.is_chinese else ", ").join(
                    f"{self._field(name)} {value}" for name, value in scenario.facts.items()
                )
                yield self._word("scenario").format(name=self._name(scenario.name), facts=facts)
        for scenario in self.request.scenarios:
            if scenario.births:
                yield self._births(scenario)

    def _notes(self) -> Iterable[str]:
        """What the reader of the sums should know."""
        if len(self.request.periods) > 1:
            yield self._word("people_once")
        if self.request.benefit == "places":
            yield self._word("one_off_when")
        for code in self.forecast.warnings:
            yield sentence(choose(WARNINGS[code], self.language))
        failed = self.forecast.outcome.counts.failed
        if failed:
            yield self._word("left_out").format(count=failed)
        question = self.request.question
        for word, day in (("on", question.on), ("as_of", question.as_of)):
            if day:
                yield choose(WORDS[word], self.language).format(date=day.isoformat())

    def _births(self, scenario: Scenario) -> str:
        name = self._name(scenario.name)
        if self.forecast.births is None:
            return self._word("no_births").format(name=name, births=f"{scenario.births:,}")
        first, last = map(format_month, self.forecast.births)
        total = self.lines[scenario.name][-1]
        people, amount = int(total["expected_people"]), int(total["expected_amount"])
        return self._word("births").format(
            name=name, births=f"{scenario.births:,}", first=first, last=last,
            people=f"{people:,}", amount=grouped_yuan(amount),
        )  # fmt: skip

    def _field(self, name: str) -> str:
        return self.benefit.field(name).zh if self.is_chinese else name.replace("_", " ")

    def _name(self, scenario: str) -> str:
        return self._word(BASE) if scenario == BASE else printable(scenario)

    def _label(self, text: str) -> str:
        """A period or a group as it is called; the words of machines are put into those of people."""
        if text in (TOTAL, EXPECTED):
            return self._word(text)
        return printable(text) or self._word("blank")

    def _word(self, name: str) -> str:
        return choose(FORECAST[name], self.language)
