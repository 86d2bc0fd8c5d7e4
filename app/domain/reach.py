"""What an act reaches: the places, sites and other things that it is about, told from the entry of the history alone.

Two acts that reach nothing in common can be taken back without each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from app.domain.history import MOVED, Event
from app.domain.progress import Place

T = TypeVar("T")

Mark = tuple[str, str]
"""A kind of thing and its id."""

ANSWERING = ("answer.", "proposal.", "review.")
"""Begin the acts that speak of the answer at a place."""
BESIDE = ("evidence.", "disproof.", "challenge.")
"""Begin the acts that speak of what stands beside an answer."""
COMPARING = frozenset({"ledger.imported", "ledger.undone"})
"""Acts after which ledger rules run, which mark answers anywhere as resting on something else."""
WHOLE: Mark = ("audit", "*")
"""The audit with all that is in it."""

_OF_ALL = frozenset({"audit.created", "audit.carried", "audit.approved", "audit.sealed", "audit.reopened"})
_OF_PLACES = frozenset({"answer", "proposal", "review", "disproof", "challenge", "carried"})
_OF_SITES = frozenset({"site.added", "site.removed", "site.restored"})
_OF_LEDGERS = frozenset({"ledger", "record"})
_REWORDED = ("added", "changed", "dropped", "hidden", "asked")
"""What an own part of the catalogue tells of checkpoints that are asked otherwise, or not, from then on."""


def marks_of(event: Event) -> Iterator[Mark | Place]:
    """The things that an act is about; those of places have no kind that is told apart from their checkpoint."""
    kind = event.act.partition(".")[0]
    if event.act in _OF_ALL:
        yield WHOLE
    elif kind in _OF_PLACES and event.checkpoint:
        yield event.checkpoint, event.site
    elif event.act in _OF_SITES:
        yield "site", event.subject
        yield "site-name", event.subject
    elif kind == "site":
        yield "site-name", event.subject
    elif kind in _OF_LEDGERS:
        yield "ledger", _told(event, "kind")
    elif kind == "walk":
        yield "ledger", _told(event, "kind")
        yield kind, event.subject
    elif event.act == MOVED:
        yield "renamed", event.subject
    elif kind == "overlay":
        after = event.after or {}
        yield from (("checkpoint", str(each)) for name in _REWORDED for each in _list(after.get(name)))
        yield from (("value", str(each)) for each in _list(after.get("values")))
    elif event.act == "plan.drafted":
        told = (each for part in (event.before, event.after) for each in _list((part or {}).get("drafts")))
        yield from (("plan", str(draft["id"])) for draft in told if isinstance(draft, Mapping))
    elif event.act == "case.noted":
        yield "case-note", f"{event.subject} {_told(event, 'topic')}"
    elif event.act == "case.clock":
        yield "case-clock", event.subject
    elif kind == "flag":
        yield kind, f"{event.checkpoint} {event.site}"
    else:
        yield kind, event.subject


class Reached(Generic[T]):
    """What acts have reached, and for each thing whatever was told of the act."""

    def __init__(self) -> None:
        self._by: dict[Mark | Place, T] = {}
        self._kinds: set[str] = set()

    def add(self, marks: Iterable[Mark | Place], told: T) -> None:
        """Acts that are added first are told first."""
        for mark in marks:
            self._by.setdefault(mark, told)
            self._kinds.add(mark[0])

    @property
    def whole(self) -> bool:
        """Whether the audit as a whole was reached."""
        return WHOLE in self._by

    def met(self, marks: Iterable[Mark | Place]) -> T | None:
        """What was told of an act that reached one of these things too; None where none has."""
        if not self._by:
            return None
        for mark in marks:
            for same in self._alike(mark):
                if same in self._by:
                    return self._by[same]
        return None

    def _alike(self, mark: Mark | Place) -> Iterator[Mark | Place]:
        """The thing itself and what holds it: a place is at its site and speaks of its checkpoint."""
        yield mark
        yield WHOLE
        if "site" in self._kinds:
            yield "site", mark[1]
        if "checkpoint" in self._kinds:
            yield "checkpoint", mark[0]
        if "renamed" in self._kinds:
            yield "renamed", mark[1].partition(" ")[0] if mark[0] == "flag" else mark[0]


def _told(event: Event, name: str) -> str:
    return str((event.after or {}).get(name) or (event.before or {}).get(name, ""))


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
