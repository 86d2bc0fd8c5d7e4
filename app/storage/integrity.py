"""`verify`: recomputes every digest of a file opened read-only and names what does not agree."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.domain.history import GENESIS, broken
from app.services.ports import IntegrityProblem, IntegrityResult, Progress
from app.storage.content import MODULUS, OUTSIDE, content_digest, digest_of, row_hash
from app.storage.stores.history_store import entry_of
from app.storage.tables import CONTENT, history

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def verify(path: Path, progress: Progress | None = None) -> IntegrityResult:
    """Check page structure, row hashes, sums, evidence bytes, the history chain and the schema.

    `progress` is called with each table's name; when it returns False the rest is left out.
    """
    # Read-only, but not `immutable`: after a crash the write-ahead log belongs to the content.
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    problems: list[IntegrityProblem] = []
    rows = entries = blobs = 0
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            problems.extend(_structure(connection))
            digests = {str(n): (d, c) for n, d, c in connection.execute("SELECT * FROM content_digests")}
            problems.extend(_schema(connection, digests))
            for number, table in enumerate(CONTENT):
                if progress is not None and not progress(table.name, number, len(CONTENT)):
                    break
                count, found = _table(connection, table, digests.get(table.name))
                rows += count
                problems.extend(found)
            blobs, found = _blobs(connection)
            problems.extend(found)
            entries, found = _chain(connection, digests)
            problems.extend(found)
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        problems.append(IntegrityProblem("page_structure", path.name, str(error)))
    return IntegrityResult(rows, entries, blobs, tuple(dict.fromkeys(problems)))


def _structure(connection: sqlite3.Connection) -> Iterator[IntegrityProblem]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield IntegrityProblem("page_structure", "file", str(line))


def _schema(connection: sqlite3.Connection, digests: dict[str, tuple[str, int]]) -> Iterator[IntegrityProblem]:
    present = digest_of([[str(cell) for cell in row] for row in connection.execute(SCHEMA)])
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    if digests.get("schema") != (present, number):
        yield IntegrityProblem("content_digest", "schema")


def _table(
    connection: sqlite3.Connection, table: Any, recorded: tuple[str, int] | None
) -> tuple[int, list[IntegrityProblem]]:
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    keys = [n for n, c in enumerate(table.columns) if c.primary_key]
    problems = []
    total = count = 0
    for row in connection.execute(f'SELECT {names} FROM "{table.name}"'):  # noqa: S608 - names are our own
        *cells, stored = row
        count += 1
        total += int.from_bytes(stored, "big")
        if row_hash(table.name, cells) != stored:
            problems.append(IntegrityProblem("row_changed", table.name, " ".join(str(cells[k]) for k in keys)))
    if recorded is None or recorded != (f"{total % MODULUS:064x}", count):
        problems.append(IntegrityProblem("row_missing", table.name))
    return count, problems


def _blobs(connection: sqlite3.Connection) -> tuple[int, list[IntegrityProblem]]:
    problems = []
    known = connection.execute("SELECT sha256, size FROM blobs ORDER BY sha256").fetchall()
    for digest, size in known:
        actual, length = sha256(), 0
        for (data,) in connection.execute("SELECT data FROM blob_chunks WHERE sha256 = ? ORDER BY seq", (digest,)):
            actual.update(data)
            length += len(data)
        if actual.hexdigest() != digest or length != size:
            problems.append(IntegrityProblem("blob_changed", "evidence", str(digest)))
    return len(known), problems


def _chain(connection: sqlite3.Connection, digests: dict[str, tuple[str, int]]) -> tuple[int, list[IntegrityProblem]]:
    names = ", ".join(f'"{c.name}"' for c in history.columns)
    problems = []
    previous, content, count = GENESIS, "", 0
    for row in connection.execute(f"SELECT {names} FROM history ORDER BY seq"):  # noqa: S608 - names are our own
        entry = entry_of(tuple(row))
        count += 1
        if broken(entry, count, previous):
            problems.append(IntegrityProblem("history_broken", "history", str(entry.seq)))
        previous, content = entry.hash, entry.content
    if digests.get("history") != (previous, count):
        problems.append(IntegrityProblem("history_broken", "history", str(count)))
    present = content_digest((n, d, c) for n, (d, c) in digests.items() if n not in OUTSIDE)
    if content != present:
        problems.append(IntegrityProblem("content_digest", "history", str(count)))
    return count, problems
