"""Older formats: converted in a copy that takes the place of the file only when sound; the original stays as `.bak`."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.domain.history import Event
from app.errors import UserError
from app.storage import integrity
from app.storage.content import MODULUS, row_hash
from app.storage.engine import connect, writing_engine
from app.storage.failures import disk_refusals, refusals
from app.storage.header import beside, check_format, shown
from app.storage.sqlite_file import sync, sync_folder
from app.storage.tables import CONTENT, FORMAT, HEAD
from app.storage.unit_of_work import SqlUnitOfWork

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Goal:
    """The format to reach: its number, its last step, and the folder of the steps."""

    number: int = FORMAT
    head: str = HEAD
    steps: Path = MIGRATIONS


def upgrade(path: Path, by: str, at: str, goal: Goal | None = None) -> Path:
    """Convert the file, which the caller has locked and nobody has open; returns where the original is kept.

    Raises UserError `audit_damaged` when the original or the converted copy does not pass every check, and those of
    the disk; the original is then as it was.
    """
    goal = goal or Goal()
    found = check_format(path).number
    draft = path.with_name(path.name + ".new")
    with disk_refusals(path):
        try:
            with refusals(path):
                _copy(path, draft)
                _convert(draft, path, goal)
                event = Event(
                    "audit.converted", "", before={"format": shown(found)}, after={"format": shown(goal.number)}
                )
                _record(draft, path, by, at, event)
                with closing(connect(draft, "rw")) as connection:
                    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
                    if integrity.check(connection, path).problems:
                        raise UserError("audit_damaged", file=path.name)
                with closing(connect(path, "rw")) as connection:
                    # So that the file kept aside is complete by itself.
                    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            sync(draft)
            kept = _keep(path)
            os.replace(draft, path)
            sync_folder(path)
            return kept
        finally:
            for left in (draft, *beside(draft)):
                left.unlink(missing_ok=True)


def _copy(path: Path, draft: Path) -> None:
    """A sound copy of a sound file; what a crash left in a log is in it. New hashes must not hide old damage."""
    draft.unlink(missing_ok=True)
    with closing(connect(path, "rw")) as source, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        source.backup(copy)
        if integrity.check(copy, path).problems:
            raise UserError("audit_damaged", file=path.name)


def _convert(draft: Path, path: Path, goal: Goal) -> None:
    from alembic import command
    from alembic.config import Config

    with closing(connect(draft, "rw")) as connection:
        # Steps rebuild tables.
        connection.execute("PRAGMA foreign_keys = OFF")
        engine = writing_engine(connection)
        with engine.connect() as transaction:
            transaction.begin()
            config = Config()
            config.set_main_option("script_location", str(goal.steps).replace("%", "%%"))
            config.attributes["connection"] = transaction
            command.upgrade(config, goal.head)
            transaction.exec_driver_sql(f"PRAGMA user_version = {goal.number}")
            _rehash(transaction)
            schema = integrity.schema_digest(connection)
            transaction.exec_driver_sql(
                "UPDATE content_digests SET digest = ?, count = ? WHERE name = 'schema'", (schema, goal.number)
            )
            transaction.commit()


def _rehash(connection: Connection) -> None:
    """Recompute the hashes of all rows and their sums, as the steps may have changed any of them."""
    for table in CONTENT:
        names = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table.name}")')]
        names.remove("row_hash")
        listed = ", ".join(f'"{name}"' for name in names)
        total = count = 0
        changed = []
        for row in connection.exec_driver_sql(f'SELECT rowid, row_hash, {listed} FROM "{table.name}"'):  # noqa: S608
            identity, old, *cells = row
            new = row_hash(table.name, cells)
            count += 1
            total += int.from_bytes(new, "big")
            if new != old:
                changed.append((new, identity))
        if changed:
            connection.exec_driver_sql(f'UPDATE "{table.name}" SET row_hash = ? WHERE rowid = ?', changed)  # noqa: S608
        connection.exec_driver_sql("DELETE FROM content_digests WHERE name = ?", (table.name,))
        connection.exec_driver_sql(
            "INSERT INTO content_digests (name, digest, count) VALUES (?, ?, ?)",
            (table.name, f"{total % MODULUS:064x}", count),
        )


def _record(draft: Path, path: Path, by: str, at: str, event: Event) -> None:
    with closing(connect(draft, "rw")) as connection, writing_engine(connection).connect() as transaction:
        transaction.begin()
        work = SqlUnitOfWork(transaction, path, writable=True)
        work.content.tell_beside()
        work.history.record(at, by, event)
        work.commit()


def _keep(path: Path) -> Path:
    """Give the original a second name, or a copy where the disk knows no second names."""
    kept = path.with_name(path.name + ".bak")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.bak{number}")
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)
        sync(kept)
    return kept
