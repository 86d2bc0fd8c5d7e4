"""The log of unexpected errors: bounded, and every entry says which program wrote it."""

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app import build, error_log, paths
from app.paths import log_folder
from app.version import __version__


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "home"))


def test_an_entry_names_version_build_and_system(monkeypatch: pytest.MonkeyPatch) -> None:
    made = build.Build(__version__, "0123456789abcdef", "2026-11-27", "windows")
    monkeypatch.setattr(build, "build", lambda: made)
    text = error_log.write("Traceback …\nZeroDivisionError").read_text("utf-8")
    head, *rest = text.splitlines()
    assert f"Shadan {__version__} (0123456789ab 2026-11-27 windows)" in head
    assert platform.system() in head
    assert rest[:2] == ["Traceback …", "ZeroDivisionError"]


def test_the_log_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(error_log, "LARGEST", 5_000)
    for number in range(40):
        error_log.write(f"error {number} " + "x" * 1_000)
    files = sorted(log_folder().iterdir())
    assert [file.name for file in files] == ["errors.1.log", "errors.2.log", "errors.log"]
    assert all(file.stat().st_size < 6_500 for file in files)
    newest, older, oldest = (file.read_text("utf-8") for file in (files[2], files[0], files[1]))
    assert "error 39 " in newest
    assert "error 39 " not in older
    last = [int(text.rpartition("error ")[2].split()[0]) for text in (oldest, older, newest)]
    assert last == sorted(last)


def test_one_endless_entry_is_cut_in_its_middle() -> None:
    text = error_log.write("begin " + "é" * 3_000_000 + " end").read_text("utf-8")
    assert len(text) < 200_000
    assert "begin" in text
    assert text.rstrip().endswith("end")


def test_where_the_folder_cannot_be_made_it_is_written_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_bytes(b"a file in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = error_log.write("lost?")
    assert file.parent == tmp_path
    assert "lost?" in file.read_text("utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "home"))
    with pytest.raises(OSError, match="home"):
        error_log.write("lost")
    error_log.note("nobody is told")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for passing files, of a user whose own folder cannot be made."""
    (tmp_path / "home").write_bytes(b"a file in the way")
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_process_writes_one_file_elsewhere(elsewhere: Path) -> None:
    files = {error_log.write(f"error {number}") for number in range(20)}
    assert [*elsewhere.iterdir()] == [*files]
    text = files.pop().read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("error")] == [f"error {n}" for n in range(20)]


def test_that_file_does_not_grow_without_end(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(error_log, "LARGEST", 5_000)
    for number in range(40):
        error_log.write(f"error {number} " + "x" * 1_000)
    (file,) = elsewhere.iterdir()
    assert file.stat().st_size < 6_500
    assert "error 39 " in file.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="links of Unix")
def test_what_another_one_put_in_its_place_is_left_alone(elsewhere: Path, tmp_path: Path) -> None:
    first = error_log.write("one")
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    first.unlink()
    first.symlink_to(victim)
    second = error_log.write("two")
    assert second != first
    assert victim.read_bytes() == b"precious"
    second.unlink()
    assert "three" in error_log.write("three").read_text("utf-8")


def test_what_the_build_says_is_read_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "bundled", lambda _folder: tmp_path)
    read = build.build.__wrapped__
    assert read() is None
    for damaged in ("", "[]", "{", "\udcff"):
        (tmp_path / "build.json").write_text(damaged, "utf-8", "surrogateescape")
        assert read() is None
    (tmp_path / "build.json").write_text('{"version": "1.2.3", "commit": "abc", "commit_date": "2026-11-27"}')
    assert read() == build.Build("1.2.3", "abc", "2026-11-27", "")


@pytest.mark.parametrize("trouble", ["pulled out", "write-protected"])
def test_a_program_on_a_stick_writes_nothing_on_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    stick, computer = tmp_path / "stick", tmp_path / "passing"
    stick.mkdir()
    computer.mkdir()
    (stick / paths.FLAG).touch()
    monkeypatch.delenv("SHADAN_HOME")
    monkeypatch.setattr("sys.executable", str(stick / "Shadan"))
    monkeypatch.setattr(tempfile, "tempdir", str(computer))
    if trouble == "pulled out":
        assert paths.portable_folder() is not None
        stick.rename(tmp_path / "away")
    else:
        (stick / "data").write_bytes(b"in the way")
    with pytest.raises(OSError, match="stick"):
        error_log.write("lost")
    error_log.note("nobody is told")
    assert list(computer.iterdir()) == []


_WRITER = """
import sys
from app import error_log
for number in range(150):
    error_log.write(f"begin {sys.argv[1]} {number} " + sys.argv[1] * 2_000 + " end")
"""


def test_two_windows_write_into_it_and_no_entry_is_torn(root: Path) -> None:
    """Of two sessions of one user."""
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, name], cwd=root) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    entries = (log_folder() / error_log.NAME).read_text("utf-8").split("\n\n")[:-1]
    told = [entry.splitlines()[1].split() for entry in entries]
    assert sorted((name, int(number)) for _, name, number, _, _ in told) == [(n, i) for n in "ab" for i in range(150)]
    assert all((begin, text, end) == ("begin", name * 2_000, "end") for begin, name, _, text, end in told)
