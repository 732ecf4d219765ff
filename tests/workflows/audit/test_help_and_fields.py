"""What the audits say of themselves: the examples of the help, and the columns that they read."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benefitcli.i18n.audit import FINDINGS, HEADINGS
from benefitcli.i18n.help import EXAMPLES
from benefitcli.workflows.audit.schemas import AUDITS

FILES = {
    "ledger.csv": "employee_id,birth_date,month,amount\nE1,2025-05-10,2025-05,200\nE1,2025-05-10,2025-06,200\n",
    "claims.csv": "institution_id,year,inclusive_places,amount_claimed\nJ1,2024,10,6000\n",
    "records.csv": "employee_id,benefit,from_date,to_date,birth_date\nE1,产假,2025-05-10,2025-05-20,2025-05-10\n",
}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benefitcli", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", [path for path in EXAMPLES if path.startswith("audit ")])
def test_the_example_of_the_help_works(tmp_path: Path, path: str) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = shlex.split(EXAMPLES[path])[1:]
    done = run(tmp_path, *words)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / words[words.index("-o") + 1]).exists()


@pytest.mark.parametrize("name", AUDITS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_columns_of_an_audit(tmp_path: Path, name: str, language: str) -> None:
    done = run(tmp_path, "fields", name, "--lang", language)

    assert (done.returncode, done.stderr) == (0, "")
    for column in (*(one.name for one in AUDITS[name].fields), *(one.name for one in AUDITS[name].results)):
        assert column in done.stdout
    for finding in AUDITS[name].findings:
        assert FINDINGS[finding][language == "en"] in done.stdout


def test_a_filled_template_is_accepted(tmp_path: Path) -> None:
    assert run(tmp_path, "fields", "audit.allowance", "--template", "ledger.csv").returncode == 0

    done = run(tmp_path, "audit", "allowance", "ledger.csv", "--to-month", "2023-05", "-o", "out.csv")
    assert done.returncode in {0, 1}, done.stderr
    assert "finding" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_every_finding_and_column_has_words() -> None:
    used = {finding for form in AUDITS.values() for finding in form.findings}
    assert used == set(FINDINGS)
    assert {one.name for form in AUDITS.values() for one in form.results} <= set(HEADINGS)
