"""Ledger records by kind and match key, with their imports.

A chunk of an import is compared with the records of the same match keys only, so memory does not grow with the ledger.
Every record a batch brings gets its number, so that what was not brought is found afterwards by one query.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from app.domain.ledgers import COLUMN, HEADING, Record
from app.services.ports import (
    Batch,
    Comparison,
    LedgerQuery,
    RecordChange,
    RecordScope,
    Restored,
    StoredRecord,
    Undone,
)
from app.storage import tables
from app.storage.codec import Shape, canonical_json, json_of_texts
from app.storage.content import CHUNK, Content, Row
from app.storage.lists import record_ids, search_text, values_of, values_of_all

_BATCH = Shape(Batch, tables.batches, apart=("undone",))
_UNDONE = Shape(Undone, tables.undone)
_b = tables.batches.c
_t = tables.records.c
_c = tables.record_changes.c

_BATCHES = select(_b.seq, *_BATCH.columns).order_by(_b.seq)
_ALL_UNDONE = select(tables.undone.c.batch, *_UNDONE.columns)
_LAST_BATCH = select(func.coalesce(func.max(_b.seq), 0))
_BATCH_SEQ = select(_b.seq).where(_b.id == bindparam("id"))
_LAST_RECORD = select(func.coalesce(func.max(_t.id), 0))
_LAST_CHANGE = select(func.coalesce(func.max(_c.id), 0))
_ANY = select(_t.id).where(_t.kind == bindparam("kind")).limit(1)
_COUNT = select(func.count()).select_from(tables.records).where(_t.kind == bindparam("kind"), _t.gone_batch == "")
_KINDS = select(_t.kind).where(_t.gone_batch == "").distinct().order_by(_t.kind)
_PRESENT = (
    select(_t.kind, _t.match_key, _t.key, _t.site, _t.sheet, _t.row, _t.field_values, _t.raw)
    .where(_t.kind == bindparam("kind"), _t.gone_batch == "")
    .order_by(_t.ordinal)
)
_STANDING = (
    select(_t.match_key, _t.key, _t.site, _t.sheet, _t.row, _t.field_values, _t.batch)
    .where(_t.kind == bindparam("kind"), _t.gone_batch == "")
    .order_by(_t.ordinal)
)
_SITE_TEXTS = select(_t.site).where(_t.kind == bindparam("kind"), _t.gone_batch == "").distinct().order_by(_t.site)
_STORED = select(
    _t.kind, _t.match_key, _t.key, _t.site, _t.sheet, _t.row, _t.field_values, _t.raw, _t.id, _t.batch,
    func.coalesce(_b.source, ""), _t.gone_batch,
).outerjoin(tables.batches, _b.id == _t.batch)  # fmt: skip
_NAMED = _STORED.where(_t.kind == bindparam("kind"), _t.key == bindparam("key")).order_by(_t.ordinal, _t.id)
_BY_HAND = (
    select(_t.kind, _t.match_key, _t.key, _t.site, _t.sheet, _t.row, _t.field_values, _t.raw)
    .where(_t.kind == bindparam("kind"), _t.gone_batch == "", _t.batch == "")
    .order_by(_t.ordinal)
)
_ACROSS = select(_t.match_key, _t.raw).where(_t.gone_batch == "", _t.raw.contains(f'"{COLUMN}"'))
_WRITTEN = select(_t.match_key, _t.raw).where(_t.gone_batch == "", _t.raw != "")
_LAST_ORDINAL = select(func.coalesce(func.max(_t.ordinal), 0)).where(_t.kind == bindparam("kind"))
_HAND_CHANGES = (
    select(_c.id).join(tables.records, _t.id == _c.record).where(_t.kind == bindparam("kind"), _c.batch == "").limit(1)
)
_UNDO = select(_c.id, _c.record, _c.change, _c.before).where(_c.batch == bindparam("batch")).order_by(_c.id)
_FIRST_OF = select(_t.id).where(_t.first_batch == bindparam("batch"))
_BROUGHT_BY = select(_t.batch, func.count()).group_by(_t.batch)
_IN_SITES = select(_t.site, func.count()).group_by(_t.site)
_STANDS = (
    select(_t.id)
    .where(
        _t.kind == bindparam("kind"),
        _t.gone_batch == "",
        _t.ordinal > bindparam("after"),
        _t.ordinal < bindparam("before"),
        _t.batch == bindparam("batch"),
    )
    .limit(1)
)
_OF_VALUES, _OF_BATCH = 5, 6
"""Places in a row of `_STANDING`."""
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

_SHOWN = 64
"""Records of a chunk that is only looked at: so few that they are still in the processor's cache when they are."""
_ORDINALS_PER_BATCH = 1 << 32
_NOTHING: Mapping[str, str] = {}

# Positions in a row of the table `records`.
_ID, _MATCH, _KEY, _SITE, _SHEET, _ROW, _ORDINAL, _BATCH_ID = 0, 2, 3, 4, 5, 6, 7, 8
_FIRST, _GONE, _VALUES, _RAW, _SEARCH, _HASH = 9, 10, 11, 12, 13, 14

_BY_HAND_ONLY = ""
"""In the place of an import: a record that was added by hand, or a change that was made so."""
_STRUCK = "hand"
"""In `gone_batch`: struck off by hand."""
_MET = "met"
"""The change of a record that was added by hand and stands in a file from now on."""
_STAYED = "stayed"
"""The change of no record in particular: where those stood before that an import brings as they were."""
_TOLD = ("added", "changed", "gone")
"""The changes that an import tells of."""


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
        struck: set[str] = set()
        back: list[str] = []
        by_hand: list[str] = []
        stayed: list[tuple[Row, Row]] = []
        before: dict[str, tuple[str, Mapping[str, str]]] = {}
        new = changed = met = 0
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
            same = (old[_VALUES], old[_SITE], old[_KEY]) == (row[_VALUES], row[_SITE], row[_KEY])
            if _stands_from_before(old, batch):
                met += 1
                if not same:
                    before[record.match_key] = (old[_BATCH_ID], values_of(old[_VALUES]))
            if old[_BATCH_ID] == _BY_HAND_ONLY:
                by_hand.append(record.match_key)
            if old[_GONE] == _STRUCK and same:
                # The file says what it said when the record was struck off.
                struck.add(record.match_key)
                replaced = (*replaced[:_GONE], _STRUCK, *replaced[_GONE + 1 :])
                if old[_BATCH_ID] == _BY_HAND_ONLY:
                    run.change += 1
                    changes.append((run.change, batch.id, old[_ID], _MET, _snapshot(old)))
                elif old[_BATCH_ID] != batch.id:
                    stayed.append((old, replaced))
            elif old[_GONE]:
                back += [record.match_key] if old[_GONE] == _STRUCK else []
                new += 1
                run.change += 1
                changes.append((run.change, batch.id, old[_ID], "added", _snapshot(old)))
            elif not same:
                changed += 1
                run.change += 1
                changes.append((run.change, batch.id, old[_ID], "changed", _snapshot(old)))
            elif old[_BATCH_ID] == _BY_HAND_ONLY:
                run.change += 1
                changes.append((run.change, batch.id, old[_ID], _MET, _snapshot(old)))
            elif old[_BATCH_ID] != batch.id:
                stayed.append((old, replaced))
            if record.match_key in added:
                added[record.match_key] = replaced
            else:
                rewritten[record.match_key] = replaced
        if stayed:
            run.change += 1
            changes.append((run.change, batch.id, 0, _STAYED, _places(stayed)))
        self._content.insert(tables.records, list(added.values()))
        self._content.replace(tables.records, [(row, known[key][_HASH]) for key, row in rewritten.items()])
        self._content.insert(tables.record_changes, changes)
        run.compare = run.compare or bool(run.record)
        unchanged = len(records) - new - changed
        return Comparison(new, changed, unchanged, frozenset(struck), tuple(back), tuple(by_hand), met, before)

    def close_missing(self, batch: Batch, scope: RecordScope) -> int:
        """Mark the records within `scope` that this batch did not bring as gone; returns how many."""
        run = self._import(batch)
        missing = _within(_WHOLE, batch.kind, scope).where(_t.batch != batch.id, _t.id > bindparam("after"))
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

    def standing_with(self, kind: str, keys: Sequence[str]) -> dict[str, Record]:
        """The records with these match keys that are not gone, or struck off by hand, by match key."""
        found: dict[str, Record] = {}
        for start in range(0, len(keys), CHUNK):
            rows = self._known(kind, list(keys[start : start + CHUNK]))
            found.update((key, _record_of(row)) for key, row in rows if row[_GONE] in ("", _STRUCK))
        return found

    def brought(self, kind: str, scope: RecordScope) -> Mapping[str, int]:
        """How many records within `scope` stand as each import brought them last."""
        found = self._wire.connection.execute(_within(_BROUGHT_BY, kind, scope))
        return {batch: count for batch, count in found}

    def in_sites(self, kind: str, scope: RecordScope) -> Mapping[str, int]:
        """How many records within `scope` stand at each office, as the ledger names it."""
        found = self._wire.connection.execute(_within(_IN_SITES, kind, scope))
        return {site: count for site, count in found}

    def finish(self, batch: Batch) -> None:
        """Store the batch with its mapping and final counts."""
        self._content.put(tables.batches, (self._number(_BATCH_SEQ, id=batch.id), *_BATCH.row(batch)))
        self._writing.pop(batch.id, None)

    # --- taking back -----------------------------------------------------------------------------------------------

    def undo(self, batch: Batch, undone: Undone) -> Restored:
        """Take the newest import of its kind back: what it added goes, what it changed or found gone is as before.

        Unchanged rows point again to the file in which they stood before. What hands did to the other records since is
        gone as well: the caller does it again.
        """
        connection = self._wire.connection
        told = list(self._wire.rows(_UNDO, batch=batch.id))
        for change, _record, what, places in told:
            if what == _STAYED:
                self._put_back(batch.id, change, json.loads(places))
        added = [row[0] for row in self._wire.rows(_FIRST_OF, batch=batch.id)]
        before: dict[int, tuple[str, str]] = {}
        for _identity, record, change, snapshot in (each for each in told if each[2] != _STAYED):
            before.setdefault(record, (change, snapshot))
        count = {change: 0 for change in (*_TOLD, _MET)}
        for start in range(0, len(identities := list(before)), CHUNK):
            found = _WHOLE.where(_t.id.in_(identities[start : start + CHUNK]))
            rows = [tuple(row) for row in connection.execute(found)]
            for row in rows:
                count[before[row[_ID]][0]] += 1
            self._content.replace(tables.records, [(_reverted(row, before[row[_ID]][1]), row[_HASH]) for row in rows])
        self._content.remove_all(tables.record_changes, [row[0] for row in told])
        first = min((row[0] for row in told), default=0)
        self._content.remove_all(
            tables.record_changes, [*self._by_hand_since(identities, first), *self._by_hand_since(added, 0)]
        )
        self._content.remove_all(tables.records, added)
        self._content.put(tables.undone, (batch.id, *_UNDONE.row(undone)))
        return Restored(len(added) + count["added"], count["changed"], count["gone"])

    def _put_back(self, batch: str, change: int, told: Mapping[str, Any]) -> None:
        """Let records that an import left as they were stand where they stood before it."""
        where = {
            identity: (earlier, sheet, row, ordinal)
            for earlier, sheet, rows in told["places"]
            for identity, row, ordinal in rows
        }
        raws = {int(identity): raw for identity, raw in told["raws"].items()}
        if raws:
            # What hands wrote since is told of as they wrote it.
            edited = select(_c.record).where(_c.record.in_(sorted(raws)), _c.batch == _BY_HAND_ONLY, _c.id > change)
            for (identity,) in self._wire.connection.execute(edited):
                raws.pop(identity, None)
        found = _WHOLE.where(_t.id.in_(sorted(where)), _t.batch == batch)
        replaced = []
        for row in map(tuple, self._wire.connection.execute(found)):
            earlier, sheet, number, ordinal = where[row[_ID]]
            placed = (*row[:_SHEET], sheet, number, ordinal, earlier, *row[_FIRST:_RAW])
            replaced.append(((*placed, raws.get(row[_ID], row[_RAW]), *row[_SEARCH:_HASH]), row[_HASH]))
        self._content.replace(tables.records, replaced)

    def _by_hand_since(self, records: Sequence[int], change: int) -> Iterator[int]:
        for start in range(0, len(records), CHUNK):
            within = _c.record.in_(records[start : start + CHUNK])
            found = select(_c.id).where(within, _c.batch == _BY_HAND_ONLY, _c.id > change)
            yield from (row[0] for row in self._wire.connection.execute(found))

    # --- by hand ---------------------------------------------------------------------------------------------------

    def put_by_hand(self, record: Record, *, replaces: str = "") -> None:
        """Add a record by hand, or write over the one whose match key is `replaces`, which keeps its place in a file.

        A record that is gone and is added again by hand is one by hand from now on.
        """
        old = next((row for _, row in self._known(record.kind, [replaces or record.match_key])), None)
        if old is None:
            number = self._number(_LAST_RECORD) + 1
            ordinal = self._number(_LAST_ORDINAL, kind=record.kind) + 1
            self._content.insert(tables.records, [(number, *_row(record, _BY_HAND_ONLY, ordinal, None)[1:])])
            return
        row = _row(record, old[_BATCH_ID] if replaces else _BY_HAND_ONLY, old[_ORDINAL], old)
        gone = old[_GONE] if replaces else ""
        self._by_hand(old, (old[_ID], *row[1:_FIRST], old[_FIRST], gone, *row[_GONE + 1 :]), "edited")

    def strike(self, kind: str, match_key: str, *, off: bool) -> None:
        """Strike a record off by hand, or take that back."""
        old = next(row for _, row in self._known(kind, [match_key]))
        gone = _STRUCK if off else ""
        self._by_hand(old, (*old[:_GONE], gone, *old[_GONE + 1 : _HASH]), "struck" if off else "back")

    def _by_hand(self, old: Row, new: Row, change: str) -> None:
        number = self._number(_LAST_CHANGE) + 1
        self._content.insert(tables.record_changes, [(number, _BY_HAND_ONLY, old[_ID], change, _snapshot(old))])
        self._content.replace(tables.records, [(new, old[_HASH])])

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
        undone = {row[0]: _UNDONE.value(row[1:]) for row in self._wire.rows(_ALL_UNDONE)}
        found = (_BATCH.value(row[1:]) for row in self._wire.rows(_BATCHES))
        return tuple(replace(b, undone=undone.get(b.id)) for b in found if kind is None or b.kind == kind)

    def changes(self, batch: str, only: str = "") -> Generator[RecordChange, None, None]:
        """What an import added, changed and found gone; `only` limits to one of these.

        `before` is None for what was wholly new.
        """
        newest = self._is_newest(batch)
        if only in ("", "added"):
            for identity, match_key, key, values in self._wire.stream(_ADDED, batch=batch):
                after = values_of(values) if newest else self._later(identity, 0, values)
                yield RecordChange(match_key, key, "added", None, after)
        for change, record, what, before, match_key, key, values in self._wire.stream(_CHANGES, batch=batch):
            if only not in ("", what) or what not in _TOLD:
                continue
            was = json.loads(before)
            then, brought = was["values"], str(was.get("batch") or "")
            if what == "gone":
                yield RecordChange(match_key, key, what, then, None, brought)
            else:
                after = values_of(values) if newest else self._later(record, change, values)
                yield RecordChange(match_key, key, what, then, after, brought)

    def _is_newest(self, batch: str) -> bool:
        """Whether no later import of the kind and no hand may have changed what this one left."""
        batches = self.batches()
        kind = next((b.kind for b in batches if b.id == batch), "")
        if not kind or self._wire.first(_HAND_CHANGES, kind=kind) is not None:
            return False
        return [b.id for b in batches if b.kind == kind and not b.undone][-1:] == [batch]

    def _later(self, record: int, change: int, values: str) -> Mapping[str, str]:
        """The values that a record had after a change: those before the next one, or the present ones."""
        row = self._wire.first(_LATER, record=record, after=change)
        return values_of(values) if row is None else json.loads(row[0])["values"]

    def present(self, kind: str) -> Iterator[Record]:
        """All records that are not gone, in the order of their imports and rows."""
        return map(_record, self._wire.stream(_PRESENT, kind=kind))

    def standing(self, kind: str) -> Generator[tuple[Record, str], None, None]:
        """As `present`, each with the import that brought it; without the cells as written. To be closed."""
        with closing(self.chunks(kind)) as chunks:
            for batch, records in chunks:
                for record in records:
                    yield record, batch

    def chunks(self, kind: str) -> Generator[tuple[str, list[Record]], None, None]:
        """As `standing`, in chunks of one import each. To be closed."""
        rows: list[Row] = []
        with closing(self._wire.stream(_STANDING, _SHOWN, kind=kind)) as found:
            for row in found:
                if rows and (row[_OF_BATCH] != rows[0][_OF_BATCH] or len(rows) >= _SHOWN):
                    yield rows[0][_OF_BATCH], _standing(kind, rows)
                    rows = []
                rows.append(row)
        if rows:
            yield rows[0][_OF_BATCH], _standing(kind, rows)

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
        """The fields of the latest whole import of each part of the ledger that stands; of all imports of a part where
        none was whole.

        Where all records were added by hand, what they tell.
        """
        parts: dict[int, list[Batch]] = {}
        latest = 0
        for batch in self.batches(kind):
            if not batch.undone:
                parts.setdefault(batch.part, []).append(batch)
                latest = batch.part
        if not parts:
            return frozenset(field for record in self.by_hand(kind) for field in record.values)
        told = [
            batch
            for part, batches in parts.items()
            if part == latest or any(self._stands(batch) for batch in reversed(batches))
            for batch in [b for b in batches if not b.site][-1:] or batches
        ]
        return frozenset(
            field for batch in told for mapping in batch.mapping.values() for field in mapping.values() if field
        ).union(*(batch.kept_fields for batch in told))

    def _stands(self, batch: Batch) -> bool:
        """Whether a record stands as this import brought it last."""
        # By the numbers that it gave its rows, so that a large ledger need not be gone through.
        first = self._number(_BATCH_SEQ, id=batch.id) * _ORDINALS_PER_BATCH
        bounds = {"after": first, "before": first + _ORDINALS_PER_BATCH}
        return self._wire.first(_STANDS, kind=batch.kind, batch=batch.id, **bounds) is not None

    def by_hand(self, kind: str) -> tuple[Record, ...]:
        """The records that were added by hand and stand in no file."""
        return tuple(map(_record, self._wire.rows(_BY_HAND, kind=kind)))

    def named(self, kind: str, key: str) -> tuple[StoredRecord, ...]:
        """The records, gone or not, whose key as written is `key`."""
        return tuple(map(_stored, self._wire.rows(_NAMED, kind=kind, key=key)))

    def columns(self, kind: str, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        """Of those records that stand for one of several columns of their row (match keys): its letter and heading."""
        found: dict[str, tuple[str, str]] = {}
        wanted = sorted(keys)
        # Few ledgers are laid out so: one look through such a ledger spares many by key.
        if (
            len(wanted) > CHUNK
            and self._wire.connection.execute(_ACROSS.where(_t.kind == kind).limit(1)).first() is None
        ):
            return found
        for start in range(0, len(wanted), CHUNK):
            chunk = _ACROSS.where(_t.kind == kind, _t.match_key.in_(wanted[start : start + CHUNK]))
            for match, text in self._wire.connection.execute(chunk):
                raw = json.loads(text)
                found[match] = (raw[COLUMN], raw.get(HEADING, ""))
        return found

    def written(self, kind: str, keys: Collection[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Of the records with these match keys, the cells that were written otherwise than they were understood."""
        wanted = sorted(keys)
        for start in range(0, len(wanted), CHUNK):
            chunk = _WRITTEN.where(_t.kind == kind, _t.match_key.in_(wanted[start : start + CHUNK]))
            for match, text in self._wire.connection.execute(chunk):
                yield match, json.loads(text)

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


def _within(statement: Select[Any], kind: str, scope: RecordScope) -> Select[Any]:
    """Limited to the records that stand within `scope`. What was added by hand stood in no file that could lack it."""
    found = statement.where(_t.kind == kind, _t.gone_batch == "", _t.batch != _BY_HAND_ONLY)
    if scope.sheets:
        found = found.where(_t.sheet.in_(sorted(scope.sheets)))
    if scope.sites:
        found = found.where(_t.site.in_(sorted(scope.sites)))
    if scope.batches is not None:
        found = found.where(_t.batch.in_(sorted(scope.batches)))
    return found


def _stands_from_before(old: Row, batch: Batch) -> bool:
    """Whether a record stands as another import brought it."""
    return not old[_GONE] and old[_BATCH_ID] not in (_BY_HAND_ONLY, batch.id)


def _row(record: Record, batch: str, ordinal: int, old: Row | None) -> Row:
    """The columns of a record; the id is put in by the caller. What did not change is taken from the old row."""
    values = dict(record.values)
    text = json_of_texts(values)
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
        json_of_texts(raw) if raw else "",
        old[_SEARCH] if same and old is not None else search_text(values, record.site),
    )


def _record_of(row: Row) -> Record:
    """The record of a whole row of the table."""
    return _record((row[1], *row[_MATCH:_ORDINAL], row[_VALUES], row[_RAW]))


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


_new = object.__new__
_put = [Record.__dict__[name].__set__ for name in ("kind", "key", "match_key", "site", "values", "raw", "sheet", "row")]


def _standing(kind: str, rows: Sequence[Row]) -> list[Record]:
    """Records of `_STANDING`, without the cells as written."""
    # Read as one text, so that the names of fields are kept once for all of them.
    values = values_of_all([row[_OF_VALUES] for row in rows])
    # There are hundreds of thousands: made past the guard of a frozen class, which takes as long as reading them.
    put_kind, put_key, put_match, put_site, put_values, put_raw, put_sheet, put_row = _put
    found = []
    for (match_key, key, site, sheet, number, _text, _batch), each in zip(rows, values, strict=True):
        record = _new(Record)
        put_kind(record, kind)
        put_key(record, key)
        put_match(record, match_key)
        put_site(record, site)
        put_values(record, each)
        put_raw(record, _NOTHING)
        put_sheet(record, sheet)
        put_row(record, number)
        found.append(record)
    return found


def _stored(row: Row) -> StoredRecord:
    return StoredRecord(
        id=row[8], record=_record(row), batch=row[9], file=row[10], gone=bool(row[11]), struck=row[11] == _STRUCK
    )


def _snapshot(row: Row) -> str:
    """The whole record before a change, from which an import can be undone."""
    names = [column.name for column in tables.records.columns][_KEY:_VALUES]
    return canonical_json(
        {
            **dict(zip(names, row[_KEY:_VALUES], strict=True)),
            "match_key": row[_MATCH],
            "values": json.loads(row[_VALUES]),
            "raw": json.loads(row[_RAW] or "{}"),
        }
    )


def _places(stayed: Sequence[tuple[Row, Row]]) -> str:
    """Where records stood before an import that leaves them as they are, and their cells where it writes these anew:
    by file and sheet, so that it stays short."""
    places: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    raws = {}
    for old, new in stayed:
        places.setdefault((old[_BATCH_ID], old[_SHEET]), []).append((old[_ID], old[_ROW], old[_ORDINAL]))
        if old[_RAW] != new[_RAW]:
            raws[str(old[_ID])] = old[_RAW]
    return canonical_json({"places": [(*where, rows) for where, rows in places.items()], "raws": raws})


def _reverted(row: Row, snapshot: str) -> Row:
    """The record as it was before a change of an import; the name that hands gave it since stays."""
    then = json.loads(snapshot)
    names = [column.name for column in tables.records.columns][_KEY + 1 : _VALUES]
    values, raw = then["values"], then["raw"]
    renamed = then.get("match_key", row[_MATCH]) != row[_MATCH]
    return (
        *row[:_KEY],
        row[_KEY] if renamed else then["key"],
        *(then[name] for name in names),
        canonical_json(values),
        canonical_json(raw) if raw else "",
        search_text(values, then["site"]),
    )
