"""Taking back what was done last, and doing it again, from the history: nothing is erased, and it works days later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any

from app.domain import steps
from app.domain.findings import Source, finding_id
from app.domain.history import Entry
from app.domain.steps import REDONE, UNDONE, Step
from app.errors import UserError, register_messages
from app.services import acts
from app.services.changes import Changes
from app.services.inverses import INVERSES
from app.services.ports import Desk, HistoryQuery, UnitOfWork
from app.services.undo_tasks import Changed, Marks, Task

register_messages(
    {
        "undo_nothing": "There is nothing that could be undone.",
        "redo_nothing": "There is nothing that could be done again.",
        "undo_not_this": "{what} cannot be undone like this; what was done before it cannot be undone either.",
        "undo_changed_since": "{what} cannot be undone any more: it was changed since. Nothing was changed.",
        "undo_changed_by": "{what} cannot be undone any more: {by} has worked on the same since. Nothing was changed.",
        "undo_moved": "Something else was done meanwhile. Nothing was undone; look again at what comes next.",
    }
)

Translate = Callable[[str], str]

_FIRST, _MORE = 20, 500
_ANSWERED = ("answer.", "proposal.", "review.")
_SITES = frozenset({"site.added", "site.removed", "site.restored"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with what it takes to tell it: `site` is the name of the site of its first entry, `again` tells that it
    was undone and can be done again. `possible` is False for an act that nothing takes back."""

    step: Step
    site: str
    again: bool
    possible: bool
    long: bool

    @property
    def act(self) -> str:
        """What was done."""
        return self.step.first.event.act

    @property
    def at(self) -> str:
        """When it was done."""
        return self.step.first.at

    @property
    def by(self) -> str:
        """Who did it."""
        return self.step.first.by

    @property
    def checkpoint(self) -> str:
        """The checkpoint of its first entry; empty for none."""
        return self.step.first.event.checkpoint

    @property
    def place(self) -> tuple[str, str]:
        """Checkpoint and site id of its first entry."""
        return self.checkpoint, self.step.first.event.site


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be undone next, and what can be done again next."""

    undo: Shown | None
    redo: Shown | None


def offered(desk: Desk, *, anyone: bool = False) -> Offered:
    """What the person at the desk can undo and do again; with `anyone` what anybody did."""
    with desk.file.read() as work:
        offer = steps.offered(_newest_first(work), "" if anyone else desk.world.user)
        return Offered(_shown(work, offer.undo, again=False), _shown(work, offer.redo, again=True))


def last(desk: Desk, *, anyone: bool = False) -> Shown | None:
    """What would be undone next."""
    return offered(desk, anyone=anyone).undo


def listing(desk: Desk, most: int = 20, *, anyone: bool = False) -> tuple[Shown, ...]:
    """The steps that stand and can be undone one after the other, the last one first, up to one that cannot."""
    user = "" if anyone else desk.world.user
    found: list[Shown] = []
    with desk.file.read() as work:
        stand = {entry.seq for entry in steps.in_force(_newest_first(work))}
        own = (s for s in steps.steps(_newest_first(work)) if s.first.seq in stand and user in ("", s.first.by))
        for step in islice((s for s in own if s.first.event.act not in steps.BY_ITSELF), most):
            shown = _shown(work, step, again=False)
            if shown is not None:
                found.append(shown)
            if shown is None or not shown.possible:
                break
    return tuple(found)


def undo(desk: Desk, translate: Translate, shown: Shown | None = None, *, anyone: bool = False) -> Changes:
    """Take back what was done last, all of it or nothing; with `shown` only if that is still what was done last.

    Raises UserError `undo_nothing`, `undo_not_this`, `undo_moved`, `undo_changed_since`, `undo_changed_by` and what
    the way back itself refuses, changing nothing.
    """
    return _turn(desk, UNDONE, translate, shown, anyone)


def redo(desk: Desk, translate: Translate, shown: Shown | None = None, *, anyone: bool = False) -> Changes:
    """Do again what was undone last, as long as nothing else was done since. Raises UserError as `undo`."""
    return _turn(desk, REDONE, translate, shown, anyone)


def words(shown: Shown, translate: Translate) -> str:
    """A step in few words: what, and where."""
    _ = translate
    what = acts.act_words(translate).get(shown.act, shown.act)
    if len(shown.step.places) > 1:
        where = _("places: {count}").format(count=len(shown.step.places))
    else:
        where = " ".join(part for part in (shown.checkpoint, shown.site) if part)
    return _("{act} ({where})").format(act=what, where=where) if where else what


def _turn(desk: Desk, act: str, translate: Translate, wanted: Shown | None, anyone: bool) -> Changes:
    at = desk.stamp()
    with desk.file.write() as work:
        shown = _next(desk, work, act, anyone)
        if shown is None:
            raise UserError("undo_nothing" if act == UNDONE else "redo_nothing")
        if wanted is not None and wanted.step.numbers != shown.step.numbers:
            raise UserError("undo_moved")
        what = words(shown, translate)
        if not shown.possible:
            raise UserError("undo_not_this", what=what)
        if other := _worked_since(work, shown.step, desk.world.user):
            raise UserError("undo_changed_by", what=what, by=other)
        task = Task(desk, work, at, act, translate("It was undone."), Marks(work))
        entries = shown.step.entries if act == REDONE else reversed(shown.step.entries)
        try:
            changes = [_take(task, entry) for entry in entries]
        except Changed:
            raise UserError("undo_changed_since", what=what) from None
        work.commit()
    return _together(changes, at)


def _take(task: Task, entry: Entry) -> Changes:
    inverse = INVERSES[entry.event.act]
    return inverse.back(task, entry) if task.act == UNDONE else inverse.again(task, entry)


def _next(desk: Desk, work: UnitOfWork, act: str, anyone: bool) -> Shown | None:
    offer = steps.offered(_newest_first(work), "" if anyone else desk.world.user)
    return _shown(work, offer.undo if act == UNDONE else offer.redo, again=act == REDONE)


def _shown(work: UnitOfWork, step: Step | None, *, again: bool) -> Shown | None:
    """The step as it is told; None where there is none, or it is the beginning of the audit itself."""
    if step is None or step.first.event.act == "audit.created":
        return None
    known = [INVERSES.get(entry.event.act) for entry in step.entries]
    possible = all(inverse is not None for inverse in known) and all(
        inverse.fits(entry.event) for inverse, entry in zip(known, step.entries, strict=True) if inverse is not None
    )
    site = step.first.event.site
    name = next((s.name for s in work.sites.all() if s.id == site), "") if site else ""
    return Shown(step, name, again, possible, any(inverse is not None and inverse.long for inverse in known))


def _worked_since(work: UnitOfWork, step: Step, user: str) -> str:
    """Who else has worked since on what the step is about; empty for nobody."""
    later = (e for e in steps.in_force(_newest_first(work)))
    last, events = step.entries[-1].seq, [e.event for e in step.entries]
    places = {(e.checkpoint, e.site) for e in events if e.act.startswith(_ANSWERED)}
    found = {finding_id(Source.ANSWERS, "", *place) for place in places}
    sites = {e.subject for e in events if e.act in _SITES}
    for entry in later:
        if entry.seq <= last:
            break
        there = entry.event
        same = (there.checkpoint, there.site) in places and there.act.startswith(_ANSWERED)
        same = same or (there.act == "finding.status" and there.subject in found)
        if entry.by != user and (same or there.site in sites):
            return entry.by
    return ""


def _newest_first(work: UnitOfWork) -> Iterator[Entry]:
    """The history from its end, read as far as it is looked at."""
    offset, size = 0, _FIRST
    while chunk := work.history.entries(HistoryQuery(), offset, size):
        yield from chunk
        offset, size = offset + len(chunk), _MORE


def _together(changes: Iterable[Changes], at: str) -> Changes:
    """What several changes come to."""
    parts = list(changes)
    flags = [f.name for f in fields(Changes) if isinstance(f.default, bool)]
    together = Changes(
        at=at,
        places=frozenset(place for each in parts for place in each.places),
        ledgers=frozenset(kind for each in parts for kind in each.ledgers),
    )
    told: dict[str, Any] = {name: any(getattr(each, name) for each in parts) for name in flags}
    return replace(together, **told)
