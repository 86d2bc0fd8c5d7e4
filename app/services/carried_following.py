"""What becomes of an answer that came along from an earlier audit once its place is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain import carrying
from app.domain.answers import Answer
from app.domain.carrying import Carried, Decision
from app.domain.grades import Verdict
from app.domain.history import REDONE, UNDONE, Entry
from app.domain.progress import Place
from app.domain.steps import UNDOES
from app.services import copies, renaming
from app.services.ports import HistoryQuery, UnitOfWork

TAKEN_OVER = "answer.taken_over"
"""The act of the history that records a carried answer as the officer's own."""
LAID_ASIDE = "carried.laid_aside"
"""The act of the history that says that a carried answer is not used."""
_DECIDING = (TAKEN_OVER, LAID_ASIDE, "answer.recorded", copies.COPIED)
_TURNING = (UNDONE, REDONE)


def follow(work: UnitOfWork, answer: Answer, act: str) -> bool:
    """Keep that the place was answered, as it was answered last time or otherwise; whether that changed anything."""
    carried = work.carried.at(answer.checkpoint, answer.site)
    if carried is None:
        return False
    now = carrying.followed(carried, answer.verdict, answer.at, answer.by, taken=act == TAKEN_OVER)
    if now == carried:
        return False
    work.carried.put(now)
    return True


def follow_all(work: UnitOfWork, answers: Iterable[Answer], act: str) -> bool:
    """As `follow`, for many answers at once."""
    waiting = {(c.checkpoint, c.site): c for c in work.carried.all()} if work.carried.predecessors() else {}
    written = False
    for answer in answers:
        if (carried := waiting.get((answer.checkpoint, answer.site))) is None:
            continue
        now = carrying.followed(carried, answer.verdict, answer.at, answer.by, taken=act == TAKEN_OVER)
        if now != carried:
            work.carried.put(now)
            written = True
    return written


def turn_back(work: UnitOfWork, places: Iterable[Place], turned: Mapping[int, bool]) -> bool:
    """Let carried answers be what the acts on their places make of them that were not taken back; whether one changed.

    `turned` are numbers of entries that are just being taken back (False) or done again (True).
    """
    if not work.carried.predecessors():
        return False
    wanted = frozenset(places)
    carried = [each for each in work.carried.all() if (each.checkpoint, each.site) in wanted]
    if not carried:
        return False
    told = _standing(work, {each.checkpoint for each in carried}, turned)
    written = False
    for each in carried:
        now = _decided(each, told.get((each.checkpoint, each.site), ()))
        if now != each:
            work.carried.put(now)
            written = True
    return written


def _standing(work: UnitOfWork, checkpoints: set[str], turned: Mapping[int, bool]) -> dict[Place, list[Entry]]:
    """The entries that decide on carried answers and stand, by place, the first one first."""
    (only,) = checkpoints if len(checkpoints) == 1 else ("",)
    entries: list[Entry] = []
    for act in (*_DECIDING, *_TURNING):
        entries += work.history.entries(HistoryQuery(checkpoint=only, act=act), limit=2**31 - 1)
    entries.sort(key=lambda entry: entry.seq)
    stands = {entry.seq: True for entry in entries}
    for entry in entries:
        if entry.event.act in _TURNING:
            stands[int(str((entry.event.after or {}).get(UNDOES, 0)))] = entry.event.act == REDONE
    stands.update(turned)
    found: dict[Place, list[Entry]] = {}
    present = renaming.present(work)
    for entry in entries:
        if entry.event.act in _DECIDING and stands[entry.seq]:
            checkpoint = present.get(entry.event.checkpoint, entry.event.checkpoint)
            found.setdefault((checkpoint, entry.event.site), []).append(entry)
    return found


def _decided(carried: Carried, entries: Sequence[Entry]) -> Carried:
    """A carried answer after these entries."""
    now = replace(carried, decision=Decision.OPEN, decided_at="", decided_by="")
    for entry in entries:
        if entry.event.act == LAID_ASIDE:
            now = replace(now, decision=Decision.LAID_ASIDE, decided_at=entry.at, decided_by=entry.by)
        else:
            verdict = Verdict(str((entry.event.after or {})["verdict"]))
            now = carrying.followed(now, verdict, entry.at, entry.by, taken=entry.event.act == TAKEN_OVER)
    return now
