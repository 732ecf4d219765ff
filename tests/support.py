"""What the tests share: the cases, and one way to run a case through the single and the batch path."""

from __future__ import annotations

import csv
import datetime
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benefitcli.benefits.register import find_benefit
from benefitcli.engine.texts import machine_value
from benefitcli.errors import BenefitError
from benefitcli.inputs.case import Question
from benefitcli.io.delimited import header_bytes, read_csv, write_csv
from benefitcli.io.table import Chunk
from benefitcli.workflows.batch import Batch, output_rows
from benefitcli.workflows.case import calculate_case
from benefitcli.workflows.pipeline import Job

TESTS = Path(__file__).parent
ROOT = TESTS.parent
TABLES = ROOT / "tables"
TODAY = datetime.date(2026, 11, 23)


@dataclass(frozen=True)
class Case:
    """A case of ``tests/cases``: what is given, what is expected, and the article that justifies it."""

    benefit: str
    title: str
    given: dict[str, str]
    status: str = "ok"
    reason: str | None = None
    expect: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] | None = None
    region: str = "yongji"
    on: str | None = None
    as_of: str | None = None
    readings: dict[str, str] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        return Question(
            region=self.region,
            on=datetime.date.fromisoformat(self.on) if self.on else None,
            as_of=datetime.date.fromisoformat(self.as_of) if self.as_of else None,
            readings=self.readings,
            today=TODAY,
        )


@dataclass(frozen=True)
class Outcome:
    """What a path gave: texts by name, so that both paths can be compared to each other and to a case."""

    status: str
    reason: str | None
    result: dict[str, str]
    warnings: tuple[str, ...]


def read_cases(file: Path) -> list[Case]:
    """The cases of a file about one benefit, or of one about a place, where each case names its benefit."""
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    cases = []
    for entry in document["case"]:
        values = {key: value for key, value in entry.items() if key not in ("article", "working")}
        if "warnings" in values:
            values["warnings"] = tuple(values["warnings"])
        cases.append(Case(**({"benefit": document.get("benefit")} | values)))
    return cases


def run_single(benefit: str, given: Mapping[str, str], question: Question) -> Outcome:
    try:
        answer = calculate_case(benefit, given, question)
    except BenefitError as error:
        return Outcome("error", error.problems[0].code, {}, ())
    trace = answer.trace
    result = {
        one.name: plain(machine_value(one.kind, answer.result.get(one.name), one.choices), one.kind)
        for one in answer.benefit.results
    }
    return Outcome(trace.status, trace.reason, result if trace.status == "ok" else {}, tuple(sorted(trace.warnings)))


def run_rows(benefit: str, rows: list[dict[str, str]], question: Question) -> list[Outcome]:
    """Run rows of fields as one CSV file and read the outcomes back out of the CSV that comes out."""
    headers = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, restval="")
    writer.writeheader()
    writer.writerows(rows)
    table = read_csv(io.BytesIO(text.getvalue().encode()), "rows")
    batch = Batch(Job(benefit, question), table.headers)
    written = io.BytesIO()
    written.write(header_bytes(batch.headers))
    for chunk in table.chunks:
        write_csv(Chunk(output_rows(batch.run(chunk.frame))), written)
    names = [one.name for one in find_benefit(benefit).results]
    return [_outcome(row, names) for row in csv.DictReader(io.StringIO(written.getvalue().decode()))]


def _outcome(row: dict[str, str], names: list[str]) -> Outcome:
    status = row["status"]
    reason = row["reason"].partition(":")[0] or None
    result = {name: row[name] for name in names} if status == "ok" else {}
    return Outcome(status, reason, result, tuple(sorted(code for code in row["warnings"].split("; ") if code)))


def plain(value: object, kind: str) -> str:
    """A value as CSV holds it: amounts that are not whole have two decimals."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}" if kind == "money" else f"{value:g}"
    return str(value)
