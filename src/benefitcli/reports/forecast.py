"""The report of a forecast: the sums, the table, the bars, what was assumed, and which clauses stand behind it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from benefitcli.benefits.register import find_benefit
from benefitcli.i18n.forecast import FORECAST, LINES
from benefitcli.i18n.outcomes import WARNINGS
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.law.dates import MONTHS_PER_YEAR, first_day_of_month, format_month
from benefitcli.law.source import Source
from benefitcli.reports.citations import citations_of
from benefitcli.reports.model import Cell, Column, Item, Paragraph, Picture, Report, Section, Table, printable
from benefitcli.reports.pictures.chart import Chart, chart_text
from benefitcli.reports.remarks import notes_of_question, remark_sections
from benefitcli.reports.summary import sentence
from benefitcli.reports.values import grouped_yuan
from benefitcli.workflows.forecast.request import BASE, EXPECTED, TOTAL, Scenario

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from benefitcli.workflows.forecast.run import Forecast

Line = dict[str, str | int]


def forecast_report(forecast: Forecast, translator: Translator) -> Report:
    """Build the report of a forecast."""
    request, law = forecast.request, forecast.laws[0]
    first, last = request.span
    title = translator(FORECAST["title"], benefit=translator.of(find_benefit(request.benefit)))
    return Report(
        translator=translator,
        title=f"{translator.name(law.region)} · {title}",
        subtitles=(translator(FORECAST["span"], first=first, last=last),),
        sections=tuple(_sections(forecast, translator)),
        remarks=remark_sections(
            translator,
            readings=_readings(forecast, translator),
            notes=[*_assumptions(forecast, translator), *_notes(forecast, translator)],
        ),
        citations=citations_of(sources_of(forecast), translator),
        digests=(law.digest,),
        as_of=request.question.as_of,
    )


def sources_of(forecast: Forecast) -> list[Source]:
    """Return the clauses that are in force at any time of the window, or on the day whose law was asked for."""
    request = forecast.request
    first, last = request.window
    length = 1 if request.is_monthly else MONTHS_PER_YEAR
    begin, end = first_day_of_month(first * length), first_day_of_month((last + 1) * length) - 1
    if request.question.law_day is not None:
        begin = end = request.question.law_day
    periods = [
        period
        for law in forecast.laws
        for parameter in find_benefit(request.benefit).law.values()
        for period in law.timeline(parameter).periods
        if period.first <= end and period.last >= begin
    ]
    # Of sources that repeat the same words the strictest comes first and stands for all of them.
    every = sorted(
        (source for period in periods for source in period.sources),
        key=lambda source: not (source.floor or source.discretionary),
    )
    kept: dict[tuple[str, str | None], Source] = {}
    for source in every:
        kept.setdefault((source.label, source.quote), source)
    return list(kept.values())


def charts_of(forecast: Forecast, translator: Translator) -> Iterable[Chart]:
    """Yield the charts: the sums of the periods and of the groups, where there are such."""
    by_scenario = _by_scenario(forecast)
    base = by_scenario[BASE]
    for word, title in (("period", "by_period"), ("group", "by_group")):
        other = "group" if word == "period" else "period"
        places = [
            index
            for index, line in enumerate(base)
            if line.get(word, TOTAL) != TOTAL and line.get(other, TOTAL) == TOTAL
        ]
        if places:
            yield Chart(
                title=translator(FORECAST[title]),
                categories=tuple(_label(str(base[index][word]), translator) for index in places),
                series=tuple(
                    (_name(name, translator), tuple(int(lines[index]["amount"]) for index in places))
                    for name, lines in by_scenario.items()
                ),
                unit=translator(FORECAST["yuan"]),
                is_timeline=word == "period",
            )


def headlines_of(forecast: Forecast, translator: Translator) -> Iterable[str]:
    """Yield the sum of each scenario in a sentence, under its name where there are several."""
    by_scenario = _by_scenario(forecast)
    for name, lines in by_scenario.items():
        total = lines[-1]
        values = {key: f"{value:,}" for key, value in total.items() if isinstance(value, int)}
        values["amount"] = grouped_yuan(int(total["amount"]))
        word = f"{forecast.request.benefit}_total" if total["amount"] else "nothing_due"
        text = translator(FORECAST[word], **values)
        yield translator.colon(_name(name, translator), text) if len(by_scenario) > 1 else text


def _by_scenario(forecast: Forecast) -> dict[str, list[Line]]:
    lines = forecast.lines
    return {
        scenario.name: [line for line in lines if line.get("scenario", BASE) == scenario.name]
        for scenario in forecast.request.scenarios
    }


def _sections(forecast: Forecast, translator: Translator) -> Iterable[Section]:
    """Yield the sums, the table and the charts; a page shows the charts before the table."""
    yield Section("", tuple(Paragraph(text, "headline") for text in headlines_of(forecast, translator)))
    charts = list(charts_of(forecast, translator))
    yield from (_chart_section(chart, translator, "html") for chart in charts)
    names = list(_by_scenario(forecast))
    measures = [key for key, kind in forecast.kinds.items() if kind != "text" and not key.startswith("expected_")]
    side_by_side = [measures[0], "amount", "difference"] if len(names) > 1 else measures
    table = _table(forecast, names, side_by_side, translator)
    apart = tuple(Section(_name(name, translator), (_table(forecast, [name], measures, translator),)) for name in names)
    title = translator(WORDS["result"])
    yield Section(title, (table,), text_title="", narrow=apart, only="text html")
    yield Section("", (table,), only="md")
    yield from (_chart_section(chart, translator, "text") for chart in charts)


def _chart_section(chart: Chart, translator: Translator, only: str) -> Section:
    def svg() -> Element:
        from benefitcli.reports.pictures.chart_svg import chart_svg

        return chart_svg(chart)

    text_title = chart.title + translator.brackets(chart.unit)
    picture = Picture(partial(chart_text, chart), svg)
    return Section(chart.title, (picture,), text_title=text_title, only=only)


def _table(forecast: Forecast, scenarios: list[str], measures: list[str], translator: Translator) -> Table:
    """Return a row for each period and group, the columns of each scenario beside each other."""
    by_scenario = _by_scenario(forecast)
    keys = [(name, key) for name in scenarios for key in measures if key != "difference" or name != BASE]
    words = ["period", "group"] if "group" in forecast.kinds else ["period"]
    columns = [Column(translator(LINES[word])) for word in words]
    for name, key in keys:
        over = _name(name, translator) if len(scenarios) > 1 else ""
        columns.append(Column(translator(LINES[key]), right=True, over=over))
    lines = by_scenario[scenarios[0]]
    rows = []
    for index, line in enumerate(lines):
        labels = (Cell(_label(str(line[word]), translator), role="name") for word in words)
        rows.append((*labels, *(_cell(forecast, by_scenario[name][index], key) for name, key in keys)))
    totals = frozenset(index for index, line in enumerate(lines) if TOTAL in (line["period"], line.get("group")))
    return Table(tuple(columns), tuple(rows), "lines", totals=totals, repeats=len(words) > 1)


def _cell(forecast: Forecast, line: Line, key: str) -> Cell:
    value = int(line[key])
    is_money = forecast.kinds[key] == "money"
    text = grouped_yuan(value) if is_money else f"{value:,}"
    sign = "+" if key == "difference" and value > 0 else ""
    return Cell(sign + text, value, "yuan" if is_money else None, role="amount")


def _readings(forecast: Forecast, translator: Translator) -> Iterable[Item]:
    law = forecast.laws[0]
    for name in find_benefit(forecast.request.benefit).readings:
        if name in law.known_readings:
            choice = law.choices[name]
            yield Item(translator.choice(name, choice, law.readings[name].choices[choice]))


def _assumptions(forecast: Forecast, translator: Translator) -> Iterable[str]:
    """Yield what holds in each scenario beside the file."""
    benefit = find_benefit(forecast.request.benefit)
    for scenario in forecast.request.scenarios:
        facts = translator.listed(
            f"{translator.field(name, benefit.field(name).zh)} {value}" for name, value in scenario.facts.items()
        )
        if facts:
            yield translator(FORECAST["scenario"], name=_name(scenario.name, translator), facts=facts)
    for scenario in forecast.request.scenarios:
        if scenario.births:
            yield _births(forecast, scenario, translator)


def _notes(forecast: Forecast, translator: Translator) -> Iterable[str]:
    request = forecast.request
    if len(request.periods) > 1:
        yield translator(FORECAST["people_once"])
    if request.benefit == "places":
        yield translator(FORECAST["one_off_when"])
    for code in forecast.warnings:
        yield sentence(translator(WARNINGS[code]))
    failed = forecast.outcome.counts.failed
    if failed:
        yield translator(FORECAST["left_out"], count=failed)
    yield from notes_of_question(request.question, translator)


def _births(forecast: Forecast, scenario: Scenario, translator: Translator) -> str:
    name, births = _name(scenario.name, translator), f"{scenario.births:,}"
    if forecast.births is None:
        return translator(FORECAST["no_births"], name=name, births=births)
    first, last = map(format_month, forecast.births)
    total = _by_scenario(forecast)[scenario.name][-1]
    people, amount = f"{int(total['expected_people']):,}", grouped_yuan(int(total["expected_amount"]))
    return translator(
        FORECAST["births"], name=name, births=births, first=first, last=last, people=people, amount=amount
    )


def _name(scenario: str, translator: Translator) -> str:
    return translator(FORECAST[BASE]) if scenario == BASE else printable(scenario)


def _label(text: str, translator: Translator) -> str:
    """Return a period or a group as it is called; the words of machines are put into those of people."""
    if text in (TOTAL, EXPECTED):
        return translator(FORECAST[text])
    return printable(text) or translator(FORECAST["blank"])
