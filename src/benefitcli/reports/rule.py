"""A rule in words: the formula, the numbers in force with their clauses, the readings, the sources; and the list of rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benefitcli.engine.benefit import Field
from benefitcli.engine.formula import parameter_term
from benefitcli.engine.formula.settle import holds, settle, settle_condition
from benefitcli.engine.formula.terms import (
    Choice,
    Chosen,
    Operation,
    Parameter,
    RefusalStatement,
    StepStatement,
    Term,
    walk,
)
from benefitcli.engine.texts import format_spans
from benefitcli.i18n.formulas import NOTES, PAGE
from benefitcli.i18n.labels import DISCRETIONARY, FLOOR, UNITS, label
from benefitcli.i18n.outcomes import REASONS, WARNINGS
from benefitcli.i18n.problems import sentence_of
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.law.dates import FIRST_DAY, LAST_DAY, format_day
from benefitcli.law.regions import Region
from benefitcli.law.timeline import Period
from benefitcli.reports.citations import Citations
from benefitcli.reports.formula import FormulaWriter, tidy
from benefitcli.reports.model import Item, Items, Paragraph, Report, Section, definitions, listed
from benefitcli.workflows.explain import StatedRule

RESULT, STEP, END, NOTE = "*", "-", "x", "!"

Wording = tuple[str | None, str | None, str | None]
"""A step under some readings: its amount, its condition and the day whose law it takes, in words.

Without an amount it does not apply at all.
"""


def rules_report(rules: Iterable[StatedRule], region: Region, translator: Translator) -> Report:
    """Build the list of rules: each benefit with its names, what it gives, and the documents behind it."""
    entries = ((rule.benefit.name, _summary(rule, translator)) for rule in rules)
    title = translator(PAGE["list_title"], region=translator.name(region))
    return Report(translator=translator, title=title, sections=(Section("", (definitions(entries, apart=True),)),))


def _summary(rule: StatedRule, translator: Translator) -> tuple[str, ...]:
    benefit = rule.benefit
    names = (benefit.zh, benefit.en) if translator.language == "zh" else (benefit.en, benefit.zh)
    results = _listed((label(result.name, translator.language) for result in benefit.results), translator)
    return " · ".join(names), translator(PAGE["gives"], results), _documents(rule, translator)


def _documents(rule: StatedRule, translator: Translator) -> str:
    """Return how many parameters the rule has, how many of them are set on the day, and by which documents."""
    parameters = rule.parameters()
    known = [parameter for parameter in parameters if parameter.period is not None]
    if not known:
        return translator(PAGE["none_set"], len(parameters))
    is_chinese = translator.language == "zh"
    titles = [f"《{source.title}》" if is_chinese else source.title_en for source in rule.documents()]
    documents = _listed(dict.fromkeys(titles), translator)
    if len(known) < len(parameters):
        return translator(PAGE["set_of"], len(parameters), len(known), documents)
    return translator(PAGE["from_documents"], len(parameters), documents)


def rule_report(rule: StatedRule, translator: Translator) -> Report:
    """Build the report of a rule; sources are numbered as they appear in it."""
    citations = Citations(translator)
    writer = FormulaWriter(translator, frozenset(step.name for step in rule.formula.steps), citations.marks)
    event = rule.formula.event
    day = translator(PAGE["today"]) if event is None else writer.noun(settle(event, rule.taken))
    subtitles = [
        translator.clauses((translator(PAGE["law_of"], day), translator(PAGE["numbers"], format_day(rule.day))))
    ]
    if rule.question.as_of:
        subtitles.append(translator(WORDS["as_of"], date=rule.question.as_of))
    missing = [writer.parameter_name(parameter.name) for parameter in rule.missing()]
    names = _listed(missing, translator)
    incomplete = [Item(translator(PAGE["incomplete"], format_day(rule.day), names), mark=NOTE)] if missing else []
    fields = translator.clauses(_field(field, rule, writer) for field in rule.benefit.fields)
    sections = (
        Section(translator(PAGE["facts"]), (Paragraph(fields),)),
        *_formula(rule, writer),
        listed(translator(PAGE["warnings"]), _warnings(rule, writer)),
        listed(translator(PAGE["conventions"]), _conventions(rule, translator)),
        listed(translator(PAGE["terms"]), (_number(parameter, rule, writer) for parameter in rule.parameters())),
        listed(translator(WORDS["readings"]), _readings(rule, translator)),
    )
    return Report(
        translator=translator,
        title=f"{translator.name(rule.law.region)} · {translator.of(rule.benefit)} · {rule.benefit.name}",
        subtitles=tuple(subtitles),
        lead=(Items(tuple(incomplete), indent=0),) if incomplete else (),
        sections=sections,
        citations=citations.all(),
        digests=(rule.law.digest,),
    )


def _field(field: Field, rule: StatedRule, writer: FormulaWriter) -> str:
    translator, default = writer.translator, field.default
    note = translator(WORDS["required" if field.required else "empty" if default is None else "default"])
    words = {"true": "yes", "false": "no"}
    if default is not None and default.startswith("="):
        note += f" {translator(WORDS['same_as'], field=writer.fact_name(rule.benefit.field(default[1:])))}"
    elif default is not None:
        note += f" {translator(WORDS[words[default]]) if default in words else default}"
    return translator(PAGE["fact"], writer.fact_name(field), note)


def _formula(rule: StatedRule, writer: FormulaWriter) -> tuple[Section, ...]:
    """Return the steps and refusals in order; where a list has no marks of its own, the mark is written out."""
    results = {result.name for result in rule.benefit.results}
    items = []
    for statement in rule.formula.statements:
        if isinstance(statement, StepStatement):
            text, *lines = _step_lines(statement, rule, writer)
            items.append(Item(text, tuple(lines), RESULT if statement.name in results else STEP))
        elif isinstance(statement, RefusalStatement):
            items += _refusal(statement, rule, writer)
    marked = (Item(item.text, item.lines, term=item.mark) for item in items)
    title = writer.translator(PAGE["formula"])
    return (listed(title, items, only="text"), listed(title, marked, only="md html xlsx"))


def _refusal(statement: RefusalStatement, rule: StatedRule, writer: FormulaWriter) -> Iterable[Item]:
    """Yield where the rule ends; nothing where the law of the day leaves no room for it."""
    translator = writer.translator
    when = settle_condition(statement.when, rule.taken)
    if holds(when, value=False):
        return
    if statement.kind == "error":
        field = rule.benefit.field(statement.field or "")
        place = translator(PAGE["fact"], writer.fact_name(field), field.option)
        sentence = sentence_of(statement.code, place, translator)
    else:
        sentence = translator(REASONS[statement.code])
    clause = statement.clause
    marks = writer.marked(clause.period.sources[-1:] if clause is not None and clause.period else ())
    yield Item(_capital(translator(PAGE[statement.kind], writer.write(when), _capital(sentence) + marks)), mark=END)


def _step_lines(step: StepStatement, rule: StatedRule, writer: FormulaWriter) -> list[str]:
    """Return the paragraphs of a step; another reading has one only for what it changes."""
    translator = writer.translator
    amount, when, day = wording = _wording(step, rule.taken, writer)
    name = writer.named(label(step.name, translator.language))
    # The unit is told where it is not the one of the formula.
    result = next((result for result in rule.benefit.results if result.name == step.name), None)
    units = [translator(UNITS[unit]) for unit in (result and result.unit, step.unit) if unit in UNITS]
    name = _tidy(translator, "fact", name, units[0]) if len(set(units)) > 1 else name
    lines = [_tidy(translator, "no_step", name) if amount is None else _tidy(translator, "step", name, amount)]
    lines += [_tidy(translator, "step_if", when)] if when else []
    lines += [_tidy(translator, "step_on", day)] if day else []
    others = _others(step, wording, rule, writer)
    return [*lines, *(_tidy(translator, "read_as", readings, change) for change, readings in others.items())]


def _others(step: StepStatement, wording: Wording, rule: StatedRule, writer: FormulaWriter) -> dict[str, str]:
    """Return what each other reading changes, with the readings that change it so."""
    terms = [*walk(step.amount), *(walk(step.when) if step.when is not None else ())]
    changes: dict[str, list[str]] = {}
    for name in dict.fromkeys(term.reading.name for term in terms if isinstance(term, (Choice, Chosen))):
        taken, reading = rule.readings.get(name, ("", None))
        for other in reading.choices if reading else ():
            change = _change(wording, _wording(step, {**rule.taken, name: other}, writer), writer.translator)
            if other != taken and change:
                changes.setdefault(change, []).append(f"{name}={other}")
    either = writer.translator(PAGE["either"])
    return {change: either.join(readings) for change, readings in changes.items()}


def _wording(step: StepStatement, choices: Mapping[str, str], writer: FormulaWriter) -> Wording:
    amount = settle(step.amount, choices)
    when = None if step.when is None else settle_condition(step.when, choices)
    if when is not None and holds(when, value=False):
        return None, None, None
    if when is not None and holds(when, value=True):
        when = None
    writer.known_day = None
    days = writer.days_in(amount, when)
    writer.known_day = days[0] if len(days) == 1 else None
    wording = writer.write(amount), None if when is None else writer.write(when), writer.known_day
    writer.known_day = None
    return wording


def _change(taken: Wording, other: Wording, translator: Translator) -> str:
    """Return what another reading says differently, in one sentence."""
    amount, when, day = other
    if amount is None:
        return "" if taken[0] is None else _tidy(translator, "never")
    parts = [f"= {amount}"] if amount != taken[0] else []
    if when != taken[1]:
        parts.append(_tidy(translator, "step_if", when) if when else _tidy(translator, "without_condition"))
    if day != taken[2]:
        parts.append(_tidy(translator, "step_on", day) if day else _tidy(translator, "of_the_event"))
    return translator.clauses(parts)


def _warnings(rule: StatedRule, writer: FormulaWriter) -> Iterable[Item]:
    """Yield what each warning says and when; nothing where the law of the day leaves no room for it."""
    for code, conditions in rule.formula.warnings.items():
        settled = [None if condition is None else settle_condition(condition, rule.taken) for condition in conditions]
        possible: list[Term | None] = [
            condition for condition in settled if condition is None or not holds(condition, value=False)
        ]
        if not possible:
            continue
        lines: Iterable[str] = ()
        if not any(condition is None or holds(condition, value=True) for condition in possible):
            texts = [writer.write(condition) for condition in possible if condition is not None]
            words = ["if", *["or_if"] * (len(possible) - 1)]
            lines = dict.fromkeys(writer.translator(PAGE[word], text) for word, text in zip(words, texts, strict=True))
        yield Item(_capital(writer.translator(WARNINGS[code])), tuple(lines), NOTE)


def _conventions(rule: StatedRule, translator: Translator) -> Iterable[Item]:
    """Yield what the verbs of this formula mean, where a reader could take them in another way."""
    used = {term.op for term in rule.formula.terms() if isinstance(term, Operation)}
    return (Item(_capital(translator(pair))) for verb, pair in NOTES.items() if verb in used)


def _number(parameter: Parameter, rule: StatedRule, writer: FormulaWriter) -> Item:
    """Return a parameter: what is in force, since when, how days are counted, and what the clause calls it."""
    translator, period = writer.translator, parameter.period
    name = writer.parameter_name(parameter.name)
    if period is None:
        spans = rule.law.timeline(parameter.name).covered()
        known = translator(PAGE["covered"], format_spans(spans)) if spans else translator(PAGE["never_covered"])
        missing = translator(PAGE["not_set"], format_day(rule.day))
        return Item(translator(PAGE["title"], name, parameter.name, missing), (known,))
    value = _value(parameter, period, _days_of_number(parameter, period, rule), writer)
    lines = _parts(parameter, period, writer)
    if period.counting is not None:
        counting = parameter_term(rule.law, parameter.name, rule.day, "counting")
        lines.append(translator(PAGE["counted"], writer.counting(counting)))
    if period.superseded_by is not None:
        lines.append(translator(WARNINGS["clause_not_yet_issued"], documents=period.superseded_by.label))
    return Item(translator(PAGE["title"], name, parameter.name, value), tuple(lines))


def _value(parameter: Parameter, period: Period, days: tuple[int, int], writer: FormulaWriter) -> str:
    """Return the value or the rungs, the days on which it is in force, and whether it is a floor or left to discretion."""
    translator = writer.translator
    if len(period.brackets) > 1:
        text = writer.rungs(parameter)
    else:
        text = writer.amount(parameter.unit, period.value) + writer.marked(period.sources)
    marks = [f"“{translator(FLOOR)}”"] if any(source.floor for source in period.sources) else []
    marks += [f"“{translator(DISCRETIONARY)}”"] if any(source.discretionary for source in period.sources) else []
    says = translator(PAGE["says"], translator.listed(marks)) if marks else ""
    return translator.comma(text, _span(*days, translator), says)


def _days_of_number(parameter: Parameter, period: Period, rule: StatedRule) -> tuple[int, int]:
    """Return the first and last day of a number by the same clauses, however its days are counted in between."""
    first, last = period.first, period.last
    periods = rule.law.timeline(parameter.name).periods
    alike = [other for other in periods if (other.brackets, other.sources) == (period.brackets, period.sources)]
    for other in reversed(alike):
        first = other.first if other.last + 1 == first else first
    for other in alike:
        last = other.last if other.first - 1 == last else last
    return first, last


def _span(first: int, last: int, translator: Translator) -> str:
    """Return the days on which a number is in force; open ends are not named."""
    days = format_day(first), format_day(last)
    if first > FIRST_DAY:
        return translator(PAGE["since"], days[0]) if last == LAST_DAY else translator(PAGE["span"], *days)
    return translator(PAGE["always"]) if last == LAST_DAY else translator(PAGE["until"], days[1])


def _parts(parameter: Parameter, period: Period, writer: FormulaWriter) -> list[str]:
    """Return what the layers give, where a deeper one adds to those above; the national value, where it is another one."""
    parts = []
    if period.added_sources:
        parts = [("base", period.base, period.base_sources), ("added", period.added, period.added_sources)]
    elif period.national is not None and period.national != period.value and len(period.brackets) == 1:
        parts = [("national", period.national, period.national_sources)]
    return [writer.seen(view, parameter, value, sources) for view, value, sources in parts]


def _readings(rule: StatedRule, translator: Translator) -> Iterable[Item]:
    for name, (taken, reading) in rule.readings.items():
        texts = {choice: translator.choice(name, choice, text) for choice, text in reading.choices.items()}
        others = (f"{translator(WORDS['other'])} {text}" for choice, text in texts.items() if choice != taken)
        yield Item(translator.of(reading.question), (texts[taken], *others))


def _listed(names: Iterable[str], translator: Translator) -> str:
    """Return names that may have commas in them one after the other."""
    return ("、" if translator.language == "zh" else "; ").join(names)


def _tidy(translator: Translator, name: str, *values: object) -> str:
    return tidy(translator(PAGE[name], *values))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
