"""Audit files: created, opened behind the format gate, closed to one file, backed up, restored."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import text

from app.domain.audit import Audit, Site
from app.domain.history import Event
from app.errors import UserError, from_os_error, register_messages
from app.services.ports import IntegrityResult, Progress
from app.storage import integrity
from app.storage.content import digest_of
from app.storage.engine import WRITE, open_engine, sorted_blame
from app.storage.file_lock import FileLock
from app.storage.tables import APPLICATION_ID, FORMAT, HEAD, bookkeeping, metadata
from app.storage.unit_of_work import SqlUnitOfWork

register_messages(
    {
        "audit_exists": "{file} exists already; choose another name.",
        "audit_not_shadan": "{file} is not an audit file of this program; choose a file ending in .shadan.",
        "audit_newer_format": "{file} was written by a newer edition of this program (format {format}); install that.",
        "audit_older_format": "{file} has the unknown format {format}; restore it from a backup.",
    }
)

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def read_header(path: Path) -> tuple[int, int]:
    """Application id and format number from the file's first bytes, before anything is opened.

    Raises UserError: `file_missing`, `is_a_folder`, `audit_not_shadan`.
    """
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
    except FileNotFoundError:
        raise UserError("file_missing", file=path.name) from None
    except OSError as error:
        raise from_os_error(error, path.name) from error
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise UserError("audit_not_shadan", file=path.name)
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def check_format(path: Path) -> None:
    """The gate: a foreign file and a newer major format are refused; a newer minor one opens."""
    application, number = read_header(path)
    if application != APPLICATION_ID:
        raise UserError("audit_not_shadan", file=path.name)
    shown = f"{number // 1000}.{number % 1000}"
    if number // 1000 > FORMAT // 1000:
        raise UserError("audit_newer_format", file=path.name, format=shown)
    if number // 1000 < FORMAT // 1000:
        raise UserError("audit_older_format", file=path.name, format=shown)


def _schema_digest(rows: Sequence[Sequence[object]]) -> str:
    return digest_of([[str(cell) for cell in row] for row in rows])


class SqliteFile:
    """An audit file held open and locked for this process. Threads take turns on its one connection."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock
        self._engine = open_engine(path)
        self._turn = threading.RLock()

    @property
    def location(self) -> str:
        """Where the file lies."""
        return str(self._path)

    @contextmanager
    def write(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that will write; takes the write lock at once."""
        with self._turn, sorted_blame(self._path), self._engine.connect().execution_options(**WRITE) as connection:
            transaction = connection.begin()
            try:
                work = SqlUnitOfWork(connection, writable=True)
                yield work
                if work.committed:
                    transaction.commit()
            finally:
                if transaction.is_active:
                    transaction.rollback()

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that only reads a consistent state."""
        with self._turn, sorted_blame(self._path), self._engine.connect() as connection:
            # The one connection is shared: an option set by the last writer must not stay.
            connection = connection.execution_options(shadan_write=False)
            transaction = connection.begin()
            try:
                yield SqlUnitOfWork(connection, writable=False)
            finally:
                transaction.rollback()

    def backup(self, target: Path) -> None:
        """A copy of the present state, written beside `target` and renamed into place. Raises UserError."""
        draft = target.with_name(target.name + ".new")
        try:
            with self._turn, sorted_blame(self._path), closing(sqlite3.connect(self._path)) as source:
                draft.unlink(missing_ok=True)
                with closing(sqlite3.connect(draft)) as copy:
                    source.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")
                _sync(draft)
                os.replace(draft, target)
        except OSError as error:
            raise from_os_error(error, target.name) from error
        finally:
            draft.unlink(missing_ok=True)

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the audit is one file, and give it free."""
        with self._turn:
            try:
                with sorted_blame(self._path), self._engine.connect() as connection:
                    connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                        "PRAGMA wal_checkpoint(TRUNCATE)"
                    )
            finally:
                self._engine.dispose()
                self._lock.release()


class SqliteAuditFiles:
    """Creates, opens, checks and restores audit files."""

    def create(self, path: Path, audit: Audit, sites: Sequence[Site], at: str, by: str) -> SqliteFile:
        """A new file with the audit and its sites. Raises UserError `audit_exists` and those of the disk."""
        if path.exists():
            raise UserError("audit_exists", file=path.name)
        if not path.parent.is_dir():
            raise UserError("folder_missing", file=path.name)
        lock = FileLock(path, by, at)
        try:
            with sorted_blame(path):
                self._make(path)
            file = SqliteFile(path, lock)
            with file.write() as work:
                work.audit.put(audit)
                for site in sites:
                    work.sites.put(site)
                after = {"organisation": audit.organisation, "period": audit.period, "sites": len(sites)}
                work.history.record(at, by, Event("audit.created", audit.id, after=after))
                work.commit()
        except BaseException:
            lock.release()
            for left in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
                left.unlink(missing_ok=True)
            raise
        return file

    @staticmethod
    def _make(path: Path) -> None:
        engine = open_engine(path)
        try:
            with engine.connect().execution_options(**WRITE) as connection, connection.begin():
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
                metadata.create_all(connection)
                bookkeeping.create_all(connection)
                connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
                schema = connection.exec_driver_sql(integrity.SCHEMA).fetchall()
                work = SqlUnitOfWork(connection, writable=True)
                work.content.found(_schema_digest([tuple(row) for row in schema]), FORMAT)
        finally:
            engine.dispose()

    def open(self, path: Path, by: str = "", at: str = "") -> SqliteFile:
        """Open and lock a file. Raises UserError `audit_*` in one sentence each; changes nothing then."""
        check_format(path)
        if not os.access(path, os.W_OK):
            raise UserError("audit_read_only", file=path.name)
        lock = FileLock(path, by, at)
        try:
            file = SqliteFile(path, lock)
            with file.read() as work:
                work.audit.get()
        except LookupError:
            lock.release()
            raise UserError("audit_damaged", file=path.name) from None
        except BaseException:
            lock.release()
            raise
        return file

    def verify(self, path: Path, progress: Progress | None = None) -> IntegrityResult:
        """Check every stored byte without changing the file. Raises UserError for what is no audit file."""
        check_format(path)
        return integrity.verify(path, progress)

    def restore(self, backup: Path, target: Path) -> None:
        """Copy a checked backup to `target`, which must not exist. Raises UserError."""
        result = self.verify(backup)
        if result.problems:
            raise UserError("audit_damaged", file=backup.name)
        if target.exists():
            raise UserError("audit_exists", file=target.name)
        draft = target.with_name(target.name + ".new")
        try:
            draft.write_bytes(backup.read_bytes())
            _sync(draft)
            os.replace(draft, target)
        except OSError as error:
            raise from_os_error(error, target.name) from error
        finally:
            draft.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
