"""Tables on the screen: the ids that a filter and an order leave, and the search text they are found by.

Filtering and sorting happen in SQL, with a form for SQLite and one for PostgreSQL where they differ; only the rows that
are painted are fetched.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Text

from app.services.ports import LedgerQuery
from app.storage.content import Wire
from app.storage.tables import records

_t = records.c
_decode = json.JSONDecoder().raw_decode

_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_PRIVATE = 0xE000
_PRIVATE_SIZE = 6400
_END = "\x1f"
_FEW = 500
# What SQLite compares in one statement has a limit; whoever pastes a whole column into a filter does not think of it.
# Of more than this the beginning is looked for.
_MOST_WORDS = 100
_LONGEST_WORD = 4_000

OWN_COLUMNS = {"key": _t.key, "site": _t.site, "sheet": _t.sheet, "row": _t.row}
"""What a ledger table can be ordered by besides the fields of the kind (a field of that name goes first)."""


def fold(text: str) -> str:
    """The text as it is searched: NFKC, without case, katakana as hiragana."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA)


@lru_cache(maxsize=1_000)
def marker(field: str) -> str:
    """Two characters of private use that stand for a field in the search text; nobody types them."""
    number = crc32(field.encode())
    return chr(_PRIVATE + number % _PRIVATE_SIZE) + chr(_PRIVATE + number // _PRIVATE_SIZE % _PRIVATE_SIZE)


@lru_cache(maxsize=30_000)
def _marked(field: str, value: str) -> str:
    return marker(field) + fold(value)


def search_text(values: Mapping[str, str], site: str) -> str:
    """One text in which all values are found, each behind the mark of its field."""
    parts = [
        marker(field) + value.lower() if value.isascii() else _marked(field, value)
        for field, value in values.items()
        if value
    ]
    if site and site not in values.values():
        parts.append(fold(site))
    return _END.join(parts)


class field_text(GenericFunction[str]):  # noqa: N801 - SQL functions are named in lower case
    """`field_text(json_column, field)`: one field of a JSON object as text, empty where it is missing."""

    type = Text()
    inherit_cache = True


@compiles(field_text, "sqlite")
def _field_text_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    column, name = (compiler.process(clause, **options) for clause in element.clauses)
    return f"coalesce(json_extract({column}, '$.' || {name}), '')"


@compiles(field_text, "postgresql")
def _field_text_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    column, name = (compiler.process(clause, **options) for clause in element.clauses)
    return f"coalesce(cast({column} as json) ->> {name}, '')"


class marked_text(GenericFunction[str]):  # noqa: N801
    """`marked_text(search, mark)`: what stands in a search text behind the mark of a field, empty without it."""

    type = Text()
    inherit_cache = True


@compiles(marked_text, "sqlite")
def _marked_text_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    column, mark = (compiler.process(clause, **options) for clause in element.clauses)
    rest = f"substr({column}, nullif(instr({column}, {mark}), 0))"
    return f"coalesce(substr({rest}, 1, instr({rest} || char(31), char(31)) - 1), '')"


@compiles(marked_text, "postgresql")
def _marked_text_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    column, mark = (compiler.process(clause, **options) for clause in element.clauses)
    return f"split_part(split_part({column}, {mark}, 2), chr(31), 1)"


def record_ids(wire: Wire, kind: str, query: LedgerQuery, fields: frozenset[str]) -> Sequence[int]:
    """The ids of the records of a kind that the query leaves, in its order."""
    columns = [_t.id, _t.match_key] if query.keys is not None else [_t.id]
    statement: Any = select(*columns).where(_t.kind == kind)
    if not query.with_gone:
        statement = statement.where(_t.gone_batch == "")
    if query.sites is not None:
        statement = statement.where(_t.site.in_(sorted(query.sites)))
    for word in list(dict.fromkeys(fold(query.text).split()))[:_MOST_WORDS]:
        statement = statement.where(_t.search.contains(word[:_LONGEST_WORD], autoescape=True))
    for field, text in query.fields.items():
        if wanted := fold(text).strip()[:_LONGEST_WORD]:
            statement = statement.where(marked_text(_t.search, marker(field)).contains(wanted, autoescape=True))
    keys = query.keys
    if keys is not None and len(keys) <= _FEW:
        statement = statement.where(_t.match_key.in_(sorted(keys)))
    statement = statement.order_by(*_order(query, fields))
    if keys is not None:
        found = [identity for identity, key in wire.connection.execute(statement) if key in keys]
        return found[: query.most] if query.most else found
    # Straight from the driver: making rows of a hundred thousand numbers takes as long as finding them.
    cursor = wire.connection.execute(statement.limit(query.most) if query.most else statement).cursor
    return [row[0] for row in cursor.fetchall()] if cursor is not None else []


def _order(query: LedgerQuery, fields: frozenset[str]) -> tuple[ColumnElement[Any], ...]:
    tail = (_t.ordinal, _t.id)
    if not query.order:
        return tuple(c.desc() for c in tail) if query.descending else tail
    by: ColumnElement[Any]
    if query.order in OWN_COLUMNS and query.order not in fields:
        by = OWN_COLUMNS[query.order]
    else:
        by = field_text(_t.field_values, query.order)
    return (by.desc() if query.descending else by, *tail)


def values_of(text: str) -> dict[str, str]:
    """The field values in a JSON column, written without blanks around (`codec.canonical_json`)."""
    values: dict[str, str] = _decode(text)[0]
    return values


def values_of_all(texts: Sequence[str]) -> list[dict[str, str]]:
    """As `values_of`, of many at once, which costs less than one after the other."""
    values: list[dict[str, str]] = json.loads(f"[{','.join(texts)}]")
    return values
