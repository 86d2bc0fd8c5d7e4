"""Audit files: created, opened behind the format gate, checked, restored."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import ClauseElement, create_mock_engine, insert

from app.domain.audit import Audit, Site
from app.domain.history import Event
from app.errors import UserError
from app.services.ports import IntegrityResult, Progress
from app.storage import integrity
from app.storage.disk import is_write_protected
from app.storage.engine import connect, writing_engine
from app.storage.failures import disk_refusals, refusals
from app.storage.file_lock import FileLock, is_held, locked, other_names
from app.storage.header import Header, beside, check_format, refuse_cut, shown
from app.storage.sqlite_file import SqliteFile, copy_checked, is_open_here, sync, sync_folder
from app.storage.tables import APPLICATION_ID, FORMAT, HEAD, alembic_version, metadata
from app.storage.unit_of_work import SqlUnitOfWork

if TYPE_CHECKING:  # Not needed to open an audit.
    from app.storage.reading import ReadFile

_LOOKS = 3


class SqliteAuditFiles:
    """Creates, opens, checks and restores audit files."""

    def create(
        self,
        path: Path,
        audit: Audit,
        sites: Sequence[Site],
        at: str,
        by: str,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> SqliteFile:
        """A new file with the audit, its sites and its first settings, open.

        Raises UserError `audit_exists` and those of the disk.
        """
        _refuse_place(path)
        lock = FileLock(path, by, at)
        draft = path.with_name(path.name + ".new")
        try:
            _refuse_place(path)
            with disk_refusals(path):
                _remove(draft)
                _make(draft, path, audit, sites, settings, at, by)
                sync(draft)
                draft.replace(path)
                sync_folder(path)
            lock.cover()
            return SqliteFile(path, lock)
        except BaseException:
            # The disk that refused the file may refuse this too; the first refusal is the one to tell.
            with suppress(OSError):
                _remove(draft)
            lock.release()
            raise

    def open(self, path: Path, by: str = "", at: str = "") -> SqliteFile:
        """Open and lock a file, after converting an older format. A write-protected one opens for reading.

        Raises UserError in one sentence for everything else, and changes nothing then.
        """
        if is_open_here(path):
            raise locked(path)
        with disk_refusals(path):
            header = check_format(path)
            refuse_cut(path, header)
            if is_write_protected(path):
                return _open_protected(path, header)
        lock = FileLock(path, by, at)
        try:
            lock.cover()
            _refuse_left_open(path)
            # Again under the lock: somebody may just have converted or replaced the file.
            if check_format(path).number < FORMAT:
                from app.storage.upgrade import upgrade

                lock.uncover()
                upgrade(path, by, at)
                lock.cover()
            return SqliteFile(path, lock)
        except BaseException:
            lock.release()
            raise

    @contextmanager
    def reading(self, path: Path, by: str, at: str) -> Iterator[ReadFile]:
        """A file to be read while this lasts. Raises UserError, `audit_changed_meanwhile` at its end."""
        from app.storage.reading import reading

        if not is_open_here(path):
            with disk_refusals(path):
                _refuse_left_open(path)
        with reading(path, by, at) as file:
            yield file

    def verify(self, path: Path, progress: Progress | None = None) -> IntegrityResult:
        """Check every stored byte without changing the file or leaving one beside it.

        Raises UserError for what is no audit file, and `verify_stopped` when `progress` says so.
        """
        if is_open_here(path):
            return _check(path, path, immutable=False, progress=progress)
        with disk_refusals(path):
            for _ in range(_LOOKS):
                header = check_format(path)
                log, _, journal = (left.exists() and left.stat().st_size > 0 for left in beside(path))
                if journal and not is_held(path):
                    # A crash left a commit half made; reading would have to roll it back.
                    return _check_copy(path, progress)
                if log or not header.write_ahead:
                    return _check(path, path, immutable=False, progress=progress)
                before = path.stat()
                result = _check(path, path, immutable=True, progress=progress)
                after = path.stat()
                if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
                    return result
            return _check(path, path, immutable=False, progress=progress)

    def restore(self, backup: Path, target: Path) -> None:
        """Copy a checked backup to `target`, which must not exist. Raises UserError, `backup_damaged` for a bad one."""
        _refuse_place(target)
        if is_open_here(backup):
            raise locked(backup)
        try:
            self._restore(backup, target)
        except UserError as error:
            if error.code == "audit_damaged":
                raise UserError("backup_damaged", file=backup.name) from error
            raise

    def _restore(self, backup: Path, target: Path) -> None:
        with disk_refusals(backup):
            header = check_format(backup)
            refuse_cut(backup, header)
        lock = FileLock(target, "", "")
        try:
            with refusals(backup):
                immutable = header.write_ahead and not beside(backup)[0].exists()
                source = connect(backup, "ro", immutable=immutable)
            with closing(source):
                copy_checked(source, backup, target)
        finally:
            lock.release()


def _refuse_place(path: Path) -> None:
    """Raises UserError where no new file can be made."""
    with disk_refusals(path):
        if path.exists():
            raise UserError("audit_exists", file=path.name)
        if not path.parent.is_dir():
            raise UserError("folder_missing", file=path.name)
        # Left by a file that was deleted by hand: they would be taken for the new file's.
        if any(left.exists() and left.stat().st_size for left in beside(path)):
            raise UserError("audit_exists", file=next(left for left in beside(path) if left.exists()).name)


def _refuse_left_open(path: Path) -> None:
    """Raises UserError where a crash left commits beside another name of the file: SQLite would not find them here."""
    for other in other_names(path):
        log, _, journal = beside(other)
        if any(left.exists() and left.stat().st_size for left in (log, journal)):
            raise UserError("audit_other_name", file=path.name, other=other.name)


@cache
def _schema() -> tuple[str, ...]:
    """The statements that make the tables of a file that holds none, put together once."""
    statements: list[str] = []

    def note(statement: ClauseElement, *_: object) -> None:
        statements.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("sqlite://", note)
    metadata.create_all(engine, checkfirst=False)
    alembic_version.create(engine, checkfirst=False)
    return tuple(statements)


def _make(
    draft: Path, path: Path, audit: Audit, sites: Sequence[Site], settings: Mapping[str, str], at: str, by: str
) -> None:
    with refusals(path), closing(connect(draft, "rwc")) as connection:
        engine = writing_engine(connection)
        with engine.connect() as transaction:
            transaction.begin()
            for statement in _schema():
                transaction.exec_driver_sql(statement)
            transaction.execute(insert(alembic_version).values(version_num=HEAD))
            transaction.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            transaction.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
            work = SqlUnitOfWork(transaction, path, writable=True)
            work.content.lay(integrity.schema_digest(connection), FORMAT)
            work.audit.put(audit)
            for site in sites:
                work.sites.put(site)
            for name, value in settings.items():
                work.audit.set_setting(name, value)
            after = {"organisation": audit.organisation, "period": audit.period, "sites": len(sites)}
            work.history.record(at, by, Event("audit.created", audit.id, after=after))
            work.commit()
        engine.dispose()


def _open_protected(path: Path, header: Header) -> SqliteFile:
    if header.number < FORMAT:
        raise UserError("audit_upgrade_read_only", file=path.name, format=shown(header.number))
    if is_held(path):
        raise locked(path)
    return SqliteFile(path, None, "audit_read_only")


def _check(path: Path, named: Path, *, immutable: bool, progress: Progress | None) -> IntegrityResult:
    with refusals(named), closing(connect(path, "ro", immutable=immutable)) as connection:
        return integrity.check(connection, named, progress)


def _check_copy(path: Path, progress: Progress | None) -> IntegrityResult:
    with tempfile.TemporaryDirectory(prefix="shadan-") as folder:
        copy = Path(folder) / "copy.shadan"
        shutil.copyfile(path, copy)
        for left, beside_copy in zip(beside(path), beside(copy), strict=True):
            if left.exists():
                shutil.copyfile(left, beside_copy)
        with refusals(path), closing(connect(copy, "rw")) as connection:
            return integrity.check(connection, path, progress)


def _remove(draft: Path) -> None:
    for left in (draft, *beside(draft)):
        left.unlink(missing_ok=True)
