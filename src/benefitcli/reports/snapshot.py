"""What a region's documents say: what is in force on a day, what changed between two days, and what is doubtful.

A terminal has a list; a page, Markdown and a workbook have a table of the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from benefitcli.i18n.labels import DISCRETIONARY, FLOOR
from benefitcli.i18n.tables import TABLES
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.law.dates import format_day
from benefitcli.law.library import RegionLaw
from benefitcli.law.model import Holiday, Reading
from benefitcli.law.parameters import PARAMETERS
from benefitcli.law.snapshot import Change, Comparison, InForce, Provided
from benefitcli.law.source import Source
from benefitcli.law.timeline import Period
from benefitcli.reports.citations import Citations
from benefitcli.reports.model import Cell, Column, Item, Paragraph, Report, Section, Table, bullets, listed
from benefitcli.reports.values import human_amount

WIDTHS = (34, 20, 24, 14, 44)
WIDTHS_OF_CHANGES = (34, 30, 30, 44)


def in_force_report(snapshot: InForce, names: dict[str, str], translator: Translator) -> Report:
    """Build the report of what is in force on a day; ``names`` are the regions of the chain by path."""
    citations = Citations(translator)
    day = format_day(snapshot.day)
    sections = [
        *_numbers(snapshot, names, citations),
        _missing(snapshot, translator),
        _provisions("provisions", snapshot.provisions, citations),
        _holidays("holidays", snapshot.holidays, translator),
        _taken_readings(snapshot, translator),
    ]
    title = translator(TABLES["in_force"], region=translator.name(snapshot.law.region), date=day)
    return _report(title, snapshot.law, sections, citations)


def changes_report(changes: Comparison, translator: Translator) -> Report:
    """Build the report of what changed between two days, by kind, each change with the clause that made it."""
    citations = Citations(translator)
    sections = [
        section
        for kind in ("changed", "new", "ended", "restated")
        for section in _changed_numbers(kind, changes.of_kind(kind), citations)
    ]
    edges = ("new", "ended")
    sections += [_provisions(f"{edge}_provisions", getattr(changes, f"{edge}_provisions"), citations) for edge in edges]
    for edge in edges:
        readings = getattr(changes, f"{edge}_readings").items()
        items = (Item(f"{name}={reading.default}") for name, reading in readings)
        sections.append(listed(translator(TABLES[f"{edge}_readings"]), items))
    sections += [_holidays(f"{edge}_holidays", getattr(changes, f"{edge}_holidays"), translator) for edge in edges]
    days = {"first": format_day(changes.before.day), "last": format_day(changes.after.day)}
    law = changes.after.law
    title = translator(TABLES["changes"], region=translator.name(law.region), **days)
    unchanged = (Paragraph(translator(TABLES["unchanged"])),) if changes.is_empty else ()
    return replace(_report(title, law, sections, citations), lead=unchanged, widths=WIDTHS_OF_CHANGES)


def readings_report(law: RegionLaw, translator: Translator) -> Report:
    """Build the report of every doubtful clause of a region: question, choices, default and the reason for it."""
    known = {name: reading for name, reading in law.readings.items() if name in law.known_readings}
    return Report(
        translator=translator,
        title=f"{translator.name(law.region)} · {translator(TABLES['readings'])}",
        lead=() if known else (Paragraph(translator(TABLES["no_readings"])),),
        sections=tuple(_reading(name, reading, law.choices[name], translator) for name, reading in known.items()),
    )


def parameter_name(name: str, translator: Translator) -> str:
    """Return what a parameter is called."""
    return translator.of(PARAMETERS[name])


def _report(title: str, law: RegionLaw, sections: Iterable[Section], citations: Citations) -> Report:
    translator = citations.translator
    return Report(
        translator=translator,
        title=title,
        subtitles=(translator(WORDS["as_of"], date=law.as_of),) if law.as_of else (),
        sections=tuple(sections),
        citations=citations.all(),
        digests=(law.digest,),
        widths=WIDTHS,
    )


def _numbers(snapshot: InForce, names: dict[str, str], citations: Citations) -> list[Section]:
    translator = citations.translator
    items, rows = [], []
    for name, period in snapshot.periods.items():
        layers = " + ".join(dict.fromkeys(names[source.layer] for source in period.sources))
        counting = (period.counting_source,) if period.counting_source else ()
        numbers = citations.numbers(dict.fromkeys((*period.sources, *counting)))
        withheld = (
            (translator(TABLES["withheld"], document=period.superseded_by.label),) if period.superseded_by else ()
        )
        label = f"{parameter_name(name, translator)} · {name}"
        line = Cell(f"{_period(name, period, translator)} · {layers}", sources=numbers).marked
        items.append(Item(label, (line, *withheld)))
        notes = translator.clauses((*_marks(period, translator), *withheld))
        cells = (Cell(label, role="label"), _value(name, period, translator), Cell(notes), Cell(layers))
        rows.append((*cells, Cell("", role="basis", sources=numbers)))
    columns = ("parameter", "in_force_now", "notes", "layer", "clause")
    return _in_both_forms(translator(TABLES["numbers"]), items, columns, rows, translator)


def _in_both_forms(
    title: str, items: Iterable[Item], columns: Iterable[str], rows: Sequence[tuple[Cell, ...]], translator: Translator
) -> list[Section]:
    """Return numbers as a list for terminals and as a table for every other format."""
    table = Table(tuple(Column(translator(TABLES[name])) for name in columns), tuple(rows), "steps")
    return [listed(title, items, only="text"), Section(title, (table,), only="md html xlsx")]


def _value(name: str, period: Period, translator: Translator) -> Cell:
    """Return the number in force, which a workbook keeps as a number unless it has several rungs."""
    text, is_scale = _amount(name, period, translator), len(period.brackets) > 1
    return Cell(text, None if is_scale else period.value, None if is_scale else PARAMETERS[name].unit, role="amount")


def _missing(snapshot: InForce, translator: Translator) -> Section:
    items = (
        Item(f"{parameter_name(name, translator)} · {name}", (translator.of(reason),) if reason else ())
        for name, reason in snapshot.missing.items()
    )
    return listed(translator(TABLES["missing"]), items)


def _provisions(word: str, provisions: Iterable[Provided], citations: Citations) -> Section:
    translator = citations.translator
    items = (
        Item(
            f"{translator.of(provided.provision.meaning)} {citations.marks((provided.source,))}",
            (", ".join(provided.benefits),),
        )
        for provided in provisions
    )
    return listed(translator(TABLES[word]), items)


def _holidays(word: str, holidays: tuple[tuple[Holiday, Source], ...], translator: Translator) -> Section:
    """Return the words of the regulation, its name once above them."""
    items = (
        Item(label, tuple(source.quote for _, source in holidays if source.label == label and source.quote))
        for label in dict.fromkeys(source.label for _, source in holidays)
    )
    return listed(translator(TABLES[word]), items)


def _taken_readings(snapshot: InForce, translator: Translator) -> Section:
    choices = snapshot.law.choices
    items = (
        Item(translator.choice(name, choices[name], reading.choices[choices[name]]))
        for name, reading in snapshot.readings.items()
    )
    return listed(translator(TABLES["readings"]), items)


def _changed_numbers(kind: str, changes: Iterable[Change], citations: Citations) -> list[Section]:
    translator = citations.translator
    items, rows = [], []
    for change in changes:
        before, after = (
            _period(change.parameter, period, translator) if period else translator(TABLES["nothing_before"])
            for period in (change.before, change.after)
        )
        numbers = citations.numbers(change.by)
        label = f"{parameter_name(change.parameter, translator)} · {change.parameter}"
        shown = f"{before} → {after}" if kind in ("changed", "ended") else after
        items.append(Item(label, (f"{shown} {citations.marks(change.by)}",)))
        rows.append((Cell(label, role="label"), Cell(before), Cell(after), Cell("", role="basis", sources=numbers)))
    return _in_both_forms(translator(TABLES[kind]), items, ("parameter", "before", "after", "clause"), rows, translator)


def _period(name: str, period: Period, translator: Translator) -> str:
    return " · ".join((_amount(name, period, translator), *_marks(period, translator)))


def _amount(name: str, period: Period, translator: Translator) -> str:
    unit = PARAMETERS[name].unit
    amounts = ((threshold, human_amount(unit, value, translator)) for threshold, value in period.brackets)
    return translator.clauses(
        translator(TABLES["threshold"], threshold=threshold, value=text) if threshold else text
        for threshold, text in amounts
    )


def _marks(period: Period, translator: Translator) -> Iterable[str]:
    """Yield what a clause says of its number: 不低于, 可以, how days are counted and whether that is assumed."""
    if period.is_floor:
        yield translator(FLOOR)
    if period.is_discretionary:
        yield translator(DISCRETIONARY)
    if period.counting:
        counting, assumed = translator(TABLES[f"counting_{period.counting}"]), translator(TABLES["assumed"])
        if not period.counting_assumed:
            yield counting
        elif translator.language == "zh":
            yield f"{counting}（{assumed}）"
        else:
            yield from (counting, assumed)


def _reading(name: str, reading: Reading, taken: str, translator: Translator) -> Section:
    clause = f" ({parameter_name(reading.clause, translator)})" if reading.clause in PARAMETERS else ""
    texts = []
    for choice, meaning in reading.choices.items():
        marks = [translator(TABLES["default"])] if choice == reading.default else []
        marks += [translator(TABLES["taken"])] if choice == taken != reading.default else []
        mark = f" [{', '.join(marks)}]" if marks else ""
        texts.append(translator.choice(name, choice, meaning, mark))
    blocks = (
        Paragraph(translator.of(reading.question)),
        Paragraph(translator.colon(translator(TABLES["clause"]), f"{reading.clause}{clause}")),
        bullets(texts),
        Paragraph(translator.colon(translator(TABLES["why"]), translator.of(reading.reason))),
    )
    return Section(name, blocks, level=2)
