"""What the database or the disk says, as a refusal: no exception of SQLAlchemy or sqlite3 leaves `app.storage`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from sqlalchemy.exc import DBAPIError

from app.errors import INTEGRITY, LOCKED, UserError, from_os_error, register_messages

register_messages(
    {
        "audit_exists": "{file} exists already; choose another name.",
        "audit_not_shadan": "{file} is not an audit file of this program; choose a file ending in .shadan.",
        "audit_newer_format": "{file} was written by a newer edition of this program (format {format}); install that.",
        "audit_older_format": "{file} has the unknown format {format}; restore it from a backup.",
        "audit_upgrade_read_only": (
            "{file} has an older format ({format}) and may not be written to; copy it to a folder of your own and open "
            "the copy."
        ),
        "audit_damaged": "{file} is damaged and cannot be read; restore it from a backup.",
        "audit_other_name": (
            "{file} is the same file as {other}, which was not closed properly; open and close {other} first."
        ),
        "audit_read_only": "{file} may not be written to; copy it to a folder of your own and open the copy.",
        "verify_stopped": "The check of {file} was stopped before its end; start it again.",
    }
)
register_messages(
    {"backup_damaged": "{file} is damaged and was not restored; choose another backup."},
    exit_code=INTEGRITY,
)
register_messages(
    {
        "audit_busy": "{file} is being written by another program; try again.",
        "audit_locked_elsewhere": (
            "{file} is in use under another name (a second link to the same file); close it there first."
        ),
        "audit_locked": "{file} is in use by {user} on {host} since {since} (process {pid}); close it there first.",
    },
    exit_code=LOCKED,
)

_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "audit_busy",
    sqlite3.SQLITE_LOCKED: "audit_busy",
    sqlite3.SQLITE_READONLY: "audit_read_only",
    sqlite3.SQLITE_PERM: "no_permission",
    sqlite3.SQLITE_CORRUPT: "audit_damaged",
    sqlite3.SQLITE_NOTADB: "audit_damaged",
}
_WORLD = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOLFS}
# The index of the write-ahead log is a mapped file that grows first.
_FULL = {sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP}


def refusal(error: sqlite3.Error, path: Path) -> UserError | None:
    """The refusal for what the driver raised, or None when it is a fault of the program."""
    extended = getattr(error, "sqlite_errorcode", 0) or 0
    code = "disk_full" if extended in _FULL else _CODES.get(extended & 0xFF)
    if code is not None:
        return UserError(code, file=path.name)
    if extended & 0xFF in _WORLD:
        return UserError("file_error", file=path.name, reason=getattr(error, "sqlite_errorname", str(error)))
    if isinstance(error, sqlite3.OperationalError) and "decode" in str(error):
        return UserError("audit_damaged", file=path.name)
    return None


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the world does to the file into `UserError`, and other errors of the database into RuntimeError."""
    try:
        yield
    except DBAPIError as error:
        _raise(error.orig if isinstance(error.orig, sqlite3.Error) else None, error, path)
    except sqlite3.Error as error:
        _raise(error, error, path)


@contextmanager
def disk_refusals(path: Path) -> Iterator[None]:
    """As `refusals`, where the file is also copied, renamed or removed by us."""
    try:
        with refusals(path):
            yield
    except OSError as error:
        raise from_os_error(error, path.name) from error


def _raise(original: sqlite3.Error | None, error: Exception, path: Path) -> NoReturn:
    refused = refusal(original, path) if original is not None else None
    if refused is not None:
        raise refused from error
    raise RuntimeError(f"the database refused a statement: {original or error}") from error
