"""Real processes that are stopped, starved of room or cut off: the old file stays, nothing is left lying about."""

from __future__ import annotations

import array
import fcntl
import os
import pty
import random
import select
import signal
import stat
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from benefitcli.io.encoding import BLOCK

OLD = "what was there before\n"
DEADLINE = 20.0
PROMPTLY = 5.0
SETTLED = 1.0
HEADER = b"birth_date,note\n"
ROW = b"2023-05-01," + b"x" * 1000 + b"\n"
LEDGER = b"employee_id,birth_date,month,amount\nE1,2023-05-01,2024-01,200\n"
MORE_THAN_A_BLOCK = HEADER + ROW * (BLOCK // len(ROW) + 2000)
BATCH = (sys.executable, "-m", "benefitcli", "batch", "leave.maternity")
AUDIT = (sys.executable, "-m", "benefitcli", "audit", "allowance", "-")
FORECAST = (*BATCH[:3], "forecast", "allowance", "-", "--from-month", "2026-01", "--to-month", "2026-03")
IS_ROOT = os.geteuid() == 0


def environment(folder: Path) -> dict[str, str]:
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TMPDIR": str(temporary), "TERM": "xterm"}


def run(folder: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*BATCH, *arguments],
        cwd=folder,
        env=environment(folder),
        input=data,
        capture_output=True,
        check=False,
        timeout=DEADLINE,
    )


def shell(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in bash; ``$BATCH`` is the command."""
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment(folder) | {"BATCH": " ".join(BATCH)},
        capture_output=True,
        text=True,
        check=False,
        timeout=DEADLINE,
    )


def wait_until(is_so: Callable[[], object], what: str) -> None:
    end = time.monotonic() + DEADLINE
    while not is_so():
        assert time.monotonic() < end, f"waited too long for {what}"
        time.sleep(0.01)


def unread(stream: int) -> int:
    """How many bytes of a pipe were not yet taken out of it."""
    count = array.array("i", [0])
    fcntl.ioctl(stream, termios.FIONREAD, count)
    return count[0]


def parts(folder: Path) -> list[Path]:
    return list(folder.glob(".*.part"))


def strays(folder: Path, *known: str) -> set[str]:
    """Files of the folder, and of its folder for temporary files, that should not be there."""
    return {path.name for path in [*folder.iterdir(), *(folder / "tmp").iterdir()]} - {"tmp", *known}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("old.csv", "old.tsv", "old.jsonl", "old.xlsx", "old.parquet"):
        (tmp_path / name).write_text(OLD)
    (tmp_path / "in.csv").write_bytes(HEADER + b"2023-05-01,x\n")
    return tmp_path


OLD_FILES = ("in.csv", "old.csv", "old.tsv", "old.jsonl", "old.xlsx", "old.parquet")


@contextmanager
def slow_batch(
    folder: Path,
    data: bytes,
    *arguments: str,
    stdout: int | None = None,
    stderr: int = subprocess.PIPE,
    command: Sequence[str] = BATCH,
) -> Iterator[subprocess.Popen[bytes]]:
    """A batch, or another command for a file, that was sent ``data`` and waits for more."""
    # A shell may have told this process to ignore interrupts or a hang-up, and so its children.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    hang_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    process = subprocess.Popen(
        [*command, *arguments], cwd=folder, env=environment(folder), stdin=subprocess.PIPE, stdout=stdout, stderr=stderr
    )
    assert process.stdin

    def feed() -> None:
        assert process.stdin
        with suppress(BrokenPipeError):
            process.stdin.write(data)
            process.stdin.flush()

    feeder = threading.Thread(target=feed)
    feeder.start()
    try:
        yield process
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGHUP, hang_up)
        process.kill()
        process.wait()
        feeder.join()
        with suppress(BrokenPipeError):
            process.stdin.close()
        if process.stderr:
            process.stderr.close()


def end_of(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """The exit code and the standard error of a process whose input stays open."""
    code = process.wait(PROMPTLY)
    assert process.stderr
    return code, process.stderr.read().decode()


def is_waiting(process: subprocess.Popen[bytes], data: bytes) -> bool:
    """Whether the process has taken in all it was sent; ``data`` fits into a pipe."""
    assert process.stdin
    assert len(data) < 1 << 16
    return unread(process.stdin.fileno()) == 0


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "parquet"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupt_in_the_middle_leaves_the_old_file_and_says_how_far_it_came(
    folder: Path, number: signal.Signals, kind: str
) -> None:
    with slow_batch(folder, MORE_THAN_A_BLOCK, "-o", f"old.{kind}", "--rejects", "rejects.csv") as process:
        wait_until(lambda: len(parts(folder)) == 2, "the output to be begun")
        if kind in ("csv", "jsonl"):
            wait_until(lambda: any(part.stat().st_size > 1 << 20 for part in parts(folder)), "rows in the output")
        process.send_signal(number)
        code, message = end_of(process)

    assert "interrupted after" in message
    assert "Fatal Python error" not in message
    assert "Traceback" not in message
    assert code == 130
    assert (folder / f"old.{kind}").read_text() == OLD
    assert strays(folder, *OLD_FILES) == set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("data", [b"birth_", LEDGER], ids=["within the headers", "after a row"])
@pytest.mark.parametrize("command", [BATCH, AUDIT, FORECAST], ids=["batch", "audit", "forecast"])
def test_an_interrupt_before_the_first_block_is_full_has_a_message_too(
    folder: Path, number: signal.Signals, data: bytes, command: tuple[str, ...]
) -> None:
    with slow_batch(folder, b"", "-o", "old.csv", command=command) as process:
        assert process.stdin
        process.stdin.write(data)
        process.stdin.flush()
        wait_until(lambda: is_waiting(process, data), "the input to be taken in")
        # What was taken in has to be looked at before the process waits for more.
        time.sleep(SETTLED)
        process.send_signal(number)
        code, message = end_of(process)

    assert code == 130
    assert "interrupted" in message
    assert "Traceback" not in message
    assert "Fatal Python error" not in message
    assert (folder / "old.csv").read_text() == OLD
    assert strays(folder, *OLD_FILES) == set()


def test_a_second_interrupt_leaves_nothing_behind_either(folder: Path) -> None:
    with slow_batch(folder, MORE_THAN_A_BLOCK, "-o", "old.csv") as process:
        wait_until(lambda: parts(folder), "the output to be begun")
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        code, _ = end_of(process)

    assert code == 130
    assert (folder / "old.csv").read_text() == OLD
    assert strays(folder, *OLD_FILES) == set()


def test_a_killed_batch_leaves_the_old_file(folder: Path) -> None:
    with slow_batch(folder, MORE_THAN_A_BLOCK, "-o", "old.csv") as process:
        wait_until(lambda: any(part.stat().st_size for part in parts(folder)), "rows in the output")
        process.kill()
        code, _ = end_of(process)

    assert code == -signal.SIGKILL
    assert (folder / "old.csv").read_text() == OLD


@pytest.fixture
def large(folder: Path) -> Path:
    """Rows that no format can make small."""
    digits = random.Random(0)
    rows = "".join(f"2023-05-01,{digits.getrandbits(800):x}\n" for _ in range(5000))
    (folder / "in.csv").write_text(HEADER.decode() + rows)
    return folder


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "xlsx", "parquet"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(large: Path, kind: str) -> None:
    done = shell(large, f"ulimit -f 100; $BATCH in.csv -o old.{kind}")

    assert done.returncode == 2
    assert f'cannot write "old.{kind}"' in done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert (large / f"old.{kind}").read_text() == OLD
    assert strays(large, *OLD_FILES) == set()


def test_a_full_disk_under_the_rejects_leaves_the_old_output(large: Path) -> None:
    (large / "in.csv").write_bytes(HEADER + b"".join(b"no," + b"x" * 100 + b"\n" for _ in range(5000)))
    done = shell(large, "ulimit -f 100; $BATCH in.csv -o old.csv --rejects old.tsv")

    assert done.returncode == 2
    assert 'cannot write "old.tsv"' in done.stderr
    assert (large / "old.csv").read_text() == OLD
    assert (large / "old.tsv").read_text() == OLD
    assert strays(large, *OLD_FILES) == set()


def test_a_full_standard_output_is_told(large: Path) -> None:
    done = shell(large, "$BATCH in.csv > /dev/full")

    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_standard_output_that_fills_up_is_never_cut_off_in_silence(large: Path, unbuffered: str) -> None:
    """Without a buffer of Python's a write may take in only a part of what it is given."""
    done = shell(large, f"export PYTHONUNBUFFERED={unbuffered}; ulimit -f 100; $BATCH in.csv --to jsonl > got")

    assert done.returncode == 2
    assert "File too large" in done.stderr


def test_a_full_device_is_told_by_its_name(large: Path) -> None:
    done = run(large, "in.csv", "-o", "/dev/full")

    assert done.returncode == 2
    assert b'"/dev/full"' in done.stderr


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_folder_cannot_be_read(folder: Path, kind: str) -> None:
    done = run(folder, ".", "--from", kind, "-o", "old.csv")

    assert done.returncode == 2
    assert b'cannot read "."' in done.stderr
    assert b"Is a directory" in done.stderr
    assert (folder / "old.csv").read_text() == OLD
    assert strays(folder, *OLD_FILES) == set()


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_a_file_without_permission_cannot_be_read(folder: Path) -> None:
    (folder / "in.csv").chmod(0)
    done = run(folder, "in.csv", "-o", "old.csv")

    assert done.returncode == 2
    assert b'cannot read "in.csv"' in done.stderr
    assert (folder / "old.csv").read_text() == OLD


@pytest.mark.parametrize("place", [".", "missing/out.csv"])
def test_a_place_that_cannot_be_written_is_told(folder: Path, place: str) -> None:
    done = run(folder, "in.csv", "--to", "csv", "-o", place)

    assert done.returncode == 2
    assert f'cannot write "{place}"'.encode() in done.stderr
    assert strays(folder, *OLD_FILES) == set()


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_closed_pipe_ends_quietly(large: Path, kind: str) -> None:
    done = shell(large, f"$BATCH in.csv --to {kind} | head -c 1 | wc -c; echo ${{PIPESTATUS[0]}}")

    assert done.stdout.split() == ["1", "0"]
    assert done.stderr == ""


def test_a_pipe_that_closes_in_the_middle_of_a_stream_ends_quietly(folder: Path) -> None:
    with slow_batch(folder, MORE_THAN_A_BLOCK, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline().startswith(b"birth_date,note,days")
        process.stdout.close()
        wait_until(lambda: unread(process.stdin.fileno()) == 0 if process.stdin else True, "the input to be taken in")
        process.stdin.close()
        code, message = end_of(process)

    assert (code, message) == (0, "")


def test_rows_reach_a_stream_before_the_input_ends(folder: Path) -> None:
    output = folder / "stream"
    with output.open("wb") as stream, slow_batch(folder, MORE_THAN_A_BLOCK, stdout=stream.fileno()) as process:
        wait_until(lambda: output.stat().st_size > BLOCK // 2, "rows on the standard output")
        assert process.poll() is None

    assert output.read_bytes().splitlines()[1].endswith(b",158,2023-05-01,2023-10-05,2023-10-07,ok,,")


def test_the_row_of_a_slow_stream_does_not_wait_for_the_next(folder: Path) -> None:
    rows = "姓名,出生日期,备注\n张三,2023-05-01,第一个孩子\n".encode()
    output = folder / "stream"
    with output.open("wb") as stream, slow_batch(folder, rows, stdout=stream.fileno()) as process:
        wait_until(lambda: output.read_bytes().count(b"\n") == 2, "the one row on the standard output")
        assert process.poll() is None

    assert output.read_text(encoding="utf-8").splitlines()[1].endswith(",158,2023-05-01,2023-10-05,2023-10-07,ok,,")


@pytest.mark.parametrize("closed", ["in.csv >&-", "<&-"], ids=["output", "input"])
def test_a_closed_standard_stream_is_told_without_a_traceback(folder: Path, closed: str) -> None:
    done = shell(folder, f"$BATCH {closed}")

    assert done.returncode == 2
    assert "error" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("in.csv", "-o", "in.csv"), ("in.csv", "-o", "./link.csv"), ("in.csv", "-o", "out.csv", "--rejects", "in.csv")],
    ids=["same name", "link", "rejects"],
)
def test_the_input_is_not_written_over(folder: Path, arguments: Sequence[str]) -> None:
    before = HEADER + b"not a date,x\n"
    (folder / "in.csv").write_bytes(before)
    (folder / "link.csv").symlink_to("in.csv")
    done = run(folder, *arguments)

    assert (folder / "in.csv").read_bytes() == before
    assert done.returncode == 2
    assert b"is the input itself" in done.stderr
    assert strays(folder, "link.csv", *OLD_FILES) == set()


def test_output_and_rejects_in_one_file_lose_no_rows(folder: Path) -> None:
    (folder / "in.csv").write_bytes(HEADER + b"2023-05-01,x\nnot a date,x\n")
    done = run(folder, "in.csv", "-o", "old.csv", "--rejects", "old.csv")

    assert done.returncode == 2
    assert (folder / "old.csv").read_text() == OLD


def test_a_link_still_points_to_its_file_which_has_the_output(folder: Path) -> None:
    (folder / "link.csv").symlink_to("old.csv")
    assert run(folder, "in.csv", "-o", "link.csv").returncode == 0

    assert (folder / "link.csv").is_symlink()
    assert (folder / "old.csv").read_text().startswith("birth_date,note,days")


def test_a_replaced_file_keeps_its_permissions(folder: Path) -> None:
    (folder / "old.csv").chmod(0o640)
    assert run(folder, "in.csv", "-o", "old.csv").returncode == 0

    assert stat.S_IMODE((folder / "old.csv").stat().st_mode) == 0o640
    assert strays(folder, *OLD_FILES) == set()


def test_the_null_device_stays_a_device(folder: Path) -> None:
    done = run(folder, "in.csv", "-o", "/dev/null")

    assert done.returncode == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_named_pipe_takes_the_output(folder: Path, kind: str) -> None:
    os.mkfifo(folder / "fifo")
    done = shell(folder, f"timeout 15 cat fifo > got & $BATCH in.csv --to {kind} -o fifo; code=$?; wait; exit $code")

    assert done.returncode == 0, done.stderr
    starts = {"csv": b"birth_date,note,days", "xlsx": b"PK", "parquet": b"PAR1"}
    assert (folder / "got").read_bytes().startswith(starts[kind])
    assert (folder / "fifo").is_fifo()


def test_progress_is_not_shown_where_nobody_looks(folder: Path) -> None:
    with (folder / "errors").open("wb") as errors:
        data = MORE_THAN_A_BLOCK
        with slow_batch(folder, data, "-o", "old.csv", stderr=errors.fileno()) as process:
            wait_until(lambda: any(part.stat().st_size > 1 << 20 for part in parts(folder)), "rows in the output")
            assert process.stdin
            wait_until(lambda: unread(process.stdin.fileno()) == 0 if process.stdin else True, "the input")
            process.stdin.close()
            assert process.wait(DEADLINE) == 0
    text = (folder / "errors").read_text()

    assert "\x1b" not in text
    assert "\r" not in text
    assert "/s" not in text
    assert text.startswith(f"{MORE_THAN_A_BLOCK.count(ROW)} rows: ")


def seen_on_a_terminal(folder: Path, *arguments: str, until: bytes | None) -> bytes:
    """What a batch writes on a terminal: until some text, or to the end of the batch, its input being closed."""
    master, slave = pty.openpty()
    seen = b""
    try:
        with slow_batch(folder, MORE_THAN_A_BLOCK, "-o", "old.csv", *arguments, stderr=slave) as process:
            if until is None:
                wait_until(lambda: any(part.stat().st_size > 1 << 20 for part in parts(folder)), "rows")
                assert process.stdin
                wait_until(lambda: unread(process.stdin.fileno()) == 0 if process.stdin else True, "the input")
                process.stdin.close()
            end = time.monotonic() + DEADLINE
            while time.monotonic() < end and (until is None or until not in seen):
                is_over = process.poll() is not None
                ready, _, _ = select.select([master], [], [], 0.05)
                if ready:
                    seen += os.read(master, 1 << 16)
                elif is_over:
                    break
    finally:
        os.close(slave)
        os.close(master)
    return seen


def test_progress_is_shown_on_a_terminal(folder: Path) -> None:
    seen = seen_on_a_terminal(folder, "--lang", "en", until=b"/s, 0 errors")

    assert b" rows, " in seen
    assert b"/s, 0 errors" in seen


@pytest.mark.parametrize("option", ["--quiet"])
def test_quiet_is_silent_even_on_a_terminal(folder: Path, option: str) -> None:
    assert seen_on_a_terminal(folder, option, until=None) == b""
    assert (folder / "old.csv").read_bytes().count(b"\n") == MORE_THAN_A_BLOCK.count(b"\n")


def test_quiet_is_silent_where_errors_are_rows(folder: Path) -> None:
    done = run(folder, "--quiet", "-o", "old.csv", data=HEADER + b"2023-05-01,x\nnot a date,x\n")

    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
