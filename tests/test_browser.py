"""The page in a real browser: nothing goes wrong while it loads, nothing in it runs, and it prints on A4."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from benefitcli.benefits.register import schema_of_command
from benefitcli.i18n.help import EXAMPLES
from console import run_here, words_of

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PDF_READER = shutil.which("pdfinfo")
A4 = (595, 842)
"""In points, as pdfinfo gives them."""

EVIL = """<script>document.title='run'</script>"><img src=x onerror="document.title='run'">"""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium: apt-get install chromium")


def browse(page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Open a page in the browser without a window; what its console says comes on the standard error."""
    assert BROWSER is not None
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
        f"--user-data-dir={page.parent / 'profile'}", *options, page.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)


def write_page(folder: Path, command: str, *options: str) -> Path:
    page = folder / "page.html"
    ended = run_here(*words_of(command, *options), "-o", str(page))
    assert (ended.code, ended.stderr) == (0, "")
    return page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_goes_wrong_and_nothing_runs(language: str, tmp_path: Path) -> None:
    evil = ("--name", EVIL, "--employee-id", EVIL, "--employer", EVIL, "--lang", language)
    page = write_page(tmp_path, EXAMPLES["leave maternity"], *evil)

    done = browse(page, "--dump-dom")

    assert "CONSOLE" not in done.stderr
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title is not None
    assert title.group(1) != "run"
    assert "&lt;script&gt;" in title.group(1)
    assert "<img" not in done.stdout
    assert "<script" not in done.stdout


def test_a_script_that_did_get_in_would_be_noticed(tmp_path: Path) -> None:
    """The browser of this test does run scripts, and its console is heard: only our policy keeps them from running."""
    page = write_page(tmp_path, EXAMPLES["leave maternity"])
    content = page.read_text(encoding="utf-8")
    script = "<script>document.title='run'</script></body>"
    page.write_text(content.replace("</body>", script), encoding="utf-8")

    kept_out = browse(page, "--dump-dom")

    assert "<title>run</title>" not in kept_out.stdout
    assert "CONSOLE" in kept_out.stderr

    page.write_text(re.sub(r"<meta http-equiv[^>]*>", "", content).replace("</body>", script), encoding="utf-8")
    assert "<title>run</title>" in browse(page, "--dump-dom").stdout


@pytest.mark.skipif(PDF_READER is None, reason="needs pdfinfo: apt-get install poppler-utils")
@pytest.mark.parametrize("path", [path for path in EXAMPLES if schema_of_command(path)])
def test_a_form_prints_on_one_or_two_pages_of_a4(path: str, tmp_path: Path) -> None:
    language = "zh" if path.startswith("leave") else "en"
    page = write_page(tmp_path, EXAMPLES[path], "--name", "张三", "--employer", "某某有限公司", "--lang", language)

    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")

    told = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], capture_output=True, text=True, check=True).stdout
    pages = re.search(r"Pages: +(\d+)", told)
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", told)
    assert pages is not None
    assert size is not None
    assert int(pages.group(1)) in (1, 2)
    assert tuple(round(float(edge)) for edge in size.groups()) == A4
