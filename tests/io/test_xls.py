"""A workbook of Excel 97-2003 cell by cell, with expected values by hand."""

from __future__ import annotations

import base64
import datetime
import io
import zlib

import pytest

from benefitcli.errors import BenefitError
from benefitcli.io.content import kind_of_content
from benefitcli.io.spreadsheet import MergedRange, SheetRow, Unreadable
from benefitcli.io.xls import XlsWorkbook

MOMENT = datetime.datetime(2023, 5, 1, 8, 30)  # noqa: DTZ001 - cells have no zone

PACKED = (
    "c-rk)T}V_x6#nMkySi)sthz=Tt+tVsKln!wfvzcKFN$VTNPpTcCblYKkU?pgk3kRwMK6M7y;!|eQfj^V5E%6k1eF>~4?++WMX1}E"
    "bMN}s1_~xw_q#i1X3or<IWzO!nc4edBzCm>e$p5gpa3eS12%-s(FqE+V8#wA4+LZ~7+Wa>Osp!{thA6}7Cer69xm5VuJ;%e+|!<s"
    "1jZ>GLNm&m8oenih$8l(Mo1s>g+|;{aDzfL64|dfmd9Dfv%Jf7pRg=s%_WxkRCiQVW5ivSw!`4@LB+*o(If>Pa+^1-$w2~!C6C)L"
    "3%#xdyISgNPX50IPAw8WAa;~^8@(+uZ^KP!KsLdt#o!hqfHp#=&zI@(IJG$RB1%_f`LaAICwBULPHhuzBL<=k`r|_D5f^+ETkBl#"
    "Q0(`*FbW58um@iQDZrQDX7e<~)UT{wfb`$z>%)Jew-Oyf>21V}Q2Gd>M=1RoBFIAh6@`e_fxs~#-_$NdVxvWtC?aZqRb?01indCw"
    "3h~i9iBdkFZ2DPsnp*e|f2*X;<3~mEDZe+lPK9W#c2_iesc7(OZy80_x~Vdq%emCXLrl)i&dtlr-kzDA6CsW925FzSK}PYm5lPZR"
    "jF#zG-aPCy6_a;9zbvgScOPX<2Oo;;AU4aPAb|6-MdVp(&v3-(u@cRZWk#m4g>;q|xR>>uPGaexIuxgtCm4x6om}T4m!?v`d5l-?"
    "EpyUaDcv<u@yOZr!M%;reI;XO9DT3d-Sqm|Xf%SKPGpD-as8S^zdINUW7B=hGVzxU*s9nK-vh>dAqG=&Yaqn(<w4H{XG_m1lv8JN"
    "D&@49oJKi|VOcD&Jb-nqi{llE$GahENw;WGtW>6QuPV)}AWIHZ5hkYnh0>Z5!cT?$l-ABE5j>X(7$4HDDePyO(9_bgWWokYYli>w"
    ">Z6+rhf~O(Dmzkn7_%KocU11EX!w0``rh{90U84Fl7{e!&STvH#i%Dc>UYwDp`P8=c#7t`t+BOmW70I9UP-z^k{Y|Mz)vM|LNp#o"
    "ff9!Ya<p_#&SE*qjs;{7l3UEk)k<y=lH7b_ma~dbvueVG2@@tv{B00?+kkOT(J!81e2LM&>r7FYHb0a6v)G3wdRpmU*KRaY+(Q4%"
    "mx8shh@dU8$Tq?6g%Ss-_ZBpumi=g0GJomTCgzT3(GBg(_X;hw|LLXp`G@=e2~|T-mj"
)
"""A sheet 名单 of five rows and a hidden sheet 旧, as xlwt writes them."""

BOOK = zlib.decompress(base64.b85decode(PACKED))


def test_cells() -> None:
    book = XlsWorkbook(io.BytesIO(BOOK), "a.xls")
    found = book.content(book.sheets[0])
    day = datetime.date(2023, 5, 1)
    assert list(found.rows) == [
        SheetRow(1, [0, 1, 2, 3, 4], ["工号", "出生日期", "婴儿数", "难产", "月份"]),
        SheetRow(2, [0, 1, 2, 3, 4], ["0001", day, 2, True, MOMENT]),
        SheetRow(
            3,
            [0, 1, 2, 3, 4],
            [
                "0002",
                datetime.date(2023, 5, 2),
                Unreadable("cell_error", "#N/A"),
                False,
                Unreadable("formula_without_value", "="),
            ],
        ),
        SheetRow(4, [0, 1, 2, 3], ["1.40881199001011E+17", Unreadable("cell_without_day", "-5"), 1, 200.01]),
        SheetRow(5, [0, 1], ["d", "2023-05-01"]),
    ]
    assert found.merged == [MergedRange(4, 2, 5, 2)]
    assert found.widths == {0: 20.0}
    assert (found.formats[0], found.formats[1]) == ("0000", "yyyy-mm-dd")


def test_sheets_and_what_is_seen_of_them() -> None:
    book = XlsWorkbook(io.BytesIO(BOOK), "a.xls")
    assert [(entry.name, entry.is_visible) for entry in book.sheets] == [("名单", True), ("旧", False)]
    assert kind_of_content(io.BytesIO(BOOK), "a.xls") == "xls"


@pytest.mark.parametrize("content", [BOOK[:3000], BOOK[:600], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_damaged(content: bytes) -> None:
    with pytest.raises(BenefitError) as caught:
        XlsWorkbook(io.BytesIO(content), "a.xls")
    assert caught.value.problems[0].code == "workbook_damaged"
