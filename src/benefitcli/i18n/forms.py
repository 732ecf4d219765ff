"""The words of the documents that people print, sign and file."""

from __future__ import annotations

from benefitcli.i18n import Language, Pair, choose

FORMS: dict[str, Pair] = {
    "leave": ("假期核定表", "Leave assessment"),
    "benefit": ("待遇核定表", "Benefit assessment"),
    "item": ("项目", "Item"),
    "value": ("核定", "Value"),
    "basis": ("依据", "Basis"),
    "name": ("姓名", "Name"),
    "employee_id": ("工号", "Employee no."),
    "employer": ("单位", "Employer"),
    "employee_signs": ("职工签名", "Employee"),
    "applicant_signs": ("申请人（单位）签名", "Applicant"),
    "checker_signs": ("经办人签名", "Prepared by"),
    "employer_signs": ("单位审核（盖章）", "Approved by (seal)"),
    "signed_on": ("年　　月　　日", "Date"),
    "digest": ("政策表摘要", "Digest of the tables"),
    "made_by": ("由 benefitcli {version} 按所列条文计算", "Calculated by benefitcli {version} from the clauses listed"),
}


def form_title(benefit: str, language: Language) -> str:
    """What the form of a benefit is called."""
    return choose(FORMS["leave" if _is_leave(benefit) else "benefit"], language)


def applicant_of(benefit: str) -> str:
    """Who signs first: the employee who takes a leave, or whoever applies for another benefit."""
    return "employee_signs" if _is_leave(benefit) else "applicant_signs"


def _is_leave(benefit: str) -> bool:
    return benefit.startswith("leave.")
