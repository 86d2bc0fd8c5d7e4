"""An audit file held open: units of work that write or read, backup, and closing to one file."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from app.errors import UserError
from app.storage import integrity, seal
from app.storage.disk import write_ahead_is_safe
from app.storage.engine import connect, prepare_writer, reading_engine, writing_engine
from app.storage.failures import disk_refusals, refusals
from app.storage.file_lock import FileLock
from app.storage.header import beside
from app.storage.tables import CONTENT, FORMAT
from app.storage.unit_of_work import SqlUnitOfWork

_open_here: set[tuple[int, int]] = set()


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open under any name. It must not be read but through SQLite (`read_header`)."""
    try:
        return _identity(path) in _open_here
    except OSError:
        return False


def _identity(path: Path) -> tuple[int, int]:
    """What a file is whatever it is called: its device and its number there."""
    found = path.stat()
    return found.st_dev, found.st_ino


class SqliteFile:
    """An audit file held open and locked for this process: one connection writes, others read beside it.

    `refusal` is the code of the reason why nothing can be written, or empty; then there is no lock.
    """

    def __init__(self, path: Path, lock: FileLock | None, refusal: str = "") -> None:
        self._path = path
        with disk_refusals(path):
            self._place = _identity(path)
        self._lock = lock
        self._refusal = refusal
        self._turn = threading.Lock()
        self._writing_thread = 0
        self._closed = False
        self._immutable = False
        with refusals(path):
            self._writer = self._open_writer()
        self._write_engine = writing_engine(self._writer) if self._writer is not None else None
        self._read_engine = reading_engine(self._connect_reader)
        self._extra: Mapping[str, tuple[str, ...]] = {}
        try:
            with refusals(path), closing(self._connect_reader()) as connection:
                self._extra = _later_columns(connection)
                integrity.require_seal(connection, path)
            with self.read() as work:
                work.audit.get()
        except LookupError:
            self._give_up()
            raise UserError("audit_damaged", file=path.name) from None
        except BaseException:
            self._give_up()
            raise
        _open_here.add(self._place)

    def _open_writer(self) -> sqlite3.Connection | None:
        if not self._refusal:
            writer = connect(self._path, "rw")
            try:
                # A log has the name of the file: under a second name nobody would find it.
                alone = self._path.stat().st_nlink < 2
                prepare_writer(writer, write_ahead=alone and write_ahead_is_safe(self._path))
                return writer
            except sqlite3.DatabaseError as error:
                writer.close()
                _sweep(self._path)
                if not _is_full(error):
                    raise
                # What is stored can still be read.
                self._refusal = "disk_full"
        self._immutable = not _has_log(self._path)
        return None

    def _connect_reader(self) -> sqlite3.Connection:
        return connect(self._path, "ro", immutable=self._immutable)

    @property
    def refusal(self) -> UserError | None:
        """Why nothing can be written; None where it can. It is looked up anew: an audit is sealed while it is open."""
        if self._refusal:
            return UserError(self._refusal, file=self._path.name)
        self._require_open()
        with refusals(self._path), self._read_engine.connect() as connection:
            return seal.refusal_of(connection)

    @property
    def location(self) -> str:
        """Where the file lies."""
        return str(self._path)

    @contextmanager
    def write(self, *, unsealing: bool = False, beside: bool = False) -> Iterator[SqlUnitOfWork]:
        """A unit of work that will write; waits for its turn and takes the write lock at once. With `beside` it writes
        only what lies beside the content, which a seal does not forbid.

        Raises UserError `audit_sealed` in a sealed audit unless it is `unsealing` it, `audit_read_only`, `disk_full`,
        `audit_busy`, …; RuntimeError inside another unit that writes.
        """
        if self._write_engine is None:
            raise UserError(self._refusal, file=self._path.name)
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("units of work that write do not nest")
        with self._turn:
            self._require_open()
            self._writing_thread = threading.get_ident()
            try:
                with refusals(self._path), self._write_engine.connect() as connection:
                    # Begun here, so that a writer waits before it reads.
                    connection.begin()
                    # Here, where nothing is written past it: no service needs to remember.
                    if not (unsealing or beside) and (sealed := seal.refusal_of(connection)) is not None:
                        raise sealed
                    yield SqlUnitOfWork(connection, self._path, writable=True, extra=self._extra, beside=beside)
            finally:
                self._writing_thread = 0

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that only reads a consistent state; any number of them run beside a writer."""
        self._require_open()
        with refusals(self._path), self._read_engine.connect() as connection:
            connection.begin()
            yield SqlUnitOfWork(connection, self._path, writable=False)

    def backup(self, target: Path) -> None:
        """A checked copy of the present state, written beside `target` and renamed into place. Raises UserError."""
        self._require_open()
        with refusals(self._path):
            source = self._connect_reader()
        with closing(source):
            copy_checked(source, self._path, target)

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the audit is one file, and give it free."""
        with self._turn:
            if not self._closed:
                self._let_go()
                _open_here.discard(self._place)

    def _let_go(self, *, sweep: bool = False) -> None:
        self._closed = True
        try:
            self._read_engine.dispose()
            if self._writer is not None:
                # On a full disk the log stays beside the file; what it holds is not lost.
                with suppress(sqlite3.Error):
                    self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._writer.close()
                _remove_cold(beside(self._path)[2])
                if sweep:
                    _sweep(self._path)
        finally:
            if self._lock is not None:
                self._lock.release()

    def _give_up(self) -> None:
        """Close a file that turned out to be damaged."""
        self._let_go(sweep=True)

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the audit file has been closed")


def copy_checked(source: sqlite3.Connection, named: Path, target: Path) -> None:
    """Copy the database to `target`, which must not exist: beside it, checked, synced, renamed into place.

    Raises UserError: `audit_exists`, `audit_damaged` (naming `named`), and those of the disk.
    """
    if target.exists():
        raise UserError("audit_exists", file=target.name)
    draft = target.with_name(target.name + ".new")
    with disk_refusals(target):
        try:
            draft.unlink(missing_ok=True)
            # SQLite would only say that it cannot open something.
            draft.touch()
            with refusals(named), closing(sqlite3.connect(draft, isolation_level=None)) as copy:
                try:
                    source.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE").fetchone()
                except sqlite3.DatabaseError as error:
                    # The copy's disk is named for what happens to the copy.
                    with refusals(target if _is_full(error) else named):
                        raise
                if integrity.check(copy, named).problems:
                    raise UserError("audit_damaged", file=named.name)
            sync(draft)
            os.replace(draft, target)
            sync_folder(target)
        finally:
            for left in (draft, *beside(draft)):
                left.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have the disk keep the file's bytes."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Have the disk keep the names in the folder of `path`; Windows does so by itself."""
    if os.name != "nt":
        folder = os.open(path.resolve().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        except OSError:
            # Some network shares do not know this.
            pass
        finally:
            os.close(folder)


def _later_columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    if number <= FORMAT:
        return {}
    known = {table.name: {column.name for column in table.columns} for table in CONTENT}
    present = {name: connection.execute(f'PRAGMA table_info("{name}")').fetchall() for name in known}
    later = {name: tuple(row[1] for row in rows if row[1] not in known[name]) for name, rows in present.items()}
    return {name: columns for name, columns in later.items() if columns}


def _is_full(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF == sqlite3.SQLITE_FULL or code in (sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP)


def _sweep(path: Path) -> None:
    """Remove the empty log that SQLite leaves where opening failed; the caller has locked the file."""
    if not _has_log(path):
        for left in beside(path)[:2]:
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _has_log(path: Path) -> bool:
    log = beside(path)[0]
    return log.exists() and log.stat().st_size > 0


def _remove_cold(journal: Path) -> None:
    """Remove a rollback journal that holds nothing to undo: it is empty, or a crash came before its head was written.

    SQLite plays a journal back only where its first byte is not zero; one that it does not, it leaves for ever.
    """
    with suppress(OSError):
        with journal.open("rb") as stream:
            cold = stream.read(1) in (b"", b"\0")
        if cold:
            journal.unlink()
