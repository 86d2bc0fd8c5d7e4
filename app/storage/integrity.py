"""`verify`: recomputes every digest of a database and names what does not agree."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from app.domain.history import BESIDE, GENESIS, broken
from app.domain.sealing import Revision, latest
from app.errors import INTEGRITY, UserError, register_messages
from app.services.ports import IntegrityProblem, IntegrityResult, Progress
from app.storage import seal
from app.storage.codec import canonical_json
from app.storage.content import MODULUS, OUTSIDE, beside_digest, content_digest, digest_of, row_hash
from app.storage.stores.history import entry_of
from app.storage.tables import CONTENT, FORMAT, HEAD, history

register_messages(
    {
        "audit_seal_broken": "{file} was sealed, and its content is not what was sealed; it is not opened. “shadan "
        "verify” tells what was changed; take the sealed file from a backup.",
    },
    exit_code=INTEGRITY,
)

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
_PAGES = ("page_count", "page_size")
_PAGE_PROBLEMS = 100
_TEXT = partial(str, encoding="utf-8", errors="surrogateescape")
"""Reads the texts of a file, of which each may be damaged."""
_BYTES = (("blobs", "blob_chunks"), ("paper_scans", "paper_scan_chunks"))
"""Tables of files, each with that of their pieces."""
_LISTED = 1000
_STEP = 5000

Digests = dict[str, tuple[str, int]]


def schema_digest(connection: sqlite3.Connection) -> str:
    """The digest over all definitions in the file."""
    return digest_of([[str(cell) for cell in row] for row in connection.execute(_SCHEMA)])


def check(connection: sqlite3.Connection, path: Path, progress: Progress | None = None) -> IntegrityResult:
    """Check length, page structure, schema, row hashes, sums, evidence bytes and the history chain in one state.

    `progress` is called with the table's name and the rows done. Raises UserError `verify_stopped` when it returns
    False, and those of the disk; damage never raises.
    """
    # Damaged text must reach the comparison instead of failing at the driver.
    connection.text_factory = _TEXT
    return _Check(connection, path, progress).run()


def require_seal(connection: sqlite3.Connection, path: Path) -> None:
    """Raises UserError `audit_seal_broken` where a file says, or its history does, that it is sealed, and its content
    is not what was sealed: its seal must stand on no paper. The bytes of evidence are left to `check`.
    """
    if not seal.claimed(connection):
        return
    connection.text_factory = _TEXT
    if _Check(connection, path, None).differs():
        raise UserError("audit_seal_broken", file=path.name)


class _Check:
    def __init__(self, connection: sqlite3.Connection, path: Path, progress: Progress | None) -> None:
        self._connection = connection
        self._path = path
        self._progress = progress
        self._problems: dict[IntegrityProblem, None] = {}
        self._digests: Digests = {}
        self._number = FORMAT
        self._counted: Digests = {}
        self._sealed: Revision | None = None

    def run(self) -> IntegrityResult:
        self._connection.execute("BEGIN")
        try:
            self._step("structure", 0, 0)
            self._guarded("file", self._length)
            self._guarded("file", self._structure)
            self._guarded("content_digests", self._read_digests)
            self._guarded("schema", self._schema)
            rows = sum(self._guarded(table.name, partial(self._table, table)) for table in self._tables())
            blobs = self._guarded("blobs", self._blobs)
            entries = self._guarded("history", self._chain)
            self._guarded("revisions", self._seal)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        return IntegrityResult(rows, entries, blobs, tuple(self._problems)[:_LISTED], self._sealed)

    def differs(self) -> bool:
        """Whether rows, sums, history or the seal itself are not what they were."""
        self._connection.execute("BEGIN")
        try:
            self._guarded("content_digests", self._read_digests)
            self._guarded("schema", self._schema)
            for table in self._tables():
                self._guarded(table.name, partial(self._table, table))
            self._guarded("history", self._chain)
            self._guarded("revisions", self._seal)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        return bool(self._problems)

    def _guarded(self, where: str, part: Callable[[], int | None]) -> int:
        try:
            return int(part() or 0)
        except sqlite3.DatabaseError as error:
            code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN):
                raise
            self._found("page_structure", where, str(error))
        except (ValueError, TypeError, OverflowError) as error:
            # Cells of a kind that this column never has.
            self._found("row_changed", where, str(error))
        return 0

    def _found(self, code: str, where: str, record: str = "") -> None:
        self._problems[IntegrityProblem(code, where, record.encode("utf-8", "replace").decode())] = None

    def _step(self, what: str, done: int, total: int) -> None:
        if self._progress is not None and not self._progress(what, done, total):
            raise UserError("verify_stopped", file=self._path.name)

    # --- the parts -------------------------------------------------------------------------------------------------

    def _length(self) -> None:
        """Bytes that belong to no page: behind the last one, where SQLite never looks.

        A file may be shorter than its pages while a log holds the rest; what it lacks else is damage that SQLite finds.
        """
        ((pages,), (size,)) = (self._connection.execute(f"PRAGMA {what}").fetchone() for what in _PAGES)
        name = next(row[2] for row in self._connection.execute("PRAGMA database_list") if row[1] == "main")
        length = os.stat(name).st_size
        if length > pages * size or length % size:
            self._found("page_structure", "file", f"{length} ≠ {pages} × {size}")

    def _structure(self) -> None:
        for (line,) in self._connection.execute(f"PRAGMA integrity_check({_PAGE_PROBLEMS})"):
            if line != "ok":
                self._found("page_structure", "file", str(line))
        for table, row, parent, _ in self._connection.execute("PRAGMA foreign_key_check"):
            self._found("row_missing", str(parent), f"{table} {row}")

    def _read_digests(self) -> None:
        self._digests = {
            str(name): (digest, count)
            for name, digest, count in self._connection.execute("SELECT name, digest, count FROM content_digests")
        }

    def _schema(self) -> None:
        (self._number,) = self._connection.execute("PRAGMA user_version").fetchone()
        if self._digests.get("schema") != (schema_digest(self._connection), self._number):
            self._found("content_digest", "schema")
        steps = [row[0] for row in self._connection.execute("SELECT version_num FROM alembic_version")]
        if self._number == FORMAT and steps != [HEAD]:
            self._found("row_changed", "alembic_version")
        for table in self._tables():
            if table.name not in self._digests:
                self._found("row_missing", "content_digests", table.name)

    def _tables(self) -> tuple[Table, ...]:
        """The content tables; an older format had fewer."""
        if self._number >= FORMAT:
            return CONTENT
        return tuple(table for table in CONTENT if table.name in self._digests)

    def _table(self, table: Table) -> int:
        # All columns that are there: a newer minor format may have more of them at the end.
        rows = self._connection.execute(f'SELECT * FROM "{table.name}"')  # noqa: S608 - our names
        names = [column[0] for column in rows.description]
        place = names.index("row_hash")
        names.pop(place)
        keys = [names.index(c.name) for c in table.primary_key.columns]
        expected = self._digests.get(table.name)
        total = count = 0
        for row in rows:
            cells = [*row]
            stored = cells.pop(place)
            count += 1
            if count % _STEP == 0:
                self._step(table.name, count, expected[1] if expected else 0)
            actual = _hash(table.name, cells)
            if actual != stored:
                self._found("row_changed", table.name, " ".join(str(cells[k]) for k in keys))
            total += int.from_bytes(actual, "big")
        self._step(table.name, count, count)
        self._counted[table.name] = (f"{total % MODULUS:064x}", count)
        if expected is not None:
            if expected[1] != count:
                self._found("row_missing", table.name, f"{count}/{expected[1]}")
            elif expected[0] != f"{total % MODULUS:064x}":
                self._found("content_digest", table.name)
        return count

    def _blobs(self) -> int:
        missing = "SELECT id FROM evidence WHERE sha256 NOT IN (SELECT sha256 FROM blobs)"
        for (identity,) in self._connection.execute(missing):
            self._found("row_missing", "blobs", str(identity))
        return sum(self._bytes(*names) for names in _BYTES if names[0] in self._counted)

    def _bytes(self, table: str, chunks: str) -> int:
        """Whether the pieces of every file make up what was taken in; returns how many files there are."""
        known = self._connection.execute(f"SELECT sha256, size FROM {table} ORDER BY sha256").fetchall()  # noqa: S608
        for number, (digest, size) in enumerate(known):
            self._step("blobs", number, len(known))
            actual, length = sha256(), 0
            pieces = f"SELECT seq, data FROM {chunks} WHERE sha256 = ? ORDER BY seq"  # noqa: S608 - our names
            for expected, (seq, data) in enumerate(self._connection.execute(pieces, (digest,))):
                actual.update(data)
                length += len(data) if seq == expected else 0
            if actual.hexdigest() != digest or length != size:
                self._found("blob_changed", table, str(digest))
        return len(known)

    def _seal(self) -> None:
        """What was sealed is what is there, and what the history tells."""
        if seal.TABLE not in self._counted:
            return
        for number in seal.broken(self._connection, self._counted):
            self._found("seal_broken", seal.TABLE, number)
        last = latest(seal.stored(self._connection))
        self._sealed = last if last.sealed else None

    def _chain(self) -> int:
        listed = ", ".join(f'"{column.name}"' for column in history.columns)
        previous, content, count, beside = GENESIS, "", 0, ""
        for row in self._connection.execute(f"SELECT {listed} FROM history ORDER BY seq"):  # noqa: S608 - our names
            count += 1
            if not _is_link(row, count, previous):
                self._found("history_broken", "history", str(row[0]))
            previous, content = row[11], row[9]
            beside = _beside(row[8], beside)
            if count % _STEP == 0:
                self._step("history", count, 0)
        if self._digests.get("history") != (previous, count):
            self._found("history_broken", "history", str(count))
        if content != content_digest((n, d, c) for n, (d, c) in self._digests.items() if n not in OUTSIDE):
            self._found("content_digest", "history", str(count))
        if beside != beside_digest((n, d, c) for n, (d, c) in self._digests.items()):
            self._found("content_digest", "papers", str(count))
        return count


def _hash(name: str, cells: Sequence[Any]) -> bytes:
    try:
        return row_hash(name, cells, "surrogatepass")
    except TypeError:
        # A real number where there is never one.
        return b""


def _is_link(row: Sequence[Any], number: int, previous: str) -> bool:
    try:
        entry = entry_of(row)
        if broken(entry, number, previous):
            return False
        # The text itself counts, not only what it means.
        return all(text is None or canonical_json(json.loads(text)) == text for text in _texts(row))
    except (ValueError, TypeError):
        return False


def _beside(after: object, before: str) -> str:
    """The digest over what lies beside the content, as an entry tells it; else that of the entries before."""
    # Most entries are of other acts, and are not taken apart for this.
    if not isinstance(after, str) or f'"{BESIDE}":' not in after:
        return before
    try:
        return str(json.loads(after).get(BESIDE, before))
    except (ValueError, AttributeError):
        return before


def _texts(row: Sequence[Any]) -> Iterator[str | None]:
    yield row[7]
    yield row[8]
