"""Reading and writing of content rows with what makes changed bytes visible: row hashes, and their sum per table.

Statements are SQLAlchemy Core, compiled once per dialect and run on the driver with positional values: all columns are
text, integers or bytes, so that no type needs processing, and a saved answer costs little more than its statements.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.storage.tables import CONTENT, content_digests

Row = tuple[Any, ...]

MODULUS = 1 << 256
CHUNK = 500

_DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="qmark"),
    "postgresql": postgresql.dialect(paramstyle="format"),  # type: ignore[no-untyped-call]
}
_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=lambda data: sha256(data).hexdigest()
).encode


def row_hash(name: str, row: Sequence[Any]) -> bytes:
    """SHA-256 over the table's name and the row's columns, without nulls at the end (columns of later formats)."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    text = _encode((name, *row[:end]))
    # Bytes that are no UTF-8 arrive as surrogates when a damaged file is checked.
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def digest_of(items: Iterable[Sequence[Any]]) -> str:
    """SHA-256 in hex over rows of text and numbers."""
    return sha256(_encode(list(items)).encode()).hexdigest()


class Wire:
    """A connection on which compiled statements run."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._dialect = connection.dialect.name

    def rows(self, statement: Executable, **values: Any) -> list[Row]:
        """All rows of a query."""
        return list(self.stream(statement, **values))

    def first(self, statement: Executable, **values: Any) -> Row | None:
        """The first row of a query, or None."""
        return next(self.stream(statement, **values), None)

    def stream(self, statement: Executable, **values: Any) -> Iterator[Row]:
        """The rows of a query as the database finds them, read ahead by 500."""
        text, names = _compiled(statement, self._dialect)
        result = self.connection.exec_driver_sql(text, tuple(values[name] for name in names))
        cursor = result.cursor
        try:
            while cursor is not None and (chunk := cursor.fetchmany(CHUNK)):
                yield from chunk
                if len(chunk) < CHUNK:
                    break
        finally:
            result.close()

    def do(self, statement: Executable, **values: Any) -> None:
        """Run a statement that changes one thing."""
        text, names = _compiled(statement, self._dialect)
        self.connection.exec_driver_sql(text, tuple(values[name] for name in names)).close()

    def many(self, statement: Executable, rows: list[Row]) -> None:
        """Run a statement for each row; values in the order of the statement's parameters."""
        if rows:
            text, _ = _compiled(statement, self._dialect)
            self.connection.exec_driver_sql(text, rows).close()


@cache
def _compiled(statement: Executable, dialect: str) -> tuple[str, tuple[str, ...]]:
    compiled = statement.compile(dialect=_DIALECTS[dialect])  # type: ignore[attr-defined]
    return str(compiled), tuple(compiled.positiontup or ())


class TableWriter:
    """The statements that write one content table, made once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name = table.name
        names = [c.name for c in table.columns]
        keys = [c.name for c in table.primary_key.columns]
        self.width = len(names) - 1
        self.key_positions = tuple(names.index(k) for k in keys)
        match = [table.c[k] == bindparam(f"key_{k}") for k in keys]
        self.insert = insert(table).values({n: bindparam(n) for n in names})
        self.find = select(table.c.row_hash).where(*match)
        self.update = update(table).where(*match).values({n: bindparam(n) for n in names})
        self.delete = delete(table).where(*match)
        self.key_names = tuple(f"key_{k}" for k in keys)

    def key(self, row: Row) -> Row:
        """The primary key of a row."""
        return tuple(row[p] for p in self.key_positions)


_writers = {table.name: TableWriter(table) for table in CONTENT}

_ALL_DIGESTS = select(content_digests.c.name, content_digests.c.digest, content_digests.c["count"])
_SET_DIGEST = (
    update(content_digests)
    .where(content_digests.c.name == bindparam("key_name"))
    .values(digest=bindparam("digest"), count=bindparam("count"))
)
_NEW_DIGEST = insert(content_digests).values(
    name=bindparam("name"), digest=bindparam("digest"), count=bindparam("count")
)

OUTSIDE = frozenset({"history", "schema"})
"""Names in `content_digests` that are no content."""


def content_digest(digests: Iterable[Row]) -> str:
    """The digest over all stored content, from (name, digest, count) of each table."""
    return digest_of(sorted([*d] for d in digests if d[0] not in OUTSIDE))


class Content:
    """The content of one transaction: writes rows, keeps sums, and knows whether something was written since `seal`."""

    def __init__(self, wire: Wire, writable: Callable[[], None] | None = None) -> None:
        self.wire = wire
        self.dirty = False
        self._sums: dict[str, list[int]] | None = None
        self._changed: set[str] = set()
        self._head = ("0" * 64, 0)
        self._refuse = writable

    # --- writing ---------------------------------------------------------------------------------------------------

    def put(self, table: Table, row: Row) -> bool:
        """Insert or replace the row with this primary key; whether anything changed."""
        writer = _writers[table.name]
        row = _clean(row)
        key = writer.key(row)
        old = self.wire.first(writer.find, **dict(zip(writer.key_names, key, strict=True)))
        if old is None:
            self._insert(writer, [row])
            return True
        new = row_hash(writer.name, row)
        if new == old[0]:
            return False
        self.replace(table, [(row, old[0])])
        return True

    def put_all(self, table: Table, rows: Iterable[Row]) -> None:
        """As `put` for many rows of a table with a primary key of one column; the last of one key counts."""
        writer = _writers[table.name]
        (column,) = table.primary_key.columns
        position = writer.key_positions[0]
        source = iter(rows)
        while chunk := {r[position]: _clean(r) for r in islice(source, CHUNK)}:
            found = select(column, table.c.row_hash).where(column.in_(list(chunk)))
            old = {k: h for k, h in self.wire.connection.execute(found)}
            self._insert(writer, [r for k, r in chunk.items() if k not in old])
            self.replace(table, [(r, old[k]) for k, r in chunk.items() if k in old])

    def insert(self, table: Table, rows: list[Row]) -> None:
        """Insert new rows."""
        self._insert(_writers[table.name], [_clean(row) for row in rows])

    def replace(self, table: Table, rows: list[tuple[Row, bytes]]) -> None:
        """Replace rows by primary key; each comes with the row hash it had."""
        self._check()
        writer = _writers[table.name]
        sums = self._touch(writer.name)
        values = []
        for row, old in rows:
            new = row_hash(writer.name, row)
            if new != old:
                sums[0] += int.from_bytes(new, "big") - int.from_bytes(old, "big")
                values.append((*row, new, *writer.key(row)))
        self.wire.many(writer.update, values)

    def remove(self, table: Table, *key: Any) -> bool:
        """Delete the row with this primary key; whether there was one."""
        self._check()
        writer = _writers[table.name]
        names = dict(zip(writer.key_names, key, strict=True))
        old = self.wire.first(writer.find, **names)
        if old is None:
            return False
        sums = self._touch(writer.name)
        sums[0] -= int.from_bytes(old[0], "big")
        sums[1] -= 1
        self.wire.do(writer.delete, **names)
        return True

    def _insert(self, writer: TableWriter, rows: list[Row]) -> None:
        self._check()
        if not rows:
            return
        sums = self._touch(writer.name)
        values = []
        total = 0
        for row in rows:
            new = row_hash(writer.name, row)
            total += int.from_bytes(new, "big")
            values.append((*row, new))
        sums[0] += total
        sums[1] += len(rows)
        self.wire.many(writer.insert, values)

    def _check(self) -> None:
        if self._refuse is not None:
            self._refuse()

    # --- sums ------------------------------------------------------------------------------------------------------

    def _load(self) -> dict[str, list[int]]:
        if self._sums is None:
            self._sums = {}
            for name, digest, count in self.wire.rows(_ALL_DIGESTS):
                if name == "history":
                    self._head = (digest, count)
                elif name not in OUTSIDE:
                    self._sums[name] = [int(digest, 16), count]
        return self._sums

    def _touch(self, name: str) -> list[int]:
        self.dirty = True
        self._changed.add(name)
        return self._load()[name]

    def digest(self) -> str:
        """The digest over all content as it is in this transaction."""
        return content_digest((n, _hex(s), c) for n, (s, c) in self._load().items())

    def head(self) -> tuple[str, int]:
        """Hash and number of the last history entry."""
        self._load()
        return self._head

    def seal(self, head: str, entries: int) -> None:
        """Write the changed sums, and the new head of the history."""
        sums = self._load()
        changed = [(_hex(sums[n][0]), sums[n][1], n) for n in sorted(self._changed)]
        self.wire.many(_SET_DIGEST, [*changed, (head, entries, "history")])
        self._head = (head, entries)
        self._changed.clear()
        self.dirty = False

    def found(self, schema: str, version: int) -> None:
        """Write the rows of `content_digests` of a new, empty file."""
        self.wire.many(
            _NEW_DIGEST,
            [
                *((table.name, _hex(0), 0) for table in CONTENT),
                ("history", "0" * 64, 0),
                ("schema", schema, version),
            ],
        )


def _hex(total: int) -> str:
    return f"{total % MODULUS:064x}"


def _clean(row: Row) -> Row:
    """The row without half surrogate pairs, which no database takes (a window may hand them over)."""
    for cell in row:
        if type(cell) is str and not cell.isascii():
            try:
                cell.encode()
            except UnicodeEncodeError:
                return tuple(c.encode("utf-8", "replace").decode() if type(c) is str else c for c in row)
    return row
