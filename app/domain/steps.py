"""What can be taken back (元に戻す) and done again (やり直す), read from the history alone.

A step is what was done at once: the entries of one transaction or of one batch. Taking it back erases nothing: it
appends entries that name those they took back, and doing it again appends entries that name the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice

from app.domain.findings import Source, finding_id
from app.domain.history import MOVED, REDONE, UNDONE, UNIT, Entry
from app.domain.progress import Place
from app.domain.reach import ANSWERING, BESIDE, Mark, Reached, marks_of

UNDOES, BATCH = "undoes", "batch"
"""In `Event.after`: the number of the entry that was taken back or done again; what all transactions of one bulk act
bear."""
BY_ITSELF = frozenset(
    {"findings.refreshed", "finding.lapsed", "audit.converted", "catalogue.kept", MOVED, "review.lapsed"}
)
"""Acts that follow from others and change nothing that an officer has said: looked past. An acceptance that lapsed
stays so, whatever is taken back: only the reviewer gives it again."""
FARTHEST = 2_000
"""So many steps of the history are looked at, whoever did them: what lies further back is not taken back any more."""
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
        return next((e for e in self.entries if e.event.act not in BY_ITSELF), self.entries[0])

    @property
    def own(self) -> tuple[Entry, ...]:
        """The entries of what was done, without those that followed from it by themselves."""
        return tuple(entry for entry in self.entries if entry.event.act not in BY_ITSELF)

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of its entries."""
        return frozenset(entry.seq for entry in self.entries)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The checkpoints and sites it speaks of, each once."""
        return tuple(dict.fromkeys((e.event.checkpoint, e.event.site) for e in self.entries if e.event.checkpoint))


class Hindrance(StrEnum):
    """Why a step cannot be taken back or done again."""

    NO_WAY = "no_way"
    """Nothing takes such an act back."""
    BARRED = "barred"
    """An act that stays was done on the same thing since."""
    WORKED = "worked"
    """Somebody else has worked on the same since."""
    CHANGED = "changed"
    """What it wrote does not stand any more as it was written."""


@dataclass(frozen=True, slots=True)
class Look:
    """A step as it stands: what hinders it from being turned, if anything does, with the entry that does so, and the
    entry that took it back, where it was taken back."""

    step: Step
    hindrance: Hindrance | None = None
    since: Entry | None = None
    undone: Entry | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The step that would be taken back next, and the one that would be done again. Where nothing can be taken back,
    `undo` is the last one that was done. `passed` are the later steps that stay as they are, the last one first."""

    undo: Look | None = None
    redo: Look | None = None
    passed: tuple[Look, ...] = ()


@dataclass(frozen=True)
class Ways:
    """What is known of the ways back: whether there is `one` for every entry of a step, whether what a step wrote still
    `stands` (asked only where nothing else hinders it), and what it has `reached`."""

    one: Callable[[Step], bool]
    stands: Callable[[Step], bool] = lambda _step: True
    reached: Callable[[Step], Iterable[Mark | Place]] = lambda step: reached(step)


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


def offered(newest_first: Iterable[Entry], by: str, ways: Ways) -> Offer:
    """What `by` can take back and do again; anybody's with an empty name.

    An act that nothing takes back stays, and so does what was done before on the same things; what lies beyond them is
    taken back all the same. What was taken back can be done again until something else is done.
    """
    undo: Look | None = None
    redo: Look | None = None
    passed: list[Look] = []
    undone: dict[int, Entry] = {}
    newest = 0
    for look in _looks(newest_first, by, ways, undone):
        newest = newest or look.step.first.seq
        if look.undone is not None:
            # The one that was taken back last is done again first.
            if look.undone.seq > max(newest, _undone(redo)) and by in ("", look.undone.by):
                redo = look
        elif undo is None and look.hindrance is None:
            undo = look
        elif undo is None:
            passed.append(look)
        if undo is not None and not _waits(undone, by, newest, redo):
            break
    if undo is None:
        return Offer(passed[0] if passed else None, redo)
    return Offer(undo, redo, tuple(passed))


def _undone(look: Look | None) -> int:
    return look.undone.seq if look is not None and look.undone is not None else 0


def _waits(undone: Mapping[int, Entry], by: str, newest: int, redo: Look | None) -> bool:
    """Whether what was taken back last lies further back than was looked."""
    mine = (e for e in undone.values() if e.event.act == UNDONE and e.seq > newest and by in ("", e.by))
    last = max(mine, key=lambda entry: entry.seq, default=None)
    return last is not None and (redo is None or undoes(last) not in redo.step.numbers)


def looks(newest_first: Iterable[Entry], by: str, ways: Ways) -> Iterator[Look]:
    """The steps of `by`, or anybody's with an empty name, from the last one back to where nothing can be taken back."""
    return _looks(newest_first, by, ways, {})


def _looks(newest_first: Iterable[Entry], by: str, ways: Ways, undone: dict[int, Entry]) -> Iterator[Look]:
    """As `looks`; `undone` gets what was taken back or done again last, by the number of the entry."""
    barred: Reached[Entry] = Reached()
    others = _Others()
    for step in islice(steps(newest_first), FARTHEST):
        turned = [entry for entry in step.entries if entry.event.act in (UNDONE, REDONE)]
        for entry in turned:
            undone.setdefault(undoes(entry), entry)
        first = step.first
        # Nobody did it; what was written at the former id before is not taken back there.
        for moved in (entry for entry in step.entries if entry.event.act == MOVED):
            barred.add(marks_of(moved.event), moved)
        if turned or first.event.act in BY_ITSELF:
            continue
        last = undone.get(first.seq)
        stands, possible, own = last is None or last.event.act == REDONE, ways.one(step), by in ("", first.by)
        if own:
            look = _look(step, possible, barred, others, ways, None if stands else last)
            if stands and look.hindrance is not None:
                barred.add(ways.reached(step), first)
            yield look
        elif stands and not possible:
            barred.add(ways.reached(step), first)
        if stands and not own:
            others.add(step)
        if barred.whole:
            return


def _look(
    step: Step, possible: bool, barred: Reached[Entry], others: _Others, ways: Ways, undone: Entry | None
) -> Look:
    if not possible:
        return Look(step, Hindrance.NO_WAY, None, undone)
    if since := barred.met(ways.reached(step)):
        return Look(step, Hindrance.BARRED, since, undone)
    if since := others.since(step, again=undone is not None):
        return Look(step, Hindrance.WORKED, since, undone)
    if undone is None and not ways.stands(step):
        return Look(step, Hindrance.CHANGED, None, undone)
    return Look(step, None, None, undone)


def reached(step: Step) -> Iterator[Mark | Place]:
    """What a step is about."""
    return (mark for entry in step.own for mark in marks_of(entry.event))


class _Others:
    """Where other people have worked later: on answers, on what stands beside them, on the findings that answers are,
    and at sites."""

    def __init__(self) -> None:
        self._places: dict[Place, Entry] = {}
        self._beside: dict[Place, Entry] = {}
        self._findings: dict[str, Entry] = {}
        self._sites: dict[str, Entry] = {}

    def add(self, step: Step) -> None:
        for entry in step.own:
            event = entry.event
            if event.act.startswith(ANSWERING):
                self._places.setdefault((event.checkpoint, event.site), entry)
            elif event.act.startswith(BESIDE):
                self._beside.setdefault((event.checkpoint, event.site), entry)
            elif event.act == "finding.status":
                self._findings.setdefault(event.subject, entry)
            if event.site:
                self._sites.setdefault(event.site, entry)

    def since(self, step: Step, *, again: bool = False) -> Entry | None:
        """An entry of another person about what the step is about; None where there is none. A review that is to be
        done `again` rests on what stands beside the answer as well."""
        for entry in step.own:
            event = entry.event
            place = event.checkpoint, event.site
            if event.act.startswith(ANSWERING):
                found = self._places.get(place)
                if found is None and again and event.act.startswith("review."):
                    found = self._beside.get(place)
                if found is None and self._findings:
                    found = self._findings.get(finding_id(Source.ANSWERS, "", *place))
            else:
                found = self._sites.get(event.subject) if event.act.startswith("site.") else None
            if found is not None:
                return found
        return None


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
