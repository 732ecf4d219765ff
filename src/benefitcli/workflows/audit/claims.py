"""The audit of claims of place subsidies: each claim against what the rule gives for its year."""

from __future__ import annotations

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.names import PROBLEM, REASON, ROW, STATUS, SURPLUS, WHEN, WHO, case_column
from benefitcli.engine.rule import Number, Verbs
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import joined
from benefitcli.workflows.audit.dues import RuleQuery, is_below_floor
from benefitcli.workflows.audit.result import ARREARS, OVERPAID, AuditResult, first_true, totals_of
from benefitcli.workflows.audit.rows import Identifiers, Rows, identifiers_of
from benefitcli.workflows.audit.schemas import CLAIMS

RESULTS = ("due_amount", "claimed_amount", "difference", "finding", "clause", "reason")
_IS_ERROR = pl.col(STATUS) == "error"


def audit_claims(rows: Rows, question: Question) -> AuditResult:
    """Check every claim.

    Due is what the rule gives for the year: the rate (the payer's own where it is given) for each public-interest place, but
    for no more places than the capacity; and the one-off sum where it is claimed, its conditions are met, and no claim
    of an earlier year (or an earlier row of the same year) has it. Of several claims for an institution and year the
    first counts. The difference is due less claimed. A claim can be wrong in more than one way: ``finding`` is the cause
    that is named first in the list of :func:`_causes`, ``reason`` names all of them.
    """
    query = RuleQuery("places", question)
    who = identifiers_of(rows, "institution_id")
    assert who is not None, "a required column"
    outcomes = _graded(_with_due(_read(rows, query, who), query))
    index = pl.int_range(outcomes.height, dtype=pl.UInt32, eager=True)
    added = outcomes.clear().with_columns(pl.lit(None, pl.UInt32).alias(WHO))
    totals = totals_of(CLAIMS, outcomes, index, who, added)
    return AuditResult(outcomes.select(RESULTS), index, outcomes.clear().select(RESULTS), totals)


def _read(rows: Rows, query: RuleQuery, who: Identifiers) -> pl.DataFrame:
    """The claims in the order of the rows: typed facts, the law of each, problems, and what repeats an earlier claim."""
    combinations, index = rows.read([*(field.name for field in CLAIMS.fields), REGION, SURPLUS])
    claims = query.laws.bind(combinations, rows.region)[index]
    claims = claims.with_columns(who.codes.alias(WHO), rows.frame.get_column(ROW))
    year, claimed = pl.col(case_column("year")), pl.col(case_column("one_off_claimed"))
    is_good = pl.col(PROBLEM).is_null()
    claims = claims.with_columns((is_good & ~pl.struct(WHO, year, PROBLEM).is_first_distinct()).alias("repeated"))
    counts = (
        is_good
        & ~pl.col("repeated")
        & claimed
        & pl.col(case_column("standard_met"))
        & pl.col(case_column("social_institution"))
    )
    earlier = counts.cast(pl.Int64).cum_sum().over(WHO, order_by=[year, ROW]) - counts.cast(pl.Int64)
    return claims.with_columns((earlier > 0).alias("had_one_off")).with_columns(
        pl.min_horizontal(case_column("inclusive_places"), case_column("capacity")).alias("places")
    )


def _with_due(claims: pl.DataFrame, query: RuleQuery) -> pl.DataFrame:
    """What the rule gives for each claim, in fen, with its clauses."""
    not_asked = ~pl.col(case_column("one_off_claimed")) | pl.col("had_one_off")
    facts: dict[str, pl.Expr | int | None] = {
        "inclusive_places": pl.col("places"),
        "years": 1,
        "one_off_paid": not_asked,
    }
    steps = ("one_off_amount", "total_amount", "place_clause", "one_off_clause")
    answers = query.answers(claims, *steps, further=_clauses, **facts)
    is_refused = answers.select(is_below_floor()).to_series()
    if is_refused.any():
        floor = query.answers(claims, *steps, further=_clauses, **facts | {"place_rate": None})
        answers = pl.DataFrame([floor[name].zip_with(is_refused, answers[name]) for name in answers.columns])
    return pl.concat([claims, answers], how="horizontal")


def _clauses(_case: Number, law: Number, _do: Verbs) -> dict[str, Number]:
    return {"place_clause": law.clause.yearly_rate, "one_off_clause": law.clause.one_off_amount}


def _causes(difference: pl.Expr) -> dict[str, pl.Expr]:
    """Which claims have which finding; a claim that cannot be told has none."""
    wants_one_off = pl.col(case_column("one_off_claimed")) & ~_IS_ERROR
    conditions = pl.col(case_column("standard_met")) & pl.col(case_column("social_institution"))
    causes = {
        "error": _IS_ERROR,
        "duplicate": pl.col("repeated"),
        "one_off_twice": wants_one_off & conditions & pl.col("had_one_off"),
        "one_off_not_due": wants_one_off & ~conditions,
        "above_capacity": pl.col(case_column("inclusive_places")) > pl.col("places"),
        "less_than_due": difference > 0,
        "more_than_due": difference < 0,
    }
    return {name: when.fill_null(value=False) for name, when in causes.items()}


def _graded(claims: pl.DataFrame) -> pl.DataFrame:
    """The finding of each claim, and its sums."""
    claimed = pl.col(case_column("amount_claimed"))
    due = pl.when(_IS_ERROR).then(None).when("repeated").then(0).otherwise("total_amount")
    difference = due - claimed
    causes = _causes(difference)
    finding = first_true(causes)
    named = [
        pl.when(cause & ~pl.col("repeated")).then(pl.lit(name))
        for name, cause in causes.items()
        if name not in ("error", "duplicate")
    ]
    is_one_off = finding.is_in(["one_off_twice", "one_off_not_due"])
    return claims.select(
        due.alias("due_amount"),
        pl.when(~_IS_ERROR).then(claimed).alias("claimed_amount"),
        difference.alias("difference"),
        finding.alias("finding"),
        pl.when(_IS_ERROR).then(None).when(is_one_off).then("one_off_clause").otherwise("place_clause").alias("clause"),
        pl.when(_IS_ERROR).then(REASON).otherwise(joined(named)).alias("reason"),
        pl.col(case_column("year")).alias(WHEN),
        pl.max_horizontal(difference, 0).fill_null(0).alias(ARREARS),
        (-pl.min_horizontal(difference, 0)).fill_null(0).alias(OVERPAID),
    )
