"""A rule as a page to read: the formula, the numbers in force with their clauses, the readings, the sources."""

from __future__ import annotations

from typing import TextIO

from benefitcli.engine.benefit import Field
from benefitcli.engine.formula.printed import RefusalStatement, StepStatement
from benefitcli.engine.formula.settle import holds, settle, settle_condition
from benefitcli.engine.formula.terms import Operation, Term
from benefitcli.i18n import Language, choose
from benefitcli.i18n.formulas import NOTES, PAGE
from benefitcli.i18n.outcomes import REASONS, WARNINGS
from benefitcli.i18n.problems import sentence_of
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.law.dates import format_day
from benefitcli.reports.citations import Citations
from benefitcli.reports.rules.numbers import number_lines
from benefitcli.reports.rules.steps import StepWriter
from benefitcli.reports.rules.writer import FormulaWriter
from benefitcli.reports.terminal import Sheet
from benefitcli.workflows.explain import StatedRule

RESULT, STEP, END, NOTE = "*", "-", "x", "!"
DIGEST_SHOWN = 19


def print_rule(rule: StatedRule, language: Language, stream: TextIO) -> None:
    """Print a rule, section by section."""
    page = _Page(rule, language, Sheet(stream))
    page.heading()
    page.facts()
    page.formula()
    page.warnings()
    page.conventions()
    page.numbers()
    page.readings()
    page.sources()


class _Page:
    """A printed rule; sources are numbered as they appear."""

    def __init__(self, rule: StatedRule, language: Language, sheet: Sheet) -> None:
        self.rule = rule
        self.language = language
        self.sheet = sheet
        self.is_chinese = language == "zh"
        self.cited = Citations(Translator(language))
        steps = frozenset(one.name for one in rule.formula.steps)
        self.writer = FormulaWriter(language, steps, self.cited.marks)

    def heading(self) -> None:
        benefit, region = self.rule.benefit, self.rule.law.region
        place, name = (region.name, benefit.zh) if self.is_chinese else (region.name_en, benefit.en)
        self.sheet.line(f"{place} · {name} · {benefit.name}", "bold")
        event = self.rule.formula.event
        day = self._say("today") if event is None else self.writer.noun(settle(event, self.rule.taken))
        said = [self._say("law_of", day), self._say("numbers", format_day(self.rule.day))]
        self.sheet.line(("；" if self.is_chinese else "; ").join(said), "dim")
        if self.rule.question.as_of:
            self.sheet.line(choose(WORDS["as_of"], self.language).format(date=self.rule.question.as_of), "dim")

        missing = [self.writer.parameter_name(one.name) for one in self.rule.missing()]
        if missing:
            names = ("、" if self.is_chinese else "; ").join(missing)
            self.sheet.item(NOTE, [self._say("incomplete", format_day(self.rule.day), names)], indent=0)

    def facts(self) -> None:
        self._section(self._say("facts"))
        texts = [self._fact(one) for one in self.rule.benefit.fields]
        self.sheet.line(("；" if self.is_chinese else "; ").join(texts), indent=2)

    def _fact(self, field: Field) -> str:
        """A field and what stands in for it where it is left empty."""
        need = "required" if field.required else "empty" if field.default is None else "default"
        note = choose(WORDS[need], self.language)
        if field.default is not None:
            note += f" {self._default(field)}"
        return choose(PAGE["fact"], self.language).format(self.writer.fact_name(field), note)

    def _default(self, field: Field) -> str:
        default = field.default or ""
        if default.startswith("="):
            name = self.writer.fact_name(self.rule.benefit.field(default[1:]))
            return choose(WORDS["same_as"], self.language).format(field=name)
        is_yes_or_no = {"true": "yes", "false": "no"}
        return choose(WORDS[is_yes_or_no[default]], self.language) if default in is_yes_or_no else default

    def formula(self) -> None:
        self._section(self._say("formula"))
        results = {one.name for one in self.rule.benefit.results}
        steps = StepWriter(self.rule, self.language, self.writer)
        for statement in self.rule.formula.statements:
            if isinstance(statement, StepStatement):
                self.sheet.item(RESULT if statement.name in results else STEP, steps.lines(statement))
            elif isinstance(statement, RefusalStatement):
                self._refusal(statement)

    def _refusal(self, statement: RefusalStatement) -> None:
        when = settle_condition(statement.when, self.rule.taken)
        if holds(when, value=False):
            return
        if statement.kind == "error":
            field = self.rule.benefit.field(statement.field or "")
            place = self._say("fact", self.writer.fact_name(field), field.option)
            sentence = sentence_of(statement.code, place, self.language)
        else:
            sentence = choose(REASONS[statement.code], self.language)
        clause = statement.clause
        marks = self.writer.marked(clause.piece.sources[-1:] if clause is not None and clause.piece else ())
        text = self._say(statement.kind, self.writer.write(when), self._capital(sentence) + marks)
        self.sheet.item(END, [self._capital(text)])

    def warnings(self) -> None:
        shown = [
            item for code, conditions in self.rule.formula.warnings.items() if (item := self._warning(code, conditions))
        ]
        if shown:
            self._section(self._say("warnings"))
        for paragraphs in shown:
            self.sheet.item(NOTE, paragraphs)

    def _warning(self, code: str, conditions: list[Term | None]) -> list[str]:
        """What a warning says and when; nothing where the law of the day leaves no room for it."""
        taken = self.rule.taken
        settled = [None if one is None else settle_condition(one, taken) for one in conditions]
        possible = [one for one in settled if one is None or not holds(one, value=False)]
        if not possible:
            return []
        sentence = self._capital(choose(WARNINGS[code], self.language))
        if any(one is None or holds(one, value=True) for one in possible):
            return [sentence]
        words = ["if", *["or_if"] * (len(possible) - 1)]
        texts = [self.writer.write(one) for one in possible if one is not None]
        return [sentence, *dict.fromkeys(self._say(word, text) for word, text in zip(words, texts, strict=True))]

    def conventions(self) -> None:
        """What the verbs of this formula mean, where a reader could take them in another way."""
        used = {one.op for one in self.rule.formula.terms() if isinstance(one, Operation)}
        notes = [choose(pair, self.language) for op, pair in NOTES.items() if op in used]
        if notes:
            self._section(self._say("conventions"))
        for note in notes:
            self.sheet.item(STEP, [self._capital(note)])

    def numbers(self) -> None:
        self._section(self._say("terms"))
        for parameter in self.rule.parameters():
            self.sheet.item(STEP, number_lines(parameter, self.rule, self.language, self.writer))

    def readings(self) -> None:
        if self.rule.readings:
            self._section(choose(WORDS["readings"], self.language))
        colon = "：" if self.is_chinese else ": "
        for name, (taken, reading) in self.rule.readings.items():
            texts = {one: text.zh if self.is_chinese else text.en for one, text in reading.choices.items()}
            others = [
                f"{choose(WORDS['other'], self.language)} {name}={one}{colon}{texts[one]}"
                for one in texts
                if one != taken
            ]
            question = reading.question.zh if self.is_chinese else reading.question.en
            self.sheet.item(STEP, [question, f"{name}={taken}{colon}{texts[taken]}", *others])

    def sources(self) -> None:
        if self.cited.all():
            self._section(choose(WORDS["sources"], self.language))
        self.cited.print(self.sheet)
        self.sheet.line()
        self.sheet.line(f"{choose(WORDS['tables'], self.language)} {self.rule.law.digest[:DIGEST_SHOWN]}", "dim")

    def _section(self, title: str) -> None:
        self.sheet.line()
        self.sheet.line(title, "bold")

    def _say(self, name: str, *values: str) -> str:
        return choose(PAGE[name], self.language).format(*values)

    def _capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]
