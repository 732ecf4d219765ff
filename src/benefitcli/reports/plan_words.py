"""The fixed words of a plan, filled in."""

from __future__ import annotations

from benefitcli.i18n import Language, choose
from benefitcli.i18n.plans import ENTITLEMENTS, INITIALS, PARENTS, PLAN_WORDS
from benefitcli.workflows.plan import Plan, PlanItem


def wording(name: str, language: Language, **details: object) -> str:
    """A fixed word or sentence of plans."""
    return choose(PLAN_WORDS[name], language).format(**details)


def name_of(item: PlanItem, language: Language) -> str:
    """Whose and what, with the parent in one letter."""
    return f"{choose(INITIALS[item.parent], language)} {choose(ENTITLEMENTS[item.name], language)}"


def parents_line(plan: Plan, language: Language) -> str:
    """Who is who: the initials that stand in the rows."""
    pairs = [f"{choose(INITIALS[one], language)} = {choose(PARENTS[one], language)}" for one in plan.laws]
    return ("；" if language == "zh" else "; ").join(pairs)
