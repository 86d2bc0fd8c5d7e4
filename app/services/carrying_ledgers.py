"""The ledgers of an earlier audit as they stand there, taken into a new one: every row with its file, sheet and number.

The imports that brought the rows come along with their columns and parts, so that the next file of a ledger is compared
with these rows as if it came to the earlier audit. What those imports changed then is not known here any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.domain.ledgers import Record
from app.errors import UserError, register_messages
from app.services.ports import STRUCK, Batch, LedgerQuery, Progress, StoredRecord, UnitOfWork

register_messages({"carrying_stopped": "Taking over from the earlier audit was stopped; nothing was made."})

_CHUNK = 500
_COUNTS = ("read", "added", "changed", "unchanged", "rejected", "skipped", "gone")


@dataclass(frozen=True, slots=True)
class LedgerKept:
    """A ledger of the earlier audit: its kind, how many records stand there, and the files that brought them."""

    kind: str
    records: int
    files: tuple[str, ...]


def ledgers_in(work: UnitOfWork) -> tuple[LedgerKept, ...]:
    """The ledgers as they stand."""
    batches = work.ledgers.batches()
    return tuple(
        LedgerKept(
            kind,
            work.ledgers.count(kind),
            tuple(dict.fromkeys(b.source for b in batches if b.kind == kind and not b.undone)),
        )
        for kind in work.ledgers.kinds()
    )


def take_ledgers(source: UnitOfWork, target: UnitOfWork, progress: Progress | None = None) -> int:
    """Take every ledger over, corrections and what was done by hand included; returns how many records came along.

    Raises UserError `carrying_stopped` when `progress` says so.
    """
    batches = {b.id: b for b in source.ledgers.batches() if not b.undone}
    kept = {kind: _brought(source, kind) for kind in source.ledgers.kinds()}
    # In the order of the imports, which is that of their rows.
    for batch in batches.values():
        if batch.id in kept.get(batch.kind, {}):
            target.ledgers.begin(_emptied(batch))
    total, done = sum(source.ledgers.count(kind) for kind in kept), 0
    for kind in kept:
        for brought, chunk in _chunks(source, kind):
            _store(target, batches.get(brought), chunk)
            done += len(chunk)
            if progress is not None and not progress("rows", done, total):
                raise UserError("carrying_stopped")
        for batch in (batches[identity] for identity in kept[kind] if identity in batches):
            target.ledgers.finish(_counted(batch, kept[kind][batch.id]))
        _take_hands(source, target, kind)
    for alias in source.hands.aliases():
        target.hands.put_alias(alias)
    return total


def _brought(work: UnitOfWork, kind: str) -> dict[str, int]:
    """How many records, struck ones included, stand as each import brought them last."""
    found: dict[str, int] = {}
    for brought, chunk in _chunks(work, kind):
        found[brought] = found.get(brought, 0) + len(chunk)
    return {batch: count for batch, count in found.items() if batch}


def _chunks(work: UnitOfWork, kind: str) -> Iterator[tuple[str, Sequence[StoredRecord]]]:
    """The records that stand or were struck off, in the order of their rows, each chunk of one import."""
    ids = work.ledgers.ids(kind, LedgerQuery(with_gone=True))
    for start in range(0, len(ids), _CHUNK):
        standing = (r for r in work.ledgers.rows(ids[start : start + _CHUNK]) if not r.gone or r.struck)
        for brought, records in groupby(standing, key=lambda r: r.batch):
            yield brought, tuple(records)


def _store(target: UnitOfWork, batch: Batch | None, stored: Iterable[StoredRecord]) -> None:
    stored = tuple(stored)
    records: list[Record] = [each.record for each in stored]
    if batch is None:
        for record in records:
            target.ledgers.put_by_hand(record)
    else:
        target.ledgers.compare_and_put(batch, records)
    for each in stored:
        if each.struck:
            target.ledgers.strike(each.record.kind, each.record.match_key, off=True)


def _take_hands(source: UnitOfWork, target: UnitOfWork, kind: str) -> None:
    for correction in source.hands.corrections(kind):
        target.hands.put_correction(kind, correction)
    for hand in source.hands.hands(kind):
        stored = target.ledgers.get(kind, hand.record)
        if stored is not None and (hand.act != STRUCK or stored.struck):
            target.hands.put_hand(hand)


def _emptied(batch: Batch) -> Batch:
    return replace(batch, counts={})


def _counted(batch: Batch, records: int) -> Batch:
    """The import as it stands in the new audit: it brought these records; of which part it is stays."""
    told = {name: count for name, count in batch.counts.items() if name not in _COUNTS}
    return replace(batch, counts={**told, **dict.fromkeys(_COUNTS, 0), "read": records, "added": records})
