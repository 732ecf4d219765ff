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
from benefitcli.law.reader import examine_document, read_toml
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
    inspector = _Inspector(library, benefits)
    files = [(file, root) for root in (library.roots if folder is None else (folder,)) for file in root.rglob("*.toml")]
    inspector.read_regions()
    for file, root in sorted(files):
        if file.name != REGION_FILE:
            inspector.read_document(file, file.relative_to(root).as_posix())
    inspector.read_together()
    ours = {str(file) for file, _ in files}
    findings = (finding for finding in inspector.findings if str(finding.details["file"]) in ours)
    return Inspection(len(files), _distinct(inspector.errors), _distinct(findings))


class _Inspector:
    """Collects what is wrong while the tables are read in the way in which every command reads them."""

    def __init__(self, library: Library, benefits: Collection[str]) -> None:
        self.library = library
        self.benefits = benefits
        self.regions: dict[str, Region] = {}
        self.errors: list[Problem] = []
        self.findings: list[Problem] = []

    def read_regions(self) -> None:
        """The folders: their region files, and documents that stand outside of any region."""
        try:
            self.regions = self.library.regions
        except BenefitError as error:
            self.errors += error.problems

    def read_document(self, file: Path, path: str) -> None:
        """One document by itself; what can be understood of it is inspected even beside a mistake."""
        try:
            content, tree = read_toml(file)
        except BenefitError as error:
            self.errors += error.problems
            return
        document, problems = examine_document(content, tree, str(file), path)
        self.errors += problems
        if document is not None:
            self.findings += document_findings(document, self.regions, self.benefits)

    def read_together(self) -> None:
        """The documents of every region with each other."""
        laws: dict[str, RegionLaw] = {}
        for path in sorted(self.regions) if not self.errors else ():
            try:
                laws[path] = self.library.law_of(self.regions[path])
            except BenefitError as error:
                self.errors += error.problems
        if not self.errors:
            self.findings += region_findings(laws)


def _distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once: a document of a province is read again for each of its counties."""
    first: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.field, problem.value, problem.details.get("file")), problem)
    return tuple(first.values())
