"""`verify` finds any changed byte of stored content, and leaves the file and its folder as they are."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.history import Event
from app.errors import UserError
from app.storage.audit_file import SqliteAuditFiles
from app.storage.header import beside
from tests.storage import samples

FILES = SqliteAuditFiles()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audit") / "点検.shadan"
    samples.make(path).close()
    return path


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for length in range(1, 10):
        byte = data[at + length - 1]
        if length == 9:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if not byte & 0x80:
            return value, at + length
    raise AssertionError


def cells(data: bytes, root: int) -> Iterator[tuple[int, int]]:
    """Begin and end of the payload of every leaf cell of the table rooted at page `root` (SQLite file format §1.6)."""
    size = 4096
    start = (root - 1) * size
    head = start + (100 if root == 1 else 0)
    kind = data[head]
    count = int.from_bytes(data[head + 3 : head + 5], "big")
    pointers = head + (12 if kind == 5 else 8)
    for n in range(count):
        cell = start + int.from_bytes(data[pointers + 2 * n : pointers + 2 * n + 2], "big")
        if kind == 5:
            yield from cells(data, int.from_bytes(data[cell : cell + 4], "big"))
        else:
            payload, at = varint(data, cell)
            _, at = varint(data, at)
            # A payload that runs over is on its page at least so far.
            kept = payload if payload <= size - 35 else (size - 12) * 32 // 255 - 23
            yield at, at + kept
    if kind == 5:
        yield from cells(data, int.from_bytes(data[head + 8 : head + 12], "big"))


def content_offsets(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        roots = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    data = path.read_bytes()
    return [offset for (root,) in roots for begin, end in cells(data, root) for offset in range(begin, end)]


def is_found(copy: Path) -> bool:
    try:
        return bool(FILES.verify(copy).problems)
    except UserError:
        return True


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_flipped_byte_of_a_stored_row_is_found(whole: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    plain = tmp_path / "plain.shadan"
    shutil.copy(whole, plain)
    offsets = content_offsets(plain)
    assert len(offsets) > 20_000
    data = plain.read_bytes()
    copy = tmp_path / "flipped.shadan"
    missed = []
    for offset in chance.sample(offsets, 130):
        changed = bytearray(data)
        changed[offset] ^= 1 << chance.randrange(8)
        copy.write_bytes(changed)
        if not is_found(copy) and dump(copy) != dump(plain):
            missed.append(offset)
    assert missed == []


def dump(path: Path) -> list[str]:
    """All that a database says. A few bits say nothing: SQLite passes over the kind of a row's number."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.mark.slow
def test_a_random_flip_never_breaks_the_check_itself(whole: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    data = whole.read_bytes()
    copy = tmp_path / "flipped.shadan"
    found = 0
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 8))):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        copy.write_bytes(changed)
        found += is_found(copy)
    assert found > 20


def test_the_check_writes_nothing(whole: Path) -> None:
    before = whole.read_bytes()
    names = sorted(p.name for p in whole.parent.iterdir())
    assert FILES.verify(whole).problems == ()
    assert whole.read_bytes() == before
    assert sorted(p.name for p in whole.parent.iterdir()) == names


def test_the_check_of_an_open_file_sees_it_and_keeps_its_locks(tmp_path: Path) -> None:
    path = tmp_path / "a.shadan"
    file = samples.make(path)
    assert FILES.verify(path).problems == ()
    with file.write() as work:
        work.audit.set_setting("later", "1")
        # Another connection must still be kept out: a stray read of the file would have dropped the lock.
        with (
            closing(sqlite3.connect(path, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")
    file.close()


def test_it_can_be_stopped(whole: Path) -> None:
    seen: list[str] = []

    def progress(what: str, done: int, total: int) -> bool:
        seen.append(what)
        return len(seen) < 4

    with pytest.raises(UserError) as error:
        FILES.verify(whole, progress)
    assert error.value.code == "verify_stopped"
    assert len(seen) == 4


def test_a_cut_tail_of_the_history_is_found(tmp_path: Path) -> None:
    """The last entry told of no change of content, so that only the number of entries gives it away."""
    path = tmp_path / "a.shadan"
    file = samples.make(path)
    with file.write() as work:
        work.history.record(samples.AT, samples.BY, Event("report.written", "plan"))
        work.commit()
    file.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM history WHERE seq = 3")
        connection.commit()
    assert {p.code for p in FILES.verify(path).problems} == {"history_broken"}


@pytest.mark.parametrize("extra", [b"\0", b"hidden", bytes(4096), b"x" * 10_000])
def test_bytes_behind_the_last_page_are_found(whole: Path, tmp_path: Path, extra: bytes) -> None:
    copy = tmp_path / "a.shadan"
    copy.write_bytes(whole.read_bytes() + extra)
    assert {p.code for p in FILES.verify(copy).problems} == {"page_structure"}


@pytest.mark.parametrize("extra", [b"", b"hidden", bytes(4096)])
def test_bytes_behind_the_last_page_are_found_beside_a_log(
    tmp_path: Path, extra: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed writer left: the file is shorter than its pages, and the log holds the rest."""
    monkeypatch.setattr("app.storage.sqlite_file.write_ahead_is_safe", lambda _path: True)
    path, copy = tmp_path / "a.shadan", tmp_path / "copy.shadan"
    file = samples.make(path)
    with file.write() as work:
        work.audit.set_setting("long", "長" * 50_000)
        work.history.record(samples.AT, samples.BY, Event("setting.changed", "long"))
        work.commit()
    for left in (path, beside(path)[0]):
        shutil.copy(left, left.with_name(left.name.replace("a.shadan", "copy.shadan")))
    file.close()
    assert beside(copy)[0].stat().st_size > 0
    with copy.open("ab") as stream:
        # Behind all pages, those that are still in the log included.
        stream.truncate(max(copy.stat().st_size, path.stat().st_size) if extra else copy.stat().st_size)
        stream.seek(0, 2)
        stream.write(extra)
    assert [p.code for p in FILES.verify(copy).problems] == (["page_structure"] if extra else [])


def _changed(value: object) -> list[object]:
    """Values that differ as little as can be, and one of another kind."""
    match value:
        case None:
            return ["", 0]
        case int():
            return [value + 1, -value - 1, str(value)]
        case bytes():
            return [bytes([value[0] ^ 1]) + value[1:], value[:-1], value + b"\0"] if value else [b"\0", ""]
        case str():
            swapped = value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
            return [swapped, value + " ", value[:-1] if value else "\0", value.encode()]
    raise AssertionError(type(value))


def _changes(whole: Path) -> Iterator[tuple[str, str, str, object, object]]:
    """Table, column, condition, value and another value: of each column of the first and the last row of each table."""
    with closing(sqlite3.connect(whole)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in names:
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            ids = connection.execute(f'SELECT min(rowid), max(rowid) FROM "{table}"').fetchone()
            assert ids[0] is not None, f"{table} is empty"
            for row, column in ((row, column) for row in sorted(set(ids)) for column in columns):
                (old,) = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = {row}').fetchone()
                for new in _changed(old):
                    yield table, column, f"rowid = {row}", old, new


@pytest.mark.slow
def test_every_column_of_every_table_counts(whole: Path, tmp_path: Path) -> None:
    """Whoever edits the file through SQL need not care for its foreign keys."""
    plain, copy = tmp_path / "plain.shadan", tmp_path / "changed.shadan"
    shutil.copy(whole, plain)
    missed, tried = [], 0
    for table, column, where, old, new in _changes(plain):
        shutil.copy(whole, copy)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            try:
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (new,))
            except sqlite3.IntegrityError:
                # STRICT tables take no value of another kind.
                continue
            still = connection.execute(f'SELECT 1 FROM "{table}" WHERE {where} AND "{column}" IS ?', (old,)).fetchone()
            connection.commit()
        if still is not None:
            # "1" was stored as 1.
            continue
        tried += 1
        if not is_found(copy):
            missed.append((table, column, where, old, new))
    assert missed == []
    assert tried > 300


def test_a_paper_that_was_dropped_is_missed_though_no_seal_covers_it(whole: Path, tmp_path: Path) -> None:
    """Somebody who takes a row away and sets the sums right has still the history against him."""
    path = tmp_path / "a.shadan"
    shutil.copyfile(whole, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM paper_returns")
        connection.execute("UPDATE content_digests SET digest = ?, count = 0 WHERE name = 'paper_returns'", ("0" * 64,))
    assert {(p.code, p.where) for p in FILES.verify(path).problems} == {("content_digest", "papers")}


def test_a_scan_that_was_changed_is_found(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.shadan"
    shutil.copyfile(whole, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE paper_scan_chunks SET data = zeroblob(length(data))")
    assert ("blob_changed", "paper_scans") in {(p.code, p.where) for p in FILES.verify(path).problems}
