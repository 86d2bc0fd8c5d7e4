"""The connection to an audit file: durable settings, explicit transactions, errors sorted by whose fault they are."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from app.errors import LOCKED, UserError, register_messages

register_messages(
    {
        "audit_damaged": "{file} is damaged and cannot be read; restore it from a backup.",
        "audit_read_only": "{file} may not be written to; copy it to a folder of your own and open the copy.",
    }
)
register_messages({"audit_busy": "{file} is being written by another program; try again."}, exit_code=LOCKED)

WRITE = {"shadan_write": True}

# File systems on which a write-ahead log is safe: local and fixed.
_LOCAL = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay", "apfs", "hfs"})
_FIXED_DRIVE = 3


def open_engine(path: Path) -> Engine:
    """An engine with one connection that many threads may use in turn (the caller serialises them)."""
    engine = create_engine(f"sqlite:///{path}", poolclass=StaticPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        # Transactions are begun by us: the driver would begin them too late for a reader that goes on to write.
        connection.isolation_level = None
        journal = "WAL" if on_local_disk(path) else "TRUNCATE"
        for pragma in ("foreign_keys = ON", f"journal_mode = {journal}", "synchronous = FULL", "busy_timeout = 3000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("shadan_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def on_local_disk(path: Path) -> bool:
    """Whether `path` lies on a local, fixed disk; in doubt not."""
    if sys.platform == "win32":
        import ctypes

        drive = path.resolve().anchor
        return not drive.startswith("\\\\") and ctypes.windll.kernel32.GetDriveTypeW(drive) == _FIXED_DRIVE
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    place = path.resolve().parent
    kind, depth = "", -1
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, system, *_ = line.split(" ")
        mounted = Path(point.replace("\\040", " "))
        if (mounted == place or mounted in place.parents) and len(mounted.parts) > depth:
            kind, depth = system, len(mounted.parts)
    return kind in _LOCAL


@contextmanager
def sorted_blame(path: Path) -> Iterator[None]:
    """Turn what the world does to the file into `UserError`; our own mistakes pass through."""
    try:
        yield
    except DBAPIError as error:
        refusal = blame(error.orig, path)
        if refusal is None:
            raise
        raise refusal from error
    except sqlite3.DatabaseError as error:
        refusal = blame(error, path)
        if refusal is None:
            raise
        raise refusal from error


def blame(error: BaseException | None, path: Path) -> UserError | None:
    """The refusal for a database error that is the world's fault, or None."""
    name = getattr(error, "sqlite_errorname", "") or ""
    file = path.name
    if name.startswith(("SQLITE_FULL",)):
        return UserError("disk_full", file=file)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN")):
        return UserError("audit_read_only", file=file)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return UserError("audit_busy", file=file)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return UserError("audit_damaged", file=file)
    if name.startswith("SQLITE_IOERR"):
        return UserError("file_error", file=file, reason=name)
    return None
