"""SQLite connections of an audit file: one that writes, several that read, with the durability its disk allows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

BUSY_SECONDS = 10.0
"""How long to wait for another process (a check or a backup program) that reads or writes the file."""

_READERS = 4
_READERS_AT_MOST = 64


def connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    """A driver connection that leaves transactions to us; `mode` is `rwc`, `rw` or `ro`.

    `immutable` promises that nobody writes the file, so that neither locks nor a write-ahead log are looked for.
    """
    name = path.resolve().as_posix()
    options = f"mode={mode}&immutable=1" if immutable else f"mode={mode}"
    # A drive letter is part of the path in a URI.
    address = f"file:{quote(name if name.startswith('/') else '/' + name)}?{options}"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    # Definitions in a file from outside must not call functions.
    connection.execute("PRAGMA trusted_schema = OFF")
    if mode == "ro":
        connection.execute("PRAGMA query_only = ON")
    return connection


def prepare_writer(connection: sqlite3.Connection, *, write_ahead: bool) -> None:
    """Durability for the writing connection: every commit is on the disk when it returns."""
    wanted = "wal" if write_ahead else "truncate"
    (present,) = connection.execute("PRAGMA journal_mode").fetchone()
    if present != wanted:
        connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    # An import writes many pages; a small cache would write some of them twice.
    connection.execute("PRAGMA cache_size = -32000")


def writing_engine(connection: sqlite3.Connection) -> Engine:
    """An engine around the one writing connection; a transaction takes the write lock at its beginning."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(open_one: Callable[[], sqlite3.Connection]) -> Engine:
    """An engine of reading connections; a transaction sees one consistent state."""
    engine = create_engine(
        "sqlite://",
        creator=open_one,
        poolclass=QueuePool,
        pool_size=_READERS,
        max_overflow=_READERS_AT_MOST - _READERS,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
