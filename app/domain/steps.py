"""What can be taken back (元に戻す) and done again (やり直す), read from the history alone.

A step is what was done at once: the entries of one transaction or of one batch. Taking it back erases nothing: it
appends entries that name those they took back, and doing it again appends entries that name the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from app.domain.history import UNIT, Entry

UNDONE, REDONE = "undone", "redone"
"""Acts of the history: entries were taken back; they were done again. Both name them under `UNDOES`."""
UNDOES, BATCH = "undoes", "batch"
"""In `Event.after`: the number of the entry that was taken back or done again; what all transactions of one bulk act
bear."""
BY_ITSELF = frozenset({"findings.refreshed", "finding.lapsed", "audit.converted", "catalogue.kept"})
"""Acts that follow from others and change nothing that an officer has said: looked past."""
FOLLOWING = frozenset({"proposal.adopted", "proposal.changed"})
"""Acts that say what an answer that was given just before does with a proposal: one step with it."""
_ANSWERED = frozenset({"answer.recorded", "answer.copied"})


@dataclass(frozen=True, slots=True)
class Step:
    """Entries that belong together, the earliest first."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The entry that tells what was done."""
        return self.entries[0]

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of its entries."""
        return frozenset(entry.seq for entry in self.entries)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The checkpoints and sites it speaks of, each once."""
        return tuple(dict.fromkeys((e.event.checkpoint, e.event.site) for e in self.entries if e.event.checkpoint))


@dataclass(frozen=True, slots=True)
class Offer:
    """The step that would be taken back next, and the one that would be done again."""

    undo: Step | None = None
    redo: Step | None = None


def steps(newest_first: Iterable[Entry]) -> Iterator[Step]:
    """Entries as steps, the newest first."""
    waiting: tuple[Entry, ...] = ()
    for _key, group in groupby(newest_first, _belongs):
        entries = tuple(reversed(list(group)))
        if waiting and not _follows(entries[-1], waiting[0]):
            yield Step(waiting)
            waiting = ()
        if not waiting and len(entries) == 1 and entries[0].event.act in FOLLOWING:
            waiting = entries
            continue
        yield Step(entries + waiting)
        waiting = ()
    if waiting:
        yield Step(waiting)


def offered(newest_first: Iterable[Entry], by: str) -> Offer:
    """What `by` can take back and do again; anybody's with an empty name.

    What was taken back can be done again until something else is done.
    """
    undone: dict[int, Entry] = {}
    redo: Step | None = None
    newest = 0
    for step in steps(newest_first):
        event = step.first.event
        if event.act in (UNDONE, REDONE):
            for entry in step.entries:
                if number := undoes(entry):
                    undone.setdefault(number, entry)
            continue
        if event.act in BY_ITSELF or (by and step.first.by != by):
            continue
        newest = newest or step.first.seq
        last = undone.get(step.first.seq)
        if last is None or last.event.act == REDONE:
            return Offer(step, redo)
        if last.seq > newest and by in ("", last.by):
            redo = step
    return Offer(None, redo)


def in_force(newest_first: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of acts that stand: not those that were taken back, nor those that tell of that."""
    undone: dict[int, str] = {}
    for entry in newest_first:
        if entry.event.act in (UNDONE, REDONE):
            undone.setdefault(undoes(entry), entry.event.act)
        elif not undoes(entry) and undone.get(entry.seq) != UNDONE:
            yield entry


def undoes(entry: Entry) -> int:
    """The number of the entry that this one took back or did again; 0 for none."""
    told = (entry.event.after or {}).get(UNDOES, 0)
    return told if isinstance(told, int) else 0


def _belongs(entry: Entry) -> tuple[str, object]:
    after = entry.event.after or {}
    if BATCH in after:
        return BATCH, after[BATCH]
    return UNIT, after.get(UNIT, entry.seq)


def _follows(before: Entry, after: Entry) -> bool:
    """Whether a decision on a proposal was taken by the answer just before it."""
    here, there = before.event, after.event
    return (
        here.act in _ANSWERED
        and (here.checkpoint, here.site, before.by) == (there.checkpoint, there.site, after.by)
        and before.seq + 1 == after.seq
    )
