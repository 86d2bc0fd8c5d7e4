"""Taking back that the results of a floor-walk sheet were entered, and doing it again: all records at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.history import Entry
from app.domain.room_walks import Walk
from app.services import findings as finding_service
from app.services import ledger_editing
from app.services.changes import Changes
from app.services.told_values import whole
from app.services.undo_audit import as_seen
from app.services.undo_tasks import Changed, Task, Told

_ADDED, _EDITED, _REMOVED, _RESTORED = "record.added", "record.edited", "record.removed", "record.restored"
_BACK = {_ADDED: _REMOVED, _REMOVED: _RESTORED, _RESTORED: _REMOVED}
_AGAIN = {_ADDED: _RESTORED, _REMOVED: _REMOVED, _RESTORED: _RESTORED}
"""What takes an act on a record back, and what does it again."""


def back(task: Task, entry: Entry) -> Changes:
    """The records as they were before the results were entered."""
    return _turn(task, entry, entry.event.before, entry.event.after, undo=True)


def again(task: Task, entry: Entry) -> Changes:
    """The records as they were entered."""
    return _turn(task, entry, entry.event.after, entry.event.before, undo=False)


def _turn(task: Task, entry: Entry, wanted: Told | None, expected: Told | None, *, undo: bool) -> Changes:
    store, code = task.work.papers, entry.event.subject
    if store.walk(code) != (None if expected is None else whole(Walk, expected)):
        raise Changed
    told: Any = (entry.event.after or {}).get("written", [])
    kind = str((entry.event.after or {})["kind"])
    for each in reversed(told) if undo else told:
        _record(task, kind, each, undo=undo)
    if wanted is None:
        store.drop_walk(code)
    else:
        store.put_walk(whole(Walk, wanted))
    since, of = (entry.at[:10], kind) if undo else ("", "")
    counts = finding_service.run_rules(task.desk, task.work, task.at[:10], since=since, of=of).counts
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, ledgers=frozenset({kind}), findings=True, papers=True, places=frozenset(counts.stale))


def _record(task: Task, kind: str, told: Mapping[str, Any], *, undo: bool) -> None:
    act, match = str(told["act"]), str(told["match"])
    if act == _EDITED:
        seen, given = (told["after"], told["before"]) if undo else (told["before"], told["after"])
        as_seen(task, kind, match, seen)
        if ledger_editing.edit_in(task.desk, task.work, kind, match, given["given"], task.at) is None:
            raise Changed
        return
    turned = (_BACK if undo else _AGAIN)[act]
    stored = task.work.ledgers.get(kind, match)
    if stored is None or stored.gone is not (turned == _RESTORED):
        raise Changed
    if turned == _RESTORED:
        ledger_editing.restore_in(task.desk, task.work, kind, match)
        return
    if act == _ADDED:
        as_seen(task, kind, match, told["after"])
    ledger_editing.remove_in(task.desk, task.work, kind, match, task.why, task.at)
