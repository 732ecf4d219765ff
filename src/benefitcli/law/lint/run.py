"""Inspecting tables folders: every mistake of every file, and what is no mistake but should be looked at.

A mistake (an error) is what no command would accept. A finding is what every command would accept and yet is likely to
be wrong; it is told as a :class:`Problem` too, with a code that begins with ``check_``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from benefitcli.errors import BenefitError, Problem
from benefitcli.law.library import Library, RegionLaw
from benefitcli.law.lint.contradictions import region_findings
from benefitcli.law.lint.quotations import document_findings
from benefitcli.law.reader import Document, examine_document, read_toml
from benefitcli.law.regions import REGION_FILE, Region


@dataclass(frozen=True, slots=True)
class Inspection:
    """How many files were read, what is wrong with them, and what should be looked at.

    What documents say together is inspected only where there are no errors.
    """

    files: int
    errors: tuple[Problem, ...]
    findings: tuple[Problem, ...]


def inspect_tables(library: Library, folder: Path | None, benefits: Collection[str]) -> Inspection:
    """Inspect all folders of a library, or one of them as it stands among the others.

    ``benefits`` are the names that a clause without a number may give. Errors of the other folders are reported too,
    because nothing can be used before they are corrected; findings are only those of the files asked about.
    """
    errors: list[Problem] = []
    regions: dict[str, Region] = {}
    try:
        regions = library.regions
    except BenefitError as error:
        errors += error.problems
    files = [(file, root) for root in (library.roots if folder is None else (folder,)) for file in root.rglob("*.toml")]
    findings: list[Problem] = []
    for file, root in sorted(files):
        if file.name != REGION_FILE:
            document, problems = _examine(file, file.relative_to(root).as_posix())
            errors += problems
            findings += document_findings(document, regions, benefits) if document is not None else ()
    laws: dict[str, RegionLaw] = {}
    for path in sorted(regions) if not errors else ():
        try:
            laws[path] = library.law_of(regions[path])
        except BenefitError as error:
            errors += error.problems
    findings += region_findings(laws) if not errors else ()
    ours = {str(file) for file, _ in files}
    findings = [finding for finding in findings if str(finding.details["file"]) in ours]
    return Inspection(len(files), _distinct(errors), _distinct(findings))


def _examine(file: Path, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """One document by itself; what can be understood of it is inspected even beside a mistake."""
    try:
        content, tree = read_toml(file)
    except BenefitError as error:
        return None, error.problems
    return examine_document(content, tree, str(file), path)


def _distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once: a document of a province is read again for each of its counties."""
    first: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.field, problem.value, problem.details.get("file")), problem)
    return tuple(first.values())
