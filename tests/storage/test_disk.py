"""Full disks, write-protected files, shares and cards, things that are no audit: one sentence each, nothing changed."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.domain.history import Event
from app.errors import UserError
from app.storage import audit_file, sqlite_file
from app.storage.audit_file import SqliteAuditFiles
from app.storage.disk import _local_mount
from app.storage.sqlite_file import SqliteFile
from tests.storage import samples
from tests.storage.samples import AT, AUDIT, BY, SITES

FILES = SqliteAuditFiles()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "点検.shadan"
    samples.make(path).close()
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one mebibyte."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True)
    except OSError:
        pytest.skip("no small disk can be made here")
    if mounted.returncode:
        pytest.skip("no small disk can be made here")
    yield place
    subprocess.run(["umount", place], check=True)


def write_much(file: SqliteFile) -> None:
    with file.write() as work:
        for number in range(3000):
            work.audit.set_setting(f"s{number}", "値" * 300)
        work.history.record(AT, BY, Event("setting.changed", "many"))
        work.commit()


def fill_up(filler: Path) -> None:
    """Leave no byte on the disk."""
    handle = os.open(filler, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while os.write(handle, bytes(4096)):
            pass
    os.close(handle)
    assert os.statvfs(filler.parent).f_bavail == 0


def test_a_file_that_may_not_grow_stays_as_it_was(path: Path) -> None:
    file = FILES.open(path, BY, AT)
    assert file._writer is not None
    file._writer.execute("PRAGMA max_page_count = 60")
    with pytest.raises(UserError) as error:
        write_much(file)
    assert error.value.code == "disk_full"
    with file.read() as work:
        assert work.audit.setting("s0") is None
    file._writer.execute("PRAGMA max_page_count = 1000000")
    write_much(file)
    file.close()
    assert FILES.verify(path).problems == ()


@pytest.mark.slow
@pytest.mark.parametrize("write_ahead", [True, False])
def test_a_full_disk_loses_nothing(
    small_disk: Path, path: Path, write_ahead: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "write_ahead_is_safe", lambda path: write_ahead)
    place = small_disk / path.name
    shutil.copy(path, place)
    file = FILES.open(place, BY, AT)
    with pytest.raises(UserError) as error:
        write_much(file)
    assert error.value.code == "disk_full"
    file.close()
    assert FILES.verify(place).problems == ()
    fill_up(small_disk / "filler")
    before = place.read_bytes()
    file = FILES.open(place, BY, AT)
    with file.read() as work:
        assert work.answers.current("A3-2-01", "s1") == samples.ANSWERS[1]
    with pytest.raises(UserError) as error:
        write_much(file)
    assert error.value.code == "disk_full"
    with pytest.raises(UserError) as error:
        file.backup(small_disk / "backup.shadan")
    assert error.value.code == "disk_full"
    file.close()
    assert place.read_bytes() == before
    with pytest.raises(UserError) as error:
        FILES.create(small_disk / "new.shadan", AUDIT, SITES, AT, BY)
    assert error.value.code == "disk_full"
    assert sorted(p.name for p in small_disk.iterdir()) == ["filler", path.name]
    (small_disk / "filler").unlink()
    assert FILES.verify(place).problems == ()


def test_a_write_protected_file_can_be_read_but_not_changed(path: Path) -> None:
    path.chmod(0o444)
    file = FILES.open(path, BY, AT)
    with file.read() as work:
        assert work.audit.get() == AUDIT
    with pytest.raises(UserError) as error, file.write():
        pass
    assert error.value.code == "audit_read_only"
    file.backup(path.with_name("控え.shadan"))
    file.close()
    assert FILES.verify(path.with_name("控え.shadan")).problems == ()
    assert sorted(p.name for p in path.parent.iterdir()) == ["控え.shadan", path.name]


def test_refusals_name_the_file_and_change_nothing(path: Path) -> None:
    folder = path.parent
    whole = path.read_bytes()
    (folder / "text.shadan").write_text("点検" * 400, encoding="utf-8")
    (folder / "empty.shadan").write_bytes(b"")
    (folder / "cut.shadan").write_bytes(whole[: len(whole) // 2])
    (folder / "stub.shadan").write_bytes(whole[:4096])
    (folder / "blank.shadan").write_bytes(whole[:100] + bytes(len(whole) - 100))
    (folder / "folder.shadan").mkdir()
    with closing(sqlite3.connect(folder / "other.shadan")) as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("CREATE TABLE audit (id)")
        connection.commit()
    shutil.copy(path, folder / "newer.shadan")
    with closing(sqlite3.connect(folder / "newer.shadan")) as connection:
        connection.execute("PRAGMA user_version = 2000")
    expected = {
        "text": "audit_not_shadan",
        "empty": "audit_not_shadan",
        "cut": "audit_damaged",
        "stub": "audit_damaged",
        "blank": "audit_damaged",
        "folder": "is_a_folder",
        "other": "audit_not_shadan",
        "newer": "audit_newer_format",
        "missing": "file_missing",
    }
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    for name, code in expected.items():
        with pytest.raises(UserError) as error:
            FILES.open(folder / f"{name}.shadan", BY, AT)
        assert error.value.code == code, name
        assert f"{name}.shadan" in str(error.value)
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before
    for name in ("cut", "stub", "blank"):
        assert FILES.verify(folder / f"{name}.shadan").problems, name


def test_creating_needs_a_free_name_in_a_folder(path: Path) -> None:
    for place, code in ((path, "audit_exists"), (path.parent / "none" / "a.shadan", "folder_missing")):
        with pytest.raises(UserError) as error:
            FILES.create(place, AUDIT, SITES, AT, BY)
        assert error.value.code == code
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(audit_file, "sync", fail)
    with pytest.raises(UserError) as error:
        FILES.create(tmp_path / "a.shadan", AUDIT, SITES, AT, BY)
    assert error.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_the_journal_follows_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for write_ahead, journal in ((True, "wal"), (False, "truncate"), (True, "wal")):
        monkeypatch.setattr(sqlite_file, "write_ahead_is_safe", lambda path, safe=write_ahead: safe)
        file = FILES.open(path, BY, AT)
        assert file._writer is not None
        assert file._writer.execute("PRAGMA journal_mode").fetchone() == (journal,)
        assert file._writer.execute("PRAGMA synchronous").fetchone() == (2,)
        with file.write() as work:
            work.audit.set_setting("journal", journal + str(write_ahead))
            work.history.record(AT, BY, Event("setting.changed", "journal"))
            work.commit()
        file.close()
        assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert FILES.verify(path).problems == ()


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:45 / /mnt/share rw - cifs //server/share rw
41 22 8:17 / /media/usb\\040stick rw - ext4 /dev/sdb1 rw
42 22 0:50 / /home/me/net rw - fuse.sshfs me@host: rw
43 22 8:33 / /media/card rw - vfat /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("folder", "local"),
    [
        ("/home/me", True),
        ("/mnt/share/点検", False),
        ("/mnt/shared", True),
        ("/media/usb stick/x", False),
        ("/home/me/net", False),
        ("/media/card", False),
    ],
)
def test_shares_cards_and_sticks_are_told_from_disks(tmp_path: Path, folder: str, local: bool) -> None:
    for device, flag in (("8:1", "0"), ("8:17", "1")):
        (tmp_path / device).mkdir()
        (tmp_path / device / "removable").write_text(flag + "\n", encoding="ascii")
    assert _local_mount(Path(folder), MOUNTS, tmp_path) is local
