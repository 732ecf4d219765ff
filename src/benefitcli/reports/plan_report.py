"""What a plan says to a person, in one language and in no form yet: text, page, sheet and calendar all show this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from benefitcli.benefits.plan import PLAN, REGION_OF
from benefitcli.i18n import Language, choose
from benefitcli.i18n.outcomes import REASONS
from benefitcli.i18n.plans import ENTITLEMENTS, INITIALS
from benefitcli.i18n.problems import ACCEPTED, localised_notations, message_of
from benefitcli.i18n.translator import Translator
from benefitcli.i18n.words import COLUMNS, WORDS
from benefitcli.law.dates import to_date
from benefitcli.law.workdays import WorkCalendar
from benefitcli.reports.citations import Citations, colon
from benefitcli.reports.plan_rows import Row, row_of
from benefitcli.reports.plan_words import name_of, wording
from benefitcli.reports.remarks import Remarks, TakenReading, note_of, notes_of_question, taken_reading, treatment_of
from benefitcli.reports.report import Line, facts_of
from benefitcli.reports.values import human_date
from benefitcli.workflows.plan import ESTIMATED, Plan, PlanItem, plan_readings

NOTHING = "-"
"""What a problem accepts where nothing would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport(Remarks):
    """A plan in words; ``rows`` are the entitlements in order of time, ``refusals`` what there is not, and why."""

    title: str
    facts: tuple[Line, ...]
    estimate: str | None
    rows: tuple[Row, ...]
    refusals: tuple[tuple[str, str], ...]
    digests: tuple[str, ...]


def plan_report(plan: Plan, language: Language) -> PlanReport:
    """The report of a plan."""
    return _Reporter(plan, language).report()


@dataclass(slots=True)
class _Reporter:
    """Puts the report together; the sources are numbered as it comes upon them."""

    plan: Plan
    language: Language
    citations: Citations = field(init=False)

    def __post_init__(self) -> None:
        self.citations = Citations(self.language)

    def report(self) -> PlanReport:
        plan = self.plan
        return PlanReport(
            title=self._title(),
            facts=tuple(self._facts()),
            estimate=wording("estimate", self.language, date=human_date(plan.birth, self.language, weekday=False))
            if plan.is_estimate
            else None,
            rows=tuple(row_of(item, self.citations) for item in plan.dated),
            refusals=tuple(self._refusals()),
            treatment=tuple(self._treatment()),
            readings=tuple(self._readings()),
            notes=tuple(self._notes()),
            citations=self.citations.all(),
            digests=tuple(dict.fromkeys(law.digest for law in plan.laws.values())),
        )

    @property
    def _is_chinese(self) -> bool:
        return self.language == "zh"

    def _title(self) -> str:
        regions = {law.region.path: law.region for law in self.plan.laws.values()}
        places = " / ".join(one.name if self._is_chinese else one.name_en for one in regions.values())
        return f"{places} · {choose((PLAN.zh, PLAN.en), self.language)}"

    def _facts(self) -> Iterable[Line]:
        yield from facts_of(PLAN, self.plan.case, self.language)
        for parent, law in self.plan.laws.items():
            region = law.region.name if self._is_chinese else law.region.name_en
            name = REGION_OF[parent]
            yield Line(name, choose(COLUMNS[name], self.language), region, None, None, ())

    def _refusals(self) -> Iterable[tuple[str, str]]:
        """What there is not, with the reason; what has the same reason stands together."""
        found: dict[str, list[str]] = {}
        for item in self.plan.undated:
            name, text = self._refusal(item)
            found.setdefault(text, []).append(name)
        return ((("、" if self._is_chinese else ", ").join(names), text) for text, names in found.items())

    def _refusal(self, item: PlanItem) -> tuple[str, str]:
        """Whose and what, and why not: with what would be accepted, or with the clause."""
        name = name_of(item, self.language)
        if item.problem is None:
            reason = choose(REASONS[item.reason or ""], self.language)
            marks = self.citations.marks(item.sources)
            return (
                name,
                f"{choose(WORDS['not_entitled'], self.language)}{colon(self.language)}{reason} {marks}".rstrip(),
            )
        text = f"{wording('failed', self.language)}{colon(self.language)}{message_of(item.problem, Translator(self.language))}"
        accepted = localised_notations(item.problem.accepted or NOTHING, Translator(self.language))
        if accepted == NOTHING:
            return name, text
        return (
            name,
            f"{text}{'；' if self._is_chinese else '; '}{choose(ACCEPTED, self.language)}{colon(self.language)}{accepted}",
        )

    def _treatment(self) -> Iterable[str]:
        return dict.fromkeys(line for answer in self.plan.answers for line in treatment_of(answer, self.citations))

    def _readings(self) -> Iterable[TakenReading]:
        for name, (answer, others) in plan_readings(self.plan).items():
            yield taken_reading(answer, name, others, self.language)

    def _notes(self) -> Iterable[str]:
        for code, sources in self.plan.warnings.items():
            if code != ESTIMATED:
                yield self._whose(code) + note_of(code, sources, self.language)
        backs = dict.fromkeys(item.result.get("return_date") for item in self.plan.dated)
        work = WorkCalendar(next(iter(self.plan.laws.values())))
        for day in (back for back in backs if back is not None and work.is_make_up(back)):
            yield wording("back_on_make_up_day", self.language, date=to_date(day).isoformat())
        yield from notes_of_question(self.plan.question, self.language)

    def _whose(self, code: str) -> str:
        """The entitlements that a note is about, where it is not about all of them; whose, where it is one parent's."""
        about = [item for item in self.plan.items if code in item.warnings]
        if len(about) == len(self.plan.items):
            return ""
        names: dict[str, None] = {}
        for item in about:
            group = item.entitlement.group
            shared = {one.parent for one in self.plan.items if one.entitlement.group == group}
            noted = {one.parent for one in about if one.entitlement.group == group}
            initial = "" if noted == shared else choose(INITIALS[item.parent], self.language) + " "
            names[initial + choose(ENTITLEMENTS[group], self.language)] = None
        return ("、" if self._is_chinese else ", ").join(names) + colon(self.language)
