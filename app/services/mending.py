"""Whether what was returned has been mended since beside its answer: what proves it is compared, then and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.history import REDONE, UNDONE, Entry
from app.domain.progress import Place
from app.domain.steps import UNDOES
from app.services import proving
from app.services.ports import HistoryQuery, UnitOfWork

RETURNED = "review.returned"
_REPLACED = "evidence.replaced"
_GIVEN = frozenset({"evidence.added", "evidence.used", _REPLACED, proving.RECORDED})
"""Acts by which something stands beside the answers at a place from then on."""
_TAKEN = frozenset({"evidence.ended", proving.WITHDRAWN})
"""Acts by which it does not any more, at that place."""
_GONE = frozenset({"evidence.removed", "evidence.version_withdrawn"})
"""Acts by which it does not any more, wherever it stood."""
_FACTS = "evidence.facts"
_SAID = frozenset({"challenge.replied", "answer.upheld"})
"""Acts that stand for themselves."""
_TURNS = frozenset({UNDONE, REDONE})


def mended(work: UnitOfWork) -> frozenset[Place]:
    """The places at which something else stands beside the answer than when it was returned last.

    What was added and taken away again mends nothing, in whatever way that was done; nor does a file of the same
    content, or a note on one.
    """
    beside = _Beside(_uses(work))
    for entry in _entries(work):
        beside.follow(entry)
    return beside.mended()


def changed_since(work: UnitOfWork, entries: Mapping[Place, int]) -> frozenset[Place]:
    """The places at which something else stands beside the answer than at the entry of the history given for each."""
    beside = _Beside(_uses(work))
    then: dict[Place, frozenset[object]] = {}
    waiting = sorted(entries.items(), key=lambda each: each[1])
    for entry in _entries(work):
        while waiting and entry.seq > waiting[0][1]:
            place, _seq = waiting.pop(0)
            then[place] = beside.at(place)
        beside.follow(entry)
    return frozenset(place for place, was in then.items() if beside.at(place) != was)


def _uses(work: UnitOfWork) -> dict[tuple[str, str], list[Place]]:
    """Where pieces came to serve beside their home, by their ids and the moment: a new version serves from its first
    moment wherever the one before did, and is told of at its home alone."""
    found: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for use in work.evidence.uses():
        found[use.evidence, use.at].append((use.checkpoint, use.site))
    return found


def _entries(work: UnitOfWork) -> Iterator[Entry]:
    acts = {RETURNED, _FACTS, *_GIVEN, *_TAKEN, *_GONE, *_SAID, *_TURNS}
    found = [entry for act in acts for entry in work.history.entries(HistoryQuery(act=act), limit=2**31 - 1)]
    return iter(sorted(found, key=lambda entry: entry.seq))


class _Beside:
    """What stands beside the answers of each place, followed through the history."""

    def __init__(self, uses: Mapping[tuple[str, str], Sequence[Place]]) -> None:
        self._uses = uses
        self._made: dict[int, Entry] = {}
        self._there: defaultdict[Place, set[object]] = defaultdict(set)
        self._gone: set[str] = set()
        self._content: dict[str, str] = {}
        self._expires: dict[str, object] = {}
        self._returned: defaultdict[Place, dict[int, frozenset[object]]] = defaultdict(dict)
        """What stood there at each return that was not undone, by the number of its entry, the last one last."""

    def mended(self) -> frozenset[Place]:
        """The places where it is not what it was when they were returned last."""
        return frozenset(
            place for place, then in self._returned.items() if then and self.at(place) != next(reversed(then.values()))
        )

    def follow(self, entry: Entry) -> None:
        """Take the next entry of the history in."""
        if entry.event.act not in _TURNS:
            self._made[entry.seq] = entry
            self._turn(entry, on=True)
        elif (made := self._made.get(int(str((entry.event.after or {}).get(UNDOES, 0))))) is not None:
            self._turn(made, on=entry.event.act == REDONE)

    def _turn(self, entry: Entry, *, on: bool) -> None:
        """Let what an act did be, or be no more."""
        event, after = entry.event, entry.event.after or {}
        place = event.checkpoint, event.site
        if event.act == RETURNED:
            # The return before it is the last one again when it is undone.
            self._returned[place].pop(entry.seq, None)
            if on:
                self._returned[place][entry.seq] = self.at(place)
        elif event.act in _GIVEN:
            self._content[event.subject] = str(after.get("sha256", event.subject))
            if "expires" in after:
                self._expires[event.subject] = after["expires"]
            for each in (place, *(self._uses.get((event.subject, entry.at), ()) if event.act == _REPLACED else ())):
                _put(self._there[each], event.subject, there=on)
        elif event.act in _TAKEN:
            _put(self._there[place], event.subject, there=not on)
        elif event.act in _GONE:
            _put(self._gone, event.subject, there=on)
        elif event.act == _FACTS:
            self._expires[event.subject] = ((after if on else event.before) or {}).get("expires", "")
        else:
            _put(self._there[place], entry.seq, there=on)

    def at(self, place: Place) -> frozenset[object]:
        """What stands beside the answer at a place."""
        there = self._there.get(place, ())
        return frozenset(
            (self._content.get(each, each), self._expires.get(each) or "") if isinstance(each, str) else each
            for each in there
            if each not in self._gone
        )


def _put(into: set[Any], what: object, *, there: bool) -> None:
    if there:
        into.add(what)
    else:
        into.discard(what)
