"""What a report says beside its numbers: how the leave is treated, which readings were taken, and what to know."""

from __future__ import annotations

from collections.abc import Iterable

from benefitcli.engine.quantity import Sources
from benefitcli.i18n.outcomes import WARNINGS
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import WORDS
from benefitcli.inputs.case import Question
from benefitcli.reports.citations import Citations
from benefitcli.reports.model import Item, Section, bullets, listed
from benefitcli.workflows.case import Answer


def remark_sections(
    translator: Translator, treatment: Iterable[str] = (), readings: Iterable[Item] = (), notes: Iterable[str] = ()
) -> tuple[Section, ...]:
    """Return the sections of remarks; a report shows those that have any."""
    return (
        Section(translator(WORDS["treatment"]), (bullets(treatment, ""),)),
        listed(translator(WORDS["readings"]), readings, joined=True),
        Section(translator(WORDS["notes"]), (bullets(notes, "!"),), style="notice"),
    )


def treatment_of(answer: Answer, citations: Citations) -> Iterable[str]:
    """Yield how the leave is treated, with the marks of the clauses."""
    for provision, source in answer.provisions:
        yield f"{citations.translator.of(provision.meaning)} {citations.marks((source,))}"


def taken_reading(answer: Answer, name: str, others: Iterable[str], translator: Translator) -> Item:
    """Return the reading that an answer took, ``NAME=CHOICE: meaning``, and the other choices that would change it."""
    choice, reading = answer.readings[name]
    texts = {key: translator.choice(name, key, text) for key, text in reading.choices.items()}
    return Item(texts[choice], tuple(f"{translator(WORDS['other'])} {texts[other]}" for other in others))


def note_of(code: str, sources: Sources, translator: Translator) -> str:
    """Return a warning as a sentence."""
    documents = "；".join(dict.fromkeys(source.label for source in sources))
    return translator(WARNINGS[code], documents=documents)


def notes_of_question(question: Question, translator: Translator) -> Iterable[str]:
    """Yield which day's law was asked for, and which documents were left out."""
    for word, day in (("on", question.on), ("as_of", question.as_of)):
        if day:
            yield translator(WORDS[word], date=day.isoformat())
