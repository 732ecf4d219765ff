"""The charts of a forecast: bars to scale in a terminal, on a page and in a workbook, and nothing in them is run."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from benefitcli.reports.pictures.chart import Chart, chart_text, length_of
from benefitcli.reports.pictures.chart_svg import chart_svg
from forecasts import run, write_rows

WINDOW = ("--from-month", "2026-01", "--to-month", "2026-04")
ATTACK = '<script>alert(1)</script>"&\x1b[31m'
FEN = st.integers(0, 10**13)


def printed(chart: Chart, width: int = 80) -> list[str]:
    return chart_text(chart, width)


class TestTerminal:
    def test_a_bar_is_as_long_as_its_share(self) -> None:
        """Of 40 columns 2 + 1 + 2 + 3 + 2 are taken: 30 are left for 400, 15 for 200, 8 (7.5) for 100."""
        chart = Chart("", ("a", "b", "c", "d"), (("", (400_00, 200_00, 100_00, 0)),), "")

        assert printed(chart, 40) == [
            f"  a  400  {'#' * 30}", f"  b  200  {'#' * 15}", f"  c  100  {'#' * 8}", "  d    0",
        ]  # fmt: skip

    def test_what_there_is_can_be_seen(self) -> None:
        assert length_of(1, 10**13, 60) == 1
        assert length_of(0, 10**13, 60) == 0
        assert length_of(0, 0, 60) == 0

    def test_series_are_told_apart_without_colour(self) -> None:
        chart = Chart("", ("甲", "乙乙"), (("现状", (1_00, 2_00)), ("高", (2_00, 4_00))), "")

        assert printed(chart, 40) == [
            "  ### 现状",
            "  === 高",
            f"  甲    1  {'#' * 7}",
            f"        2  {'=' * 15}",
            f"  乙乙  2  {'#' * 15}",
            f"        4  {'=' * 29}",
        ]

    @given(
        values=st.lists(FEN, min_size=1, max_size=5),
        label=st.text(st.sampled_from("ab甲乙 "), min_size=1, max_size=60),
        width=st.integers(50, 120),
    )
    def test_no_line_is_wider_than_the_sheet(self, values: list[int], label: str, width: int) -> None:
        chart = Chart("", tuple(label for _ in values), (("", tuple(values)),), "")

        assert max(map(cell_len, printed(chart, width))) <= width


class TestSvg:
    @given(values=st.lists(FEN, min_size=1, max_size=60), many=st.integers(1, 4))
    def test_bars_are_to_scale_and_on_the_drawing(self, values: list[int], many: int) -> None:
        chart = Chart("t", tuple(str(index) for index in range(len(values))), (("s", tuple(values)),) * many, "元")
        drawing = chart_svg(chart)
        bars = [bar for bar in drawing.iter("rect") if bar.find("title") is not None]

        assert len(bars) == len(values) * many
        heights = [float(bar.get("height", "0")) for bar in bars]
        room = 328 - 30 - 64
        for value, height in zip([value for value in values for _ in range(many)], heights, strict=True):
            # The scale ends at most a step above the highest bar; a tenth of a unit is lost in the writing.
            assert 0 <= height <= room
            assert abs(height * max(values) - max(heights) * value) <= 0.2 * max(values)
        # The scale goes by whole yuan.
        assert max(heights) >= room / 2 or max(values) < 100
        for bar in bars:
            assert 96 <= float(bar.get("x", "0")) <= float(bar.get("x", "0")) + float(bar.get("width", "0")) <= 760

    def test_a_timeline_leaves_names_out_and_a_list_lets_them_lean(self) -> None:
        names = tuple(f"第{number:02d}生产车间" for number in range(20))
        for is_timeline, many in ((True, 7), (False, 20)):
            drawing = chart_svg(Chart("", names, (("", (100,) * 20),), "元", is_timeline=is_timeline))
            texts = [one for one in drawing.iter("text") if (one.text or "").startswith("第")]

            # A name of 12 cells takes 80 of the 656 units: eight would fit, every third of twenty are seven.
            assert len(texts) == many
            assert all((one.get("transform") is None) == is_timeline for one in texts)

    def test_every_bar_says_its_number(self) -> None:
        drawing = chart_svg(Chart("各期", ("2026-01",), (("现状", (200_50,)), ("高", (300_00,))), "元"))

        assert [one.text for one in drawing.iter("title")] == ["各期 (元)", "2026-01 现状 200.50", "2026-01 高 300"]


class TestPage:
    def test_nothing_from_the_file_is_run(self, tmp_path: Path) -> None:
        write_rows(tmp_path, [{"birth_date": "2025-01-01", "d": ATTACK}])
        options = ("--group-by", "d", "--scenario", f"{ATTACK}:monthly_rate=300", "--region", "yongji")
        done = run(tmp_path, "allowance", "staff.csv", *WINDOW, *options, "--format", "html", "--quiet")

        text = done.stdout.decode()
        assert done.code == 0
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "\x1b" not in text
        assert "default-src 'none'" in text
        assert not re.search(r"(?:src|href)=\"(?!#)", text)

    def test_nothing_from_the_file_moves_the_terminal(self, tmp_path: Path) -> None:
        write_rows(tmp_path, [{"birth_date": "2025-01-01", "d": ATTACK}])
        text = run(tmp_path, "allowance", "staff.csv", *WINDOW, "--group-by", "d").stdout

        assert b"\x1b" not in text

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_the_page_has_the_chart_the_table_and_the_clauses(self, language: str, tmp_path: Path) -> None:
        write_rows(tmp_path, [{"birth_date": "2025-01-01"}])
        text = run(tmp_path, "allowance", "staff.csv", *WINDOW, "--format", "html", "--lang", language).stdout.decode()
        drawing = re.search(r"<svg.*?</svg>", text, re.DOTALL)

        assert drawing is not None
        assert drawing.group().count("<rect") == 4
        assert text.count('<td class="amount">200</td>') == 4
        assert "不低于200元的婴幼儿保教费" in text
        words = {"zh": ("婴幼儿保教费测算", "合计"), "en": ("monthly childcare allowance", "total")}
        assert all(word in text for word in words[language])

    @pytest.mark.skipif(shutil.which("chromium") is None, reason="needs the chromium browser")
    def test_a_browser_draws_it_without_complaint(self, tmp_path: Path) -> None:
        write_rows(tmp_path, [{"birth_date": "2025-01-01"}])
        run(tmp_path, "allowance", "staff.csv", *WINDOW, "-o", "page.html")
        done = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
             "--screenshot=page.png", "--window-size=900,1200", "page.html"],
            cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip

        assert "CONSOLE" not in done.stderr
        assert (tmp_path / "page.png").stat().st_size > 10_000


class TestWorkbook:
    @pytest.fixture
    def book(self, tmp_path: Path) -> Path:
        write_rows(tmp_path, [{"birth_date": "2025-01-01", "部门": "=1+1"}, {"birth_date": "2023-02-01", "部门": "甲"}])
        options = ("--group-by", "部门", "--scenario", "高:monthly_rate=300", "--lang", "zh", "-o", "out.xlsx")
        assert run(tmp_path, "allowance", "staff.csv", *WINDOW, *options).code == 0
        return tmp_path / "out.xlsx"

    def test_the_charts_are_native_and_point_to_their_numbers(self, book: Path) -> None:
        """By hand: one child in all four months, one in January; 200 and 300."""
        sheets = openpyxl.load_workbook(book)

        assert sheets.sheetnames == ["benefitcli", "各期金额", "各组金额（全期）", "说明"]
        rows = list(sheets["各期金额"].iter_rows(values_only=True, max_col=3))
        assert rows == [
            (None, "现状", "高"), ("2026-01", 400, 600), ("2026-02", 200, 300), ("2026-03", 200, 300), ("2026-04", 200, 300),
        ]  # fmt: skip
        assert list(sheets["各组金额（全期）"].iter_rows(values_only=True, max_col=3, min_row=2)) == [
            ("=1+1", 800, 1200), ("甲", 200, 300),
        ]  # fmt: skip
        with zipfile.ZipFile(book) as parts:
            charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 2
        ranges = [re.findall(r"<c:val>.*?<c:f>[^!]*!([^<]*)</c:f>", chart, re.DOTALL) for chart in charts]
        assert ranges == [["$B$2:$B$5", "$C$2:$C$5"], ["$B$2:$B$3", "$C$2:$C$3"]]

    def test_no_text_is_a_formula(self, book: Path) -> None:
        for sheet in openpyxl.load_workbook(book).worksheets:
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
    def test_libreoffice_opens_it(self, book: Path) -> None:
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{book.parent}/profile", "--headless", "--convert-to", "pdf", book],
            cwd=book.parent, capture_output=True, text=True, check=True, timeout=180,
        )  # fmt: skip

        assert "Error" not in done.stdout + done.stderr
        assert (book.parent / "out.pdf").read_bytes().startswith(b"%PDF")
