"""Reading and writing of content rows with what makes changed bytes visible: row hashes, and their sum per table.

Statements are SQLAlchemy Core, compiled once per dialect and run on the driver with positional values: all columns are
text, integers or bytes, so that no type needs processing, and a saved answer costs little more than its statements.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from hashlib import sha256
from itertools import islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Table, bindparam, column, delete, insert, select, update
from sqlalchemy.dialects import sqlite

from app.storage.tables import BESIDE, CONTENT, content_digests

Row = tuple[Any, ...]

MODULUS = 1 << 256
CHUNK = 500
_FEW_SITES = 10


@cache
def _dialect(name: str) -> Dialect:
    """The dialect whose statements take values by their place."""
    if name == "sqlite":
        return sqlite.dialect(paramstyle="qmark")
    # Only where it is used: it costs the start of the window 20 ms.
    from sqlalchemy.dialects import postgresql

    return postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]


def row_hash(name: str, row: Sequence[Any], errors: str = "strict") -> bytes:
    """SHA-256 over the table's name and the row's columns, without nulls at the end (columns of later formats).

    Each cell with its kind and length, so that no two rows give one text. Raises UnicodeEncodeError for half a
    surrogate pair, as `str.encode` with `errors`.
    """
    parts = [name]
    for cell in row:
        if type(cell) is str:
            parts.append(f"s{len(cell)}:{cell}")
        elif cell is None:
            parts.append("n")
        elif type(cell) is int:
            parts.append(f"i{cell}")
        elif type(cell) is bytes:
            parts.append(f"b{sha256(cell).hexdigest()}")
        else:
            raise TypeError(f"no column holds {type(cell).__name__}")
    while parts[-1] == "n":
        parts.pop()
    return sha256("\n".join(parts).encode("utf-8", errors)).digest()


def digest_of(items: Iterable[Sequence[Any]]) -> str:
    """SHA-256 in hex over rows of text and numbers."""
    text = json.dumps([list(item) for item in items], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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

    def stream(self, statement: Executable, ahead: int = CHUNK, **values: Any) -> Generator[Row, None, None]:
        """The rows of a query as the database finds them, so many of them read ahead."""
        text, names, fixed = _compiled(statement, self._dialect)
        given = {**fixed, **values} if fixed else values
        with _quietly_closing(self._cursor()) as cursor:
            cursor.execute(text, tuple(given[name] for name in names))
            while chunk := cursor.fetchmany(ahead):
                yield from chunk
                if len(chunk) < ahead:
                    break

    def at_places(
        self, at_one: Executable, at_all: Executable, places: Collection[tuple[str, str]]
    ) -> Generator[Row, None, None]:
        """The rows at places, those of one place in the order of the query. `at_one` reads those of a checkpoint at a
        site, `at_all` those at all sites: many sites cost less read at once, and then the others are passed over. Both
        give checkpoint and site first."""
        sites: dict[str, set[str]] = {}
        for checkpoint, site in places:
            sites.setdefault(checkpoint, set()).add(site)
        for checkpoint, wanted in sites.items():
            if len(wanted) > _FEW_SITES:
                yield from (row for row in self.stream(at_all, checkpoint=checkpoint) if row[1] in wanted)
            else:
                for site in wanted:
                    yield from self.stream(at_one, checkpoint=checkpoint, site=site)

    def do(self, statement: Executable, **values: Any) -> None:
        """Run a statement that changes one thing."""
        text, names, _ = _compiled(statement, self._dialect)
        with closing(self._cursor()) as cursor:
            cursor.execute(text, tuple(values[name] for name in names))

    def many(self, statement: Executable, rows: list[Row]) -> None:
        """Run a statement for each row; values in the order of the statement's parameters."""
        if rows:
            text, _, _ = _compiled(statement, self._dialect)
            with closing(self._cursor()) as cursor:
                cursor.executemany(text, rows)

    def _cursor(self) -> Any:
        """The driver's own: a result object of SQLAlchemy costs more than the statement of a small change."""
        return self.connection.connection.cursor()


@contextmanager
def _quietly_closing(cursor: Any) -> Generator[Any, None, None]:
    """Close a cursor, also one whose database was closed first: a stream that was left may be cleared away later."""
    try:
        yield cursor
    finally:
        with suppress(sqlite3.ProgrammingError):
            cursor.close()


@cache
def _compiled(statement: Executable, dialect: str) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
    """The SQL text, the names of its parameters in their order, and the values that the statement itself gives."""
    compiled = statement.compile(dialect=_dialect(dialect))  # type: ignore[attr-defined]
    fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    return str(compiled), tuple(compiled.positiontup or ()), fixed


class TableWriter:
    """The statements that write one content table, made once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name = table.name
        names = [c.name for c in table.columns]
        keys = [c.name for c in table.primary_key.columns]
        self.width = len(names) - 1
        self.key_positions = tuple(names.index(k) for k in keys)
        self.match = match = [table.c[k] == bindparam(f"key_{k}") for k in keys]
        self.insert = insert(table)
        self.find = select(table.c.row_hash).where(*match)
        self.update = update(table).where(*match).values({n: bindparam(f"new_{n}") for n in names})
        self.delete = delete(table).where(*match)
        self.key_names = tuple(f"key_{k}" for k in keys)

    def key(self, row: Row) -> Row:
        """The primary key of a row."""
        return tuple(row[p] for p in self.key_positions)


@cache
def _writer(table: Table) -> TableWriter:
    """Made when the table is first written: most are not on most days, and all of them hold up the start."""
    return TableWriter(table)


_ALL_DIGESTS = select(content_digests.c.name, content_digests.c.digest, content_digests.c["count"])
_SET_DIGEST = (
    update(content_digests)
    .where(content_digests.c.name == bindparam("key_name"))
    .values(digest=bindparam("new_digest"), count=bindparam("new_count"))
)
_NEW_DIGEST = insert(content_digests)

OUTSIDE = frozenset({"history", "schema"})
"""Names in `content_digests` that are no content."""


def content_digest(digests: Iterable[Row]) -> str:
    """The digest over all stored content, from (name, digest, count) of each table; not over what lies beside it."""
    return digest_of(sorted([*d] for d in digests if d[0] not in OUTSIDE and d[0] not in BESIDE))


def beside_digest(digests: Iterable[Row]) -> str:
    """The digest over what lies beside the content; empty while nothing does."""
    found = sorted([*d] for d in digests if d[0] in BESIDE)
    return digest_of(found) if any(count for _name, _digest, count in found) else ""


class Content:
    """The content of one transaction: writes rows, keeps sums, and knows whether something was written since `seal`.

    `refuse` raises where nothing may be written; `extra` names columns of a newer minor format, by table. With `beside`
    only what lies beside the content may be written: the content is sealed.
    """

    def __init__(
        self,
        wire: Wire,
        refuse: Callable[[], None] | None = None,
        extra: Mapping[str, Sequence[str]] = MappingProxyType({}),
        *,
        beside: bool = False,
    ) -> None:
        self.wire = wire
        self._beside = beside
        self.dirty = False
        self._sums: dict[str, list[int]] | None = None
        self._changed: set[str] = set()
        self._head = ("0" * 64, 0)
        self._refuse = refuse
        self._extra = extra

    # --- writing ---------------------------------------------------------------------------------------------------

    def put(self, table: Table, row: Row) -> bool:
        """Insert or replace the row with this primary key; whether anything changed."""
        self.require_writable()
        writer = _writer(table)
        old = self.wire.first(writer.find, **dict(zip(writer.key_names, writer.key(row), strict=True)))
        if old is None:
            self._insert(writer, [row])
            return True
        return self.replace(table, [(row, old[0])]) > 0

    def put_all(self, table: Table, rows: Iterable[Row]) -> None:
        """As `put` for many rows of a table with a primary key of one column; the last of one key counts."""
        self.require_writable()
        writer = _writer(table)
        (key_column,) = table.primary_key.columns
        position = writer.key_positions[0]
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            latest = {row[position]: row for row in chunk}
            found = select(key_column, table.c.row_hash).where(key_column.in_(list(latest)))
            old = {key: held for key, held in self.wire.connection.execute(found)}
            self._insert(writer, [row for key, row in latest.items() if key not in old])
            self.replace(table, [(row, old[key]) for key, row in latest.items() if key in old])

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert new rows."""
        self.require_writable()
        self._insert(_writer(table), rows)

    def replace(self, table: Table, rows: Iterable[tuple[Row, bytes]]) -> int:
        """Replace rows by primary key, each given with the row hash it had; returns how many changed."""
        self.require_writable()
        writer = _writer(table)
        extra = self._extra.get(writer.name)
        values = []
        difference = 0
        for row, old in rows:
            later = () if extra is None else self._later_columns(extra, writer, row)
            row, new = _sealed(writer.name, row, later)
            if new != old:
                difference += int.from_bytes(new, "big") - int.from_bytes(old, "big")
                values.append((*row, new, *writer.key(row)))
        if values:
            self._touch(writer.name)[0] += difference
            self.wire.many(writer.update, values)
        return len(values)

    def _later_columns(self, names: Sequence[str], writer: TableWriter, row: Row) -> Row:
        """What a newer minor format keeps in columns that this program does not know."""
        later: Any = select(*(column(n) for n in names)).select_from(writer.table).where(*writer.match)
        keys = dict(zip(writer.key_names, writer.key(row), strict=True))
        return tuple(self.wire.connection.execute(later, keys).one())

    def remove(self, table: Table, *key: Any) -> bool:
        """Delete the row with this primary key; whether there was one."""
        self.require_writable()
        writer = _writer(table)
        names = dict(zip(writer.key_names, key, strict=True))
        old = self.wire.first(writer.find, **names)
        if old is None:
            return False
        sums = self._touch(writer.name)
        sums[0] -= int.from_bytes(old[0], "big")
        sums[1] -= 1
        self.wire.do(writer.delete, **names)
        return True

    def remove_all(self, table: Table, keys: Sequence[Any]) -> int:
        """Delete the rows with these keys of a table with a primary key of one column; returns how many there were."""
        self.require_writable()
        (key_column,) = table.primary_key.columns
        removed = 0
        for start in range(0, len(keys), CHUNK):
            within = key_column.in_(list(keys[start : start + CHUNK]))
            old = self.wire.connection.execute(select(table.c.row_hash).where(within)).all()
            if not old:
                continue
            sums = self._touch(table.name)
            sums[0] -= sum(int.from_bytes(row[0], "big") for row in old)
            sums[1] -= len(old)
            removed += len(old)
            self.wire.connection.execute(delete(table).where(within))
        return removed

    def _insert(self, writer: TableWriter, rows: Sequence[Row]) -> None:
        if not rows:
            return
        sums = self._touch(writer.name)
        values = []
        total = 0
        for row in rows:
            row, new = _sealed(writer.name, row)
            total += int.from_bytes(new, "big")
            values.append((*row, new))
        sums[0] += total
        sums[1] += len(rows)
        self.wire.many(writer.insert, values)

    def require_writable(self) -> None:
        """Raises RuntimeError in a unit of work that only reads or has been committed."""
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
        if self._beside and name not in BESIDE:
            raise RuntimeError(f"{name} is sealed; only what lies beside the content can be written")
        self.dirty = True
        self._changed.add(name)
        return self._load()[name]

    def count(self, table: Table) -> int:
        """How many rows a content table has in this transaction; nothing is counted for it."""
        return self._load()[table.name][1]

    def digest(self) -> str:
        """The digest over all content as it is in this transaction."""
        return content_digest((n, _hex(s), c) for n, (s, c) in self._load().items())

    def beside(self) -> str | None:
        """The digest over what lies beside the content; None where nothing there was written since `seal`."""
        if self._changed.isdisjoint(BESIDE):
            return None
        return beside_digest((n, _hex(s), c) for n, (s, c) in self._load().items())

    def tell_beside(self) -> None:
        """Have the next entry tell of what lies beside the content as it is: a step may have added tables there."""
        self._changed.update(BESIDE & self._load().keys())
        self.dirty = True

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

    def lay(self, schema: str, version: int) -> None:
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


def _sealed(name: str, row: Row, later: Row = ()) -> tuple[Row, bytes]:
    """The row and its hash; half surrogate pairs, which a window may hand over and no database takes, become `?`."""
    try:
        return row, row_hash(name, row + later)
    except UnicodeEncodeError:
        row = tuple(c.encode("utf-8", "replace").decode() if type(c) is str else c for c in row)
        return row, row_hash(name, row + later)
