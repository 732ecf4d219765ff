"""Everything the program prints for machines, as models: ``--format json`` and ``--json-errors``.

A key of a model is a key of the JSON. The JSON Schemas that ``benefitcli schema`` prints are made from the models;
:mod:`benefitcli.contract.building` makes the models of results. Leaves are typed dictionaries: they cost a single case
nothing to load, and can have keys such as ``from``. Annotations are evaluated at once here, because Pydantic would
compile each of them as a text, which takes a single case longer than all the rest of this module.
"""

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BaseModel, ConfigDict, Field, SkipValidation, TypeAdapter, ValidationError, WithJsonSchema

# Pydantic takes typed dictionaries of the standard library only from Python 3.12 on.
from typing_extensions import TypedDict

from benefitcli.engine.texts import Plain
from benefitcli.errors import fail
from benefitcli.inputs.case import Question
from benefitcli.law.model import Bilingual, Evidence, Reading

Value = Annotated[Plain, SkipValidation]
Amount = Annotated[Plain, SkipValidation, WithJsonSchema({"type": "number"})]
Sides = Literal["new", "ended"]

KnownDocument = TypedDict("KnownDocument", {"path": str, "digest": str})
Rung = TypedDict("Rung", {"from": int, "value": Amount})
ErrorCount = TypedDict("ErrorCount", {"code": str, "count": int, "first_rows": list[int]})


class Contract(BaseModel):
    """What every model has in common: no other keys than its own."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, validate_by_name=True, field_title_generator=lambda name, _: name
    )


class Source(Contract):
    """A clause behind a number. ``layer`` is the folder of its region; only the commands about tables give it."""

    layer: str = ""
    title: str
    number: str | None
    article: str | None
    quote: str | None
    in_force: datetime.date | None
    evidence: Evidence
    applies_from: datetime.date | None
    applies_to: datetime.date | None
    floor: bool
    discretionary: bool
    note: str | None
    read_in: tuple[str, ...]


Region = TypedDict("Region", {"code": str, "name": str, "path": NotRequired[str]})
"""A jurisdiction: its division code, its name and, in the commands about tables, its folder."""


class Tables(Contract):
    """The documents behind a result: their digest, the as-of day, and each of them where the result can be verified.

    A plan has a digest for each parent.
    """

    digest: str | dict[str, str]
    as_of: datetime.date | None
    documents: tuple[KnownDocument, ...] | None = None


Problem = TypedDict(
    "Problem",
    {
        "code": str,
        "field": str | None,
        "value": Value,
        "accepted": Value,
        "details": dict[str, str],
        "message": NotRequired[str],
    },
)
"""One thing that is wrong; ``message`` says it in the language of the call."""

Warned = TypedDict("Warned", {"code": str, "sources": list[Source]})


Step = TypedDict(
    "Step",
    {
        "name": str,
        "amount": Value,
        "unit": str | None,
        "applied": bool,
        "source": Source | None,
        "further_sources": tuple[Source, ...],
    },
)
"""A number on the way to the result; one that did not apply is 0."""


class Result(Contract):
    """The answer to one case. ``on`` is the day whose law was asked for where that is not the case's own."""

    benefit: str
    region: Region
    case: dict[str, Value]
    on: datetime.date | None
    status: str = Field(json_schema_extra={"enum": ["ok", "not_entitled"]})
    reason: str | None
    result: dict[str, Value]
    steps: tuple[Step, ...]
    readings: dict[str, str]
    provisions: tuple[Source, ...]
    warnings: tuple[Warned, ...]
    tables: Tables


class PlanItem(Contract):
    """One entitlement of one parent; it has dates and amounts where its status is ``ok``."""

    parent: str
    entitlement: str
    benefit: str
    status: Literal["ok", "not_entitled", "error"]
    reason: str | None
    from_date: datetime.date | None
    to_date: datetime.date | None
    days: int | None
    minutes_per_day: int | None
    months: int | None
    monthly_amount: Amount | None
    total_amount: Amount | None
    return_date: datetime.date | None
    sources: tuple[Source, ...]
    warnings: tuple[Warned, ...]
    errors: tuple[Problem, ...]


class Plan(Contract):
    """Everything that a birth gives; ``region`` and ``tables.digest`` have an entry for each parent who is in it."""

    benefit: str
    region: dict[str, Region]
    case: dict[str, Value]
    on: datetime.date | None
    estimate: bool
    items: tuple[PlanItem, ...]
    readings: dict[str, str]
    warnings: tuple[str, ...]
    tables: Tables


class Batch(Contract):
    """How a batch went: rows by status, the header of each field that was found, and each kind of error."""

    rows: int
    ok: int
    not_entitled: int
    error: int
    skipped: int
    blank_rows: int
    header_notices: tuple[dict[str, Any], ...]
    columns: dict[str, str]
    passed_through: tuple[str, ...]
    ignored: tuple[str, ...]
    seconds: float
    errors: tuple[ErrorCount, ...]


class Audit(Contract):
    """What an audit found: the sums by finding and over all rows; amounts in yuan."""

    rows: int
    added: int
    findings: dict[str, dict[str, Value]]
    totals: dict[str, Value]
    notices: tuple[dict[str, Any], ...]
    blank_rows: int
    header_notices: tuple[dict[str, Any], ...]
    columns: dict[str, str]
    passed_through: tuple[str, ...]
    seconds: float
    errors: tuple[ErrorCount, ...]


Scenario = TypedDict("Scenario", {"name": str, "facts": dict[str, Value], "births_a_year": int | None})


class Forecast(Contract):
    """What falls due: what was asked and assumed, the lines by period, and what stands behind them; amounts in yuan."""

    forecast: str
    region: Region
    from_: str = Field(alias="from")
    to: str
    by: Literal["month", "quarter", "year"]
    group_by: str | None
    scenarios: tuple[Scenario, ...]
    births_expected_in: tuple[str, ...] | None
    on: datetime.date | None
    lines: tuple[dict[str, Value], ...]
    readings: dict[str, str]
    warnings: tuple[str, ...]
    sources: tuple[Source, ...]
    input: Batch
    tables: Tables


class Error(Contract):
    """Why there is no result: every problem that was found."""

    status: Literal["error"]
    errors: tuple[Problem, ...]


Document = TypedDict(
    "Document",
    {
        "path": str,
        "digest": NotRequired[str],
        "shipped": NotRequired[bool],
        "file": NotRequired[str],
        "title": str,
        "title_en": NotRequired[str],
        "number": str | None,
        "issuer": NotRequired[str],
        "issued": datetime.date,
        "in_force": datetime.date,
        "in_force_to": NotRequired[datetime.date | None],
        "evidence": NotRequired[Evidence],
        "read_in": NotRequired[tuple[str, ...]],
        "date_note": NotRequired[Bilingual | None],
        "sets": NotRequired[tuple[str, ...]],
        "counts": NotRequired[tuple[str, ...]],
        "sections": NotRequired[dict[str, tuple[str, ...]]],
    },
)
"""A legal document: what it is and, in the list of the tables, what it sets."""

ListedRegion = TypedDict(
    "ListedRegion", {"code": str, "name": str, "name_en": str, "path": str, "documents": list[Document]}
)


class TablesList(Contract):
    """The documents, region by region."""

    regions: tuple[ListedRegion, ...]
    as_of: datetime.date | None


Parameter = TypedDict(
    "Parameter",
    {
        "zh": NotRequired[str],
        "en": NotRequired[str],
        "value": Amount | None,
        "unit": str,
        "scale": tuple[Rung, ...] | None,
        "added": Amount | None,
        "counting": str | None,
        "counting_assumed": bool,
        "floor": bool,
        "discretionary": bool,
        "from": datetime.date | None,
        "to": datetime.date | None,
        "sources": tuple[Source, ...],
        "counting_source": Source | None,
        "withheld": Source | None,
    },
)
"""A number in force; ``scale`` is there only where it depends on months or on children."""

Provision = TypedDict("Provision", {"benefits": list[str], "meaning": Bilingual, "source": Source})
Holiday = TypedDict("Holiday", {"calendar": str, "month": int, "day": int, "days": int, "source": Source})


class Choice(Reading):
    """A clause that can be read in more ways than one, with the choice that is taken."""

    taken: str


Change = TypedDict(
    "Change",
    {
        "parameter": str,
        "kind": Literal["new", "changed", "restated", "ended"],
        "before": Parameter | None,
        "after": Parameter | None,
        "by": list[Source],
    },
)


class TablesShow(Contract):
    """What is in force in a region on a day; ``missing`` has the parameters without a number, with the reason if known."""

    region: Region
    on: datetime.date
    parameters: dict[str, Parameter]
    missing: dict[str, Bilingual | None]
    provisions: tuple[Provision, ...]
    holidays: tuple[Holiday, ...]
    readings: dict[str, Choice]
    tables: Tables


class TablesDiff(Contract):
    """What changed in a region between two days."""

    region: Region
    from_: datetime.date = Field(alias="from")
    to: datetime.date
    parameters: tuple[Change, ...]
    provisions: dict[Sides, list[Provision]]
    readings: dict[Sides, dict[str, Choice]]
    holidays: dict[Sides, list[Holiday]]
    tables: Tables


class TablesReadings(Contract):
    """The clauses of a region that can be read in more ways than one, each with the choice that is taken."""

    region: Region
    readings: dict[str, Choice]
    tables: Tables


class TablesCheck(Contract):
    """What an inspection of the tables found."""

    status: Literal["ok", "findings", "error"]
    files: int
    errors: tuple[Problem, ...]
    findings: tuple[Problem, ...]


class TablesNew(Contract):
    """The files of a new table, and what should be looked at in them."""

    written: tuple[str, ...]
    findings: tuple[Problem, ...]


class Term(Contract):
    """A term of a formula: ``op`` and what it is made of.

    ``number``, ``fact``, ``step`` and ``parameter`` are leaves; ``choose`` has a term for each choice of a reading,
    ``chosen`` holds where one of the choices is taken; any other is an operation on its operands.
    """

    op: str
    parameter: str = ""
    view: str = ""
    on: "Term | None" = None
    name: str = ""
    value: Value = None
    unit: str | None = None
    reading: str = ""
    taken: str | None = None
    choices: "dict[str, Term] | tuple[str, ...]" = ()
    operands: "tuple[Term, ...]" = ()
    names: tuple[str, ...] = ()
    scale: tuple[Rung, ...] = ()
    source: Source | None = None
    further_sources: tuple[Source, ...] = ()


class Statement(Contract):
    """A statement of a rule: a step, a refusal (``error``, ``not_entitled``) or a warning, and when it applies."""

    kind: Literal["step", "error", "not_entitled", "warning"]
    name: str = ""
    unit: str | None = None
    result: bool = False
    amount: Term | None = None
    code: str = ""
    field: str | None = None
    when: Term | None
    clause: Term | None = None


RuleParameter = TypedDict(
    "RuleParameter",
    {
        "parameter": str,
        "value": Value,
        "unit": str | None,
        "scale": tuple[Rung, ...] | None,
        "base": Amount | None,
        "added": Amount | None,
        "national": Amount | None,
        "counting": str | None,
        "counting_assumed": bool | None,
        "floor": bool | None,
        "discretionary": bool | None,
        "first_day": str | None,
        "last_day": str | None,
        "source": Source | None,
        "further_sources": tuple[Source, ...],
    },
)
"""A parameter of a rule with all that is known of it on the day; without a value where no document sets it."""

TakenChoice = TypedDict("TakenChoice", {"taken": str, "choices": list[str]})
RuleSummary = TypedDict(
    "RuleSummary",
    {
        "benefit": str,
        "zh": str,
        "en": str,
        "results": list[str],
        "parameters": list[str],
        "set": list[str],
        "documents": list[dict[Literal["title", "number"], str | None]],
    },
)


class Rule(Contract):
    """The formula of a benefit: its statements in order, its parameters and its readings."""

    benefit: str
    region: Region
    on: datetime.date
    law_of: Term | None
    statements: tuple[Statement, ...]
    parameters: tuple[RuleParameter, ...]
    missing: tuple[str, ...]
    readings: dict[str, TakenChoice]
    tables: Tables


class Rules(Contract):
    """The rules there are, what each one gives and the documents behind it."""

    region: Region
    rules: tuple[RuleSummary, ...]


Difference = TypedDict("Difference", {"place": str, "stored": Any, "recomputed": Any})


class Verification(Contract):
    """Whether a stored result holds, what differs and which documents are the cause."""

    holds: bool
    verdict: Literal["holds", "holds_changed", "changed", "altered", "both", "unclear"]
    benefit: str
    differences: tuple[Difference, ...]
    alterations: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    causes: tuple[Document, ...]
    documents: dict[Literal["added", "altered", "removed"], list[Document] | list[str]]
    unchecked: tuple[str, ...]
    tables: dict[Literal["stored_digest", "digest"], str]


Column = TypedDict(
    "Column",
    {
        "name": str,
        "type": str,
        "required": bool,
        "default": str | None,
        "minimum": str | None,
        "maximum": str | None,
        "headers": list[str],
        "example": str,
        "zh": str,
        "en": str,
    },
)
ResultColumn = TypedDict("ResultColumn", {"name": str, "type": str, "unit": str | None})


class Fields(Contract):
    """The columns that a benefit reads and writes."""

    benefit: str
    fields: tuple[Column, ...]
    results: tuple[ResultColumn, ...]


SCHEMAS: dict[str, Any] = {
    "result": Result,
    "plan": Plan,
    "batch": Batch,
    "audit": Audit,
    "forecast": Forecast,
    "error": Error,
    "tables": TablesList | TablesShow | TablesDiff | TablesReadings | TablesCheck | TablesNew,
    "tables.list": TablesList,
    "tables.show": TablesShow,
    "tables.diff": TablesDiff,
    "tables.check": TablesCheck,
    "tables.readings": TablesReadings,
    "tables.new": TablesNew,
    "rules": Rules | Rule,
    "rules.list": Rules,
    "rules.show": Rule,
    "verification": Verification,
    "fields": Fields,
}
"""What commands print, by the name that ``benefitcli schema`` takes."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of what a command prints. Raises :class:`BenefitError` ``schema_unknown`` with the known names."""
    if name not in SCHEMAS:
        raise fail("schema_unknown", value=name, accepted=", ".join(SCHEMAS))
    schema = TypeAdapter(SCHEMAS[name]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"benefitcli {name}"}


def dump(printed: Contract | Mapping[str, Any]) -> bytes:
    """The text of what is printed, UTF-8 whatever the terminal is; days are ISO, keys that do not belong are left out."""
    tree = printed.model_dump(exclude_unset=True, by_alias=True) if isinstance(printed, Contract) else printed
    text = json.dumps(tree, ensure_ascii=False, indent=2, default=str)
    return (text + "\n").encode(errors="backslashreplace")


def read_result(content: bytes, name: str) -> tuple[dict[str, Any], Question]:
    """A stored result as a tree, its numbers exact, and the question that it answers, without further tables.

    Of the contract it must keep what a new calculation needs; anything else may be missing, added or altered. Raises
    :class:`BenefitError` where the content, called ``name``, is not JSON (``result_not_json``), a plan
    (``plan_not_verified``) or no such result (``result_malformed``).
    """
    try:
        tree = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise fail("result_not_json", value=name, message=error) from None
    if not isinstance(tree, dict):
        raise fail("result_malformed", value=name, key="-")
    if tree.get("benefit") == "leave.plan":
        raise fail("plan_not_verified", value=name)
    try:
        Result.model_validate(tree, extra="ignore")
    except ValidationError as error:
        places = [problem["loc"] for problem in error.errors() if _is_needed(problem["loc"])]
        if places:
            keys = dict.fromkeys(".".join(map(str, place)) for place in places)
            raise fail("result_malformed", value=name, key=", ".join(keys)) from None
    tables = Tables.model_validate(tree["tables"], extra="ignore")
    return tree, Question(
        region=tree["region"]["code"],
        on=TypeAdapter(datetime.date | None).validate_python(tree["on"]),
        as_of=tables.as_of,
        readings=tree["readings"],
    )


def _is_needed(place: tuple[int | str, ...]) -> bool:
    """Whether a new calculation needs what stands in this place of a result."""
    whole = ("benefit", "region", "case", "on", "status", "result", "steps")
    return place[0] in ("readings", "tables") or place == ("region", "code") or (len(place) == 1 and place[0] in whole)
