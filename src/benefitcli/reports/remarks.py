"""What a document says beside its numbers: how the leave is treated, which readings were taken, what to know, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benefitcli.engine.quantity import Sources
from benefitcli.i18n import Language, choose
from benefitcli.i18n.outcomes import WARNINGS
from benefitcli.i18n.words import WORDS
from benefitcli.inputs.case import Question
from benefitcli.reports.citations import Citation, Citations, colon
from benefitcli.workflows.case import Answer


@dataclass(frozen=True, slots=True)
class TakenReading:
    """A reading that was taken, ``NAME=CHOICE: meaning``, and the others that would change the result."""

    taken: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """The remarks of a document."""

    treatment: tuple[str, ...]
    readings: tuple[TakenReading, ...]
    notes: tuple[str, ...]
    citations: tuple[Citation, ...]


def treatment_of(answer: Answer, citations: Citations) -> Iterable[str]:
    """How the leave is treated."""
    for provision, source in answer.provisions:
        meaning = provision.meaning.zh if citations.language == "zh" else provision.meaning.en
        yield f"{meaning} {citations.marks((source,))}"


def taken_reading(answer: Answer, name: str, others: Iterable[str], language: Language) -> TakenReading:
    """The reading that an answer took, and the other choices that would change it."""
    choice, reading = answer.readings[name]
    texts = {
        one: f"{name}={one}{colon(language)}{text.zh if language == 'zh' else text.en}"
        for one, text in reading.choices.items()
    }
    return TakenReading(texts[choice], tuple(f"{choose(WORDS['other'], language)} {texts[one]}" for one in others))


def note_of(code: str, sources: Sources, language: Language) -> str:
    """A warning as a sentence."""
    documents = "；".join(dict.fromkeys(source.label for source in sources))
    return choose(WARNINGS[code], language).format(documents=documents)


def notes_of_question(question: Question, language: Language) -> Iterable[str]:
    """Which day's law was asked for, and which documents were left out."""
    for word, day in (("on", question.on), ("as_of", question.as_of)):
        if day:
            yield choose(WORDS[word], language).format(date=day.isoformat())
