"""What taking a step back works on: the transaction, what it has read, and what its entries tell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from app.domain.answers import Answer
from app.domain.history import Entry, Event
from app.domain.progress import Place
from app.domain.review import Review
from app.domain.steps import UNDOES
from app.services import copies, reviewing
from app.services.changes import Changes
from app.services.joined import joined
from app.services.ports import Desk, UnitOfWork
from app.services.reviewing import Basis

Told = Mapping[str, object]


class Changed(Exception):
    """What the entry wrote does not stand any more as it was written."""


@dataclass(frozen=True)
class Task:
    """One step being taken back (`act` is `undone`) or done again: one transaction, one moment.

    `why` is the reason that is kept where one is wanted.
    """

    desk: Desk
    work: UnitOfWork
    at: str
    act: str
    why: str
    marks: Marks

    @property
    def user(self) -> str:
        """Who does it."""
        return self.desk.world.user

    def tell(self, entry: Entry, before: Told | None, after: Told | None) -> None:
        """Record that `entry` was taken back or done again, after it was written."""
        self.tell_all([(entry, before, after)])

    def tell_all(self, told: Iterable[tuple[Entry, Told | None, Told | None]]) -> None:
        """As `tell` for many entries, after all of their writing."""
        events = [self._of(entry, replace(entry.event, before=before, after=after)) for entry, before, after in told]
        self.work.history.record_all(self.at, self.user, events)

    def within(self, entry: Entry) -> Desk:
        """The desk for a service that does the opposite in this transaction; what it records is told as of `entry`."""
        return joined(self.desk, self.work, lambda event: self._of(entry, event))

    def _of(self, entry: Entry, event: Event) -> Event:
        told = {name: value for name, value in (event.after or {}).items() if name not in (UNDOES, "unit", "batch")}
        return replace(event, act=self.act, after={**told, "act": entry.event.act, UNDOES: entry.seq})


Take = Callable[[Task, Entry], Changes]
TakeAll = Callable[[Task, Sequence[Entry]], Changes]


def each(take: Take) -> TakeAll:
    """One entry after the other."""

    def take_all(task: Task, entries: Sequence[Entry]) -> Changes:
        return together([take(task, entry) for entry in entries], task.at)

    return take_all


def together(changes: Iterable[Changes], at: str) -> Changes:
    """What several changes come to."""
    parts = list(changes)
    flags = [f.name for f in fields(Changes) if isinstance(f.default, bool)]
    whole = Changes(
        at=at,
        places=frozenset(place for part in parts for place in part.places),
        ledgers=frozenset(kind for part in parts for kind in part.ledgers),
    )
    told: dict[str, Any] = {name: any(getattr(part, name) for part in parts) for name in flags}
    return replace(whole, **told)


@dataclass(frozen=True)
class Inverse:
    """What takes entries of an act back and what does them again, in the order in which they are given; `fits` tells
    whether an entry has what that needs (those of older versions may not); `long` that ledger rules run."""

    back: TakeAll
    again: TakeAll
    fits: Callable[[Event], bool] = lambda _event: True
    long: bool = False


@dataclass(frozen=True)
class Settled:
    """An answer with all revisions of its place, itself included, that is to be told as copied from `source`, or as the
    place's own where that is empty."""

    entry: Entry
    answer: Answer
    revisions: tuple[Answer, ...]
    source: str

    @property
    def place(self) -> Place:
        """Where it was given."""
        return self.answer.checkpoint, self.answer.site


@dataclass
class Reviewed:
    """What steps of reviews rest on, read once for many entries. `latest` are the last steps of places, and follow
    those that are made; it holds as long as `entry` is the last one of the history: other acts change more."""

    basis: Basis
    latest: dict[Place, Review]
    entry: int


@dataclass
class Marks:
    """What is read only once for many places: the sites of the audit, what reviews rest on, and the copies that are not
    confirmed, as the history tells them at any time."""

    work: UnitOfWork
    _sites: frozenset[str] | None = None
    _by_place: dict[Place, list[tuple[int, str, Told]]] | None = None
    _reviewed: Reviewed | None = None

    def reviewed(self, desk: Desk, places: Collection[Place]) -> Reviewed:
        """What steps of reviews at some places rest on; whoever makes some sets `latest` and `entry` on."""
        last, known = self.work.history.last(), self._reviewed
        if known is not None and known.entry == last:
            return known
        few = reviewing.are_few(places)
        basis = reviewing.basis_of(desk, self.work, places if few else None)
        read = Reviewed(basis, dict(basis.latest), last)
        self._reviewed = None if few else read
        return read

    @property
    def sites(self) -> frozenset[str]:
        """The ids of the sites that are in the audit."""
        if self._sites is None:
            self._sites = frozenset(site.id for site in self.work.sites.all() if not site.removed)
        return self._sites

    def source(self, revisions: tuple[Answer, ...], place: Place, until: int | None = None) -> str:
        """Where the answer, of which these revisions were known when entry `until` was made (included), was copied
        from; empty where it was not, or was confirmed."""
        copied: Told | None = None
        for seq, act, after in self._read().get(place, ()):
            if until is None or seq <= until:
                copied = after if act == copies.COPIED else None
        if copied is None or not revisions:
            return ""
        since = [a for a in revisions if a.revision >= int(str(copied["revision"]))]
        untouched = bool(since) and all(a.verdict is since[0].verdict for a in since)
        return str(copied["from"]) if untouched else ""

    def settle_all(self, task: Task, settled: Iterable[Settled]) -> None:
        """Let answers be told as what they are: copies or the own ones of their places."""
        events = []
        for one in settled:
            if not one.source and one.place not in self._read():
                continue
            is_now = self.source(one.revisions, one.place)
            if is_now == one.source:
                continue
            act = copies.COPIED if one.source else copies.CONFIRMED
            after = {"verdict": one.answer.verdict.value, "revision": one.answer.revision}
            after |= {"from": one.source or is_now, UNDOES: one.entry.seq}
            events.append(Event(act, one.place[0], *one.place, after=after))
        task.work.history.record_all(task.at, task.user, events)
        first = task.work.history.last() - len(events) + 1
        for number, event in enumerate(events, start=first):
            place = event.checkpoint, event.site
            self._read().setdefault(place, []).append((number, event.act, event.after or {}))

    def _read(self) -> dict[Place, list[tuple[int, str, Told]]]:
        if self._by_place is None:
            self._by_place = {}
            for seq, act, place, after in self.work.history.told(copies.COPIED, copies.CONFIRMED):
                self._by_place.setdefault(place, []).append((seq, act, after))
        return self._by_place
