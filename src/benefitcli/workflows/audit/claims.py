"""The audit of claims of place subsidies: each claim against what the rule gives for its year."""

from __future__ import annotations

import polars as pl

from benefitcli.engine.benefit import REGION
from benefitcli.engine.columns.names import PROBLEM, REASON, ROW, STATUS, SURPLUS, case_column
from benefitcli.engine.rule import Number, Verbs
from benefitcli.inputs.case import Question
from benefitcli.inputs.columns import PROBLEM_SEPARATOR
from benefitcli.workflows.audit.people import Names, names_of
from benefitcli.workflows.audit.rows import Rows
from benefitcli.workflows.audit.rule import RuleQuery
from benefitcli.workflows.audit.totals import ARREARS, OVERPAID, WHEN, WHO, GradedRows, totals_of
from benefitcli.workflows.audit.verdict import AuditResult, first_true

RESULTS = ("due_amount", "claimed_amount", "difference", "finding", "clause", "reason")
_IS_ERROR = pl.col(STATUS) == "error"


def judge_claims(rows: Rows, question: Question) -> AuditResult:
    """Judge every claim.

    Due is what the rule gives for the year: the rate (the payer's own where it is given) for each inclusive place, but
    for no more places than the capacity; and the one-off sum where it is claimed, its conditions are met, and no claim
    of an earlier year (or an earlier row of the same year) has it. Of several claims for an institution and year the
    first counts. The difference is due less claimed. A claim can be wrong in more than one way: ``finding`` is the cause
    that is named first in the form's list of causes, ``reason`` names all of them.
    """
    asked = RuleQuery("places", question)
    who = names_of(rows, "institution_id")
    assert who is not None, "a required column"
    claims = _read(rows, asked, who)
    claims = _with_due(claims, asked)
    outcomes = _judged(claims)
    index = pl.int_range(outcomes.height, dtype=pl.UInt32, eager=True)
    added = outcomes.clear().with_columns(pl.lit(None, pl.UInt32).alias(WHO))
    totals = totals_of(rows.form, GradedRows(outcomes, index, who, added))
    return AuditResult(outcomes.select(RESULTS), index, outcomes.clear().select(RESULTS), totals)


def _read(rows: Rows, asked: RuleQuery, who: Names) -> pl.DataFrame:
    """The claims in the order of the rows: typed facts, the law of each, problems, and what repeats an earlier claim."""
    names = [one.name for one in rows.form.fields]
    distinct, place = rows.read([*names, REGION, SURPLUS])
    claims = asked.bind(distinct, rows.place_of_region())[place]
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


def _with_due(claims: pl.DataFrame, asked: RuleQuery) -> pl.DataFrame:
    """What the rule gives for each claim, in fen, with its clauses."""
    not_asked = ~pl.col(case_column("one_off_claimed")) | pl.col("had_one_off")
    facts: dict[str, pl.Expr | int | None] = {
        "inclusive_places": pl.col("places"),
        "years": 1,
        "one_off_paid": not_asked,
    }
    steps = ("one_off_amount", "total_amount", "place_clause", "one_off_clause")
    found = asked.answers(claims, *steps, further=_clauses, **facts)
    below = pl.col(REASON).str.starts_with("rate_below_floor").fill_null(value=False)
    if found.select(below.any()).item():
        floor = asked.answers(claims, *steps, further=_clauses, **facts | {"place_rate": None})
        found = pl.select(
            pl.when(found.select(below).to_series())
            .then(floor.get_column(name))
            .otherwise(found.get_column(name))
            .alias(name)
            for name in found.columns
        )
    return pl.concat([claims, found], how="horizontal")


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


def _judged(claims: pl.DataFrame) -> pl.DataFrame:
    """The finding of each claim, and its sums."""
    claimed = pl.col(case_column("amount_claimed"))
    due = pl.when(_IS_ERROR).then(None).when("repeated").then(0).otherwise("total_amount")
    difference = due - claimed
    causes = _causes(difference)
    finding = first_true(causes)
    told = [name for name in causes if name not in ("error", "duplicate")]
    named = [pl.when(causes[name] & ~pl.col("repeated")).then(pl.lit(name)) for name in told]
    several = pl.concat_str(named, separator=PROBLEM_SEPARATOR, ignore_nulls=True)
    is_one_off = finding.is_in(["one_off_twice", "one_off_not_due"])
    return claims.select(
        due.alias("due_amount"),
        pl.when(~_IS_ERROR).then(claimed).alias("claimed_amount"),
        difference.alias("difference"),
        finding.alias("finding"),
        pl.when(_IS_ERROR).then(None).when(is_one_off).then("one_off_clause").otherwise("place_clause").alias("clause"),
        pl.when(_IS_ERROR).then(REASON).when(several != "").then(several).alias("reason"),
        pl.col(case_column("year")).alias(WHEN),
        pl.max_horizontal(difference, 0).fill_null(0).alias(ARREARS),
        (-pl.min_horizontal(difference, 0)).fill_null(0).alias(OVERPAID),
    )
