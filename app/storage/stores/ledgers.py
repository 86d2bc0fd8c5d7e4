"""Ledger records by kind and match key, with their imports.

A chunk of an import is compared with the records of the same match keys only, so memory does not grow with the ledger.
Every record a batch brings gets its number, so that what was not brought is found afterwards by one query.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from app.domain.ledgers import Record
from app.services.ports import Batch, Comparison, LedgerQuery, RecordChange, RecordScope, StoredRecord
from app.storage import tables
from app.storage.codec import Shape, canonical_json
from app.storage.content import CHUNK, Content, Row
from app.storage.lists import record_ids, search_text, values_of

_BATCH = Shape(Batch, tables.batches)
_b = tables.batches.c
_t = tables.records.c
_c = tables.record_changes.c

_BATCHES = select(_b.seq, *_BATCH.columns).order_by(_b.seq)
_LAST_BATCH = select(func.coalesce(func.max(_b.seq), 0))
_BATCH_SEQ = select(_b.seq).where(_b.id == bindparam("id"))
_LAST_RECORD = select(func.coalesce(func.max(_t.id), 0))
_LAST_CHANGE = select(func.coalesce(func.max(_c.id), 0))
_BROUGHT = select(func.count()).select_from(tables.records).where(_t.batch == bindparam("batch"))
_ANY = select(_t.id).where(_t.kind == bindparam("kind")).limit(1)
_COUNT = select(func.count()).select_from(tables.records).where(_t.kind == bindparam("kind"), _t.gone_batch == "")
_KINDS = select(_t.kind).where(_t.gone_batch == "").distinct().order_by(_t.kind)
_PRESENT = (
    select(_t.kind, _t.match_key, _t.key, _t.site, _t.sheet, _t.row, _t.field_values, _t.raw)
    .where(_t.kind == bindparam("kind"), _t.gone_batch == "")
    .order_by(_t.ordinal)
)
_STANDING = (
    select(_t.kind, _t.match_key, _t.key, _t.site, _t.sheet, _t.row, _t.field_values, _t.batch)
    .where(_t.kind == bindparam("kind"), _t.gone_batch == "")
    .order_by(_t.ordinal)
)
_SITE_TEXTS = select(_t.site).where(_t.kind == bindparam("kind"), _t.gone_batch == "").distinct().order_by(_t.site)
_STORED = select(
    _t.kind, _t.match_key, _t.key, _t.site, _t.sheet, _t.row, _t.field_values, _t.raw, _t.id, _t.batch, _b.source,
    _t.gone_batch,
).join(tables.batches, _b.id == _t.batch)  # fmt: skip
_ONE = _STORED.where(_t.kind == bindparam("kind"), _t.match_key == bindparam("match_key"))
_WHOLE = select(tables.records)
_ADDED = select(_t.id, _t.match_key, _t.key, _t.field_values).where(_t.first_batch == bindparam("batch")).order_by(
    _t.ordinal
)  # fmt: skip
_CHANGES = (
    select(_c.id, _c.record, _c.change, _c.before, _t.match_key, _t.key, _t.field_values)
    .join(tables.records, _t.id == _c.record)
    .where(_c.batch == bindparam("batch"))
    .order_by(_c.id)
)
_LATER = select(_c.before).where(_c.record == bindparam("record"), _c.id > bindparam("after")).order_by(_c.id).limit(1)

_ORDINALS_PER_BATCH = 1 << 32
_NOTHING: Mapping[str, str] = {}

# Positions in a row of the table `records`.
_ID, _KEY, _SITE, _FIRST, _GONE, _VALUES, _RAW, _SEARCH, _HASH = 0, 3, 4, 9, 10, 11, 12, 13, 14


class LedgerRows:
    """Implements `app.services.ports.LedgerStore`."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._wire = content.wire
        self._writing: dict[str, _Import] = {}

    # --- importing -------------------------------------------------------------------------------------------------

    def begin(self, batch: Batch) -> None:
        """Register a batch; `compare_and_put` may follow."""
        seq = self._number(_LAST_BATCH) + 1
        self._content.insert(tables.batches, [(seq, *_BATCH.row(batch))])

    def compare_and_put(self, batch: Batch, records: Sequence[Record]) -> Comparison:
        """Store a chunk of records of the batch. A match key that comes twice is compared with its first coming."""
        run = self._import(batch)
        known: dict[str, Row] = {}
        if run.compare:
            for start in range(0, len(records), CHUNK):
                known.update(self._known(batch.kind, [r.match_key for r in records[start : start + CHUNK]]))
        added: dict[str, Row] = {}
        rewritten: dict[str, Row] = {}
        changes: list[Row] = []
        new = changed = 0
        for record in records:
            old = rewritten.get(record.match_key) or added.get(record.match_key) or known.get(record.match_key)
            run.ordinal += 1
            row = _row(record, batch.id, run.ordinal, old)
            if old is None:
                run.record += 1
                new += 1
                added[record.match_key] = (run.record, *row[1:])
                continue
            # Where and in which file the row stands is kept up to date even if nothing in it changed.
            replaced = (old[_ID], *row[1:_FIRST], old[_FIRST], *row[_GONE:])
            if old[_GONE]:
                new += 1
                run.change += 1
                changes.append((run.change, batch.id, old[_ID], "added", _snapshot(old)))
            elif (old[_VALUES], old[_SITE], old[_KEY]) != (row[_VALUES], row[_SITE], row[_KEY]):
                changed += 1
                run.change += 1
                changes.append((run.change, batch.id, old[_ID], "changed", _snapshot(old)))
            if record.match_key in added:
                added[record.match_key] = replaced
            else:
                rewritten[record.match_key] = replaced
        self._content.insert(tables.records, list(added.values()))
        self._content.replace(tables.records, [(row, known[key][_HASH]) for key, row in rewritten.items()])
        self._content.insert(tables.record_changes, changes)
        run.compare = run.compare or bool(run.record)
        return Comparison(added=new, changed=changed, unchanged=len(records) - new - changed)

    def close_missing(self, batch: Batch, scope: RecordScope) -> int:
        """Mark the records within `scope` that this batch did not bring as gone; returns how many."""
        run = self._import(batch)
        missing: Select[Any] = _WHOLE.where(
            _t.kind == batch.kind, _t.gone_batch == "", _t.batch != batch.id, _t.id > bindparam("after")
        )
        if scope.sheets:
            missing = missing.where(_t.sheet.in_(sorted(scope.sheets)))
        if scope.site:
            missing = missing.where(_t.site == scope.site)
        missing = missing.order_by(_t.id).limit(CHUNK)
        gone = after = 0
        while rows := [tuple(row) for row in self._wire.connection.execute(missing, {"after": after})]:
            after = rows[-1][_ID]
            gone += len(rows)
            changes = []
            for row in rows:
                run.change += 1
                changes.append((run.change, batch.id, row[_ID], "gone", _snapshot(row)))
            self._content.replace(
                tables.records, [((*r[:_GONE], batch.id, *r[_GONE + 1 : _HASH]), r[_HASH]) for r in rows]
            )
            self._content.insert(tables.record_changes, changes)
        return gone

    def finish(self, batch: Batch) -> None:
        """Store the batch with its mapping and final counts."""
        self._content.put(tables.batches, (self._number(_BATCH_SEQ, id=batch.id), *_BATCH.row(batch)))
        self._writing.pop(batch.id, None)

    def _import(self, batch: Batch) -> _Import:
        run = self._writing.get(batch.id)
        if run is None:
            seq = self._number(_BATCH_SEQ, id=batch.id)
            run = self._writing[batch.id] = _Import(
                record=self._number(_LAST_RECORD),
                change=self._number(_LAST_CHANGE),
                ordinal=seq * _ORDINALS_PER_BATCH,
                compare=self._wire.first(_ANY, kind=batch.kind) is not None,
            )
        return run

    def _known(self, kind: str, keys: list[str]) -> Iterator[tuple[str, Row]]:
        found = _WHOLE.where(_t.kind == kind, _t.match_key.in_(keys))
        for row in self._wire.connection.execute(found).all():
            yield row[2], tuple(row)

    def _number(self, statement: Select[Any], **values: Any) -> int:
        row = self._wire.first(statement, **values)
        if row is None:
            raise RuntimeError("the batch was not begun")
        return int(row[0])

    # --- reading ---------------------------------------------------------------------------------------------------

    def batches(self, kind: str | None = None) -> tuple[Batch, ...]:
        """The imports, the earliest first."""
        found = (_BATCH.value(row[1:]) for row in self._wire.rows(_BATCHES))
        return tuple(b for b in found if kind is None or b.kind == kind)

    def changes(self, batch: str, only: str = "") -> Iterator[RecordChange]:
        """What an import added, changed and found gone; `only` limits to one of these.

        `before` is None for what was wholly new.
        """
        newest = self._is_newest(batch)
        if only in ("", "added"):
            for identity, match_key, key, values in self._wire.stream(_ADDED, batch=batch):
                after = values_of(values) if newest else self._later(identity, 0, values)
                yield RecordChange(match_key, key, "added", None, after)
        for change, record, what, before, match_key, key, values in self._wire.stream(_CHANGES, batch=batch):
            if only not in ("", what):
                continue
            then = json.loads(before)["values"]
            if what == "gone":
                yield RecordChange(match_key, key, what, then, None)
            else:
                after = values_of(values) if newest else self._later(record, change, values)
                yield RecordChange(match_key, key, what, then, after)

    def _is_newest(self, batch: str) -> bool:
        """Whether no later import of the kind may have changed what this one left."""
        batches = self.batches()
        kind = next((b.kind for b in batches if b.id == batch), "")
        return bool(kind) and [b.id for b in batches if b.kind == kind][-1] == batch

    def _later(self, record: int, change: int, values: str) -> Mapping[str, str]:
        """The values that a record had after a change: those before the next one, or the present ones."""
        row = self._wire.first(_LATER, record=record, after=change)
        return values_of(values) if row is None else json.loads(row[0])["values"]

    def present(self, kind: str) -> Iterator[Record]:
        """All records that are not gone, in the order of their imports and rows."""
        return map(_record, self._wire.stream(_PRESENT, kind=kind))

    def standing(self, kind: str) -> Generator[tuple[Record, str], None, None]:
        """As `present`, each with the import that brought it; without the cells as written. To be closed."""
        with closing(self._wire.stream(_STANDING, kind=kind)) as rows:
            for kind_, match_key, key, site, sheet, number, text, batch in rows:
                yield Record(kind_, key, match_key, site, values_of(text), _NOTHING, sheet, number), batch

    def chunks(self, kind: str) -> Generator[tuple[str, list[Record]], None, None]:
        """As `standing`, in chunks of one import each. To be closed."""
        records: list[Record] = []
        of = ""
        with closing(self._wire.stream(_STANDING, kind=kind)) as rows:
            for kind_, match_key, key, site, sheet, number, text, batch in rows:
                if records and (batch != of or len(records) >= CHUNK):
                    yield of, records
                    records = []
                of = batch
                records.append(Record(kind_, key, match_key, site, values_of(text), _NOTHING, sheet, number))
        if records:
            yield of, records

    def site_texts(self, kind: str) -> tuple[str, ...]:
        """The offices as the records that are not gone name them."""
        return tuple(row[0] for row in self._wire.rows(_SITE_TEXTS, kind=kind))

    def count(self, kind: str) -> int:
        """How many records are not gone."""
        return self._number(_COUNT, kind=kind)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of ledger of which there are records."""
        return tuple(row[0] for row in self._wire.rows(_KINDS))

    def fields(self, kind: str) -> frozenset[str]:
        """The fields of the latest whole import of the kind; of all its imports where none was whole."""
        batches = self.batches(kind)
        whole = [b for b in batches if not b.site][-1:]
        return frozenset(
            field for b in whole or batches for mapping in b.mapping.values() for field in mapping.values() if field
        )

    def get(self, kind: str, match_key: str) -> StoredRecord | None:
        """One record, gone or not."""
        row = self._wire.first(_ONE, kind=kind, match_key=match_key)
        return None if row is None else _stored(row)

    def ids(self, kind: str, query: LedgerQuery) -> Sequence[int]:
        """The ids that a ledger table shows. Order: a field, or `lists.OWN_COLUMNS`; else the file's."""
        fields = self.fields(kind) if query.order else frozenset[str]()
        return record_ids(self._wire, kind, query, fields)

    def rows(self, ids: Sequence[int]) -> tuple[StoredRecord, ...]:
        """The records with these ids in their order; ids that do not exist are left out."""
        found: dict[int, StoredRecord] = {}
        for start in range(0, len(ids), CHUNK):
            chunk = _STORED.where(_t.id.in_(ids[start : start + CHUNK]))
            found.update((row[8], _stored(tuple(row))) for row in self._wire.connection.execute(chunk))
        return tuple(found[i] for i in ids if i in found)


class _Import:
    """Where an import stands: the last numbers given, and whether there is anything to compare with."""

    __slots__ = ("change", "compare", "ordinal", "record")

    def __init__(self, record: int, change: int, ordinal: int, compare: bool) -> None:
        self.record = record
        self.change = change
        self.ordinal = ordinal
        self.compare = compare


def _row(record: Record, batch: str, ordinal: int, old: Row | None) -> Row:
    """The columns of a record; the id is put in by the caller. What did not change is taken from the old row."""
    values = dict(record.values)
    text = canonical_json(values)
    same = old is not None and old[_VALUES] == text and old[_SITE] == record.site
    raw = {} if record.raw == values else {f: text for f, text in record.raw.items() if values.get(f) != text}
    return (
        0,
        record.kind,
        record.match_key,
        record.key,
        record.site,
        record.sheet,
        record.row,
        ordinal,
        batch,
        batch,
        "",
        text,
        canonical_json(raw) if raw else "",
        old[_SEARCH] if same and old is not None else search_text(values, record.site),
    )


def _record(row: Row) -> Record:
    kind, match_key, key, site, sheet, number, text, raw = row[:8]
    values = values_of(text)
    return Record(
        kind=kind,
        key=key,
        match_key=match_key,
        site=site,
        values=values,
        raw={**values, **json.loads(raw)} if raw else values,
        sheet=sheet,
        row=number,
    )


def _stored(row: Row) -> StoredRecord:
    return StoredRecord(id=row[8], record=_record(row), batch=row[9], file=row[10], gone=bool(row[11]))


def _snapshot(row: Row) -> str:
    """The whole record before a change, from which an import can be undone."""
    names = [column.name for column in tables.records.columns][_KEY:_VALUES]
    return canonical_json(
        {
            **dict(zip(names, row[_KEY:_VALUES], strict=True)),
            "values": json.loads(row[_VALUES]),
            "raw": json.loads(row[_RAW] or "{}"),
        }
    )
