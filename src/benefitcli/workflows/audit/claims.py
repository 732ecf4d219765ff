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
from benefitcli.workflows.audit.rows import Rows, identifiers_of
from benefitcli.workflows.audit.schemas import CLAIMS

_IS_ERROR = pl.col(STATUS) == "error"
_YEAR, _WANTS_ONE_OFF = pl.col(case_column("year")), pl.col(case_column("one_off_claimed"))
_MEETS_CONDITIONS = pl.col(case_column("standard_met")) & pl.col(case_column("social_institution"))


def audit_claims(rows: Rows, question: Question) -> AuditResult:
    """Check every claim.

    Due is what the rule gives for the year: the rate (the payer's own where it is given) for each public-interest place, but
    for no more places than the capacity; and the one-off sum where it is claimed, its conditions are met, and no claim
    of an earlier year (or an earlier row of the same year) has it. Of several claims for an institution and year the
    first counts. The difference is due less claimed. A claim can be wrong in more than one way: ``finding`` is the cause
    that is looked for first, ``reason`` names all of them.
    """
    query = RuleQuery("places", question)
    who = identifiers_of(rows, "institution_id")
    outcomes = _graded(_with_due(_read(rows, query, who[1]), query))
    index = pl.int_range(outcomes.height, dtype=pl.UInt32, eager=True)
    added = outcomes.clear().with_columns(pl.lit(None, pl.UInt32).alias(WHO))
    return AuditResult(outcomes, index, added, totals_of(CLAIMS, outcomes, index, who, added))


def _read(rows: Rows, query: RuleQuery, who: pl.Series) -> pl.DataFrame:
    """The claims in the order of the rows: typed facts, the law of each, problems, and what repeats an earlier claim."""
    combinations, index = rows.read([*(field.name for field in CLAIMS.fields), REGION, SURPLUS])
    claims = query.laws.bind(combinations, rows.region)[index]
    claims = claims.with_columns(who.alias(WHO), rows.frame.get_column(ROW))
    is_good = pl.col(PROBLEM).is_null()
    claims = claims.with_columns((is_good & ~pl.struct(WHO, _YEAR, PROBLEM).is_first_distinct()).alias("repeated"))
    counts = (is_good & ~pl.col("repeated") & _WANTS_ONE_OFF & _MEETS_CONDITIONS).cast(pl.Int64)
    earlier = counts.cum_sum().over(WHO, order_by=[_YEAR, ROW]) - counts
    places = pl.min_horizontal(case_column("inclusive_places"), case_column("capacity"))
    return claims.with_columns((earlier > 0).alias("had_one_off"), places.alias("places"))


def _with_due(claims: pl.DataFrame, query: RuleQuery) -> pl.DataFrame:
    """What the rule gives for each claim, in fen, with its clauses."""
    not_asked = ~_WANTS_ONE_OFF | pl.col("had_one_off")
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


def _graded(claims: pl.DataFrame) -> pl.DataFrame:
    """The finding of each claim, and its sums."""
    claimed = pl.when(~_IS_ERROR).then(case_column("amount_claimed"))
    due = pl.when(_IS_ERROR).then(None).when("repeated").then(0).otherwise("total_amount")
    difference = due - claimed
    one_off = {
        "one_off_twice": _WANTS_ONE_OFF & ~_IS_ERROR & _MEETS_CONDITIONS & pl.col("had_one_off"),
        "one_off_not_due": _WANTS_ONE_OFF & ~_IS_ERROR & ~_MEETS_CONDITIONS,
    }
    causes = {
        **one_off,
        "above_capacity": pl.col(case_column("inclusive_places")) > pl.col("places"),
        "less_than_due": difference > 0,
        "more_than_due": difference < 0,
    }
    finding = first_true({"error": _IS_ERROR, "duplicate": pl.col("repeated"), **causes})
    named = [pl.when(cause & ~pl.col("repeated")).then(pl.lit(name)) for name, cause in causes.items()]
    clause = pl.when(finding.is_in(list(one_off))).then("one_off_clause").otherwise("place_clause")
    return claims.select(
        due.alias("due_amount"),
        claimed.alias("claimed_amount"),
        difference.alias("difference"),
        finding.alias("finding"),
        pl.when(~_IS_ERROR).then(clause).alias("clause"),
        pl.when(_IS_ERROR).then(REASON).otherwise(joined(named)).alias("reason"),
        _YEAR.alias(WHEN),
        pl.max_horizontal(difference, 0).fill_null(0).alias(ARREARS),
        (-pl.min_horizontal(difference, 0)).fill_null(0).alias(OVERPAID),
    )
