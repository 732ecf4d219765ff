"""A result as it was stored: what it must hold to be calculated anew."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from benefitcli.errors import fail


class StoredRegion(BaseModel):
    """Where the law was asked for."""

    code: str


class StoredDocument(BaseModel):
    """A document that was known when the result was made."""

    model_config = ConfigDict(frozen=True)

    path: str
    digest: str


class StoredTables(BaseModel):
    """The tables of the result. One of an earlier version does not list its documents."""

    digest: str
    as_of: datetime.date | None
    documents: tuple[StoredDocument, ...] | None = None


class StoredResult(BaseModel):
    """The parts of a stored result that a new calculation needs."""

    benefit: str
    region: StoredRegion
    case: dict[str, Any]
    on: datetime.date | None
    status: str
    result: dict[str, Any]
    steps: list[Any]
    readings: dict[str, str]
    tables: StoredTables


def read_stored(content: bytes, name: str) -> tuple[dict[str, Any], StoredResult]:
    """The whole tree of a stored result, numbers exact, and the parts that a new calculation needs.

    Raises :class:`BenefitError` where the content, called ``name``, is not JSON or no result.
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
        return tree, StoredResult.model_validate(tree)
    except ValidationError as error:
        places = dict.fromkeys(".".join(map(str, one["loc"])) for one in error.errors())
        raise fail("result_malformed", value=name, key=", ".join(places)) from None
