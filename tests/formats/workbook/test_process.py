"""The reading process: it ends when nobody reads, when it takes too long, and when it dies it says so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.errors import UserError
from app.formats import workbook
from app.formats.workbook import process
from app.formats.workbook.child import VERB
from app.paths import self_command
from tests.formats.workbook.books import xlsx

HEADINGS = ["管理番号", "使用者"]


def large(path: Path, rows: int = 20_000) -> Path:
    path.write_text("\n".join(",".join(HEADINGS) if n == 0 else f"PC-{n},u{n}" for n in range(rows)), "utf-8")
    return path


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[process.Reader]:
    """Every reading process that a test starts."""
    made: list[process.Reader] = []
    start = process.Reader.__init__

    def noted(self: process.Reader, *args: object) -> None:
        made.append(self)
        start(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(process.Reader, "__init__", noted)
    return made


def test_closing_the_iterator_ends_the_process(readers: list[process.Reader], tmp_path: Path) -> None:
    rows = workbook.read(large(tmp_path / "a.csv"), ["a"])
    assert next(rows).rows[0] == HEADINGS
    (reader,) = readers
    assert reader._process.poll() is None
    rows.close()
    assert reader._process.poll() is not None
    assert not reader._thread.is_alive()


def test_a_slow_reader_is_not_a_slow_process(tmp_path: Path) -> None:
    """Who stores rows for longer than the limit between two chunks is not told that reading took too long."""
    limits = workbook.Limits(idle_seconds=2.0)
    count = 0
    for number, part in enumerate(workbook.read(large(tmp_path / "a.csv"), ["a"], limits=limits)):
        if number == 0:
            time.sleep(2.5)
        count += len(part.rows)
    assert count == 20_000


def test_a_process_that_says_nothing_is_ended(
    readers: list[process.Reader], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(process, "self_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    begun = time.monotonic()
    with pytest.raises(UserError) as caught:
        workbook.look(xlsx(tmp_path / "a.xlsx"), limits=workbook.Limits(idle_seconds=0.5))
    assert caught.value.code == "workbook_timeout"
    assert time.monotonic() - begun < 10
    assert readers[0]._process.poll() is not None


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_process_is_told(readers: list[process.Reader], tmp_path: Path) -> None:
    rows = workbook.read(large(tmp_path / "a.csv", 200_000), ["a"])
    next(rows)
    os.kill(readers[0]._process.pid, signal.SIGKILL)
    with pytest.raises(UserError) as caught:
        list(rows)
    assert (caught.value.code, caught.value.values["file"]) == ("workbook_reader_ended", "a.csv")


def test_answers_cut_short_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = "import sys; sys.stdout.buffer.write(b'\\x40\\0\\0\\0garbage'); sys.stdout.flush()"
    monkeypatch.setattr(process, "self_command", lambda: [sys.executable, "-c", script])
    with pytest.raises(UserError) as caught:
        workbook.look(xlsx(tmp_path / "a.xlsx"))
    assert caught.value.code == "workbook_reader_ended"


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_the_limit_of_memory_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"PC-1,x\n" * (30 << 17))
    with pytest.raises(UserError) as caught:
        workbook.look(path, limits=workbook.Limits(memory_bytes=60 << 20))
    assert caught.value.code == "workbook_too_large"


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_the_limit_of_time_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        list(
            workbook.read(
                large(tmp_path / "a.csv", 3_000_000),
                ["a"],
                limits=workbook.Limits(cpu_seconds=1, rows=1 << 30, lines=1 << 30),
            )
        )
    assert caught.value.code == "workbook_timeout"


def test_who_stops_is_obeyed(readers: list[process.Reader], tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(what: str, done: int, total: int) -> bool:
        told.append((what, done, total))
        return done < 2_000

    path = large(tmp_path / "a.csv")
    known = workbook.look(path)
    with pytest.raises(UserError) as caught:
        list(workbook.read(path, ["a"], progress=progress, known=known))
    assert caught.value.code == "workbook_stopped"
    assert told[-1] == ("reading", 2_000, 20_000)
    assert all(reader._process.poll() is not None for reader in readers)


def test_the_password_is_no_argument(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[list[str]] = []
    real = subprocess.Popen

    def noted(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        started.append(command)
        return real(command, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(subprocess, "Popen", noted)
    workbook.look(xlsx(tmp_path / "a.xlsx"), "秘密")
    assert started
    assert not any("秘密" in word for command in started for word in command)


def test_the_process_imports_little(tmp_path: Path) -> None:
    """It starts for every look at a file: no window, no database, no catalogue."""
    path = xlsx(tmp_path / "a.xlsx")
    request = {
        "path": str(path), "password": "", "mode": "look", "sha256": "", "sheets": None, "scan": True,
        "limits": workbook.Limits().as_dict(),
    }  # fmt: skip
    command = [*self_command(), VERB]
    command[1:1] = ["-X", "importtime"]
    done = subprocess.run(command, input=json.dumps(request).encode() + b"\n", capture_output=True, check=True)
    loaded = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"python_calamine" in loaded
    heavy = {b"PySide6", b"sqlalchemy", b"openpyxl", b"app.bootstrap", b"app.cli.main", b"app.domain.catalogue"}
    assert not loaded & heavy
