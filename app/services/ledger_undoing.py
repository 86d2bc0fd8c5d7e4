"""An import taken back as a whole: the ledger is as it was before, and what officers did by hand since stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.history import Event
from app.domain.ledgers.values import normaliser_of
from app.errors import UserError, register_messages
from app.services import findings as finding_service
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ledger_ports import Corrected
from app.services.ports import ADDED, STRUCK, Batch, Desk, Progress, Restored, StoredRecord, Undone, UnitOfWork

register_messages(
    {
        "import_undone": "The import of {source} was taken back already, on {day}.",
        "import_not_newest": "Only the newest import of a ledger can be taken back; take back that of {source} first.",
    }
)


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What taking an import back did; `by_hand` counts cells given by hand since that could not stay, as the text they
    were given for is gone."""

    batch: Batch
    records: Restored
    by_hand: int
    findings: FindingCounts
    changes: Changes


def undo_import(desk: Desk, batch_id: str, reason: str, progress: Progress | None = None) -> UndoResult:
    """Take the newest import of its kind back, in one unit of work. Raises UserError, changing nothing, `rules_stopped`
    when `progress` says so.

    Sites that were added and names that were confirmed with it stay, as does every decision on findings.
    """
    if not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        batch = _undoable(work, batch_id)
        undone = Undone(at, desk.world.user, reason.strip())
        records = work.ledgers.undo(batch, undone)
        aside = _corrections_as_before(work, batch)
        lost = _by_hand_since(desk, work, batch, aside)
        _acts_since(work, batch)
        counts = finding_service.run_rules(desk, work, at[:10], progress, taken_back=batch).counts
        after: dict[str, object] = {
            "kind": batch.kind,
            "source": batch.source,
            "imported_at": batch.at,
            "removed": records.removed,
            "reverted": records.reverted,
            "returned": records.returned,
            **({"by_hand_lost": lost} if lost else {}),
            "reason": undone.reason,
            "findings": finding_service.told(work, counts),
        }
        work.history.record(at, desk.world.user, Event("ledger.undone", batch.id, after=after))
        work.commit()
    changes = Changes(at=at, ledgers=frozenset({batch.kind}), findings=True, places=frozenset(counts.stale))
    return UndoResult(replace(batch, undone=undone), records, lost, counts, changes)


def _undoable(work: UnitOfWork, batch_id: str) -> Batch:
    batches = work.ledgers.batches()
    batch = next((b for b in batches if b.id == batch_id), None)
    if batch is None:
        raise UserError("import_unknown", batch=batch_id)
    if batch.undone is not None:
        raise UserError("import_undone", source=batch.source, day=batch.undone.at[:10])
    newest = [b for b in batches if b.kind == batch.kind and b.undone is None][-1]
    if newest.id != batch.id:
        raise UserError("import_not_newest", source=newest.source)
    return batch


Aside = Mapping[tuple[str, str], Corrected]
"""Corrections of before an import by record and field, in whose place another was given by hand since."""


def _moment(at: str) -> datetime:
    """A stored moment: the window and a script on a server may write theirs in different zones."""
    return datetime.fromisoformat(at)


def _corrections_as_before(work: UnitOfWork, batch: Batch) -> Aside:
    """Put back what the import changed among the corrections; what was given by hand since stays for now."""
    present = {(c.record, c.field): c for c in work.hands.corrections(batch.kind)}
    aside: dict[tuple[str, str], Corrected] = {}
    for record, field, before in work.hands.displaced(batch.id):
        now = present.get((record, field))
        if now is not None and _moment(now.at) > _moment(batch.at):
            aside |= {(record, field): before} if before is not None else {}
        elif before is not None:
            work.hands.put_correction(batch.kind, before)
        elif now is not None:
            work.hands.drop_correction(batch.kind, record, field)
    work.hands.forget_displaced(batch.id)
    return aside


def _by_hand_since(desk: Desk, work: UnitOfWork, batch: Batch, aside: Aside) -> int:
    """Give again what was given by hand after the import; returns how many cells could not be given again: what was
    given before the import holds there as before."""
    lost = 0
    for correction in work.hands.corrections(batch.kind):
        # What the import itself set right is put back by now; the rest of its second may have come after it.
        if _moment(correction.at) < _moment(batch.at):
            continue
        record, field = correction.record, correction.field
        stored = work.ledgers.get(batch.kind, record)
        if stored is not None and _gives_again(desk, work, stored, correction):
            continue
        lost += 1
        before = aside.get((record, field))
        if before is not None and stored is not None:
            work.hands.put_correction(batch.kind, before)
        else:
            work.hands.drop_correction(batch.kind, record, field)
    return lost


def _gives_again(desk: Desk, work: UnitOfWork, stored: StoredRecord, correction: Corrected) -> bool:
    record, field = stored.record, correction.field
    form = desk.world.ledgers.form(record.kind)
    value = normaliser_of(form.field(field))(correction.after)[0]
    if record.values.get(field, "") == value:
        return True
    if record.raw.get(field, "").strip() != correction.before.strip():
        return False
    values = {name: text for name, text in {**record.values, field: value}.items() if text}
    site = value if field == form.site_field else record.site
    given = replace(record, values=values, raw={**record.raw, field: correction.before}, site=site)
    work.ledgers.put_by_hand(given, replaces=record.match_key)
    return True


def _acts_since(work: UnitOfWork, batch: Batch) -> None:
    """Strike off again what was struck off after the import; what was added after it, as the import lacked it, stands
    in a file as before."""
    for hand in work.hands.hands(batch.kind):
        if _moment(hand.at) < _moment(batch.at):
            continue
        stored = work.ledgers.get(batch.kind, hand.record)
        if stored is None or (hand.act == ADDED and stored.batch):
            work.hands.drop_hand(batch.kind, hand.record, hand.act)
        elif hand.act == STRUCK and not stored.gone:
            work.ledgers.strike(batch.kind, hand.record, off=True)
