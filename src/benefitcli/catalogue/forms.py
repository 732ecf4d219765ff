"""The words of the documents that people print, sign and file."""

from __future__ import annotations

from benefitcli.catalogue import Pair

FORMS: dict[str, Pair] = {
    "leave": ("假期核定表", "Leave assessment"),
    "benefit": ("待遇核定表", "Benefit assessment"),
    "name": ("姓名", "Name"),
    "employee_id": ("工号", "Employee no."),
    "employer": ("单位", "Employer"),
    "employee_signs": ("职工签名", "Employee"),
    "checker_signs": ("经办人签名", "Prepared by"),
    "employer_signs": ("单位审核（盖章）", "Approved by (seal)"),
    "signed_on": ("年　　月　　日", "Date"),
    "digest": ("政策表摘要", "Digest of the tables"),
    "made_by": ("由 benefitcli {version} 按所列条文计算", "Calculated by benefitcli {version} from the clauses listed"),
}
