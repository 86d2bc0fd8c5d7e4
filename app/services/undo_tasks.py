"""What taking a step back works on: the transaction, what it has read, and what its entries tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.domain.answers import Answer
from app.domain.history import Entry, Event
from app.domain.progress import Place
from app.domain.steps import UNDOES
from app.services import copies
from app.services.changes import Changes
from app.services.joined import joined
from app.services.ports import Desk, HistoryQuery, UnitOfWork

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
        event = entry.event
        self.work.history.record(self.at, self.user, self._of(entry, replace(event, before=before, after=after)))

    def within(self, entry: Entry) -> Desk:
        """The desk for a service that does the opposite in this transaction; what it records is told as of `entry`."""
        return joined(self.desk, self.work, lambda event: self._of(entry, event))

    def _of(self, entry: Entry, event: Event) -> Event:
        told = {name: value for name, value in (event.after or {}).items() if name not in (UNDOES, "unit", "batch")}
        return replace(event, act=self.act, after={**told, "act": entry.event.act, UNDOES: entry.seq})


Take = Callable[[Task, Entry], Changes]


@dataclass(frozen=True)
class Inverse:
    """What takes an act back and what does it again; `fits` tells whether an entry has what that needs (those of
    older versions may not); `long` that ledger rules run."""

    back: Take
    again: Take
    fits: Callable[[Event], bool] = lambda _event: True
    long: bool = False


@dataclass
class Marks:
    """What is read only once for many places: the sites of the audit, and the copies that are not confirmed, as the
    history tells them at any time."""

    work: UnitOfWork
    _sites: frozenset[str] | None = None
    _by_place: dict[Place, list[tuple[int, Event]]] | None = None

    @property
    def sites(self) -> frozenset[str]:
        """The ids of the sites that are in the audit."""
        if self._sites is None:
            self._sites = frozenset(site.id for site in self.work.sites.all() if not site.removed)
        return self._sites

    def source(self, revisions: tuple[Answer, ...], place: Place, until: int | None = None) -> str:
        """Where the answer, of which these revisions were known when entry `until` was made (included), was copied
        from; empty where it was not, or was confirmed."""
        copied: Event | None = None
        for seq, event in self._read().get(place, ()):
            if until is None or seq <= until:
                copied = event if event.act == copies.COPIED else None
        if copied is None or copied.after is None or not revisions:
            return ""
        since = [a for a in revisions if a.revision >= int(str(copied.after["revision"]))]
        untouched = bool(since) and all(a.verdict is since[0].verdict for a in since)
        return str(copied.after["from"]) if untouched else ""

    def settle(self, task: Task, entry: Entry, answer: Answer, wanted: str) -> None:
        """Let the answer be told as copied from `wanted`, or as the place's own where it is empty."""
        place = answer.checkpoint, answer.site
        is_now = self.source(task.work.answers.revisions(*place), place) if self._read() or wanted else ""
        if is_now == wanted:
            return
        act = copies.COPIED if wanted else copies.CONFIRMED
        after = {"verdict": answer.verdict.value, "revision": answer.revision, "from": wanted or is_now}
        event = Event(act, place[0], *place, after={**after, UNDOES: entry.seq})
        made = task.work.history.record(task.at, task.user, event)
        self._read().setdefault(place, []).append((made.seq, made.event))

    def _read(self) -> dict[Place, list[tuple[int, Event]]]:
        if self._by_place is None:
            found: list[Entry] = []
            for act in (copies.COPIED, copies.CONFIRMED):
                found += self.work.history.entries(HistoryQuery(act=act), limit=2**31 - 1)
            self._by_place = {}
            for entry in sorted(found, key=lambda each: each.seq):
                place = entry.event.checkpoint, entry.event.site
                self._by_place.setdefault(place, []).append((entry.seq, entry.event))
        return self._by_place
