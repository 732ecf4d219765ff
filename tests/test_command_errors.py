"""What a command says when it cannot do what it is asked: exit code, stdout and stderr, always together."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benefitcli.i18n import Language, choose
from benefitcli.i18n.problems import MESSAGES

ERROR = {"zh": "错误：", "en": "error: "}
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
CITATION = re.compile(r"《[^》]*》(（[^（）]*）)*|“[^”]*”")

FILES = {
    "good.csv": b"birth_date\n2023-05-01\n",
    "old.csv": b"what was there before\n",
    "empty.csv": b"",
    "blank.csv": b"\n  \n,,\n",
    "bytes.csv": b"birth_date\n2023-05-01\n\xff\xff\n",
    "gbk.csv": "姓名,birth_date\n张三,2023-05-01\n".encode("gbk"),
    "names.csv": b"name,note\nZhang,x\n",
    "twice.csv": "birth_date,出生日期\n2023-05-01,2023-05-01\n".encode(),
    "clash.csv": b"birth_date,days,status\n2023-05-01,1,paid\n",
}


@dataclass(frozen=True)
class Run:
    """How a process ended and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.stdout)))


@dataclass(frozen=True)
class Refusal:
    """A command that cannot be carried out, the codes of what is wrong, and words the message must hold.

    ``typed`` are Chinese words of the user that the English message repeats; ``json`` is the option that asks for
    errors as JSON, if the command can have it.
    """

    title: str
    command: str
    codes: tuple[str, ...]
    words: tuple[str, ...]
    typed: tuple[str, ...] = ()
    json: str = ""


def environment() -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BENEFITCLI_")}
    return {**inherited, "LC_ALL": "C.UTF-8"}


def run(place: Path, arguments: Sequence[str], stdin: bytes = b"") -> Run:
    """Run the command in a folder; whatever happens, it does not end in a traceback."""
    finished = subprocess.run(
        [sys.executable, "-m", "benefitcli", *arguments],
        cwd=place,
        env=environment(),
        input=stdin,
        capture_output=True,
        check=False,
        timeout=30,
    )
    result = Run(finished.returncode, finished.stdout.decode(), finished.stderr.decode())
    assert "Traceback" not in result.stderr
    return result


def refuse(place: Path, arguments: Sequence[str], stdin: bytes = b"") -> Run:
    """Run a command that has to be refused: exit code 2, nothing on stdout, and no file made, changed or left over."""
    before = contents(place)
    result = run(place, arguments, stdin)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.endswith("\n")
    assert contents(place) == before
    return result


def contents(place: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(place)): None if path.is_dir() else path.read_bytes() for path in place.rglob("*")}


def with_options(command: str, *options: str) -> list[str]:
    """The command with further options after its leading words, so that one may end without its value."""
    words = shlex.split(command)
    leading = next((index for index, word in enumerate(words) if word.startswith("-")), len(words))
    return [*words[:leading], *options, *words[leading:]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a few files and a folder in it."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    return tmp_path


def refusal(
    title: str, command: str, codes: str, *words: str, typed: tuple[str, ...] = (), has_json: bool = True
) -> Refusal:
    option = "--json-errors" if command.startswith("batch") else "--format=json"
    return Refusal(title, command, tuple(codes.split()), words, typed, option if has_json else "")


BORN = "leave maternity --birth-date 2023-05-01"
LOAN = "loan --on 2024-01-01 --children 2"
PLACES = "places --inclusive-places 10 --year 2024"
DATE_FORMS = "2024-03-01 | 2024/3/1"
BATCH = "batch leave.maternity"

VALUES = [
    refusal("30 February", "leave maternity --birth-date 2023-02-30", "impossible_date",
            "--birth-date", "2023-02-30", DATE_FORMS),
    refusal("leap day of a common year", "leave marriage --start-date 20230229", "impossible_date",
            "--start-date", "20230229"),
    refusal("day or month first", "leave maternity --birth-date 01/02/2023", "ambiguous_date",
            "--birth-date", "01/02/2023", DATE_FORMS),
    refusal("year of two digits", "leave maternity --birth-date 23-5-1", "ambiguous_date", "23-5-1"),
    refusal("serial number of a sheet", "leave maternity --birth-date 45047", "ambiguous_date", "45047"),
    refusal("words for a date", "leave maternity --birth-date 'next May'", "unreadable_date", "next May", DATE_FORMS),
    refusal("date before the calendar", "leave maternity --birth-date 1899-12-31", "out_of_range",
            "1899-12-31", "1900-01-01..2090-12-31"),
    refusal("start after the birth", f"{BORN} --start-date 2023-05-02", "start_after_birth",
            "--start-date", "2023-05-02"),
    refusal("unreadable --on", f"{BORN} --on soon", "unreadable_date", "--on", "soon", DATE_FORMS),
    refusal("impossible --as-of", f"{BORN} --as-of 2023-02-30", "impossible_date", "--as-of", "2023-02-30"),
    refusal("month 13 for a month", "allowance --birth-date 2023-05-01 --from-month 2023-13", "unreadable_month",
            "--from-month", "2023-13", "2024-03 | 2024/3"),
    refusal("no infant", f"{BORN} --infants 0", "out_of_range", "--infants", "0", "1..9"),
    refusal("half a child", f"{BORN} --birth-order 1.5", "not_a_whole_number", "--birth-order", "1.5", "1..20"),
    refusal("year before the tables", "places --inclusive-places 1 --year 1999", "out_of_range",
            "--year", "1999", "2000..2090"),
    refusal("amount in powers of ten", f"{LOAN} --base-ceiling 6e5", "not_an_amount",
            "--base-ceiling", "6e5", "0..1000000000"),
    refusal("amount below zero", f"{LOAN} --base-ceiling -5", "out_of_range", "--base-ceiling", "-5", "0..1000000000"),
    refusal("part of a fen", f"{LOAN} --base-ceiling 600000.005", "too_many_decimals", "--base-ceiling", "600000.005"),
    refusal("ratio as a fraction", f"{LOAN} --base-ceiling 600000 --uplift 1/5", "not_a_ratio",
            "--uplift", "1/5", "20%"),
    refusal("three values at once", "loan --children x --base-ceiling 6e5 --uplift 1/5",
            "not_a_whole_number not_an_amount not_a_ratio", "--children", "--base-ceiling", "--uplift"),
]  # fmt: skip

LAW = [
    refusal("unknown region", f"{BORN} --region yongjii", "region_unknown", "yongjii", "永济市 yongji 140881"),
    refusal("region far from any", f"{BORN} --region Mars", "region_unknown", "Mars", "永济市 yongji 140881"),
    refusal("birth before the tables", "leave maternity --birth-date 1990-05-01", "not_covered",
            "births.children_covered", "1990-05-01", "2016-01-01.."),
    refusal("--on before the tables", "leave marriage --start-date 2023-05-01 --on 2010-01-01", "not_covered",
            "leave.marriage.days", "2010-01-01"),
    refusal("parameter of a lower layer", f"{BORN} --region cn", "not_covered",
            "leave.maternity.bonus_days", "2023-05-01"),
    refusal("allowance below the floor", "allowance --birth-date 2023-05-01 --monthly-rate 199.99",
            "rate_below_floor", "--monthly-rate", "199.99", ">= 200", "永办发〔2023〕13号", "（十三）",
            "每月发放不低于200元的婴幼儿保教费"),
    refusal("place subsidy below the floor", f"{PLACES} --place-rate 599", "rate_below_floor",
            "--place-rate", "599", ">= 600", "永办发〔2023〕13号", "（十）", "每年不低于 600 元的标准"),
    refusal("no ceiling published", LOAN, "loan_ceiling_missing", "--base-ceiling", "[loan.base_ceiling]"),
    refusal("no uplift published", f"{LOAN} --base-ceiling 600000", "loan_uplift_missing",
            "--uplift", "[loan.uplift]"),
    refusal("unknown reading", f"{BORN} --reading childcare_bonus=flat", "reading_unknown",
            "leave.maternity", "childcare_bonus", "third_child_from"),
    refusal("unknown choice", "leave childcare --birth-date 2023-05-01 --reading childcare_bonus=double",
            "reading_choice_unknown", "childcare_bonus", "double", "flat, cumulative"),
    refusal("reading without a choice", "leave childcare --birth-date 2023-05-01 --reading childcare_bonus",
            "reading_malformed", "--reading", "childcare_bonus=cumulative"),
    refusal("no folder of tables", f"{BORN} --tables nowhere", "tables_folder_missing", "nowhere"),
]  # fmt: skip

COMMANDS = [
    refusal("unknown command", "leav maternity", "command_unknown", "leav", "leave"),
    refusal("unknown leave", "leave maternty --birth-date 2023-05-01", "command_unknown", "maternty", "maternity"),
    refusal("unknown option", "leave maternity --birthdate 2023-05-01", "option_unknown",
            "--birthdate", "--birth-date"),
    refusal("option of another benefit", f"{BORN} --monthly-rate 200", "option_unknown", "--monthly-rate"),
    refusal("unknown option of batch", f"{BATCH} good.csv --encodin gbk", "option_unknown",
            "--encodin", "--encoding"),
    refusal("option without its value", "leave maternity --birth-date", "option_incomplete", "--birth-date"),
    refusal("word too many", "leave maternity 2023-05-01", "argument_unexpected", "2023-05-01"),
    refusal("file too many", f"{BATCH} good.csv names.csv", "argument_unexpected", "names.csv"),
    refusal("batch of nothing", "batch", "argument_missing", "BENEFIT"),
    refusal("fields of nothing", "fields", "argument_missing", "BENEFIT"),
    refusal("unknown benefit of batch", "batch leave.maternty good.csv", "benefit_unknown",
            "leave.maternty", "leave.maternity"),
    refusal("unknown benefit of fields", "fields allowances", "benefit_unknown", "allowances", "allowance"),
    refusal("unknown format", f"{BORN} --format yaml", "format_unknown", "yaml", "text, json", has_json=False),
    refusal("unknown format of fields", "fields allowance --format xml", "format_unknown", "xml", "text, json",
            has_json=False),
    refusal("required field missing", "leave maternity", "field_missing", "--birth-date", DATE_FORMS),
    refusal("required field blank", "leave maternity --birth-date ' '", "field_missing", "--birth-date", DATE_FORMS),
    refusal("two required fields missing", "places", "field_missing field_missing", "--inclusive-places", "--year"),
    refusal("neither of two fields", "leave protection", "one_field_needed", "due_date", "birth_date"),
    refusal("one of a pair", f"{LOAN} --base-ceiling 600000 --house-price 900000", "fields_belong_together",
            "house_price", "down_payment_ratio"),
]  # fmt: skip

INPUTS = [
    refusal("no input file", f"{BATCH} missing.csv", "input_missing", "missing.csv"),
    refusal("folder as input", f"{BATCH} folder", "input_unreadable", "folder"),
    refusal("empty input", f"{BATCH} empty.csv", "input_empty", "empty.csv"),
    refusal("blank input", f"{BATCH} blank.csv", "input_empty", "blank.csv"),
    refusal("empty standard input", BATCH, "input_empty"),
    refusal("unknown encoding", f"{BATCH} good.csv --encoding klingon", "encoding_unknown",
            "klingon", "utf-8, gb18030"),
    refusal("bytes of no encoding", f"{BATCH} bytes.csv", "cannot_decode", "3", "22", "gb18030", "--encoding"),
    refusal("bytes of another encoding", f"{BATCH} gbk.csv --encoding utf-8", "cannot_decode",
            "1", "utf-8", "--encoding"),
    refusal("output into no folder", f"{BATCH} good.csv -o nowhere/out.csv", "output_unwritable", "nowhere/out.csv"),
    refusal("output onto a folder", f"{BATCH} good.csv -o folder", "output_unwritable", "folder"),
    refusal("old output is kept", f"{BATCH} bytes.csv -o old.csv", "cannot_decode", "22"),
    refusal("column missing", f"{BATCH} names.csv", "column_missing", "name, note", "birth_date", "出生日期"),
    refusal("neither of two columns", "batch leave.protection names.csv", "column_missing", "due_date", "birth_date"),
    refusal("two columns missing", "batch places names.csv", "column_missing column_missing",
            "inclusive_places", "year"),
    refusal("two columns for one field", f"{BATCH} twice.csv", "column_twice",
            "birth_date", "出生日期", typed=("出生日期",)),
    refusal("columns named like results", f"{BATCH} clash.csv", "column_clash", "days, status"),
    refusal("--set without a value", f"{BATCH} good.csv --set infants", "set_malformed", "--set", "infants", "="),
    refusal("--set with an empty value", f"{BATCH} good.csv --set infants=", "set_malformed", "--set", "infants="),
    refusal("--set without a name", f"{BATCH} good.csv --set =2", "set_malformed", "--set", "=2"),
    refusal("--set of no field", f"{BATCH} good.csv --set monthly_rate=200", "field_unknown",
            "monthly_rate", "birth_date, start_date"),
    refusal("--set to nonsense", f"{BATCH} good.csv --set infants=99 --set difficult_birth=perhaps",
            "out_of_range not_yes_or_no", "99", "1..9", "perhaps", "true/false"),
]  # fmt: skip

REFUSALS = [*VALUES, *LAW, *COMMANDS, *INPUTS]
OF_EACH_KIND = list({case.codes: case for case in reversed(REFUSALS) if case.json}.values())
SOME_KINDS = OF_EACH_KIND[::3]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.title)
def test_refusal_in_english(case: Refusal, place: Path) -> None:
    stderr = refuse(place, with_options(case.command, "--lang", "en")).stderr

    assert_says(case, stderr, "en")
    assert not CHINESE.search(own_words(stderr, case.typed))


@pytest.mark.parametrize("case", OF_EACH_KIND, ids=lambda case: case.title)
def test_refusal_in_chinese(case: Refusal, place: Path) -> None:
    stderr = refuse(place, with_options(case.command, "--lang", "zh")).stderr

    assert_says(case, stderr, "zh")


@pytest.mark.parametrize("case", SOME_KINDS, ids=lambda case: case.title)
def test_refusal_as_json(case: Refusal, place: Path) -> None:
    result = refuse(place, with_options(case.command, case.json))

    document = json.loads(result.stderr)
    assert document["status"] == "error"
    assert tuple(error["code"] for error in document["errors"]) == case.codes
    keys = {"code", "field", "value", "accepted", "details", "message"}
    assert all(set(error) == keys and error["message"] for error in document["errors"])


def assert_says(case: Refusal, stderr: str, language: Language) -> None:
    """One message for each problem, in the words that the catalogue has for its code, and the words of the case."""
    messages = [line for line in stderr.splitlines() if not line.startswith("  ")]
    assert len(messages) == len(case.codes), stderr
    for code, message in zip(case.codes, messages, strict=True):
        template = re.split(r"{\w+}", choose(MESSAGES[code], language))
        assert re.fullmatch(ERROR[language] + ".*".join(map(re.escape, template)), message)
    assert [word for word in case.words if word not in stderr] == []


def own_words(stderr: str, typed: Sequence[str]) -> str:
    """What the program says of itself: no citation, no accepted form, no word of the user."""
    lines = [line for line in stderr.splitlines() if not line.startswith("  accepted: ")]
    text = CITATION.sub("", "\n".join(lines))
    for word in typed:
        text = text.replace(word, "")
    return text


def test_json_error_has_field_value_and_accepted_forms(place: Path) -> None:
    result = refuse(place, shlex.split(f"{BORN} --infants 10 --format json --lang zh"))

    error = {"code": "out_of_range", "field": "infants", "value": "10", "accepted": "1..9", "details": {}}
    assert json.loads(result.stderr) == {
        "status": "error",
        "errors": [{**error, "message": "婴儿数（--infants）“10”超出范围"}],
    }


def test_clause_stands_in_the_json_of_a_rate_below_its_floor(place: Path) -> None:
    command = "allowance --birth-date 2023-05-01 --monthly-rate 100 --format json"

    details = json.loads(refuse(place, shlex.split(command)).stderr)["errors"][0]["details"]

    assert details["clause"].endswith("（永办发〔2023〕13号）（十三）")
    assert "不低于200元" in details["quote"]


def test_nearest_names_of_a_region_come_first(place: Path) -> None:
    command = f"{BORN} --region yuncheg --format json"

    error = json.loads(refuse(place, shlex.split(command)).stderr)["errors"][0]

    assert error["accepted"].startswith("运城市 yuncheng 140800")


def test_value_for_a_yes_or_no_option_is_refused_in_fitting_words(place: Path) -> None:
    stderr = refuse(place, shlex.split(f"{BORN} --difficult-birth=yes --lang en")).stderr

    assert "--difficult-birth" in stderr
    assert "needs a value" not in stderr


@pytest.mark.parametrize(
    ("arguments", "shown"), [([], "allowance"), (["leave"], "maternity")], ids=["program", "group"]
)
def test_command_alone_shows_what_there_is(arguments: list[str], shown: str, place: Path) -> None:
    """As help that was asked for, or as an error; never as data of a command that failed."""
    result = run(place, arguments)

    streams = {0: (result.stdout, result.stderr), 2: (result.stderr, result.stdout)}
    helpful, empty = streams[result.code]
    assert shown in helpful
    assert empty == ""


@pytest.mark.parametrize("option", ["--lang=en", "--format=json"])
def test_argument_that_is_not_text_is_refused(option: str, place: Path) -> None:
    stderr = refuse(place, ["leave", "maternity", "--birth-date", os.fsdecode(b"\xff2023"), option]).stderr

    assert "unreadable_date" in stderr or "--birth-date" in stderr


def test_remedy_for_clashing_columns_works(place: Path) -> None:
    """The hint names ``--prefix``."""
    assert "--prefix" in refuse(place, shlex.split(f"{BATCH} clash.csv --lang en")).stderr

    result = run(place, shlex.split(f"{BATCH} clash.csv --prefix new_"))

    assert (result.code, len(result.rows)) == (0, 1)


@dataclass(frozen=True)
class BadRow:
    """A value that makes its row an error, the code of the problem, and words the reason must hold."""

    benefit: str
    column: str
    value: str
    code: str
    words: tuple[str, ...]


BAD_ROWS = [
    BadRow("leave.maternity", "birth_date", "2023-02-30", "impossible_date", ("birth_date", "2024/3/1")),
    BadRow("leave.maternity", "birth_date", "1/2/2023", "ambiguous_date", ("birth_date", "2024/3/1")),
    BadRow("leave.maternity", "birth_date", "soon", "unreadable_date", ("birth_date", "2024/3/1")),
    BadRow("leave.maternity", "birth_date", "", "field_missing", ("birth_date", "2024/3/1")),
    BadRow("leave.maternity", "infants", "10", "out_of_range", ("infants", "1..9")),
    BadRow("leave.maternity", "birth_order", "two", "not_a_whole_number", ("birth_order", "1..20")),
    BadRow("leave.maternity", "difficult_birth", "perhaps", "not_yes_or_no", ("difficult_birth", "是/否")),
    BadRow("leave.maternity", "start_date", "2023-06-01", "start_after_birth", ("start_date", "birth_date")),
    BadRow("leave.maternity", "region", "Mars", "region_unknown", ("region", "yongji")),
    BadRow("leave.maternity", "birth_date", "1990-05-01", "not_covered", ("births.children_covered", "2016-01-01..")),
    BadRow("allowance", "monthly_rate", "100", "rate_below_floor", ("monthly_rate", "200", "（十三）")),
]


@pytest.mark.parametrize("case", BAD_ROWS, ids=lambda case: case.code)
def test_bad_row_keeps_its_place_and_says_why(case: BadRow, place: Path) -> None:
    good = {"birth_date": "2023-05-01"}
    rows = [{"name": "a", **good}, {"name": "b", **good, case.column: case.value}, {"name": "c", **good}]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[1]), restval="")
    writer.writeheader()
    writer.writerows(rows)

    result = run(place, ["batch", case.benefit, "--lang", "en"], text.getvalue().encode())

    assert result.code == 1
    assert [(row["name"], row["status"]) for row in result.rows] == [("a", "ok"), ("b", "error"), ("c", "ok")]
    bad = result.rows[1]
    assert bad["reason"].startswith(f"{case.code}: ")
    assert [word for word in (*case.words, case.value) if word not in bad["reason"]] == []
    assert bad[case.column] == case.value
    first, *_, last = result.stderr.splitlines()
    assert first.startswith("3 rows: 2 ok, 0 not entitled, 1 with errors (")
    assert last == f"  1 × {case.code}: row 3"


SOME_BAD = b"name,birth_date\na,2023-05-01\nb,2023-02-30\nc,2023-05-01\nd,soon\ne,2023-06-31\n"


def test_rows_with_more_cells_than_headers_are_errors(place: Path) -> None:
    content = b"name,birth_date\na,2023-05-01\nb,2023-05-01,surplus,2\nc,2023-05-01\n"

    result = run(place, [*shlex.split(BATCH), "--lang", "en"], content)

    assert result.code == 1
    assert [(row["name"], row["status"]) for row in result.rows] == [("a", "ok"), ("b", "error"), ("c", "ok")]
    assert result.rows[1]["reason"].startswith("too_many_cells: ")
    assert "surplus" in result.rows[1]["reason"]
    assert "1 × too_many_cells: row 3" in result.stderr


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        (
            "en",
            ["5 rows: 2 ok, 0 not entitled, 3 with errors", "2 × impossible_date: row 3, 6", "unreadable_date: row 5"],
        ),
        ("zh", ["共5行：2行算出，0行不享受，3行有错", "2行impossible_date：第3、6行", "unreadable_date：第5行"]),
    ],
)
def test_summary_of_errors_goes_to_stderr(language: str, summary: list[str], place: Path) -> None:
    result = run(place, [*shlex.split(BATCH), "--lang", language], SOME_BAD)

    assert (result.code, len(result.rows)) == (1, 5)
    assert [words for words in summary if words not in result.stderr] == []


def test_summary_as_json(place: Path) -> None:
    result = run(place, [*shlex.split(BATCH), "--json-errors"], SOME_BAD)

    assert (result.code, len(result.rows)) == (1, 5)
    summary: dict[str, Any] = json.loads(result.stderr)
    assert {name: summary[name] for name in ("rows", "ok", "not_entitled", "error")} == {
        "rows": 5, "ok": 2, "not_entitled": 0, "error": 3,
    }  # fmt: skip
    assert sorted(summary["errors"], key=lambda kind: str(kind["code"])) == [
        {"code": "impossible_date", "count": 2, "first_rows": [3, 6]},
        {"code": "unreadable_date", "count": 1, "first_rows": [5]},
    ]


def test_quiet_leaves_the_exit_code_to_speak(place: Path) -> None:
    result = run(place, [*shlex.split(BATCH), "--quiet"], SOME_BAD)

    assert (result.code, len(result.rows), result.stderr) == (1, 5, "")


def test_output_file_takes_all_rows_and_leaves_stdout_empty(place: Path) -> None:
    before = set(contents(place))

    result = run(place, [*shlex.split(BATCH), "-o", "out.csv", "--lang", "en"], SOME_BAD)

    assert (result.code, result.stdout) == (1, "")
    assert result.stderr.startswith("5 rows: 2 ok")
    assert set(contents(place)) - before == {"out.csv"}
    rows = csv.DictReader(io.StringIO((place / "out.csv").read_text(encoding="utf-8")))
    assert [(row["name"], row["status"]) for row in rows] == [
        ("a", "ok"), ("b", "error"), ("c", "ok"), ("d", "error"), ("e", "error"),
    ]  # fmt: skip


def test_nobody_entitled_is_no_error(place: Path) -> None:
    result = run(place, ["batch", "leave.paternity", "--lang", "en"], b"birth_date,birth_order\n2023-05-01,4\n")

    assert result.code == 0
    assert result.stderr.startswith("1 row: 0 ok, 1 not entitled, 0 with errors (")
    assert [(row["status"], row["reason"]) for row in result.rows] == [("not_entitled", "birth_not_covered")]


def test_one_case_without_entitlement_is_no_error(place: Path) -> None:
    command = "leave paternity --birth-date 2023-05-01 --birth-order 4 --format json"

    result = run(place, shlex.split(command))

    assert (result.code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["status"] == "not_entitled"


def test_headers_alone_are_a_file_of_no_rows(place: Path) -> None:
    result = run(place, [*shlex.split(BATCH), "--lang", "en"], b"birth_date\n")

    assert (result.code, result.rows) == (0, [])
    assert result.stdout.startswith("birth_date,days,start_date")
    assert result.stderr.startswith("0 rows: 0 ok, 0 not entitled, 0 with errors (")


MANY = b"birth_date\n" + b"2023-05-01\n" * 5_000
PIPED = [f"{BATCH} --quiet", BORN, f"{BORN} --format json", "fields allowance", "--help"]


@pytest.mark.parametrize("command", PIPED)
def test_pipe_closed_before_anything_is_written_ends_quietly(command: str, place: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        finished = subprocess.run(
            [sys.executable, "-m", "benefitcli", *shlex.split(command)],
            cwd=place,
            env=environment(),
            input=MANY,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            timeout=30,
        )

    assert (finished.returncode, finished.stderr.decode()) == (0, "")


def test_reader_that_takes_one_line_ends_a_batch_quietly(place: Path) -> None:
    (place / "many.csv").write_bytes(MANY)
    command = [sys.executable, "-m", "benefitcli", *shlex.split(f"{BATCH} many.csv --quiet")]
    with subprocess.Popen(
        command, cwd=place, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"birth_date,days")
        process.stdout.close()
        stderr = process.stderr.read().decode()
        code = process.wait(timeout=30)

    assert (code, stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [f"{BATCH} good.csv", BORN, f"{BORN} --format json"])
def test_full_disk_behind_stdout_is_told(command: str, place: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        finished = subprocess.run(
            [sys.executable, "-m", "benefitcli", *shlex.split(command), "--lang", "en"],
            cwd=place,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=30,
        )

    stderr = finished.stderr.decode()
    assert finished.returncode == 2
    assert stderr.startswith(('{\n  "status": "error"', "error: "))
    assert "Traceback" not in stderr
