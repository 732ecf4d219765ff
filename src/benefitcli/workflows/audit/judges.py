"""Which judge hears which rows; each is loaded only when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benefitcli.workflows.audit.forms import CLAIMS, LEDGER, AuditForm

if TYPE_CHECKING:
    from benefitcli.inputs.case import Question
    from benefitcli.workflows.audit.job import Judge
    from benefitcli.workflows.audit.rows import Rows
    from benefitcli.workflows.audit.verdict import AuditResult


def auditor_of(form: AuditForm, from_month: int | None = None, to_month: int | None = None) -> Judge:
    """The judge of a form's rows; missing months are looked for from and to the months given (month numbers)."""
    if form is LEDGER:
        from benefitcli.workflows.audit.dues import Span
        from benefitcli.workflows.audit.ledger import judge_ledger

        span = Span(from_month, to_month)

        def judge(rows: Rows, question: Question) -> AuditResult:
            return judge_ledger(rows, question, span)

        return judge
    if form is CLAIMS:
        from benefitcli.workflows.audit.claims import judge_claims

        return judge_claims
    from benefitcli.workflows.audit.records import judge_records

    return judge_records
