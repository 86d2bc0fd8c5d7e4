"""Audit files that are only looked at: an earlier audit, one to compare with. Neither changed, locked nor left anything
beside; an older format is converted in a copy of its own."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.errors import UserError, register_messages
from app.storage import integrity
from app.storage.engine import connect, reading_engine
from app.storage.failures import disk_refusals, refusals
from app.storage.file_lock import is_held
from app.storage.header import Header, beside, check_format, refuse_cut
from app.storage.sqlite_file import is_open_here
from app.storage.tables import FORMAT
from app.storage.unit_of_work import SqlUnitOfWork

register_messages({"audit_changed_meanwhile": "{file} was changed while it was read; try again."})


class ReadFile:
    """Implements `app.services.ports.ReadableFile`: the file at `path`, told of as the one at `named`."""

    def __init__(self, path: Path, named: Path, *, immutable: bool) -> None:
        self._named = named
        self._engine = reading_engine(lambda: connect(path, "ro", immutable=immutable))
        try:
            with refusals(named), closing(connect(path, "ro", immutable=immutable)) as connection:
                integrity.require_seal(connection, named)
            with self.read() as work:
                work.audit.get()
        except LookupError:
            self.close()
            raise UserError("audit_damaged", file=named.name) from None
        except BaseException:
            self.close()
            raise

    @property
    def location(self) -> str:
        """Where the file lies."""
        return str(self._named)

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that only reads a consistent state."""
        with refusals(self._named), self._engine.connect() as connection:
            connection.begin()
            yield SqlUnitOfWork(connection, self._named, writable=False)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


@contextmanager
def reading(path: Path, by: str, at: str) -> Iterator[ReadFile]:
    """The file, to be read while this lasts. Raises UserError behind the format gate, and `audit_changed_meanwhile`.

    Somebody else may have it open: what they have committed is read.
    """
    if is_open_here(path):
        # Its header must not be looked at: closing the stream would drop SQLite's locks.
        with _closing(ReadFile(path, path, immutable=False)) as file:
            yield file
        return
    with disk_refusals(path):
        header = check_format(path)
        refuse_cut(path, header)
        held = is_held(path)
        log, _, journal = (left.exists() and left.stat().st_size > 0 for left in beside(path))
    if header.number < FORMAT or (not held and (log or journal)):
        # A crash left a commit beside it, or the tables are those of an older program.
        with (
            _copy(path, header, by, at, alone=not held and (log or journal)) as copy,
            _closing(ReadFile(copy, path, immutable=False)) as file,
        ):
            yield file
        return
    immutable = header.write_ahead and not log and not held
    before = _looks(path)
    with _closing(ReadFile(path, path, immutable=immutable)) as file:
        yield file
    if immutable and _looks(path) != before:
        raise UserError("audit_changed_meanwhile", file=path.name)


@contextmanager
def _closing(file: ReadFile) -> Iterator[ReadFile]:
    with closing(file):
        yield file


@contextmanager
def _copy(path: Path, header: Header, by: str, at: str, *, alone: bool) -> Iterator[Path]:
    """A copy of the present format in a folder of its own. `alone`: nobody has the file, but a crash left commits."""
    with tempfile.TemporaryDirectory(prefix="shadan-") as folder:
        copy = Path(folder) / "earlier.shadan"
        with disk_refusals(path):
            if alone:
                for source, target in zip((path, *beside(path)), (copy, *beside(copy)), strict=True):
                    if source.exists():
                        shutil.copyfile(source, target)
                with closing(connect(copy, "rw")) as connection:
                    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            else:
                immutable = header.write_ahead and not beside(path)[0].exists()
                with (
                    closing(connect(path, "ro", immutable=immutable)) as theirs,
                    closing(sqlite3.connect(copy, isolation_level=None)) as ours,
                ):
                    theirs.backup(ours)
            if header.number < FORMAT:
                from app.storage.upgrade import upgrade

                upgrade(copy, by, at)
        yield copy


def _looks(path: Path) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_mtime_ns, found.st_size
