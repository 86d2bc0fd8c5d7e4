"""One holder at a time, told by name; a crash frees the file and loses nothing that was reported."""

import errno
import json
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from app import process_lock
from app.domain.history import Event
from app.errors import LOCKED, UserError
from app.process_lock import holder
from app.services.ports import HistoryQuery
from app.storage import sqlite_file
from app.storage.audit_file import SqliteAuditFiles
from app.storage.file_lock import FileLock, is_held, lock_path
from app.storage.header import beside
from tests.storage import samples

HOLDER = """
import sys
from pathlib import Path
from app.storage.audit_file import SqliteAuditFiles
file = SqliteAuditFiles().open(Path(sys.argv[1]), "隣の担当", "2026-11-24T09:00:00+09:00")
print("open", flush=True)
sys.stdin.read()
file.close()
"""

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from app.storage import sqlite_file
from app.storage.audit_file import SqliteAuditFiles
from app.domain.history import Event
from tests.storage.samples import ANSWERS, AT, BY

sqlite_file.write_ahead_is_safe = lambda path: sys.argv[2] == "wal"
file = SqliteAuditFiles().open(Path(sys.argv[1]), "o", AT)
with file.read() as work:
    known = work.answers.current("A5-1-01", "s1")
start = known.revision if known else 0
for number in range(start + 1, start + 1_000_000):
    with file.write() as work:
        work.answers.append(replace(ANSWERS[0], checkpoint="A5-1-01", revision=number, comment=f"所見 {number}" * 20))
        work.history.record(AT, BY, Event("answer.recorded", "A5-1-01"))
        work.commit()
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "点検.shadan"
    samples.make(path).close()
    return path


@pytest.fixture
def other(path: Path, root: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the file open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_a_second_process_is_told_who_has_it(path: Path, other: "subprocess.Popen[str]") -> None:
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().open(path, "o", "now")
    assert (error.value.code, error.value.exit_code) == ("audit_locked", LOCKED)
    assert str(other.pid) in str(error.value)
    assert "隣の担当" in str(error.value)
    assert is_held(path)
    assert SqliteAuditFiles().verify(path).problems == ()
    other.communicate("")
    assert not is_held(path)
    SqliteAuditFiles().open(path, "o", "now").close()


@pytest.mark.slow
def test_the_lock_of_a_killed_process_is_taken_over(path: Path, other: "subprocess.Popen[str]") -> None:
    other.kill()
    other.wait()
    assert lock_path(path).exists()
    file = SqliteAuditFiles().open(path, "次の担当", "now")
    holder = json.loads(lock_path(path).read_bytes())
    assert (holder["pid"], holder["user"], holder["since"]) == (os.getpid(), "次の担当", "now")
    file.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_the_same_process_has_it_once(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "別名.shadan"
    link.symlink_to(path)
    file = SqliteAuditFiles().open(path, "o", "now")
    for name in (path, link):
        with pytest.raises(UserError) as error:
            SqliteAuditFiles().open(name, "o", "now")
        assert error.value.code == "audit_locked"
    file.close()
    file.close()
    SqliteAuditFiles().open(link, "o", "now").close()


def test_many_that_come_at_once_get_it_one_by_one(path: Path) -> None:
    inside = 0
    most = 0
    got = 0
    guard = threading.Lock()

    def take() -> None:
        nonlocal inside, most, got
        for _ in range(60):
            try:
                lock = FileLock(path, "o", "now")
            except UserError:
                continue
            with guard:
                inside += 1
                most = max(most, inside)
                got += 1
            time.sleep(0)
            with guard:
                inside -= 1
            lock.release()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert got > 0


@pytest.mark.slow
@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_killed_at_any_moment_nothing_reported_is_lost(path: Path, root: Path, journal: str) -> None:
    chance = random.Random(3)
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), journal], stdout=subprocess.PIPE, text=True, cwd=root
        )
        assert process.stdout is not None
        reported = [process.stdout.readline()]
        time.sleep(chance.random() * 0.2)
        process.send_signal(signal.SIGKILL)
        reported += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        last = int(reported[-1])
        before = {p.name: p.read_bytes() for p in (path, *beside(path)) if p.exists() and not p.name.endswith("-shm")}
        assert SqliteAuditFiles().verify(path).problems == ()
        after = {p.name: p.read_bytes() for p in (path, *beside(path)) if p.exists() and not p.name.endswith("-shm")}
        assert before == after
        file = SqliteAuditFiles().open(path, "o", "now")
        with file.read() as work:
            revisions = [a.revision for a in work.answers.revisions("A5-1-01", "s1")]
        file.close()
        assert revisions == list(range(1, len(revisions) + 1))
        assert len(revisions) >= last
        assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_reading_goes_on_beside_a_writer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "write_ahead_is_safe", lambda path: True)
    file = SqliteAuditFiles().open(path, "o", "now")
    seen: list[str | None] = []

    def look() -> None:
        with file.read() as work:
            seen.append(work.audit.setting("new"))

    with file.write() as work:
        work.audit.set_setting("new", "1")
        work.history.record("t", "o", Event("setting.changed", "new"))
        reader = threading.Thread(target=look)
        reader.start()
        reader.join(5)
        assert seen == [None]
        with file.read() as held:
            assert held.audit.setting("new") is None
            work.commit()
            # One state from beginning to end.
            assert held.audit.setting("new") is None
    look()
    assert seen == [None, "1"]
    file.close()


def test_writers_take_turns_and_do_not_nest(path: Path) -> None:
    file = SqliteAuditFiles().open(path, "o", "now")
    with file.write(), pytest.raises(RuntimeError, match="nest"), file.write():
        pass

    def write(number: int) -> None:
        for step in range(10):
            with file.write() as work:
                work.audit.set_setting(f"s{number}", str(step))
                work.history.record("t", "o", Event("setting.changed", f"s{number}"))
                work.commit()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with file.read() as work:
        assert work.history.count(HistoryQuery(act="setting.changed")) == 40
    file.close()
    assert SqliteAuditFiles().verify(path).problems == ()


def test_a_foreign_writer_is_waited_for_and_then_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.engine.BUSY_SECONDS", 0.05)
    file = SqliteAuditFiles().open(path, "o", "now")
    with closing(sqlite3.connect(path, isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError) as error, file.write():
            pass
        assert (error.value.code, error.value.exit_code) == ("audit_busy", LOCKED)
    with file.write():
        pass
    file.close()


def test_since_when_it_is_held_is_told_by_the_clock_on_the_wall(path: Path) -> None:
    since = "2026-11-25T17:38:12+00:00"
    file = SqliteAuditFiles().open(path, "o", since)
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().open(path, "p", "now")
    file.close()
    assert error.value.values["since"] == f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize("write_ahead", [True, False])
def test_what_a_crash_leaves_before_it_counts_is_swept_up(
    path: Path, monkeypatch: pytest.MonkeyPatch, write_ahead: bool
) -> None:
    """SQLite syncs a journal before it writes the head; until then there is nothing to play back."""
    monkeypatch.setattr(sqlite_file, "write_ahead_is_safe", lambda _path: write_ahead)
    SqliteAuditFiles().open(path, "o", "now").close()
    journal = beside(path)[2]
    journal.write_bytes(bytes(1024))
    file = SqliteAuditFiles().open(path, "o", "now")
    with file.read() as work:
        assert work.answers.all_current()
    file.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert SqliteAuditFiles().verify(path).problems == ()


# --- one file under several names -------------------------------------------------------------------------------------


def linked(path: Path, folder: str = "") -> Path:
    """A second name of the file: a hard link."""
    place = path.parent / folder
    place.mkdir(exist_ok=True)
    other = place / "もう一つの 名前.shadan"
    os.link(path, other)
    return other


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "別の部屋"])
def test_a_second_name_does_not_get_round_the_lock_of_another_process(
    path: Path, other: "subprocess.Popen[str]", folder: str
) -> None:
    second = linked(path, folder)
    before = second.read_bytes()
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().open(second, "o", "now")
    assert error.value.exit_code == LOCKED
    if folder:
        assert error.value.code == "audit_locked_elsewhere"
    else:
        assert (error.value.code, error.value.values["pid"]) == ("audit_locked", str(other.pid))
        assert error.value.values["user"] == "隣の担当"
    assert is_held(second)
    assert second.read_bytes() == before
    assert [p.name for p in second.parent.iterdir() if p.name.startswith(second.name)] == [second.name]
    other.communicate("")
    assert not is_held(second)
    SqliteAuditFiles().open(second, "o", "now").close()


@pytest.mark.slow
def test_a_lock_file_that_was_tidied_away_does_not_free_the_file(path: Path, other: "subprocess.Popen[str]") -> None:
    lock_path(path).unlink()
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().open(path, "o", "now")
    assert (error.value.code, error.value.exit_code) == ("audit_locked_elsewhere", LOCKED)


def test_the_same_process_has_it_once_under_all_names(path: Path) -> None:
    file = SqliteAuditFiles().open(path, "o", "now")
    second = linked(path)
    with file.write() as work:
        for use in (
            lambda: SqliteAuditFiles().open(second, "o", "now"),
            lambda: SqliteAuditFiles().restore(second, path.with_name("neu.shadan")),
        ):
            with pytest.raises(UserError) as error:
                use()
            assert error.value.exit_code == LOCKED
        assert SqliteAuditFiles().verify(second).problems == ()
        # None of this has dropped the locks of SQLite.
        with (
            closing(sqlite3.connect(path, timeout=0)) as stranger,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            stranger.execute("BEGIN IMMEDIATE")
        work.audit.set_setting("s", "1")
        work.history.record("t", "o", Event("setting.changed", "s"))
        work.commit()
    file.close()
    SqliteAuditFiles().open(second, "o", "now").close()


def test_a_file_with_two_names_gets_no_log_that_the_other_name_would_miss(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "write_ahead_is_safe", lambda _path: True)
    second = linked(path)
    file = SqliteAuditFiles().open(path, "o", "now")
    with file.write() as work:
        work.audit.set_setting("s", "1")
        work.history.record("t", "o", Event("setting.changed", "s"))
        work.commit()
    assert not beside(path)[0].exists()
    file.close()
    again = SqliteAuditFiles().open(second, "o", "now")
    with again.read() as work:
        assert work.audit.setting("s") == "1"
    again.close()
    assert SqliteAuditFiles().verify(path).problems == ()


def test_what_a_crash_left_beside_one_name_is_not_passed_over_by_the_other(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "write_ahead_is_safe", lambda _path: True)
    file = SqliteAuditFiles().open(path, "o", "now")
    with file.write() as work:
        work.audit.set_setting("s", "1")
        work.history.record("t", "o", Event("setting.changed", "s"))
        work.commit()
    crashed = tmp_path / "停電" / path.name
    crashed.parent.mkdir()
    for left in (path, beside(path)[0]):
        (crashed.parent / left.name).write_bytes(left.read_bytes())
    file.close()
    second = linked(crashed)
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().open(second, "o", "now")
    assert (error.value.code, error.value.values["other"]) == ("audit_other_name", crashed.name)
    SqliteAuditFiles().open(crashed, "o", "now").close()
    again = SqliteAuditFiles().open(second, "o", "now")
    with again.read() as work:
        assert work.audit.setting("s") == "1"
    again.close()


def test_the_lock_follows_a_file_that_was_converted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.audit_file.FORMAT", 1001)

    def convert(place: Path, by: str, at: str) -> None:
        draft = place.with_name("neu")
        draft.write_bytes(place.read_bytes())
        draft.replace(place)

    monkeypatch.setattr("app.storage.upgrade.upgrade", convert)
    file = SqliteAuditFiles().open(path, "o", "now")
    second = linked(path)
    lock = FileLock(second, "p", "now")
    try:
        with pytest.raises(UserError) as error:
            lock.cover()
        assert error.value.exit_code == LOCKED
    finally:
        lock.release()
        file.close()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of Unix")
@pytest.mark.parametrize("what", ["link", "link to nothing", "pipe", "folder", "socket"])
def test_what_lies_in_the_place_of_the_lock_is_left_as_it_is(path: Path, tmp_path: Path, what: str) -> None:
    """As whoever may write into a shared folder could put it there."""
    victim = tmp_path / "victim.txt"
    if what != "link to nothing":
        victim.write_bytes(b"precious")
    place = lock_path(path)
    if what.startswith("link"):
        place.symlink_to(victim)
    elif what == "pipe":
        os.mkfifo(place)
    elif what == "folder":
        place.mkdir()
    else:
        os.mknod(place, stat.S_IFSOCK | 0o600)
    before = place.lstat()
    # Asking who has it does not wait either.
    assert not is_held(path)
    assert holder(place) is None
    with pytest.raises(UserError) as refusal:
        SqliteAuditFiles().open(path, "o", samples.AT)
    assert (refusal.value.code, refusal.value.values["file"]) == ("lock_no_file", place)
    assert os.path.samestat(before, place.lstat())
    assert not victim.exists() if what == "link to nothing" else victim.read_bytes() == b"precious"


@pytest.mark.skipif(os.name == "nt", reason="a system that can be told to follow no link is made one that cannot")
def test_no_link_is_followed_where_the_system_cannot_be_told(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_NOFOLLOW")
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"precious")
    lock_path(path).symlink_to(victim)
    with pytest.raises(UserError) as refusal:
        FileLock(path, "o", samples.AT)
    assert refusal.value.code == "lock_no_file"
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("reason", [errno.EACCES, 0])
def test_a_lock_that_windows_refuses_is_held_whatever_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    """Wine tells none."""

    def locking(*_words: int) -> None:
        raise OSError(reason, "Error")

    msvcrt = ModuleType("msvcrt")
    vars(msvcrt).update(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    monkeypatch.setattr(process_lock, "sys", SimpleNamespace(platform="win32"))
    with pytest.raises(process_lock.Held):
        process_lock.ProcessLock(tmp_path / "window.lock", "", "")
